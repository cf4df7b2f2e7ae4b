// SPDX-License-Identifier: MIT
// host/run/pool.hpp - a few threads that share out chunks; which thread takes which chunk never shows in a result.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace qiki::run {

// Works on items [begin, end) on thread `worker` of the pool. Must not throw.
using chunk = void (*)(void* ctx, uint32_t begin, uint32_t end, uint32_t worker);

// run() may be called by the thread that made the pool and, one level deep, from inside its chunks; deeper calls run on
// the calling thread alone. With one worker no thread is made. Destroy on the thread that made it.
class pool {
public:
    explicit pool(unsigned threads); // 0 counts as 1
    ~pool();
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;

    unsigned workers() const { return workers_; }

    // Chunk k is [k * grain, min(n, (k + 1) * grain)); grain > 0. Returns when all are done.
    void run(uint32_t n, uint32_t grain, chunk, void* ctx);

    // Of the calling thread: 0 for the one that made the pool.
    static uint32_t worker();

private:
    // One job at a time. Its fields are written only while it is shut and nobody visits; whoever visits looks at `open`
    // after announcing itself, the owner looks for visitors after shutting: one of them sees the other.
    struct alignas(64) slot {
        std::atomic<bool> open{false};
        std::atomic<uint32_t> visitors{0};
        chunk work = nullptr;
        void* ctx = nullptr;
        uint32_t n = 0, grain = 1, chunks = 0;
        alignas(64) std::atomic<uint32_t> next{0};
        std::atomic<uint32_t> done{0};
    };

    bool help(unsigned which, uint32_t worker);
    void take(unsigned which, uint32_t worker);
    bool look_around(uint32_t worker);
    void serve(uint32_t worker);
    void wake();

    const unsigned workers_;
    std::unique_ptr<slot[]> slots_; // 0: the outer job; 1 + w: what the chunk on thread w shares out
    std::atomic<uint32_t> epoch_{0}, parked_{0};
    std::atomic<bool> over_{false};
    std::mutex door_;
    std::condition_variable bell_;
    std::vector<std::thread> threads_;
};
} // namespace qiki::run
