// SPDX-License-Identifier: MIT
// tests/unit/policy/vocabulary.hpp - an agent's facts and verbs, and a text as its policy.
#pragma once
#include "host/policy/machine.hpp"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/track.h"
#include "qiki/truth.h"
#include <cmath>
#include <cstring>

namespace play {

constexpr qiki_ns s = 1'000'000'000;
constexpr uint32_t subject = QIKI_FACT_OF_SUBJECT;
inline const qiki_fact facts[] = {
    {"bios_ok", "", "", QIKI_BOOL, 0, 0, 1},
    {"has_proposals", "", "", QIKI_BOOL, 0, 0, 1},
    {"speed", "m/s", "", QIKI_REAL, 0, 0, 0},
    {"mode", "off|on|silent", "", QIKI_INT, 0, 0, 2},
    {"range", "m", "", QIKI_REAL, subject, 0, 1e7},
    {"range_rate", "m/s", "", QIKI_REAL, subject, -1e4, 1e4},
    {"quality", "", "", QIKI_REAL, subject, 0, 1},
    {"iff", "", "", QIKI_INT, subject, 0, 3},
    {"transponder", "", "", QIKI_INT, subject, 0, 6},
    {"identified", "", "", QIKI_BOOL, subject, 0, 1},
    {"spoofed", "", "", QIKI_BOOL, subject, 0, 1},
    {"receipt", "none|pending|accepted|done|failed", "", QIKI_INT, 0, 0, 4},
    {"safe", "", "", QIKI_BOOL, 0, 0, 1},
};
constexpr uint32_t fact_count = std::size(facts);
inline const qiki_verb verbs[] = {
    {"hold", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT},
    {"go", "", {"east", "north"}, {"m", "m"}, {-1e6, -1e6}, {1e6, 1e6}, 2, QIKI_BY_AGENT},
    {"shout", "", {"level"}, {""}, {0}, {10}, 1, QIKI_BY_AGENT},
    {"actuator", "", {"which", "command", "value", "timeout"}, {}, {}, {}, 4, QIKI_BY_AGENT},
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
} // namespace play
