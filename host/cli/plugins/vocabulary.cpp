// SPDX-License-Identifier: MIT
// host/cli/plugins/vocabulary.cpp - facts and verbs of the same name are one word, whoever declares it.
#include "host/cli/plugins/vocabulary.hpp"
#include "host/load/contract.hpp"
#include "host/load/words.hpp"
#include "qiki/codes.h"
#include "qiki/command.h"
#include <algorithm>
#include <map>
#include <set>

namespace qiki::cli {
namespace {

using load::row;

bool is_name(std::string_view s) { // of Lua, so that it needs no quotes
    static const std::set<std::string_view> reserved = {
        "and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !s.empty() && letter(s[0]) && !reserved.contains(s) &&
           std::all_of(s.begin(), s.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::string joined(const std::set<std::string>& all, const char* between) {
    std::string out;
    for (const std::string& s : all) out += (out.empty() ? "" : between) + s;
    return out;
}

struct word {
    std::set<std::string> types, said, of; // what is said of it, and by which plugins
};
using sayings = std::map<std::string, word>;

std::string about(const qiki_fact& f) {
    std::string out = f.help;
    const std::string_view unit = f.unit;
    if (unit.find('|') != unit.npos) return out + (out.empty() ? "" : "; ") + f.unit + " from 0 on";
    std::string within = f.type == QIKI_BOOL ? "" : limits(f.min, f.max, unit);
    if (within.empty() && !unit.empty()) within = "in " + std::string(unit);
    return within.empty() ? out : out + (out.empty() ? "" : "; ") + within;
}

std::string about(const qiki_verb& v) {
    std::string out = std::string(v.name) + "(";
    for (uint32_t a = 0; a < v.argc; ++a) {
        const std::string within = limits(v.min[a], v.max[a], v.unit[a]);
        out += std::string(a ? ", " : "") + v.arg[a] + (within.empty() ? "" : " " + within);
        if (within.empty() && *v.unit[a]) out += std::string(" in ") + v.unit[a];
    }
    return out + ")" + (*v.help ? std::string(": ") + v.help : "");
}

sayings facts(const std::vector<shown>& all, bool of_subject) {
    static constexpr const char* types[] = {"boolean", "integer", "number"};
    sayings out;
    for (const shown& s : all)
        for (uint32_t i = 0; i < s.about->facts.count; ++i) {
            const auto& f = row<qiki_fact>(s.about->facts, i);
            if (((f.flags & QIKI_FACT_OF_SUBJECT) != 0) != of_subject) continue;
            word& w = out[f.name];
            w.types.insert(f.type <= QIKI_REAL ? types[f.type] : "any");
            w.said.insert(about(f)), w.of.insert(s.about->id);
        }
    return out;
}

sayings verbs_said(const std::vector<shown>& all) {
    sayings out;
    for (const shown& s : all)
        for (uint32_t i = 0; i < s.about->verbs.count; ++i) {
            const auto& v = row<qiki_verb>(s.about->verbs, i);
            out[v.name].said.insert(about(v)), out[v.name].of.insert(s.about->id);
        }
    return out;
}

std::string text_of(const word& w) {
    std::set<std::string> said = w.said;
    said.erase("");
    return joined(said, " / ") + (said.empty() ? "of " : "; of ") + joined(w.of, ", ");
}

std::string fields_of(const char* name, const sayings& all) {
    std::string out;
    for (const auto& [key, w] : all) out += field(key, true, joined(w.types, "|"), text_of(w));
    return out.empty() ? "" : std::string("---@class ") + name + "\n" + out + "\n";
}

std::string alias(const char* name, const std::string& literals) {
    return literals.empty() ? "" : std::string("---@alias ") + name + "\n" + literals + "\n";
}
} // namespace

bool quotable(std::string_view s) {
    return !s.empty() && load::is_line(s) && s.find('"') == s.npos && s.find('\\') == s.npos && s[0] != '\'';
}

std::string line(std::string_view text) { return load::one_line(text, 20'000) + "\n"; }

std::string comment(std::string_view text) {
    // "---@" would begin an annotation and "---|" a literal.
    const size_t first = text.find_first_not_of(" \t");
    const bool apart = first != text.npos && (text[first] == '@' || text[first] == '|');
    return line((apart ? "---\\" : "---") + std::string(text));
}

std::string field(const std::string& name, bool optional, const std::string& type, std::string_view text) {
    if (!is_name(name) && !quotable(name)) return "";
    return line("---@field " + (is_name(name) ? name : "[\"" + name + "\"]") + (optional ? "? " : " ") + type + " # " +
                std::string(text));
}

std::string literal(const std::string& word, std::string_view text) {
    return quotable(word) ? line("---| \"" + word + "\" # " + std::string(text)) : "";
}

std::string vocabulary(const std::vector<shown>& all) {
    static constexpr const char* severities[] = {"info", "notice", "warning", "critical"};
    std::string ids, verbs, codes;
    for (const shown& s : all) ids += literal(s.about->id, kind_word(s.about->kind) + ": " + s.about->summary);
    for (const auto& [name, w] : verbs_said(all)) verbs += literal(name, text_of(w));
    const qiki_code* c = nullptr;
    for (uint32_t i = 0; (c = qiki_code_at(i)) != nullptr; ++i)
        codes += literal(c->name, std::to_string(c->number) + ", " + severities[c->severity] + ": " + c->sentence);
    return fields_of("qiki.Facts", facts(all, false)) + fields_of("qiki.Subject", facts(all, true)) +
           alias("qiki.PluginId", ids) + alias("qiki.VerbWord", verbs) + alias("qiki.EventCode", codes);
}
} // namespace qiki::cli
