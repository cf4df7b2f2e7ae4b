// SPDX-License-Identifier: MIT
// trackers/alphabeta.cpp - qiki.tracker.alphabeta: fixed gains and a fixed gate, the baseline others are compared with.
//
// The method and the defaults are those of the reference system's track store; what was wrong there is right here:
//   there                                                  here
//   the position residual never moves the velocity         v += beta / dt * residual (Kalata 1984), and the measured
//   range
//                                                          rate corrects the radial part only, so cross-range motion
//                                                          stays
//   a coasting track stands still                          it moves on with its velocity
//   LR and SR echoes merge by angle and rate alone         range is compared too (merge_range)
//   an LR echo is handed to a named track by angles alone  range is compared too
//   first come, first served in contact order              least total distance (score/assignment), so order is no
//   matter LOST cannot be reached, a lost track just vanishes     one last record with status ENDED one track of all is
//   published                          all are, and what they took
// Velocity starts as the measured range rate along the line of sight, or at rest. There is no covariance.
#include "../tracking/intake.hpp"
#include "../tracking/pairing.hpp"
#include "../tracking/track.hpp"
#include "qiki/ext/selftest.h"
#include <cstdio>

namespace tracking {
namespace {

using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT, 256>;
using assocs = qiki::port<"assoc", qiki_assoc, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 1024>;

// No padding: it is saved as it stands.
struct body {
    uint64_t id = 0;
    qiki_ns t = 0, t_birth = 0; // of x; of the first plot
    std::array<double, 6> x{};
    double snr_db = 0;
    uint32_t hits = 0, misses = 0, status = QIKI_TRACK_TENTATIVE, snr_known = 0;
    known_identity identity{};

    vec3 at(qiki_ns when) const {
        const double dt = seconds(when - t);
        return {x[0] + dt * x[3], x[1] + dt * x[4], x[2] + dt * x[5]};
    }
};

static_assert(sizeof(body) == 152);

class alphabeta {
public:
    using inputs = qiki::ports<frames, contacts>;
    using outputs = qiki::ports<tracks, assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr qiki_param params[] = {
        qiki::integer("state_dims", "", 3, 2, 3, "3: east, north, up. 2: a plane, where range is ground range"),
        qiki::real("alpha", "", 0.6, 0, 1, "share of the residual that moves the position"),
        qiki::real("beta", "", 0.1, 0, 2, "share of the residual over time that moves the velocity"),
        qiki::real("gate", "m", 12, 0.01, 1e6, "a plot farther than this from where a track should be is not its plot"),
        qiki::real("gate_range_rate", "m/s", 15, 0.01, 1e5, "nor is one whose range rate differs by more"),
        qiki::real("handoff_angle", "rad", 0.008726646259971648, 1e-6, 1,
                   "LR and SR echoes of one target agree in bearing and elevation to this"),
        qiki::real("merge_range", "m", 50, 0.01, 1e6, "and in range to this"),
        qiki::real("merge_range_rate", "m/s", 1, 0.001, 1e4, "and in range rate to this"),
        qiki::integer("max_misses", "", 3, 0, 1000, "a track with more looks in a row without a plot ends"),
        qiki::integer("confirm_hits", "", 2, 1, 1000, "plots that confirm a track"),
        qiki::real("snr_reference", "dB", 20, 0.1, 100, "signal to noise ratio of full quality"),
        qiki::integer("expected_tracks", "", 1000, 1, 1e6, "room made before the first tick; more tracks are no error"),
    };

    alphabeta(const qiki_host&, const qiki_instance_info& i) : plane_(i.origin), origin_height_(i.origin[2]) {
        assume_.use_identity = false;
    }
    void configure(const qiki::config& c) {
        alpha_ = c.real("alpha", 0.6), beta_ = c.real("beta", 0.1);
        gate_ = c.real("gate", 12), gate_rate_ = c.real("gate_range_rate", 15);
        angle_ = c.real("handoff_angle", 0.008726646259971648);
        merge_range_ = c.real("merge_range", 50), merge_rate_ = c.real("merge_range_rate", 1);
        max_misses_ = static_cast<uint32_t>(c.integer("max_misses", 3));
        confirm_hits_ = static_cast<uint32_t>(c.integer("confirm_hits", 2));
        snr_reference_ = c.real("snr_reference", 20);
        assume_.plane = c.integer("state_dims", 3) == 2;
        expected_ = static_cast<size_t>(c.integer("expected_tracks", 1000));
    }
    void reserve() {
        const room r(expected_);
        jobs_.reserve(r.frames), sensors_.all.reserve(r.sensors);
        live_.reserve(r.tracks), links_.reserve(r.plots);
        echoes_.reserve(r.plots), of_.reserve(r.plots), taken_.reserve(r.tracks);
        pairs_.reserve(r.pairs);
        pairing_.reserve(r.tracks + r.plots, r.pairs, cluster_limit);
    }
    void demand(std::span<uint64_t> per_port) const {
        per_port[0] = std::max<uint64_t>(256, expected_);
        per_port[1] = std::max<uint64_t>(1024, expected_);
    }
    void state(auto& io) { io(last_id_), io(t_), io(sensors_.all), io(live_); }
    // Jury's conditions of stability: beta > 0 and 2 alpha + beta < 4. Outside, the filter does not settle.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (!rows.empty()) {
            qiki_selftest_row r{};
            r.t = t;
            r.value = 4 - 2 * alpha_ - beta_, r.max = 4;
            std::snprintf(r.device, sizeof r.device, "%s", "gains");
            std::snprintf(r.found, sizeof r.found, "4 - 2 alpha - beta = %.4g", r.value);
            r.result = beta_ > 0 && r.value > 0 ? QIKI_TEST_PASS : QIKI_TEST_WARN;
            r.label = QIKI_LABEL_OK;
            rows[0] = r;
        }
        return 1;
    }

    qiki_status step(const qiki::tick<alphabeta>& t) {
        if (t.pass() == 0) {
            begin(t);
            if (!news_) return t.keep<tracks>(), QIKI_SKIPPED;
        }
        for (; sent_ < live_.size(); ++sent_) {
            if (!t.room<tracks>()) return QIKI_MORE;
            t.put<tracks>(record(live_[sent_]));
        }
        for (; told_ < links_.size(); ++told_) {
            if (!t.room<assocs>()) return QIKI_MORE;
            t.put<assocs>(links_[told_]);
        }
        std::erase_if(live_, [](const body& b) { return b.status == QIKI_TRACK_ENDED; });
        return QIKI_OK;
    }

private:
    struct echo {
        plot p;
        double range, bearing, elevation, rate, snr_db; // as seen from the antenna
        bool has_rate, has_snr, lr;
        vec3 sight; // unit vector from the antenna
    };

    void begin(const qiki::tick<alphabeta>& t) {
        links_.clear(), jobs_.clear();
        sent_ = told_ = 0;
        news_ = false, tell_ = t.wanted<assocs>();
        for (uint32_t k = 0; k < t.writers<frames>(); ++k)
            for (const qiki_frame& f : t.read<frames>(k)) jobs_.push_back({&f, t.read<frames>(k).head.producer});
        in_order(jobs_);
        for (const job& j : jobs_) {
            std::span<const qiki_contact> seen;
            for (uint32_t k = 0; k < t.writers<contacts>(); ++k)
                if (t.read<contacts>(k).head.producer == j.writer)
                    seen = t.read<contacts>(k).slice(j.frame->first, j.frame->count);
            take(*j.frame, seen);
        }
    }

    void take(const qiki_frame& f, std::span<const qiki_contact> seen) {
        sensor& radar = sensors_.all[sensors_.index(f.source, f.sensor)];
        const sensor::arrival came = radar.arrive(f);
        if (came != sensor::arrival::on_time) return; // this filter has no use for the past
        news_ = true;
        t_ = std::max(t_, f.t_to);
        hear(f, seen);
        merge();
        match();
        hand_over();
        taken_.resize(live_.size());
        const size_t known = live_.size();
        for (uint32_t j = 0; j < echoes_.size(); ++j)
            if (of_[j] == merged) continue;
            else if (of_[j] == none) start(echoes_[j], f);
            else renew(live_[of_[j]], echoes_[j], f);
        const bool whole = (f.flags & QIKI_FRAME_COMPLETE) && seen.size() == f.count && f.label == QIKI_LABEL_OK;
        const coverage looked = coverage::of(f, false);
        for (size_t i = 0; i < known; ++i) {
            body& b = live_[i];
            const vec3 at = b.at(f.t_to);
            if (taken_[i] || b.status == QIKI_TRACK_ENDED || !whole || !looked.holds({at[0], at[1], at[2], 0, 0, 0}))
                continue;
            ++b.misses;
            b.status = b.misses > max_misses_    ? QIKI_TRACK_ENDED
                       : b.hits >= confirm_hits_ ? QIKI_TRACK_COASTING
                                                 : QIKI_TRACK_TENTATIVE;
        }
    }

    // Usable contacts by measured values, each once, so that their order in the frame is no matter.
    void hear(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const plot_maker maker(assume_, plane_, origin_height_, f);
        velocity_ = maker.view().velocity;
        echoes_.clear();
        for (const qiki_contact& c : seen) {
            echo e{};
            if (!maker.make(c, e.p)) continue;
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
            echoes_.push_back(e);
        }
        const auto key = [](const echo& e) {
            return std::tuple(e.p.t, e.lr, e.p.at[0], e.p.at[1], e.p.at[2], e.rate, e.snr_db, e.p.who.address24,
                              e.p.who.mode3a);
        };
        std::sort(echoes_.begin(), echoes_.end(), [&](const echo& a, const echo& b) { return key(a) < key(b); });
        echoes_.erase(
            std::unique(echoes_.begin(), echoes_.end(), [&](const echo& a, const echo& b) { return key(a) == key(b); }),
            echoes_.end());
        of_.assign(echoes_.size(), none);
        taken_.assign(live_.size(), 0);
    }

    bool alike(double bearing, double elevation, double range, const echo& e) const {
        return std::fabs(wrapped(bearing - e.bearing)) <= angle_ && std::fabs(elevation - e.elevation) <= angle_ &&
               std::fabs(range - e.range) <= merge_range_;
    }

    // Each SR echo swallows the LR echo of the same target that is nearest to it.
    void merge() {
        for (const echo& s : echoes_) {
            if (s.lr) continue;
            uint32_t best = none;
            double least = 0;
            for (uint32_t j = 0; j < echoes_.size(); ++j) {
                const echo& l = echoes_[j];
                if (!l.lr || of_[j] == merged || !alike(s.bearing, s.elevation, s.range, l)) continue;
                if (s.has_rate && l.has_rate && std::fabs(s.rate - l.rate) > merge_rate_) continue;
                const double d = std::fabs(s.range - l.range);
                if (best == none || d < least) best = j, least = d;
            }
            if (best != none) of_[best] = merged;
        }
    }

    void match() {
        pairs_.clear();
        for (uint32_t i = 0; i < live_.size(); ++i) {
            const body& b = live_[i];
            if (b.status == QIKI_TRACK_ENDED) continue;
            for (uint32_t j = 0; j < echoes_.size(); ++j) {
                const echo& e = echoes_[j];
                if (of_[j] == merged) continue;
                const vec3 at = b.at(e.p.t);
                const double x = at[0] - e.p.at[0], y = at[1] - e.p.at[1], z = at[2] - e.p.at[2];
                const double d2 = x * x + y * y + z * z;
                if (d2 > gate_ * gate_ || (e.has_rate && std::fabs(e.rate - expected_rate(b, e)) > gate_rate_))
                    continue;
                pairs_.push_back({i, j, 2 * gate_ * gate_ - d2, 0});
            }
        }
        pairing_.run(pairs_, live_.size(), echoes_.size(), cluster_limit,
                     [&](const candidate& c) { of_[c.plot] = c.track; });
        for (uint32_t j = 0; j < echoes_.size(); ++j)
            if (of_[j] != none && of_[j] != merged) taken_[of_[j]] = 1;
    }
    double expected_rate(const body& b, const echo& e) const {
        double r = 0;
        for (size_t n = 0; n < 3; ++n) r += (b.x[3 + n] - velocity_[n]) * e.sight[n];
        return r;
    }

    // An LR echo outside every gate still continues a track that carries an identity, when angles and range agree.
    void hand_over() {
        for (uint32_t j = 0; j < echoes_.size(); ++j) {
            if (of_[j] != none || !echoes_[j].lr) continue;
            const echo& e = echoes_[j];
            uint32_t best = none;
            double least = 0;
            for (uint32_t i = 0; i < live_.size(); ++i) {
                const body& b = live_[i];
                constexpr uint32_t named = QIKI_TRACK_HAS_ADDRESS | QIKI_TRACK_HAS_MODE3A | QIKI_TRACK_HAS_IDENTITY;
                if (taken_[i] || b.status == QIKI_TRACK_ENDED || !(b.identity.is.valid & named)) continue;
                const vec3 at = b.at(e.p.t);
                const vec3 d{at[0] - e.p.antenna[0], at[1] - e.p.antenna[1], at[2] - e.p.antenna[2]};
                const double ground = qiki_sqrt(d[0] * d[0] + d[1] * d[1]);
                const double range = qiki_sqrt(ground * ground + d[2] * d[2]);
                if (!alike(qiki_atan2(d[0], d[1]), qiki_atan2(d[2], ground), range, e)) continue;
                const double off = std::fabs(range - e.range);
                if (best == none || off < least) best = i, least = off;
            }
            if (best != none) of_[j] = best, taken_[best] = 1;
        }
    }

    void renew(body& b, const echo& e, const qiki_frame& f) {
        const vec3 at = b.at(e.p.t);
        const double dt = std::max(seconds(e.p.t - b.t), 0.05);
        for (size_t n = 0; n < 3; ++n) {
            const double residual = e.p.at[n] - at[n];
            b.x[n] = at[n] + alpha_ * residual;
            b.x[3 + n] += beta_ / dt * residual;
        }
        if (e.has_rate) {
            const double off = e.rate - expected_rate(b, e);
            for (size_t n = 0; n < 3; ++n) b.x[3 + n] += beta_ * off * e.sight[n];
        }
        b.t = std::max(b.t, e.p.t);
        if (e.has_snr) b.snr_db = b.snr_known ? (b.snr_db + e.snr_db) / 2 : e.snr_db, b.snr_known = 1;
        b.misses = 0;
        if (++b.hits >= confirm_hits_) b.status = QIKI_TRACK_CONFIRMED;
        b.identity.hear(e.p.who);
        link(b.id, e.p, f, QIKI_ASSOC_HARD);
    }

    void start(const echo& e, const qiki_frame& f) {
        body b;
        b.id = ++last_id_;
        b.t = b.t_birth = e.p.t;
        for (size_t n = 0; n < 3; ++n) b.x[n] = e.p.at[n];
        if (e.has_rate)
            for (size_t n = 0; n < 3; ++n) b.x[3 + n] = e.rate * e.sight[n] + velocity_[n];
        b.snr_db = e.snr_db, b.snr_known = e.has_snr;
        b.hits = 1;
        if (b.hits >= confirm_hits_) b.status = QIKI_TRACK_CONFIRMED;
        b.identity.hear(e.p.who);
        live_.push_back(b);
        link(b.id, e.p, f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
    }

    void link(uint64_t id, const plot& p, const qiki_frame& f, uint32_t how) {
        if (!tell_) return;
        links_.push_back({id, p.id, p.t, 1.0, f.source, static_cast<uint16_t>(how), QIKI_ITEM_CONTACT, QIKI_LABEL_OK});
    }

    qiki_track record(const body& b) const {
        qiki_track r{};
        const vec3 at = b.at(t_);
        r.id = b.id, r.t = t_, r.t_update = b.t, r.t_birth = b.t_birth;
        r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_QUALITY | b.identity.is.valid;
        r.hits = b.hits, r.misses = b.misses;
        r.address24 = b.identity.is.address24;
        r.mode3a = static_cast<uint16_t>(b.identity.is.mode3a);
        r.status = static_cast<uint8_t>(b.status), r.label = QIKI_LABEL_OK;
        r.transponder = static_cast<uint8_t>(b.identity.is.transponder);
        r.state_dims = assume_.plane ? 2 : 3;
        std::copy(b.identity.is.name.begin(), b.identity.is.name.end(), r.identity);
        r.height_m = b.identity.is.height_m + 0.0;
        const double left = max_misses_ ? 1 - static_cast<double>(std::min(b.misses, max_misses_)) / max_misses_
                            : b.misses  ? 0
                                        : 1;
        const double clear = b.snr_known ? std::clamp(b.snr_db / snr_reference_, 0.0, 1.0) : 1;
        r.quality = left * clear + 0.0;
        for (size_t n = 0; n < 3; ++n) r.x[n] = at[n] + 0.0, r.x[3 + n] = b.x[3 + n] + 0.0;
        return r;
    }

    static constexpr uint32_t none = UINT32_MAX, merged = UINT32_MAX - 1;
    static constexpr size_t cluster_limit = 500;
    tangent_plane plane_;
    double origin_height_;
    assumptions assume_{};
    double alpha_ = 0.6, beta_ = 0.1, gate_ = 12, gate_rate_ = 15, angle_ = 0, merge_range_ = 50, merge_rate_ = 1;
    double snr_reference_ = 20;
    uint32_t max_misses_ = 3, confirm_hits_ = 2;
    size_t expected_ = 1000;
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    std::vector<body> live_; // by id
    // Of this tick only.
    std::vector<job> jobs_;
    std::vector<echo> echoes_;
    std::vector<uint32_t> of_; // track of each echo
    std::vector<uint8_t> taken_;
    std::vector<candidate> pairs_;
    pairing pairing_;
    vec3 velocity_{};
    std::vector<qiki_assoc> links_;
    size_t sent_ = 0, told_ = 0;
    bool news_ = false, tell_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::alphabeta, "qiki.tracker.alphabeta", QIKI_KIND_TRACKER, "0.1.0",
            "Alpha-beta filter with fixed gate: the baseline");
