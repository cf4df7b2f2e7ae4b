// SPDX-License-Identifier: MIT
// tests/unit/vehicles/parallel.cpp - a fleet over a pool of threads: the same bytes for any number of workers.
#include "flight.hpp"
#include <atomic>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

using namespace flight;

namespace {

// Threads that start together, take one chunk each, and then the others as they come: so all have work on any machine,
// however busy that is.
template <uint32_t Workers>
struct pool {
    static inline std::atomic<uint32_t> calls = 0;
    static inline std::mutex lock;
    static inline std::set<uint32_t> busy; // workers that got a chunk
    static const qiki_pool* table() {
        static const qiki_pool t{
            QIKI_HEAD(qiki_pool),
            [](const qiki_host*, uint32_t n, uint32_t grain, qiki_task task, void* ctx) -> qiki_status {
                ++calls;
                std::atomic<uint32_t> next = Workers * grain;
                std::latch all{Workers};
                std::vector<std::thread> threads;
                for (uint32_t w = 0; w < Workers; ++w)
                    threads.emplace_back([&, w] {
                        all.arrive_and_wait();
                        for (uint32_t b = w * grain; b < n; b = next.fetch_add(grain)) {
                            task(ctx, b, std::min(n, b + grain), w);
                            const std::lock_guard guard(lock);
                            busy.insert(w);
                        }
                    });
                for (auto& thread : threads) thread.join();
                return QIKI_OK;
            },
            [](const qiki_host*) { return Workers; }};
        return &t;
    }
};

std::string flown(const void* service, uint64_t capacity = 0) {
    rig::birth b{.capacity = capacity};
    if (service) b.services[QIKI_POOL_ID] = service;
    planes v({{"count", int64_t{3000}},
              {"at", numbers{-1000, 0, 200, 1000, 0, 200}},
              {"headings", numbers{QIKI_PI / 2, -QIKI_PI / 2}},
              {"spread", numbers{300, 300, 50}},
              {"spread_heading", 1.0},
              {"turn", 1.0},
              {"climb", 30.0},
              {"collision_distance", 5.0},
              {"on_collision", std::string("remove")}},
             b);
    return bytes(fly(v, 15, second / 2));
}

} // namespace

TEST_CASE("One, two or seven workers, or none, give the same bytes") {
    const std::string alone = flown(nullptr);
    REQUIRE(alone.size() > 15 * 2000 * sizeof(qiki_truth));
    CHECK(flown(pool<1>::table()) == alone);
    CHECK(flown(pool<2>::table()) == alone);
    CHECK(flown(pool<7>::table()) == alone);
    CHECK(flown(pool<2>::table(), 1000) == alone);
    CHECK(pool<7>::calls >= 30);
    CHECK(pool<7>::busy.size() == 7);
}
