// SPDX-License-Identifier: MIT
// host/cli/prove/alone_play.hpp - a recorded instance played again, and looked at record by record.
#pragma once
#include "host/run/alone.hpp"

namespace qiki::cli {
// To standard output: the first record that breaks a rule or is another one, field by field; or that all are as they
// should be. An exit code. `ended`: of the run's process, 128 + the signal when one ended it.
int play(run::alone&, const run::recording&, int ended);
} // namespace qiki::cli
