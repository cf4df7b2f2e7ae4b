// SPDX-License-Identifier: MIT
// host/observe/log.hpp - one stream of what plugins say and what happens: lines for people, objects of JSON for tools.
#pragma once
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace qiki::observe {

enum class level { debug, info, notice, warn, error, critical };
enum class log_format { pretty, json };

// One line. What is absent is left out. The views need live only during the call.
struct entry {
    level how = level::info;
    std::string_view who;  // instance; empty: the program
    int64_t t = -1;        // simulated ns; negative: the line is not about a moment of the run
    uint64_t tick = 0;     // 0: before the first
    std::string_view code; // of an event
    uint64_t entity = 0, track = 0;
    std::string_view entity_name;
    std::string_view text;
    std::span<const double> values = {};
    std::span<const std::string_view> value_names = {}; // by value: what it is the number of; empty: of nothing
    bool values_told = false;                           // the text speaks of them, so people need not see them twice
};

// Without line feed; no bytes but printable UTF-8, whatever the entry holds. A line of JSON has the keys wall, level,
// t, tick, instance, code, entity, entity_name, track, text, values, value_names (null where a value has none; left out
// where all have none); `wall` is UTC by the world's clock in ns since 1970.
std::string pretty_line(const entry&);
std::string json_line(const entry&, int64_t wall);

struct log_settings {
    level least = level::info;              // on standard error
    level file_least = level::info;         // in the file
    log_format format = log_format::pretty; // of the file; of standard error when there is none
    std::string file;                       // empty: standard error alone
    uint64_t file_bytes = 10'000'000;
    unsigned files = 5; // the file and those that were rotated out of it: FILE.1 is the youngest of them
};

struct log_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Before the first line; colour only on a terminal and without NO_COLOR. May be called again. A regular file is
// appended to and rotated; a character device is only written to. Throws log_error, which names the file, what is wrong
// with it and the remedy; then nothing was changed.
void open_log(const log_settings&);
void open_log(level least);

enum class to { both, screen, file };

// To standard error and the file. From error level on, the file is flushed before this returns. Safe from any thread.
void log(const entry&, to = to::both);
void log(level, std::string_view who, int64_t t, std::string_view text, to = to::both);

// Flushes and closes the file. "" or why lines are missing in it: the disk is full, for instance.
std::string close_log();
} // namespace qiki::observe
