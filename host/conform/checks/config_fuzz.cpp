// SPDX-License-Identifier: MIT
// host/conform/checks/config_fuzz.cpp - configurations with a fault: taken or refused, and what was refused leaves no
// trace.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/damage.hpp"
#include "host/conform/drive/quietly.hpp"
#include <optional>
#include <set>

namespace qiki::conform {
namespace config_fuzz_parts {
constexpr uint32_t tries = 2000, bases = 40, ticks = 20;

std::vector<std::string> undisturbed(const subject& s, const configuration& sound) {
    actor it(s, sound);
    scene world(*s.about, s.seed);
    std::vector<std::string> all;
    for (uint32_t i = 0; i < ticks; ++i) all.push_back(it.play(world.next()).bytes());
    return all;
}

// What it refuses is for err.text when nobody wants a text.
qiki_status configure(actor& it, const damaged& c, uint32_t number, std::string& text) {
    qiki_error e{-1, {}};
    qiki_status status = QIKI_OK;
    calling("configure()", number, [&] { status = it.table().configure(it.self(), &c.view(), &e); });
    text = said(e);
    return status;
}

void run(subject& s) {
    const configuration sound(*s.about, s.set);
    std::optional<configuration> base;
    std::set<std::string> taken; // a second time it would only cost: it may ask for a million of something
    const auto expected = undisturbed(s, sound);
    const bool steady = impure(*s.about).empty() && undisturbed(s, sound) == expected;
    actor taster(s, sound), it(s, sound);
    scene world(*s.about, s.seed);
    std::string last, text;
    uint32_t refused = 0;
    for (uint32_t i = 0, tick = 0; i < tries; ++i) {
        if (i % (tries / bases) == 0) base.emplace(*s.about, s.set, s.seed, i / (tries / bases));
        const damaged c(*base, *s.about, s.seed, i);
        if (taken.contains(c.what())) continue;
        const qiki_status status =
            refused_cleanly("configure() with " + c.what(), [&] { return configure(taster, c, i, text); });
        if (status >= 0) taken.insert(c.what());
        if (status == QIKI_E_ORDER || status == QIKI_E_POISONED || status == QIKI_E_TIME || status == QIKI_E_STATE)
            throw failed("configure() with " + c.what() + " gave status " + std::to_string(status) + ", " + text +
                         ": expected QIKI_OK or QIKI_E_CONFIG (rule conf.3)");
        const auto again = [&] { return configure(it, c, i, text); };
        if (status < 0 && refused_quietly("configure() with " + c.what(), again) >= 0)
            throw skipped("what one instance refuses another takes: " + c.what() + "; nothing to compare");
        if (status < 0) ++refused, last = c.what();
        if (refused <= tick * 10 || tick >= ticks) continue;
        const std::string found = it.play(world.next()).bytes();
        if (steady && found != expected[tick])
            throw failed("tick() number " + std::to_string(tick) + " differs after " + std::to_string(refused) +
                         " refused configurations, the last with " + last +
                         ": expected what the old configuration gives, byte for byte; look at all values before the "
                         "first is kept (rule life.3)");
        ++tick;
    }
}
} // namespace config_fuzz_parts
extern const check config_fuzz{
    .id = "config.fuzz",
    .level = 3,
    .from = needs::plugin,
    .rules = "conf.3 life.3 err.5 log.1",
    .asserts =
        "2,000 configurations with a fault (NaN, beyond limits, missing, twice, of another type, unsorted, "
        "long, no UTF-8) "
        "are taken or refused without a crash; a refusal leaves the process as it was and writes nothing to standard "
        "output or error, and after it the old configuration rules, byte for byte",
    .varies = axis::configuration,
    .run = config_fuzz_parts::run};
} // namespace qiki::conform
