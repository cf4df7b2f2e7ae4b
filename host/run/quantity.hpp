// SPDX-License-Identifier: MIT
// host/run/quantity.hpp - what of a run can be read when a tick is done: metrics, counts of records, facts of agents.
#pragma once
#include "qiki/base.h"
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace qiki::run {

struct quantity {
    enum class kind : uint8_t {
        metric,  // what a plugin, or the host, counts or measures about itself
        records, // written to an output, in all
        fact,    // what an agent tells its policy about itself
        subject, // likewise, about each of its subjects, such as tracks
        state,   // of the policy's machine: which of `words`
    };
    struct limit { // where a guard of the policy begins or ends to hold
        std::string guard;
        double at;
    };
    kind what = kind::metric;
    std::string instance, name, unit;
    std::vector<std::string> words{}; // of its values 0, 1, ...; empty: a number
    bool whole = false;               // truths, counts and numbers of things: it never lies between two of them
    std::vector<limit> limits{};
    uint32_t row = 0; // in the instance's own table
};

// One value at the end of a tick.
struct reading {
    size_t which;                                            // as asked for
    uint64_t subject = 0;                                    // of kind::subject
    double value = std::numeric_limits<double>::quiet_NaN(); // absent when it is no number
};

// What was asked for, by `which`; of one fact in the order in which its subjects were told. A fact that was not told in
// this tick is not among them, and is what it was; a subject that is missing though its fact was told has gone.
struct readings {
    qiki_ns t; // end of the tick
    std::span<const reading> all;
    std::span<const uint8_t> told; // by `which`: its instance told its facts in this tick; 1 for what is no fact
};

using taker = std::function<void(const readings&)>; // on the thread that runs; may throw
} // namespace qiki::run
