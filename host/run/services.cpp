// SPDX-License-Identifier: MIT
// host/run/services.cpp - a seat at the host, and the door to the services.
#include "host/run/services.hpp"
#include "qiki/random.h"
#include "qiki/services/arena.h"
#include "qiki/services/clock.h"
#include "qiki/services/log.h"
#include "qiki/services/metrics.h"
#include "qiki/services/names.h"
#include "qiki/services/policy.h"
#include "qiki/services/pool.h"
#include "qiki/services/text.h"
#include <cstring>

#ifndef QIKI_VERSION
#error "QIKI_VERSION is given by the build"
#endif

namespace qiki::run {
namespace {
const void* service(const qiki_host* h, const char* id) {
    static constexpr struct {
        const char* id;
        const void* (*table)();
    } tables[] = {{QIKI_LOG_ID, log_service},   {QIKI_ARENA_ID, arena_service}, {QIKI_METRICS_ID, metrics_service},
                  {QIKI_POOL_ID, pool_service}, {QIKI_NAMES_ID, names_service}, {QIKI_TEXT_ID, text_service}};
    if (std::strcmp(id, QIKI_ARENA_ID) == 0 && seat_of(h).phase == doing::birth)
        for (scratch& s : seat_of(h).arenas) s.prepare();
    if (std::strcmp(id, QIKI_POLICY_ID) == 0) {
        seat_of(h).policy_asked = true;
        return seat_of(h).policy ? policy_service() : nullptr;
    }
    for (const auto& t : tables)
        if (std::strcmp(id, t.id) == 0) return t.table();
    const bool worldly = seat_of(h).who.about->caps & QIKI_CAP_WORLD_IO;
    return worldly && std::strcmp(id, QIKI_CLOCK_ID) == 0 ? clock_service() : nullptr;
}
} // namespace

seat::seat(commons& c, const member& m, uint32_t index, const plan& p, owned self, uint64_t host_entity)
    : house(c), who(m), counters(c.workers.workers()), arenas(c.workers.workers()) {
    host = {QIKI_HEAD(qiki_host), "qiki", QIKI_VERSION, this, service};
    info = {QIKI_HEAD(qiki_instance_info),
            m.name.c_str(),
            m.about->id,
            index,
            0,
            qiki_rng_key(p.seed, m.name.c_str()),
            m.period,
            p.epoch_utc,
            {p.origin[0], p.origin[1], p.origin[2]},
            self.first,
            host_entity};
    if (c.sink) lines.reserve();
}

void seat::clear_scratch() {
    for (scratch& s : arenas) s.clear();
    scratch_used.store(false, std::memory_order_relaxed);
}

int64_t seat::counted(size_t handle) const {
    int64_t sum = 0;
    for (const auto& worker : counters) sum += worker[handle];
    return sum;
}
} // namespace qiki::run
