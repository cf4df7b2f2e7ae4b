// SPDX-License-Identifier: MIT
// trackers/phd.cpp - qiki.tracker.phd: the Gaussian mixture probability hypothesis density filter with labels, as a
// baseline that people know.
//
// Vo, Ma 2006, IEEE TSP 54(11); births where plots are (Ristic, Clark, Vo, Vo 2012, IEEE TAES 48(2)), as dense as the
// frame lets expect. It has no association and knows labels only by descent: targets that meet may exchange them, and
// each miss costs weight at once. Frames, contacts, names and late plots are taken as in qiki.tracker.gnn.
#include "../tracking/bearings.hpp"
#include "../tracking/intensity.hpp"
#include "../tracking/order.hpp"
#include "../tracking/publish.hpp"
#include "../tracking/renewal.hpp"
#include "../tracking/verdict.hpp"
#include "look.hpp"
#include "phd_settings.hpp"

namespace tracking {
namespace {

class phd {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = phd_settings::params;

    phd(const qiki_host& h, const qiki_instance_info& i)
        : plane_(i.origin), origin_height_(i.origin[2]), mass_(h, "mass", "", "expected number of targets"),
          size_(h, "components", "", "Gaussians of the density"), bearings_(h) {}
    void configure(const qiki::config& c) { all_ = phd_settings::of(c), s_ = all_.common; }
    void reserve() {
        const room r(s_.expected);
        inbox_.reserve(r), outbox_.reserve(r), sensors_.all.reserve(r.sensors), arrivals_.reserve(r);
        labels_.reserve(r.tracks + r.plots), order_.reserve(r.plots), plots_.reserve(r.plots), grid_.reserve(r.plots);
        sum_.reserve(r.plots), pairs_.reserve(r.pairs);
        const size_t most = std::min(all_.most, r.pairs) + r.pairs + r.plots;
        density_.reserve(most), thinning_.reserve(most);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(2 * s_.expected, per_port); }
    void state(auto& io) {
        io(last_id_), io(t_), io(sensors_.all), order_.state(io), io(arrivals_.unseen), io(labels_), io(density_);
    }
    // The gate of two components, and two components of weight 1 and 3, 2 m apart, merged to a mean worked by hand.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        std::vector<blob> two(2);
        for (blob& b : two)
            for (size_t i = 0; i < 6; ++i) b.state.at(i, i) = 1;
        two[0].weight = 1, two[1].weight = 3, two[0].state.x[0] = 2;
        thinning().run(two, 0.01, 4, 10);
        const std::array<qiki_selftest_row, 2> found{
            verdict(t, "gate", s_.gate.limit[2], -2 * qiki_log(1 - s_.gate_probability)),
            verdict(t, "merge", two.size() == 1 ? two[0].state.x[0] : 0, 0.5)};
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<phd>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { take(f, seen); });
            if (!news_) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            double mass = 0;
            for (const blob& b : density_) mass += b.weight;
            mass_.set(mass), size_.set(static_cast<double>(density_.size()));
        }
        const auto record = [this](const track& x) { return record_of(x, t_, s_.motion, s_.plane); };
        if (outbox_.send(t, labels_, record) == QIKI_MORE) return QIKI_MORE;
        std::erase_if(labels_, [](const track& x) { return x.ended(); });
        return QIKI_OK;
    }

private:
    struct pair {
        uint32_t blob, plot;
        double value; // weight Pd N(z) / density
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
        order_.plots(maker, seen, k, plots_);
        bearings_.add(seen);
        const look l(f, maker.view(), k, radar, tells_all(f, seen.size(), came) && !of_bearings(f, seen), s_);
        gather(l);
        if (l.whole && l.stated && !(s_.share > 0))
            arrivals_.look(
                f, k, s_.assume, plots_, [this](uint32_t j) { return sum_[j] < 1; }, labels_, l.pd,
                s_.life.survival_time);
        else arrivals_.skip(k, plots_.size());
        renew(l);
        thinning_.run(density_, all_.prune, all_.merge, all_.most, [&](const blob& b) { return looked_at(b, l); });
        name(l);
    }

    // pairs_: components and plots in their gates; sum_[j]: all that plot j is worth to them.
    void gather(const look& l) {
        pairs_.clear();
        sum_.assign(plots_.size(), 0);
        for (blob& b : density_) {
            if (l.f.t_to > b.t_weight) {
                b.weight *= qiki_exp(-seconds(l.f.t_to - b.t_weight) / s_.life.survival_time);
                b.t_weight = l.f.t_to;
            }
            b.plot = UINT64_MAX;
        }
        if (plots_.empty()) return;
        double widest = 0;
        qiki_ns first = INT64_MAX, last = INT64_MIN;
        for (const plot& p : plots_)
            widest = std::max(widest, p.spread), first = std::min(first, p.t), last = std::max(last, p.t);
        const double width = qiki_sqrt(widest), sigmas = qiki_sqrt(s_.gate.limit[4]);
        grid_.build(
            plots_.size(), std::max(4 * width, 1.0), [&](size_t j) { return plots_[j].at[0]; },
            [&](size_t j) { return plots_[j].at[1]; });
        for (uint32_t i = 0; i < density_.size(); ++i) {
            const blob& b = density_[i];
            const track& label = label_of(b.label);
            const double dt = seconds(last - b.t), half = seconds(last - first);
            const gaussian g = seen_at(b.state, std::max(dt, 0.0), s_.motion);
            const double speed = std::fabs(g.x[3]) + std::fabs(g.x[4]);
            const double reach =
                sigmas * (qiki_sqrt(g.horizontal()) + width) + half * speed + std::max(-dt, 0.0) * speed;
            const size_t from = pairs_.size();
            grid_.near(g.x[0], g.x[1], reach, [&](uint32_t j) { consider(l, i, j, label); });
            std::sort(pairs_.begin() + static_cast<ptrdiff_t>(from), pairs_.end(),
                      [](const pair& a, const pair& c) { return a.plot < c.plot; });
            for (size_t n = from; n < pairs_.size(); ++n) sum_[pairs_[n].plot] += pairs_[n].value;
        }
    }
    void consider(const look& l, uint32_t i, uint32_t j, const track& label) {
        const blob& b = density_[i];
        const plot& p = plots_[j];
        const double dt = seconds(p.t - b.t);
        if (dt < -s_.max_late || (dt <= 0 && !label.moving)) return;
        compare_at(seen_at(b.state, dt, s_.motion), dt, s_.motion, p, l.v, innovation_);
        if (!innovation_.good || !(innovation_.d2 <= s_.gate.limit[p.m])) return;
        const double who = s_.assume.use_identity ? label.identity.log_ratio(p.who, s_.errors) : 0;
        const double value = b.weight * l.pd * qiki_exp(std::min(innovation_.log_density() - p.log_null + who, 600.0));
        if (value > 0) pairs_.push_back({i, j, value});
    }

    // Every component loses what it should have shown, and is born again at each plot by its share of it.
    void renew(const look& l) {
        const size_t before = density_.size();
        size_t at = 0;
        for (uint32_t i = 0; i < before; ++i) {
            const blob old = density_[i];
            double shown = 0;
            for (; at < pairs_.size() && pairs_[at].blob == i; ++at) {
                const uint32_t j = pairs_[at].plot;
                const plot& p = plots_[j];
                const double share = pairs_[at].value / (1 + new_of(j) + sum_[j]);
                shown += share;
                if (share < all_.prune) continue;
                const double dt = seconds(p.t - old.t);
                gaussian g = seen_at(old.state, dt, s_.motion);
                take_plot(g, dt, p, l.v, s_, innovation_);
                if (slowed_down(g, s_.most)) continue;
                density_.push_back({old.label, std::max(p.t, old.t), old.t_weight, share, j, g});
                outbox_.link(
                    {old.label, p.id, p.t, std::min(share, 1.0), l.f.source, 0, QIKI_ITEM_CONTACT, QIKI_LABEL_OK});
            }
            density_[i].weight =
                l.whole && l.area.holds(at_end(old, l)) ? old.weight * (1 - l.pd) : std::max(old.weight - shown, 0.0);
        }
        for (uint32_t j = 0; j < plots_.size(); ++j) {
            const plot& p = plots_[j];
            const double share = new_of(j) / (1 + new_of(j) + sum_[j]);
            if (share < all_.prune || too_late(l.f, t_, s_.max_late)) continue;
            track& x = labels_.emplace_back(s_.birth.start(++last_id_, p, l.v));
            density_.push_back({x.id, p.t, std::max(l.f.t_to, p.t), share, j, x.state});
            outbox_.link({x.id, p.id, p.t, share, l.f.source, QIKI_ASSOC_BIRTH, QIKI_ITEM_CONTACT, QIKI_LABEL_OK});
        }
        // Of one frame and one time, so that what came from a plot and what did not can be merged.
        for (blob& b : density_)
            if (b.t < l.f.t_to && looked_at(b, l))
                b.state = seen_at(b.state, seconds(l.f.t_to - b.t), s_.motion), b.t = l.f.t_to;
    }
    // Whether the frame in hand says something about b.
    bool looked_at(const blob& b, const look& l) const { return b.plot != UINT64_MAX || l.area.holds(at_end(b, l)); }
    double new_of(uint32_t j) const {
        double log_odds = 0;
        if (arrivals_.log_odds(j, plots_[j], log_odds)) return qiki_exp(std::min(log_odds, 600.0));
        return s_.birth.share / (1 - s_.birth.share);
    }
    std::array<double, 6> at_end(const blob& b, const look& l) const {
        std::array<double, 6> at = b.state.x;
        for (size_t n = 0; n < 3; ++n) at[n] += seconds(l.f.t_to - b.t) * at[3 + n];
        return at;
    }

    // Labels get the state of their heaviest component and the weight of all; the others of at least show_weight get
    // labels of their own, so that two targets never share one.
    void name(const look& l) {
        for (track& x : labels_) x.log_odds = 0;
        for (blob& b : density_) { // by weight, the heaviest first
            track* x = &label_of(b.label);
            const bool leads = x->log_odds == 0;
            if (!leads && b.weight >= all_.show) {
                track fresh = *x;
                fresh.id = ++last_id_, fresh.t_birth = b.t, fresh.status = QIKI_TRACK_TENTATIVE, fresh.log_odds = 0;
                fresh.hits = fresh.looks = fresh.misses = 0, fresh.history = 0;
                b.label = fresh.id;
                x = &labels_.emplace_back(fresh);
            }
            if (x->log_odds == 0) {
                x->state = b.state, x->t = b.t;
                const bool hit = b.plot != UINT64_MAX, looked = hit || (l.whole && l.area.holds(b.state.x));
                if (looked) ++x->looks, x->history = x->history << 1 | hit;
                if (hit) {
                    const plot& p = plots_[b.plot];
                    if (x->hits++ || p.rates()) x->moving = 1;
                    x->misses = 0, x->t_update = std::max(x->t_update, p.t);
                    x->identity.hear(p.who);
                } else if (looked) ++x->misses;
            }
            x->log_odds += b.weight; // a sum of weights until all are in
        }
        for (track& x : labels_) {
            const double weight = std::min(x.log_odds, 1 - 1e-9);
            if (!(weight > 0)) x.status = QIKI_TRACK_ENDED, x.log_odds = qiki_log(1e-9);
            else {
                x.status = weight < all_.show ? QIKI_TRACK_TENTATIVE
                           : x.misses         ? QIKI_TRACK_COASTING
                                              : QIKI_TRACK_CONFIRMED;
                x.log_odds = qiki_log(weight / (1 - weight));
            }
        }
    }
    track& label_of(uint64_t id) { // labels_ rise by id
        return *std::lower_bound(labels_.begin(), labels_.end(), id,
                                 [](const track& x, uint64_t n) { return x.id < n; });
    }

    tangent_plane plane_;
    double origin_height_;
    qiki::gauge mass_, size_;
    unused_bearings bearings_;
    phd_settings all_;
    gnn_settings s_;
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN; // end of the newest frame
    sensors sensors_;
    arrivals arrivals_;
    std::vector<track> labels_; // by id
    std::vector<blob> density_;
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    contact_order order_;
    std::vector<plot> plots_;
    grid grid_;
    std::vector<double> sum_;
    std::vector<pair> pairs_;
    thinning thinning_;
    innovation innovation_;
    bool news_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::phd, "qiki.tracker.phd", QIKI_KIND_TRACKER, "0.1.0",
            "Gaussian mixture probability hypothesis density with labels: the baseline that people know");
