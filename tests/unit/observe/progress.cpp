// SPDX-License-Identifier: MIT
// tests/unit/observe/progress.cpp - what a waiting person sees.
#include "host/observe/progress.hpp"
#include <algorithm>
#include <catch2/catch.hpp>

using namespace qiki::observe;

namespace {

size_t characters(const std::string& s) {
    return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
} // namespace

TEST_CASE("a bar names ticks, simulated time, speed and tracks, and fits its columns") {
    const progress_state half{50, 100, 5.0, 0.5, 12};
    const std::string bar = progress_bar(half, 100);
    CHECK(bar.find("50 %") != std::string::npos);
    CHECK(bar.find("50 ticks, 5 s, 10 x real time, 12 tracks") != std::string::npos);
    for (unsigned columns = 10; columns < 200; ++columns) CHECK(characters(progress_bar(half, columns)) <= columns);
}

TEST_CASE("a bar grows with the run") {
    const auto full = [](uint64_t k) {
        const std::string s = progress_bar({k, 100, 1, 1, 0}, 120);
        size_t n = 0;
        for (size_t at = s.find("█"); at != std::string::npos; at = s.find("█", at + 1)) ++n;
        return n;
    };
    CHECK(full(0) == 0);
    CHECK(full(50) > full(25));
    CHECK(full(100) > full(50));
    CHECK(progress_bar({100, 100, 1, 1, 0}, 120).find("·") == std::string::npos);
}

TEST_CASE("a run of unknown length has a line without a share") {
    CHECK(progress_line({7, 0, 0.7, 0, 1}) == "7 ticks, 0.7 s, 1 track");
}
