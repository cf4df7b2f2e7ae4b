// SPDX-License-Identifier: MIT
// host/conform/drive/errors.cpp - what the law of honest errors says of many of them.
#include "host/conform/drive/errors.hpp"
#include "host/conform/check.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace {
constexpr double alike = 0.25, unlikely = 4.8916; // of a normal law, either side together 1e-6
} // namespace

void moments::judge(const std::string& what) const {
    const double mean = one / n, square = two / n;
    const double spread = std::sqrt(std::max(four / n - square * square, 0.0) / n);
    char text[200];
    std::snprintf(text, sizeof text, "%.0f errors in their sigmas have the mean %.4f and the mean square %.4f", n, mean,
                  square);
    if (std::fabs(mean) > unlikely * std::sqrt(square / n) + 1e-3)
        throw failed(
            what + text +
            ": expected the mean 0 (by chance one in a million); take the bias out, or state more (rule radar.sigma)");
    if (std::fabs(square - 1) > unlikely * spread + 0.01)
        throw failed(what + text +
                     ": expected the mean square 1 (by chance one in a million); state the variance that was drawn "
                     "(rule radar.sigma)");
}

void products::judge(const std::string& what, int k, int l) const {
    if (n < enough_errors) return;
    const double mean = one / n, doubt = unlikely * std::sqrt(two / n / n) + 0.01;
    if (std::fabs(mean) <= doubt) return;
    char text[200];
    std::snprintf(
        text, sizeof text,
        "%.0f errors of z[%d] and z[%d], in their sigmas, have a correlation that lies %.4f beside the stated "
        "one (known to %.4f)",
        n, k, l, mean, doubt);
    throw failed(what + text +
                 ": expected 0 (by chance one in a million); draw each from a number of its own, or state the "
                 "covariance (rule radar.sigma)");
}

void repeats::judge(const std::string& what, const moments& m, const std::string& later) const {
    if (n < enough_errors) return;
    const double mean = m.one / m.n, variance = std::sqrt(then * now) / n - mean * mean;
    if (!(variance > 0)) return;
    const double found = (one / n - mean * mean) / variance;
    if (!(found >= std::max(alike, 8 * std::sqrt(two) / n / variance))) return;
    char text[200];
    std::snprintf(text, sizeof text,
                  "the errors of a body in one look and in %s have the correlation %.3f over %.0f pairs", later.c_str(),
                  found, n);
    throw failed(what + text +
                 ": expected new errors in each look; draw by (rng_key, tick, who, purpose, i), where the tick changes "
                 "with each look (rules det.2, radar.sigma)");
}

void twins::add(size_t body, const std::array<double, 4>& errors) { now_.insert_or_assign(body, errors); }
void twins::close() {
    const auto same = [](const std::array<double, 4>& a, const std::array<double, 4>& b) {
        int shared = 0;
        for (size_t k = 0; k < 4; ++k) {
            if (std::isnan(a[k]) || std::isnan(b[k])) continue;
            if (++shared; !(std::fabs(a[k] - b[k]) < 1e-6)) return false;
        }
        return shared > 0;
    };
    for (auto a = now_.begin(); a != now_.end(); ++a)
        for (auto b = std::next(a); b != now_.end(); ++b) {
            pairs_ += 1;
            if (same(a->second, b->second)) same_ += 1, a_ = a->first, b_ = b->first;
        }
    now_.clear();
}
void twins::judge(const std::string& what) const {
    if (pairs_ < enough_errors || same_ * 200 <= pairs_) return;
    char text[200];
    std::snprintf(text, sizeof text,
                  "of %.0f pairs of bodies in one look %.0f have the same errors in all that is measured, bodies %zu "
                  "and %zu among them",
                  pairs_, same_, a_, b_);
    throw failed(what + text +
                 ": expected errors of its own for each body; draw by the whole entity, and let nothing of it be cut "
                 "off (rules radar.sigma, det.2)");
}

void diary::add(size_t body, size_t tick, double error) {
    std::vector<double>& all = errors_[body];
    ticks_ = std::max(ticks_, tick + 1);
    if (all.size() <= tick) all.resize(tick + 1, NAN);
    if (std::isnan(all[tick])) all[tick] = error;
}

void diary::judge(const std::string& what, const moments& m) const {
    for (size_t apart = 1; apart < ticks_; ++apart) {
        repeats of;
        for (const auto& [body, error] : errors_)
            for (size_t i = apart; i < error.size(); ++i)
                if (!std::isnan(error[i] * error[i - apart])) of.add(error[i - apart], error[i]);
        of.judge(what, m, apart == 1 ? "that of the next tick" : "that of " + std::to_string(apart) + " ticks later");
    }
}
} // namespace qiki::conform
