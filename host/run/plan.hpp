// SPDX-License-Identifier: MIT
// host/run/plan.hpp - what the engine runs, as a value: descriptors, names, settings and who listens to whom.
#pragma once
#include "host/scenario/scenario.hpp"
#include "qiki/plugin.h"
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qiki::run {

// One instance to be. Its index in records and views is its place in plan.members, from 1.
struct member {
    const qiki_descriptor* about = nullptr; // outlives the plan
    std::string name;                       // unique
    scenario::section stage = scenario::section::vehicles;
    const qiki_config* config = nullptr;    // resolved; NULL: a table without rows
    std::vector<const qiki_config*> by_run; // one a run of the plan, when the plugin counts them; config is the first
    std::shared_ptr<const void> keep;       // owns what config and by_run point at
    std::string on;                         // carrier (also of=); empty: none
    std::optional<std::vector<std::string>> from;
    qiki_ns period = 0; // 0: every tick of the plan
    std::optional<scenario::policy_use> policy;
    uint64_t policy_chance = 0; // key of its math.random
    scenario::place where;
    std::string build_id;
};

struct plan {
    uint64_t seed = 1;
    qiki_ns tick = 100'000'000;
    std::optional<qiki_ns> duration; // absent: the latest end of those who know theirs
    unsigned runs = 1;
    qiki_ns epoch_utc = 0;
    std::array<double, 3> origin{};
    scenario::place where;
    std::vector<member> members; // in stage order
    std::vector<scenario::expectation> expectations;
    scenario::gate_rules gate;
    scenario::bios_rules bios;
    std::vector<scenario::operator_step> operator_steps;
    std::string other_values, other_seed; // as scenario::scenario's
};
} // namespace qiki::run
