// SPDX-License-Identifier: MIT
// tests/unit/run/test_pool.cpp - every chunk once, the same chunks for any number of threads, also from inside a chunk.
#include "host/run/pool.hpp"
#include <catch2/catch.hpp>
#include <numeric>
#include <set>

using qiki::run::pool;

namespace {
struct note {
    std::vector<std::atomic<int>> hits;
    std::vector<uint32_t> begin_of; // of the chunk that item was in
    std::atomic<unsigned> strange{0};
    unsigned workers;
    note(size_t n, unsigned w) : hits(n), begin_of(n), workers(w) {}
};
void mark(void* p, uint32_t begin, uint32_t end, uint32_t worker) {
    note& n = *static_cast<note*>(p);
    if (worker >= n.workers || worker != pool::worker()) ++n.strange;
    for (uint32_t i = begin; i < end; ++i) ++n.hits[i], n.begin_of[i] = begin;
}
} // namespace

TEST_CASE("A pool does every item once, in chunks that do not depend on its threads") {
    for (unsigned threads : {0u, 1u, 2u, 3u, 7u}) {
        pool p(threads);
        CHECK(p.workers() == std::max(threads, 1u));
        for (uint32_t n : {0u, 1u, 2u, 63u, 64u, 1000u})
            for (uint32_t grain : {1u, 7u, 64u, 5000u}) {
                note all(n, p.workers());
                p.run(n, grain, mark, &all);
                bool right = true;
                for (uint32_t i = 0; i < n; ++i) right &= all.hits[i] == 1 && all.begin_of[i] == i / grain * grain;
                CHECK(right);
                CHECK(all.strange == 0);
            }
    }
}

TEST_CASE("Chunks may share out work themselves, and deeper still runs alone") {
    struct outer {
        pool& p;
        std::atomic<uint64_t> sum{0};
    };
    for (unsigned threads : {1u, 2u, 3u, 7u}) {
        pool p(threads);
        outer o{p, {}};
        for (int repeat = 0; repeat < 50; ++repeat) {
            o.sum = 0;
            p.run(
                6, 1,
                [](void* x, uint32_t, uint32_t, uint32_t) {
                    static_cast<outer*>(x)->p.run(
                        40, 3,
                        [](void* y, uint32_t begin, uint32_t end, uint32_t) {
                            static_cast<outer*>(y)->p.run(
                                end - begin, 1,
                                [](void* z, uint32_t a, uint32_t b, uint32_t) { static_cast<outer*>(z)->sum += b - a; },
                                y);
                        },
                        x);
                },
                &o);
            REQUIRE(o.sum == 240);
        }
    }
}

TEST_CASE("A pool that slept wakes up again") {
    pool p(3);
    for (int i = 0; i < 5; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(3)); // longer than the threads look around
        note all(100, 3);
        p.run(100, 1, mark, &all);
        CHECK(std::accumulate(all.hits.begin(), all.hits.end(), 0) == 100);
    }
}

TEST_CASE("Writes of a chunk are seen by the caller, its writes by every chunk") {
    pool p(3);
    std::vector<uint64_t> cell(64, 0);
    for (uint64_t round = 1; round <= 500; ++round) {
        struct io {
            std::vector<uint64_t>* cell;
            uint64_t round;
        } x{&cell, round};
        p.run(
            64, 4,
            [](void* c, uint32_t begin, uint32_t end, uint32_t) {
                io& y = *static_cast<io*>(c);
                for (uint32_t i = begin; i < end; ++i) (*y.cell)[i] += y.round;
            },
            &x);
    }
    for (uint64_t v : cell) REQUIRE(v == 500 * 501 / 2);
}
