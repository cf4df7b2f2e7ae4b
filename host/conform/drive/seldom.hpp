// SPDX-License-Identifier: MIT
// host/conform/drive/seldom.hpp - a sensor whose truth is written more seldom than it looks.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// Its carrier goes on as it is, slowly, and truth of it comes every 2nd, 3rd, 5th and 10th tick. Throws failed where a
// value that is said again has a new time, or a rate is one over a tick (rule sensor.truth).
void look_seldom(const subject&);
} // namespace qiki::conform
