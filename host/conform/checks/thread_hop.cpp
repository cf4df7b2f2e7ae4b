// SPDX-License-Identifier: MIT
// host/conform/checks/thread_hop.cpp - never the same thread for sure, and two instances at the same time.
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include <atomic>
#include <chrono>
#include <future>
#include <thread>

namespace qiki::conform {
extern const check thread_hop;
namespace thread_hop_parts {
using history = std::vector<std::string>;

// How long, and of how many bodies: many, so that two who share something meet in it.
struct extent {
    uint64_t ticks = 60, bodies = 10;
};
constexpr extent few = {}, crowded = {15, 300};

// Each tick told, by whatever `where` does with it.
history play(const subject& s, const configuration& c, extent of, const char* name,
             const std::function<void(const std::function<void()>&)>& where, bool hopping = false) {
    actor it(s, c, {.name = name});
    const bool second = name == std::string_view("second"); // sees another world, else what they share is the same
    solo::world w = scene::world_of(*s.about, s.seed + second);
    w.bodies = of.bodies;
    scene world(*s.about, w);
    history all;
    for (uint64_t i = 0; i < of.ticks; ++i) {
        const moment m = world.next();
        told t;
        where([&] { t = it.tick(m); });
        if (t.status < 0 && !hopping) falls_short("tick()", t.status, t.error);
        if (t.status < 0)
            throw failed("tick() number " + std::to_string(i) + " fails with status " + std::to_string(t.status) +
                         ", " + t.error +
                         ", on another thread than the one before: expected the bytes of a tick on the same one; ask "
                         "for no thread, and keep nothing per thread (rule thread.1)");
        all.push_back(t.bytes());
    }
    return all;
}
void here(const std::function<void()>& tick) { tick(); }
void on_another_thread(const std::function<void()>& tick) { std::async(std::launch::async, tick).get(); }

void compare(const history& expected, const history& found, const char* when) {
    for (uint64_t i = 0; i < expected.size(); ++i)
        if (found[i] != expected[i])
            throw failed("tick() number " + std::to_string(i) + " writes other bytes " + when +
                         "; keep nothing per thread, and share nothing between instances that is not constant "
                         "(rules thread.1, thread.2)");
}

// Two at once, which begin each tick together.
void together(const subject& s, const configuration& c, extent of, const history& first, const history& second) {
    std::atomic<uint64_t> arrived{0};
    std::atomic<bool> gone{false}; // one of them, by an exception
    const auto live = [&](const char* name) {
        uint64_t done = 0;
        const auto in_step = [&](const std::function<void()>& tick) {
            ++arrived, done += 2;
            for (unsigned i = 0; arrived < done && !gone; ++i) // without sleep at first, which costs more than the tick
                if (i > 20'000) std::this_thread::sleep_for(std::chrono::microseconds(200));
                else if (i > 10'000) std::this_thread::yield();
            tick();
        };
        try {
            return play(s, c, of, name, in_step, true);
        } catch (...) {
            gone = true;
            throw;
        }
    };
    auto other = std::async(std::launch::async, live, "second");
    history mine, theirs;
    std::exception_ptr trouble;
    try {
        mine = live("first");
    } catch (...) { trouble = std::current_exception(); }
    theirs = other.get();
    if (trouble) std::rethrow_exception(trouble);
    compare(first, mine, "while another instance ticks on another thread");
    compare(second, theirs, "on another thread, while another instance ticks on the first");
}

constexpr char crowd[] = "crowd", alone[] = "alone"; // parts
constexpr unsigned rounds = 4;                       // who shares a moment alone is not caught in each

// The same one after the other, in one more process.
void must_live_alone(const subject& s) {
    try {
        elsewhere(s, thread_hop, alone);
    } catch (const failed&) {
        throw deferred("does not live among " + std::to_string(crowded.bodies) + " bodies on one thread", "tick.huge");
    }
}

// In another process, which who shares work space may end.
void crowded_together(const subject& s) {
    try {
        elsewhere(s, thread_hop, crowd);
    } catch (const failed& f) {
        must_live_alone(s);
        if (std::string_view(f.what()).find("rules thread.1") != std::string_view::npos) throw;
        throw failed("two instances that tick at the same time on two threads, with " + std::to_string(crowded.bodies) +
                     " bodies each, end the process, which they do not one after the other: " + f.what() +
                     "; share no work space: what two instances share is constant or guarded (rule thread.2)");
    }
}

void run(subject& s) {
    const configuration c(*s.about, s.set);
    const extent of = s.part.empty() ? few : crowded;
    const history first = play(s, c, of, "first", here), second = play(s, c, of, "second", here);
    for (unsigned round = 0; s.part == crowd && round < rounds; ++round) together(s, c, of, first, second);
    if (s.part == crowd) return;
    if (play(s, c, of, "first", here) != first || play(s, c, of, "second", here) != second)
        throw deferred("differs from run to run on one thread", "det.repeat");
    if (s.part == alone) return;
    compare(first, play(s, c, of, "first", on_another_thread, true),
            "when each tick is on another thread than the one before");
    together(s, c, of, first, second);
    crowded_together(s);
}
} // namespace thread_hop_parts
extern const check thread_hop{
    .id = "thread.hop",
    .level = 3,
    .from = needs::plugin,
    .rules = "thread.1 thread.2",
    .asserts =
        "60 ticks, each on a new thread, give the bytes of as many on one, and so do two instances that tick at the "
        "same time on two threads, of ten bodies and of 300: hosts have pools",
    .varies = axis::count | axis::instances | axis::threads,
    .run = thread_hop_parts::run,
    .spares = impure};
} // namespace qiki::conform
