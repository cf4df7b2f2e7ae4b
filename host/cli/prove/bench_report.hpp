// SPDX-License-Identifier: MIT
// host/cli/prove/bench_report.hpp - what a plugin costs by the size of its input, as a table, JSON and a picture.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qiki::cli {

struct measured {
    uint64_t size = 0, ticks = 0;
    double per_tick = 0;          // s of processor time, the median
    double slowest = 0;           // s
    double read = 0, written = 0; // records a tick, mean
};

struct bench_report {
    std::string id, file;
    uint64_t seed = 0;
    double density = 0; // bodies to a square kilometre
    std::vector<measured> rows;
    std::optional<double> growth; // b of cost ~ size^b over all rows
    std::string ended;            // why larger sizes are missing; "" when none is
};

std::string bench_table(const bench_report&);
std::string bench_json(const bench_report&);
std::string bench_svg(const bench_report&);
} // namespace qiki::cli
