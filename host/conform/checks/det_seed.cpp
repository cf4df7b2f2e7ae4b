// SPDX-License-Identifier: MIT
// host/conform/checks/det_seed.cpp - chance comes from rng_key, from all of it, and from nothing else that names an
// instance.
#include "host/conform/drive/history.hpp"
#include "qiki/random.h"

namespace qiki::conform {
namespace det_seed_parts {
constexpr uint64_t ticks = 20, keys = 8;

solo::terms keyed(uint64_t key, const char* name = "subject") {
    solo::terms t;
    t.key = key, t.name = name;
    return t;
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
        "other seeds make other noise, so does every single bit of the key. Who draws nothing is skipped",
    .varies = axis::seed,
    .run = det_seed_parts::run,
    .spares = impure};
} // namespace qiki::conform
