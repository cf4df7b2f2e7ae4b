// SPDX-License-Identifier: MIT
// host/cli/run/crash.hpp - while a run goes: a plugin that crashes or calls exit() is named before the process ends.
#pragma once

namespace qiki::cli {

constexpr const char* left_incomplete = "what this run was to write is incomplete";
constexpr const char* may_not_end = "no call may end the process: return a status (rule err.4)";

// After a crash the process ends by the same signal, after an exit() of a plugin with exit code 1.
class crash_watch {
public:
    // What is said begins with "qiki VERB:" and ends with the tail; both outlive it.
    explicit crash_watch(const char* verb = "run", const char* tail = left_incomplete);
    ~crash_watch();
    crash_watch(const crash_watch&) = delete;
    crash_watch& operator=(const crash_watch&) = delete;
};
// "ended LEAD SIGNAL while ...; TAIL": writes who is in a call on any thread, when the process is to end. May be called
// from a signal handler.
void name_callers(const char* lead, int signal, const char* tail) noexcept;
// "qiki VERB: WHO WHAT in CALL; TAIL" of this thread. Likewise.
void name_culprit(const char* what) noexcept;
} // namespace qiki::cli
