// SPDX-License-Identifier: MIT
// host/observe/log.hpp - one line for the human, on standard error: simulated time, level, who, what.
#pragma once
#include <cstdint>
#include <string_view>

namespace qiki::observe {

enum class level { debug, info, warn, error };

// Before the first line; colour only on a terminal and without NO_COLOR. May be called again.
void open_log(level least);

// `t` in simulated ns; negative: no time, the line is about the program. Safe from any thread.
void log(level, std::string_view who, int64_t t, std::string_view text);
} // namespace qiki::observe
