// SPDX-License-Identifier: MIT
// host/conform/drive/readings.cpp - samples of place, speed and turn, and the facts that they may be.
#include "host/conform/drive/readings.hpp"
#include "host/conform/check.hpp"
#include "host/load/contract.hpp"
#include "qiki/math.h"
#include "qiki/sample.h"
#include <algorithm>
#include <cmath>
#include <string_view>

namespace qiki::conform {
namespace {
std::vector<double> facts_in(std::string_view unit, const qiki_truth& b) {
    const auto length = [](double x, double y, double z) { return qiki_sqrt(x * x + y * y + z * z); };
    if (unit == "m") return {b.pos[0], b.pos[1], b.pos[2]};
    if (unit == "m/s")
        return {b.vel[0], b.vel[1], b.vel[2], length(b.vel[0], b.vel[1], 0), length(b.vel[0], b.vel[1], b.vel[2])};
    if (unit == "rad/s") return {b.rate[0], b.rate[1], b.rate[2], length(b.rate[0], b.rate[1], b.rate[2])};
    return {};
}
} // namespace

int settled_on(const std::vector<reading>& all) {
    if (all.size() < 8) return -1;
    for (size_t k = 0; k < all.front().facts.size(); ++k)
        if (std::all_of(all.begin() + 3, all.end(), [k](const reading& r) {
                return std::fabs(r.value - r.facts[k]) < 0.2 * std::fabs(r.facts[k]);
            }))
            return static_cast<int>(k);
    return -1;
}

void readings::gather(const subject& s, uint64_t carrier, const moment& m, const told& t, const qiki_truth& now) {
    for (const written& w : t.out)
        for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k) {
            const auto& r = w.as<qiki_sample>(k);
            if (r.entity != carrier || r.label != QIKI_LABEL_OK || r.t <= m.t0 || r.status != QIKI_SENSE_OK ||
                r.channel >= s.about->channels.count)
                continue;
            const char* unit = load::row<qiki_channel>(s.about->channels, r.channel).unit;
            const auto known = facts_in(unit ? unit : "", now);
            for (uint32_t e = 0; e < r.n && e < 4 && !known.empty(); ++e)
                all[{r.channel, r.part * 4u + e}].push_back({m.seq, r.v[e], known});
        }
}

std::string called(const subject& s, const std::pair<uint32_t, uint32_t>& element) {
    return "channel '" + std::string(load::row<qiki_channel>(s.about->channels, element.first).name) + "', element " +
           std::to_string(element.second);
}
} // namespace qiki::conform
