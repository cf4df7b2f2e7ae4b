// SPDX-License-Identifier: MIT
// tracking/kbest.hpp - the k cheapest assignments of rows to columns, cheapest first.
//
// Murty 1968 (Operations Research 16(3)): the solutions that are left after the best one are split into as many
// problems as it has rows, each with one pair forbidden and those before it fixed. A problem begins with the prices of
// the one it came from, so that one shortest augmenting path solves it (Jonker, Volgenant 1987; Miller, Stone, Cox
// 1997, IEEE TAES 33(3), III.A); rows whose next choice costs most are forbidden first, so that the problems with the
// most freedom are the least promising (III.C), and one that cannot be among the k best is not solved (III.B).
//
// Where columns outnumber rows, the columns that no row has are those of equal dummy rows of price zero, as if the
// problem were square. They are one node of the search, the hub.
#pragma once
#include "score/assignment.hpp"

namespace tracking {

// Keeps its buffers between calls; one thread at a time.
class kbest {
public:
    static constexpr double forbidden = qiki::score::forbidden;
    static constexpr int32_t alone = qiki::score::alone;

    // After this, no run() of no more rows, columns and solutions allocates.
    void reserve(size_t rows, size_t columns, size_t k) {
        const size_t all = rows + columns, slots = k + 1;
        column_.reserve(slots * rows), order_.reserve(slots * rows), row_price_.reserve(slots * rows);
        price_.reserve(slots * all), banned_.reserve(slots * all);
        nodes_.reserve(slots), found_.reserve(slots), waiting_.reserve(slots), free_.reserve(slots);
        owner_.reserve(all), reach_.reserve(all), from_.reserve(all), settled_.reserve(all);
        bound_.reserve(rows), out_.reserve(rows), ranked_.reserve(all);
    }

    // cost: rows x columns, row by row, each finite or `forbidden`. miss: the finite price of leaving each row alone;
    // empty: every row must get a column. Stops after k solutions, or when the next one costs more than the first plus
    // `gap`. Returns how many there are (0: none is possible). Equal costs come in an order that depends on the matrix
    // only. Throws std::invalid_argument when sizes do not fit or a cost is NaN or -infinity.
    size_t run(size_t rows, size_t columns, std::span<const double> cost, std::span<const double> miss, size_t k,
               double gap = forbidden);

    double total(size_t i) const { return nodes_[found_[i]].cost; }
    // Column or `alone` of each row in solution i; valid until the next solution is asked for.
    std::span<const int32_t> solution(size_t i) {
        const size_t s = found_[i];
        out_.resize(rows_);
        for (size_t r = 0; r < rows_; ++r) {
            const int32_t j = column_[s * rows_ + r];
            out_[r] = static_cast<size_t>(j) < columns_ ? j : alone;
        }
        return out_;
    }

private:
    struct node {
        double cost = 0, hub = 0; // hub: price of the dummy rows
        size_t fixed = 0;         // so many rows of its order keep their columns
        uint64_t made = 0;        // breaks ties
    };
    static constexpr uint32_t none = UINT32_MAX;

    double at(size_t i, size_t j) const {
        if (j < columns_) return cost_[i * columns_ + j];
        return j - columns_ == i ? miss_[i] : forbidden;
    }
    bool before(uint32_t a, uint32_t b) const {
        return nodes_[a].cost != nodes_[b].cost ? nodes_[a].cost < nodes_[b].cost : nodes_[a].made < nodes_[b].made;
    }
    double sum(size_t s) const {
        double total = 0;
        for (size_t i = 0; i < rows_; ++i) total += at(i, static_cast<size_t>(column_[s * rows_ + i]));
        return total;
    }
    bool first(size_t s);
    void partition(size_t s, size_t k, double gap);
    bool augment(size_t s, size_t start, size_t target);
    void rank(size_t s);
    void one_row(size_t k, double gap);

    size_t rows_ = 0, columns_ = 0, all_ = 0;
    std::span<const double> cost_, miss_;
    // By slot: row -> column, order of rows, prices of rows and columns, columns banned for the first row not fixed.
    std::vector<int32_t> column_;
    std::vector<uint32_t> order_;
    std::vector<double> row_price_, price_;
    std::vector<uint8_t> banned_;
    std::vector<node> nodes_;
    std::vector<uint32_t> found_, waiting_, free_; // waiting_: best last
    uint64_t made_ = 0;
    // Of the problem in hand.
    std::vector<uint32_t> owner_;
    std::vector<double> reach_, bound_;
    std::vector<uint32_t> from_;
    std::vector<uint8_t> settled_;
    std::vector<int32_t> out_;
    std::vector<std::pair<double, uint32_t>> ranked_;
};

inline size_t kbest::run(size_t rows, size_t columns, std::span<const double> cost, std::span<const double> miss,
                         size_t k, double gap) {
    if (cost.size() != rows * columns || (!miss.empty() && miss.size() != rows))
        throw std::invalid_argument("kbest: cost must be rows x columns, miss one value a row or nothing");
    for (const double c : cost)
        if (!(c > -forbidden)) throw std::invalid_argument("kbest: a cost is NaN or -infinity");
    for (const double c : miss)
        if (!std::isfinite(c)) throw std::invalid_argument("kbest: the price of leaving a row alone must be finite");
    rows_ = rows, columns_ = columns, all_ = columns + (miss.empty() ? 0 : rows);
    cost_ = cost, miss_ = miss, made_ = 0;
    found_.clear(), waiting_.clear(), free_.clear();
    if (k == 0 || rows > all_) return 0;
    const size_t slots = k + 1;
    column_.resize(slots * rows_), order_.resize(slots * rows_), row_price_.resize(slots * rows_);
    price_.resize(slots * all_), banned_.resize(slots * all_);
    nodes_.assign(slots, node{});
    if (rows_ == 1) return one_row(k, gap), found_.size();
    owner_.resize(all_), reach_.resize(all_), from_.resize(all_), settled_.resize(all_);
    for (size_t s = slots; s-- > 0;) free_.push_back(static_cast<uint32_t>(s));
    const uint32_t root = free_.back();
    free_.pop_back();
    if (!first(root)) return 0;
    waiting_.push_back(root);
    while (!waiting_.empty()) {
        const uint32_t best = waiting_.back();
        waiting_.pop_back();
        if (!found_.empty() && nodes_[best].cost > total(0) + gap) break;
        found_.push_back(best);
        if (found_.size() == k) break;
        partition(best, k, gap);
    }
    return found_.size();
}

// One row: its columns by price.
inline void kbest::one_row(size_t k, double gap) {
    ranked_.clear();
    for (uint32_t j = 0; j < all_; ++j)
        if (at(0, j) != forbidden) ranked_.push_back({at(0, j), j});
    std::sort(ranked_.begin(), ranked_.end());
    for (size_t i = 0; i < ranked_.size() && i < k && ranked_[i].first <= ranked_[0].first + gap; ++i) {
        nodes_[i].cost = ranked_[i].first;
        column_[i] = static_cast<int32_t>(ranked_[i].second);
        found_.push_back(static_cast<uint32_t>(i));
    }
}

// The best of all, row after row, into slot s.
inline bool kbest::first(size_t s) {
    std::fill_n(price_.begin() + static_cast<ptrdiff_t>(s * all_), all_, 0.0);
    std::fill_n(row_price_.begin() + static_cast<ptrdiff_t>(s * rows_), rows_, 0.0);
    std::fill_n(banned_.begin() + static_cast<ptrdiff_t>(s * all_), all_, uint8_t{0});
    std::fill(owner_.begin(), owner_.end(), none);
    nodes_[s] = {};
    for (size_t i = 0; i < rows_; ++i) {
        order_[s * rows_ + i] = static_cast<uint32_t>(i);
        column_[s * rows_ + i] = alone;
        double least = forbidden; // so that reduced costs begin at zero or above
        for (size_t j = 0; j < all_; ++j) least = std::min(least, at(i, j) - price_[s * all_ + j]);
        if (least == forbidden) return false;
        row_price_[s * rows_ + i] = least;
        if (!augment(s, i, all_)) return false;
    }
    nodes_[s].cost = sum(s);
    nodes_[s].made = made_++;
    return true;
}

// Rows not fixed, the dearest to change first; bound_: by how much at least the total rises without the row's column.
inline void kbest::rank(size_t s) {
    const size_t fixed = nodes_[s].fixed;
    bound_.assign(rows_, 0);
    std::fill(settled_.begin(), settled_.end(), uint8_t{0});
    for (size_t n = 0; n < fixed; ++n) settled_[static_cast<size_t>(column_[s * rows_ + order_[s * rows_ + n]])] = 1;
    for (size_t n = fixed; n < rows_; ++n) {
        const size_t i = order_[s * rows_ + n], own = static_cast<size_t>(column_[s * rows_ + i]);
        double least = forbidden;
        for (size_t j = 0; j < all_; ++j)
            if (!settled_[j] && j != own && !(n == fixed && banned_[s * all_ + j]))
                least = std::min(least, at(i, j) - row_price_[s * rows_ + i] - price_[s * all_ + j]);
        bound_[i] = least;
    }
    // The row with banned columns stays the first: only one row of a problem may have such.
    bool any = false;
    for (size_t j = 0; j < all_; ++j) any |= banned_[s * all_ + j] != 0;
    auto* order = order_.data() + s * rows_;
    std::sort(order + fixed + (any ? 1 : 0), order + rows_,
              [&](uint32_t a, uint32_t b) { return bound_[a] != bound_[b] ? bound_[a] > bound_[b] : a < b; });
}

inline void kbest::partition(size_t s, size_t k, double gap) {
    rank(s);
    const size_t fixed = nodes_[s].fixed;
    for (size_t n = fixed; n < rows_; ++n) {
        const size_t i = order_[s * rows_ + n];
        const double least = nodes_[s].cost + bound_[i];
        const size_t most = k - found_.size();
        const bool full = waiting_.size() >= most;
        if (bound_[i] == forbidden || least > total(0) + gap) continue;
        if (full && (most == 0 || least > nodes_[waiting_.front()].cost)) continue;
        const uint32_t c = free_.back();
        std::copy_n(column_.begin() + static_cast<ptrdiff_t>(s * rows_), rows_,
                    column_.begin() + static_cast<ptrdiff_t>(c * rows_));
        std::copy_n(order_.begin() + static_cast<ptrdiff_t>(s * rows_), rows_,
                    order_.begin() + static_cast<ptrdiff_t>(c * rows_));
        std::copy_n(row_price_.begin() + static_cast<ptrdiff_t>(s * rows_), rows_,
                    row_price_.begin() + static_cast<ptrdiff_t>(c * rows_));
        std::copy_n(price_.begin() + static_cast<ptrdiff_t>(s * all_), all_,
                    price_.begin() + static_cast<ptrdiff_t>(c * all_));
        if (n == fixed)
            std::copy_n(banned_.begin() + static_cast<ptrdiff_t>(s * all_), all_,
                        banned_.begin() + static_cast<ptrdiff_t>(c * all_));
        else std::fill_n(banned_.begin() + static_cast<ptrdiff_t>(c * all_), all_, uint8_t{0});
        const auto own = static_cast<size_t>(column_[s * rows_ + i]);
        banned_[c * all_ + own] = 1;
        nodes_[c] = nodes_[s];
        nodes_[c].fixed = n;
        std::fill(owner_.begin(), owner_.end(), none);
        for (size_t r = 0; r < rows_; ++r)
            if (r != i) owner_[static_cast<size_t>(column_[c * rows_ + r])] = static_cast<uint32_t>(r);
        if (!augment(c, i, own)) continue;
        nodes_[c].cost = sum(c);
        nodes_[c].made = made_++;
        free_.pop_back();
        if (full) {
            if (!before(c, waiting_.front())) {
                free_.push_back(c);
                continue;
            }
            free_.push_back(waiting_.front());
            waiting_.erase(waiting_.begin());
        }
        const auto place = std::lower_bound(waiting_.begin(), waiting_.end(), c,
                                            [this](uint32_t a, uint32_t b) { return before(b, a); });
        waiting_.insert(place, c);
    }
}

// The cheapest path from row `start` (which has no column) to column `target`, over rows that are not fixed; target
// `all_`: to any column without owner, as long as the first solution is being built. Prices stay feasible.
inline bool kbest::augment(size_t s, size_t start, size_t target) {
    double* v = price_.data() + s * all_;
    double* u = row_price_.data() + s * rows_;
    int32_t* own = column_.data() + s * rows_;
    const uint8_t* banned = banned_.data() + s * all_;
    constexpr uint32_t by_hub = UINT32_MAX - 1;
    std::fill(reach_.begin(), reach_.end(), forbidden);
    std::fill(settled_.begin(), settled_.end(), uint8_t{0});
    for (size_t n = 0; n < nodes_[s].fixed; ++n) settled_[static_cast<size_t>(own[order_[s * rows_ + n]])] = 2;
    size_t i = start, end = all_;
    double length = 0, hub = forbidden;
    uint32_t hub_from = none; // the free column by which the hub was reached
    for (;;) {
        for (size_t j = 0; j < all_; ++j) {
            if (settled_[j] || (i == start && banned[j])) continue;
            const double c = at(i, j);
            if (c == forbidden) continue;
            const double d = length + c - u[i] - v[j];
            if (d < reach_[j]) reach_[j] = d, from_[j] = static_cast<uint32_t>(i);
        }
        size_t next = all_;
        for (bool again = true; again;) {
            again = false;
            next = all_;
            double least = forbidden;
            for (size_t j = 0; j < all_; ++j)
                if (!settled_[j] && reach_[j] < least) least = reach_[j], next = j;
            if (next == all_) return false;
            length = least;
            settled_[next] = 1;
            if (owner_[next] != none || next == target || target == all_) continue;
            // A dummy row gives up this column and may take any other, as any dummy row may.
            again = true;
            if (hub != forbidden) continue;
            hub = length, hub_from = static_cast<uint32_t>(next);
            for (size_t j = 0; j < all_; ++j) {
                if (settled_[j]) continue;
                const double d = hub - nodes_[s].hub - v[j];
                if (d < reach_[j]) reach_[j] = d, from_[j] = by_hub;
            }
        }
        if (next == target || (target == all_ && owner_[next] == none)) {
            end = next;
            break;
        }
        i = owner_[next];
    }
    u[start] += length;
    for (size_t j = 0; j < all_; ++j) {
        if (settled_[j] != 1 || j == end) continue;
        const double slack = length - reach_[j];
        v[j] -= slack;
        if (owner_[j] != none) u[owner_[j]] += slack;
    }
    if (hub != forbidden) nodes_[s].hub += length - hub;
    for (size_t j = end;;) {
        if (from_[j] == by_hub) { // column j goes to the dummy row, the one it had before to whoever reached it
            owner_[j] = none;
            j = hub_from;
            continue;
        }
        const size_t r = from_[j];
        const int32_t earlier = own[r];
        owner_[j] = static_cast<uint32_t>(r);
        own[r] = static_cast<int32_t>(j);
        if (r == start) break;
        j = static_cast<size_t>(earlier);
    }
    return true;
}

} // namespace tracking
