// SPDX-License-Identifier: MIT
// score/relaxation.hpp - targets assigned to tracks over all instants of a run at once, with a price on every change.
//
// The linear programme: minimise sum of cost x share + change x sum |share(k) - share(k-1)| over shares >= 0 whose sums
// over the tracks of a target and over the targets of a track are at most 1 at every instant (Garcia-Fernandez,
// Rahmathullah, Svensson 2020, IEEE Trans. Signal Processing 68, eq. 25, without its slack rows).
//
// Solved in three steps, each of which ends the work when it proves the optimum. Every target takes its best path: done
// if no two want a track at once. Otherwise a primal-dual hybrid gradient (Chambolle, Pock 2011, J. Math. Imaging
// Vision 40; diagonal steps: Pock, Chambolle 2011, ICCV; restarts: Applegate et al. 2021, NeurIPS) improves shares and
// prices; the prices bound the optimum from below by each target's best path under them (Lagrange), the shares, made
// feasible or rounded to whole assignments, from above. It ends when the bounds meet.
#pragma once
#include "sparse.hpp"
#include "tracking_paths.hpp"
#include <array>

namespace qiki::score {

// Pairs that may be assigned, sorted by row and then column, and for each its costs (<= 0), one an instant.
struct relaxation_problem {
    struct pair {
        uint32_t row = 0, column = 0;
    };
    size_t rows = 0, columns = 0, instants = 0;
    double change = 0;
    std::vector<pair> pairs;
    std::vector<double> costs; // pair by pair
    std::span<const double> costs_of(size_t i) const { return {costs.data() + i * instants, instants}; }
};

struct relaxation_result {
    std::vector<double> shares; // as costs
    double value = 0;           // of these shares
    double bound = 0;           // no shares can cost less
    size_t rounds = 0;          // of the gradient method
};

class relaxation {
public:
    // Ends when value - bound <= precision (absolute), or after `most` updates of a share.
    relaxation(const relaxation_problem& p, double precision, size_t most)
        : p_(p), size_(p.pairs.size() * p.instants), precision_(precision), most_(most) {
        by_row_.resize(p.rows), by_column_.resize(p.columns);
        for (size_t i = 0; i < p.pairs.size(); ++i)
            by_row_[p.pairs[i].row].push_back(i), by_column_[p.pairs[i].column].push_back(i);
    }

    relaxation_result solve() {
        best_.shares.assign(size_, 0), whole_.assign(size_, 0);
        best_.bound = -forbidden;
        state now;
        now.share.assign(size_, 0), now.hold.assign(size_, 0);
        now.row.assign(p_.rows * p_.instants, 0), now.column.assign(p_.columns * p_.instants, 0);
        bound_below(now);
        take_paths(now);
        offer_whole(now.share);
        if (!done()) descend(now);
        best_.bound = std::min(best_.bound, best_.value);
        return std::move(best_);
    }

private:
    // hold: multipliers of share(k) - share(k-1), its place 0 stays 0; row, column: prices of the sums.
    struct state {
        std::vector<double> share, hold, row, column;
    };

    bool done() const { return best_.value - best_.bound <= precision_; }
    double change_of(const double* share) const {
        double sum = 0;
        for (size_t k = 1; k < p_.instants; ++k) sum += std::fabs(share[k] - share[k - 1]);
        return sum;
    }
    double value_of(const std::vector<double>& share) const {
        double sum = 0;
        for (size_t i = 0; i < p_.pairs.size(); ++i) {
            const double *c = p_.costs.data() + i * p_.instants, *w = share.data() + i * p_.instants;
            for (size_t k = 0; k < p_.instants; ++k) sum += c[k] * w[k];
            sum += p_.change * change_of(w);
        }
        return sum;
    }
    double offer(const std::vector<double>& share) {
        const double v = value_of(share);
        if (v < best_.value) best_.value = v, best_.shares = share;
        return v;
    }

    // The candidates of one row (or column) under the prices of the other side.
    std::span<const path_candidate> candidates(const std::vector<size_t>& pairs, bool of_row,
                                               const std::vector<double>& prices) {
        candidates_.clear();
        for (const size_t i : pairs) {
            const size_t other = of_row ? p_.pairs[i].column : p_.pairs[i].row;
            const std::span<const double> all(prices);
            candidates_.push_back({p_.costs_of(i), all.empty() ? all : all.subspan(other * p_.instants, p_.instants)});
        }
        return candidates_;
    }

    double bound_below(const state& s) {
        double by_rows = 0, by_columns = 0;
        for (const double x : s.column) by_rows -= x;
        for (const double x : s.row) by_columns -= x;
        for (const auto& r : by_row_) by_rows += finder_.least(candidates(r, true, s.column), p_.instants, p_.change);
        for (const auto& c : by_column_)
            by_columns += finder_.least(candidates(c, false, s.row), p_.instants, p_.change);
        const double b = std::max(by_rows, by_columns);
        best_.bound = std::max(best_.bound, b);
        return b;
    }

    // Each target its best path, whoever else wants the track.
    void take_paths(state& s) {
        path_.resize(p_.instants);
        for (const auto& row : by_row_) {
            finder_.find(candidates(row, true, {}), p_.instants, p_.change, path_);
            for (size_t k = 0; k < p_.instants; ++k)
                if (path_[k] != path_finder::nobody) s.share[row[static_cast<size_t>(path_[k])] * p_.instants + k] = 1;
        }
    }

    // At each instant the whole assignment with most of the shares; then each target in turn its best path among what
    // the others leave, until nothing changes.
    void offer_whole(const std::vector<double>& share) {
        const size_t n = p_.instants;
        owner_.assign(p_.columns * n, alone), taken_.assign(p_.columns * n, 0);
        miss_.assign(p_.rows, 0), chosen_.resize(p_.rows);
        for (size_t k = 0; k < n; ++k) {
            first_.assign(1, 0), wanted_.clear();
            for (const auto& row : by_row_) {
                for (const size_t i : row)
                    if (const double w = share[i * n + k]; w > 1e-9)
                        wanted_.push_back({static_cast<int32_t>(p_.pairs[i].column), -w});
                first_.push_back(wanted_.size());
            }
            assign_sparse(p_.columns, first_, wanted_, miss_, chosen_, work_);
            for (size_t r = 0; r < p_.rows; ++r)
                if (chosen_[r] != alone) take(static_cast<size_t>(chosen_[r]) * n + k, r);
        }
        double before = forbidden;
        for (int turn = 0; turn < 20; ++turn) {
            double total = 0;
            for (size_t r = 0; r < p_.rows; ++r) {
                for (const size_t i : by_row_[r])
                    for (size_t at = p_.pairs[i].column * n; at < (p_.pairs[i].column + 1) * n; ++at)
                        if (owner_[at] == static_cast<int32_t>(r)) owner_[at] = alone, taken_[at] = 0;
                total += finder_.find(candidates(by_row_[r], true, taken_), n, p_.change, path_);
                for (size_t k = 0; k < n; ++k)
                    if (path_[k] != path_finder::nobody)
                        take(p_.pairs[by_row_[r][static_cast<size_t>(path_[k])]].column * n + k, r);
            }
            if (!(total < before)) break;
            before = total;
        }
        for (size_t i = 0; i < p_.pairs.size(); ++i)
            for (size_t k = 0; k < n; ++k)
                whole_[i * n + k] = owner_[p_.pairs[i].column * n + k] == static_cast<int32_t>(p_.pairs[i].row);
        offer(whole_);
    }
    void take(size_t at, size_t row) { owner_[at] = static_cast<int32_t>(row), taken_[at] = 1e300; }

    // The same shares, scaled down where a sum exceeds 1.
    double offer_fractions(const std::vector<double>& share) {
        const size_t n = p_.instants;
        whole_.assign(share.begin(), share.end());
        for (const auto* side : {&by_row_, &by_column_})
            for (const auto& line : *side)
                for (size_t k = 0; k < n; ++k) {
                    double sum = 0;
                    for (const size_t i : line) sum += whole_[i * n + k];
                    if (sum > 1)
                        for (const size_t i : line) whole_[i * n + k] /= sum;
                }
        return offer(whole_);
    }

    void descend(state& now);
    void step(state& now, state& sum, double weight);

    const relaxation_problem& p_;
    size_t size_;
    double precision_;
    size_t most_;
    std::vector<std::vector<size_t>> by_row_, by_column_;
    relaxation_result best_;
    path_finder finder_;
    std::vector<path_candidate> candidates_;
    std::vector<int32_t> path_, owner_;
    std::vector<double> whole_, taken_, miss_, ahead_, row_sum_, column_sum_;
    std::vector<size_t> first_;
    std::vector<candidate> wanted_;
    std::vector<int32_t> chosen_;
    sparse_workspace work_;
};

// One step of the primal-dual method; `sum` collects the states for their average. weight: of dual against primal
// steps.
inline void relaxation::step(state& now, state& sum, double weight) {
    const size_t n = p_.instants;
    const double down = 0.25 / weight, hold_step = 0.5 * weight, g = p_.change;
    ahead_.resize(n);
    row_sum_.assign(p_.rows * n, 0), column_sum_.assign(p_.columns * n, 0);
    for (size_t i = 0; i < p_.pairs.size(); ++i) {
        double *w = now.share.data() + i * n, *y = now.hold.data() + i * n;
        const double *c = p_.costs.data() + i * n, *r = now.row.data() + p_.pairs[i].row * n,
                     *s = now.column.data() + p_.pairs[i].column * n;
        double *rs = row_sum_.data() + p_.pairs[i].row * n, *cs = column_sum_.data() + p_.pairs[i].column * n;
        double *total_w = sum.share.data() + i * n, *total_y = sum.hold.data() + i * n, *x = ahead_.data();
        for (size_t k = 0; k < n; ++k) {
            const double slope = c[k] + r[k] + s[k] + y[k] - (k + 1 < n ? y[k + 1] : 0);
            const double next = std::min(1.0, std::max(0.0, w[k] - down * slope));
            x[k] = 2 * next - w[k];
            w[k] = next, total_w[k] += next;
            rs[k] += x[k], cs[k] += x[k];
        }
        for (size_t k = 1; k < n; ++k) {
            y[k] = std::min(g, std::max(-g, y[k] + hold_step * (x[k] - x[k - 1])));
            total_y[k] += y[k];
        }
    }
    const auto raise = [&](std::vector<double>& price, std::vector<double>& total, const std::vector<double>& sums,
                           const std::vector<std::vector<size_t>>& lines) {
        for (size_t l = 0; l < lines.size(); ++l) {
            const double up = weight / static_cast<double>(std::max<size_t>(1, lines[l].size()));
            for (size_t at = l * n; at < (l + 1) * n; ++at) {
                price[at] = std::max(0.0, price[at] + up * (sums[at] - 1));
                total[at] += price[at];
            }
        }
    };
    raise(now.row, sum.row, row_sum_, by_row_), raise(now.column, sum.column, column_sum_, by_column_);
}

inline void relaxation::descend(state& now) {
    const auto zero = [](const state& like) {
        return state{std::vector<double>(like.share.size()), std::vector<double>(like.hold.size()),
                     std::vector<double>(like.row.size()), std::vector<double>(like.column.size())};
    };
    const auto parts = [](state& s) { return std::array{&s.share, &s.hold, &s.row, &s.column}; };
    state sum = zero(now), start = now, mean = zero(now);
    double weight = 1, last = forbidden;
    size_t since = 0, check = 40;
    const size_t rounds = std::max<size_t>(200, most_ / std::max<size_t>(1, size_));
    for (size_t round = 1; round <= rounds; ++round) {
        step(now, sum, weight);
        ++since, best_.rounds = round;
        if (round != check && round != rounds) continue;
        check += std::max<size_t>(40, check / 8);
        const auto from = parts(sum), to = parts(mean);
        for (size_t part = 0; part < 4; ++part)
            for (size_t at = 0; at < to[part]->size(); ++at)
                (*to[part])[at] = (*from[part])[at] / static_cast<double>(since);
        const double gap_mean = offer_fractions(mean.share) - bound_below(mean);
        const double gap_now = offer_fractions(now.share) - bound_below(now);
        if (done()) return;
        const bool better_mean = gap_mean < gap_now;
        offer_whole(better_mean ? mean.share : now.share);
        if (done()) return;
        const double gap = std::min(gap_mean, gap_now);
        if (!(gap < 0.4 * last || static_cast<double>(since) > 0.4 * static_cast<double>(round))) continue;
        if (better_mean) now = mean;
        double primal = 0, dual = 0;
        const auto a = parts(now), b = parts(start);
        for (size_t part = 0; part < 4; ++part)
            for (size_t at = 0; at < a[part]->size(); ++at) {
                const double d = (*a[part])[at] - (*b[part])[at];
                (part == 0 ? primal : dual) += d * d;
            }
        if (primal > 1e-20 && dual > 1e-20)
            weight = std::clamp(std::sqrt(weight * std::sqrt(dual / primal)), 1e-3, 1e3);
        sum = zero(now), start = now, since = 0, last = gap;
    }
}
} // namespace qiki::score
