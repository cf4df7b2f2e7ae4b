// SPDX-License-Identifier: MIT
// trackers/imm.cpp - qiki.tracker.imm: interacting multiple models, for targets that fly straight for long and then
// turn, with global nearest neighbour or joint probabilities.
//
// Frames, plots, life and identity are those of qiki.tracker.gnn, which see; a late plot too updates by retrodiction,
// in each mode. What differs is the state: three modes of motion a track (imm_settings.hpp), whose mixture, moved to
// the time of a frame, is what plots are compared with. association = "joint" lets a track take all plots of its gate,
// each as far as it is its own: of each of these cases the modes are those that the plot leaves, and their mixture,
// mode by mode, goes on (Chen, Tugnait 2001, Automatica 37(2)).
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/verdict.hpp"
#include "imm_motion.hpp"
#include "shares.hpp"
#include "sightlines.hpp"

namespace tracking {
namespace {

namespace wire_of_imm {
using modes = qiki::port<"modes", qiki_track_modes, QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL, 256>;
} // namespace wire_of_imm

// base.state is what the modes give together. No padding: it is saved as it stands.
struct manoeuvring {
    track base;
    motion_belief modes;
};
static_assert(sizeof(manoeuvring) == sizeof(track) + 8 * (3 + 42 + 56 + 42) &&
              std::is_trivially_copyable_v<manoeuvring>);

class imm final : fit_by_modes {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs, wire_of_imm::modes>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = imm_settings::params;

    imm(const qiki_host& h, const qiki_instance_info& i)
        : plane_(i.origin), origin_height_(i.origin[2]), clusters_(h), bearings_(h), lessons_(h) {}
    void configure(const qiki::config& c) {
        const imm_settings s = imm_settings::of(c);
        s_ = s.common, motion_ = imm_motion(s.modes);
        learns_ = lessons::of(c);
        shared_ = s.shared, net_nodes_ = s.net_nodes, coalesce_ = s.coalesce;
    }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors);
        live_.reserve(r.tracks), ahead_.reserve(r.tracks), seen_.reserve(r.tracks), views_.reserve(r.tracks);
        order_.reserve(r.plots), plots_.reserve(r.plots);
        arrivals_.reserve(r);
        match_.reserve(r, s_.cluster_limit), lines_.reserve(r, s_.cluster_limit), told_of_.reserve(r.tracks);
        claimed_.reserve(r.plots);
        if (shared_) joint_.reserve(r.tracks, r.plots, r.pairs, s_.cluster_limit, net_nodes_);
    }
    void demand(std::span<uint64_t> per_port) const {
        demand_for(s_.expected, per_port);
        per_port[2] = per_port[0];
    }
    void state(auto& io) {
        io(last_id_), io(t_), io(sensors_.all), order_.state(io), io(arrivals_.unseen), io(live_), learns_.state(io);
    }

    // The gate of two components against the closed form -2 ln(1 - p); jumps of the modes against their own halves.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const auto once = motion_.jump(8), half = motion_.jump(4);
        const std::array<qiki_selftest_row, 2> found{
            verdict(t, "gate", s_.gate.limit[2], -2 * qiki_log(1 - s_.gate_probability)),
            verdict(t, "jumps", (half * half)(0, 0), once(0, 0))};
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<imm>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            told_ = 0;
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { take(f, seen); });
            if (!news_) return t.keep<wire::tracks>(), t.keep<wire_of_imm::modes>(), QIKI_SKIPPED;
            for (manoeuvring& x : live_) s_.life.outlive(x.base, t_);
            lessons_.set(learns_, learns_.by_sensor, s_.pd);
        }
        const auto record = [this](const manoeuvring& x) {
            track now = x.base;
            if (now.hits < 2) return record_of(now, t_, s_.motion, s_.plane); // no modes to speak of yet
            motion_belief b = x.modes;
            motion_.advance(b, static_cast<double>(t_ - now.t) * 1e-9);
            if (t_ != now.t) now.state = filters::combined(b), now.t = t_;
            return record_of(now, t_, s_.motion, s_.plane);
        };
        if (outbox_.send(t, live_, record) == QIKI_MORE) return QIKI_MORE;
        if (t.wanted<wire_of_imm::modes>())
            for (; told_ < live_.size(); ++told_) {
                if (!t.room<wire_of_imm::modes>()) return QIKI_MORE;
                const manoeuvring& x = live_[told_];
                t.put<wire_of_imm::modes>(imm_motion::record_of(x.base.id, x.base.t, x.modes));
            }
        std::erase_if(live_, [](const manoeuvring& x) { return x.base.ended(); });
        return QIKI_OK;
    }

private:
    // Modes are compared by the squares of how far they are apart: beyond a billion kilometres rounding alone is far.
    static bool near_enough(const plot& p) {
        return std::fabs(p.at[0]) < 1e12 && std::fabs(p.at[1]) < 1e12 && std::fabs(p.at[2]) < 1e12;
    }

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
        order_.plots(maker, seen, k, plots_, [](const qiki_contact&, const plot& p) { return near_enough(p); });
        learns_.weigh(plots_, said, k);
        lines_.hear(maker, seen);
        look wide(f, maker.view(), k, radar, tells_all(f, seen.size(), came), s_);
        const bool alone = of_bearings(f, seen);
        if (!alone) wide.learnt = learns_.seen(said, k);
        const look narrow = at_bearings(wide, alone);
        const look& l = alone ? narrow : wide;
        look_ahead(plots_, false);
        told_of_.assign(live_.size(), 0), claimed_.assign(plots_.size(), 0);
        if (shared_) share(l);
        else match_.run({s_, l.v, seen_, plots_, k, l.period, l.pd, false, l.stated, this});
        if (!shared_) learn_where(l);
        for (uint32_t i = 0; i < live_.size(); ++i)
            if (taken(i) && !told_of_[i])
                renew(i, plots_[match_.plot_of[i]], l, match_.log_ratio[i], match_.opened[i]), told_of_[i] = 1;
        if (lines_.any()) look_along(narrow);
        bearings_.add(lines_);
        const auto at = [this](uint32_t i) -> track& { return live_[i].base; };
        absorb(match_, plots_, l, s_, at);
        if (l.whole) silence(live_.size(), l, s_, at, [this](uint32_t i) { return told_of_[i] != 0; });
        seen_.clear();
        for (const manoeuvring& x : live_) seen_.push_back(x.base);
        expect_new(arrivals_, match_, plots_, seen_, l, s_);
        if (!alone && l.whole)
            learns_.learn(said, k, l.period, s_.assume, plots_, arrivals_.unseen,
                          [&](uint32_t j) { return is_foreign(match_, j, at); });
        for (uint32_t j = 0; j < plots_.size(); ++j)
            if (match_.track_of[j] == associator::nobody) start(j, l);
    }
    bool taken(uint32_t i) const { return match_.plot_of[i] != associator::nobody; }

    void learn_where(const look& l) const {
        l.learn(
            live_.size(), [this](uint32_t i) -> const track& { return live_[i].base; },
            [this](uint32_t i) { return taken(i); });
    }
    // Each track takes the plots of its gate as far as they are its own; those of one plot find their second as ever.
    void share(const look& l) {
        const associator::scene scene{s_, l.v, seen_, plots_, l.k, l.period, l.pd, true, l.stated, this};
        match_.gather(scene);
        solve(match_.pairs(), plots_.size(), l);
        for (uint32_t i = 0; i < live_.size(); ++i) choose(match_, joint_, i);
        match_.finish(scene);
        claimed_.assign(joint_.claimed.begin(), joint_.claimed.end());
        learn_where(l);
        for (uint32_t i = 0; i < live_.size(); ++i)
            if (!joint_.of(i).empty() && !match_.opened[i])
                blend(i, plots_, taken(i) ? &plots_[match_.plot_of[i]] : nullptr, l);
    }
    void solve(std::vector<candidate>& pairs, size_t plots, const look& l) {
        joint_.run(pairs, live_.size(), plots, {s_.cluster_limit, net_nodes_, coalesce_},
                   [&](uint32_t i) -> joint_frame::known {
                       return {live_[i].base.existence(), s_.life.pd_of(live_[i].base, l.pd_at(live_[i].base))};
                   });
        clusters_.add(joint_);
    }

    // The bearings of a frame, likewise.
    void look_along(const look& l) {
        look_ahead(lines_.plots, true);
        const associator::scene scene{s_, l.v, seen_, lines_.plots, l.k, l.period, l.pd, shared_, l.stated, this};
        lines_.gather(scene);
        if (shared_) {
            solve(lines_.pairs, lines_.plots.size(), l);
            for (uint32_t i = 0; i < live_.size(); ++i) {
                if (joint_.of(i).empty()) continue;
                const joint_frame::share* own = own_of(joint_, i);
                if (own) lines_.take(i, own->plot, 0);
                blend(i, lines_.plots, own ? &lines_.plots[own->plot] : nullptr, l);
            }
            return;
        }
        lines_.assign(scene);
        for (uint32_t i = 0; i < live_.size(); ++i)
            if (lines_.taken(i))
                renew(i, lines_.plots[lines_.plot_of[i]], l, lines_.log_ratio[i], false), told_of_[i] = 1;
    }

    // seen_: the tracks as they will be in the middle of the plots' times, by their modes. A track of one plot has no
    // modes to speak of, and one that is too far away for any plot need not be moved, unless they lie everywhere.
    void look_ahead(std::span<const plot> plots, bool everywhere) {
        seen_.clear();
        ahead_.resize(live_.size()), views_.resize(live_.size());
        for (const manoeuvring& x : live_) seen_.push_back(x.base);
        if (plots.empty()) return;
        const qiki_ns middle = plots.front().t + (plots.back().t - plots.front().t) / 2;
        std::array<double, 4> box{HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
        double widest = 0;
        for (const plot& p : plots) {
            widest = std::max(widest, p.spread);
            for (size_t i = 0; i < 2; ++i)
                box[2 * i] = std::min(box[2 * i], p.at[i]), box[2 * i + 1] = std::max(box[2 * i + 1], p.at[i]);
        }
        const double half = static_cast<double>(plots.back().t - plots.front().t) * 0.5e-9;
        for (uint32_t i = 0; i < live_.size(); ++i) {
            track& x = seen_[i];
            const double dt = static_cast<double>(middle - x.t) * 1e-9;
            if (x.hits < 2 || x.ended()) continue;
            const double reach =
                2 * s_.birth.max_speed * (std::fabs(dt) + half) +
                6 * qiki_sqrt(x.state.horizontal() + widest + s_.motion.q[0] * std::fabs(dt * dt * dt));
            bool near = true;
            for (size_t a = 0; a < 2 && !everywhere; ++a)
                near &= x.state.x[a] >= box[2 * a] - reach && x.state.x[a] <= box[2 * a + 1] + reach;
            ahead_[i] = live_[i].modes;
            if (dt > 0 && near) motion_.advance(ahead_[i], dt), x.t = middle;
            views_[i] = mode_views::of(ahead_[i]);
            x.state = views_[i].cover();
        }
    }

    fit of(uint32_t i, const plot& p, const viewpoint& v, double dt) const override {
        const mode_views& m = views_[i];
        std::array<double, 3> log_density{-HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
        double d2 = HUGE_VAL, top = -HUGE_VAL, sum = 0;
        for (size_t k = 0; k < 3; ++k) {
            if (!m.counts(k)) continue;
            const gaussian g = dt != 0 ? seen_at(m.mode[k], dt, s_.motion) : m.mode[k];
            innovation o;
            compare_at(g, dt, s_.motion, p, v, o);
            if (!o.good) continue;
            d2 = std::min(d2, o.d2);
            top = std::max(top, log_density[k] = o.log_density() + m.log_weight[k]);
        }
        for (size_t k = 0; k < 3; ++k) sum += qiki_exp(log_density[k] - top);
        return {d2, top + qiki_log(sum)};
    }

    const track& unmoved(uint32_t i) const override { return live_[i].base; }

    void renew(uint32_t i, const plot& p, const look& l, double log_ratio, bool opened) {
        manoeuvring& m = live_[i];
        track& x = m.base;
        if (opened) m.modes = motion_.met(s_.birth.reopened(x.state, s_.plane)), x.log_odds = x.log_odds_first;
        give(m.modes, i, p, l.v, !opened);
        x.t = std::max(x.t, p.t);
        settle(m);
        heard(x, p, l, s_.life, log_ratio);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD);
    }

    // Track i takes each plot of its gate by its probability; what is left is the state without a plot. own: what
    // counts as its plot.
    void blend(uint32_t i, std::span<const plot> plots, const plot* own, const look& l) {
        manoeuvring& m = live_[i];
        track& x = m.base;
        const outcome o = outcome_of(x, i, joint_, plots, l, s_.life);
        pool_.clear();
        const auto add = [&](double weight, motion_belief& b, qiki_ns t) {
            motion_.advance(b, seconds(o.end - t));
            pool_.add(weight, b);
        };
        case_ = m.modes;
        if (o.silent > least_share * o.alive) add(o.silent, case_, x.t);
        for (const joint_frame::share& s : joint_.of(i)) {
            const plot& p = plots[s.plot];
            if (s.probability > least_share) outbox_.link(told(x, p, s, l));
            if (!(s.weight > least_share)) continue;
            case_ = m.modes;
            give(case_, i, p, l.v, true);
            add(s.weight, case_, std::max(p.t, x.t));
        }
        if (o.moved) m.modes = pool_.mean(), x.t = o.end;
        settle(m);
        live_on(x, o, own, l, s_.life);
        told_of_[i] = 1;
    }

    // b, the modes of track i, takes plot p; then it is of the later of both times. looked_ahead: from as far as
    // look_ahead() moved them, where that is the time of the plot.
    void give(motion_belief& b, uint32_t i, const plot& p, const viewpoint& v, bool looked_ahead) {
        const track& x = live_[i].base;
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (dt > 0 && looked_ahead && seen_[i].t == p.t && seen_[i].t != x.t) b = ahead_[i];
        else motion_.advance(b, dt);
        plot blurred = p;
        if (dt < 0) blur(blurred, v, filters::combined(b), dt);
        auto found = filters::compare(b, blurred, v);
        const auto nearest = [&] {
            double d2 = HUGE_VAL; // of the modes
            for (size_t n = 0; n < found.size(); ++n)
                if (b.weight[n] > 0) d2 = std::min(d2, found[n].d2);
            return d2;
        };
        double d2 = nearest();
        if (s_.wild.any() && d2 > s_.gate.limit[p.m])
            blurred = s_.wild.loosened(blurred), found = filters::compare(b, blurred, v), d2 = nearest();
        // Taken for its identity although far from where it should be: a manoeuvre or a bad plot, and nobody can say
        // which, so both are less sure than they claim.
        if (const double most = s_.gate.limit[p.m]; d2 > most) {
            imm_motion::loosen(b, d2 / most);
            for (double& c : blurred.r) c *= d2 / most;
            found = filters::compare(b, blurred, v);
        }
        filters::update(b, blurred, v, found, dt < 0);
        if (dt < 0) motion_.return_from(b, -dt); // no noise: it went into the plot
    }

    // After plots: what any target can do, and what its modes give together.
    void settle(manoeuvring& m) {
        track& x = m.base;
        motion_.bound(m.modes, s_.most, s_.plane);
        x.state = filters::combined(m.modes);
        if (const double share = share_of_speed(x.state, s_.most); share < 1) {
            if (!x.confirmed()) x.status = QIKI_TRACK_ENDED;
            imm_motion::slow_down(m.modes, share);
            x.state = filters::combined(m.modes);
        }
    }

    // A plot of before the state: what may have happened in between counts as its own error (filter.hpp, late()).
    void blur(plot& p, const viewpoint& v, const gaussian& seen, double dt) {
        compare(seen, p, v, innovation_);
        const std::array<double, 16> before = innovation_.r;
        late(innovation_, dt, s_.motion);
        for (size_t n = 0; n < 16; ++n) p.r[n] += innovation_.r[n] - before[n];
    }

    void start(uint32_t j, const look& l) {
        const plot& p = plots_[j];
        if (too_late(l.f, t_, s_.max_late)) return;
        const track born = s_.birth.start(++last_id_, p, l.v);
        track& x = live_.emplace_back(manoeuvring{born, motion_.met(born.state)}).base;
        begun(x, j, p, l, arrivals_, s_.life, shared_ ? qiki_log(1 - std::min(claimed_[j], 0.999)) : 0);
        outbox_.link(x.id, p, l.f, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
    }

    tangent_plane plane_;
    double origin_height_;
    cluster_counters clusters_;
    bearing_counters bearings_;
    lesson_gauges lessons_;
    lessons learns_;
    bool shared_ = false, coalesce_ = false; // joint probabilities
    size_t net_nodes_ = 4096;
    gnn_settings s_;
    imm_motion motion_{{}};
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    arrivals arrivals_;
    std::vector<manoeuvring> live_; // by id
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    size_t told_ = 0;
    contact_order order_;
    std::vector<plot> plots_;
    std::vector<track> seen_;
    std::vector<motion_belief> ahead_;
    std::vector<mode_views> views_;
    associator match_;
    sightlines lines_;
    joint_frame joint_;
    std::vector<uint8_t> told_of_; // tracks with a plot, or with one in their gate
    std::vector<double> claimed_;  // by plot: probability that some track owns it
    filters::pool<models::constant_velocity<3>, models::turn_rate<3>, models::constant_velocity<3>> pool_;
    motion_belief case_{};
    innovation innovation_;
    bool news_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(
    tracking::imm, "qiki.tracker.imm", QIKI_KIND_TRACKER, "0.1.0",
    "Interacting multiple models with global nearest neighbour or joint probabilities, for targets that manoeuvre");
