// SPDX-License-Identifier: MIT
// tracking/pmbm/candidates.hpp - which leaf may have given which plot of a look, and how much likelier that is than
// that both are alone.
#pragma once
#include "../grid.hpp"
#include "look.hpp"

namespace tracking::pmbm {

// gain: ln of (r Pd N(z) / null density) / (1 - r Pd).
struct pair {
    uint32_t leaf, plot, target;
    uint32_t reserved;
    double gain;
};

class candidates {
public:
    std::vector<pair> pairs;     // by leaf, then plot
    std::vector<double> seen;    // of each leaf: Pd where it stands, 0 where nobody looked
    std::vector<double> missing; // of each leaf: ln(1 - r Pd)

    void reserve(size_t expected) {
        pairs.reserve(16 * expected), kept_.reserve(16 * expected);
        seen.reserve(4 * expected), missing.reserve(4 * expected);
        grid_.reserve(2 * expected);
        strong_.reserve(2 * expected), best_.reserve(3 * expected);
    }
    // m: existence predicted to the look. single: of each target, whether it has one leaf in one hypothesis.
    void run(const look& k, const mixture& m, const rules& s);

private:
    void collect(const look& k, const mixture& m, const rules& s, uint32_t i, uint32_t owner);
    void consider(const look& k, const leaf& l, const rules& s, uint32_t i, uint32_t owner, uint32_t j);
    void dominate(const look& k, const mixture& m, const rules& s);

    grid grid_;
    std::array<double, 4> box_{};
    double widest_ = 0;
    gaussian at_{};
    double at_dt_ = 0;
    bool at_known_ = false;
    innovation innovation_;
    std::vector<pair> kept_;
    struct claim_of {
        double lead = -1e300;
        uint32_t target = absent;
    };
    std::vector<claim_of> strong_;                // of each plot: whose it surely is
    std::vector<std::pair<double, double>> best_; // of each target: its two best gains
};

} // namespace tracking::pmbm
