// SPDX-License-Identifier: MIT
// trackers/nearest.hpp - global nearest neighbour with an extended Kalman filter, frame by frame: what a picture of
// tracks becomes by one frame more.
#pragma once
#include "../tracking/innovations.hpp"
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/renewal.hpp"
#include "../tracking/verdict.hpp"
#include "look.hpp"

namespace tracking {

// All that later frames build on.
struct picture {
    uint64_t last_id = 0;
    qiki_ns t = INT64_MIN; // end of the newest frame
    sensors radars;
    std::vector<undetected> unseen; // by sensor
    std::vector<track> live;        // by id
    innovation_sums squares;        // of confirmed ones

    void reserve(const room& r) {
        radars.all.reserve(r.sensors), unseen.reserve(r.sensors);
        live.reserve(r.tracks);
    }
    void state(auto& io) { io(last_id), io(t), io(radars.all), io(unseen), io(live), io(squares); }
};

// Keeps its buffers between calls, and nothing else.
class nearest {
public:
    explicit nearest(const qiki_instance_info& i) : plane_(i.origin), origin_height_(i.origin[2]) {}

    gnn_settings rules;

    void reserve(const room& r) {
        order_.reserve(r.plots), plots_.reserve(r.plots);
        arrivals_.reserve(r);
        match_.reserve(r, rules.cluster_limit);
        expected_ = innovation_limits(rules.gate);
    }
    // link(i, plot, how): plot moved track i of now.live, or (QIKI_ASSOC_BIRTH) began it. False, and nothing is
    // changed: the frame came before.
    template <class Link>
    bool take(picture& now, const qiki_frame& f, std::span<const qiki_contact> seen, Link&& link) {
        const size_t k = now.radars.index(f.source, f.sensor);
        sensor& radar = now.radars.all[k];
        const sensor::arrival came = radar.arrive(f);
        if (came == sensor::arrival::again) return false;
        now.t = std::max(now.t, f.t_to);
        if (came == sensor::arrival::on_time) radar.look(f);
        const plot_maker maker(rules.assume, plane_, origin_height_, f);
        order_.plots(maker, seen, plots_);
        const look l(f, maker.view(), k, radar, tells_all(f, seen.size(), came), rules);
        match_.run({rules, l.v, now.live, plots_, k, l.period, l.pd, false, l.stated});
        for (uint32_t i = 0; i < now.live.size(); ++i) {
            if (!taken(i)) continue;
            const plot& p = plots_[match_.plot_of[i]];
            renew(now, i, p, l);
            link(i, p, QIKI_ASSOC_HARD);
        }
        const auto at = [&](uint32_t i) -> track& { return now.live[i]; };
        absorb(match_, plots_, l, rules, at);
        if (l.whole) silence(now.live.size(), l, rules, at, [this](uint32_t i) { return taken(i); });
        arrivals_.unseen.swap(now.unseen);
        expect_new(arrivals_, match_, plots_, now.live, l, rules);
        arrivals_.unseen.swap(now.unseen);
        for (uint32_t j = 0; j < plots_.size(); ++j) {
            const plot& p = plots_[j];
            if (match_.track_of[j] != associator::nobody || too_late(f, now.t, rules.max_late)) continue;
            track& x = now.live.emplace_back(rules.birth.start(++now.last_id, p, l.v));
            begun(x, j, p, l, arrivals_, rules.life);
            link(static_cast<uint32_t>(now.live.size() - 1), p, QIKI_ASSOC_HARD | QIKI_ASSOC_BIRTH);
        }
        return true;
    }

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

    void renew(picture& now, uint32_t i, const plot& p, const look& l) {
        track& x = now.live[i];
        const double dt = static_cast<double>(p.t - x.t) * 1e-9;
        if (match_.opened[i]) x.state = rules.birth.reopened(x.state, rules.plane), x.log_odds = x.log_odds_first;
        gaussian g = seen_at(x.state, dt, rules.motion);
        if (const auto d2 = take_plot(g, dt, p, l.v, rules, innovation_, rules.wild); d2 && x.confirmed())
            now.squares.add(*d2, p.m, expected_);
        if (dt >= 0) x.t = p.t;
        if (slowed_down(g, rules.most) && !x.confirmed()) x.status = QIKI_TRACK_ENDED;
        x.state = g;
        heard(x, p, l, rules.life, match_.log_ratio[i]);
    }

    tangent_plane plane_;
    double origin_height_;
    arrivals arrivals_;
    contact_order order_;
    std::vector<plot> plots_;
    associator match_;
    innovation innovation_;
    innovation_limits expected_;
};

} // namespace tracking
