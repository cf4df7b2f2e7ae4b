// SPDX-License-Identifier: MIT
// host/observe/progress.cpp - drawn with block characters of an eighth of a column.
#include "host/observe/progress.hpp"
#include "host/observe/table.hpp"
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace qiki::observe {
namespace {

std::atomic<bool> drawn{false}; // a bar stands on the terminal

std::string figures(const progress_state& p) {
    std::string s = p.held.empty() ? "" : p.held + ", ";
    s += grouped(p.ticks) + " ticks, " + number(p.sim_s) + " s";
    if (p.wall_s > 0 && p.held.empty()) s += ", " + number(p.sim_s / p.wall_s) + " x real time";
    return s + ", " + grouped(p.tracks) + (p.tracks == 1 ? " track" : " tracks");
}

unsigned columns() {
    winsize w{};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0) return w.ws_col;
    return 80;
}
} // namespace

std::string progress_bar(const progress_state& p, unsigned columns) {
    const std::string text = "  " + figures(p);
    const double share = p.ticks_total ? static_cast<double>(p.ticks) / static_cast<double>(p.ticks_total) : 0.0;
    const std::string percent = std::to_string(static_cast<int>(100 * share)) + " %";
    const size_t used = text.size() + percent.size() + 3;
    if (columns < used + 8) return percent + text.substr(0, columns > percent.size() ? columns - percent.size() : 0);
    const size_t room = std::min<size_t>(columns - used, 40);
    const auto eighths = static_cast<size_t>(std::clamp(share, 0.0, 1.0) * static_cast<double>(room) * 8);
    static const char* const part[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    std::string bar;
    for (size_t i = 0; i < eighths / 8; ++i) bar += "█";
    size_t filled = eighths / 8;
    if (eighths % 8) bar += part[eighths % 8], ++filled;
    for (; filled < room; ++filled) bar += "·";
    return bar + " " + percent + text;
}

std::string progress_line(const progress_state& p) {
    const std::string percent = p.ticks_total ? std::to_string(100 * p.ticks / p.ticks_total) + " %, " : std::string();
    return percent + figures(p);
}

progress::progress() : terminal_(isatty(STDERR_FILENO) == 1 && std::getenv("TERM") != nullptr) {}

void progress::show(const progress_state& p) {
    if (terminal_) {
        std::fprintf(stderr, "\r\x1b[K%s", progress_bar(p, columns()).c_str());
        std::fflush(stderr);
        drawn = true;
        return;
    }
    if (!p.held.empty()) {
        std::fprintf(stderr, "%s\n", progress_line(p).c_str());
        return;
    }
    const uint64_t tenth = p.ticks_total ? 10 * p.ticks / p.ticks_total : 0;
    if (tenth <= tenths_) return;
    tenths_ = tenth;
    std::fprintf(stderr, "%s\n", progress_line(p).c_str());
}

void progress::done() { wipe_progress(); }

void wipe_progress() {
    if (drawn.exchange(false)) std::fprintf(stderr, "\r\x1b[K");
}
} // namespace qiki::observe
