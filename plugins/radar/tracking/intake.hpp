// SPDX-License-Identifier: MIT
// tracking/intake.hpp - from frames and contacts to plots: order, duplicates, late frames, bad values, missing
// covariances.
#pragma once
#include "coverage.hpp"
#include "plot.hpp"
#include "qiki/qiki.hpp"
#include <tuple>

namespace tracking {

// A frame with the view its contacts are in. Readers take frames by t_available, t_to, source, sensor, seq.
struct job {
    const qiki_frame* frame;
    uint32_t writer;
};
inline void in_order(std::vector<job>& jobs) {
    std::sort(jobs.begin(), jobs.end(), [](const job& a, const job& b) {
        const auto key = [](const job& j) {
            const qiki_frame& f = *j.frame;
            return std::tuple(f.t_available, f.t_to, f.source, f.sensor, f.seq, j.writer);
        };
        return key(a) < key(b);
    });
}

// What a tracker makes room for before its first tick, from the number of tracks it should expect: as many false plots,
// and a track seldom competes for more than eight plots. More of anything is no error; the buffers grow then.
struct room {
    size_t tracks, plots, pairs;
    static constexpr size_t frames = 64, sensors = 16;
    explicit constexpr room(size_t expected) : tracks(expected), plots(2 * expected), pairs(8 * expected) {}
};

// What is remembered of one sensor of one source: which frames came, and how often it looks in each direction.
struct sensor {
    static constexpr size_t bins = 64;
    uint32_t source = 0, number = 0;
    uint64_t newest = 0, seen = 0; // seq of the newest frame; bit k: frame newest - k came
    qiki_ns t_newest = INT64_MIN, period = 0;
    static constexpr qiki_ns never = INT64_MIN;
    std::array<qiki_ns, bins> looked = [] {
        std::array<qiki_ns, bins> none;
        none.fill(never);
        return none;
    }();

    enum class arrival { on_time, late, again };

    // A frame that repeats a number, or is more than 64 numbers behind, is taken once only. Several of one time are the
    // parts of a look, none of them late.
    arrival arrive(const qiki_frame& f) {
        const bool first = t_newest == INT64_MIN, behind = !first && f.t_to < t_newest;
        const arrival came = behind ? arrival::late : arrival::on_time;
        if (!first) {
            if (f.seq <= newest && newest - f.seq < 64) {
                const uint64_t bit = uint64_t{1} << (newest - f.seq);
                if (seen & bit) return arrival::again;
                seen |= bit;
                t_newest = std::max(t_newest, f.t_to);
                return came;
            }
            // Far behind in number: old, unless its time says that the source began anew.
            if (f.seq <= newest && f.t_to <= t_newest) return arrival::again;
        }
        const uint64_t step = f.seq > newest ? f.seq - newest : 64;
        seen = first || step >= 64 ? 1 : seen << step | 1;
        newest = f.seq;
        t_newest = std::max(t_newest, f.t_to);
        return came;
    }

    // Time between two looks in one direction, learned from the sectors (or from frame to frame where there are none).
    void look(const qiki_frame& f) {
        const bool sector = f.valid & QIKI_FRAME_HAS_SECTOR;
        for (size_t b = 0; b < bins; ++b) {
            const double middle = (static_cast<double>(b) + 0.5) * 2 * QIKI_PI / bins;
            if (sector && !inside_arc(middle, f.bearing[0], f.bearing[1])) continue;
            if (looked[b] != never && f.t_to > looked[b]) period = f.t_to - looked[b];
            looked[b] = f.t_to;
        }
    }
};

static_assert(sizeof(sensor) == 552, "no padding: it is saved as it stands");

// A frame that ended so long before `now`, ns, begins no track. max_late: s. Its first plots may be a whole turn older.
inline bool too_late(const qiki_frame& f, qiki_ns now, double max_late) {
    return now != INT64_MIN && static_cast<double>(now) - static_cast<double>(f.t_to) > max_late * 1e9;
}

// Whether what a frame does not tell of is a miss: it came on time and whole, with all its contacts.
inline bool tells_all(const qiki_frame& f, size_t contacts, sensor::arrival came) {
    return came == sensor::arrival::on_time && (f.flags & QIKI_FRAME_COMPLETE) && contacts == f.count &&
           f.label == QIKI_LABEL_OK;
}
// Its detection probability, or this where it does not say.
inline double stated_pd(const qiki_frame& f, double otherwise) {
    return f.valid & QIKI_FRAME_HAS_PD && f.pd > 0 ? f.pd : otherwise;
}

// Sensors in the order they were first heard.
class sensors {
public:
    size_t index(uint32_t source, uint32_t number) {
        for (size_t i = 0; i < all.size(); ++i)
            if (all[i].source == source && all[i].number == number) return i;
        sensor s;
        s.source = source, s.number = number;
        all.push_back(s);
        return all.size() - 1;
    }
    std::vector<sensor> all;
};

// What stands in where a frame does not say.
struct assumptions {
    std::array<double, 4> sigma_polar{50, 0.003, 0.01, 1}; // m, rad, rad, m/s
    double sigma_position = 50;                            // m
    double sigma_height = 60;                              // m, of a pressure height
    double height_mean = 5000, height_sigma = 4000;        // m above the ellipsoid, of what says nothing about it
    double clutter_density = 1e-10;                        // false plots per m^2 and look
    double bearing_density = 0.1;                          // false bearings per rad and look
    double max_speed = 400;
    bool plane = false;
    bool use_identity = true;
};

// Whether the frame says its density of false plots, in a unit that is known here.
inline bool states_clutter(const qiki_frame& f) {
    return (f.valid & QIKI_FRAME_HAS_CLUTTER) && f.clutter_density > 0 && std::isfinite(f.clutter_density) &&
           (f.clutter_kind == QIKI_POLAR || f.clutter_kind == QIKI_ENU);
}

// A stated polar density counts each component that has a sigma. What elevation and range rate span together, so that
// the density times this is one per m rad.
inline double beyond_position(const qiki_frame& f, const assumptions& a) {
    if (!(f.valid & QIKI_FRAME_HAS_SIGMA)) return 1;
    return (f.sigma[2] > 0 ? QIKI_PI / 2 : 1) * (f.sigma[3] > 0 ? 2 * a.max_speed : 1);
}

inline bool finite(const double* v, size_t n) {
    for (size_t i = 0; i < n; ++i)
        if (!std::isfinite(v[i])) return false;
    return true;
}

// A function of what mostly is what it was a moment ago: the variances and densities of a frame.
class repeated {
public:
    template <class F>
    double operator()(F&& f, double x) {
        if (!(x == x_)) x_ = x, y_ = f(x);
        return y_;
    }

private:
    double x_ = QIKI_NAN, y_ = 0;
};

class plot_maker {
public:
    plot_maker(const assumptions& a, const tangent_plane& plane, double origin_height, const qiki_frame& f)
        : a_(a), plane_(plane), f_(f), ok_(axes::of(f, axes_)) {
        const bool platform = f.valid & QIKI_FRAME_HAS_PLATFORM;
        ok_ = ok_ && f.label != QIKI_LABEL_INVALID &&
              (!platform || (within(f.pos, 3, farthest) && within(f.vel, 3, fastest)));
        view_.frame = axes_;
        view_.turned = f.axes == QIKI_AXES_BODY;
        view_.plane = a.plane;
        view_.origin_height = origin_height;
        if (platform && ok_) view_.velocity = {f.vel[0], f.vel[1], f.vel[2]}, pos_ = {f.pos[0], f.pos[1], f.pos[2]};
    }
    const viewpoint& view() const { return view_; }

    // p: a fresh one. False when the contact cannot be used: not finite, later than its frame, no position, or a
    // strobe without range.
    bool make(const qiki_contact& c, plot& p) const;
    // The same of a strobe: a bearing, and elevation where it is told. False for what is none.
    bool bearing(const qiki_contact& c, plot& p) const; // bearings.hpp

private:
    // Whether what it says may be believed at all, whatever its kind.
    bool sound(const qiki_contact& c) const;
    bool polar(const qiki_contact& c, plot& p) const;
    bool cartesian(const qiki_contact& c, plot& p) const;
    void add(plot& p, component what, double z) const {
        p.what[p.m] = what;
        p.z[p.m++] = z;
    }
    // Pressure height of c above the ellipsoid, if it may be believed.
    bool height(const qiki_contact& c, double& h) const {
        h = c.height_m;
        return (c.valid & QIKI_CONTACT_HAS_HEIGHT) && !(c.height_flags & (QIKI_CODE_NOT_VALIDATED | QIKI_CODE_GARBLED));
    }
    double sagitta(double east, double north) const { return (east * east + north * north) / (2 * earth_radius); }
    void claim_of(const qiki_contact& c, claim& who) const;
    void null_density(const qiki_contact& c, plot& p, double range) const;

    const assumptions& a_;
    const tangent_plane& plane_;
    const qiki_frame& f_;
    axes axes_;
    bool ok_;
    viewpoint view_;
    vec3 pos_{};
    mutable repeated exp_, log_, log_all_;
};

} // namespace tracking
