// SPDX-License-Identifier: MIT
// score/phases.hpp - errors told apart by how the target moves: steady, in transition, or in a manoeuvre.
//
// One number over all phases hides that a tracker is good on straight legs and poor in turns; air traffic control has
// specified accuracy by phase since EUROCONTROL SUR.ET1.ST01.1000-STD-01-01 (1997). The phases are found from the
// truth.
#pragma once
#include "qiki/math.h"
#include "scene.hpp"

namespace qiki::score {

enum class phase { steady, transition, turn };

struct phase_limits {
    double turn_rate = 0.5 * QIKI_PI / 180; // rad/s: who turns faster manoeuvres
    double acceleration = 0.5;              // m/s^2 along the path: who does more manoeuvres, too
    double transition = 15;                 // s behind the begin and behind the end of a manoeuvre
};

struct motion_point {
    double t = 0; // s
    point at;
    std::optional<point> velocity; // without one it is taken from the places
};

// Of each point of a path in the plane. A path of fewer than three points is steady: nothing else can be seen.
inline std::vector<phase> phases_of(std::span<const motion_point> path, const phase_limits& limits) {
    const size_t n = path.size();
    std::vector<phase> out(n, phase::steady);
    if (n < 3) return out;
    // Legs: a velocity and when it held. With velocities given they are the points, else what lies between two.
    struct leg {
        double t, x, y;
    };
    std::vector<leg> legs;
    const bool given = std::all_of(path.begin(), path.end(), [](const motion_point& p) { return p.velocity; });
    for (size_t k = 0; k < n; ++k)
        if (given) legs.push_back({path[k].t, path[k].velocity->x, path[k].velocity->y});
        else if (k > 0) {
            const double dt = path[k].t - path[k - 1].t;
            legs.push_back({(path[k].t + path[k - 1].t) / 2, (path[k].at.x - path[k - 1].at.x) / dt,
                            (path[k].at.y - path[k - 1].at.y) / dt});
        }
    const auto manoeuvres = [&](const leg& a, const leg& b) {
        const double dt = b.t - a.t, va = std::sqrt(a.x * a.x + a.y * a.y), vb = std::sqrt(b.x * b.x + b.y * b.y);
        if (std::fabs(vb - va) > limits.acceleration * dt) return true;
        if (!(va > 0 && vb > 0)) return false;
        const double angle = qiki_atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
        return std::fabs(angle) > limits.turn_rate * dt;
    };
    std::vector<uint8_t> busy(n, 0);
    for (size_t k = 0; k + 1 < legs.size(); ++k)
        if (manoeuvres(legs[k], legs[k + 1])) {
            if (given) busy[k] = busy[k + 1] = 1;
            else busy[k + 1] = 1; // legs k and k + 1 meet in this point
        }
    double changed = -1e300;
    for (size_t k = 0; k < n; ++k) {
        if (k > 0 && busy[k] != busy[k - 1]) changed = path[k].t;
        out[k] = path[k].t - changed < limits.transition ? phase::transition : busy[k] ? phase::turn : phase::steady;
    }
    return out;
}

struct phase_marks {
    size_t pairs = 0;
    std::optional<double> rmse;          // m
    std::optional<double> along, across; // root mean squares along and across the true course, m
    std::optional<double> speed;         // root mean square difference of speed, m/s
    std::optional<double> course;        // root mean square difference of course, rad
};

class phase_book {
public:
    explicit phase_book(const phase_limits& limits) : limits_(limits) {}

    void begin_run() {
        close_run();
        paths_.clear();
    }

    // relate()d, in the order of time.
    void add(const scene& s) {
        for (const sighted& x : s.truth) paths_[x.place.id].points.push_back({s.t, x.place.at, x.velocity});
        for (size_t j = 0; j < s.tracks.size(); ++j) {
            if (s.target_of[j] == alone) continue;
            const sighted& x = s.truth[static_cast<size_t>(s.target_of[j])];
            target& to = paths_[x.place.id];
            to.errors.push_back({to.points.size() - 1, s.tracks[j].place.at, s.tracks[j].velocity});
        }
    }

    std::array<phase_marks, 3> result() const {
        phase_book all = *this;
        all.close_run();
        std::array<phase_marks, 3> out;
        for (size_t i = 0; i < 3; ++i) {
            const sums& x = all.sums_[i];
            out[i] = {x.all.n, x.all.root(), x.along.root(), x.across.root(), x.speed.root(), x.course.root()};
        }
        return out;
    }

private:
    struct error {
        size_t at; // in the path
        point said;
        std::optional<point> velocity;
    };
    struct target {
        std::vector<motion_point> points;
        std::vector<error> errors;
    };
    struct sums {
        average all, along, across, speed, course; // of squares
    };

    static std::optional<point> velocity_at(const std::vector<motion_point>& path, size_t k) {
        if (path[k].velocity) return path[k].velocity;
        if (path.size() < 2) return std::nullopt;
        const motion_point &a = path[k > 0 ? k - 1 : 0], &b = path[k + 1 < path.size() ? k + 1 : k];
        return point{(b.at.x - a.at.x) / (b.t - a.t), (b.at.y - a.at.y) / (b.t - a.t)};
    }

    void close_run() {
        for (const auto& [id, x] : paths_) {
            const std::vector<phase> phases = phases_of(x.points, limits_);
            for (const error& e : x.errors) {
                sums& to = sums_[static_cast<size_t>(phases[e.at])];
                const point& is = x.points[e.at].at;
                const double ex = e.said.x - is.x, ey = e.said.y - is.y, ez = e.said.z - is.z;
                to.all.add(ex * ex + ey * ey + ez * ez);
                const std::optional<point> v = velocity_at(x.points, e.at);
                const double speed = v ? std::sqrt(v->x * v->x + v->y * v->y) : 0;
                if (!(speed > 0)) continue;
                const double along = (ex * v->x + ey * v->y) / speed, across = (ex * v->y - ey * v->x) / speed;
                to.along.add(along * along), to.across.add(across * across);
                if (!e.velocity) continue;
                const double own = std::sqrt(e.velocity->x * e.velocity->x + e.velocity->y * e.velocity->y);
                to.speed.add((own - speed) * (own - speed));
                if (!(own > 0)) continue;
                const double turned = qiki_atan2(v->x * e.velocity->y - v->y * e.velocity->x,
                                                 v->x * e.velocity->x + v->y * e.velocity->y);
                to.course.add(turned * turned);
            }
        }
        paths_.clear();
    }

    phase_limits limits_;
    std::map<uint64_t, target> paths_; // of the open run
    std::array<sums, 3> sums_;
};
} // namespace qiki::score
