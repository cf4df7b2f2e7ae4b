// SPDX-License-Identifier: MIT
// host/conform/drive/resumed_looks.hpp - who reads looks, saved where what comes next needs more than its tracks.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// Before a look that comes late, before one that comes again, and before a new target when the newest is gone for long:
// a new instance goes on as the one that was not interrupted. Throws failed.
void resume_looks(const subject&);
} // namespace qiki::conform
