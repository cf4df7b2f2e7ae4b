// SPDX-License-Identifier: MIT
// trackers/jpda.cpp - qiki.tracker.jpda: joint probabilistic data association with existence, for any number of radars.
//
// A track takes all plots of its gate, each as far as it is likely its own (Fortmann, Bar-Shalom, Scheffe 1983; with
// existence Musicki, Evans 2004). Tracks of one plot take whole plots that no older track claims, as in
// qiki.tracker.gnn, and so do frames, late ones, silence, names and initiation.
#include "../tracking/moments.hpp"
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/renewal.hpp"
#include "../tracking/verdict.hpp"
#include "jpda_settings.hpp"
#include "shares.hpp"
#include "sightlines.hpp"

namespace tracking {
namespace {

class jpda {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = jpda_settings::params;

    jpda(const qiki_host& h, const qiki_instance_info& i)
        : plane_(i.origin), origin_height_(i.origin[2]), clusters_(h), bearings_(h), lessons_(h) {}
    void configure(const qiki::config& c) { all_ = jpda_settings::of(c), s_ = all_.common, learns_ = lessons::of(c); }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors), arrivals_.reserve(r);
        live_.reserve(r.tracks), order_.reserve(r.plots), plots_.reserve(r.plots);
        match_.reserve(r, s_.cluster_limit), lines_.reserve(r, s_.cluster_limit);
        told_of_.reserve(r.tracks), claimed_.reserve(r.plots);
        joint_.reserve(r.tracks, r.plots, r.pairs, s_.cluster_limit, all_.net_nodes);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) {
        io(last_id_), io(t_), io(sensors_.all), order_.state(io), io(arrivals_.unseen), io(live_), learns_.state(io);
    }
    // The gate of two components against the closed form, and a joint probability worked out in rationals.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        joint_association joint;
        std::array<double, 2> miss{};
        std::array<double, 4> hit{};
        const double tenth = qiki_log(0.1);
        joint.run(std::array{tenth, tenth},
                  std::array<joint_pair, 4>{
                      {{0, 0, qiki_log(8)}, {0, 1, qiki_log(2)}, {1, 0, qiki_log(3)}, {1, 1, qiki_log(5)}}},
                  2, miss, hit);
        const std::array<qiki_selftest_row, 2> found{
            verdict(t, "gate", s_.gate.limit[2], -2 * qiki_log(1 - s_.gate_probability)),
            verdict(t, "joint", hit[0], 40.8 / 47.81)};
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<jpda>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { take(f, seen); });
            if (!news_) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            for (track& x : live_) s_.life.outlive(x, t_);
            lessons_.set(learns_, learns_.by_sensor, s_.pd);
        }
        const auto record = [this](const track& x) { return record_of(x, t_, s_.motion, s_.plane); };
        if (outbox_.send(t, live_, record) == QIKI_MORE) return QIKI_MORE;
        std::erase_if(live_, [](const track& x) { return x.ended(); });
        return QIKI_OK;
    }

private:
    void take(const qiki_frame& said, std::span<const qiki_contact> seen) {
        const size_t k = sensors_.index(said.source, said.sensor);
        sensor& radar = sensors_.all[k];
        const sensor::arrival came = radar.arrive(said);
        if (came == sensor::arrival::again) return;
        const qiki_frame f = learns_.told(said, k);
        news_ = true;
        t_ = std::max(t_, f.t_to);
        if (came == sensor::arrival::on_time) radar.look(f);
        const plot_maker maker(s_.assume, plane_, origin_height_, f);
        order_.plots(maker, seen, k, plots_);
        learns_.weigh(plots_, said, k);
        lines_.hear(maker, seen);
        look wide(f, maker.view(), k, radar, tells_all(f, seen.size(), came), s_);
        const bool alone = of_bearings(f, seen);
        if (!alone) wide.learnt = learns_.seen(said, k);
        const look narrow = at_bearings(wide, alone);
        const look& l = alone ? narrow : wide;
        const associator::scene scene{s_, l.v, live_, plots_, k, l.period, l.pd, true, l.stated};
        match_.gather(scene);
        solve(match_.pairs(), plots_.size(), l);
        for (uint32_t i = 0; i < live_.size(); ++i) choose(match_, joint_, i);
        match_.finish(scene);
        const auto at = [this](uint32_t i) -> track& { return live_[i]; };
        l.learn(live_.size(), at, [this](uint32_t i) { return taken(i); });
        told_of_.assign(live_.size(), 0);
        for (uint32_t i = 0; i < live_.size(); ++i) {
            const bool shares = !joint_.of(i).empty();
            told_of_[i] = shares || taken(i);
            if (shares && !match_.opened[i]) blend(i, plots_, taken(i) ? &plots_[match_.plot_of[i]] : nullptr, l);
            else if (taken(i)) renew(i, plots_[match_.plot_of[i]], l);
        }
        claimed_.assign(joint_.claimed.begin(), joint_.claimed.end());
        if (lines_.any()) look_along(narrow);
        bearings_.add(lines_);
        absorb(match_, plots_, l, s_, at);
        // Those with a plot in their gate have had their share of silence.
        if (l.whole) silence(live_.size(), l, s_, at, [this](uint32_t i) { return told_of_[i] != 0; });
        expect_new(arrivals_, match_, plots_, live_, l, s_);
        if (!alone && l.whole)
            learns_.learn(said, k, l.period, s_.assume, plots_, arrivals_.unseen,
                          [&](uint32_t j) { return is_foreign(match_, j, at); });
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) start(j, l);
    }

    bool taken(uint32_t i) const { return match_.plot_of[i] != associator::nobody; }

    // Track i takes each plot of its gate by its probability; what is left is the state without a plot. own: what
    // counts as its plot.
    void blend(uint32_t i, std::span<const plot> plots, const plot* own, const look& l) {
        track& x = live_[i];
        const outcome o = outcome_of(x, i, joint_, plots, l, s_.life);
        blend_.clear();
        const auto at_end = [&](gaussian g, qiki_ns t) {
            return seen_at(g, static_cast<double>(o.end - t) * 1e-9, s_.motion);
        };
        if (o.silent > least_share * o.alive) blend_.add(o.silent, at_end(x.state, x.t));
        for (const joint_frame::share& m : joint_.of(i)) {
            const plot& p = plots[m.plot];
            if (m.probability > least_share) outbox_.link(told(x, p, m, l));
            if (!(m.weight > least_share)) continue;
            const double dt = static_cast<double>(p.t - x.t) * 1e-9;
            gaussian g = seen_at(x.state, dt, s_.motion);
            take_plot(g, dt, p, l.v, s_, innovation_, s_.wild);
            blend_.add(m.weight, at_end(g, std::max(p.t, x.t)));
        }
        if (o.moved) x.state = blend_.mean(), x.t = o.end;
        if (slowed_down(x.state, s_.most) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        live_on(x, o, own, l, s_.life);
    }

    // The bearings of a frame, each as far as it is a track's.
    void look_along(const look& l) {
        lines_.gather({s_, l.v, live_, lines_.plots, l.k, l.period, l.pd, true, l.stated});
        solve(lines_.pairs, lines_.plots.size(), l);
        for (uint32_t i = 0; i < live_.size(); ++i) {
            if (joint_.of(i).empty()) continue;
            const joint_frame::share* own = own_of(joint_, i);
            if (own) lines_.take(i, own->plot, 0);
            blend(i, lines_.plots, own ? &lines_.plots[own->plot] : nullptr, l);
            told_of_[i] = 1;
        }
    }

    void solve(std::vector<candidate>& pairs, size_t plots, const look& l) {
        joint_.run(pairs, live_.size(), plots, {s_.cluster_limit, all_.net_nodes, all_.coalesce},
                   [&](uint32_t i) -> joint_frame::known {
                       return {live_[i].existence(), s_.life.pd_of(live_[i], l.pd_at(live_[i]))};
                   });
        clusters_.add(joint_);
    }

    // A track of one plot takes its second, all of it.
    void renew(uint32_t i, const plot& p, const look& l) {
        track& x = live_[i];
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (match_.opened[i]) x.state = s_.birth.reopened(x.state, s_.plane), x.log_odds = x.log_odds_first;
        gaussian g = seen_at(x.state, dt, s_.motion);
        take_plot(g, dt, p, l.v, s_, innovation_, s_.wild);
        if (dt >= 0) x.t = p.t;
        if (slowed_down(g, s_.most) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        x.state = g;
        heard(x, p, l, s_.life, match_.log_ratio[i]);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD);
    }

    void start(uint32_t j, const look& l) {
        const plot& p = plots_[j];
        if (too_late(l.f, t_, s_.max_late)) return;
        track& x = live_.emplace_back(s_.birth.start(++last_id_, p, l.v));
        begun(x, j, p, l, arrivals_, s_.life, qiki_log(1 - std::min(claimed_[j], 0.999)));
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
    }

    tangent_plane plane_;
    double origin_height_;
    cluster_counters clusters_;
    bearing_counters bearings_;
    lesson_gauges lessons_;
    lessons learns_;
    jpda_settings all_;
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
    joint_frame joint_;
    sightlines lines_;
    std::vector<uint8_t> told_of_; // tracks with a plot in their gate
    std::vector<double> claimed_;  // by plot, not by bearing
    moments blend_;
    innovation innovation_;
    bool news_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::jpda, "qiki.tracker.jpda", QIKI_KIND_TRACKER, "0.1.0",
            "Joint probabilistic data association with existence, exact by cluster, for plots of any number of radars");
