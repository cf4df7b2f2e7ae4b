// SPDX-License-Identifier: MIT
// host/conform/drive/strides.hpp - a body that keeps its velocity, in one long tick, in many short ones and in broken
// ones.
#pragma once
#include "host/conform/drive/actor.hpp"
#include "qiki/command.h"
#include "qiki/truth.h"
#include <functional>
#include <string>

namespace qiki::conform {

// Fills in what the body is told at the begin, by where it is. Without one it is told nothing.
using telling = std::function<void(qiki_command&, const qiki_truth&)>;

// Ticks of 10, 60 and 1,000 s among those of 0.1 s, after a run-up, and then of 1/60 and 1/640 s. Where the velocity is
// the same before, after and, in a run of short ticks alone, all the time, the way is that velocity times the tick: too
// short is as wrong as too long. Throws failed, with `who` before it.
void judge_strides(const subject&, const std::string& who, const telling& = {});
} // namespace qiki::conform
