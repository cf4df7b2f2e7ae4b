// SPDX-License-Identifier: MIT
// trackers/echoes.hpp - the plots of one frame as a radar with two bands sees them: long range (LR) and short range
// (SR).
#pragma once
#include "../tracking/retold.hpp"
#include "alphabeta_settings.hpp"

namespace tracking {

struct echo {
    plot p;
    double range, bearing, elevation, rate, snr_db; // as seen from the antenna
    bool has_rate, has_snr, lr;
    vec3 sight; // unit vector from the antenna
};

// Whether a place and an echo may be one target by angles and range.
inline bool alike(const alphabeta_settings& s, double bearing, double elevation, double range, const echo& e) {
    return std::fabs(wrapped(bearing - e.bearing)) <= s.angle && std::fabs(elevation - e.elevation) <= s.angle &&
           std::fabs(range - e.range) <= s.merge_range;
}

class echoes {
public:
    static constexpr uint32_t none = UINT32_MAX, merged = UINT32_MAX - 1;
    std::vector<echo> all;
    std::vector<uint32_t> track; // of each echo; none, or merged: swallowed by one of the other band
    vec3 velocity{};             // of the antenna

    void reserve(const room& r) { all.reserve(r.plots), track.reserve(r.plots); }

    // Usable contacts by measured values, each once, so that their order in the frame is no matter; without those
    // that the frame before told already.
    void hear(const plot_maker& maker, std::span<const qiki_contact> seen, retold& before) {
        velocity = maker.view().velocity;
        all.clear();
        for (const qiki_contact& c : seen) {
            echo e{};
            if (!maker.make(c, e.p) || before.again(e.p.t, e.p.at[0], e.p.at[1])) continue;
            const vec3 d{e.p.at[0] - e.p.antenna[0], e.p.at[1] - e.p.antenna[1], e.p.at[2] - e.p.antenna[2]};
            const double ground = qiki_sqrt(d[0] * d[0] + d[1] * d[1]);
            e.range = qiki_sqrt(ground * ground + d[2] * d[2]);
            e.bearing = qiki_atan2(d[0], d[1]), e.elevation = qiki_atan2(d[2], ground);
            if (e.range > 0) e.sight = {d[0] / e.range, d[1] / e.range, d[2] / e.range};
            e.has_rate = c.kind == QIKI_POLAR && (c.valid & QIKI_CONTACT_HAS_Z(3));
            e.rate = e.has_rate ? c.z[3] : 0;
            e.has_snr = (c.valid & QIKI_CONTACT_HAS_SNR) && std::isfinite(c.snr_db);
            e.snr_db = e.has_snr ? c.snr_db : 0;
            e.lr = c.band == QIKI_BAND_LR;
            all.push_back(e);
        }
        const auto key = [](const echo& e) {
            return std::tuple(e.p.t, e.lr, e.p.at[0], e.p.at[1], e.p.at[2], e.rate, e.snr_db, e.p.who.address24,
                              e.p.who.mode3a);
        };
        std::sort(all.begin(), all.end(), [&](const echo& a, const echo& b) { return key(a) < key(b); });
        all.erase(std::unique(all.begin(), all.end(), [&](const echo& a, const echo& b) { return key(a) == key(b); }),
                  all.end());
        track.assign(all.size(), none);
    }

    // Each SR echo swallows the LR echo of the same target that is nearest to it.
    void merge(const alphabeta_settings& set) {
        for (const echo& s : all) {
            if (s.lr) continue;
            uint32_t best = none;
            double least = 0;
            for (uint32_t j = 0; j < all.size(); ++j) {
                const echo& l = all[j];
                if (!l.lr || track[j] == merged || !alike(set, s.bearing, s.elevation, s.range, l)) continue;
                if (s.has_rate && l.has_rate && std::fabs(s.rate - l.rate) > set.merge_rate) continue;
                const double d = std::fabs(s.range - l.range);
                if (best == none || d < least) best = j, least = d;
            }
            if (best != none) track[best] = merged;
        }
    }
};

} // namespace tracking
