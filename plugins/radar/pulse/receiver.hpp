// SPDX-License-Identifier: MIT
// plugins/radar/pulse/receiver.hpp - from echoes to contacts: fluctuation, detection, measurement with its errors.
#pragma once
#include "settings.hpp"
#include "transponder.hpp"
#include <span>
#include <vector>

namespace pulse {

// A target in the beam, before any noise. Kept until its sector is complete, so it holds no pointer and no padding.
struct echo {
    uint64_t entity = 0;
    qiki_ns t = 0;
    int64_t look = 0;  // number of the look since the begin of the first scan
    vec3 pos{}, vel{}; // relative to the antenna, ENU axes
    double rcs_dbsm = 0;
    double risen = 1; // factor of the noise where it is, of jammers
    transponder reply;
};
static_assert(sizeof(echo) == 120);

// A contact that still waits for its place in the frame; id and frame are not set.
struct draft {
    qiki_contact contact{};
    uint64_t entity = 0;
    double risen = 1; // of its echo
    uint8_t cause = QIKI_CAUSE_TARGET;
};

// What a draw is for; one number per use, see qiki_draw().
enum purpose : uint16_t { detector = 1, fluctuation, measurement, replying, alarm_count, alarm_place, alarm_strength };

// Appends what is detected of `echoes`, in their order; `x` are the axes the antenna measures in. Draws depend on
// entity and look alone.
void listen(const settings&, uint64_t key, const axes& x, std::span<const echo> echoes, std::vector<draft>& out);

// Appends the false contacts of one sector: clutter and noise alarms, each Poisson, uniform over the sector in range,
// bearing [elevation] [range rate]. `sector` numbers it since the begin of the first scan.
void alarms(const settings&, uint64_t key, int64_t sector, qiki_ns from, qiki_ns to, std::vector<draft>& out);

} // namespace pulse
