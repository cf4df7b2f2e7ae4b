// SPDX-License-Identifier: MIT
// host/conform/drive/readings.hpp - what the channels of a sensor say of its carrier, beside what is so.
#pragma once
#include "host/conform/drive/actor.hpp"
#include "qiki/truth.h"
#include <map>

namespace qiki::conform {

struct reading {
    uint64_t tick;
    double value;
    std::vector<double> facts; // that its unit may speak of, as they were then
};
// From the fourth on they say one of the facts, which one, to a fifth; -1: none.
int settled_on(const std::vector<reading>&);

struct readings {
    std::map<std::pair<uint32_t, uint32_t>, std::vector<reading>> all; // by channel, element
    // Those of that tick which are labelled OK, of the carrier as it is at its end; units that nothing is known of
    // aside.
    void gather(const subject&, uint64_t carrier, const moment&, const told&, const qiki_truth& now);
};
// "channel 'speed', element 0".
std::string called(const subject&, const std::pair<uint32_t, uint32_t>& element);
} // namespace qiki::conform
