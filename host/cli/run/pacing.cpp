// SPDX-License-Identifier: MIT
// host/cli/run/pacing.cpp - waits in poll(), where keys and signals are heard.
#include "host/cli/run/pacing.hpp"
#include "host/cli/run/signals.hpp"
#include "host/cli/words/places.hpp"
#include "host/observe/log.hpp"
#include "host/observe/table.hpp"
#include "host/run/words.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace qiki::cli {
namespace {
constexpr int64_t second = 1'000'000'000, between_looks = second / 50;

int64_t now() {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * second + t.tv_nsec;
}
} // namespace

pacing::pacing(const pacing_wish& w, qiki_ns tick, observe::progress& bar)
    : wish_(w), pace_(w.rate, tick, w.paused), keys_(w.keys), bar_(bar) {}

void pacing::hint() {
    if (std::exchange(hinted_, true) || !wish_.visible) return;
    observe::wipe_progress();
    if (keys_.live()) std::fputs("space pauses and continues, . takes one step in a pause, q stops\n", stderr);
    else if (pace_.paused()) {
        const long id = getpid();
        std::fprintf(stderr, "paused: 'kill -USR1 %ld' continues, 'kill -USR2 %ld' takes one step\n", id, id);
    }
}

void pacing::ask() {
    const signalled s = take_signals();
    if (!s.any() && !keys_.wanted()) return;
    const int64_t t = now();
    if (s.stood_still) pace_.stood_still(t);
    for (unsigned i = 0; i < s.pauses; ++i) pace_.toggle(t);
    if (s.steps) pace_.step();
    if (!keys_.wanted() || (!typed_ && t - looked_ < between_looks)) return;
    looked_ = t, typed_ = false;
    for (const char key : keys_.read()) {
        if (key == ' ') pace_.toggle(t);
        if (key == '.' || key == 's') pace_.step();
        if (key == 'q') ask_to_stop();
    }
}

void pacing::before_tick(const std::function<run::progress()>& so_far) {
    hint();
    for (;;) {
        ask();
        if (stop_asked()) return;
        if (wish_.rate == 0 && !pace_.paused()) return;
        const int64_t left = pace_.wait(now());
        if (left == 0) break;
        show_pause(so_far);
        sleep(left);
    }
    if (const double lag = pace_.fell_behind(); lag > 0)
        observe::log(observe::level::warn, "host", so_far().t,
                     "cannot keep up with " + observe::number(wish_.rate) + " x real time: a tick began " +
                         observe::number(lag) + " s late; what is lost is not made up for");
}

// A pause that stands, once a tick; and once that it does so no longer.
void pacing::show_pause(const std::function<run::progress()>& so_far) {
    const bool was_shown = shown_ != none_shown;
    if (!wish_.visible || (!pace_.paused() && !was_shown)) return;
    const run::progress p = so_far();
    const uint64_t now_shown = pace_.paused() ? p.ticks : none_shown;
    if (std::exchange(shown_, now_shown) == now_shown) return;
    bar_.show({p.ticks, p.ticks_total, p.sim_s, p.wall_s, p.tracks,
               pace_.paused() ? "paused at t = " + run::seconds(p.t) : std::string()});
}

void pacing::sleep(int64_t ns) {
    const bool live = keys_.live();
    if (keys_.wanted() && !live) ns = std::min(ns, second / 4); // it may come to the foreground
    pollfd who[] = {{bell(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
    const timespec limit{ns / second, ns % second};
    if (ppoll(who, live ? 2 : 1, ns == run::pace::never ? nullptr : &limit, nullptr) <= 0) return;
    if (who[0].revents) hush();
    if (who[1].revents & POLLIN) typed_ = true;
    else if (who[1].revents) keys_.lost();
}

std::optional<run::paced> pacing::told() const {
    const run::paced p = pace_.told(now());
    if (p.asked == 0 && p.paused_s == 0) return {};
    return p;
}

double rate_of(const std::string& text) {
    double rate = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(rate) || rate <= 0)
        throw usage_error("--realtime: expected a finite number above 0, simulated seconds a second, found '" + text +
                          "'");
    return rate;
}
} // namespace qiki::cli
