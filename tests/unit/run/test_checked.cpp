// SPDX-License-Identifier: MIT
// tests/unit/run/test_checked.cpp - checked mode names the plugin that writes a bad record or touches its inputs.
#include "host/load/guard.hpp"
#include "host/run/inspect.hpp"
#include "tests/unit/run/cast.hpp"
#include <cfenv>
#include <csignal>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

using namespace lab;
using Catch::Matchers::Contains;

namespace {
std::string verdict(vehicle::act moves, radar::act sees = {}, tracker::act tracks = {}) {
    std::string text;
    for (const bool checked : {true, false}) {
        bench b;
        b.options.checked = checked;
        b.add<vehicle>(section::vehicles, "craft", moves);
        b.add<radar>(section::radars, "nose", sees);
        b.add<tracker>(section::trackers, "picture", tracks);
        if (checked) text = b.go_wrong();
        else CHECK_NOTHROW(b.go()); // and only checked mode looks
    }
    return text;
}
qiki_status lies(const vehicle::tick& t) {
    qiki_truth b = body(1, t.to());
    b.pos[1] = t.seq() == 3 ? -0.0 : 1.0;
    t.put<truth_out>(b);
    return QIKI_OK;
}
qiki_status moves(const vehicle::tick& t) {
    t.put<truth_out>(body(1, t.to()));
    return QIKI_OK;
}
} // namespace

TEST_CASE("A record against the rules is named with instance, port and field") {
    CHECK_THAT(verdict(lies), Contains("'craft' (test.probe) failed at t = 0.4 s") &&
                                  Contains("output 'truth', record 0 of this tick: truth.pos") &&
                                  Contains("(rule rec.9)"));
}

TEST_CASE("A plugin that writes into its input is named") {
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           const_cast<qiki_truth&>(t.read<truth_in>()[0]).pos[0] += 1;
                           return QIKI_OK;
                       }),
               Contains("'nose'") &&
                   Contains("changed the records of its input 'truth'; they are read only (rule tick.7)"));
}

TEST_CASE("A frame must lie in its tick and name contacts of its tick") {
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           t.put<frames_out>(frame(1, t.from(), 0, 0, 2));
                           return QIKI_OK;
                       }),
               Contains("'nose'") && Contains("frame.t_available: 0 s is not in the tick (0 s, 0.1 s] (rule tick.12)"));
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           t.put<frames_out>(frame(1, t.to(), 0, 1, 2));
                           return QIKI_OK;
                       }),
               Contains("contacts 0 to 0 were not written in this tick") && Contains("rule tick.4"));
    CHECK_THAT(verdict(moves,
                       [](const radar::tick& t) {
                           t.put<contacts_out>(contact(t.seq() + 1, t.to() - 30 * ms));
                           t.put<frames_out>(frame(1, t.to(), t.seq(), 1, 2));
                           return QIKI_OK;
                       }),
               Contains("contact 0 is of 0.07 s, its frame looked from 0.1 s to 0.1 s (rule radar.frame)"));
}

TEST_CASE("A track may not stand twice in one set") {
    CHECK_THAT(verdict(moves, {},
                       [](const tracker::tick& t) {
                           for (uint64_t id : {4u, 5u, 4u}) t.put<tracks_out>(track(id, t.to()));
                           return QIKI_OK;
                       }),
               Contains("'picture'") && Contains("output 'tracks'") &&
                   Contains("track 4 stands twice in one set (rule tracker.ids)"));
}

TEST_CASE("A track id that ended or left is not used again") {
    for (const bool says : {true, false}) // that it ended
        CHECK_THAT(verdict(moves, {},
                           [says](const tracker::tick& t) {
                               qiki_track x = track(4, t.to());
                               if (t.seq() == 1) x.status = QIKI_TRACK_ENDED;
                               if (says || t.seq() != 1) t.put<tracks_out>(x);
                               t.put<tracks_out>(track(5, t.to()));
                               return QIKI_OK;
                           }),
                   Contains("'picture'") && Contains("track 4 is there again after it ended or left") &&
                       Contains("(rule tracker.ids)"));
}

namespace {
// What checked mode says of a vehicle whose sixth tick does this; nothing of it may stay behind.
std::string caught(const std::function<void()>& sin) {
    const qiki::load::environment before;
    bench b;
    b.options.checked = true;
    b.options.threads = 2; // which change no verdict
    b.add<vehicle>(section::vehicles, "innocent", moves);
    b.add<vehicle>(section::vehicles, "craft", [&](const vehicle::tick& t) {
        if (t.seq() == 5) sin();
        return moves(t);
    });
    b.add<vehicle>(section::vehicles, "bystander", moves);
    const std::string text = b.go_wrong();
    CHECK(before.difference() == "");
    CHECK_THAT(text, Contains("'craft' (test.probe) failed at t = 0.6 s") &&
                         Contains("(rule err.5): leave it, or put it back"));
    return text;
}
[[maybe_unused]] void ignored(int) {}
} // namespace

TEST_CASE("A tick that changes what belongs to the process is named, and it is put back") {
    CHECK_THAT(caught([] { REQUIRE(chdir("/") == 0); }),
               Contains("changed the working directory: ") && Contains(" became /;"));
    CHECK_THAT(caught([] { umask(0123); }), Contains("changed the umask: ") && Contains("became 123"));
    CHECK_THAT(caught([] { setenv("QIKI_TEST_LEFT", "1", 1); }),
               Contains("changed the environment variable QIKI_TEST_LEFT"));
    CHECK_THAT(caught([] { std::setlocale(LC_ALL, "C.UTF-8"); }), Contains("changed the locale: C became C.UTF-8"));
#ifndef QIKI_SANITIZED // ThreadSanitizer stands in front of every handler
    CHECK_THAT(caught([] { std::signal(SIGUSR2, ignored); }), Contains("changed the handler of SIGUSR2"));
#endif
    CHECK_THAT(caught([] { std::fesetround(FE_UPWARD); }), Contains("changed the MXCSR: 0x1f80 became 0x5f80"));
    CHECK_THAT(caught([] {
                   sigset_t s;
                   sigemptyset(&s);
                   sigaddset(&s, SIGUSR1);
                   pthread_sigmask(SIG_BLOCK, &s, nullptr);
               }),
               Contains("changed the signal mask: SIGUSR1 blocked"));
}

TEST_CASE("A status that says nothing, or the wrong thing, is named") {
    CHECK_THAT(verdict([](const vehicle::tick& t) { return moves(t), qiki_status{4}; }),
               Contains("'craft'") && Contains("gave status 4, which says nothing (rule err.1); give QIKI_OK"));
    CHECK_THAT(verdict([](const vehicle::tick& t) { return moves(t), QIKI_SKIPPED; }),
               Contains("wrote 1 records and gave QIKI_SKIPPED"));
    CHECK_THAT(verdict([](const vehicle::tick& t) { return moves(t), QIKI_TRUNCATED; }),
               Contains("gave QIKI_TRUNCATED, but counted no record in `dropped` (rule tick.5)"));
    // A tracker may have left out input.
    CHECK(qiki::run::untrue_remark(QIKI_TRUNCATED, {}, true).empty());
    CHECK_FALSE(qiki::run::untrue_remark(QIKI_TRUNCATED, {}, false).empty());
}

TEST_CASE("A record about the future is named, and a truth that is not of its tick") {
    const auto at = [](qiki_ns late, uint8_t label = QIKI_LABEL_OK) {
        return [=](const vehicle::tick& t) {
            qiki_truth b = body(1, t.to() + late);
            b.label = label;
            t.put<truth_out>(b);
            return QIKI_OK;
        };
    };
    CHECK_THAT(verdict(at(1)),
               Contains("truth.t: 0.100000001 s lies behind the end of the tick, 0.1 s (rule tick.12)"));
    CHECK_THAT(verdict(at(-100 * ms)),
               Contains("truth.t: 0 s is not in the tick (0 s, 0.1 s] (rule tick.12)") && Contains("QIKI_LABEL_STALE"));
    CHECK_THAT(verdict(moves, {},
                       [](const tracker::tick& t) {
                           t.put<tracks_out>(track(1, t.to() + 5));
                           return QIKI_OK;
                       }),
               Contains("'picture'") && Contains("track.t: 0.100000005 s lies behind the end"));
    bench sound;
    sound.options.checked = true;
    sound.add<vehicle>(section::vehicles, "a", at(-99 * ms))
        .add<vehicle>(section::vehicles, "b", at(-1, QIKI_LABEL_STALE));
    sound.add<vehicle>(section::vehicles, "c", at(-900 * ms, QIKI_LABEL_STALE)); // true once, and says when
    CHECK_NOTHROW(sound.go());
}

namespace {
thread_local uint64_t taken = 0; // stands for a counting operator new
template <uint64_t Caps>
std::string eats(uint64_t from, bool checked = true) {
    using guest = probe<ports<>, ports<truth_out>, Caps>;
    bench b;
    b.plan.duration = 15'000 * ms;
    b.options.checked = checked;
    b.options.allocations = [] { return taken; };
    b.add<guest>(section::vehicles, "guest", [=](const typename guest::tick& t) {
        if (t.seq() + 1 >= from) taken += 3;
        return QIKI_OK;
    });
    for (auto& m : b.plan.members) m.about = about<guest>(section::vehicles, Caps ? "test.frugal" : "test.plain");
    return b.go_wrong();
}
} // namespace

TEST_CASE("Who claims to take no memory once warm, and takes some, is named with the number") {
    CHECK_THAT(
        eats<QIKI_CAP_NO_ALLOC>(120),
        Contains("'guest' (test.frugal) failed at t = 12 s (tick 120): took memory from the heap 3 times in its tick "
                 "number 120, but claims QIKI_CAP_NO_ALLOC, none after 100 (rule own.5)"));
    CHECK(eats<QIKI_CAP_NO_ALLOC>(1) == eats<QIKI_CAP_NO_ALLOC>(101)); // the warm-up is free
    CHECK(eats<QIKI_CAP_NO_ALLOC>(151) == "nothing was wrong");
    CHECK(eats<0>(1) == "nothing was wrong");                        // who claims nothing
    CHECK(eats<QIKI_CAP_NO_ALLOC>(1, false) == "nothing was wrong"); // only checked mode judges
}

TEST_CASE("Checked mode changes no digest, and takes nothing on anybody's account") {
    ensemble plain, checked;
    checked.options.checked = true, checked.options.threads = 3;
    for (ensemble* b : {&plain, &checked})
        b->plan.duration = 15'000 * ms, b->options.allocations = [] { return taken; };
    CHECK(plain.go().digest == checked.go().digest);
}
