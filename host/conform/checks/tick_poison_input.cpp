// SPDX-License-Identifier: MIT
// host/conform/checks/tick_poison_input.cpp - whatever bits its inputs hold, it goes on, and says nothing unsound.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/poison.hpp"
#include "host/conform/drive/timely.hpp"
#include "host/conform/flaw.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"

namespace qiki::conform {
namespace tick_poison_input_parts {
constexpr int before = 4; // ticks of a sound world, so that there is something to be led astray

// One that is fed, and begins anew when it fails.
class victim {
public:
    explicit victim(subject& s) : s_(s), it_(s) { settle(); }

    void begin_anew() {
        if (it_.reset() < 0) throw deferred("reset() fails", "life.matrix");
        settle();
    }
    moment next() { return world_->next(); }
    void eat(const moment& m, const std::string& what) {
        giving(what);
        ++ticks;
        const told t = it_.tick(m);
        if (t.status < 0) {
            if (!failures++) first_failure = "when " + what + ": " + t.error;
            begin_anew();
            return;
        }
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k) {
                const auto tell = [&](const std::string& flaw) {
                    return "tick() number " + std::to_string(m.seq) + ", when " + what + ": output '" +
                           load::row<qiki_port>(s_.about->outputs, w.port).name + "', record " + std::to_string(k) +
                           ": " + flaw + "; test what is read before it is used (rule tick.9)";
                };
                if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                    throw unsound(tell(flaw_told(w.record, w.at(k), flaw)), flaw);
                if (const auto [when, flaw] = untimely(w.record, w.at(k), m.t0, m.t1); !when.empty())
                    throw unsound(tell(when), flaw);
            }
        giving("");
    }
    uint64_t ticks = 0, failures = 0;
    std::string first_failure;

private:
    void settle() {
        world_.emplace(*s_.about, s_.seed);
        for (int i = 0; i < before; ++i) it_.play(world_->next());
    }
    subject& s_;
    actor it_;
    std::optional<scene> world_;
};

// One record of that input, then all of them, then a tick without harm.
void spoil_field(victim& v, size_t input, const field& f, uint32_t element, size_t which) {
    const moment sound = v.next();
    const poison p = poisons(f, sound.t1)[which];
    const uint64_t count = sound.in[input].now.count;
    moment one = sound, all = v.next();
    give(one.in[input].at((element + which) % count), f, element, p);
    for (uint64_t i = 0; i < count; ++i) give(all.in[input].at(i), f, element, p);
    v.eat(one, words(f, element, p) + " in one record");
    v.eat(all, words(f, element, p) + " in all records");
    v.eat(v.next(), words(f, element, p) + " in the tick before");
}

void spoil_input(victim& v, const subject& s, size_t input, const blight& b) {
    for (uint64_t i = 0; i < 3; ++i) {
        moment m = v.next();
        const std::string what =
            std::string("input '") + load::row<qiki_port>(s.about->inputs, m.in[input].port).name + "' " + b.words;
        b.spoil(m.in[input], s.seed + i);
        v.eat(m, what);
        v.eat(v.next(), what + ", in the tick before");
    }
}

void run(subject& s) {
    victim v(s);
    const moment example = v.next();
    for (size_t input = 0; input < example.in.size(); ++input) {
        if (!example.in[input].now.count) continue;
        for (const field& f : fields_of(example.in[input].record)) {
            v.begin_anew();
            for (uint32_t element = 0; element < f.count; ++element)
                for (size_t which = 0; which < poisons(f, 0).size(); ++which) spoil_field(v, input, f, element, which);
        }
        for (const blight& b : blights()) {
            v.begin_anew();
            spoil_input(v, s, input, b);
        }
    }
    if (v.failures)
        s.warn("tick() fails in " + std::to_string(v.failures) + " of " + std::to_string(v.ticks) +
               " ticks with foreign inputs, first " + v.first_failure +
               ". That ends a run; leaving out what cannot be used does not");
}

std::string spares(const qiki_descriptor& d) { return d.inputs.count ? "" : "has no inputs"; }
} // namespace tick_poison_input_parts
extern const check tick_poison_input{
    .id = "tick.poison-input",
    .level = 3,
    .from = needs::plugin,
    .rules = "tick.9 tick.12 rec.2 rec.9",
    .asserts =
        "every field of every input record in turn is NaN, infinite, -0, denormal, huge, out of its range, of an "
        "unknown "
        "code or no text, in one record and in all; inputs are doubled, turned round, blank, random: no crash, no tick "
        "without an end, and what is written keeps the rules of records. A warning when a tick fails by it",
    .varies = axis::records | axis::absent | axis::order,
    .run = tick_poison_input_parts::run,
    .spares = tick_poison_input_parts::spares};
} // namespace qiki::conform
