// SPDX-License-Identifier: MIT
// host/observe/log.cpp - where lines go; the only file that knows spdlog.
#include "host/observe/log.hpp"
#include "host/observe/progress.hpp"
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace qiki::observe {
namespace {
namespace fs = std::filesystem;

struct outlets {
    std::shared_ptr<spdlog::logger> screen, file;
    log_format screen_format = log_format::pretty, file_format = log_format::pretty;
    std::string name;
    std::mutex door;     // of `trouble`
    std::string trouble; // the first failure of the file
};
outlets& here() {
    static outlets one;
    return one;
}

spdlog::level::level_enum as_spdlog(level l) {
    static constexpr spdlog::level::level_enum of[] = {spdlog::level::debug, spdlog::level::info,
                                                       spdlog::level::info,  spdlog::level::warn,
                                                       spdlog::level::err,   spdlog::level::critical};
    return of[static_cast<int>(l)];
}

[[noreturn]] void refuse(const std::string& file, const std::string& what) {
    throw log_error("--log " + file + ": " + what);
}

// FILE.log becomes FILE.1.log, ..., as spdlog names them.
std::string rotated(const std::string& file, size_t i) {
    return spdlog::sinks::rotating_file_sink_mt::calc_filename(file, i);
}

// A device is written to and never renamed or removed; whoever would be renamed or removed must be a file of ours.
bool rotates(const std::string& file, unsigned files) {
    std::error_code code;
    const fs::file_status s = fs::status(file, code);
    if (s.type() == fs::file_type::character) return false;
    if (s.type() == fs::file_type::directory) refuse(file, "is a folder; name a file in it");
    if (s.type() != fs::file_type::not_found && s.type() != fs::file_type::regular)
        refuse(file, "is neither a regular file nor a device, so it cannot be rotated; name another one");
    if (fs::is_symlink(fs::symlink_status(file, code)))
        refuse(file, "is a symbolic link, which a rotation would replace; name the file itself");
    const fs::path folder = fs::absolute(file).parent_path();
    if (!fs::is_directory(folder, code))
        refuse(file, "the folder " + folder.string() + " does not exist; make it first");
    for (unsigned i = 1; i < files; ++i) {
        const std::string old = rotated(file, i);
        const fs::file_type kind = fs::symlink_status(old, code).type();
        if (kind != fs::file_type::not_found && kind != fs::file_type::regular)
            refuse(file, old + " would be replaced when the log is rotated, but is not a regular file; move it away");
    }
    return true;
}

std::shared_ptr<spdlog::logger> file_logger(const log_settings& s) {
    std::shared_ptr<spdlog::sinks::sink> sink;
    const bool turns = rotates(s.file, s.files);
    try {
        if (turns) sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(s.file, s.file_bytes, s.files - 1);
        else sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(s.file);
    } catch (const spdlog::spdlog_ex& e) { refuse(s.file, std::string("cannot be opened: ") + e.what()); }
    auto made = std::make_shared<spdlog::logger>("file", std::move(sink));
    made->set_pattern(s.format == log_format::json ? "%v" : "%-8l %v");
    made->set_level(as_spdlog(s.file_least));
    made->flush_on(spdlog::level::err);
    made->set_error_handler([](const std::string& what) {
        const std::lock_guard<std::mutex> lock(here().door);
        if (here().trouble.empty()) here().trouble = what;
    });
    return made;
}

void write(const std::shared_ptr<spdlog::logger>& out, log_format format, const entry& e) {
    const auto l = as_spdlog(e.how);
    if (!out || !out->should_log(l)) return;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const int64_t wall = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    out->log(l, spdlog::string_view_t(format == log_format::json ? json_line(e, wall) : pretty_line(e)));
}
} // namespace

void open_log(const log_settings& s) {
    std::shared_ptr<spdlog::logger> file;
    if (!s.file.empty()) file = file_logger(s);
    outlets& out = here();
    const bool plain = std::getenv("NO_COLOR") != nullptr;
    auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>(plain ? spdlog::color_mode::never
                                                                            : spdlog::color_mode::automatic);
    auto made = std::make_shared<spdlog::logger>("qiki", std::move(sink));
    out.screen_format = s.file.empty() ? s.format : log_format::pretty;
    // No wall time where people read: two runs of one scenario say the same.
    made->set_pattern(out.screen_format == log_format::json ? "%v" : "%^%-8l%$ %v");
    made->set_level(as_spdlog(s.least));
    made->flush_on(spdlog::level::debug);
    out.screen = std::move(made), out.file = std::move(file);
    out.file_format = s.format, out.name = s.file, out.trouble.clear();
}

void open_log(level least) {
    log_settings s;
    s.least = least;
    open_log(s);
}

void log(const entry& e, to where) {
    if (!here().screen) open_log(level::info);
    if (where != to::file && here().screen->should_log(as_spdlog(e.how))) wipe_progress();
    if (where != to::file) write(here().screen, here().screen_format, e);
    if (where != to::screen) write(here().file, here().file_format, e);
}

void log(level l, std::string_view who, int64_t t, std::string_view text, to where) {
    entry e;
    e.how = l, e.who = who, e.t = t, e.text = text;
    log(e, where);
}

std::string close_log() {
    outlets& out = here();
    if (!out.file) return {};
    out.file->flush();
    out.file.reset();
    const std::lock_guard<std::mutex> lock(out.door);
    return out.trouble.empty() ? "" : "log " + out.name + " is not complete: " + out.trouble;
}
} // namespace qiki::observe
