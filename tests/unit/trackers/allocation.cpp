// SPDX-License-Identifier: MIT
// tests/unit/trackers/allocation.cpp - trackers take memory when they are configured, never in a tick.
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

// How often `id` allocates in the ticks of 300 scans, with room made for so many tracks.
size_t allocations(const char* id, int64_t expected_tracks) {
    bench b({{"expected_tracks", expected_tracks}}, {}, id);
    by_trackers = 0;
    for (uint64_t k = 0; k < 300; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 60; ++j) {
            const uint64_t when = j < 40 ? 0 : k + 1; // 40 targets, 20 false plots
            const double e = 6e4 * chance(1, when, j, 0) - 3e4 + (j < 40 ? 20.0 * double(k) : 0);
            seen.push_back(enu(ns(4.0 * double(k)), e, 6e4 * chance(1, when, j, 1) - 3e4, 5e3));
        }
        counting = true;
        b.scan(ns(4.0 * double(k)), seen);
        counting = false;
    }
    CHECK(b.tracks().size() > 30);
    return by_trackers;
}

TEST_CASE("a tracker with room for its tracks allocates in no tick, from the first on") {
    for (const char* id : {"qiki.tracker.gnn", "qiki.tracker.jpda", "qiki.tracker.phd", "qiki.tracker.imm",
                           "qiki.tracker.pmbm", "qiki.tracker.fusion", "qiki.tracker.alphabeta"}) {
        INFO(id);
        CHECK(allocations(id, 1000) == 0);
        CHECK(allocations(id, 1) > 0); // else the counter would count nothing; and more tracks are no error
    }
}
