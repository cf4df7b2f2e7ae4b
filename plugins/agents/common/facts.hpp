// SPDX-License-Identifier: MIT
// plugins/agents/common/facts.hpp - what the policy of an agent may ask: of each track, and of the agent itself.
#pragma once
#include "qiki/command.h"
#include "qiki/config.h"
#include "qiki/math.h"
#include <array>
#include <cmath>

namespace agents {

// In the order of the rows below, as every agent begins its table.
enum fact : uint32_t {
    range,
    bearing,
    elevation,
    range_rate,
    closing,
    t_cpa,
    risk,
    age,
    silence,
    quality,
    existence,
    status,
    iff,
    transponder,
    identified,
    spoofed,
    object_class,
    hits,
    misses,
    bios_ok,
    devices,
    devices_failed,
    samples_age,
    samples_stale,
    position_known,
    position_age,
    speed,
    height,
    soc,
    tracks,
    tentative,
    coasting,
    unknowns,
    friends,
    hostiles,
    nearest,
    nearest_bearing,
    least_t_cpa,
    worst_risk,
    has_proposals,
    accepted,
    refused,
    refused_now,
    alarms,
    fact_count
};

// clang-format off
inline constexpr uint32_t of_track = QIKI_FACT_OF_SUBJECT;
inline constexpr double far = 1e12;
inline constexpr qiki_fact fact_rows[] = {
    {"range", "m", "from the agent's craft, now", QIKI_REAL, of_track, 0, far},
    {"bearing", "rad", "from the agent's craft, clockwise from north", QIKI_REAL, of_track, -QIKI_PI, QIKI_PI},
    {"elevation", "rad", "from the agent's craft; unknown for a track without height", QIKI_REAL, of_track, -QIKI_PI / 2, QIKI_PI / 2},
    {"range_rate", "m/s", "change of range; negative is closing", QIKI_REAL, of_track, 0, 0},
    {"closing", "m/s", "speed of approach; 0 when it goes away", QIKI_REAL, of_track, 0, far},
    {"t_cpa", "s", "range / closing; unknown when it does not close", QIKI_REAL, of_track, 0, far},
    {"risk", "ok|warn|crit", "of the approach", QIKI_INT, of_track, 0, 2},
    {"age", "s", "since its first contact", QIKI_REAL, of_track, 0, far},
    {"silence", "s", "since its last contact", QIKI_REAL, of_track, 0, far},
    {"quality", "", "the tracker's own", QIKI_REAL, of_track, 0, 1},
    {"existence", "", "probability", QIKI_REAL, of_track, 0, 1},
    {"status", "tentative|confirmed|coasting|ended", "only confirmed and coasting ones are judged", QIKI_INT, of_track, 0, 3},
    {"iff", "unknown|friend|neutral|hostile", "the tracker's, else by the agent's lists of addresses", QIKI_INT, of_track, 0, 3},
    {"transponder", "none|a|c|s|adsb|ais|spoof", "what it has answered", QIKI_INT, of_track, 0, 6},
    {"identified", "", "has a name or an address", QIKI_BOOL, of_track, 0, 1},
    {"spoofed", "", "the tracker says so, or another live track has its address", QIKI_BOOL, of_track, 0, 1},
    {"object_class", "unknown|aircraft|rotor|drone|vessel|ground|craft|station|debris|bird|body", "", QIKI_INT, of_track, 0, 10},
    {"hits", "", "scans with a contact", QIKI_INT, of_track, 0, far},
    {"misses", "", "scans without one, in a row", QIKI_INT, of_track, 0, far},

    {"bios_ok", "", "the POST found nothing failed, and no device says that it has failed; unknown until one has spoken", QIKI_BOOL, 0, 0, 1},
    {"devices", "", "channels that have spoken", QIKI_INT, 0, 0, far},
    {"devices_failed", "", "channels whose device has failed or is off", QIKI_INT, 0, 0, far},
    {"samples_age", "s", "of the newest sample; unknown until there is one", QIKI_REAL, 0, 0, far},
    {"samples_stale", "", "the newest sample is older than stale_after", QIKI_BOOL, 0, 0, 1},
    {"position_known", "", "not older than dead_after", QIKI_BOOL, 0, 0, 1},
    {"position_age", "s", "since the craft's position was measured", QIKI_REAL, 0, 0, far},
    {"speed", "m/s", "of the craft", QIKI_REAL, 0, 0, far},
    {"height", "m", "of the craft above the origin", QIKI_REAL, 0, -far, far},
    {"soc", "", "state of charge, from a channel of that name", QIKI_REAL, 0, 0, 1},
    {"tracks", "", "confirmed and coasting", QIKI_INT, 0, 0, far},
    {"tentative", "", "tracks not confirmed yet", QIKI_INT, 0, 0, far},
    {"coasting", "", "tracks without a contact in the last scan", QIKI_INT, 0, 0, far},
    {"unknowns", "", "tracks of unknown side", QIKI_INT, 0, 0, far},
    {"friends", "", "friendly tracks", QIKI_INT, 0, 0, far},
    {"hostiles", "", "hostile tracks", QIKI_INT, 0, 0, far},
    {"nearest", "m", "range of the nearest track", QIKI_REAL, 0, 0, far},
    {"nearest_bearing", "rad", "bearing of the nearest track", QIKI_REAL, 0, -QIKI_PI, QIKI_PI},
    {"least_t_cpa", "s", "of all tracks that close", QIKI_REAL, 0, 0, far},
    {"worst_risk", "ok|warn|crit", "of all approaches", QIKI_INT, 0, 0, 2},
    {"has_proposals", "", "some of its proposals are open; of a mind, or under way", QIKI_BOOL, 0, 0, 1},
    {"accepted", "", "commands that its craft has accepted, started or done, in all", QIKI_INT, 0, 0, far},
    {"refused", "", "commands that the gate or its craft has refused or let expire, in all", QIKI_INT, 0, 0, far},
    {"refused_now", "", "some in this tick", QIKI_BOOL, 0, 0, 1},
    {"alarms", "", "critical events of others in this tick", QIKI_INT, 0, 0, far},
};
// clang-format on
static_assert(sizeof fact_rows / sizeof *fact_rows == fact_count);

// Values by row; what is not set is unknown, and +0. An agent's own rows follow those above.
struct sheet {
    static constexpr uint32_t room = 128;
    std::array<double, room> value{};
    std::array<uint64_t, room / 64> known{};

    void set(uint32_t f, double x) {
        if (!std::isfinite(x)) return;
        value[f] = x + 0.0;
        known[f / 64] |= uint64_t{1} << f % 64;
    }
    void unset(uint32_t f) {
        value[f] = 0;
        known[f / 64] &= ~(uint64_t{1} << f % 64);
    }
    bool has(uint32_t f) const { return known[f / 64] >> f % 64 & 1; }
};

} // namespace agents
