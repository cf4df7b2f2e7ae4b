// SPDX-License-Identifier: MIT
// plugins/bridges/score/score.cpp - qiki.bridge.score: a tracker's marks while it runs, as metrics of the report.
#include "score/score.hpp"
#include "qiki/qiki.hpp"
#include <cstdio>
#include <cstring>

namespace {

using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT>;

struct measure {
    const char *name, *unit, *help;
    std::optional<double> qiki::score::marks::*value;
};
using marks = qiki::score::marks;
constexpr measure measures[] = {
    {"gospa", "m", "root mean of GOSPA^p over instants", &marks::gospa},
    {"gospa.location", "m", "its part of position errors", &marks::location},
    {"gospa.missed", "m", "its part of targets without a track", &marks::missed},
    {"gospa.false", "m", "its part of tracks without a target", &marks::wrong},
    {"ospa", "m", "mean of OSPA", &marks::ospa},
    {"rmse", "m", "root mean square distance of GOSPA's pairs", &marks::rmse},
    {"switches", "", "a target is taken over by another track", &marks::switches},
    {"fragments", "", "a target is lost and found again", &marks::fragments},
    {"count.error", "", "mean of |tracks - targets|", &marks::count_error},
    {"count.bias", "", "mean of tracks - targets", &marks::count_bias},
    {"latency", "s", "from a target's first instant to its first match, mean", &marks::late_s},
    {"recall", "", "matched / true positions", &marks::recall},
    {"precision", "", "matched / estimated positions", &marks::precision},
    {"purity", "", "instants of each track with its main target", &marks::purity},
    {"completeness", "", "instants of a target with its longest track", &marks::completeness},
};

struct bridge {
    using inputs = qiki::ports<truth, tracks>;
    using outputs = qiki::ports<>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr qiki_param params[] = {
        qiki::real("c", "m", 1000, 1e-3, 1e9, "cut-off: a pair farther apart is a miss and a false track"),
        qiki::integer("p", "", 2, 1, 2, "order of GOSPA and OSPA"),
        qiki::flag("tentative", false, "score tentative tracks, too"),
        qiki::flag("in_space", false, "distances with the height, for tracks that have it; else in plan view"),
        qiki::real("range_max", "m", 0, 0, 1e9, "only targets and tracks closer to the origin; 0: all"),
        qiki::real("every", "s", 0, 0, 1e6, "least time between two scores; 0: each new picture of the tracker")};

    bridge(const qiki_host& h, const qiki_instance_info&) : host_(&h) {}

    void configure(const qiki::config& c) {
        c_ = c.real("c", 1000), p_ = static_cast<int>(c.integer("p", 2));
        tentative_ = c.flag("tentative", false), in_space_ = c.flag("in_space", false);
        range_ = c.real("range_max", 0), every_ = static_cast<qiki_ns>(c.real("every", 0) * 1e9);
        gauges_.clear();
        for (const measure& m : measures) gauges_.emplace_back(*host_, m.name, m.unit, m.help);
        instants_ = qiki::gauge(*host_, "instants", "", "how often it was scored");
        reset();
    }

    void step(const qiki::tick<bridge>& t) {
        if (!t.writers<tracks>() || !t.writers<truth>()) return;
        const auto estimates = t.read<tracks>(0);
        const auto bodies = t.read<truth>(0);
        if (!(estimates.head.flags & QIKI_VIEW_FRESH) || t.to() < next_) return;
        next_ = t.to() + every_;
        now_.clear(), seen_.clear();
        for (const qiki_truth& b : bodies)
            if (!(b.flags & QIKI_TRUTH_REMOVED)) add(now_, b.entity, {b.pos[0], b.pos[1], in_space_ ? b.pos[2] : 0});
        for (const qiki_track& x : estimates)
            if (x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING ||
                (tentative_ && x.status == QIKI_TRACK_TENTATIVE))
                add(seen_, x.id, place(x, t.to()));
        scorer_.step(static_cast<double>(t.to()) * 1e-9, now_, seen_);
    }

    void reset() { scorer_ = qiki::score::scorer(c_, p_), next_ = 0; }

    // A value over nothing stays unset.
    void finish() const {
        const marks m = scorer_.result();
        for (size_t i = 0; i < std::size(measures); ++i)
            if (const std::optional<double> v = m.*measures[i].value) gauges_[i].set(*v);
        instants_.set(static_cast<double>(m.times));
    }

    // A sum whose answer is known: one target met at 5 m, one false track, c = 10 m.
    int selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (rows.empty()) return 1;
        const qiki::score::point one[] = {{0, 0, 0}}, two[] = {{3, 4, 0}, {100, 0, 0}};
        qiki::score::pairing work;
        const double got = qiki::score::compare(one, two, 10, 1, work).gospa;
        qiki_selftest_row& r = rows[0] = {};
        r.t = t, r.label = QIKI_LABEL_OK, r.value = got, r.min = r.max = 10;
        std::strcpy(r.device, "GOSPA");
        std::snprintf(r.found, sizeof r.found, "%.17g m", got);
        r.result = got == 10 ? QIKI_TEST_PASS : QIKI_TEST_FAIL;
        return 1;
    }

private:
    // Where the track says that it is now: a picture may be older than the tick.
    qiki::score::point place(const qiki_track& x, qiki_ns now) const {
        const double dt = x.valid & QIKI_TRACK_HAS_VELOCITY ? static_cast<double>(now - x.t) * 1e-9 : 0;
        return {x.x[0] + dt * x.x[3], x.x[1] + dt * x.x[4], in_space_ ? x.x[2] + dt * x.x[5] : 0};
    }
    void add(std::vector<qiki::score::labelled>& to, uint64_t id, const qiki::score::point& at) const {
        if (range_ > 0 && squared_distance(at, {}) > range_ * range_) return;
        to.push_back({id, at});
    }

    const qiki_host* host_;
    double c_ = 1000, range_ = 0;
    int p_ = 2;
    bool tentative_ = false, in_space_ = false;
    qiki_ns every_ = 0, next_ = 0;
    qiki::score::scorer scorer_{1000, 2};
    std::vector<qiki::score::labelled> now_, seen_;
    std::vector<qiki::gauge> gauges_;
    qiki::gauge instants_;
};
} // namespace
QIKI_PLUGIN(bridge, "qiki.bridge.score", QIKI_KIND_BRIDGE, "1.0.0", "Scores a tracker against the truth");
