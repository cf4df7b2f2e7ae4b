// SPDX-License-Identifier: MIT
// tracking/pmbm/mixture.hpp - what a Poisson multi-Bernoulli mixture knows of the targets that were detected: for each
// cluster of them a list of global hypotheses, each with one single-target hypothesis (leaf) a target.
//
// Track-oriented form: Williams 2015 (IEEE TAES 51(3)); Garcia-Fernandez, Williams, Granstrom, Svensson 2018 (IEEE TAES
// 54(4)). Targets of different clusters are independent, so that the whole is the product of its clusters.
#pragma once
#include "../filter.hpp"
#include "../identity.hpp"
#include <vector>

namespace tracking::pmbm {

inline constexpr uint32_t absent = UINT32_MAX;
// So many looks a leaf remembers plot by plot.
inline constexpr size_t remembered = 8;

// One way a target may have come about: which plots it took, where it is then, and whether it exists at all.
// No padding: it is saved as it stands.
struct leaf {
    gaussian state{};
    qiki_ns t = 0;                            // of state
    qiki_ns t_update = 0;                     // of its last plot
    double r = 0;                             // probability that it exists, given this hypothesis
    std::array<uint64_t, remembered> took{};  // numbers of its plots, newest look first; 0: none in that look
    uint64_t history = 0;                     // bit 0: the newest look had a plot
    uint32_t looks = 0, hits = 0, misses = 0; // misses: in a row
    uint32_t moving = 0;                      // the velocity is known from plots
    uint64_t sensor = 0;                      // of its last plot
    uint64_t past = UINT64_MAX;               // where it was at its last plot (past.hpp), if that is kept
    known_identity identity{};

    void look(uint64_t plot) {
        for (size_t i = remembered; i-- > 1;) took[i] = took[i - 1];
        took[0] = plot;
        history = history << 1 | (plot ? 1 : 0);
        ++looks;
        if (plot) ++hits, misses = 0;
        else ++misses;
    }
};
static_assert(sizeof(leaf) == 336 + 24 + 64 + 8 + 16 + 8 + 8 + 56 && std::is_trivially_copyable_v<leaf>);

// A potential target, begun by one plot.
struct target {
    uint64_t id = 0;
    qiki_ns t_birth = 0;
    uint32_t first = 0, count = 0; // its leaves
    double r = 0;                  // probability that it exists, over all hypotheses
    uint32_t shown = 0;            // leaf that speaks for it
    uint32_t status = 0;           // QIKI_TRACK_...
    uint32_t published = 0, chosen = 0;
    uint32_t proven = 0;   // more than two plots have made it sure
    uint32_t believed = 0; // it was chosen once; its best hypothesis says so still
};
static_assert(sizeof(target) == 56);

struct cluster {
    uint32_t target, targets, hypothesis, hypotheses;
    uint64_t choice; // where the choices of its hypotheses begin: for each hypothesis, for each target, a leaf
};

struct mixture {
    std::vector<leaf> leaves;
    std::vector<target> targets;
    std::vector<cluster> clusters;
    std::vector<double> weights;   // of hypotheses; those of a cluster sum to 1, the greatest first
    std::vector<uint32_t> choices; // leaf, counted from the target's first, or `absent`

    void clear() { leaves.clear(), targets.clear(), clusters.clear(), weights.clear(), choices.clear(); }
    void reserve(size_t expected) {
        leaves.reserve(4 * expected), targets.reserve(3 * expected), clusters.reserve(3 * expected);
        weights.reserve(8 * expected), choices.reserve(32 * expected);
    }
    void swap(mixture& o) {
        leaves.swap(o.leaves), targets.swap(o.targets), clusters.swap(o.clusters);
        weights.swap(o.weights), choices.swap(o.choices);
    }
    const uint32_t* choice(const cluster& c, size_t h) const { return choices.data() + c.choice + h * c.targets; }
    void state(auto& io) { io(leaves), io(targets), io(clusters), io(weights), io(choices); }
};

// Whether what was read from elsewhere holds together: every index inside.
inline bool sound(const mixture& m) {
    const auto inside = [](uint64_t first, uint64_t count, uint64_t size) {
        return first <= size && count <= size - first;
    };
    for (const target& x : m.targets)
        if (!inside(x.first, x.count, m.leaves.size()) || x.count == 0 || x.shown >= m.leaves.size()) return false;
    for (const cluster& c : m.clusters) {
        if (!inside(c.target, c.targets, m.targets.size()) || !inside(c.hypothesis, c.hypotheses, m.weights.size()) ||
            !inside(c.choice, uint64_t{c.hypotheses} * c.targets, m.choices.size()) || c.hypotheses == 0)
            return false;
        for (size_t h = 0; h < c.hypotheses; ++h)
            for (size_t n = 0; n < c.targets; ++n)
                if (const uint32_t l = m.choice(c, h)[n]; l != absent && l >= m.targets[c.target + n].count)
                    return false;
    }
    return true;
}

} // namespace tracking::pmbm
