// SPDX-License-Identifier: MIT
// host/scenario/reader.cpp - the functions behind `q`, their errors and places, and what a script must return.
#include "host/scenario/reader.hpp"
#include "host/scenario/guard.hpp"
#include "host/scenario/tokens.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"

namespace qiki::scenario {

reader::reader(lua::sandbox& box, const overrides& set, std::filesystem::path folder, std::optional<uint64_t> seed,
               bool keyed, purpose why)
    : box_(box), set_(set), folder_(std::move(folder)), seed_(seed), keyed_(keyed || seed), why_(why) {}

void reader::push_functions(lua_State* L) {
    for (const char* type : {"q.use block", "q.scenario", "q.expect", "q.at"}) {
        luaL_newmetatable(L, type);
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
        lua_pop(L, 1);
    }
    const luaL_Reg functions[] = {{"use", call<&reader::use_block>},
                                  {"param", call<&reader::declare>},
                                  {"scenario", call<&reader::header>},
                                  {"expect", call<&reader::expect>},
                                  {"at", call<&reader::at_time>},
                                  {"read", call<&reader::read_text>},
                                  {"there", call<&reader::there>},
                                  {"did_you_mean", lua::guarded<push_did_you_mean>},
                                  {"offer_names", lua::offer_names},
                                  {"shown", lua::guarded<push_shown>},
                                  {nullptr, nullptr}};
    lua_newtable(L);
    lua_pushlightuserdata(L, this);
    luaL_setfuncs(L, functions, 1);
}

place reader::here(lua_State* L) const {
    const lua::spot s = box_.where(L);
    const lua::chunk* const c = box_.find(s.chunk);
    return {c ? c->file.string() : "", s.line};
}

place reader::key_place(const place& at, const std::string& head, const std::string& key) {
    const auto [it, fresh] = lines_.try_emplace({at.file, at.line, head});
    if (fresh)
        for (const auto& c : box_.chunks())
            if (c->file.string() == at.file) {
                it->second = lua::key_lines(c->tokens, at.line, head);
                break;
            }
    const auto line = it->second.find(key);
    return line == it->second.end() ? at : place{at.file, line->second};
}

scenario reader::take(lua_State* L, int index, const std::string& file) {
    const int last =
        static_cast<int>(box_.chunks().empty()                   ? 1
                         : box_.chunks().front()->tokens.empty() ? 1
                                                                 : box_.chunks().front()->tokens.back().line);
    if (const auto* handle = static_cast<const size_t*>(luaL_testudata(L, index, "q.scenario"))) {
        check_expected();
        return headers_.at(*handle);
    }
    std::string found = shown(L, index);
    std::string remedy = "; end the script with: return q.scenario { ... }";
    if (lua_istable(L, index)) remedy = "; write: return q.scenario { ... } around it";
    throw error({file, last}, "expected the script to return q.scenario { ... }, found " + found + remedy);
}

void reader::check_overrides() const {
    std::vector<std::string> names;
    for (const param& p : params_) names.push_back(p.name);
    for (const auto& [key, text] : set_) {
        bool known = false;
        for (const std::string& n : names) known = known || n == key;
        if (known) continue;
        const std::string near = did_you_mean(key, names);
        throw error({"--set " + key + "=" + text, 0}, "the scenario declares no value \"" + key + "\"" +
                                                          (!near.empty()   ? near
                                                           : names.empty() ? "; it declares none"
                                                                           : "; it declares " + listed(names)));
    }
}
} // namespace qiki::scenario
