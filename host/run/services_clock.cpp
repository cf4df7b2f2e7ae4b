// SPDX-License-Identifier: MIT
// host/run/services_clock.cpp - qiki.clock/1: the world's time, for plugins that touch the world.
#include "host/run/services.hpp"
#include "qiki/services/clock.h"
#include <chrono>

namespace qiki::run {
namespace {
template <class Clock>
int64_t now(const qiki_host*) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count();
}
constexpr qiki_clock table{QIKI_HEAD(qiki_clock), now<std::chrono::system_clock>, now<std::chrono::steady_clock>};
} // namespace

const void* clock_service() { return &table; }
} // namespace qiki::run
