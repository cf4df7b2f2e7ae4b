// SPDX-License-Identifier: MIT
// trackers/gnn.cpp - qiki.tracker.gnn: global nearest neighbour with an extended Kalman filter, for any number of
// radars.
//
// A frame counts when it arrives. A late one (t_to before an earlier frame's of the same sensor, or before the state of
// a track) still updates tracks that are at most max_late ahead of its plots, by retrodiction; it never counts as a
// miss. A frame that repeats a number of its sensor is ignored. Frames without platform are measured from ENU (0, 0,
// 0). Strobes (bearing only) and contacts without range or bearing are not used.
#include "../tracking/arrivals.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "associate.hpp"
#include "renewal.hpp"
#include "verdict.hpp"

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
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors);
        live_.reserve(r.tracks);
        order_.reserve(r.plots), plots_.reserve(r.plots);
        arrivals_.reserve(r);
        match_.reserve(r, s_.cluster_limit);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) { io(last_id_), io(t_), io(sensors_.all), io(arrivals_.unseen), io(live_); }
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
    void take(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const size_t k = sensors_.index(f.source, f.sensor);
        sensor& radar = sensors_.all[k];
        const sensor::arrival came = radar.arrive(f);
        if (came == sensor::arrival::again) return;
        news_ = true;
        t_ = std::max(t_, f.t_to);
        const bool whole = came == sensor::arrival::on_time && (f.flags & QIKI_FRAME_COMPLETE) &&
                           seen.size() == f.count && f.label == QIKI_LABEL_OK;
        if (came == sensor::arrival::on_time) radar.look(f);

        const plot_maker maker(s_.assume, plane_, origin_height_, f);
        plots_.clear();
        for (const uint32_t i : order_.sorted(seen)) {
            plots_.emplace_back();
            if (!maker.make(seen[i], plots_.back())) plots_.pop_back();
        }
        const double says = f.valid & QIKI_FRAME_HAS_PD && f.pd > 0 ? f.pd : s_.pd;
        const double pd = std::clamp(says * s_.gate_probability, 0.001, 0.9999);
        stated_ = arrivals::stated(f);
        match_.run({s_, maker.view(), live_, plots_, k, radar.period, pd, false, stated_});
        for (uint32_t i = 0; i < live_.size(); ++i)
            if (match_.plot_of[i] != associator::nobody) renew(i, plots_[match_.plot_of[i]], maker.view(), f, k);
        absorb(maker.view(), k, radar.period);
        if (whole) silence(f, k, radar.period, pd);
        if (whole && stated_ && !(s_.share > 0))
            arrivals_.look(
                f, k, s_.assume, plots_, [this](uint32_t j) { return match_.track_of[j] == associator::nobody; }, live_,
                pd, s_.life.survival_time);
        else arrivals_.skip(k, plots_.size());
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) start(j, maker.view(), f, k);
    }

    void renew(uint32_t i, const plot& p, const viewpoint& v, const qiki_frame& f, size_t k) {
        track& x = live_[i];
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (match_.opened[i]) x.state = s_.birth.reopened(x.state, s_.plane), x.log_odds = x.log_odds_first;
        gaussian g = seen_at(x.state, dt, s_.motion);
        take_plot(g, dt, p, v, s_, innovation_);
        if (dt >= 0) x.t = p.t;
        if (slowed_down(g, s_) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        x.state = g;
        x.t_update = std::max(x.t_update, p.t);
        x.moving = 1; // its second plot at least
        s_.life.age(x, p.t);
        s_.life.hit(x, k, p.t, sensors_.all[k].period, match_.log_ratio[i], stated_);
        x.identity.hear(p.who);
        outbox_.link(x.id, p, f, QIKI_ASSOC_HARD);
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
        if (double odds = 0; arrivals_.log_odds(j, p, odds)) x.log_odds = x.log_odds_first = odds;
        s_.life.hit(x, k, p.t, 0, 0, stated_);
        outbox_.link(x.id, p, f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
    }

    tangent_plane plane_;
    double origin_height_;
    gnn_settings s_;
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    arrivals arrivals_;
    std::vector<track> live_; // by id
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    contact_order order_;
    std::vector<plot> plots_;
    associator match_;
    innovation innovation_;
    bool news_ = false, stated_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::gnn, "qiki.tracker.gnn", QIKI_KIND_TRACKER, "0.1.0",
            "Global nearest neighbour with an extended Kalman filter, for plots of any number of radars");
