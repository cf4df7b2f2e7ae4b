// SPDX-License-Identifier: MIT
// host/conform/checks/host_times.cpp - services are called in the calls that their headers name.
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/fields.hpp"
#include "qiki/command.h"

namespace qiki::conform {
extern const check host_times;
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

void relabel(feed& in, uint8_t label) {
    for (const field& f : fields_of(in.record))
        if (std::string_view(f.name).ends_with(".label"))
            for (uint64_t k = 0; k < in.now.count; ++k) in.at(k)[f.at] = std::byte{label};
}

// One whose ticks may fail, which a run would end with: it begins anew.
class player {
public:
    explicit player(const subject& s) : it_(s), world_(*s.about, s.seed), room_(it_.capacities()) {}
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
    void doubted(size_t input, uint8_t label) {
        moment m = next();
        if (input < m.in.size()) relabel(m.in[input], label);
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
    actor it_;
    scene world_;
    std::vector<uint64_t> room_;
};

bool is_of_carrier(const lull& l) { return l.how != lull::input && l.how != lull::everything; }
constexpr char silent[] = "silent",
               doubtful[] = "doubtful"; // parts, in processes of their own: others judge who ends there

void play(const subject& s, player& p) {
    if (s.part == doubtful) {
        p.refused(), p.sound(2);
        for (size_t input = 0; input < s.about->inputs.count; ++input)
            for (const unsigned label : {QIKI_LABEL_STALE, QIKI_LABEL_INVALID})
                p.doubted(input, static_cast<uint8_t>(label)), p.sound(2);
        return;
    }
    p.sound(s.part.empty() ? ticks : 2);
    for (const lull& l : lulls_of(*s.about)) {
        if (is_of_carrier(l) != s.part.empty()) continue;
        for (int i = 0; i < 3; ++i) p.silent(l);
        p.sound(2);
    }
    if (s.part.empty()) p.crowded();
    else p.empty();
    p.sound(2), p.end();
}

void go_elsewhere(const subject& s, const char* part, const char* judge) {
    try {
        elsewhere(s, host_times, part);
    } catch (const failed& f) {
        if (std::string_view(f.what()).find("rule thread.3") != std::string_view::npos) throw;
        throw deferred(f.what(), judge);
    }
}

void run(subject& s) {
    player p(s);
    play(s, p);
    if (const char* wrong = p.misplaced())
        throw failed(std::string("calls ") + wrong +
                     ": expected it at the times that its header names in brackets, since a run refuses it elsewhere; "
                     "ask once, and keep what was given (rule thread.3)");
    if (!s.part.empty() || !s.about->inputs.count) return;
    go_elsewhere(s, silent, "tick.empty");
    go_elsewhere(s, doubtful, "tick.poison-input");
}
} // namespace host_times_parts
extern const check host_times{
    .id = "host.times",
    .level = 2,
    .from = needs::plugin,
    .rules = "thread.3",
    .asserts =
        "in a life of 60 ticks, and of more in which the carrier, each input and all of them fall silent, commands "
        "are to be refused, outputs have room for one record and inputs are stale or invalid, each service is "
        "called in the calls that its header names alone: a text is made in configure(), an entity is looked up there, "
        "scratch memory is "
        "taken in a tick",
    .varies = axis::records | axis::views | axis::room,
    .run = host_times_parts::run};
} // namespace qiki::conform
