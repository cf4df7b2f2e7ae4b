// SPDX-License-Identifier: MIT
// host/conform/drive/quietly.hpp - a call that refuses leaves the process as it was, and says nothing aloud.
#pragma once
#include "qiki/base.h"
#include <functional>
#include <string>

namespace qiki::conform {

// Each makes the call, "configure() with low = nan", and throws failed when it refuses and leaves a trace; what
// succeeds is for load.environment and log.sane.

// It changed the environment of the process, which is put back. To be asked the first time: a second may change
// nothing.
qiki_status refused_cleanly(const std::string& what, const std::function<qiki_status()>& call);
// It wrote to standard output or error. Nobody else sees that, so make a call that may crash without this first.
qiki_status refused_quietly(const std::string& what, const std::function<qiki_status()>& call);
} // namespace qiki::conform
