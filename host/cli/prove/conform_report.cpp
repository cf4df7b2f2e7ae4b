// SPDX-License-Identifier: MIT
// host/cli/prove/conform_report.cpp - what the checks found, for people and for machines.
#include "host/cli/prove/conform_report.hpp"
#include "host/cli/run/junit.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/words.hpp"
#include "host/observe/table.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace qiki::cli {
namespace {
using conform::verdict;

constexpr const char* level_words[] = {"", "load", "contract", "hostile", "deterministic", "soak"};

bool bad(verdict v) { return v == verdict::fail || v == verdict::crash || v == verdict::timeout; }

std::string escaped(std::string_view s) { // of a table's cell in markdown
    std::string out;
    for (const char c : s) out += c == '|' ? "\\|" : std::string(1, c);
    return out;
}

std::vector<std::string> by_blanks(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> out;
    for (std::string w; in >> w;) out.push_back(w);
    return out;
}
std::string axes_of(const conform::check& c) {
    std::string out;
    for (const std::string& w : conform::words_of_axes(c.varies)) out += (out.empty() ? "" : ", ") + w;
    return out;
}

std::string indented(const std::string& text) {
    std::istringstream in(text);
    std::string out;
    for (std::string l; std::getline(in, l);) out += "      " + l + "\n";
    return out;
}

std::string story(const conform::result& r) {
    std::string out = wrapped(load::one_line(r.how.text, 4000), columns(), 4);
    if (out.empty() || out.back() != '\n') out += '\n';
    if (bad(r.how.how) || !r.how.fault.empty()) {
        if (!r.how.stack.empty()) out += "    stack:\n" + indented(r.how.stack);
        if (!r.how.said.empty()) out += "    it said: " + load::one_line(r.how.said, 300) + "\n";
        out += "    again: " + r.repeat + "\n";
    }
    return out;
}

// A plugin that most checks could not play, for want of parameters that have no default.
struct unplayed {
    std::string plugin;
    std::vector<std::string> keys;
    size_t checks = 0, of = 0; // of: those asked of its file, and those of it that are for such a plugin
    std::string text() const {
        std::string by_hand;
        for (const std::string& k : keys) by_hand += " --set " + k + "=...";
        return std::to_string(checks) + " of " + std::to_string(of) + " checks for " + plugin +
               " did not play it: its " + (keys.size() == 1 ? "parameter " : "parameters ") + listed(keys) +
               (keys.size() == 1 ? " has" : " have") + " no default; give " + (keys.size() == 1 ? "it" : "them") +
               " with" + by_hand;
    }
};
std::vector<unplayed> unplayed_of(const conform::outcome& o) {
    std::map<std::string, unplayed> by_plugin;
    for (const conform::result& r : o.results) {
        if (r.how.unset.empty()) continue;
        unplayed& u = by_plugin[r.plugin];
        u.plugin = r.plugin, u.keys = by_blanks(r.how.unset), ++u.checks;
    }
    std::vector<unplayed> all;
    for (auto& [plugin, u] : by_plugin) {
        for (const conform::result& r : o.results) u.of += !r.how.spared && (r.plugin.empty() || r.plugin == plugin);
        all.push_back(std::move(u));
    }
    return all;
}

std::string counts(const conform::outcome& o) {
    std::string out;
    for (const verdict v :
         {verdict::pass, verdict::warn, verdict::fail, verdict::crash, verdict::timeout, verdict::skip})
        if (const size_t n = o.count(v)) out += (out.empty() ? "" : ", ") + std::to_string(n) + " " + conform::word(v);
    return out.empty() ? "no check was asked" : out;
}
} // namespace

std::string checks_table() {
    observe::table t({"check", "level", "varies", "asserts"});
    for (const conform::check* c : conform::checks())
        t.row({c->id, std::to_string(c->level) + " " + level_words[c->level], axes_of(*c), c->asserts});
    return t.text();
}

std::string checks_markdown() {
    std::string out = "| check | level | asserts | varies | rules |\n|---|---|---|---|---|\n";
    for (const conform::check* c : conform::checks()) {
        std::string rules;
        for (const std::string& r : by_blanks(c->rules)) rules += (rules.empty() ? "`" : ", `") + r + "`";
        out += "| `" + std::string(c->id) + "` | " + std::to_string(c->level) + " " + level_words[c->level] + " | " +
               escaped(c->asserts) + " | " + axes_of(*c) + " | " + rules + " |\n";
    }
    out += "\n| varies | what | in |\n|---|---|---|\n";
    for (const conform::axis_row& a : conform::axes()) {
        std::string in;
        for (const conform::check* c : conform::checks())
            if (c->varies & a.bit) in += (in.empty() ? "`" : ", `") + std::string(c->id) + "`";
        out += "| " + std::string(a.word) + " | " + a.what + " | " + in + " |\n";
    }
    return out;
}

std::string checks_ndjson() {
    std::string out;
    for (const conform::check* c : conform::checks())
        out += nlohmann::ordered_json{{"check", c->id},
                                      {"level", c->level},
                                      {"asserts", c->asserts},
                                      {"varies", conform::words_of_axes(c->varies)},
                                      {"rules", by_blanks(c->rules)}}
                   .dump() +
               "\n";
    return out;
}

std::string conform_text(const conform::asked& a, const conform::outcome& o, bool verbose) {
    std::string out;
    double seconds = 0;
    for (const conform::result& r : o.results) {
        seconds += r.how.seconds;
        const verdict v = r.how.how;
        if (!verbose && (v == verdict::pass || v == verdict::skip)) continue;
        char head[160];
        std::snprintf(head, sizeof head, "%-8s%d  %-18s", conform::word(v), r.what->level, r.what->id);
        out += head + std::string(r.plugin.empty() ? "" : " " + r.plugin) + "\n";
        if (v != verdict::pass || !r.how.text.empty()) out += story(r); // a pass may say what it measured
    }
    const std::string asked = a.only.empty() ? "level " + std::to_string(a.level) : "these alone";
    out += a.file.filename().string() + ", " + asked + ": " + counts(o) + " (" + observe::number(seconds) +
           " s of checks)\n";
    for (const unplayed& u : unplayed_of(o)) out += wrapped(u.text(), columns(), 0);
    return out;
}

std::string conform_ndjson(const conform::asked& a, const conform::outcome& o) {
    using nlohmann::ordered_json;
    const auto line = [](const ordered_json& j) {
        return j.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    };
    std::string out;
    for (const conform::result& r : o.results) {
        ordered_json j = {{"check", r.what->id},      {"level", r.what->level},
                          {"plugin", r.plugin},       {"verdict", conform::word(r.how.how)},
                          {"text", r.how.text},       {"rules", by_blanks(r.what->rules)},
                          {"seconds", r.how.seconds}, {"seed", a.seed},
                          {"repeat", r.repeat}};
        if (!r.how.stack.empty()) j["stack"] = r.how.stack;
        if (!r.how.said.empty()) j["said"] = r.how.said;
        out += line(j);
    }
    ordered_json sum = {{"file", a.file.string()}, {"level", a.level}, {"exit", o.exit_code()}};
    for (const verdict v :
         {verdict::pass, verdict::warn, verdict::fail, verdict::crash, verdict::timeout, verdict::skip})
        sum[conform::word(v)] = o.count(v);
    sum["unplayed"] = ordered_json::array();
    for (const unplayed& u : unplayed_of(o))
        sum["unplayed"].push_back(
            {{"plugin", u.plugin}, {"parameters", u.keys}, {"checks", u.checks}, {"text", u.text()}});
    return out + line(sum);
}

std::string conform_junit(const conform::asked& a, const conform::outcome& o) {
    junit_suite s;
    s.name = a.file.filename().string(), s.file = a.file.string();
    for (const conform::result& r : o.results) {
        junit_case c;
        c.name = std::string(r.what->id) + (r.plugin.empty() ? "" : " " + r.plugin);
        const verdict v = r.how.how;
        c.how = v == verdict::fail                             ? junit_case::result::failed
                : v == verdict::crash || v == verdict::timeout ? junit_case::result::error
                : v == verdict::skip                           ? junit_case::result::skipped
                                                               : junit_case::result::passed;
        c.message = load::one_line(r.how.text, 1000);
        if (bad(v)) c.text = story(r);
        if (v == verdict::warn) c.said = "warn: " + r.how.text;
        c.seconds = r.how.seconds;
        s.seconds += c.seconds;
        s.cases.push_back(std::move(c));
    }
    for (const unplayed& u : unplayed_of(o)) s.said += u.text() + "\n";
    return junit_xml({s});
}
} // namespace qiki::cli
