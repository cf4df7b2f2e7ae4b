// SPDX-License-Identifier: MIT
// host/cli/run/logging.hpp - the log of a run, as the command line asks for it.
#pragma once
#include "host/run/run.hpp"

namespace qiki::cli {

// Open from its making to close(), or to its end when something threw. Throws usage_error when `format` is none, or the
// file cannot be a log.
class log_book {
public:
    log_book(const std::string& file, const std::string& format, bool quiet, bool verbose);
    ~log_book() { close(); }
    log_book(const log_book&) = delete;
    log_book& operator=(const log_book&) = delete;
    bool close() const; // false: lines are missing; standard error said why
};

// For run::options.log and .event.
void log_line(std::string_view who, int level, qiki_ns t, uint64_t tick, std::string_view text);
void log_event(const run::happening&);
} // namespace qiki::cli
