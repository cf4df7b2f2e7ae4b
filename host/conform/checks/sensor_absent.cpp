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

// What the truth may not tell of the carrier: put() sets it to something of that sign, 0 to nothing.
struct secret {
    uint32_t bits;
    const char *words, *field;
    void (*put)(qiki_truth&, double);
};
constexpr secret secrets[] = {
    {QIKI_TRUTH_HAS_RATE, "the rates", "truth.rate",
     [](qiki_truth& b, double v) { b.rate[0] = 0.03 * v, b.rate[1] = b.rate[2] = 0.7 * v; }},
    {QIKI_TRUTH_HAS_ATTITUDE, "the attitude", "truth.att",
     [](qiki_truth& b, double v) { std::fill_n(b.att, 4, 0.5 * v); }},
    {QIKI_TRUTH_HAS_RATE | QIKI_TRUTH_HAS_ATTITUDE, "attitude and rates", "truth.att and truth.rate",
     [](qiki_truth& b, double v) { std::fill_n(b.rate, 3, 0.7 * v), std::fill_n(b.att, 4, 0.5 * v); }},
    {QIKI_TRUTH_HAS_EMITTER, "the emitter", "truth.emitter_dbw and truth.emitter_hz",
     [](qiki_truth& b, double v) { b.emitter_dbw = 30 * v, b.emitter_hz = 1e9 * v; }},
    {QIKI_TRUTH_HAS_SIZE, "the size", "truth.size_m", [](qiki_truth& b, double v) { b.size_m = 50 * v; }},
    {QIKI_TRUTH_HAS_RCS, "the radar cross-section", "truth.rcs_dbsm",
     [](qiki_truth& b, double v) { b.rcs_dbsm = 20 * v; }},
};

// A carrier that turns, of which all is told but what `hidden` names.
qiki_truth carrier(const qiki_truth& at_rest, const secret* hidden, double litter) {
    qiki_truth b = at_rest;
    b.pos[2] = 1000.5, b.vel[0] = 30.25, b.vel[1] = 40;
    b.valid |= QIKI_TRUTH_HAS_RATE | QIKI_TRUTH_HAS_EMITTER | QIKI_TRUTH_HAS_SIZE | QIKI_TRUTH_HAS_RCS;
    b.rate[0] = 0.03, b.rate[1] = -0.02, b.rate[2] = 0.1;
    b.emitter_dbw = -60, b.emitter_hz = 2.5e9, b.size_m = 11.5, b.rcs_dbsm = 3.5;
    if (hidden) b.valid &= ~hidden->bits, hidden->put(b, litter);
    return b;
}

// What becomes of a record that is refused: none, or one without a value.
enum class refusal { none, missing, empty };

life live(const subject& s, const secret* hidden, double litter, refusal how = refusal::none, double up = 1000.5,
          double speed = 30.25) {
    actor it(s);
    stage scene(*s.about, s.seed);
    scene.carrier = carrier(scene.carrier, hidden, litter);
    scene.carrier.pos[2] = up, scene.carrier.vel[0] = speed;
    life all;
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = scene.next(others);
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_TRUTH || how == refusal::none) continue;
            const qiki_truth was = f.as<qiki_truth>(0);
            qiki_truth none{};
            none.entity = was.entity, none.t = was.t, none.label = QIKI_LABEL_NO_DATA;
            if (how == refusal::empty) f.as<qiki_truth>(0) = none;
            else f.erase(0);
        }
        const told t = it.play(m);
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

// What is not 0 behind a cleared bit breaks rule rec.3, so the whole record may be refused for it: it is as none, or as
// one without data, or the tick fails (tick.poison-input warns of that).
bool refuses(const subject& s, const secret& x, const std::string& plus, const std::string& minus) {
    if (plus != minus) return false;
    for (const refusal how : {refusal::missing, refusal::empty})
        if (live(s, &x, 0, how).bytes == plus) return true;
    return false;
}
void stays_unseen(const subject& s, const secret& x, const std::string& clean) {
    std::string plus, minus;
    try {
        plus = live(s, &x, 1).bytes, minus = live(s, &x, -1).bytes;
    } catch (const deferred& d) {
        if (d.judge == "out.finite") return;
        throw;
    }
    if ((plus == clean && minus == clean) || refuses(s, x, plus, minus)) return;
    throw failed("the truth does not say " + std::string(x.words) + " of the carrier (valid bit cleared), and what " +
                 "stands in " + x.field +
                 " all the same changes the samples: expected the same bytes, or those of a carrier without data; look "
                 "at the valid bit first (rules sensor.absent, rec.3)");
}

// What has a value in common places, and no whole number (a switch, a count), is not exactly 0 beyond them.
void out_of_reach(const subject& s, const life& full) {
    constexpr struct {
        double up, speed;
        const char* words;
    } places[] = {{20000.5, 30.25, "20 km high"}, {60000.5, 30.25, "60 km high"}, {1000.5, 3000.25, "at 3,000 m/s"}};
    for (const auto& p : places)
        for (const auto& [channel, c] : live(s, nullptr, 0, refusal::none, p.up, p.speed).of) {
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
    const life full = live(s, nullptr, 0);
    out_of_reach(s, full);
    for (const secret& x : secrets) {
        const life bare = live(s, &x, 0);
        for (const auto& [channel, c] : bare.of) {
            const auto known = full.of.find(channel);
            if (c.ok >= 5 && c.zero == c.ok && known != full.of.end() && known->second.zero == 0)
                throw failed("channel " + std::to_string(channel) +
                             " is 0 and labelled OK in all samples when the truth does not say " + x.words +
                             " of the carrier: expected NO_DATA, since absent is never 0 (rule sensor.absent)");
        }
        stays_unseen(s, x, bare.bytes);
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
                                 .asserts = "of a carrier whose attitude, rates, emitter, size or radar cross-section "
                                            "the truth does not tell, no channel "
                                            "says 0 and OK, and what stands behind the "
                                            "cleared bit changes no byte, unless the whole record is refused for it; "
                                            "nor does one that has values at 1 km say 0 "
                                            "and OK at 20 km, at 60 km or at 3,000 m/s",
                                 .varies = axis::records | axis::absent,
                                 .run = sensor_absent_parts::run,
                                 .spares = sensor_absent_parts::spares,
                                 .compares = true};
} // namespace qiki::conform
