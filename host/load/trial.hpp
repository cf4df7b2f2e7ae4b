// SPDX-License-Identifier: MIT
// host/load/trial.hpp - the first load of an unknown file happens in a child process, so that only the child can die.
#pragma once
#include "host/load/library.hpp"
#include <chrono>

namespace qiki::load {

enum class outcome { ok, refused, unready, crashed, exited, hung };

struct verdict {
    outcome what = outcome::ok;
    std::string text; // "" when ok; else what happened, in which step, what it said on stderr, the remedy
};
inline bool good(const verdict& v) { return v.what == outcome::ok; }
// Tied to the file's bytes, so it will be the same tomorrow; `unready` is not.
inline bool lasting(const verdict& v) { return v.what != outcome::unready; }

// Loads the file in a forked child, as library does, then creates and destroys one instance of each plugin with a host
// that offers no service. Ends within `limit`. [control]
verdict try_in_child(const file&, const std::vector<found>& listed, std::chrono::milliseconds limit);

// 5 s, or QIKI_TRIAL_SECONDS.
std::chrono::milliseconds trial_limit();
} // namespace qiki::load
