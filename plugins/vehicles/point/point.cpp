// SPDX-License-Identifier: MIT
// plugins/vehicles/point/point.cpp - qiki.vehicle.point: one body that moves under constant acceleration, or stands.
#include "../common/body.hpp"
#include "../common/selftest.hpp"
#include "motion.hpp"
#include <cmath>

namespace point {

constexpr qiki_param parameters[] = {
    qiki::reals("at", "m", "0,0,0", -1e9, 1e9, "where it starts: east, north, up"),
    qiki::reals("velocity", "m/s", "0,0,0", -1e5, 1e5, "at the start: east, north, up"),
    qiki::reals("acceleration", "m/s^2", "0,0,0", -1e4, 1e4, "constant: east, north, up"),
    qiki::real("heading", "rad", 0, -2 * QIKI_PI, 2 * QIKI_PI,
               "bearing it faces while it does not move; else it faces where it goes"),
    qiki::real("start", "s", 0, 0, 1e9, "when it appears"),
    qiki::real("stop", "s", 0, 0, 1e9, "when it vanishes; 0: never"),
};

class vehicle {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1>;
    using inputs = qiki::ports<>;
    using outputs = qiki::ports<truth>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto all_parameters = vehicles::joined(parameters, vehicles::body_parameters("unknown"));
    static constexpr auto& params = all_parameters.rows;

    vehicle(const qiki_host&, const qiki_instance_info& i) : entity_(i.self_entity) {}

    void configure(const qiki::config& c) {
        constexpr const char* axes = "east, north, up";
        motion_.at = vehicles::triple(c, "at", axes);
        motion_.velocity = vehicles::triple(c, "velocity", axes);
        motion_.acceleration = vehicles::triple(c, "acceleration", axes);
        motion_.heading = c.real("heading", 0);
        start_ = instant(c.real("start", 0));
        stop_ = instant(c.real("stop", 0));
        if (stop_ != 0 && stop_ <= start_)
            vehicles::refuse("stop: expected more than start, which is %g s, found %g s; 0 is never",
                             c.real("start", 0), c.real("stop", 0));
        still_ = vehicles::body::read(c, 1).record(0);
        still_.entity = entity_;
        still_.valid |= QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
    }

    // There from start (exclusive, as ticks are) to stop (inclusive). Whether a record is the first follows from the
    // tick alone, so there is no state.
    qiki_status step(const qiki::tick<vehicle>& t) const {
        const bool ended = stop_ != 0 && t.from() >= stop_;
        if (t.to() <= start_ || ended) return QIKI_OK;
        if (t.room<truth>() == 0) return QIKI_MORE;
        const bool ends = stop_ != 0 && t.to() >= stop_;
        qiki_truth r = at(ends ? stop_ : t.to());
        if (t.from() <= start_) r.flags |= QIKI_TRUTH_CREATED;
        if (ends) r.flags |= QIKI_TRUTH_REMOVED;
        t.put<truth>(r);
        return QIKI_OK;
    }

    // Does the record agree with itself: a unit attitude, and a velocity that is the change of position?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const qiki_truth r = at(std::max(t, start_));
        double norm = 0, off = 0, fast = 1;
        for (double q : r.att) norm += q * q;
        const double s = seconds(r.t - start_), h = 1e-3;
        const vec3 before = motion_.position(s - h), after = motion_.position(s + h);
        for (size_t i = 0; i < 3; ++i) {
            off = std::fmax(off, std::fabs((after[i] - before[i]) / (2 * h) - r.vel[i]));
            fast = std::fmax(fast, std::fmax(std::fabs(r.vel[i]), 1e-9 * std::fabs(r.pos[i]) / h));
        }
        vehicles::report out{rows, entity_, t};
        out.row("attitude", norm, 1 - 1e-12, 1 + 1e-12);
        out.row("kinematics", off / fast, 0, 1e-6);
        return out.count;
    }

private:
    static qiki_ns instant(double s) { return static_cast<qiki_ns>(std::floor(s * 1e9 + 0.5)); }
    static double seconds(qiki_ns t) { return static_cast<double>(t) / 1e9; }

    qiki_truth at(qiki_ns t) const {
        qiki_truth r = still_;
        r.t = t;
        const double s = seconds(t - start_);
        const vec3 p = motion_.position(s), v = motion_.speed(s);
        for (size_t i = 0; i < 3; ++i) r.pos[i] = p[i] + 0.0, r.vel[i] = v[i] + 0.0;
        face(motion_, v, r.att, r.rate);
        for (double& q : r.att) q += 0.0;
        for (double& q : r.rate) q += 0.0;
        return r;
    }

    uint64_t entity_;
    motion motion_;
    qiki_ns start_ = 0, stop_ = 0;
    qiki_truth still_{};
};

} // namespace point

QIKI_PLUGIN(point::vehicle, "qiki.vehicle.point", QIKI_KIND_VEHICLE, "0.1.0",
            "A body under constant acceleration, exact at any time");
