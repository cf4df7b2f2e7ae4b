// SPDX-License-Identifier: MIT
// host/run/services_metrics.cpp - qiki.metrics/1: counters per worker, gauges, in the report and never in the digest.
#include "host/run/services.hpp"
#include "qiki/services/metrics.h"

namespace qiki::run {
namespace {
// The same name is the same measure: an instance born again goes on counting.
int32_t declare(const qiki_host* h, const char* name, const char* unit, const char* help) {
    seat& s = seat_of(h);
    if (s.phase != doing::birth) return QIKI_E_ORDER;
    if (!name || !*name) return QIKI_E_ARGUMENT;
    for (size_t i = 0; i < s.measures.size(); ++i)
        if (s.measures[i]->name == name) return static_cast<int32_t>(i);
    auto m = std::make_unique<measure>();
    m->name = name, m->unit = unit ? unit : "", m->help = help ? help : "";
    s.measures.push_back(std::move(m));
    for (auto& worker : s.counters) worker.push_back(0);
    return static_cast<int32_t>(s.measures.size() - 1);
}
bool known(const seat& s, int32_t handle) { return handle >= 0 && static_cast<size_t>(handle) < s.measures.size(); }

void count(const qiki_host* h, uint32_t worker, int32_t handle, int64_t add) {
    seat& s = seat_of(h);
    if (!known(s, handle) || worker >= s.counters.size()) return;
    s.measures[static_cast<size_t>(handle)]->counts.store(true, std::memory_order_relaxed);
    s.counters[worker][static_cast<size_t>(handle)] += add;
}
void gauge(const qiki_host* h, int32_t handle, double value) {
    seat& s = seat_of(h);
    if (!known(s, handle)) return;
    measure& m = *s.measures[static_cast<size_t>(handle)];
    m.set = m.fresh = true, m.gauge = value;
}
constexpr qiki_metrics table{QIKI_HEAD(qiki_metrics), declare, count, gauge};
} // namespace

const void* metrics_service() { return &table; }
} // namespace qiki::run
