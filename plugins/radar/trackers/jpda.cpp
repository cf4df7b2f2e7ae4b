// SPDX-License-Identifier: MIT
// trackers/jpda.cpp - qiki.tracker.jpda: joint probabilistic data association with existence, for any number of radars.
//
// A track takes all plots of its gate, each as far as it is likely its own (Fortmann, Bar-Shalom, Scheffe 1983; with
// existence Musicki, Evans 2004). Tracks of one plot take whole plots that no older track claims, as in
// qiki.tracker.gnn, and so do frames, late ones, silence, names and initiation.
#include "../tracking/arrivals.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/mixture.hpp"
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "associate.hpp"
#include "joint.hpp"
#include "jpda_settings.hpp"
#include "renewal.hpp"
#include "verdict.hpp"

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
        : plane_(i.origin), origin_height_(i.origin[2]),
          exact_(h, "clusters.exact", "", "clusters whose joint probabilities are exact"),
          belief_(h, "clusters.belief", "", "clusters too wide for that: by belief propagation"),
          cut_(h, "clusters.cut", "", "pairs left out to keep clusters below cluster_limit") {}
    void configure(const qiki::config& c) { all_ = jpda_settings::of(c), s_ = all_.common; }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors), arrivals_.reserve(r);
        live_.reserve(r.tracks), order_.reserve(r.plots), plots_.reserve(r.plots);
        match_.reserve(r, s_.cluster_limit);
        joint_.reserve(r.tracks, r.plots, r.pairs, s_.cluster_limit, all_.net_nodes);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) { io(last_id_), io(t_), io(sensors_.all), io(arrivals_.unseen), io(live_); }
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
        }
        const auto record = [this](const track& x) { return record_of(x, t_, s_.motion, s_.plane); };
        if (outbox_.send(t, live_, record) == QIKI_MORE) return QIKI_MORE;
        std::erase_if(live_, [](const track& x) { return x.ended(); });
        return QIKI_OK;
    }

private:
    // A frame in hand.
    struct look {
        const qiki_frame& f;
        const viewpoint& v;
        size_t k; // sensor
        qiki_ns period;
        double pd;
        bool whole, stated;
        coverage area;
    };

    void take(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const size_t k = sensors_.index(f.source, f.sensor);
        sensor& radar = sensors_.all[k];
        const sensor::arrival came = radar.arrive(f);
        if (came == sensor::arrival::again) return;
        news_ = true;
        t_ = std::max(t_, f.t_to);
        if (came == sensor::arrival::on_time) radar.look(f);
        const plot_maker maker(s_.assume, plane_, origin_height_, f);
        plots_.clear();
        for (const uint32_t i : order_.sorted(seen)) {
            plots_.emplace_back();
            if (!maker.make(seen[i], plots_.back())) plots_.pop_back();
        }
        const double says = f.valid & QIKI_FRAME_HAS_PD && f.pd > 0 ? f.pd : s_.pd;
        const look l{f,
                     maker.view(),
                     k,
                     radar.period,
                     std::clamp(says * s_.gate_probability, 0.001, 0.9999),
                     came == sensor::arrival::on_time && (f.flags & QIKI_FRAME_COMPLETE) && seen.size() == f.count &&
                         f.label == QIKI_LABEL_OK,
                     arrivals::stated(f),
                     coverage::of(f, s_.plane)};
        const associator::scene scene{s_, l.v, live_, plots_, k, l.period, l.pd, true, l.stated};
        match_.gather(scene);
        joint_.run(match_.pairs(), live_.size(), plots_.size(), {l.pd, s_.cluster_limit, all_.net_nodes, all_.coalesce},
                   [this](uint32_t i) { return live_[i].existence(); });
        exact_.add(static_cast<int64_t>(joint_.exact)), belief_.add(static_cast<int64_t>(joint_.approximate));
        cut_.add(static_cast<int64_t>(joint_.cut));
        for (uint32_t i = 0; i < live_.size(); ++i) choose(i);
        match_.finish(scene);
        for (uint32_t i = 0; i < live_.size(); ++i) {
            if (!joint_.of(i).empty() && !match_.opened[i]) blend(i, l);
            else if (match_.plot_of[i] != associator::nobody) renew(i, plots_[match_.plot_of[i]], l);
        }
        absorb(l);
        if (l.whole) silence(l);
        if (l.whole && l.stated && !(s_.share > 0))
            arrivals_.look(
                f, k, s_.assume, plots_, [this](uint32_t j) { return match_.track_of[j] == associator::nobody; }, live_,
                l.pd, s_.life.survival_time);
        else arrivals_.skip(k, plots_.size());
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) start(j, l);
    }

    // The likeliest plot of track i counts as its plot where one is likelier than none; a plot that is likelier of some
    // track than of none starts no other.
    void choose(uint32_t i) {
        const joint_frame::share* best = nullptr;
        for (const joint_frame::share& x : joint_.of(i)) {
            if (joint_.claimed[x.plot] >= 0.5) match_.track_of[x.plot] = i;
            if (!best || x.probability > best->probability) best = &x;
        }
        if (best && joint_.miss(i) < 0.5) match_.plot_of[i] = best->plot;
    }

    // Track i takes each plot of its gate by its probability; what is left is the state without a plot.
    void blend(uint32_t i, const look& l) {
        track& x = live_[i];
        const auto mine = joint_.of(i);
        const double r = x.existence(), none = joint_.miss(i);
        const bool looked = l.whole && holds(x, l);
        const double silent = none * (looked ? r * (1 - l.pd) / (1 - r * l.pd) : r);
        double alive = silent;
        qiki_ns end = x.t, newest = INT64_MIN;
        for (const joint_frame::share& m : mine) {
            alive += m.probability;
            if (m.weight > least_share)
                end = std::max(end, plots_[m.plot].t), newest = std::max(newest, plots_[m.plot].t);
        }
        const bool hit = match_.plot_of[i] != associator::nobody;
        mixture_.clear();
        const auto at_end = [&](gaussian g, qiki_ns t) {
            return seen_at(g, static_cast<double>(end - t) * 1e-9, s_.motion);
        };
        if (silent > least_share * alive) mixture_.add(silent, at_end(x.state, x.t));
        for (const joint_frame::share& m : mine) {
            const plot& p = plots_[m.plot];
            if (m.probability > least_share) tell(x, p, m, l);
            if (!(m.weight > least_share)) continue;
            const double dt = static_cast<double>(p.t - x.t) * 1e-9;
            gaussian g = seen_at(x.state, dt, s_.motion);
            take_plot(g, dt, p, l.v, s_, innovation_);
            mixture_.add(m.weight, at_end(g, std::max(p.t, x.t)));
        }
        if (newest != INT64_MIN) x.state = mixture_.mean(), x.t = end;
        if (slowed_down(x.state, s_) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        const double change = odds(alive) - x.log_odds;
        if (hit) {
            const plot& p = plots_[match_.plot_of[i]];
            x.t_update = std::max(x.t_update, p.t);
            x.moving = 1;
            s_.life.hit(x, l.k, p.t, l.period, change, l.stated);
            s_.life.age(x, p.t);
            x.identity.hear(p.who);
        } else if (looked) {
            s_.life.miss_by(x, l.k, l.f.t_to, l.period, change, l.stated);
            s_.life.age(x, l.f.t_to);
        } else {
            x.log_odds += change;
        }
    }
    static double odds(double p) { return qiki_log(p / std::max(1 - p, 1e-12)); }
    void tell(const track& x, const plot& p, const joint_frame::share& m, const look& l) {
        outbox_.link({x.id, p.id, p.t, m.probability, l.f.source, 0, QIKI_ITEM_CONTACT,
                      static_cast<uint8_t>(m.belief ? QIKI_LABEL_FALLBACK : QIKI_LABEL_OK)});
    }

    // A track of one plot takes its second, all of it.
    void renew(uint32_t i, const plot& p, const look& l) {
        track& x = live_[i];
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (match_.opened[i]) x.state = s_.birth.reopened(x.state, s_.plane), x.log_odds = x.log_odds_first;
        gaussian g = seen_at(x.state, dt, s_.motion);
        take_plot(g, dt, p, l.v, s_, innovation_);
        if (dt >= 0) x.t = p.t;
        if (slowed_down(g, s_) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        x.state = g;
        x.t_update = std::max(x.t_update, p.t);
        x.moving = 1;
        s_.life.age(x, p.t);
        s_.life.hit(x, l.k, p.t, l.period, match_.log_ratio[i], l.stated);
        x.identity.hear(p.who);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD);
    }

    // One radar may report a target twice in a turn: a plot close to where a confirmed track just was updated is that.
    void absorb(const look& l) {
        for (const associator::neighbour& n : match_.close) {
            if (match_.track_of[n.plot] != associator::nobody) continue;
            const track& x = live_[n.track];
            const plot& p = plots_[n.plot];
            const glance* g = x.find(l.k);
            const bool now = match_.plot_of[n.track] != associator::nobody;
            if (!x.confirmed() || !g || g->t_hit == INT64_MIN || x.identity.contradicts(p.who)) continue;
            if (!now && std::max(p.t - g->t_hit, g->t_hit - p.t) >= l.period / 2) continue;
            const double dt = static_cast<double>(p.t - x.t) * 1e-9;
            compare_at(seen_at(x.state, dt, s_.motion), dt, s_.motion, p, l.v, innovation_);
            if (innovation_.good && innovation_.d2 <= 2 * s_.gate.limit[p.m]) match_.track_of[n.plot] = n.track;
        }
    }

    bool holds(const track& x, const look& l) const {
        const double dt = static_cast<double>(l.f.t_to - x.t) * 1e-9;
        std::array<double, 6> at = x.state.x;
        for (size_t n = 0; n < 3; ++n) at[n] += dt * at[3 + n];
        return l.area.holds(at);
    }
    // Tracks without any plot in their gate.
    void silence(const look& l) {
        for (uint32_t i = 0; i < joint_.tracks(); ++i) {
            track& x = live_[i];
            if (x.ended() || match_.plot_of[i] != associator::nobody || !joint_.of(i).empty() || !holds(x, l)) continue;
            s_.life.age(x, l.f.t_to);
            s_.life.miss(x, l.k, l.f.t_to, l.period, l.pd, l.stated);
        }
    }

    void start(uint32_t j, const look& l) {
        const plot& p = plots_[j];
        if (t_ - p.t > static_cast<qiki_ns>(s_.max_late * 1e9)) return;
        track& x = live_.emplace_back(s_.birth.start(++last_id_, p, l.v));
        if (double log_odds = 0; arrivals_.log_odds(j, p, log_odds))
            x.log_odds = x.log_odds_first = log_odds + qiki_log(1 - std::min(joint_.claimed[j], 0.999));
        s_.life.hit(x, l.k, p.t, 0, 0, l.stated);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
    }

    static constexpr double least_share = 1e-4;
    tangent_plane plane_;
    double origin_height_;
    qiki::counter exact_, belief_, cut_;
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
    mixture mixture_;
    innovation innovation_;
    bool news_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::jpda, "qiki.tracker.jpda", QIKI_KIND_TRACKER, "0.1.0",
            "Joint probabilistic data association with existence, exact by cluster, for plots of any number of radars");
