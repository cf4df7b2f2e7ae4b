// SPDX-License-Identifier: MIT
// host/scenario/expectation.hpp - what a scenario expects of its run, as values; host/run judges them.
#pragma once
#include "host/scenario/place.hpp"
#include "qiki/base.h"
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace qiki::scenario {

constexpr qiki_ns ever = std::numeric_limits<qiki_ns>::max(); // end of a window without one

// One entry of events = { ... } or absent = { ... }.
struct event_pattern {
    std::string code;                    // "COLLISION"
    std::string from;                    // id of the instance; empty: anybody
    qiki_ns earliest = 0, latest = ever; // of event.t, both included
    place where;
};

enum class subject { events, absent, metric, records, tracks, digest, no_drops, no_late_frames, no_warnings };

struct expectation {
    subject what = subject::events;
    std::string name;    // the author's words; may be empty
    std::string of;      // metric: instance; tracks: tracker; records: kind; digest: 32 hexadecimal digits
    std::string measure; // metric: its name or an output port; tracks: "live", "confirmed", "born"
    double min = -std::numeric_limits<double>::infinity(),
           max = std::numeric_limits<double>::infinity(); // both included
    std::vector<event_pattern> events;
    bool ordered = true;        // of events
    bool defaults_only = false; // judged only where values and duration are the script's own
    place where;
};

const std::vector<std::string>& subject_words(); // as in the script, in the order of the enumeration
const std::vector<std::string>& track_words();   // "live", "confirmed", "born"

// What is expected, as a sentence: `metric "nose/contacts" from 10 to 20`.
std::string wording(const expectation&);
std::string wording(const event_pattern&); // `COLLISION from fleet between 11.5 s and 12.5 s`
} // namespace qiki::scenario
