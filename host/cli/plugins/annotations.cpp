// SPDX-License-Identifier: MIT
// host/cli/plugins/annotations.cpp - one class a plugin; a group of parameters is a class of its own, as it is a table.
#include "host/cli/plugins/annotations.hpp"
#include "host/cli/plugins/vocabulary.hpp"
#include "host/load/contract.hpp"
#include "host/load/words.hpp"
#include <algorithm>

namespace qiki::cli {
namespace {

using load::row;

// The keys below one dot: "sigma" has "range" and "azimuth". A key may be a parameter and a group at once.
struct group {
    std::string name;
    const qiki_param* own = nullptr;
    std::vector<group> inner;
};

group& below(group& g, const std::string& name) {
    const auto at = std::find_if(g.inner.begin(), g.inner.end(), [&](const group& i) { return i.name == name; });
    return at != g.inner.end() ? *at : g.inner.emplace_back(group{name, nullptr, {}});
}

group tree(const qiki_table& params) {
    group root;
    for (uint32_t i = 0; i < params.count; ++i) {
        const auto& p = row<qiki_param>(params, i);
        const std::string key = p.key;
        group* g = &root;
        for (size_t at = 0, end; at <= key.size(); at = end + 1) {
            end = std::min(key.find('.', at), key.size());
            g = &below(*g, key.substr(at, end - at));
        }
        g->own = &p;
    }
    return root;
}

// "a"|"b", where every choice can stand between quotes.
std::string text_type(const qiki_param& p) {
    if (!p.choices || (p.flags & QIKI_PARAM_PATH)) return "string";
    const std::string all = p.choices;
    std::string out;
    for (size_t at = 0, end; at <= all.size(); at = end + 1) {
        end = std::min(all.find('|', at), all.size());
        const std::string one = all.substr(at, end - at);
        if (!quotable(one)) return "string";
        out += (out.empty() ? "\"" : "|\"") + one + "\"";
    }
    return out;
}

std::string type_of(const qiki_param& p) {
    static constexpr const char* types[] = {"boolean", "integer", "number", "", "qiki.Integers", "qiki.Numbers"};
    return p.type == QIKI_TEXT ? text_type(p) : p.type <= QIKI_REALS ? types[p.type] : "any";
}

std::string about(const qiki_param& p) {
    std::string out = p.help;
    const std::string within = text_type(p) == "string" || p.type != QIKI_TEXT ? range(p) : ""; // else its type says it
    if (!within.empty()) out += "; " + within;
    else if (*p.unit) out += std::string("; in ") + p.unit;
    out += p.flags & QIKI_PARAM_REQUIRED ? "; required" : "; default " + preset(p);
    return p.flags & QIKI_PARAM_ADVANCED ? out + "; advanced" : out;
}

// "org.radar" and "sigma": org.radar.Sigma. Ids and keys are lower case, so no other class has this name.
std::string inner_class(const std::string& of, std::string name) {
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return of + "." + name;
}

std::string fields(const std::string& name, const group& g) {
    std::string out;
    for (const group& i : g.inner) {
        const std::string inner = inner_class(name, i.name);
        const bool required = i.own && (i.own->flags & QIKI_PARAM_REQUIRED);
        const std::string type = !i.own ? inner : i.inner.empty() ? type_of(*i.own) : type_of(*i.own) + "|" + inner;
        out += field(i.name, !required, type, i.own ? about(*i.own) : "parameters " + i.name + "...");
    }
    return out;
}

std::string inner_classes(const std::string& name, const group& g) {
    std::string out;
    for (const group& i : g.inner) {
        if (i.inner.empty()) continue;
        const std::string inner = inner_class(name, i.name);
        out += inner_classes(inner, i) + line("---@class " + inner) + fields(inner, i) + "\n";
    }
    return out;
}

std::string port_lines(const char* does, const qiki_table& t) {
    std::string out;
    for (uint32_t i = 0; i < t.count; ++i) {
        const auto& p = row<qiki_port>(t, i);
        std::string flags;
        for (const std::string& f : port_words(p.flags)) flags += ", " + f;
        out += comment(std::string("* ") + does + " " + p.name + " (" + load::record_words(p.record) + flags + ")" +
                       (*p.help ? std::string(": ") + p.help : ""));
    }
    return out;
}

std::string plugin(const qiki_descriptor& d) {
    const std::string kind = kind_word(d.kind);
    const char* const base = kind == "agent"                       ? "qiki.AgentSettings"
                             : kind == "sensor" || kind == "radar" ? "qiki.CarriedSettings"
                                                                   : "qiki.Settings";
    const group all = tree(d.params);
    return inner_classes(d.id, all) + comment(kind + " " + d.version + ": " + d.summary) + "---\n" +
           port_lines("reads", d.inputs) + port_lines("writes", d.outputs) +
           line(std::string("---@class ") + d.id + " : " + base) + fields(d.id, all) + "\n";
}
} // namespace

std::string annotations(const std::vector<shown>& all) {
    std::string out =
        "---@meta _\n-- Made by 'qiki types' from the plugins' own tables; make it anew instead of changing it.\n\n";
    for (const shown& s : all) out += plugin(*s.about);
    return out + vocabulary(all);
}
} // namespace qiki::cli
