// SPDX-License-Identifier: MIT
// tracking/oosm/replay.hpp - what comes out of sequence, exactly: the state goes back to before its time, and takes all
// since then again, in order.
//
// Re-filtering over a bounded window: Bar-Shalom, Chen, Mallick 2004, IEEE TAES 40(1), section I, the optimal answer
// that retrodiction (retrodict.hpp) approximates. It asks nothing of the state but to be copied, so it holds for a
// filter as for a whole picture with association, births and deaths: what comes within the window gives, bit for bit,
// the state that it would have given in its order.
#pragma once
#include "qiki/qiki.hpp"
#include <algorithm>
#include <span>
#include <vector>

namespace tracking {

// Item: has `t`, and `<` orders items, no two of them equal. A few states on the way are kept, so that going back costs
// little more than what is taken again.
template <class State, class Item>
class replay {
public:
    static constexpr size_t kept = 8; // states
    struct bounds {
        qiki_ns window = 0;  // what is older than the newest by more is refused
        size_t items = 1024; // about so many are kept at most; when they are, the window is shorter
    };
    enum class came { in_order, late, too_late };

    // prepare(state): makes room in each state that is kept.
    template <class F>
    void reserve(size_t items, F&& prepare) {
        items_.reserve(items);
        marks_.reserve(kept);
        while (states_.size() < kept) states_.emplace_back();
        for (State& s : states_) prepare(s);
    }

    // Whether x is newer than all that came.
    bool in_order(const Item& x) const { return items_.empty() || items_.back() < x; }
    // Takes notice of an item, to be taken by the next settle().
    came add(const Item& x, const bounds& b) {
        if (x.t < horizon_) return came::too_late;
        const auto at = std::upper_bound(items_.begin(), items_.end(), x);
        const auto place = static_cast<size_t>(at - items_.begin());
        const bool late = at != items_.end();
        items_.insert(at, x);
        first_ = std::min(first_, place);
        const qiki_ns newest = items_.back().t, none = INT64_MIN;
        horizon_ = std::max(horizon_, newest < none + b.window ? none : newest - b.window);
        if (items_.size() > b.items) horizon_ = std::max(horizon_, items_[items_.size() - b.items].t);
        return late ? came::late : came::in_order;
    }

    // Afterwards `now` has taken all items: take(now, item, whether it was taken before).
    template <class F>
    void settle(State& now, const bounds& b, F&& take) {
        while (states_.size() < kept) states_.emplace_back(); // of who reserved nothing
        if (marks_.empty()) remember(now, INT64_MIN);
        if (first_ < taken_) {
            while (marks_.back().place > first_) marks_.pop_back();
            now = states_[marks_.size() - 1];
            again_ += taken_ - marks_.back().place;
            taken_ = marks_.back().place;
        }
        for (; taken_ < items_.size(); ++taken_) {
            const mark last = marks_.back();
            const qiki_ns t = items_[taken_].t;
            if (taken_ == last.place) marks_.back().t = t;
            else if ((t - last.t >= b.window / static_cast<qiki_ns>(kept - 2) ||
                      taken_ - last.place >= b.items / (kept - 2)))
                remember(now, t);
            take(now, items_[taken_], items_[taken_].fresh == 0);
            items_[taken_].fresh = 0;
        }
        first_ = items_.size();
        forget();
    }

    // Of those that may be taken again, in their order.
    std::span<Item> items() { return items_; }
    std::span<const Item> items() const { return items_; }
    uint64_t again() const { return again_; } // taken again so far, in all
    qiki_ns horizon() const { return horizon_; }

    // All items were taken.
    void state(auto& io) {
        io(items_), io(marks_), io(horizon_);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>) {
            bool fits = marks_.size() <= kept && marks_.empty() == items_.empty() &&
                        std::is_sorted(items_.begin(), items_.end()) && (marks_.empty() || marks_[0].place == 0);
            for (size_t k = 1; fits && k < marks_.size(); ++k)
                fits = marks_[k - 1].place < marks_[k].place && marks_[k].place <= items_.size();
            if (!fits) throw qiki::failure(QIKI_E_STATE, "state: a past that cannot be");
            taken_ = first_ = items_.size();
            while (states_.size() < kept) states_.emplace_back();
        }
        for (size_t k = 0; k < marks_.size(); ++k) states_[k].state(io);
    }

private:
    // states_[k] is that before items_[place], which is of time t.
    struct mark {
        uint64_t place;
        qiki_ns t;
    };
    void remember(const State& now, qiki_ns t) {
        if (marks_.size() == kept) return; // the way back is longer then
        states_[marks_.size()] = now;
        marks_.push_back({taken_, t});
    }
    void forget() {
        size_t base = 0;
        while (base + 1 < marks_.size() && items_[marks_[base + 1].place - 1].t < horizon_) ++base;
        if (base == 0) return;
        const uint64_t gone = marks_[base].place;
        std::rotate(states_.begin(), states_.begin() + static_cast<ptrdiff_t>(base), states_.end());
        marks_.erase(marks_.begin(), marks_.begin() + static_cast<ptrdiff_t>(base));
        for (mark& m : marks_) m.place -= gone;
        items_.erase(items_.begin(), items_.begin() + static_cast<ptrdiff_t>(gone));
        taken_ -= gone, first_ = items_.size();
    }

    std::vector<Item> items_;
    std::vector<State> states_; // `kept` of them, as many in use as marks
    std::vector<mark> marks_;
    uint64_t taken_ = 0; // items that the state of now holds
    uint64_t first_ = 0; // the first that it may lack
    uint64_t again_ = 0;
    qiki_ns horizon_ = INT64_MIN;
};

} // namespace tracking
