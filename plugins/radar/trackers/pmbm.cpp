// SPDX-License-Identifier: MIT
// trackers/pmbm.cpp - qiki.tracker.pmbm: a Poisson multi-Bernoulli mixture for plots of any number of radars.
//
// A frame counts when it arrives. A late one (t_to before an earlier frame's of the same sensor) still updates targets
// that are at most max_late ahead of its plots, by retrodiction; neither it nor an incomplete one says anything by
// silence. A frame that repeats a number of its sensor is ignored. Frames without platform are measured from ENU (0, 0,
// 0). Strobes (bearing only) and contacts without range or bearing are not used.
#include "../tracking/bearings.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/order.hpp"
#include "../tracking/pmbm/update.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/verdict.hpp"
#include "pmbm_settings.hpp"

namespace tracking {
namespace {

class pmbm_tracker {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = pmbm_settings::params;

    pmbm_tracker(const qiki_host& h, const qiki_instance_info& i)
        : plane_(i.origin), origin_height_(i.origin[2]), bearings_(h) {}
    void configure(const qiki::config& c) {
        s_ = pmbm_settings::of(c);
        update_.s = s_.rules;
        hidden_.births.prior = s_.prior, hidden_.births.motion = s_.rules.motion;
        hidden_.births.survival_time = s_.survival_time;
        hidden_.share = s_.birth_share, hidden_.survival_time = s_.survival_time;
        hidden_.assume = s_.assume;
        hidden_.start.max_speed = 2 * s_.birth_speed; // the prior of a velocity is half as wide
        hidden_.start.rate_gate =
            100; // ten standard deviations of a velocity: more would carry the state out of the world
        hidden_.begun.memory = s_.survival_time / 10, hidden_.area = s_.area;
        hidden_.start.max_climb = s_.rules.most.max_climb;
    }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors), contacts_.reserve(r.plots);
        for (auto* v : {&told_, &before_}) v->reserve(3 * r.tracks);
        plots_.reserve(r.plots), even_.reserve(r.plots), fresh_.reserve(r.plots), links_.reserve(r.pairs);
        known_.reserve(s_.expected), update_.reserve(s_.expected), hidden_.reserve(r.plots);
        if (s_.rules.look_back > 0) past_.reserve(32 * s_.expected);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) {
        io(last_id_), io(serial_), io(t_), io(sensors_.all), contacts_.state(io), io(told_);
        known_.state(io), hidden_.state(io), io(past_.moments);
        if (!sound(known_) || !past_.sound(known_.leaves))
            throw qiki::failure(QIKI_E_STATE, "state: hypotheses of targets that are not there");
    }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const;

    qiki_status step(const qiki::tick<pmbm_tracker>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            links_.clear();
            tell_ = t.template wanted<wire::assocs>();
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { hear(f, seen); });
            if (!news_) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            publish();
        }
        return outbox_.send(t, told_, [](const qiki_track& x) { return x; });
    }

private:
    static constexpr double worth_telling = 0.01; // existence from which on a target is published

    // Time alone passes: targets may have ended.
    void age(qiki_ns to) {
        if (t_ != INT64_MIN && to > t_) {
            const double kept = qiki_exp(-seconds(to - t_) / s_.survival_time);
            for (pmbm::leaf& l : known_.leaves) l.r *= kept;
        }
        t_ = std::max(t_, to);
    }

    void hear(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const size_t k = sensors_.index(f.source, f.sensor);
        sensor& radar = sensors_.all[k];
        const sensor::arrival came = radar.arrive(f);
        if (came == sensor::arrival::again) return;
        news_ = true;
        if (too_late(f, t_, s_.rules.max_late)) return;
        age(f.t_to);
        const bool whole = tells_all(f, seen.size(), came) && !of_bearings(f, seen);
        bearings_.add(seen);
        if (came == sensor::arrival::on_time) radar.look(f);
        const double pd = std::clamp(stated_pd(f, s_.pd), 0.001, 0.9999);
        const plot_maker maker(s_.assume, plane_, origin_height_, f);
        make_plots(maker, f, seen, k);

        double sure = 0; // targets that more than one plot speaks for
        for (const pmbm::target& x : known_.targets)
            if (known_.leaves[x.shown].hits > 1) sure += x.r;
        hidden_.open(f, k, whole, plots_, pd, sure);
        fresh_.clear();
        for (size_t j = 0; j < plots_.size(); ++j) {
            pmbm::first_plot& n = fresh_.emplace_back();
            bool moving = false;
            const bool old = seconds(t_ - plots_[j].t) > s_.rules.max_late; // begins nothing any more
            const double born = old ? -1e300 : hidden_.born(j, plots_[j], maker.view(), even_[j], pd, n.state, moving);
            const double rest = plots_[j].log_null, most = std::max(born, rest);
            n.log_null = most + qiki_log(qiki_exp(born - most) + qiki_exp(rest - most));
            n.r = qiki_exp(born - n.log_null), n.moving = moving;
        }
        const coverage looked = coverage::of(f, s_.plane);
        const pmbm::look look{f, maker.view(), looked, plots_, fresh_, serial_, k, radar.period, pd, whole};
        if (whole) hidden_.close(looked, pd);
        update_.run(known_, look, hidden_, past_, last_id_);
        estimate(known_, s_.estimator, s_.confirm_existence, s_.keep_existence);
        prove(f.t_to);
        if (tell_) link(look);
        serial_ += plots_.size();
    }

    void prove(qiki_ns now) {
        hidden_.begun.look(now);
        for (pmbm::target& x : known_.targets) {
            if (x.proven || x.r < 0.95 || known_.leaves[x.shown].hits < 3) continue;
            x.proven = 1;
            hidden_.begun.proven(x.t_birth, now);
        }
    }

    // even_: ln of the density, per unit of each plot's z, of what lies with one a square metre on the ground.
    void make_plots(const plot_maker& maker, const qiki_frame& f, std::span<const qiki_contact> seen, size_t k) {
        qiki_frame silent = f;
        silent.valid &= static_cast<uint8_t>(~QIKI_FRAME_HAS_CLUTTER);
        const plot_maker even(s_.even, plane_, origin_height_, silent);
        even_.clear();
        plot unit;
        contacts_.plots(maker, seen, k, plots_, [&](const qiki_contact& c, const plot&) {
            if (!even.make(c, unit)) return false;
            even_.push_back(unit.log_null);
            return true;
        });
    }

    // Which plots moved which targets, with the weight of the hypotheses that say so.
    void link(const pmbm::look& k) {
        for (const pmbm::cluster& c : known_.clusters)
            for (size_t n = 0; n < c.targets; ++n) {
                const pmbm::target& x = known_.targets[c.target + n];
                for (uint32_t l = 0; l < x.count; ++l) {
                    const pmbm::leaf& own = known_.leaves[x.first + l];
                    if (own.took[0] < k.serial || own.took[0] >= k.serial + plots_.size()) continue;
                    double weight = 0;
                    for (size_t h = 0; h < c.hypotheses; ++h)
                        if (known_.choice(c, h)[n] == l) weight += known_.weights[c.hypothesis + h];
                    const plot& p = plots_[own.took[0] - k.serial];
                    const bool sure = c.hypotheses == 1;
                    const auto how = (sure ? QIKI_ASSOC_HARD : 0u) | (own.hits == 1 ? QIKI_ASSOC_BIRTH : 0u);
                    links_.push_back({x.id, p.id, p.t, sure ? 1 : std::clamp(weight, 0.0, 1.0), k.frame.source,
                                      static_cast<uint16_t>(how), QIKI_ITEM_CONTACT, QIKI_LABEL_OK});
                }
            }
    }

    void publish() {
        before_.swap(told_);
        told_.clear();
        for (pmbm::target& x : known_.targets) {
            if (s_.rules.look_back > 0) {
                if (qiki_track r; looked_back(x, r)) x.published = 1, told_.push_back(r);
            } else if (x.published || x.r >= worth_telling || confirmed(x)) {
                x.published = 1;
                told_.push_back(record(x));
            }
        }
        const auto by_id = [](const qiki_track& a, const qiki_track& b) { return a.id < b.id; };
        std::sort(told_.begin(), told_.end(), by_id);
        for (const qiki_assoc& a : links_) {
            qiki_track wanted{};
            wanted.id = a.track;
            if (std::binary_search(told_.begin(), told_.end(), wanted, by_id)) outbox_.link(a);
        }
        const size_t live = told_.size();
        for (const qiki_track& x : before_) {
            if (x.status == QIKI_TRACK_ENDED) continue;
            if (std::binary_search(told_.begin(), told_.begin() + static_cast<ptrdiff_t>(live), x, by_id)) continue;
            told_.push_back(x);
            told_.back().status = QIKI_TRACK_ENDED;
        }
        std::sort(told_.begin(), told_.end(), by_id);
    }
    bool confirmed(const pmbm::target& x) const { return x.chosen && known_.leaves[x.shown].hits >= s_.confirm_hits; }
    qiki_track record(const pmbm::target& x) const {
        const pmbm::leaf& l = known_.leaves[x.shown];
        return record(x, l, t_, confirmed(x), l.misses > 0);
    }
    qiki_track record(const pmbm::target& x, const pmbm::leaf& l, qiki_ns t, bool there, bool coasts) const {
        track one;
        one.id = x.id;
        one.t = l.t, one.t_update = l.t_update, one.t_birth = x.t_birth;
        one.state = l.state;
        one.history = l.history, one.looks = l.looks, one.hits = l.hits, one.misses = l.misses;
        one.moving = l.moving, one.identity = l.identity;
        one.status = !there ? QIKI_TRACK_TENTATIVE : coasts ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED;
        const double r = std::clamp(x.r, 1e-12, 1 - 1e-12);
        one.log_odds = qiki_log(r / (1 - r));
        return record_of(one, t, s_.rules.motion, s_.plane);
    }
    // x as of look_back ago. It existed then if it is believed now or has had a plot since, and two in all. False when
    // it had none by then, or is not worth a first word.
    bool looked_back(const pmbm::target& x, qiki_track& r) const {
        const pmbm::leaf& l = known_.leaves[x.shown];
        const qiki_ns then = t_ - s_.rules.look_back;
        gaussian g;
        qiki_ns t_plot = 0;
        if (!past_.at(l, then, s_.rules.motion, s_.plane, g, t_plot)) return false;
        const bool there = confirmed(x) || (x.believed && l.hits > 1 && l.t_update >= then);
        if (!there && !x.published) return false;
        pmbm::leaf old = l;
        old.state = g, old.t = then, old.t_update = t_plot;
        r = record(x, old, then, there, t_plot < then);
        return true;
    }

    tangent_plane plane_;
    double origin_height_;
    unused_bearings bearings_;
    pmbm_settings s_;
    uint64_t last_id_ = 0, serial_ = 1;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    pmbm::mixture known_;
    pmbm::poisson_part hidden_;
    pmbm::past past_;
    std::vector<qiki_track> told_; // the last set, by id
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    contact_order contacts_;
    pmbm::updater update_;
    std::vector<plot> plots_;
    std::vector<double> even_;
    std::vector<pmbm::first_plot> fresh_;
    std::vector<qiki_track> before_;
    std::vector<qiki_assoc> links_;
    bool news_ = false, tell_ = false;
};

// The two cheapest assignments of a case worked by hand, and the gate of two components against its closed form.
int32_t pmbm_tracker::selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
    kbest solver;
    const std::array<double, 4> cost{1, 2, 1.5, 100};
    const bool two = solver.run(2, 2, cost, {}, 2) == 2;
    const double p = chi_square(s_.rules.gate.limit[2], 2);
    const std::array<qiki_selftest_row, 3> found{verdict(t, "gate", s_.rules.gate.limit[2], -2 * qiki_log(1 - p)),
                                                 verdict(t, "assignment", two ? solver.total(0) : 0, 3.5),
                                                 verdict(t, "second assignment", two ? solver.total(1) : 0, 101)};
    std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
    return static_cast<int32_t>(found.size());
}

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::pmbm_tracker, "qiki.tracker.pmbm", QIKI_KIND_TRACKER, "0.1.0",
            "Poisson multi-Bernoulli mixture: several hypotheses of who gave which plot, for any number of radars");
