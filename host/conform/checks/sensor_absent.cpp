// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_absent.cpp - what was not measured is not 0.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include "qiki/sample.h"
#include <algorithm>
#include <cmath>

namespace qiki::conform {
namespace sensor_absent_parts {
constexpr uint64_t ticks = 20;

struct count {
    uint64_t ok = 0, zero = 0, whole = 0;
};
struct life {
    std::string bytes;
    std::map<uint32_t, count>
        of; // by channel: samples labelled OK, and how many of them are 0, or whole numbers, throughout
};

// A carrier that turns; `absent`: these valid bits are cleared, and in their place stands 0 or (`litter`) anything.
life live(const subject& s, uint32_t absent, bool litter, double up = 1000.5, double speed = 30.25) {
    actor it(s);
    stage scene(*s.about, s.seed);
    qiki_truth& b = scene.carrier;
    b.pos[2] = up;
    b.valid |= QIKI_TRUTH_HAS_RATE;
    b.rate[0] = 0.03, b.rate[1] = -0.02, b.rate[2] = 0.1, b.vel[0] = speed, b.vel[1] = 40;
    b.valid &= ~absent;
    if (absent & QIKI_TRUTH_HAS_RATE)
        for (double& v : b.rate) v = litter ? -0.7 : 0;
    if (absent & QIKI_TRUTH_HAS_ATTITUDE)
        for (double& v : b.att) v = litter ? 0.5 : 0;
    if (litter) b.size_m = 50, b.rcs_dbsm = 20, b.emitter_dbw = 30, b.emitter_hz = 1e9; // their bits are never set
    life all;
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.play(scene.next(others));
        all.bytes += t.bytes();
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k) {
                const auto& r = w.as<qiki_sample>(k);
                if (r.label != QIKI_LABEL_OK) continue;
                count& c = all.of[r.channel];
                ++c.ok, c.zero += std::all_of(r.v, r.v + 4, [](double v) { return v == 0; });
                c.whole += std::all_of(r.v, r.v + 4, [](double v) { return v == std::floor(v); });
            }
    }
    return all;
}

// What has a value in common places, and no whole number (a switch, a count), is not exactly 0 beyond them.
void out_of_reach(const subject& s, const life& full) {
    constexpr struct {
        double up, speed;
        const char* words;
    } places[] = {{20000.5, 30.25, "20 km high"}, {60000.5, 30.25, "60 km high"}, {1000.5, 3000.25, "at 3,000 m/s"}};
    for (const auto& p : places)
        for (const auto& [channel, c] : live(s, 0, false, p.up, p.speed).of) {
            const auto common = full.of.find(channel);
            if (c.ok < 5 || c.zero < c.ok || common == full.of.end() || common->second.zero || common->second.whole)
                continue;
            throw failed("channel " + std::to_string(channel) +
                         " is 0 and labelled OK in all samples when its "
                         "carrier is " +
                         p.words +
                         ", and has values when it is 1 km high at 50 m/s: expected "
                         "INVALID or NO_DATA where it cannot measure, since absent is never 0 (rule sensor.absent)");
        }
}

void run(subject& s) {
    const life full = live(s, 0, false);
    out_of_reach(s, full);
    for (const uint32_t bits :
         {QIKI_TRUTH_HAS_RATE, QIKI_TRUTH_HAS_ATTITUDE, QIKI_TRUTH_HAS_RATE | QIKI_TRUTH_HAS_ATTITUDE}) {
        const std::string what = bits == QIKI_TRUTH_HAS_RATE       ? "the rates"
                                 : bits == QIKI_TRUTH_HAS_ATTITUDE ? "the attitude"
                                                                   : "attitude and rates";
        const life bare = live(s, bits, false);
        for (const auto& [channel, c] : bare.of) {
            const auto known = full.of.find(channel);
            if (c.ok >= 5 && c.zero == c.ok && known != full.of.end() && known->second.zero == 0)
                throw failed("channel " + std::to_string(channel) +
                             " is 0 and labelled OK in all samples when the truth does not say " + what +
                             " of the carrier: expected NO_DATA, since absent is never 0 (rule sensor.absent)");
        }
        if (bare.bytes != live(s, bits, true).bytes)
            throw failed("the truth does not say " + what +
                         " of the carrier (valid bits cleared), and what stands in these fields changes the samples: "
                         "expected the "
                         "same bytes; look at the valid bits first (rules sensor.absent, rec.3)");
    }
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_SENSOR, {QIKI_REC_TRUTH}, {QIKI_REC_SAMPLE});
}
} // namespace sensor_absent_parts
extern const check sensor_absent{.id = "sensor.absent",
                                 .level = 2,
                                 .from = needs::plugin,
                                 .rules = "sensor.absent rec.3",
                                 .asserts = "of a carrier whose attitude or rates the truth does not tell, no channel "
                                            "says 0 and OK, and what stands behind the "
                                            "cleared bits changes no byte; nor does one that has values at 1 km say 0 "
                                            "and OK at 20 km, at 60 km or at 3,000 m/s",
                                 .run = sensor_absent_parts::run,
                                 .spares = sensor_absent_parts::spares,
                                 .compares = true};
} // namespace qiki::conform
