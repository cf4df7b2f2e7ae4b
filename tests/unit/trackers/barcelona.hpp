// SPDX-License-Identifier: MIT
// tests/unit/trackers/barcelona.hpp - the Barcelona hour as frames of 32 sectors, from the table of its plots.
#pragma once
#include "csv.hpp"
#include "qiki/radar.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace barcelona {

struct row {
    uint32_t address; // 0: none
    bool airborne;
    qiki_ns t;
};
struct hour {
    std::vector<qiki_frame> frames;            // by t_available
    std::vector<std::vector<qiki_contact>> of; // contacts of each frame; id is 1 + index in rows
    std::vector<row> rows;
};

inline const std::string path = QIKI_SHARED_DIR "/data/asterix/bcn_identity_truth.csv.gz";

// Extrapolated reports (typ 0) are no plots and are left out; ground traffic is in. A sector is given 1 s after it was
// swept, because plots come up to 0.52 s out of order. identity: address and Mode A are given.
inline hour read(bool identity) {
    constexpr double turn = 4.00153,
                     start = 28800.8203125 - 258.99 / 360 * turn; // the fixed transponder at 258.99 degrees
    constexpr double rad = 3.14159265358979323846 / 180;
    const csv::table t = csv::read(path);
    hour h;
    std::map<int64_t, std::vector<qiki_contact>> sectors;
    const auto ns = [](double s) { return static_cast<qiki_ns>(std::llround((s - 28790) * 1e9)); };
    for (size_t i = 0; i < t.rows.size(); ++i) {
        if (t.text(i, "typ") == "0") continue;
        const double time = t.number(i, "time_s"), theta = t.number(i, "theta_deg");
        qiki_contact c{};
        c.id = h.rows.size() + 1;
        c.t = ns(time);
        c.kind = QIKI_POLAR, c.label = QIKI_LABEL_OK;
        c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
        c.z[0] = t.number(i, "rho_nm") * 1852, c.z[1] = theta * rad;
        if (!t.text(i, "fl").empty()) c.valid |= QIKI_CONTACT_HAS_HEIGHT, c.height_m = t.number(i, "fl") * 30.48;
        const auto address = static_cast<uint32_t>(std::strtoul(t.text(i, "mode_s").c_str(), nullptr, 16));
        if (identity && address) c.valid |= QIKI_CONTACT_HAS_ADDRESS, c.address24 = address;
        if (identity && !t.text(i, "mode3a").empty()) {
            c.valid |= QIKI_CONTACT_HAS_MODE3A;
            c.mode3a = static_cast<uint16_t>(std::strtoul(t.text(i, "mode3a").c_str(), nullptr, 8));
        }
        h.rows.push_back({address, t.text(i, "on_ground") == "0", c.t});
        const auto whole = std::llround((time - start) / turn - theta / 360);
        sectors[whole * 32 + std::min(31, static_cast<int>(theta / 11.25))].push_back(c);
    }
    uint64_t first = 0;
    for (int64_t k = sectors.begin()->first; k <= sectors.rbegin()->first; ++k) {
        std::vector<qiki_contact> seen = sectors.count(k) ? sectors[k] : std::vector<qiki_contact>{};
        qiki_frame f{};
        f.seq = static_cast<uint64_t>(k - sectors.begin()->first);
        f.t_from = ns(start + static_cast<double>(k) * turn / 32);
        f.t_to = ns(start + static_cast<double>(k + 1) * turn / 32);
        for (qiki_contact& c : seen) {
            f.t_from = std::min(f.t_from, c.t), f.t_to = std::max(f.t_to, c.t);
            c.frame = f.seq;
        }
        f.t_available = f.t_to + 1'000'000'000;
        f.first = first, f.count = static_cast<uint32_t>(seen.size());
        first += seen.size();
        f.source = 1, f.sensor = 20 << 8 | 129;
        f.flags = QIKI_FRAME_COMPLETE, f.label = QIKI_LABEL_OK;
        f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_SIGMA;
        f.pos[2] = 27, f.att[0] = 1;
        f.bearing[0] = static_cast<double>((k % 32 + 32) % 32) * 11.25 * rad;
        f.bearing[1] = f.bearing[0] + 11.25 * rad;
        f.range[0] = 300, f.range[1] = 60 * 1852.0;
        f.sigma[0] = 30, f.sigma[1] = 0.08 * rad;
        h.frames.push_back(f);
        h.of.push_back(seen);
    }
    return h;
}

} // namespace barcelona
