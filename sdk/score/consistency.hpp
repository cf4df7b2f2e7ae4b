// SPDX-License-Identifier: MIT
// score/consistency.hpp - are errors as large as their covariances say? NEES and NIS with their chi-square bands.
//
// Bar-Shalom, Li, Kirubarajan 2001 (Estimation with Applications to Tracking and Navigation), section 5.4.2: the mean
// of N normalised squared errors of n dimensions lies within the quantiles of chi-square(N n) / N.
#pragma once
#include "distributions.hpp"
#include "scene.hpp"

namespace qiki::score {

// e' P^-1 e in the plane; absent when P is not positive definite. cov: xx, xy, yy.
inline std::optional<double> normalised_squared(double ex, double ey, const std::array<double, 3>& cov) {
    const double det = cov[0] * cov[2] - cov[1] * cov[1];
    if (!(cov[0] > 0 && cov[2] > 0 && det > 0)) return std::nullopt;
    return (ex * ex * cov[2] - 2 * ex * ey * cov[1] + ey * ey * cov[0]) / det;
}

struct band {
    double low = 0, high = 0;
    bool holds(double x) const { return x >= low && x <= high; }
};

// Two-sided, of the mean of `count` normalised squared errors with `degrees` dimensions in all. probability: 0.95 for
// 95 %.
inline band consistency_band(size_t count, size_t degrees, double probability) {
    const auto all = static_cast<double>(degrees), n = static_cast<double>(count);
    return {chi_square_quantile((1 - probability) / 2, all) / n, chi_square_quantile((1 + probability) / 2, all) / n};
}

struct consistency_marks {
    size_t count = 0;               // of normalised squared errors
    std::optional<double> mean;     // over all of them
    std::optional<double> expected; // its best value: the mean number of dimensions
    std::optional<band> all;        // of that mean, as if they were independent: those of one track are not
    std::optional<double> inside;   // share of instants whose mean over targets and runs lies in its own band
    std::optional<double> gated;    // share of single errors below their one-sided quantile
    size_t refused = 0;             // covariances that were not positive definite
};

class consistency_book {
public:
    // Normalised squared errors of one instant.
    struct heap {
        double sum = 0;
        size_t count = 0, degrees = 0;
        double mean() const { return sum / static_cast<double>(count); }
    };

    // probability: of the bands. Throws std::invalid_argument.
    explicit consistency_book(double probability = 0.95) : probability_(probability) {
        if (!(probability > 0 && probability < 1))
            throw std::invalid_argument("consistency: expected a probability between 0 and 1");
    }

    // instant: the same number is the same instant, over runs. dims: 1 or more.
    void add(int64_t instant, double normalised, size_t dims) {
        for (heap* h : {&by_instant_[instant], &all_}) h->sum += normalised, ++h->count, h->degrees += dims;
        auto limit = limits_.find(dims);
        if (limit == limits_.end())
            limit = limits_.emplace(dims, chi_square_quantile(probability_, static_cast<double>(dims))).first;
        below_ += normalised <= limit->second;
    }

    // Errors of position in the plane, of the tracks that follow a target and have a covariance.
    void add_errors(int64_t instant, const scene& s) {
        for (size_t j = 0; j < s.tracks.size(); ++j) {
            if (s.target_of[j] == alone || !s.tracks[j].covariance) continue;
            const point &is = s.truth[static_cast<size_t>(s.target_of[j])].place.at, &said = s.tracks[j].place.at;
            if (const auto n = normalised_squared(said.x - is.x, said.y - is.y, *s.tracks[j].covariance))
                add(instant, *n, 2);
            else ++refused_;
        }
    }
    // Innovations, of the same tracks; those of false tracks tell of clutter, not of the filter.
    void add_innovations(int64_t instant, const scene& s) {
        for (size_t j = 0; j < s.tracks.size(); ++j)
            if (s.target_of[j] != alone && s.tracks[j].nis)
                add(instant, s.tracks[j].nis->squared, s.tracks[j].nis->dims);
    }

    const std::map<int64_t, heap>& by_instant() const { return by_instant_; }
    band band_of(const heap& h) const { return consistency_band(h.count, h.degrees, probability_); }

    consistency_marks result() const {
        consistency_marks m{.count = all_.count};
        m.refused = refused_;
        if (!all_.count) return m;
        m.mean = all_.mean(), m.all = band_of(all_);
        m.expected = static_cast<double>(all_.degrees) / static_cast<double>(all_.count);
        std::map<std::pair<size_t, size_t>, band> bands;
        size_t inside = 0;
        for (const auto& [instant, h] : by_instant_) {
            auto at = bands.find({h.count, h.degrees});
            if (at == bands.end()) at = bands.emplace(std::pair(h.count, h.degrees), band_of(h)).first;
            inside += at->second.holds(h.mean());
        }
        m.inside = static_cast<double>(inside) / static_cast<double>(by_instant_.size());
        m.gated = static_cast<double>(below_) / static_cast<double>(all_.count);
        return m;
    }

private:
    double probability_;
    size_t below_ = 0, refused_ = 0;
    std::map<size_t, double> limits_; // by dimensions
    std::map<int64_t, heap> by_instant_;
    heap all_;
};
} // namespace qiki::score
