// SPDX-License-Identifier: MIT
// tests/unit/trackers/allocation.cpp - after warm-up the trackers take no memory from the heap.
#include "scene.hpp"
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

namespace {
size_t by_trackers = 0;
bool counting = false;
} // namespace

// Counts what is asked for from inside a tracker's library; the rig around it may allocate as it likes.
[[gnu::noinline]] void* operator new(size_t n) {
    if (counting) {
        Dl_info from{};
        if (dladdr(__builtin_return_address(0), &from) && from.dli_fname &&
            std::strstr(from.dli_fname, "qiki.tracker."))
            ++by_trackers;
    }
    if (void* p = std::malloc(n ? n : 1)) return p;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, size_t) noexcept { std::free(p); }

using namespace scene;

TEST_CASE("a tracker allocates while it warms up and not afterwards") {
    for (const char* id : {"qiki.tracker.gnn", "qiki.tracker.alphabeta"}) {
        bench b({}, {}, id);
        size_t warming = 0;
        for (uint64_t k = 0; k < 300; ++k) {
            std::vector<qiki_contact> seen;
            for (uint64_t j = 0; j < 60; ++j) {
                const uint64_t when = j < 40 ? 0 : k + 1; // 40 targets, 20 false plots
                const double e = 6e4 * chance(1, when, j, 0) - 3e4 + (j < 40 ? 20.0 * double(k) : 0);
                seen.push_back(enu(ns(4.0 * double(k)), e, 6e4 * chance(1, when, j, 1) - 3e4, 5e3));
            }
            by_trackers = 0;
            counting = true;
            b.scan(ns(4.0 * double(k)), seen);
            counting = false;
            if (k < 50) warming += by_trackers;
            else if (k >= 150 && by_trackers > 0) FAIL(id << " allocated " << by_trackers << " times in scan " << k);
        }
        INFO(id);
        CHECK(warming > 0); // else the counter would count nothing
        CHECK(b.tracks().size() > 30);
    }
}
