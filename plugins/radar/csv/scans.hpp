// SPDX-License-Identifier: MIT
// plugins/radar/csv/scans.hpp - the lines of a file, and which scans they are of.
#pragma once
#include "parameters.hpp"
#include "qiki/radar.h"
#include <algorithm>
#include <map>

namespace csv {

struct seen { // a line of the run
    qiki_ns t;
    int64_t scan;
    size_t line;
    qiki_contact what;
};
struct span {
    qiki_ns from, to;
    size_t line; // that showed it; 0: none did
};

struct whole_file {
    std::string name;
    std::vector<seen> rows;        // of the run asked for
    std::vector<qiki_ns> times;    // of all runs, where there are no numbers
    std::map<int64_t, span> scans; // by number, of all runs
    std::vector<std::string> runs; // in the order they begin
    std::vector<std::string> slips;
    qiki_ns first = INT64_MAX;
    size_t first_line = 0, last_line = 0; // of the earliest time; of the file
    uint64_t lines = 0;
    // More scans than this are an error of a number, not of a patient radar.
    int64_t most_scans() const { return std::max<int64_t>(100'000, 100 * static_cast<int64_t>(lines)); }
    bool numbered = false, iso = false;
    uint8_t kind = 0;
};

std::string in_seconds(qiki_ns);

// Where t = 0 of the simulation lies in the file. Calls refuse() when a detection comes before it or ages after it.
qiki_ns origin_of(const parameters&, const whole_file&);

// Numbers the scans by the period, or by the times that occur: for a file without numbers.
void number(whole_file&, const parameters&);

// Scans by number with their times; those that nobody saw lie between their neighbours, or a period apart.
void complete(whole_file&, const parameters&);
} // namespace csv
