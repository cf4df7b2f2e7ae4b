// SPDX-License-Identifier: MIT
// trackers/gnn.cpp - qiki.tracker.gnn: global nearest neighbour with an extended Kalman filter, for any number of
// radars.
//
// A frame counts when it arrives. A late one (t_to before an earlier frame's of the same sensor, or before the state of
// a track) still updates tracks that are at most max_late ahead of its plots, by retrodiction; it never counts as a
// miss. A frame that repeats a number of its sensor is ignored. Frames without platform are measured from ENU (0, 0,
// 0). Strobes (bearing only) and contacts without range or bearing are not used.
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/renewal.hpp"
#include "../tracking/verdict.hpp"
#include "look.hpp"

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
        if (came == sensor::arrival::on_time) radar.look(f);
        const plot_maker maker(s_.assume, plane_, origin_height_, f);
        order_.plots(maker, seen, plots_);
        const look l(f, maker.view(), k, radar, tells_all(f, seen.size(), came), s_);
        match_.run({s_, l.v, live_, plots_, k, l.period, l.pd, false, l.stated});
        for (uint32_t i = 0; i < live_.size(); ++i)
            if (taken(i)) renew(i, plots_[match_.plot_of[i]], l);
        const auto at = [this](uint32_t i) -> track& { return live_[i]; };
        absorb(match_, plots_, l, s_, at);
        if (l.whole) silence(live_.size(), l, s_, at, [this](uint32_t i) { return taken(i); });
        expect_new(arrivals_, match_, plots_, live_, l, s_);
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) start(j, l);
    }
    bool taken(uint32_t i) const { return match_.plot_of[i] != associator::nobody; }

    void renew(uint32_t i, const plot& p, const look& l) {
        track& x = live_[i];
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (match_.opened[i]) x.state = s_.birth.reopened(x.state, s_.plane), x.log_odds = x.log_odds_first;
        gaussian g = seen_at(x.state, dt, s_.motion);
        take_plot(g, dt, p, l.v, s_, innovation_);
        if (dt >= 0) x.t = p.t;
        if (slowed_down(g, s_.most) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        x.state = g;
        heard(x, p, l, s_.life, match_.log_ratio[i]);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD);
    }

    void start(uint32_t j, const look& l) {
        const plot& p = plots_[j];
        if (t_ - p.t > static_cast<qiki_ns>(s_.max_late * 1e9)) return;
        track& x = live_.emplace_back(s_.birth.start(++last_id_, p, l.v));
        begun(x, j, p, l, arrivals_, s_.life);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
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
    bool news_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::gnn, "qiki.tracker.gnn", QIKI_KIND_TRACKER, "0.1.0",
            "Global nearest neighbour with an extended Kalman filter, for plots of any number of radars");
