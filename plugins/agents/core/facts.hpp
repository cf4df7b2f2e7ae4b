// SPDX-License-Identifier: MIT
// plugins/agents/core/facts.hpp - what a policy of qiki.agent.core may ask beyond what every agent knows.
#pragma once
#include "../common/facts.hpp"
#include <iterator>

namespace mind {

// In the order of the rows below.
enum fact : uint32_t {
    health_score = agents::fact_count,
    sensors_age,
    sensors_stale,
    provider_age,
    safe_reason,
    safe,
    good_cycles,
    receipt,
    drive,
    rcs,
    drive_active,
    rcs_active,
    thrust,
    target_known,
    target_trust,
    target_range,
    target_rate,
    target_age,
    dock_readings,
    dock_needed,
    dock_state,
    released,
    proposals_open,
    hull,
    reactor,
    oxygen,
    co2,
    propellant,
    supercap,
    core_temperature,
    core_tripped,
    bus_current,
    bus_voltage,
    overcurrent,
    at_east,
    at_north,
    at_up,
    fact_end
};

// clang-format off
inline constexpr double far = agents::far;
inline constexpr const char* outcomes = "none|pending|executed|no_fact|rejected|failed|timeout|unavailable";
inline constexpr const char* reasons =
    "none|bios_unavailable|bios_invalid|sensors_unavailable|sensors_stale|actuator_unavailable|provider_unavailable|unknown";
inline constexpr qiki_fact own_rows[] = {
    {"health_score", "", "of the host's self-test; unknown until there was one", QIKI_REAL, 0, 0, 1},
    {"sensors_age", "s", "of the newest sample of a sensor aboard; unknown when there is none aboard", QIKI_REAL, 0, 0, far},
    {"sensors_stale", "", "that is older than stale_after", QIKI_BOOL, 0, 0, 1},
    {"provider_age", "s", "since the tracks were brought up to date; unknown when none are read", QIKI_REAL, 0, 0, far},
    {"safe_reason", reasons, "why the craft should be in SAFE_MODE", QIKI_INT, 0, 0, 7},
    {"safe", "", "the gate holds the craft in SAFE_MODE", QIKI_BOOL, 0, 0, 1},
    {"good_cycles", "", "without a reason for SAFE_MODE, in a row since the state changed", QIKI_INT, 0, 0, far},
    {"receipt", "none|pending|accepted|done|rejected|failed|timeout|unavailable", "of the newest verb of a rule or procedure, not of a guard", QIKI_INT, 0, 0, 7},
    {"drive", outcomes, "the main drive: news in their tick, pending and no_fact for as long as they last", QIKI_INT, 0, 0, 7},
    {"rcs", outcomes, "the nozzles, likewise", QIKI_INT, 0, 0, 7},
    {"drive_active", "", "an order to the main drive is being carried out or kept", QIKI_BOOL, 0, 0, 1},
    {"rcs_active", "", "an order to the nozzles is being carried out", QIKI_BOOL, 0, 0, 1},
    {"thrust", "N", "of the craft, from a channel \"force\"", QIKI_REAL, 0, 0, far},
    {"target_known", "", "there is a target to dock at, and its reading is trusted", QIKI_BOOL, 0, 0, 1},
    {"target_trust", "ok|no_data|stale|low_quality|invalid|missing_fields", "of its reading", QIKI_INT, 0, 0, 5},
    {"target_range", "m", "of it", QIKI_REAL, 0, 0, far},
    {"target_rate", "m/s", "change of that range; negative is closing", QIKI_REAL, 0, 0, 0},
    {"target_age", "s", "of its reading", QIKI_REAL, 0, 0, far},
    {"dock_readings", "", "near and slow enough to dock, in a row since the state changed", QIKI_INT, 0, 0, far},
    {"dock_needed", "", "of them to be sure", QIKI_INT, 0, 0, far},
    {"dock_state", "free|soft|hard", "from a channel of that name", QIKI_INT, 0, 0, 2},
    {"released", "", "the dock has let go in this tick", QIKI_BOOL, 0, 0, 1},
    {"proposals", "", "open", QIKI_INT, 0, 0, far},
    {"hull", "%", "integrity, from a channel of that name, as the rows below", QIKI_REAL, 0, 0, 100},
    {"reactor", "W", "output", QIKI_REAL, 0, 0, far},
    {"oxygen", "%", "of the air aboard", QIKI_REAL, 0, 0, 100},
    {"co2", "ppm", "of the air aboard", QIKI_REAL, 0, 0, 1e6},
    {"propellant", "kg", "left", QIKI_REAL, 0, 0, far},
    {"supercap", "", "state of charge of the supercapacitor", QIKI_REAL, 0, 0, 1},
    {"core_temperature", "K", "the first of the channel \"temperature\"", QIKI_REAL, 0, 0, far},
    {"core_tripped", "", "the first of the channel \"heat\" is 2", QIKI_BOOL, 0, 0, 1},
    {"bus_current", "A", "out of the bus", QIKI_REAL, 0, -far, far},
    {"bus_voltage", "V", "of the bus", QIKI_REAL, 0, 0, far},
    {"overcurrent", "", "the bus gives less than is asked, from \"power_faults\"", QIKI_BOOL, 0, 0, 1},
    {"east", "m", "where the craft is: measured, and carried on by its velocity", QIKI_REAL, 0, 0, 0},
    {"north", "m", "likewise", QIKI_REAL, 0, 0, 0},
    {"up", "m", "likewise", QIKI_REAL, 0, 0, 0},
};
// clang-format on
static_assert(agents::fact_count + std::size(own_rows) == fact_end && fact_end <= agents::sheet::room);

struct fact_table {
    qiki_fact rows[fact_end];
};
constexpr fact_table joined() {
    fact_table all{};
    for (uint32_t i = 0; i < fact_end; ++i)
        all.rows[i] = i < agents::fact_count ? agents::fact_rows[i] : own_rows[i - agents::fact_count];
    return all;
}
inline constexpr fact_table all_facts = joined();

// Words of safe_reason.
enum class safe_because : uint32_t {
    none,
    bios_unavailable,
    bios_invalid,
    sensors_unavailable,
    sensors_stale,
    actuator_unavailable,
    provider_unavailable,
    unknown
};
// Words of drive and rcs, and of receipt.
enum class outcome : uint32_t { none, pending, executed, no_fact, rejected, failed, timeout, unavailable };
enum class answer : uint32_t { none, pending, accepted, done, rejected, failed, timeout, unavailable };

} // namespace mind
