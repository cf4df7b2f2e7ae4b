// SPDX-License-Identifier: MIT
// host/observe/series.cpp - fills buckets; joins them two by two when there are too many.
#include "host/observe/series.hpp"
#include <algorithm>

namespace qiki::observe {
namespace {
double either(double a, double b) { return std::isnan(a) ? b : a; }
} // namespace

void series::bucket::add(double t, double value) {
    if (!std::isfinite(value)) {
        double& gap = present ? after : before;
        gap = either(gap, t);
        return;
    }
    const sample s{t, value};
    if (!present) first = low = high = s;
    present = true;
    within = either(within, after), after = NAN;
    if (value < low.value) low = s;
    if (value > high.value) high = s;
    last = s;
}

void series::bucket::join(const bucket& next) {
    if (!next.present) {
        double& gap = present ? after : before;
        gap = either(gap, next.before);
        return;
    }
    if (!present) {
        const double since = either(before, next.before);
        *this = next;
        before = since;
        return;
    }
    within = either(within, either(after, either(next.before, next.within)));
    after = next.after;
    if (next.low.value < low.value) low = next.low;
    if (next.high.value > high.value) high = next.high;
    last = next.last;
}

void series::add(double t, double value) {
    if (std::isfinite(value)) {
        changes_ += present_ && value != newest_;
        least_ = present_ ? std::min(least_, value) : value;
        most_ = present_ ? std::max(most_, value) : value;
        newest_ = value;
        ++present_;
    }
    if (samples_++ % stride_ == 0) {
        if (buckets_.size() == most_buckets) {
            for (size_t i = 0; 2 * i < buckets_.size(); ++i) {
                buckets_[i] = buckets_[2 * i];
                buckets_[i].join(buckets_[2 * i + 1]);
            }
            buckets_.resize(most_buckets / 2);
            stride_ *= 2;
        }
        buckets_.emplace_back();
    }
    buckets_.back().add(t, value);
}

std::vector<std::pair<double, double>> series::points() const {
    std::vector<std::pair<double, double>> out;
    for (const bucket& b : buckets_) {
        const size_t begin = out.size();
        const auto gap = [&](double t) {
            if (!std::isnan(t)) out.emplace_back(t, NAN);
        };
        gap(b.before);
        if (b.present)
            for (const sample& s : {b.first, b.low, b.high, b.last}) out.emplace_back(s.t, s.value);
        gap(b.within), gap(b.after);
        const auto from = out.begin() + static_cast<std::ptrdiff_t>(begin);
        std::stable_sort(from, out.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
        out.erase(std::unique(from, out.end(), [](const auto& x, const auto& y) { return x.first == y.first; }),
                  out.end());
    }
    return out;
}
} // namespace qiki::observe
