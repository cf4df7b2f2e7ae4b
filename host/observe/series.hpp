// SPDX-License-Identifier: MIT
// host/observe/series.hpp - a value over time in bounded memory; no peak, no dip and no gap of it is lost.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace qiki::observe {

// Samples by ascending time. While there are few, each is kept. Of more, every bucket of neighbours keeps the first,
// the least, the greatest and the last (M4: Jugel, Jerzak, Hackenbroich, Markl 2014), and where some were absent.
class series {
public:
    static constexpr size_t most_buckets = 1024; // when there are as many, neighbours are joined

    void add(double t, double value); // what is not finite is absent
    // By ascending time; a NaN says that nothing is known from there to the next point. At most seven a bucket.
    std::vector<std::pair<double, double>> points() const;

    bool any() const { return present_ > 0; }
    uint64_t present() const { return present_; }
    double least() const { return least_; } // of those present
    double most() const { return most_; }
    // Most samples are what the one before them was.
    bool mostly_constant() const { return present_ > 1 && changes_ * 2 < present_; }

private:
    struct sample {
        double t = 0, value = 0;
    };
    struct bucket {
        sample first, low, high, last;                  // of those present
        bool present = false;                           // some are
        double before = NAN, within = NAN, after = NAN; // when absent ones began, around those present
        void add(double t, double value);
        void join(const bucket& next);
    };

    std::vector<bucket> buckets_;
    uint64_t samples_ = 0, stride_ = 1, present_ = 0, changes_ = 0;
    double least_ = 0, most_ = 0, newest_ = 0;
};
} // namespace qiki::observe
