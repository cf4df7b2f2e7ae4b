// SPDX-License-Identifier: MIT
// host/conform/axes.hpp - what a check makes different from one of its runs to the next, in words that all checks
// share.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace qiki::conform {

namespace axis {
enum : uint32_t {
    seed = 1u << 0,
    configuration = 1u << 1,
    records = 1u << 2,
    absent = 1u << 3,
    views = 1u << 4,
    order = 1u << 5,
    count = 1u << 6,
    time = 1u << 7,
    calls = 1u << 8,
    room = 1u << 9,
    state = 1u << 10,
    instances = 1u << 11,
    threads = 1u << 12,
    process = 1u << 13,
    places = 1u << 14,
    fill = 1u << 15,
    environment = 1u << 16,
    locale = 1u << 17,
    libm = 1u << 18,
    host = 1u << 19,
    services = 1u << 20,
    allocation = 1u << 21,
    files = 1u << 22,
};
} // namespace axis

struct axis_row {
    uint32_t bit;
    const char *word, *what;
};
const std::vector<axis_row>& axes(); // in the order of their bits
std::vector<std::string> words_of_axes(uint32_t);
} // namespace qiki::conform
