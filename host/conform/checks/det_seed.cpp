// SPDX-License-Identifier: MIT
// host/conform/checks/det_seed.cpp - chance comes from rng_key, from all of it, and from nothing else that names an
// instance.
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/load/contract.hpp"
#include "qiki/random.h"
#include "qiki/sample.h"
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace qiki::conform {
namespace det_seed_parts {
constexpr uint64_t ticks = 20, keys = 8;

solo::terms keyed(uint64_t key, const char* name = "subject") {
    solo::terms t;
    t.key = key, t.name = name;
    return t;
}

// What it says of a world at rest: all of it, and each value that it says so, look by look.
struct still {
    std::string bytes;
    std::map<std::array<uint64_t, 3>, std::vector<double>> values; // of a contact by body and z, of a sample by channel
};
still at_rest(const subject& s, uint64_t key, const configuration& c) {
    constexpr uint64_t times = 40, bodies = 24;
    actor it(s, c, keyed(key));
    stage world(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(bodies, 0.1 * reach, 0.6 * reach);
    still found;
    for (uint64_t i = 0; i < times; ++i) {
        const told t = it.play(world.next(all));
        found.bytes += t.bytes();
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k)
                if (const auto& r = w.as<qiki_sample>(k); r.label == QIKI_LABEL_OK && r.t > 0)
                    for (uint64_t e = 0; e < std::min<uint64_t>(r.n, 4); ++e)
                        found.values[{r.entity, r.channel, r.part * 4u + e}].push_back(r.v[e]);
        if (reads(*s.about, QIKI_REC_TRUTH) && writes(*s.about, QIKI_REC_CONTACT))
            for (const look& l : looks_of(t))
                for (const qiki_contact& x : l.contacts)
                    if (const auto m = nearest(l.frame, x, all, 2000))
                        for (size_t k = 0; k < 3; ++k)
                            if ((m->off.measured >> k & 1) && m->off.sigma[k] > 0)
                                found.values[{all[m->body].entity, k, 0}].push_back(m->off.off[k] / m->off.sigma[k]);
    }
    return found;
}
// Whether they go up and down all the time, as noise does.
bool restless(const std::vector<double>& v) {
    size_t turns = 0;
    for (size_t i = 2; i < v.size(); ++i) turns += (v[i] - v[i - 1]) * (v[i - 1] - v[i - 2]) < 0;
    return v.size() >= 20 && turns * 5 > v.size() * 2 && turns * 10 < v.size() * 9;
}

// No rng_key changes a byte of it. A radar whose contacts of bodies at rest have errors draws all the same; and so does
// a sensor whose values are restless, and no longer so when a parameter with the name of an error is 0.
void judge_keyless(const subject& s) {
    const bool radar = std::string_view(s.about->kind) == QIKI_KIND_RADAR;
    if (!(radar && writes(*s.about, QIKI_REC_CONTACT)) && std::string_view(s.about->kind) != QIKI_KIND_SENSOR) return;
    if (!reads(*s.about, QIKI_REC_TRUTH) || (s.about->caps & QIKI_CAP_WORLD_IO)) return;
    const uint64_t key = qiki_rng_key(s.seed, "subject");
    const configuration usual(*s.about, s.set);
    const still now = at_rest(s, key, usual);
    for (uint64_t i = 1; i <= 3; ++i)
        if (at_rest(s, qiki_rng_key(s.seed + i, "subject"), usual).bytes != now.bytes) return;
    size_t moving = 0, large = 0, all = 0;
    for (const auto& [which, v] : now.values)
        if (v.size() >= 20) {
            const auto [low, high] = std::minmax_element(v.begin(), v.end());
            ++all, moving += restless(v), large += *high - *low > 1;
        }
    std::string by;
    if (radar && (moving * 2 < all || large * 2 < all)) return;
    for (uint32_t i = 0; !radar && moving && by.empty() && i < s.about->params.count; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        const std::string_view name(p.key);
        if (p.type != QIKI_REAL || p.min != 0 || !(p.max > 0) || !(p.value > 0)) continue;
        if (name.find("sigma") == name.npos && name.find("noise") == name.npos) continue;
        const configuration exact(*s.about, with(s, {{p.key, 0}}));
        const still other = at_rest(s, key, exact);
        for (const auto& [which, v] : now.values)
            if (const auto same = other.values.find(which); restless(v) && same != other.values.end())
                if (same->second.size() == v.size() && std::all_of(same->second.begin(), same->second.end(),
                                                                   [&](double x) { return x == same->second.front(); }))
                    by = p.key;
    }
    if (all && (radar || !by.empty()))
        throw failed(std::string(radar
                                     ? "its contacts of bodies at rest have other errors in each look"
                                     : "in a world at rest its values go up and down, and not when `" + by + "` is 0") +
                     ", and no rng_key changes a byte: expected other errors with another key, or all instances and "
                     "all seeds err alike; key chance by qiki_instance_info.rng_key (rule det.2)");
}

void run(subject& s) {
    const uint64_t key = qiki_rng_key(s.seed, "subject");
    const history plain = settled(s, ticks, keyed(key));
    if (const std::string d = difference(*s.about, plain, live(s, ticks, keyed(key, "another name"))); !d.empty())
        throw failed(
            "under another name, but with the same rng_key, " + d +
            " differs: expected the same bytes; key chance by qiki_instance_info.rng_key alone, which is made of "
            "seed and name (rules det.1, det.2)");
    const auto of = [&](uint64_t k) { return live(s, ticks, keyed(k)).ticks; };
    const auto other = [&](uint64_t i) { return qiki_rng_key(s.seed + i, "subject"); };
    uint64_t differ = 0;
    for (uint64_t i = 1; i <= keys; ++i) differ += of(other(i)) != plain.ticks;
    if (!differ) judge_keyless(s);
    if (!differ)
        throw skipped("draws nothing: no rng_key changes a byte of " + std::to_string(ticks) +
                      " ticks with the defaults");
    if (differ < keys) return;                   // what it draws seldom shows, so that one bit of the key may well not
    for (uint32_t bit = 0; bit < 64; bit += 9) { // 0, 9, ... 63: of each byte
        bool counts = false;
        for (uint64_t i = 1; i <= keys && !counts; ++i) counts = of(other(i)) != of(other(i) ^ uint64_t{1} << bit);
        if (!counts)
            throw failed("bit " + std::to_string(bit) + " of rng_key changes no byte in " + std::to_string(ticks) +
                         " ticks, of " + std::to_string(keys) +
                         " keys that each make other noise: expected that all of the key counts; hand it whole to "
                         "qiki_draw() (rule det.2)");
    }
}
} // namespace det_seed_parts
extern const check det_seed{
    .id = "det.seed",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.1 det.2",
    .asserts =
        "chance comes from rng_key alone, and from all of it: another name with the same key changes no byte; when "
        "other seeds make other noise, so does every single bit of the key. Who draws nothing is skipped; a radar "
        "whose errors of bodies at rest change "
        "from look to look does draw, and so does a sensor whose values do so unless its parameter of an error is 0",
    .varies = axis::seed,
    .run = det_seed_parts::run,
    .spares = impure};
} // namespace qiki::conform
