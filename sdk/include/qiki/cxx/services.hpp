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
} // namespace qiki
