// SPDX-License-Identifier: MIT
// tests/unit/cli/annotated.hpp - annotations read back: classes with their fields, literals; and are they Lua?
#pragma once
#include <catch2/catch.hpp>
#include <lua.hpp>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

struct annotated {
    struct field {
        std::string name, type, text;
        bool optional = false;
    };
    struct type {
        std::vector<std::string> bases;
        std::vector<field> fields;
    };
    std::map<std::string, type> classes;
    std::map<std::string, std::vector<std::string>> aliases; // the literals behind a name, as written
    std::set<std::string> mentioned;                         // names in types
    std::vector<std::string> strange;                        // lines that are none of these

    void mention(const std::string& types) {
        static const std::regex quoted("\"[^\"]*\""), word("[A-Za-z_][A-Za-z0-9_.-]*");
        const std::string bare = std::regex_replace(types, quoted, "");
        for (std::sregex_iterator i(bare.begin(), bare.end(), word), end; i != end; ++i) mentioned.insert(i->str());
    }

    // The lines that 'qiki types' may write, and no other.
    explicit annotated(const std::string& text) {
        static const std::regex class_line("---@class ([a-zA-Z0-9_.-]+)( : ([a-zA-Z0-9_.-]+))?"),
            alias_line("---@alias ([a-zA-Z0-9_.]+)"), literal_line("---\\| \"([^\"\\\\]+)\" # .*"),
            field_line(
                "---@field (?:([A-Za-z_][A-Za-z0-9_]*)|\\[\"([^\"\\\\]+)\"\\])(\\?)? "
                "((?:[A-Za-z_][A-Za-z0-9_.-]*|\"[^\"]*\")(?:\\|(?:[A-Za-z_][A-Za-z0-9_.-]*|\"[^\"]*\"))*) # (.+)");
        std::istringstream in(text);
        std::string in_class, in_alias;
        for (std::string line; std::getline(in, line);) {
            std::smatch m;
            if (line.empty()) in_class.clear(), in_alias.clear();
            else if (std::regex_match(line, m, class_line)) {
                in_class = m[1];
                if (m[3].matched) classes[in_class].bases.push_back(m[3]), mentioned.insert(m[3]);
                else classes[in_class];
            } else if (std::regex_match(line, m, alias_line)) aliases[in_alias = m[1]];
            else if (std::regex_match(line, m, literal_line) && !in_alias.empty()) aliases[in_alias].push_back(m[1]);
            else if (std::regex_match(line, m, field_line) && !in_class.empty()) {
                classes[in_class].fields.push_back({m[1].matched ? m[1] : m[2], m[4], m[5], m[3].matched});
                mention(m[4]);
            } else if (line.rfind("---@meta", 0) != 0 &&
                       (line.rfind("--", 0) != 0 || line.rfind("---@", 0) == 0 || line.rfind("---|", 0) == 0))
                strange.push_back(line);
        }
    }

    // The one field of this name; fails when there is none, or several.
    field one(const std::string& of, const std::string& name) const {
        std::vector<field> found;
        if (const auto c = classes.find(of); c != classes.end())
            for (const field& f : c->second.fields)
                if (f.name == name) found.push_back(f);
        INFO(of << ": " << name);
        CHECK(found.size() == 1);
        return found.empty() ? field{} : found.front();
    }
};

// "" when the text is Lua that does nothing and gives nothing.
inline std::string lua_flaw(const std::string& text) {
    lua_State* L = luaL_newstate();
    std::string flaw;
    if (luaL_loadbufferx(L, text.data(), text.size(), "types", "t") != LUA_OK ||
        lua_pcall(L, 0, LUA_MULTRET, 0) != LUA_OK)
        flaw = lua_tostring(L, -1);
    else if (lua_gettop(L) != 0) flaw = "it returns something";
    lua_close(L);
    return flaw;
}
