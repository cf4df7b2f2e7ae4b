// SPDX-License-Identifier: MIT
// trackers/lessons.hpp - what a tracker learns of its sensors while it runs: where false plots come from, and where
// they see.
#pragma once
#include "../tracking/clutter_map.hpp"
#include "../tracking/coverage_map.hpp"
#include "../tracking/undetected.hpp"
#include "associate.hpp"

namespace tracking {

// Of one sensor.
struct lesson {
    clutter_map clutter;
    coverage_map coverage;
    qiki_ns begun = INT64_MIN; // its first frame
};
static_assert(sizeof(lesson) == sizeof(clutter_map) + sizeof(coverage_map) + sizeof(qiki_ns));

class lessons {
public:
    bool clutter = false, coverage = false;
    double memory = 600;           // s
    std::vector<lesson> by_sensor; // this is what must be saved

    static lessons of(const qiki::config& c) {
        lessons l;
        l.clutter = c.flag("learn_clutter", false), l.coverage = c.flag("learn_coverage", false);
        l.memory = c.real("learn_time", 600);
        return l;
    }
    void reserve(const room& r) {
        if (clutter || coverage) by_sensor.reserve(r.sensors);
    }
    void state(auto& io) { state(io, by_sensor); }
    static void state(auto& io, std::vector<lesson>& all) {
        io(all);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            for (const lesson& x : all)
                if (!x.clutter.sound() || !x.coverage.sound())
                    throw qiki::failure(QIKI_E_STATE, "state: counts that cannot be");
    }

    // Frame f of sensor k as the lessons have it: with the density of false plots that was learnt.
    qiki_frame told(const qiki_frame& f, size_t k) {
        if ((clutter || coverage) && by_sensor.size() <= k) by_sensor.resize(k + 1);
        qiki_frame g = f;
        if (clutter && states_clutter(f)) g.clutter_density *= by_sensor[k].clutter.level();
        return g;
    }
    // Plots of such a frame: what their cells have more or less than the whole.
    void weigh(std::span<plot> plots, const qiki_frame& f, size_t k) const {
        if (!clutter || f.axes != QIKI_AXES_ENU) return;
        const clutter_map& map = by_sensor[k].clutter;
        const double whole = states_clutter(f) ? map.level() : 1;
        for (plot& p : plots) {
            const double more = qiki_log(map.ratio(cell_of(f, p.at[0], p.at[1])) / whole);
            p.log_null += more, p.log_ground += more;
        }
    }
    // After frame f, as it was said, which told all it saw. foreign(j): no confirmed track took plot j. The first turns
    // teach nothing: whatever they see has no track yet. unseen: what is known of the fields of those that do not say.
    template <class Foreign>
    void learn(const qiki_frame& f, size_t k, qiki_ns period, const assumptions& a, std::span<const plot> plots,
               std::span<const undetected> unseen, Foreign&& foreign) {
        if (!clutter || f.axes != QIKI_AXES_ENU) return;
        lesson& x = by_sensor[k];
        if (x.begun == INT64_MIN) x.begun = f.t_to;
        for (const plot& p : plots) x.clutter.stretch(qiki_hypot(p.at[0] - east_of(f), p.at[1] - north_of(f)));
        field stated;
        if (period <= 0 || f.t_to - x.begun < 2 * period || !looked_at(f, a, x.clutter.far(), stated)) return;
        double all = stated.all({}, {}).clutter;
        if (field whole; !field::of(f, a, whole) && k < unseen.size())
            if (const glimpse g = unseen[k].look(f, a); g.area > 0) all = g.clutter;
        x.clutter.learn(stated, all, f.t_to, memory, [&](auto&& take) {
            for (uint32_t j = 0; j < plots.size(); ++j)
                if (foreign(j)) take(cell_of(f, plots[j].at[0], plots[j].at[1]));
        });
    }
    // Where sensor k sees, if that is learnt.
    coverage_map* seen(const qiki_frame& f, size_t k) {
        if (!coverage || f.axes != QIKI_AXES_ENU) return nullptr;
        by_sensor[k].coverage.age(f.t_to, memory);
        return &by_sensor[k].coverage;
    }

private:
    static double east_of(const qiki_frame& f) { return f.valid & QIKI_FRAME_HAS_PLATFORM ? f.pos[0] : 0; }
    static double north_of(const qiki_frame& f) { return f.valid & QIKI_FRAME_HAS_PLATFORM ? f.pos[1] : 0; }
    static size_t cell_of(const qiki_frame& f, double east, double north) {
        return cells::of(east - east_of(f), north - north_of(f));
    }
    // What the frame looked at and what it says of false plots there; where it says no limit of range, as far as plots
    // were, and where it says no density, what is assumed.
    static bool looked_at(const qiki_frame& f, const assumptions& a, double far, field& out) {
        if (field::of(f, a, out)) return true;
        const bool sector = f.valid & QIKI_FRAME_HAS_SECTOR, stated = states_clutter(f);
        out = {};
        out.range = {0, far}, out.width = 2 * QIKI_PI;
        if (sector && f.range[0] >= 0 && f.range[1] > f.range[0]) out.range = {f.range[0], f.range[1]};
        if (sector && f.bearing[1] != f.bearing[0] && f.bearing[1] - f.bearing[0] < 2 * QIKI_PI) {
            out.from = f.bearing[0], out.width = f.bearing[1] - f.bearing[0];
            out.width -= 2 * QIKI_PI * std::floor(out.width / (2 * QIKI_PI));
        }
        out.by_ground = !(stated && f.clutter_kind == QIKI_POLAR);
        out.density = stated ? f.clutter_density * (out.by_ground ? 1 : beyond_position(f, a)) : a.clutter_density;
        return out.range[1] > out.range[0] && std::isfinite(out.all({}, {}).clutter);
    }
};

// Whether no confirmed track took plot j. at(i): track i.
template <class At>
bool is_foreign(const associator& match, uint32_t j, At&& at) {
    return match.track_of[j] == associator::nobody || !at(match.track_of[j]).confirmed();
}

// The same as metrics, of all sensors together.
class lesson_gauges {
public:
    lesson_gauges() = default;
    explicit lesson_gauges(const qiki_host& h)
        : level_(h, "clutter.level", "1", "false plots that were counted / those that were stated, over all cells"),
          least_(h, "clutter.least", "1", "the same in the cell that has fewest"),
          most_(h, "clutter.most", "1", "and in the one that has most"),
          seen_(h, "coverage.least", "1",
                "detection probability in the cell where it is least, of those often looked at") {}
    // all: what l has learnt, wherever it is kept.
    void set(const lessons& l, const std::vector<lesson>& all, double pd) const {
        if (all.empty()) return;
        double sum = 0, least = HUGE_VAL, most = 0, seen = pd;
        for (const lesson& x : all) {
            if (l.clutter)
                sum += x.clutter.level(), least = std::min(least, x.clutter.least()),
                                          most = std::max(most, x.clutter.most());
            if (l.coverage) seen = std::min(seen, x.coverage.least(pd, 4));
        }
        if (l.clutter) level_.set(sum / static_cast<double>(all.size())), least_.set(least), most_.set(most);
        if (l.coverage) seen_.set(seen);
    }

private:
    qiki::gauge level_, least_, most_, seen_;
};

} // namespace tracking
