// SPDX-License-Identifier: MIT
// tracking/pmbm/update.cpp - what becomes of each group of clusters in a look, and how it falls apart again.
#include "update.hpp"

namespace tracking::pmbm {

void updater::reserve(size_t expected) {
    next_.reserve(expected), found_.reserve(expected), gathered_.reserve(expected), branched_.reserve(s, expected);
    const size_t n = s.members + 64;
    leaves_.reserve(4 * n), columns_.reserve(n), chosen_.reserve(n * 2 * s.hypotheses);
    options_.reserve(8 * s.hypotheses), weights_.reserve(8 * s.hypotheses), keys_.reserve(8 * s.hypotheses);
    shared_.reserve(32 * n), kept_.reserve(8 * s.hypotheses), sets_.reserve(n), order_.reserve(8 * s.hypotheses + n);
    map_.reserve(4 * n), rank_.reserve(8 * s.hypotheses + n), sums_.reserve(8 * s.hypotheses), taken_.reserve(16 * n);
}

void updater::run(mixture& m, const look& k, poisson_part& hidden, past& before, uint64_t& last_id) {
    before_ = &before;
    found_.run(k, m, s);
    gathered_.run(m, found_.pairs, k.plots.size(), s.members);
    cut = gathered_.cut, largest = most_hypotheses = 0;
    next_.clear();
    for (size_t g = 0; g < gathered_.count(); ++g) {
        const auto plots = gathered_.plots(g);
        branched_.run(m, gathered_.clusters(g), plots, found_, s);
        largest = std::max(largest, branched_.targets.size());
        most_hypotheses = std::max(most_hypotheses, branched_.children.size());
        grow(m, k, plots, hidden, last_id);
        merge();
        split();
    }
    m.swap(next_);
    if (s.look_back > 0) before.sweep(m.leaves, k.frame.t_to - s.look_back);
}

// Leaves of the group after the look, and which of them each hypothesis has.
void updater::grow(const mixture& m, const look& k, std::span<const uint32_t> plots, poisson_part& hidden,
                   uint64_t& last_id) {
    rows_ = branched_.children.size();
    leaves_.clear(), columns_.clear(), chosen_.clear();
    weights_.assign(branched_.weights.begin(), branched_.weights.end());
    taken_.assign(rows_ * plots.size(), 0);
    for (uint32_t n = 0; n < branched_.targets.size(); ++n) {
        const target& x = m.targets[branched_.targets[n]];
        column c{x, static_cast<uint32_t>(leaves_.size()), 0};
        options_.clear();
        for (size_t h = 0; h < rows_; ++h) {
            const auto& child = branched_.children[h];
            const uint32_t own = branched_.leaf_of(child, n);
            const int32_t plot = branched_.plot_of(child, n);
            if (own == absent) {
                chosen_.push_back(absent);
                continue;
            }
            if (plot >= 0) taken_[h * plots.size() + static_cast<size_t>(plot)] = 1;
            auto at = std::find_if(options_.begin(), options_.end(),
                                   [&](const option& o) { return o.leaf == own && o.plot == plot; });
            if (at == options_.end()) {
                double lost = 0;
                const uint32_t made = become(m, k, plots, x.first + own, plot, lost);
                at = options_.insert(options_.end(), {own, plot, made, lost, 0});
            }
            at->weight += weights_[h];
            chosen_.push_back(at->made);
        }
        for (const option& o : options_) {
            const leaf& old = m.leaves[x.first + o.leaf];
            if (o.made == absent && o.mass > 0) hidden.recycle(old.state, old.t, o.weight * o.mass);
        }
        c.count = static_cast<uint32_t>(leaves_.size()) - c.first;
        if (c.count) columns_.push_back(c);
        else chosen_.resize(chosen_.size() - rows_);
    }
    for (uint32_t j = 0; j < plots.size(); ++j) begin(k, j, hidden, last_id, plots);
}

// The leaf that old leaf `old` becomes by a plot of the group, or by none; absent when it is too doubtful, with what is
// lost of existence.
uint32_t updater::become(const mixture& m, const look& k, std::span<const uint32_t> plots, uint32_t old, int32_t plot,
                         double& lost) {
    leaves_.push_back(m.leaves[old]);
    leaf& l = leaves_.back();
    if (plot >= 0) {
        const uint32_t j = plots[static_cast<size_t>(plot)];
        take(l, k.plots[j], k, s, k.serial + j);
        if (s.look_back > 0) l.past = before_->add(l.state, l.t, l.past);
        return static_cast<uint32_t>(leaves_.size() - 1);
    }
    const double pd = found_.seen[old];
    l.r = l.r * (1 - pd) / (1 - l.r * pd);
    if (pd > k.pd / 2) l.look(0);
    if (l.r >= s.recycle && k.frame.t_to - l.t_update <= s.drop_time) return static_cast<uint32_t>(leaves_.size() - 1);
    lost = l.r;
    leaves_.pop_back();
    return absent;
}

// The target that plot j of the group begins where no target took it; one too doubtful for that is only more likely to
// be seen there next.
void updater::begin(const look& k, uint32_t j, poisson_part& hidden, uint64_t& last_id,
                    std::span<const uint32_t> plots) {
    const first_plot& f = k.fresh[plots[j]];
    const plot& p = k.plots[plots[j]];
    double unclaimed = 0;
    for (size_t h = 0; h < rows_; ++h) unclaimed += taken_[h * plots.size() + j] ? 0 : weights_[h];
    if (!(unclaimed > 0)) return;
    if (f.r < s.recycle) {
        if (f.r > 0) hidden.recycle(f.state, p.t, unclaimed * f.r);
        return;
    }
    leaf l;
    l.state = f.state, l.t = l.t_update = p.t, l.r = f.r, l.moving = f.moving, l.sensor = k.sensor;
    l.look(k.serial + plots[j]);
    l.identity.hear(p.who);
    if (s.look_back > 0) l.past = before_->add(l.state, l.t, past::none);
    column c{{}, static_cast<uint32_t>(leaves_.size()), 1};
    c.head.id = ++last_id, c.head.t_birth = p.t;
    leaves_.push_back(l), columns_.push_back(c);
    for (size_t h = 0; h < rows_; ++h) chosen_.push_back(taken_[h * plots.size() + j] ? absent : c.first);
}

uint64_t updater::key_of(const leaf& l, uint64_t id) const {
    uint64_t h = UINT64_C(0x9E3779B97F4A7C15), any = 0;
    const auto mix = [&h](uint64_t v) {
        h ^= v + UINT64_C(0x9E3779B97F4A7C15) + (h << 6) + (h >> 2);
        h *= UINT64_C(0xBF58476D1CE4E5B9);
        h ^= h >> 31;
    };
    for (size_t i = 0; i < s.memory; ++i) mix(l.took[i]), any |= l.took[i];
    if (!any) mix(id);
    return h;
}

// Hypotheses whose targets took the same plots in the last looks, under whatever names, describe the same targets: the
// best of them stays and takes the weight of the others.
void updater::merge() {
    keys_.clear();
    for (uint32_t h = 0; h < rows_; ++h) {
        uint64_t key = 0;
        for (size_t n = 0; n < columns_.size(); ++n)
            if (const uint32_t l = chosen_[n * rows_ + h]; l != absent) key += key_of(leaves_[l], columns_[n].head.id);
        keys_.push_back({key, h});
    }
    std::sort(keys_.begin(), keys_.end());
    kept_.clear();
    for (size_t i = 0; i < keys_.size(); ++i) {
        if (i && keys_[i].first == keys_[i - 1].first) weights_[kept_.back()] += weights_[keys_[i].second];
        else kept_.push_back(keys_[i].second);
    }
    std::sort(kept_.begin(), kept_.end(), [this](uint32_t a, uint32_t b) {
        return weights_[a] != weights_[b] ? weights_[a] > weights_[b] : a < b;
    });
}

// Targets that are the same in all hypotheses, and groups of targets that shared no plot in the last looks, are
// independent from now on: each gets the marginal of the hypotheses.
void updater::split() {
    const size_t width = columns_.size();
    sets_.clear(width, 0); // of equal size the first leads
    shared_.clear();
    for (uint32_t n = 0; n < width; ++n) {
        const uint32_t* own = chosen_.data() + n * rows_;
        bool same = true;
        for (const uint32_t h : kept_) same &= own[h] == own[kept_.front()];
        if (same) continue;
        for (uint32_t l = columns_[n].first; l < columns_[n].first + columns_[n].count; ++l) {
            bool used = false;
            for (const uint32_t h : kept_) used |= own[h] == l;
            for (size_t i = 0; i < s.memory && used; ++i)
                if (leaves_[l].took[i]) shared_.push_back({leaves_[l].took[i], n});
        }
    }
    std::sort(shared_.begin(), shared_.end());
    for (size_t i = 1; i < shared_.size(); ++i) {
        if (shared_[i].first != shared_[i - 1].first) continue;
        sets_.join(shared_[i - 1].second, shared_[i].second, width);
    }
    // Columns by component, components by their first column.
    order_.clear();
    for (uint32_t n = 0; n < width; ++n) order_.push_back(n);
    std::sort(order_.begin(), order_.end(), [this](uint32_t a, uint32_t b) {
        const uint32_t x = sets_.root(a), y = sets_.root(b);
        return x != y ? x < y : a < b;
    });
    for (size_t from = 0; from < width;) {
        size_t to = from + 1;
        while (to < width && sets_.root(order_[to]) == sets_.root(order_[from])) ++to;
        emit(from, to);
        from = to;
    }
}

// Columns order_[from, to) as a cluster of the new mixture.
void updater::emit(size_t from, size_t to) {
    const auto choice = [&](uint32_t h, size_t i) { return chosen_[order_[i] * rows_ + h]; };
    const auto less = [&](uint32_t a, uint32_t b) {
        for (size_t i = from; i < to; ++i)
            if (const uint32_t x = choice(a, i), y = choice(b, i); x != y) return x < y;
        return false;
    };
    rank_.assign(kept_.begin(), kept_.end());
    std::sort(rank_.begin(), rank_.end(), [&](uint32_t a, uint32_t b) {
        if (less(a, b)) return true;
        return !less(b, a) && (weights_[a] != weights_[b] ? weights_[a] > weights_[b] : a < b);
    });
    sums_.assign(rows_, 0);
    size_t rows = 0;
    for (size_t i = 0; i < rank_.size(); ++i) {
        const bool again = rows && !less(rank_[rows - 1], rank_[i]);
        if (!again) rank_[rows++] = rank_[i];
        sums_[rank_[rows - 1]] += weights_[rank_[i]];
    }
    rank_.resize(rows);
    std::sort(rank_.begin(), rank_.end(),
              [&](uint32_t a, uint32_t b) { return sums_[a] != sums_[b] ? sums_[a] > sums_[b] : a < b; });

    cluster c{};
    c.target = static_cast<uint32_t>(next_.targets.size());
    c.hypothesis = static_cast<uint32_t>(next_.weights.size());
    c.choice = next_.choices.size();
    map_.assign(leaves_.size(), absent);
    for (size_t i = from; i < to; ++i) {
        const column& own = columns_[order_[i]];
        target x = own.head;
        x.first = static_cast<uint32_t>(next_.leaves.size());
        x.r = 0;
        for (const uint32_t h : rank_) {
            const uint32_t l = choice(h, i);
            if (l == absent) continue;
            if (map_[l] == absent) {
                map_[l] = static_cast<uint32_t>(next_.leaves.size()) - x.first;
                next_.leaves.push_back(leaves_[l]);
            }
            x.r += sums_[h] * leaves_[l].r;
        }
        x.count = static_cast<uint32_t>(next_.leaves.size()) - x.first;
        x.shown = x.first;
        if (x.count == 0) order_[i] = absent;
        else next_.targets.push_back(x), ++c.targets;
    }
    if (c.targets == 0) return;
    c.hypotheses = static_cast<uint32_t>(rows);
    for (const uint32_t h : rank_) {
        next_.weights.push_back(sums_[h]);
        for (size_t i = from; i < to; ++i) {
            if (order_[i] == absent) continue;
            const uint32_t l = choice(h, i);
            next_.choices.push_back(l == absent ? absent : map_[l]);
        }
    }
    next_.clusters.push_back(c);
}

} // namespace tracking::pmbm
