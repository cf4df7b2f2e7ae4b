// SPDX-License-Identifier: MIT
// host/conform/checks/host_times.cpp - services are called in the calls that their headers name.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/drive/poison.hpp"
#include "qiki/command.h"

namespace qiki::conform {
namespace host_times_parts {
constexpr uint64_t ticks = 60;

// Commands that are to be refused: of a verb that nobody has, without arguments, beyond their limits, without data.
void spoil_commands(moment& m) {
    for (feed& f : m.in)
        for (uint64_t k = 0; f.record == QIKI_REC_COMMAND && k < f.now.count; ++k) {
            auto& c = f.as<qiki_command>(k);
            switch (k % 4) {
            case 0: c.verb = 1'000'000; break;
            case 1: c.argc = 0, std::fill_n(c.arg, 6, 0.0); break;
            case 2: std::fill_n(c.arg, c.argc, 1e300); break;
            default: c.label = QIKI_LABEL_NO_DATA;
            }
        }
}

// One whose ticks may fail, which a run would end with: it begins anew.
class player {
public:
    explicit player(const subject& s) : s_(s), it_(s), world_(*s.about, s.seed), room_(it_.capacities()) {}
    bool wrong() { return it_.host().misplaced(); }
    void sound(uint64_t n) {
        while (n-- && !wrong()) it_.play(next());
    }
    void silent(const lull& l) {
        moment m = next();
        fall_silent(m, l);
        play(m, room_);
    }
    void refused() {
        moment m = next();
        spoil_commands(m);
        play(m, room_);
    }
    void crowded() { play(next(), std::vector<uint64_t>(room_.size(), 1)); }
    void spoilt(size_t input, const blight& b) {
        moment m = next();
        if (input < m.in.size()) b.spoil(m.in[input], s_.seed);
        play(m, room_);
    }
    void empty() { play(without_views(next()), room_); }
    void end() {
        if (!wrong()) it_.reset();
        if (!wrong()) it_.finish();
    }
    const char* misplaced() { return it_.host().misplaced(); }

private:
    moment next() { return world_.next(); }
    void play(const moment& m, const std::vector<uint64_t>& room) {
        if (wrong() || it_.tick(m, room).status >= 0 || wrong()) return;
        if (it_.reset() < 0) throw deferred("reset() fails", "life.matrix");
    }
    const subject& s_;
    actor it_;
    scene world_;
    std::vector<uint64_t> room_;
};

void run(subject& s) {
    player p(s);
    p.sound(ticks);
    for (const lull& l : lulls_of(*s.about)) {
        for (int i = 0; i < 3; ++i) p.silent(l);
        p.sound(2);
    }
    p.empty(), p.sound(2), p.refused(), p.sound(2);
    p.crowded(), p.sound(2);
    for (size_t input = 0; input < s.about->inputs.count; ++input)
        for (const blight& b : blights()) p.spoilt(input, b);
    p.end();
    if (const char* wrong = p.misplaced())
        throw failed(std::string("calls ") + wrong +
                     ": expected it at the times that its header names in brackets, since a run refuses it elsewhere; "
                     "ask once, and keep what was given (rule thread.3)");
}
} // namespace host_times_parts
extern const check host_times{
    .id = "host.times",
    .level = 2,
    .from = needs::plugin,
    .rules = "thread.3",
    .asserts =
        "in a life of 60 ticks, and of more in which the carrier, each input and all of them fall silent, commands "
        "are to be refused, outputs have room for one record and inputs are spoilt, each service is called in the "
        "calls that "
        "its header names alone: a text is made in configure(), an entity is looked up there, scratch memory is "
        "taken in a tick",
    .varies = axis::records | axis::views | axis::room,
    .run = host_times_parts::run};
} // namespace qiki::conform
