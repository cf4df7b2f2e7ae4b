// SPDX-License-Identifier: MIT
// host/run/services_pool.cpp - qiki.pool/1: the host's own threads, lent to one instance inside its tick.
#include "host/load/guard.hpp"
#include "host/run/services.hpp"
#include "qiki/services/pool.h"

namespace qiki::run {
namespace {
thread_local bool in_task = false;

struct errand {
    qiki_task task;
    void* ctx;
    seat* from;
    uint32_t home; // the thread that ticks, whose allocations are counted around the tick
    std::atomic<bool> threw{false};
};

void work(void* p, uint32_t begin, uint32_t end, uint32_t worker) {
    errand& e = *static_cast<errand*>(p);
    const bool away = worker != e.home && e.from->house.allocations;
    const uint64_t before = away ? e.from->house.allocations() : 0;
    const load::float_control arithmetic = load::float_control::now();
    in_task = true;
    try {
        e.task(e.ctx, begin, end, worker);
    } catch (...) { e.threw.store(true, std::memory_order_relaxed); }
    in_task = false;
    if (!arithmetic.keep()) e.from->task_rounds.store(true, std::memory_order_relaxed);
    if (away) e.from->task_allocations.fetch_add(e.from->house.allocations() - before, std::memory_order_relaxed);
}

qiki_status run(const qiki_host* h, uint32_t n, uint32_t grain, qiki_task task, void* ctx) {
    seat& s = seat_of(h);
    if (in_task || s.phase != doing::tick) return QIKI_E_ORDER;
    if (grain == 0 || !task) return QIKI_E_ARGUMENT;
    errand e{task, ctx, &s, pool::worker(), {}};
    s.house.workers.run(n, grain, work, &e);
    return e.threw.load() ? QIKI_E_INTERNAL : QIKI_OK;
}
uint32_t workers(const qiki_host* h) { return seat_of(h).house.workers.workers(); }
constexpr qiki_pool table{QIKI_HEAD(qiki_pool), run, workers};
} // namespace

const void* pool_service() { return &table; }
} // namespace qiki::run
