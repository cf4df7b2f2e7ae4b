// SPDX-License-Identifier: MIT
// tests/unit/policy/play.hpp - a policy on a stage: an agent's vocabulary, facts by name, decisions as text.
#pragma once
#include "host/policy/machine.hpp"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/track.h"
#include "qiki/truth.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

namespace play {

constexpr qiki_ns s = 1'000'000'000;
constexpr uint32_t subject = QIKI_FACT_OF_SUBJECT;
inline const qiki_fact facts[] = {
    {"bios_ok", "", "", QIKI_BOOL, 0, 0, 1},          {"has_proposals", "", "", QIKI_BOOL, 0, 0, 1},
    {"speed", "m/s", "", QIKI_REAL, 0, 0, 0},         {"mode", "off|on|silent", "", QIKI_INT, 0, 0, 2},
    {"range", "m", "", QIKI_REAL, subject, 0, 1e7},   {"range_rate", "m/s", "", QIKI_REAL, subject, -1e4, 1e4},
    {"quality", "", "", QIKI_REAL, subject, 0, 1},    {"iff", "", "", QIKI_INT, subject, 0, 3},
    {"transponder", "", "", QIKI_INT, subject, 0, 6}, {"identified", "", "", QIKI_BOOL, subject, 0, 1},
};
constexpr uint32_t fact_count = std::size(facts);
inline const qiki_verb verbs[] = {
    {"hold", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"go", "", {"east", "north"}, {"m", "m"}, {-1e6, -1e6}, {1e6, 1e6}, 2, QIKI_BY_AGENT},
    {"shout", "", {"level"}, {""}, {0}, {10}, 1, QIKI_BY_AGENT},
};
inline qiki_descriptor about() {
    qiki_descriptor d{};
    d.head = QIKI_HEAD(qiki_descriptor);
    d.id = "test.agent";
    d.kind = QIKI_KIND_AGENT;
    d.facts = qiki_table QIKI_TABLE(facts);
    d.verbs = qiki_table QIKI_TABLE(verbs);
    return d;
}

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

inline qiki::scenario::policy_use use(const std::string& text, std::vector<qiki::scenario::setting> with = {}) {
    qiki::scenario::policy_use u;
    u.name = "test.lua";
    u.file = "dir/test.lua";
    u.library = QIKI_SOURCE_DIR "/scripts/lua";
    u.text = std::make_shared<const std::string>(text);
    u.with = std::move(with);
    u.where = {"scenario.lua", 9};
    return u;
}
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
        if (d.what == QIKI_DECISION_STATE) return name(d.from) + "->" + name(d.state) + " because " + name(d.because);
        if (d.what == QIKI_DECISION_GUARD)
            return (d.arg[0] != 0 ? "+" : "-") + name(d.because) + (d.subject ? " " + std::to_string(d.subject) : "") +
                   (d.argc > 1 ? " (" + number(d.arg[1]) + ")" : "");
        std::string arguments;
        for (uint32_t i = 0; i < d.argc; ++i) arguments += (i ? ", " : "") + number(d.arg[i]);
        return std::string(verbs[d.verb].name) + "(" + arguments + ") because " + name(d.because);
    }

    std::vector<std::string> names, warnings;

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
