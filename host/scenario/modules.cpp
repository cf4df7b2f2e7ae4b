// SPDX-License-Identifier: MIT
// host/scenario/modules.cpp - finds, loads and remembers modules.
#include "host/scenario/modules.hpp"
#include "host/scenario/guard.hpp"
#include <algorithm>
#include <cstring>
#include <fstream>

namespace qiki::lua {
namespace {
const char loaded_key = 0; // registry: name -> value

bool library_name(const std::string& n) { return n == "qiki" || n.starts_with("qiki."); }

// "a.b_2": words of letters, digits and _, joined by dots.
bool proper(const std::string& n) {
    const auto word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (n.empty() || n.size() > 100 || n.front() == '.' || n.back() == '.') return false;
    return n.find("..") == std::string::npos &&
           std::all_of(n.begin(), n.end(), [&](char c) { return c == '.' || word(c); });
}

std::string as_path(std::string n) {
    std::replace(n.begin(), n.end(), '.', '/');
    return n;
}
} // namespace

std::string read_source(const std::filesystem::path& file) {
    namespace fs = std::filesystem;
    std::error_code e;
    const fs::file_status s = fs::status(file, e);
    if (s.type() == fs::file_type::not_found) throw std::runtime_error("no such file");
    if (e) throw std::runtime_error("cannot be read: " + e.message());
    if (fs::is_directory(s)) throw std::runtime_error("is a folder; expected a Lua script");
    if (!fs::is_regular_file(s)) throw std::runtime_error("is no regular file; expected a Lua script");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(std::string("cannot be read: ") + std::strerror(errno));
    std::string text(largest_source + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) throw std::runtime_error("cannot be read: input error");
    text.resize(static_cast<size_t>(in.gcount()));
    if (text.size() > largest_source) throw std::runtime_error("is larger than 1 MiB; expected a Lua script");
    text.shrink_to_fit(); // it may be kept for as long as a run lasts
    return text;
}

void modules::close() {
    closed_ = true;
    read_ = {};
}

modules::modules(sandbox& box, lua_State* L, std::filesystem::path library, std::filesystem::path own)
    : box_(box), library_(std::move(library)), own_(std::move(own)) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_key);
    lua_pushlightuserdata(L, this);
    lua_pushcclosure(L, guarded<require>, 1);
    box_.offer(L, "require");
}

void modules::provide(lua_State* L, const std::string& name) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
    lua_insert(L, -2);
    lua_setfield(L, -2, name.c_str());
    lua_pop(L, 1);
    known_[name] = true;
}

std::string modules::places(const std::string& name) const {
    if (!library_name(name)) return (own_ / (as_path(name) + ".lua")).string();
    const std::string plain = (library_ / (as_path(name) + ".lua")).string();
    return name == "qiki" ? (library_ / "qiki/init.lua").string() : plain;
}

int modules::require(lua_State* L) {
    modules& self = *static_cast<modules*>(lua_touserdata(L, lua_upvalueindex(1)));
    size_t size = 0;
    const char* const text = luaL_checklstring(L, 1, &size);
    const std::string name(text, size);
    if (!proper(name))
        return luaL_error(
            L, "require: expected a module name such as \"my_fleet\" (letters, digits, _ and dots), found \"%s\"",
            name.substr(0, 100).c_str());
    const auto known = self.known_.find(name);
    if (known == self.known_.end() && self.closed_)
        return luaL_error(L,
                          "require: module \"%s\" was not loaded; require it at the top of the file, not in a function",
                          name.c_str());
    if (known == self.known_.end()) self.load(L, name);
    else if (!known->second) return luaL_error(L, "require: module \"%s\" requires itself", name.c_str());
    lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
    lua_getfield(L, -1, name.c_str());
    return 1;
}

void modules::load(lua_State* L, const std::string& name) {
    const std::string file = places(name);
    std::string text, wrong;
    try {
        text = read_source(file);
    } catch (const std::runtime_error& e) { wrong = e.what(); }
    if (!wrong.empty())
        luaL_error(L, "require: module \"%s\" was not found: looked for %s, which %s", name.c_str(), file.c_str(),
                   wrong == "no such file" ? "does not exist" : wrong.c_str());
    known_[name] = false;
    read_.push_back({name, text});
    box_.load(L, name == "qiki" ? "qiki/init.lua" : as_path(name) + ".lua", file, std::move(text));
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) { // as Lua does for a module that returns nothing
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
    }
    provide(L, name);
}
} // namespace qiki::lua
