// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/workers.cpp - of every tracker: the same bytes for any number of workers in the pool.
#include "every.hpp"
#include "unit/rounds.hpp"
#include <atomic>
#include <latch>
#include <thread>

using namespace every;

namespace {

// Threads that start together, take one chunk each, and then the others as they come.
template <uint32_t Workers>
struct pool {
    static inline std::atomic<uint32_t> calls = 0;
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
                        for (uint32_t b = w * grain; b < n; b = next.fetch_add(grain))
                            task(ctx, b, std::min(n, b + grain), w);
                    });
                for (auto& thread : threads) thread.join();
                return QIKI_OK;
            },
            [](const qiki_host*) { return Workers; }};
        return &t;
    }
};

constexpr uint64_t turns = rounds(10) < 3 ? 3 : rounds(10);

// Every record that comes of 800 targets and 200 false plots a turn.
std::string told(const std::string& id, const void* service) {
    rig::birth birth;
    if (service) birth.services[QIKI_POOL_ID] = service;
    bench b(in_plane(id), birth, id);
    set_frame(b);
    std::string all;
    const auto add = [&](const auto& records) {
        if (!records.empty())
            all.append(reinterpret_cast<const char*>(records.data()), std::size(records) * sizeof records[0]);
    };
    for (uint64_t k = 0; k < turns; ++k) {
        const qiki_ns t = ns(period * double(k));
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 1000; ++j) {
            const uint64_t when = j < 800 ? 0 : k + 1;
            const double r = 10e3 + 90e3 * chance(51, when, j, 0) + 30 * noise(51, k, j, 0);
            seen.push_back(
                polar(t, r, 6.28 * chance(51, when, j, 1) + 0.001 * double(k) + 0.0007 * noise(51, k, j, 1)));
        }
        add(b.scan(t, seen));
        add(b.links());
    }
    return all;
}

} // namespace

TEST_CASE("every tracker: one, two or seven workers, or none, give the same bytes") {
    for (const std::string& id : trackers()) DYNAMIC_SECTION(id) {
            const std::string alone = told(id, nullptr);
            REQUIRE(alone.size() > 1000 * sizeof(qiki_track));
            CHECK(told(id, pool<1>::table()) == alone);
            CHECK(told(id, pool<2>::table()) == alone);
            CHECK(told(id, pool<7>::table()) == alone);
            if (id == "qiki.tracker.gnn") CHECK(pool<7>::calls >= turns); // else nothing was shared out
        }
}
