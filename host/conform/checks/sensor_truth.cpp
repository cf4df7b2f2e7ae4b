// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_truth.cpp - a sample does not claim more than was measured.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include "qiki/sample.h"
#include <cstring>
#include <map>

namespace qiki::conform {
namespace sensor_truth_parts {
constexpr uint64_t ticks = 40;
constexpr uint32_t configurations = 8;

// What is said again while nothing can be measured: a value that was true once, and `t` says when. Sees all samples of
// a run, in their order.
class held_values {
public:
    void see(const std::string& who, const qiki_sample& r, qiki_ns t1, bool gone) {
        const auto key = std::pair{r.channel, r.part};
        if (!gone) {
            known_ = t1, last_[key] = r;
            return;
        }
        const auto was = last_.find(key);
        if (r.label != QIKI_LABEL_STALE || !r.n || was == last_.end() || was->second.n != r.n || r.t <= known_ ||
            std::memcmp(was->second.v, r.v, sizeof r.v) != 0)
            return;
        throw failed(who + " says the value of " + std::to_string(was->second.t) + " ns again as STALE with t " +
                     std::to_string(r.t) + " ns, and since " + std::to_string(known_) +
                     " ns nothing is known of its carrier: expected the time at which it was true, by which readers "
                     "tell how old it is; a substitute for now is FALLBACK (rule sensor.truth)");
    }

private:
    std::map<std::pair<uint32_t, uint8_t>, qiki_sample> last_;
    qiki_ns known_ = 0;
};

// In ticks 10 to 34 nothing is known of the carrier as it is: it is missing, then a truth without data, then an invalid
// one, then a stale one, then a makeshift.
bool hidden(uint64_t i) { return i >= 10 && i < 35; }
lull::manner manner(uint64_t i) {
    return !hidden(i) ? lull::none
           : i >= 30  ? lull::makeshift
           : i >= 25  ? lull::stale
           : i >= 20  ? lull::invalid
           : i >= 15  ? lull::blank
                      : lull::missing;
}

void go_away(const subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    held_values held;
    for (uint64_t i = 0; i < ticks; ++i) {
        moment m = scene.next(others);
        fall_silent(m, {manner(i), 0});
        const told t = it.play(m);
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k) {
                const auto& r = w.as<qiki_sample>(k);
                const std::string who = at_tick(i) + "sample of channel " + std::to_string(r.channel);
                if (r.label == QIKI_LABEL_OK && (r.status == QIKI_SENSE_OFF || r.status == QIKI_SENSE_FAILED))
                    throw failed(who + " is labelled OK by a device that says it is " +
                                 (r.status == QIKI_SENSE_OFF ? "off" : "failed") +
                                 ": expected NO_DATA, STALE, FALLBACK or INVALID (rule sensor.truth)");
                if (r.entity == it.host().info().host_entity && i < 20)
                    held.see(who, r, m.t1, manner(i) == lull::missing || manner(i) == lull::blank);
                if (hidden(i) && r.entity == it.host().info().host_entity && r.label == QIKI_LABEL_OK && r.t > m.t0)
                    throw failed(who + " is labelled OK, and its carrier is " +
                                 (i >= 30   ? "a makeshift (FALLBACK)"
                                  : i >= 25 ? "stale"
                                  : i >= 20 ? "invalid"
                                  : i >= 15 ? "without data"
                                            : "missing") +
                                 " in the truth of this tick: expected NO_DATA, STALE, FALLBACK or INVALID, since "
                                 "nothing that is so now was there to be "
                                 "measured (rule sensor.truth)");
            }
    }
}

void run(subject& s) {
    go_away(s);
    with_each(s, drawn(s, configurations), go_away);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_SENSOR, {QIKI_REC_TRUTH}, {QIKI_REC_SAMPLE});
}
} // namespace sensor_truth_parts
extern const check sensor_truth{
    .id = "sensor.truth",
    .level = 2,
    .from = needs::plugin,
    .rules = "sensor.truth",
    .asserts = "while its carrier is missing, without data, invalid, stale or a fallback, no sample about it is "
               "labelled OK; nor is that of a device which says "
               "that it is off or failed; and what is said again as STALE keeps the time at which it was true; and so "
               "in 8 drawn configurations",
    .varies = axis::configuration | axis::records,
    .run = sensor_truth_parts::run,
    .spares = sensor_truth_parts::spares};
} // namespace qiki::conform
