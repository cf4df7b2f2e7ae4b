// SPDX-License-Identifier: MIT
// host/conform/checks/reset_fresh.cpp - after reset() an instance is as just configured.
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/lulls.hpp"

namespace qiki::conform {
namespace reset_fresh_parts {
constexpr uint64_t ticks = 30, short_ticks = 12, silent_ticks = 4, loud_ticks = 6;
constexpr uint32_t drawn = 4; // configurations

// configure() with other values leads to what a new instance does with these; nothing is left of the old ones.
void configure_anew(const subject& s, actor& it) {
    for (uint32_t which = 0; which < drawn; ++which) {
        const configuration other(*s.about, s.set, s.seed, which);
        history fresh, now;
        try {
            actor young(s, other);
            scene world(*s.about, s.seed);
            fresh = live(young, world, short_ticks);
        } catch (const skipped&) {
            continue; // refused, or it cannot go on with these: config.schema looks at that
        }
        qiki_error e{-1, {}};
        if (const qiki_status status = it.configure(other, &e); status < 0)
            throw failed("a READY instance refuses configure() with " + other.text() + ", status " +
                         std::to_string(status) + ", " + said(e) +
                         ", and a new one takes it: expected the same (rule life.2)");
        scene world(*s.about, s.seed);
        now = live(it, world, short_ticks);
        if (const std::string d = difference(*s.about, fresh, now); !d.empty()) {
            actor again(s, other);
            scene same(*s.about, s.seed);
            if (!difference(*s.about, fresh, live(again, same, short_ticks)).empty()) return; // det.repeat judges that
            throw failed("after ticks, and configure() with other values (" + other.text() + "), " + d +
                         " differs from a new instance with these: read all parameters at every configure(), also at "
                         "one that is not the first (rule life.2)");
        }
    }
}

history awake(actor& it, lulls& world, const lull& l) {
    history h;
    for (uint64_t i = 0; i < silent_ticks + loud_ticks; ++i) {
        const told t = it.tick(world.next(i < silent_ticks ? l : lull{}));
        h.ticks.push_back(kept(t.bytes()));
        if (t.status < 0) break; // poisoned; tick.empty judges
    }
    return h;
}

// A world whose inputs are silent at first shows what is left of those before reset(): others write over it at once.
// From the beginning, and from where it stood, as what was held may have grown old by then.
void wake_in_silence(const subject& s, const lull& l, qiki_ns period, uint64_t from) {
    const auto waking = [&](bool used) {
        actor it(s);
        lulls before(*s.about, s.seed, period), world(*s.about, s.seed, period);
        for (uint64_t i = 0; used && i < short_ticks; ++i)
            if (it.tick(before.next()).status < 0) return history{};
        if (used && it.reset() < 0) return history{};
        world.go_to(from);
        return awake(it, world, l);
    };
    const history now = waking(true);
    if (now.ticks.empty()) return;
    const history fresh = waking(false);
    const std::string d = difference(*s.about, fresh, now);
    if (d.empty() || !difference(*s.about, fresh, waking(false)).empty()) return; // det.repeat judges that
    throw failed("after " + std::to_string(short_ticks) + " ticks of " + std::to_string(period / 1'000'000) +
                 " ms, reset(), and a run that begins at tick " + std::to_string(from) + " with " +
                 std::to_string(silent_ticks) + " ticks that " + l.text(*s.about) + ", " + d +
                 " differs: expected the bytes of a new instance; forget also what is held while an input is silent "
                 "(rules det.6, life.2)");
}

void run(subject& s) {
    const history fresh = settled(s, ticks);
    actor it(s);
    const bool sound = s.about->state_schema && goes_round(s, it);
    const configuration same(*s.about, s.set);
    const auto compare = [&](const std::string& after) {
        scene world(*s.about, s.seed);
        const history h = live(it, world, ticks);
        std::string d = difference(*s.about, fresh, h);
        if (d.empty() && sound && !difference_of_state(fresh, h).empty())
            d = "the saved bytes: " + difference_of_state(fresh, h);
        if (!d.empty())
            throw failed(after + ", " + d +
                         " differs: expected the bytes of a new instance; put back all that configure() sets and ticks "
                         "change (rules det.6, life.2)");
    };
    const auto again = [&](const char* call, qiki_status status, const qiki_error& e) {
        if (status < 0)
            throw failed(std::string(call) + " of a READY instance fails with status " + std::to_string(status) + ", " +
                         said(e) + ": expected QIKI_OK (rule life.1)");
    };
    const auto reset = [&] {
        qiki_error e{-1, {}};
        again("reset()", it.reset(&e), e);
    };
    reset();
    compare("after reset() before the first tick");
    reset();
    compare("after " + std::to_string(ticks) + " ticks and reset()");
    scene other(*s.about, s.seed + 1);
    reset();
    for (int i = 0; i < 7; ++i) it.play(other.next());
    reset(), reset();
    compare("after 7 ticks in another world and reset() twice");
    qiki_error e{-1, {}};
    again("configure()", it.configure(same, &e), e);
    compare("after " + std::to_string(ticks) + " ticks and configure() as before");
    configure_anew(s, it);
    for (const lull& l : lulls_of(*s.about))
        for (const qiki_ns period : {1'000'000'000, 100'000'000})
            for (const uint64_t from : {uint64_t{0}, short_ticks}) wake_in_silence(s, l, period, from);
}
} // namespace reset_fresh_parts
extern const check reset_fresh{.id = "reset.fresh",
                               .level = 4,
                               .from = needs::plugin,
                               .rules = "det.6 life.2",
                               .asserts =
                                   "reset(), or configure() as before, and 30 ticks give the bytes of a new "
                                   "instance: before the first tick, after "
                                   "30, after ticks in another world, twice in turn; and so after 12 and reset(), "
                                   "when the carrier, an input or all are silent in the first four ticks "
                                   "from then on or from the beginning; and configure() with "
                                   "each of four other configurations, those of a new instance with these",
                               .varies = axis::configuration | axis::views | axis::calls,
                               .run = reset_fresh_parts::run,
                               .spares = impure};
} // namespace qiki::conform
