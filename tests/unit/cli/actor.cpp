// SPDX-License-Identifier: MIT
// tests/unit/cli/actor.cpp - a vehicle for tests of the program: writes events on cue, and misbehaves when told so.
#include "qiki/event.h"
#include "qiki/qiki.hpp"
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <unistd.h>

namespace {
using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1, "itself">;
using events =
    qiki::port<"events", qiki_event, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 4, "ALPHA and BRAVO, a second each">;

struct actor {
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<truth, events>;
    static constexpr qiki_param params[] = {
        qiki::text(
            "mood", "calm",
            "calm|abort|fault|hang|shout|exit|leave|warn|overflow|hostile|refuse|throw|fail|wander|doze|forget|outlive|"
            "measure|linger",
            "what happens at 2 s"),
        qiki::real("alpha", "s", 1, 0, 1e6, "time of ALPHA"),
        qiki::real("bravo", "s", 3, 0, 1e6, "time of BRAVO"),
    };
    actor(const qiki_host& h, const qiki_instance_info& i) : host(&h), self(i.self_entity) {}
    void configure(const qiki::config& c) {
        mood = c.text("mood", "calm"), steps_ = 0;
        if (mood == "refuse") throw qiki::failure(QIKI_E_CONFIG, "mood: expected a better one");
        if (mood == "throw") throw std::logic_error("a bug of its own");
        if (mood == "measure") qiki::gauge(*host, "least", "m", "").set(0), qiki::counter(*host, "often", "", "");
        if (mood == "hostile") {
            const auto* m = qiki::service<qiki_metrics>(*host);
            m->gauge(host, m->declare(host, hostile, "\x1b[7m\n", hostile), 1);
            qiki::intern(*host, hostile);
        }
        cues[0] = {qiki::intern(*host, "ALPHA"), c.real("alpha", 1)};
        cues[1] = {qiki::intern(*host, "BRAVO"), c.real("bravo", 3)};
    }
    void step(const qiki::tick<actor>& t) {
        qiki_truth b{};
        b.entity = self, b.t = t.to(), b.label = QIKI_LABEL_OK, b.att[0] = 1, b.valid = QIKI_TRUTH_HAS_ATTITUDE;
        if (mood == "forget") b.pos[0] = ++steps_; // it has no state()
        if (mood == "outlive") {                   // an instance
            static int all_steps = 0;
            b.pos[0] = ++all_steps;
        }
        t.put<truth>(b);
        for (const cue& c : cues) {
            const auto at = static_cast<qiki_ns>(c.s * 1e9);
            qiki_event e{};
            e.code = c.code, e.t = at, e.severity = QIKI_SEVERITY_NOTICE, e.label = QIKI_LABEL_OK;
            if (t.from() < at && at <= t.to()) t.put<events>(e);
        }
        if (mood == "doze") std::this_thread::sleep_for(std::chrono::milliseconds(200));
        if (t.from() < 2'000'000'000 && 2'000'000'000 <= t.to()) act(t);
    }
    void act(const qiki::tick<actor>& t) const {
        if (mood == "abort") std::fputs("the actor gives up\n", stderr), std::abort();
        if (mood == "fault") std::raise(SIGSEGV);
        if (mood == "exit") std::_Exit(0);
        if (mood == "leave") std::exit(0);
        if (mood == "shout") std::printf("{\n\"expectations\": 1 }\n"), std::fflush(stdout);
        if (mood == "linger") std::atexit([] { std::abort(); }); // as a static destructor would
        if (mood == "wander" && chdir("/") != 0) std::abort();
        if (mood == "fail") throw qiki::failure(QIKI_E_IO, "the sky fell");
        if (mood == "hostile") {
            qiki::log(*host, QIKI_LOG_WARN, hostile);
            t.put<events>(qiki_event{.t = t.to(),
                                     .code = qiki::intern(*host, hostile),
                                     .text = qiki::intern(*host, hostile),
                                     .severity = QIKI_SEVERITY_CRITICAL,
                                     .label = QIKI_LABEL_OK});
            throw qiki::failure(QIKI_E_INTERNAL, hostile);
        }
        if (mood == "warn") qiki::log(*host, QIKI_LOG_WARN, "something smells: \x1b[31mred\x1b[0m");
        for (int i = 0; mood == "overflow" && i < 9; ++i) t.put<events>(qiki_event{.t = t.to()});
        if (mood == "hang") std::fputs("the actor hangs\n", stderr);
        while (mood == "hang") std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    // Clears the screen, sets its title, fakes the last line of a run, foreign bytes, and turns the writing direction.
    static constexpr const char* hostile = "\x1b[2J\x1b]0;mine\x07\rall well\ndigest 0\n\xff\xc2\x9b"
                                           "31m\u202e\u200f";
    struct cue {
        uint32_t code = 0;
        double s = 0;
    };
    const qiki_host* host;
    uint64_t self;
    std::string mood;
    cue cues[2];
    double steps_ = 0;
};
} // namespace
QIKI_PLUGIN(actor, "org.qiki.test.actor", QIKI_KIND_VEHICLE, "1.0.0", "A vehicle that plays its part");
