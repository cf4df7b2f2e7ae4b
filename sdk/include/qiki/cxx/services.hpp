// SPDX-License-Identifier: MIT
// qiki/cxx/services.hpp - a service by its type: if (auto* log = qiki::service<qiki_logger>(host)) ...
#pragma once
#include "../services/arena.h"
#include "../services/clock.h"
#include "../services/log.h"
#include "../services/metrics.h"
#include "../services/names.h"
#include "../services/policy.h"
#include "../services/pool.h"
#include "../services/text.h"
#include <string_view>

namespace qiki {

template <class S> inline constexpr const char* service_id = nullptr;
template <> inline constexpr const char* service_id<qiki_arena> = QIKI_ARENA_ID;
template <> inline constexpr const char* service_id<qiki_clock> = QIKI_CLOCK_ID;
template <> inline constexpr const char* service_id<qiki_logger> = QIKI_LOG_ID;
template <> inline constexpr const char* service_id<qiki_metrics> = QIKI_METRICS_ID;
template <> inline constexpr const char* service_id<qiki_names> = QIKI_NAMES_ID;
template <> inline constexpr const char* service_id<qiki_policy> = QIKI_POLICY_ID;
template <> inline constexpr const char* service_id<qiki_pool> = QIKI_POOL_ID;
template <> inline constexpr const char* service_id<qiki_texts> = QIKI_TEXT_ID;

// nullptr when the host has none. Valid as long as the instance lives. [any]
template <class S> const S* service(const qiki_host& h) {
    static_assert(service_id<S> != nullptr, "not a service");
    return static_cast<const S*>(h.service(&h, service_id<S>));
}
inline void log(const qiki_host& h, int32_t level, std::string_view text) {
    if (const auto* s = service<qiki_logger>(h)) s->write(&h, level, text.data(), text.size());
}

// The id of a text, for records; 0 when the host has no such service or its table is full. [create, configure]
inline uint32_t intern(const qiki_host& h, std::string_view text) {
    const auto* s = service<qiki_texts>(h);
    return s ? s->intern(&h, text.data(), text.size()) : 0;
}

// Numbers about the plugin itself, in the run's report. Made in the constructor or in configure(); copies are the same metric;
// without the service they do nothing.
class metric {
protected:
    metric() = default;
    metric(const qiki_host& h, const char* name, const char* unit, const char* help) : host_(&h), table_(service<qiki_metrics>(h)) {
        if (table_) handle_ = table_->declare(&h, name, unit, help);
    }
    bool live() const { return table_ && handle_ >= 0; }
    const qiki_host* host_ = nullptr;
    const qiki_metrics* table_ = nullptr;
    int32_t handle_ = -1;
};
class counter : metric {
public:
    counter() = default;
    counter(const qiki_host& h, const char* name, const char* unit, const char* help) : metric(h, name, unit, help) { add(0); }
    void add(int64_t n = 1, uint32_t worker = 0) const { if (live()) table_->count(host_, worker, handle_, n); }
};
class gauge : metric {
public:
    gauge() = default;
    gauge(const qiki_host& h, const char* name, const char* unit, const char* help) : metric(h, name, unit, help) {}
    void set(double value) const { if (live()) table_->gauge(host_, handle_, value); }
};
} // namespace qiki
