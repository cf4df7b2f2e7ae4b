// SPDX-License-Identifier: MIT
// score/gospa.hpp - how far a set of estimates is from the set of true positions: GOSPA with its parts, and OSPA.
//
// GOSPA: Rahmathullah, Garcia-Fernandez, Svensson 2017 (FUSION), Proposition 1 with alpha = 2.
// OSPA: Schuhmacher, Vo, Vo 2008 (IEEE Trans. Signal Processing 56(8)), eq. 3.
#pragma once
#include "pairing.hpp"

namespace qiki::score {

// Of one instant. The parts are powers p of metres, so that they add up.
struct set_distance {
    double location = 0, missed = 0, wrong = 0;
    double squares = 0; // sum of squared distances of the pairs, m^2
    size_t truths = 0, estimates = 0, pairs = 0;
    double gospa = 0; // m
    double ospa = 0;  // m; two empty sets: 0
};

// c: cut-off [m]; p: 1 or 2. A pair exactly at c counts as one missed and one false. Throws as pairing::match(), and
// std::invalid_argument for another p. The pairs chosen stay in `work`.
inline set_distance compare(std::span<const point> truth, std::span<const point> estimate, double c, int p,
                            pairing& work) {
    if (p != 1 && p != 2) throw std::invalid_argument("the order p must be 1 or 2");
    const double cut = p == 2 ? c * c : c;
    const auto power = [p](double squared) { return p == 2 ? squared : std::sqrt(squared); };
    work.match(truth, estimate, c, [&](double squared) { return power(squared) - cut; });
    set_distance d{.truths = truth.size(), .estimates = estimate.size()};
    for (size_t i = 0; i < truth.size(); ++i) {
        const int32_t j = work.chosen()[i];
        if (j == alone) continue;
        const double squared = squared_distance(truth[i], estimate[static_cast<size_t>(j)]);
        d.location += power(squared), d.squares += squared, ++d.pairs;
    }
    const auto count = [](size_t n) { return static_cast<double>(n); };
    const auto root = [p](double sum) { return p == 2 ? std::sqrt(sum) : sum; };
    d.missed = cut / 2 * count(d.truths - d.pairs);
    d.wrong = cut / 2 * count(d.estimates - d.pairs);
    d.gospa = root(d.location + d.missed + d.wrong);
    if (const size_t most = std::max(d.truths, d.estimates))
        d.ospa = root((d.location + cut * count(most - d.pairs)) / count(most));
    return d;
}
} // namespace qiki::score
