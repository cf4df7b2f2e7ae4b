// SPDX-License-Identifier: MIT
// tests/unit/scenario/annotated.cpp - the library's annotations know what the host knows: functions of q and keys.
#include "script.hpp"
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

using script::refused;

namespace {
using names = std::set<std::string>;

std::string annotations() {
    std::ifstream in(QIKI_SOURCE_DIR "/scripts/lua/types/qiki.lua");
    return {std::istreambuf_iterator<char>(in), {}};
}

names found(const std::string& text, const char* pattern) {
    const std::regex r(pattern);
    names out;
    for (std::sregex_iterator i(text.begin(), text.end(), r), end; i != end; ++i) out.insert((*i)[1]);
    return out;
}

// The named fields of a class, up to the next empty line.
names fields(const std::string& name) {
    const std::string all = annotations(), head = "---@class " + name + "\n";
    const size_t at = all.find(head);
    REQUIRE(at != all.npos);
    return found(all.substr(at, all.find("\n\n", at) - at), "---@field ([a-z_]+)\\?? ");
}

// What the host offers in place of a key that it does not know.
names offered(const std::string& call) {
    const std::string said = refused(call);
    const size_t at = std::min(said.find("; it has "), said.find("a key of \""));
    INFO(said);
    REQUIRE(at != said.npos);
    return found(said.substr(at, said.find(", found", at) - at), "\"([a-z_]+)\"");
}
} // namespace

TEST_CASE("Every function and table of q is annotated, and nothing else") {
    const std::string said = refused("local all = {}\nfor name in pairs(q) do all[#all + 1] = '<' .. name .. '>' end\n"
                                     "error(table.concat(all), 0)");
    names of_q = found(said, "<([a-z_]+)>");
    REQUIRE(of_q.size() > 30);
    of_q.insert({"policy", "policy_params"}); // of policies
    CHECK(found(annotations(), "\n(?:function )?q\\.([a-z_]+)(?: = |\\()") == of_q);
}

TEST_CASE("Every key of q.scenario, q.expect and q.param is annotated, and nothing else") {
    CHECK(fields("qiki.Header") == offered("return q.scenario { zzzzzzzz = 1 }"));
    CHECK(fields("qiki.Expected") == offered("return q.expect { zzzzzzzz = 1 }"));
    names of_param = offered("return q.param { 'v', zzzzzzzz = 1 }");
    CHECK(of_param.erase("name") == 1); // annotated as [1]
    CHECK(fields("qiki.Param") == of_param);
}
