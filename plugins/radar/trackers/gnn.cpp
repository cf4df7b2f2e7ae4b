// SPDX-License-Identifier: MIT
// trackers/gnn.cpp - qiki.tracker.gnn: global nearest neighbour with an extended Kalman filter, for any number of
// radars.
//
// A frame counts when it arrives. A late one (t_to before an earlier frame's of the same sensor, or before the state of
// a track) still updates tracks that are at most max_late ahead of its plots, by retrodiction; it never counts as a
// miss. A frame that repeats a number of its sensor is ignored. Frames without platform are measured from ENU (0, 0,
// 0). Strobes (bearing only) and contacts without range or bearing are not used.
#include "../tracking/crowd.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/publish.hpp"
#include "associate.hpp"
#include "qiki/ext/selftest.h"
#include <cstdio>

namespace tracking {
namespace {

class gnn {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = gnn_settings::params;

    gnn(const qiki_host&, const qiki_instance_info& i) : plane_(i.origin), origin_height_(i.origin[2]) {}
    void configure(const qiki::config& c) { s_ = gnn_settings::of(c); }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors), unseen_.reserve(r.sensors);
        live_.reserve(r.tracks);
        order_.reserve(r.plots), plots_.reserve(r.plots);
        alone_.reserve(r.plots), born_.reserve(r.plots), crowd_.reserve(r.plots);
        match_.reserve(r, s_.cluster_limit);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) { io(last_id_), io(t_), io(sensors_.all), io(unseen_), io(live_); }
    // The gate of two components against the closed form -2 ln(1 - p), and the assignment on a case worked by hand.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        qiki::score::assignment_workspace w;
        std::array<int32_t, 2> chosen{};
        const std::array<double, 4> cost{1, 2, 1.5, 100};
        const double least = qiki::score::assign(2, 2, cost, {}, chosen, w);
        const std::array<qiki_selftest_row, 2> found{
            verdict(t, "gate", s_.gate.limit[2], -2 * qiki_log(1 - s_.gate_probability)),
            verdict(t, "assignment", least, 3.5)};
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<gnn>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { take(f, seen); });
            if (!news_) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            for (track& x : live_) s_.life.outlive(x, t_);
        }
        const auto record = [this](const track& x) { return record_of(x, t_, s_.motion, s_.plane); };
        if (outbox_.send(t, live_, record) == QIKI_MORE) return QIKI_MORE;
        std::erase_if(live_, [](const track& x) { return x.ended(); });
        return QIKI_OK;
    }

private:
    static qiki_selftest_row verdict(qiki_ns t, const char* device, double value, double wanted) {
        qiki_selftest_row r{};
        r.t = t;
        std::snprintf(r.device, sizeof r.device, "%s", device);
        std::snprintf(r.found, sizeof r.found, "%.9g", value);
        r.value = value, r.min = wanted * (1 - 1e-6), r.max = wanted * (1 + 1e-6);
        r.result = value >= r.min && value <= r.max ? QIKI_TEST_PASS : QIKI_TEST_FAIL;
        r.label = QIKI_LABEL_OK;
        return r;
    }

    // Time and measured values decide the order, so that the order inside a frame cannot; what repeats them is left
    // out.
    void sorted(std::span<const qiki_contact> seen) {
        order_.clear();
        for (uint32_t i = 0; i < seen.size(); ++i)
            if (finite(seen[i].z, 4)) order_.push_back({seen[i].t, seen[i].z[1], seen[i].z[0], i});
        const auto key = [&](const entry& a) {
            const qiki_contact& c = seen[a.index];
            return std::tuple(a.t, a.z1, a.z0, c.z[2], c.z[3], c.kind, c.valid, c.address24, c.mode3a, c.height_m);
        };
        std::sort(order_.begin(), order_.end(), [&](const entry& a, const entry& b) {
            if (a.t != b.t) return a.t < b.t;
            if (a.z1 != b.z1) return a.z1 < b.z1;
            return key(a) < key(b);
        });
        order_.erase(std::unique(order_.begin(), order_.end(),
                                 [&](const entry& a, const entry& b) { return a.t == b.t && key(a) == key(b); }),
                     order_.end());
    }

    void take(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const size_t k = sensors_.index(f.source, f.sensor);
        sensor& radar = sensors_.all[k];
        unseen_.resize(sensors_.all.size());
        const sensor::arrival came = radar.arrive(f);
        if (came == sensor::arrival::again) return;
        news_ = true;
        t_ = std::max(t_, f.t_to);
        const bool whole = came == sensor::arrival::on_time && (f.flags & QIKI_FRAME_COMPLETE) &&
                           seen.size() == f.count && f.label == QIKI_LABEL_OK;
        if (came == sensor::arrival::on_time) radar.look(f);

        const plot_maker maker(s_.assume, plane_, origin_height_, f);
        sorted(seen);
        plots_.clear();
        for (const entry& e : order_) {
            plots_.emplace_back();
            if (!maker.make(seen[e.index], plots_.back())) plots_.pop_back();
        }
        const bool says_pd = f.valid & QIKI_FRAME_HAS_PD && f.pd > 0;
        const double pd = std::clamp((says_pd ? f.pd : s_.pd) * s_.gate_probability, 0.001, 0.9999);
        stated_ = says_pd && states_clutter(f);
        match_.run({s_, maker.view(), live_, plots_, k, radar.period, pd, stated_});
        for (uint32_t i = 0; i < live_.size(); ++i)
            if (match_.plot_of[i] != associator::nobody) renew(i, plots_[match_.plot_of[i]], maker.view(), f, k);
        absorb(maker.view(), k, radar.period);
        if (whole) silence(f, k, radar.period, pd);
        newcomers(f, k, pd, whole);
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) start(j, maker.view(), f, k);
    }

    // born_[j]: detections of targets without track that are expected around plot j, per m^2 of ground; 0: not known.
    void newcomers(const qiki_frame& f, size_t k, double pd, bool whole) {
        born_.assign(plots_.size(), 0);
        if (s_.share > 0 || !whole || !stated_) return;
        undetected& unseen = unseen_[k];
        for (const plot& p : plots_) unseen.stretch(p);
        const glimpse g = unseen.look(f, s_.assume);
        if (!(g.area > 0)) return;
        alone_.clear();
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) alone_.push_back(j);
        undetected::census c{alone_.size(), pd, 0, 0, s_.life.survival_time};
        for (const track& x : live_)
            if (x.confirmed()) ++c.alive, c.fresh += x.t_birth > unseen.begun() && unseen.begun() != INT64_MIN;
        const double everywhere = pd * unseen.expect(g, f.t_to, c);
        for (const uint32_t j : alone_) born_[j] = everywhere;
        if (unseen.first())
            crowd_.each(plots_, alone_, g.area, everywhere, [&](uint32_t n, double density) { born_[n] = density; });
    }

    void renew(uint32_t i, const plot& p, const viewpoint& v, const qiki_frame& f, size_t k) {
        track& x = live_[i];
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (match_.opened[i]) x.state = s_.birth.reopened(x.state, s_.plane), x.log_odds = x.log_odds_first;
        gaussian g = seen_at(x.state, dt, s_.motion);
        compare_at(g, dt, s_.motion, p, v, innovation_);
        // Taken for its identity although far from where it should be: a manoeuvre or a bad plot, and nobody can say
        // which, so both are less sure than they claim.
        if (const double most = s_.gate.limit[p.m]; innovation_.d2 > most) {
            const double excess = innovation_.d2 / most;
            plot vague = p;
            for (double& c : g.p) c *= excess;
            for (double& c : vague.r) c *= excess;
            compare_at(g, dt, s_.motion, vague, v, innovation_);
            update(g, vague, v, innovation_, dt < 0);
        } else {
            update(g, p, v, innovation_, dt < 0);
        }
        if (dt < 0) white_acceleration{{0, 0, 0}}.predict(g, -dt); // no noise: it went into the plot
        else x.t = p.t;
        bound(g);
        if (too_fast(g)) { // no target, or what remains of one after plots of others
            if (!x.confirmed()) x.status = QIKI_TRACK_ENDED;
            slow_down(g);
        }
        x.state = g;
        x.t_update = std::max(x.t_update, p.t);
        x.moving = 1; // its second plot at least
        s_.life.age(x, p.t);
        s_.life.hit(x, k, p.t, sensors_.all[k].period, match_.log_ratio[i], stated_);
        x.identity.hear(p.who);
        outbox_.link(x.id, p, f, QIKI_ASSOC_HARD);
    }

    // What is known without any plot. A height that nobody measures would grow without end: it stays as uncertain as
    // before.
    void bound(gaussian& g) const {
        const auto shrink = [&](size_t i, double most) {
            if (!(g.at(i, i) > most * most)) return;
            const double s = most / qiki_sqrt(g.at(i, i));
            for (size_t j = 0; j < 6; ++j) g.at(i, j) *= s, g.at(j, i) *= s;
        };
        shrink(2, s_.height_sigma);
        shrink(5, s_.birth.max_climb);
    }

    // Beyond max_speed by more than it may err.
    bool too_fast(const gaussian& g) const {
        const double err = 3 * qiki_sqrt(g.at(3, 3) + g.at(4, 4));
        return qiki_hypot(g.x[3], g.x[4]) > s_.birth.max_speed + err;
    }
    // The estimate projected on what can be: Simon, Chia 2002, IEEE TAES 38(1), W = I.
    void slow_down(gaussian& g) const {
        const double share = s_.birth.max_speed / qiki_hypot(g.x[3], g.x[4]);
        g.x[3] *= share, g.x[4] *= share;
    }

    // One radar may report a target twice in a turn: a plot close to where a confirmed track just was updated is that.
    void absorb(const viewpoint& v, size_t k, qiki_ns period) {
        for (const associator::neighbour& n : match_.close) {
            if (match_.track_of[n.plot] != associator::nobody) continue;
            const track& x = live_[n.track];
            const plot& p = plots_[n.plot];
            const glance* g = x.find(k);
            const bool now = match_.plot_of[n.track] != associator::nobody;
            if (!x.confirmed() || !g || g->t_hit == INT64_MIN || x.identity.contradicts(p.who)) continue;
            if (!now && std::max(p.t - g->t_hit, g->t_hit - p.t) >= period / 2) continue;
            const double dt = static_cast<double>(p.t - x.t) * 1e-9;
            compare_at(seen_at(x.state, dt, s_.motion), dt, s_.motion, p, v, innovation_);
            if (innovation_.good && innovation_.d2 <= 2 * s_.gate.limit[p.m]) match_.track_of[n.plot] = n.track;
        }
    }

    void silence(const qiki_frame& f, size_t k, qiki_ns period, double pd) {
        const coverage looked = coverage::of(f, s_.plane);
        for (uint32_t i = 0; i < live_.size(); ++i) {
            track& x = live_[i];
            if (x.ended() || match_.plot_of[i] != associator::nobody) continue;
            const double dt = static_cast<double>(f.t_to - x.t) * 1e-9;
            std::array<double, 6> at = x.state.x;
            for (size_t n = 0; n < 3; ++n) at[n] += dt * at[3 + n];
            if (!looked.holds(at)) continue;
            s_.life.age(x, f.t_to);
            s_.life.miss(x, k, f.t_to, period, pd, stated_);
        }
    }

    void start(uint32_t j, const viewpoint& v, const qiki_frame& f, size_t k) {
        const plot& p = plots_[j];
        if (t_ - p.t > static_cast<qiki_ns>(s_.max_late * 1e9)) return;
        track& x = live_.emplace_back(s_.birth.start(++last_id_, p, v));
        if (born_[j] > 0) x.log_odds = x.log_odds_first = qiki_log(born_[j]) - p.log_ground;
        s_.life.hit(x, k, p.t, 0, 0, stated_);
        outbox_.link(x.id, p, f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
    }

    struct entry {
        qiki_ns t;
        double z1, z0;
        uint32_t index;
    };
    tangent_plane plane_;
    double origin_height_;
    gnn_settings s_;
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    std::vector<undetected> unseen_; // by sensor
    std::vector<track> live_;        // by id
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    std::vector<entry> order_;
    std::vector<plot> plots_;
    std::vector<uint32_t> alone_; // plots without track
    std::vector<double> born_;
    crowd crowd_;
    associator match_;
    innovation innovation_;
    bool news_ = false, stated_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::gnn, "qiki.tracker.gnn", QIKI_KIND_TRACKER, "0.1.0",
            "Global nearest neighbour with an extended Kalman filter, for plots of any number of radars");
