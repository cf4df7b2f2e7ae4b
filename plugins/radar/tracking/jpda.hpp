// SPDX-License-Identifier: MIT
// tracking/jpda.hpp - joint probabilistic data association of one cluster: how likely each plot is of each track, over
// all ways to pair them.
//
// Exact by a hypothesis net (Maskell, Briers, Wright 2004, "Fast mutual exclusion"): tracks are decided one after
// another, and all ways that leave the same plots to those to come are one node. The weight of a way is the product
// over tracks of `miss` or `hit` (Fortmann, Bar-Shalom, Scheffe 1983). What is shared between early and late tracks
// makes the net wide; beyond a limit of nodes loopy belief propagation answers instead, which converges always, is
// exact without loops, and too sure of itself with them (Williams, Lau 2014, IEEE TAES 50(4)).
#pragma once
#include "wide.hpp"
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace tracking {

// Track and plot by their numbers in the cluster. log_hit: ln of the weight, e.g. of Pd N(z) / density.
struct joint_pair {
    uint32_t track, plot;
    double log_hit;
};

class joint_association {
public:
    enum class method { exact, belief };
    static constexpr size_t most_nodes = 1 << 14, most_rounds = 2000; // of the net; of messages

    // log_miss: by track, ln of the weight of no plot, finite; pairs: by track, then plot, each at most once, plot
    // below `plots`. Afterwards miss[i] is the probability of no plot for track i and hit[k] that of pair k; of each
    // track they sum to 1.
    method run(std::span<const double> log_miss, std::span<const joint_pair> pairs, size_t plots,
               std::span<double> miss, std::span<double> hit, size_t nodes = most_nodes) {
        tracks_ = log_miss.size(), plots_ = plots;
        first_.assign(tracks_ + 1, 0);
        for (const joint_pair& p : pairs) ++first_[p.track + 1];
        for (size_t i = 0; i < tracks_; ++i) first_[i + 1] += first_[i];
        weight_.resize(pairs.size()), missed_.resize(tracks_);
        for (size_t i = 0; i < tracks_; ++i) { // the greatest weight of each track is 1
            double most = log_miss[i];
            for (size_t k = first_[i]; k < first_[i + 1]; ++k) most = std::max(most, pairs[k].log_hit);
            missed_[i] = wide::exp(log_miss[i] - most);
            for (size_t k = first_[i]; k < first_[i + 1]; ++k) weight_[k] = wide::exp(pairs[k].log_hit - most);
        }
        if (line_up(pairs) && forward(nodes)) {
            backward(miss, hit);
            return method::exact;
        }
        believe(pairs, miss, hit);
        return method::belief;
    }
    size_t nodes() const { return mask_.size(); } // of the last net

    // After this, no run() of no more members and pairs allocates.
    void reserve(size_t tracks, size_t plots, size_t pairs, size_t most = most_nodes) {
        first_.reserve(tracks + 1), order_.reserve(tracks), layer_.reserve(tracks + 2), gone_.reserve(tracks);
        done_.reserve(tracks), missed_.reserve(tracks), weight_.reserve(pairs), bit_.reserve(pairs);
        left_.reserve(plots), taken_.reserve(plots), slot_.reserve(plots), sum_.reserve(plots);
        to_plot_.reserve(pairs), to_track_.reserve(pairs), plain_.reserve(pairs), sums_.reserve(plots);
        mask_.reserve(most + 1), ahead_.reserve(most + 1), behind_.reserve(most + 1), table_.reserve(4 * most);
        child_.reserve(edges(most));
    }

private:
    static constexpr uint32_t none = UINT32_MAX;
    static constexpr size_t edges(size_t nodes) { return 8 * nodes + 64; }

    // The order of tracks, always the one that leaves the fewest plots in common between decided and undecided tracks,
    // the first of equals; and a bit for each such plot while it is. False: more than 64 at once.
    bool line_up(std::span<const joint_pair> pairs) {
        left_.assign(plots_, 0), taken_.assign(plots_, 0), slot_.assign(plots_, 0), done_.assign(tracks_, 0);
        for (const joint_pair& p : pairs) ++left_[p.plot];
        bit_.resize(pairs.size());
        order_.clear(), gone_.clear();
        uint64_t used = 0;
        while (order_.size() < tracks_) {
            size_t best = tracks_;
            int64_t least = INT64_MAX;
            for (size_t i = 0; i < tracks_; ++i) {
                if (done_[i]) continue;
                int64_t grown = 0;
                for (size_t k = first_[i]; k < first_[i + 1]; ++k) {
                    const bool last = left_[pairs[k].plot] == 1, seen = taken_[pairs[k].plot];
                    grown += last ? -int64_t{seen} : int64_t{!seen};
                }
                if (grown < least) least = grown, best = i;
            }
            uint64_t gone = 0;
            for (size_t k = first_[best]; k < first_[best + 1]; ++k) {
                const size_t j = pairs[k].plot;
                if (!taken_[j]) {
                    taken_[j] = 1;
                    if (left_[j] > 1) {
                        if (used == ~uint64_t{0}) return false;
                        slot_[j] = ~used & (used + 1); // the lowest bit that is free
                        used |= slot_[j];
                    }
                }
                bit_[k] = slot_[j];
                if (--left_[j] == 0) gone |= slot_[j];
            }
            used &= ~gone;
            gone_.push_back(gone);
            done_[best] = 1;
            order_.push_back(static_cast<uint32_t>(best));
        }
        return true;
    }

    // The node with this mask in the layer that begins at `begin`, made if there is none yet; none: too many.
    uint32_t node(uint64_t mask, size_t begin, size_t most) {
        if (2 * (mask_.size() - begin + 1) > table_.size()) {
            const size_t wider = 2 * table_.size();
            table_.assign(wider, none);
            for (size_t n = begin; n < mask_.size(); ++n) table_[place(mask_[n])] = static_cast<uint32_t>(n);
        }
        const size_t at = place(mask);
        if (table_[at] == none) {
            if (mask_.size() > most) return none;
            table_[at] = static_cast<uint32_t>(mask_.size());
            mask_.push_back(mask), ahead_.push_back({});
        }
        return table_[at];
    }
    size_t place(uint64_t mask) const {
        const size_t last = table_.size() - 1;
        size_t at = static_cast<size_t>((mask * UINT64_C(0x9E3779B97F4A7C15)) >> 40) & last;
        while (table_[at] != none && mask_[table_[at]] != mask) at = (at + 1) & last;
        return at;
    }

    // ahead_[n]: the sum over all ways that lead to node n.
    bool forward(size_t most) {
        mask_.assign(1, 0), ahead_.assign(1, {1, 0}), layer_.assign(1, 0);
        child_.clear();
        for (size_t step = 0; step < tracks_; ++step) {
            const size_t i = order_[step], begin = layer_.back(), end = mask_.size();
            layer_.push_back(end);
            table_.assign(16, none);
            for (size_t n = begin; n < end; ++n) {
                if (child_.size() + 1 + first_[i + 1] - first_[i] > edges(most)) return false;
                const wide here = ahead_[n];
                const uint64_t mask = mask_[n];
                const auto go = [&](uint64_t to, const wide& w) {
                    const uint32_t next = node(to & ~gone_[step], end, most);
                    if (next == none) return false;
                    child_.push_back(next);
                    ahead_[next] += here * w;
                    return true;
                };
                if (!go(mask, missed_[i])) return false;
                for (size_t k = first_[i]; k < first_[i + 1]; ++k) {
                    if (mask & bit_[k]) child_.push_back(none);
                    else if (!go(mask | bit_[k], weight_[k])) return false;
                }
            }
        }
        return true;
    }

    // behind_[n]: the sum over all ways from node n to the end.
    void backward(std::span<double> miss, std::span<double> hit) {
        const wide total = ahead_.back();
        behind_.assign(mask_.size(), {});
        behind_.back() = {1, 0};
        size_t edge = child_.size();
        for (size_t step = tracks_; step-- > 0;) {
            const size_t i = order_[step], from = first_[i], to = first_[i + 1];
            wide none_of = {};
            sums_.assign(to - from, {});
            for (size_t n = layer_[step + 1]; n-- > layer_[step];) {
                edge -= 1 + to - from;
                const wide alone = missed_[i] * behind_[child_[edge]];
                none_of += ahead_[n] * alone;
                behind_[n] += alone;
                for (size_t k = from; k < to; ++k) {
                    const uint32_t next = child_[edge + 1 + k - from];
                    if (next == none) continue;
                    const wide taken = weight_[k] * behind_[next];
                    sums_[k - from] += ahead_[n] * taken;
                    behind_[n] += taken;
                }
            }
            miss[i] = std::min(none_of.over(total), 1.0); // not by rounding either
            for (size_t k = from; k < to; ++k) hit[k] = std::min(sums_[k - from].over(total), 1.0);
        }
    }

    // Messages between tracks and plots until none changes any more (Williams, Lau 2014, eq. 22, 23).
    void believe(std::span<const joint_pair> pairs, std::span<double> miss, std::span<double> hit) {
        to_plot_.assign(pairs.size(), 0), to_track_.assign(pairs.size(), 1), sum_.assign(plots_, 0);
        plain_.resize(pairs.size());
        const auto least = [](const wide& w) { return std::max(w.over({1, 0}), 1e-290); };
        for (size_t k = 0; k < pairs.size(); ++k) plain_[k] = weight_[k].over({1, 0});
        for (size_t round = 0; round < most_rounds; ++round) {
            std::fill(sum_.begin(), sum_.end(), 0.0);
            double change = 0;
            for (size_t i = 0; i < tracks_; ++i) {
                for (size_t k = first_[i]; k < first_[i + 1]; ++k) {
                    double others = least(missed_[i]);
                    for (size_t n = first_[i]; n < first_[i + 1]; ++n)
                        if (n != k) others += plain_[n] * to_track_[n];
                    to_plot_[k] = plain_[k] / others;
                }
            }
            for (size_t k = 0; k < pairs.size(); ++k) sum_[pairs[k].plot] += to_plot_[k];
            for (size_t k = 0; k < pairs.size(); ++k) {
                const double others = std::max(sum_[pairs[k].plot] - to_plot_[k], 0.0);
                const double next = 1 / (1 + others);
                change = std::max(change, qiki_fabs(next - to_track_[k]));
                to_track_[k] = next;
            }
            if (change < 1e-13) break;
        }
        for (size_t i = 0; i < tracks_; ++i) {
            double all = least(missed_[i]);
            for (size_t k = first_[i]; k < first_[i + 1]; ++k) all += plain_[k] * to_track_[k];
            miss[i] = least(missed_[i]) / all;
            for (size_t k = first_[i]; k < first_[i + 1]; ++k) hit[k] = plain_[k] * to_track_[k] / all;
        }
    }

    size_t tracks_ = 0, plots_ = 0;
    std::vector<size_t> first_; // of the pairs of a track
    std::vector<wide> weight_, missed_, sums_;
    std::vector<uint32_t> order_, left_;
    std::vector<uint8_t> taken_, done_;
    std::vector<uint64_t> slot_, bit_, gone_; // bits of plots; of pairs; that nobody needs after a step
    std::vector<uint64_t> mask_;              // by node: plots that are taken
    std::vector<wide> ahead_, behind_;
    std::vector<size_t> layer_; // where each begins
    std::vector<uint32_t> table_, child_;
    std::vector<double> to_plot_, to_track_, sum_, plain_;
};

} // namespace tracking
