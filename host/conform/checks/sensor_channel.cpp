// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_channel.cpp - samples fit the table of channels.
#include "host/conform/drive/stage.hpp"
#include "host/load/contract.hpp"
#include "qiki/sample.h"

namespace qiki::conform {
namespace sensor_channel_parts {
constexpr uint64_t ticks = 40;

void judge(const std::string& who, const qiki_sample& r, const qiki_descriptor& d) {
    if (r.channel >= d.channels.count)
        throw failed(who + "channel is " + std::to_string(r.channel) + ": expected a row of its table of " +
                     std::to_string(d.channels.count) + " (rule sensor.channel)");
    const auto& c = load::row<qiki_channel>(d.channels, r.channel);
    if (r.part * 4u + r.n > c.width)
        throw failed(who + "part " + std::to_string(r.part) + " with " + std::to_string(r.n) + " values: channel '" +
                     c.name + "' has " + std::to_string(c.width) + " (rule sensor.channel)");
    for (uint32_t i = 0; i < r.n && r.n <= 4; ++i)
        if (c.min < c.max && r.label != QIKI_LABEL_INVALID && r.label != QIKI_LABEL_NO_DATA &&
            !(r.v[i] >= c.min && r.v[i] <= c.max))
            throw failed(who + "v[" + std::to_string(i) + "] is " + std::to_string(r.v[i]) + ", and channel '" +
                         c.name + "' reaches " + std::to_string(c.min) + " .. " + std::to_string(c.max) +
                         ": expected the label INVALID outside of it (rule sensor.channel)");
}

void run(subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    qiki_truth& b = scene.carrier;
    b.valid |= QIKI_TRUTH_HAS_RATE;
    b.rate[2] = 0.1, b.vel[0] = 200;
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    uint64_t seen = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.play(scene.next(others));
        for (const written& w : t.out)
            for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k, ++seen)
                judge(at_tick(i) + "sample " + std::to_string(k) + ": ", w.as<qiki_sample>(k), *s.about);
    }
    if (!seen) throw skipped("wrote no sample in 40 s");
}
std::string spares(const qiki_descriptor& d) { return writes(d, QIKI_REC_SAMPLE) ? "" : "has no output of samples"; }
} // namespace sensor_channel_parts
extern const check sensor_channel{.id = "sensor.channel",
                                  .level = 2,
                                  .from = needs::plugin,
                                  .rules = "sensor.channel",
                                  .asserts = "each sample names a row of the plugin's table of channels, has no more "
                                             "values than that has, and they lie within its "
                                             "limits or are INVALID: readers find them by the table alone",
                                  .run = sensor_channel_parts::run,
                                  .spares = sensor_channel_parts::spares};
} // namespace qiki::conform
