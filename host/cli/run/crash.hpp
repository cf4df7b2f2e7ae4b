// SPDX-License-Identifier: MIT
// host/cli/run/crash.hpp - while a run goes: a plugin that crashes or calls exit() is named before the process ends.
#pragma once

namespace qiki::cli {

// After a crash the process ends by the same signal, after an exit() of a plugin with exit code 1.
class crash_watch {
public:
    crash_watch();
    ~crash_watch();
    crash_watch(const crash_watch&) = delete;
    crash_watch& operator=(const crash_watch&) = delete;
};
// "ended LEAD SIGNAL while ...; TAIL": writes who is in a call on any thread, when the process is to end. May be called
// from a signal handler.
void name_callers(const char* lead, int signal, const char* tail) noexcept;
constexpr const char* left_incomplete = "what this run was to write is incomplete";
} // namespace qiki::cli
