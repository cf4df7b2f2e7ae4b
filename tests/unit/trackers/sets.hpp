// SPDX-License-Identifier: MIT
// tests/unit/trackers/sets.hpp - a simulated set of shared/data/mtt through a tracker on the rig, and its score.
#pragma once
#include "csv.hpp"
#include "gospa.hpp"
#include "unit/rig.hpp"
#include <fstream>

namespace sets {

struct result {
    double gospa = 0, location = 0, missed = 0, wrong = 0;
    double switches = 0; // a run
    size_t scans = 0;
};

inline const std::string root = QIKI_SHARED_DIR "/data/mtt/";

inline bool there(const std::string& name) { return csv::there(root + name + "/meta.json"); }

// Parameters come from the set's meta.json and from `extra`; confirmed tracks (coasting ones too) right after each scan
// are scored. tracks_csv: also written there, for score.py.
inline result run(const std::string& name, const rig::settings& extra, const std::string& tracks_csv = "") {
    const std::string dir = root + name + "/", meta = csv::slurp(dir + "meta.json");
    const bool polar = meta.find("\"polar\"") != std::string::npos;
    const double period = csv::json(meta, "period_s"), c = csv::json(meta, "gospa_c_m"), pd = csv::json(meta, "pd");
    const auto scans = static_cast<size_t>(csv::json(meta, "scans"));
    const auto runs = static_cast<size_t>(csv::json(meta, "runs", 1));
    const csv::table truth = csv::read(dir + "truth.csv.gz"), plots = csv::read(dir + "detections.csv.gz");
    std::vector<scoring::set> real(scans);
    for (size_t i = 0; i < truth.rows.size(); ++i)
        real.at(static_cast<size_t>(truth.number(i, "time_s") / period + 0.5))
            .push_back(
                {static_cast<uint64_t>(truth.number(i, "target_id")), truth.number(i, "x_m"), truth.number(i, "y_m")});
    std::vector<std::vector<std::vector<qiki_contact>>> seen(runs, std::vector<std::vector<qiki_contact>>(scans));
    for (size_t i = 0; i < plots.rows.size(); ++i) {
        qiki_contact k{};
        k.id = i + 1;
        k.kind = polar ? QIKI_POLAR : QIKI_ENU;
        k.label = QIKI_LABEL_OK;
        k.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
        k.z[0] = plots.number(i, polar ? "range_m" : "x_m");
        k.z[1] = plots.number(i, polar ? "bearing_rad" : "y_m");
        const size_t r = plots.has("run") ? static_cast<size_t>(plots.number(i, "run")) : 0;
        seen[r][static_cast<size_t>(plots.number(i, "scan"))].push_back(k);
    }
    std::ofstream out;
    if (!tracks_csv.empty()) out.open(tracks_csv), out << "run,time_s,track_id,x_m,y_m\n", out.precision(10);
    result s;
    scoring::gospa sum;
    for (size_t r = 0; r < runs; ++r) {
        rig::settings settings = extra;
        settings.emplace("state_dims", int64_t{2});
        rig::instance tracker("qiki.tracker.gnn", settings);
        scoring::switches identity;
        uint64_t first = 0;
        for (size_t k = 0; k < scans; ++k) {
            const auto t = static_cast<qiki_ns>((static_cast<double>(k) * period + 1) * 1e9);
            auto& contacts = seen[r][k];
            for (qiki_contact& x : contacts) x.t = t, x.frame = k;
            qiki_frame f{};
            f.seq = k, f.t_from = f.t_to = f.t_available = t;
            f.first = first, f.count = static_cast<uint32_t>(contacts.size());
            f.source = 1, f.flags = QIKI_FRAME_COMPLETE, f.label = QIKI_LABEL_OK;
            f.valid = QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER | QIKI_FRAME_HAS_SIGMA;
            f.pd = pd;
            f.clutter_kind = polar ? QIKI_POLAR : QIKI_ENU;
            f.clutter_density = csv::json(meta, polar ? "clutter_density_per_m_rad" : "clutter_density_per_m2");
            f.sigma[0] = csv::json(meta, polar ? "sigma_range_m" : "sigma_xy_m");
            f.sigma[1] = csv::json(meta, polar ? "sigma_bearing_rad" : "sigma_xy_m");
            if (polar) {
                f.valid |= QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR;
                f.att[0] = 1;
                f.bearing[1] = 2 * QIKI_PI;
                f.range[1] = csv::json(meta, "max_range_m");
            }
            tracker.give<qiki_frame>("frames", {f});
            tracker.give<qiki_contact>("contacts", contacts);
            tracker.tick(t - static_cast<qiki_ns>(period * 1e9), t);
            first += contacts.size();
            scoring::set found;
            for (const qiki_track& x : tracker.took<qiki_track>("tracks"))
                if (x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING) {
                    found.push_back({x.id, x.x[0], x.x[1]});
                    if (out)
                        out << r << ',' << static_cast<double>(k) * period << ',' << x.id << ',' << x.x[0] << ','
                            << x.x[1] << '\n';
                }
            const scoring::gospa g = scoring::gospa_of(real[k], found, c);
            sum.location += g.location, sum.missed += g.missed, sum.wrong += g.wrong;
            identity.step(real[k], found, c);
        }
        s.switches += static_cast<double>(identity.count) / static_cast<double>(runs);
    }
    s.scans = scans * runs;
    const auto n = static_cast<double>(s.scans);
    s.gospa = std::sqrt(sum.total() / n), s.location = std::sqrt(sum.location / n);
    s.missed = std::sqrt(sum.missed / n), s.wrong = std::sqrt(sum.wrong / n);
    return s;
}

} // namespace sets
