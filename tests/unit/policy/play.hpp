// SPDX-License-Identifier: MIT
// tests/unit/policy/play.hpp - a policy on a stage: an agent's vocabulary, facts by name, decisions as text.
#pragma once
#include "vocabulary.hpp"
#include <catch2/catch.hpp>
#include <map>

namespace play {

// What is known, by name; what is not named is unknown.
struct known {
    double value[fact_count] = {};
    uint64_t bits[1] = {};
    known() = default;
    known(std::initializer_list<std::pair<const char*, double>> all) {
        for (const auto& [name, x] : all) set(name, x);
    }
    void set(const std::string& name, double x) {
        for (uint32_t i = 0; i < fact_count; ++i)
            if (name == facts[i].name) {
                value[i] = x;
                bits[0] |= uint64_t{1} << i;
                return;
            }
        FAIL("no fact " << name);
    }
};

inline qiki::scenario::setting give(const char* key, qiki::scenario::value v) {
    return {key, std::move(v), {"scenario.lua", 10}};
}

// One agent. Its decisions read "IDLE->ACTIVE because X", "go(1, 2) because X", "+GUARD 7 (55)", "-GUARD 7".
class stage {
public:
    explicit stage(const std::string& text, std::vector<qiki::scenario::setting> with = {})
        : about_(about()), m(use(text, std::move(with)), about_, 1,
                             {[this](std::string_view t) {
                                  names.emplace_back(t);
                                  return static_cast<uint32_t>(names.size());
                              },
                              [this](const std::string& line) { warnings.push_back(line); }}) {}
    int32_t judge(qiki_ns t, uint64_t who, const known& k) { return m.judge(t, who, k.value, k.bits, fact_count); }
    // Comma-separated; "failed: ..." when the policy has.
    std::string decide(qiki_ns t, const known& k = {}) {
        qiki_decision out[64];
        const int32_t n = m.decide(t, k.value, k.bits, fact_count, out, 64);
        if (n < 0) return "failed: " + m.failure();
        std::string all;
        for (int32_t i = 0; i < n; ++i) all += (i ? ", " : "") + text(out[i]);
        return all;
    }
    std::string state() const { return name(m.state()); }
    std::string name(uint32_t id) const { return id ? names.at(id - 1) : "none"; }
    std::string text(const qiki_decision& d) const {
        const auto number = [](double x) {
            std::string t = std::to_string(x);
            t.erase(t.find_last_not_of('0') + 1);
            if (t.back() == '.') t.pop_back();
            return t;
        };
        if (d.what == QIKI_DECISION_STATE && !d.argc)
            return name(d.from) + "->" + name(d.state) + " because " + name(d.because);
        if (d.what == QIKI_DECISION_STATE && d.argc) return "stays because " + name(d.because);
        if (d.what == QIKI_DECISION_PROCEDURE) {
            static const char* const how[] = {"started", "failed", "done", "aborted"};
            return name(d.because) + " " + how[static_cast<size_t>(d.arg[0])] + " in " + number(d.arg[1]);
        }
        if (d.what == QIKI_DECISION_GUARD)
            return (d.arg[0] != 0 ? "+" : "-") + name(d.because) + (d.subject ? " " + std::to_string(d.subject) : "") +
                   (d.argc > 1 ? " (" + number(d.arg[1]) + (limits && d.argc > 2 ? " of " + number(d.arg[2]) : "") + ")"
                               : "");
        std::string arguments;
        for (uint32_t i = 0; i < d.argc; ++i) arguments += (i ? ", " : "") + number(d.arg[i]);
        const std::string whom = d.subject ? " of " + std::to_string(d.subject) : "";
        const std::string as = d.event ? " as " + name(d.event) : "";
        if (d.verb == QIKI_NO_VERB) return "nothing because " + name(d.because) + as + whom;
        return std::string(verbs[d.verb].name) + "(" + arguments + ") because " + name(d.because) + as + whom;
    }

    std::vector<std::string> names, warnings;
    bool limits = false; // shown, too

private:
    qiki_descriptor about_;

public:
    qiki::policy::machine m;
};

// Line 1 is `local q = require "qiki"`.
inline std::string lua(const std::string& text) { return "local q = require \"qiki\"\n" + text; }
// One state; these guards, these rules.
inline std::string guarded(const std::string& guards, const std::string& rules = "") {
    return lua("return q.policy { initial = \"ON\", states = { ON = {" + rules + "} }, guards = {" + guards + "} }");
}
// Why it is not loaded; "" when it is.
inline std::string refused(const std::string& text, std::vector<qiki::scenario::setting> with = {}) {
    try {
        stage x(text, std::move(with));
    } catch (const qiki::scenario::error& e) { return e.what(); }
    return {};
}
} // namespace play
