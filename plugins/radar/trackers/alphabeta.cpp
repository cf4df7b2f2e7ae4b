// SPDX-License-Identifier: MIT
// trackers/alphabeta.cpp - qiki.tracker.alphabeta: fixed gains and a fixed gate, the baseline others are compared with.
//
// A track is a place and a velocity, and both are mended by a share of what a plot differs by: place += alpha *
// residual, v += beta / dt * residual (Kalata 1984).
//   - The measured range rate corrects the radial part of v only, so that cross-range motion stays.
//   - A coasting track moves on with its velocity.
//   - LR and SR echoes are one where angle, rate and range agree (merge_range); an LR echo outside of every gate still
//     continues a named track where angles and range agree.
//   - Tracks and echoes are paired by least total distance (score/assignment): the order of echoes is no matter.
//   - A lost track has one last record with status ENDED. All tracks are published, and what they took.
// Velocity starts as the measured range rate along the line of sight, or at rest. There is no covariance.
#include "../tracking/bearings.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/pairing.hpp"
#include "../tracking/retold.hpp"
#include "body.hpp"
#include "qiki/ext/selftest.h"
#include <cstdio>

namespace tracking {
namespace {

class alphabeta {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = alphabeta_settings::params;

    alphabeta(const qiki_host& h, const qiki_instance_info& i)
        : plane_(i.origin), origin_height_(i.origin[2]), bearings_(h) {}
    void configure(const qiki::config& c) { s_ = alphabeta_settings::of(c); }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), heard_.reserve(r), before_.reserve(r.plots),
            sensors_.all.reserve(r.sensors);
        live_.reserve(r.tracks), taken_.reserve(r.tracks), pairs_.reserve(r.pairs);
        pairing_.reserve(r.tracks + r.plots, r.pairs, cluster_limit);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) { io(last_id_), io(t_), io(sensors_.all), before_.state(io), io(live_); }
    // Jury's conditions of stability: beta > 0 and 2 alpha + beta < 4. Outside, the filter does not settle.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (!rows.empty()) {
            qiki_selftest_row r{};
            r.t = t;
            r.value = 4 - 2 * s_.alpha - s_.beta, r.max = 4;
            std::snprintf(r.device, sizeof r.device, "%s", "gains");
            std::snprintf(r.found, sizeof r.found, "4 - 2 alpha - beta = %.4g", r.value);
            r.result = s_.beta > 0 && r.value > 0 ? QIKI_TEST_PASS : QIKI_TEST_WARN;
            r.label = QIKI_LABEL_OK;
            rows[0] = r;
        }
        return 1;
    }

    qiki_status step(const qiki::tick<alphabeta>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            news_ = left_out_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { take(f, seen); });
            if (!news_) return t.keep<wire::tracks>(), left_out_ ? QIKI_TRUNCATED : QIKI_SKIPPED;
        }
        if (outbox_.send(t, live_, [this](const body& b) { return b.record(s_, t_); }) == QIKI_MORE) return QIKI_MORE;
        std::erase_if(live_, [](const body& b) { return b.ended(); });
        return left_out_ ? QIKI_TRUNCATED : QIKI_OK;
    }

private:
    static constexpr uint32_t none = echoes::none, merged = echoes::merged;

    void take(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const size_t k = sensors_.index(f.source, f.sensor);
        const sensor::arrival came = sensors_.all[k].arrive(f);
        left_out_ = left_out_ || came == sensor::arrival::late; // this filter has no use for the past
        if (came != sensor::arrival::on_time) return;
        news_ = true;
        t_ = std::max(t_, f.t_to);
        bearings_.add(seen);
        before_.open(k);
        heard_.hear(plot_maker(s_.assume, plane_, origin_height_, f), seen, before_);
        before_.close();
        taken_.assign(live_.size(), 0);
        heard_.merge(s_);
        match();
        hand_over();
        const size_t known = live_.size();
        for (uint32_t j = 0; j < heard_.all.size(); ++j) {
            const echo& e = heard_.all[j];
            if (heard_.track[j] == merged) continue;
            if (heard_.track[j] == none) {
                live_.push_back(body::born(++last_id_, s_, e, heard_.velocity));
                outbox_.link(last_id_, e.p, f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
            } else {
                body& b = live_[heard_.track[j]];
                b.renew(s_, e, heard_.velocity);
                outbox_.link(b.id, e.p, f, QIKI_ASSOC_HARD);
            }
        }
        if (tells_all(f, seen.size(), came) && !of_bearings(f, seen)) silence(f, known);
    }

    // The first `known` tracks were there when the frame looked; those without an echo that it covers have missed it.
    void silence(const qiki_frame& f, size_t known) {
        const coverage looked = coverage::of(f, false);
        for (size_t i = 0; i < known; ++i) {
            const vec3 at = live_[i].at(f.t_to);
            if (!taken_[i] && !live_[i].ended() && looked.holds({at[0], at[1], at[2], 0, 0, 0})) live_[i].miss(s_);
        }
    }

    void match() {
        pairs_.clear();
        for (uint32_t i = 0; i < live_.size(); ++i) {
            const body& b = live_[i];
            if (b.ended()) continue;
            for (uint32_t j = 0; j < heard_.all.size(); ++j) {
                const echo& e = heard_.all[j];
                if (heard_.track[j] == merged) continue;
                const vec3 at = b.at(e.p.t);
                const double x = at[0] - e.p.at[0], y = at[1] - e.p.at[1], z = at[2] - e.p.at[2];
                const double d2 = x * x + y * y + z * z;
                if (d2 > s_.gate * s_.gate ||
                    (e.has_rate && std::fabs(e.rate - b.rate_seen(e, heard_.velocity)) > s_.gate_rate))
                    continue;
                pairs_.push_back({i, j, 2 * s_.gate * s_.gate - d2, 0});
            }
        }
        pairing_.run(pairs_, live_.size(), heard_.all.size(), cluster_limit, [&](const candidate& c) {
            heard_.track[c.plot] = c.track;
            taken_[c.track] = 1;
        });
    }

    // An LR echo outside every gate still continues a track that carries an identity, when angles and range agree.
    void hand_over() {
        for (uint32_t j = 0; j < heard_.all.size(); ++j) {
            if (heard_.track[j] != none || !heard_.all[j].lr) continue;
            const echo& e = heard_.all[j];
            uint32_t best = none;
            double least = 0;
            for (uint32_t i = 0; i < live_.size(); ++i) {
                const body& b = live_[i];
                constexpr uint32_t named = QIKI_TRACK_HAS_ADDRESS | QIKI_TRACK_HAS_MODE3A | QIKI_TRACK_HAS_IDENTITY;
                if (taken_[i] || b.ended() || !(b.identity.is.valid & named)) continue;
                const vec3 at = b.at(e.p.t);
                const vec3 d{at[0] - e.p.antenna[0], at[1] - e.p.antenna[1], at[2] - e.p.antenna[2]};
                const double ground = qiki_sqrt(d[0] * d[0] + d[1] * d[1]);
                const double range = qiki_sqrt(ground * ground + d[2] * d[2]);
                if (!alike(s_, qiki_atan2(d[0], d[1]), qiki_atan2(d[2], ground), range, e)) continue;
                const double off = std::fabs(range - e.range);
                if (best == none || off < least) best = i, least = off;
            }
            if (best != none) heard_.track[j] = best, taken_[best] = 1;
        }
    }

    static constexpr size_t cluster_limit = 500;
    tangent_plane plane_;
    double origin_height_;
    unused_bearings bearings_;
    alphabeta_settings s_;
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    retold before_;
    std::vector<body> live_; // by id
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    echoes heard_;
    std::vector<uint8_t> taken_; // by an echo
    std::vector<candidate> pairs_;
    pairing pairing_;
    bool news_ = false, left_out_ = false; // of the tick: it brought a look, and one that came too late
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::alphabeta, "qiki.tracker.alphabeta", QIKI_KIND_TRACKER, "0.1.0",
            "Alpha-beta filter with fixed gate: the baseline");
