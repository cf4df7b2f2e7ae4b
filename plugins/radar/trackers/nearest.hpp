// SPDX-License-Identifier: MIT
// trackers/nearest.hpp - global nearest neighbour with an extended Kalman filter, frame by frame: what a picture of
// tracks becomes by one frame more.
#pragma once
#include "../tracking/aging.hpp"
#include "../tracking/innovations.hpp"
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/renewal.hpp"
#include "../tracking/verdict.hpp"
#include "sightlines.hpp"

namespace tracking {

// All that later frames build on.
struct picture {
    uint64_t last_id = 0;
    qiki_ns t = INT64_MIN; // end of the newest frame
    sensors radars;
    retold told;                    // by the newest frames
    std::vector<undetected> unseen; // by sensor
    std::vector<track> live;        // by id
    innovation_sums squares;        // of confirmed ones
    std::vector<lesson> learnt;     // by sensor, if anything is learnt

    void reserve(const room& r) {
        radars.all.reserve(r.sensors), unseen.reserve(r.sensors);
        told.reserve(r.plots), live.reserve(r.tracks);
    }
    void state(auto& io) {
        io(last_id), io(t), io(radars.all), told.state(io), io(unseen), io(live), io(squares);
        lessons::state(io, learnt);
    }
};

// Keeps its buffers between calls, and nothing else.
class nearest {
public:
    nearest(const qiki_host& h, const qiki_instance_info& i)
        : crew_(h), plane_(i.origin), origin_height_(i.origin[2]) {}

    gnn_settings rules;
    lessons learns;

    void reserve(const room& r) {
        order_.reserve(r.plots), plots_.reserve(r.plots), usable_.reserve(r.plots);
        arrivals_.reserve(r);
        match_.reserve(r, rules.cluster_limit), lines_.reserve(r, rules.cluster_limit);
        silent_.reserve(r.tracks), squared_.reserve(r.tracks);
        expected_ = innovation_limits(rules.gate);
    }
    const crew& hands() const { return crew_; }
    // link(i, plot, how): plot moved track i of now.live, or (QIKI_ASSOC_BIRTH) began it. False, and nothing is
    // changed: the frame came before.
    template <class Link>
    bool take(picture& now, const qiki_frame& said, std::span<const qiki_contact> seen, Link&& link) {
        const size_t k = now.radars.index(said.source, said.sensor);
        sensor& radar = now.radars.all[k];
        const sensor::arrival came = radar.arrive(said);
        if (came == sensor::arrival::again) return false;
        learns.by_sensor.swap(now.learnt);
        const qiki_frame f = learns.told(said, k);
        now.t = std::max(now.t, f.t_to);
        if (came == sensor::arrival::on_time) radar.look(f);
        const plot_maker maker(rules.assume, plane_, origin_height_, f);
        make_plots(maker, seen, k, now.told);
        learns.weigh(plots_, said, k);
        lines_.hear(maker, seen);
        look wide(f, maker.view(), k, radar, tells_all(f, seen.size(), came), rules);
        const bool alone = of_bearings(f, seen);
        if (!alone) wide.learnt = learns.seen(said, k);
        const look narrow = at_bearings(wide, alone);
        const look& l = alone ? narrow : wide;
        match_.run({rules, l.v, now.live, plots_, k, l.period, l.pd, false, l.stated});
        const size_t known = now.live.size();
        const auto at = [&](uint32_t i) -> track& { return now.live[i]; };
        l.learn(known, at, [this](uint32_t i) { return taken(i); });
        silent_.assign(known, 0), squared_.assign(known, -1);
        crew_.each(known, [&](size_t from, size_t to) {
            for (size_t i = from; i < to; i += aging::most) live_through(now, i, std::min(to, i + aging::most), l);
        });
        for (uint32_t i = 0; i < known; ++i) {
            if (i + 16 < known && taken(i + 16)) {
                __builtin_prefetch(&plots_[match_.plot_of[i + 16]]);
                __builtin_prefetch(&now.live[i + 16]);
            }
            if (!taken(i)) continue;
            const plot& p = plots_[match_.plot_of[i]];
            if (squared_[i] >= 0) now.squares.add(squared_[i], p.m, expected_);
            link(i, p, QIKI_ASSOC_HARD);
        }
        if (lines_.any()) look_along(now, narrow, link);
        absorb(match_, plots_, l, rules, at);
        const double first = qiki_log(1 - l.pd), again = qiki_log(1 - rules.life.pd_again(l.pd));
        for (uint32_t i = 0; i < known; ++i)
            if (track& x = now.live[i]; silent_[i] && !lines_.taken(i)) {
                if (l.learnt) rules.life.miss(x, k, f.t_to, l.period, l.pd_at(x), l.stated);
                else rules.life.miss_by(x, k, f.t_to, l.period, x.misses ? again : first, l.stated);
            }
        arrivals_.unseen.swap(now.unseen);
        expect_new(arrivals_, match_, plots_, now.live, l, rules);
        arrivals_.unseen.swap(now.unseen);
        if (!alone && l.whole)
            learns.learn(said, k, l.period, rules.assume, plots_, now.unseen,
                         [&](uint32_t j) { return is_foreign(match_, j, at); });
        learns.by_sensor.swap(now.learnt);
        for (uint32_t j = 0; j < plots_.size(); ++j) {
            const plot& p = plots_[j];
            if (match_.track_of[j] != associator::nobody || too_late(f, now.t, rules.max_late)) continue;
            track& x = now.live.emplace_back(rules.birth.start(++now.last_id, p, l.v));
            begun(x, j, p, l, arrivals_, rules.life);
            link(static_cast<uint32_t>(now.live.size() - 1), p, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
        }
        return true;
    }

    // Bearings of the last frame.
    const sightlines& lines() const { return lines_; }

    // The gate of two components against the closed form -2 ln(1 - p), and the assignment on a case worked by hand.
    std::array<qiki_selftest_row, 2> selftest(qiki_ns t) const {
        qiki::score::assignment_workspace w;
        std::array<int32_t, 2> chosen{};
        const std::array<double, 4> cost{1, 2, 1.5, 100};
        const double least = qiki::score::assign(2, 2, cost, {}, chosen, w);
        return {verdict(t, "gate", rules.gate.limit[2], -2 * qiki_log(1 - rules.gate_probability)),
                verdict(t, "assignment", least, 3.5)};
    }

private:
    bool taken(uint32_t i) const { return match_.plot_of[i] != associator::nobody; }

    void make_plots(const plot_maker& maker, std::span<const qiki_contact> seen, size_t k, retold& before) {
        const std::span<const uint32_t> order = order_.sorted(seen, k, before);
        plots_.resize(order.size()), usable_.resize(order.size());
        crew_.each(order.size(), [&](size_t from, size_t to) {
            const plot_maker own = maker; // it remembers
            for (size_t j = from; j < to; ++j) usable_[j] = own.make(seen[order[j]], plots_[j]);
        });
        size_t n = 0;
        for (size_t j = 0; j < plots_.size(); ++j)
            if (usable_[j]) {
                if (n != j) plots_[n] = plots_[j];
                ++n;
            }
        plots_.resize(n);
    }

    // Tracks [from, to): time alone passes until a track's plot, or until the end of a look that found none of it; then
    // plots are taken.
    void live_through(picture& now, size_t from, size_t to, const look& l) {
        aging old;
        for (size_t i = from; i < to; ++i) {
            track& x = now.live[i];
            if (const uint32_t j = match_.plot_of[i]; j != associator::nobody) {
                fetch(plots_[j]);
                if (match_.opened[i]) x.log_odds = x.log_odds_first;
                old.add(x, plots_[j].t);
            } else if (l.whole && !x.ended() && l.covers(x)) {
                silent_[i] = 1;
                old.add(x, l.f.t_to);
            }
        }
        old.run(rules.life);
        innovation o;
        for (size_t i = from; i < to; ++i) {
            if (i + aging::most < now.live.size()) fetch(now.live[i + aging::most]); // for the next call
            if (match_.plot_of[i] == associator::nobody) continue;
            track& x = now.live[i];
            if (match_.opened[i]) x.state = rules.birth.reopened(x.state, rules.plane);
            squared_[i] = renew(x, plots_[match_.plot_of[i]], l, match_.log_ratio[i], o); // its age is up to date
        }
    }

    // The squared distance of the plot, of a confirmed track; negative: not to be counted.
    double renew(track& x, const plot& p, const look& l, double log_ratio, innovation& o) {
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        rules.motion.predict(x.state, dt);
        const auto d2 = take_plot(x.state, dt, p, l.v, rules, o, rules.wild);
        const double squared = d2 && x.confirmed() ? *d2 : -1;
        if (dt >= 0) x.t = p.t;
        if (slowed_down(x.state, rules.most) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        heard(x, p, l, rules.life, log_ratio);
        return squared;
    }

    template <class Link>
    void look_along(picture& now, const look& l, Link&& link) {
        const associator::scene scene{rules, l.v, now.live, lines_.plots, l.k, l.period, l.pd};
        lines_.gather(scene);
        lines_.assign(scene);
        innovation o;
        for (uint32_t i = 0; i < now.live.size(); ++i) {
            if (!lines_.taken(i)) continue;
            const plot& p = lines_.plots[lines_.plot_of[i]];
            if (const double d2 = renew(now.live[i], p, l, lines_.log_ratio[i], o); d2 >= 0)
                now.squares.add(d2, p.m, expected_);
            link(i, p, QIKI_ASSOC_HARD);
        }
    }

    crew crew_;
    tangent_plane plane_;
    double origin_height_;
    arrivals arrivals_;
    contact_order order_;
    std::vector<plot> plots_;
    std::vector<uint8_t> usable_; // of each contact in order
    associator match_;
    std::vector<uint8_t> silent_; // of each track: the frame looked where it is and found nothing
    std::vector<double> squared_; // of each track: squared distance of its plot; negative: not to be counted
    sightlines lines_;
    innovation_limits expected_;
};

} // namespace tracking
