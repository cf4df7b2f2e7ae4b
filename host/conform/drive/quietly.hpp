// SPDX-License-Identifier: MIT
// host/conform/drive/quietly.hpp - a call that refuses leaves the process as it was, and says nothing aloud.
#pragma once
#include "qiki/base.h"
#include <functional>
#include <string>

namespace qiki::conform {

// Makes the call. When it refuses and has changed the environment of the process, or written to standard output or
// error, throws failed: "configure() with low = nan". What succeeds is for load.environment and log.sane. What it
// writes is not seen by others, so call what may crash without it first.
qiki_status refused_quietly(const std::string& what, const std::function<qiki_status()>& call);
} // namespace qiki::conform
