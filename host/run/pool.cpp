// SPDX-License-Identifier: MIT
// host/run/pool.cpp - a few threads that share out chunks: they look for work for some microseconds, then sleep.
#include "host/run/pool.hpp"
#include <algorithm>

namespace qiki::run {
namespace {
thread_local uint32_t this_worker = 0;
thread_local unsigned nested = 0; // 0: in no chunk; 1: in one of the outer job; 2: in one of an inner job

void pause_briefly() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}
// Long enough to bridge the gap between two levels, short enough not to burn a core beside a slow tick.
constexpr unsigned looks = 400;
} // namespace

uint32_t pool::worker() { return this_worker; }

pool::pool(unsigned threads)
    : workers_(std::max(threads, 1u)), slots_(std::make_unique<slot[]>(std::size_t{workers_} + 1)) {
    threads_.reserve(workers_ - 1);
    for (uint32_t w = 1; w < workers_; ++w) threads_.emplace_back([this, w] { serve(w); });
}

pool::~pool() {
    over_.store(true);
    wake();
    for (std::thread& t : threads_) t.join();
}

void pool::wake() {
    epoch_.fetch_add(1);
    if (parked_.load() == 0) return;
    const std::lock_guard hold(door_);
    bell_.notify_all();
}

void pool::take(unsigned which, uint32_t worker) {
    slot& s = slots_[which];
    const unsigned outside = nested;
    nested = which == 0 ? 1 : 2;
    for (uint32_t k; (k = s.next.fetch_add(1, std::memory_order_relaxed)) < s.chunks;) {
        const uint32_t begin = k * s.grain;
        s.work(s.ctx, begin, std::min(s.n - begin, s.grain) + begin, worker);
        s.done.fetch_add(1, std::memory_order_release);
    }
    nested = outside;
}

bool pool::help(unsigned which, uint32_t worker) {
    slot& s = slots_[which];
    if (!s.open.load(std::memory_order_relaxed)) return false;
    s.visitors.fetch_add(1);
    const bool work = s.open.load() && s.next.load(std::memory_order_relaxed) < s.chunks;
    if (work) take(which, worker);
    s.visitors.fetch_sub(1, std::memory_order_release);
    return work;
}

bool pool::look_around(uint32_t worker) {
    for (unsigned i = workers_ + 1; i-- > 0;) // inner jobs first: somebody waits for them already
        if (help(i, worker)) return true;
    return false;
}

void pool::serve(uint32_t worker) {
    this_worker = worker;
    while (!over_.load(std::memory_order_relaxed)) {
        const uint32_t seen = epoch_.load();
        bool worked = false;
        for (unsigned i = 0; i < looks && !worked; ++i)
            if (!(worked = look_around(worker))) pause_briefly();
        if (worked) continue;
        std::unique_lock hold(door_);
        parked_.fetch_add(1);
        bell_.wait(hold, [&] { return epoch_.load() != seen || over_.load(); });
        parked_.fetch_sub(1);
    }
}

void pool::run(uint32_t n, uint32_t grain, chunk work, void* ctx) {
    if (n == 0) return;
    const uint32_t chunks = (n - 1) / grain + 1, me = this_worker;
    if (workers_ == 1 || chunks == 1 || chunks > UINT32_MAX / 2 || nested == 2) {
        const unsigned outside = nested;
        nested = std::min(nested + 1, 2u);
        for (uint32_t k = 0; k < chunks; ++k) work(ctx, k * grain, std::min(n - k * grain, grain) + k * grain, me);
        nested = outside;
        return;
    }
    const unsigned which = nested == 0 ? 0 : 1 + me;
    slot& s = slots_[which];
    s.work = work, s.ctx = ctx, s.n = n, s.grain = grain, s.chunks = chunks;
    s.next.store(0, std::memory_order_relaxed);
    s.done.store(0, std::memory_order_relaxed);
    s.open.store(true);
    wake();
    take(which, me);
    for (unsigned spins = 0; s.done.load(std::memory_order_acquire) != chunks; ++spins)
        spins < looks ? pause_briefly() : std::this_thread::yield();
    s.open.store(false);
    for (unsigned spins = 0; s.visitors.load() != 0; ++spins)
        spins < looks ? pause_briefly() : std::this_thread::yield();
}
} // namespace qiki::run
