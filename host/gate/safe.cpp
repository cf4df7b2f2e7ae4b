// SPDX-License-Identifier: MIT
// host/gate/safe.cpp - entering, holding and leaving SAFE_MODE.
#include "host/gate/safe.hpp"
#include <algorithm>
#include <iterator>

namespace qiki::gate {
namespace {
constexpr const char* reason_words[] = {
    "UNKNOWN",       "BIOS_UNAVAILABLE",     "BIOS_INVALID",        "SENSORS_UNAVAILABLE",
    "SENSORS_STALE", "ACTUATOR_UNAVAILABLE", "PROVIDER_UNAVAILABLE"};

auto find(safe_mode& m, uint32_t who) {
    return std::find_if(m.held.begin(), m.held.end(), [&](const holder& h) { return h.who == who; });
}
} // namespace

std::span<const char* const> safe_reasons() { return reason_words; }

safe_reason safe_reason_of(std::string_view text) {
    const auto at = std::find(std::begin(reason_words), std::end(reason_words), text);
    return at == std::end(reason_words) ? safe_reason::unknown : static_cast<safe_reason>(at - reason_words);
}

safe_step request(safe_mode& m, uint32_t who, safe_reason why) {
    const auto at = find(m, who);
    if (at == m.held.end()) return {safe_change::entered, m.held.emplace_back(holder{who, why, 0})};
    const uint32_t lost = at->good;
    *at = {who, why, 0};
    return {lost ? safe_change::held : safe_change::none, {who, why, lost}};
}

safe_step good_cycle(safe_mode& m, uint32_t who, uint32_t cycles) {
    const auto at = find(m, who);
    if (at == m.held.end()) return {};
    ++at->good;
    const holder now = *at;
    if (now.good < cycles) return {safe_change::recovering, now};
    m.held.erase(at);
    return {m.on() ? safe_change::recovering : safe_change::left, now};
}

} // namespace qiki::gate
