// SPDX-License-Identifier: MIT
// score/atc_accuracy.hpp - by how much reports err: along and across the course, in range and azimuth as a radar sees
// them, in course and in rate of climb.
//
// The quantities of position and kinematics that OpenATS COMPASS computes (its user manual, chapter on evaluation).
#pragma once
#include "qiki/math.h"
#include "scene.hpp"

namespace qiki::score {

// Mean and deviation of what was added (Welford 1962, Technometrics 4).
struct scatter {
    double mean = 0, squares = 0;
    size_t n = 0;
    void add(double x) {
        const double off = x - mean;
        mean += off / static_cast<double>(++n);
        squares += off * (x - mean);
    }
    std::optional<double> bias() const { return n ? std::optional(mean) : std::nullopt; }
    std::optional<double> sigma() const {
        return n > 1 ? std::optional(std::sqrt(squares / static_cast<double>(n - 1))) : std::nullopt;
    }
};

class accuracy_book {
public:
    // radar: where it stands, in the plane of the files [m].
    explicit accuracy_book(std::optional<point> radar = {}) : radar_(radar) {}

    // A report and the target that it is of.
    void add(const sighted& x, const sighted& report) {
        const double e = report.place.at.x - x.place.at.x, n = report.place.at.y - x.place.at.y;
        if (radar_) seen_by(*radar_, x.place.at, report.place.at);
        if (x.climb_mps && report.climb_mps) climbs_.push_back(std::fabs(*report.climb_mps - *x.climb_mps));
        if (!x.velocity) return;
        const point &v = *x.velocity, &own = report.velocity.value_or(point{});
        const double speed = std::sqrt(v.x * v.x + v.y * v.y);
        if (!(speed > 0)) return;
        const double ahead = (e * v.x + n * v.y) / speed, aside = (e * v.y - n * v.x) / speed;
        along_.add(ahead * ahead), across_.add(aside * aside);
        if (report.velocity)
            courses_.push_back({speed, std::fabs(qiki_atan2(v.x * own.y - v.y * own.x, v.x * own.x + v.y * own.y))});
    }

    std::optional<double> along() const { return along_.root(); }   // root mean square, m
    std::optional<double> across() const { return across_.root(); } // the same
    size_t moving() const { return along_.n; }
    const scatter& range() const { return range_; }     // m; positive: too far
    const scatter& azimuth() const { return azimuth_; } // rad; positive: clockwise

    struct share {
        size_t good = 0, of = 0;
    };
    // Reports whose course errs by up to `most` [rad], of targets not slower than `least` [m/s].
    share course(double least, double most) const {
        share s;
        for (const auto& [speed, off] : courses_)
            if (speed >= least) ++s.of, s.good += off <= most;
        return s;
    }
    share climb(double most) const { // [m/s]
        share s{0, climbs_.size()};
        for (const double off : climbs_) s.good += off <= most;
        return s;
    }

private:
    void seen_by(const point& radar, const point& is, const point& said) {
        const double ie = is.x - radar.x, in = is.y - radar.y, se = said.x - radar.x, sn = said.y - radar.y;
        const double there = std::sqrt(ie * ie + in * in);
        if (!(there > 0)) return; // over the radar there is no azimuth
        range_.add(std::sqrt(se * se + sn * sn) - there);
        azimuth_.add(qiki_atan2(se * in - sn * ie, se * ie + sn * in));
    }

    std::optional<point> radar_;
    average along_, across_;
    scatter range_, azimuth_;
    std::vector<std::pair<double, double>> courses_; // speed, error
    std::vector<double> climbs_;
};
} // namespace qiki::score
