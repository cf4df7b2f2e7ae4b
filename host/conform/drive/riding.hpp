// SPDX-License-Identifier: MIT
// host/conform/drive/riding.hpp - antennas that ride on a carrier, and what their frames say of them.
#pragma once
#include "host/conform/check.hpp"
#include "host/conform/drive/lulls.hpp"
#include "qiki/radar.h"
#include "qiki/truth.h"

namespace qiki::conform {

// Whether the antenna of a frame is said to be aboard, of a carrier that is there at t = 0 and goes straight.
bool rides_on(const qiki_frame&, const qiki_truth& carrier);

// On a carrier that goes straight: the velocity and the platform of its frames are those of the antenna. Throws failed,
// as the next one does.
void judge_ride(const subject&, const double (&velocity)[3]);
// Likewise its place at t_to, beside that on a carrier at rest.
void judge_place(const subject&, const double (&velocity)[3]);
// On a carrier at rest, far from the origin of the world, of which then nothing is known: the antenna is not at that
// origin.
void judge_lost_carrier(const subject&, lull::manner);
} // namespace qiki::conform
