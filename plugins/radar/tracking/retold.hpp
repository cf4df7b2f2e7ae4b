// SPDX-License-Identifier: MIT
// tracking/retold.hpp - contacts that the frame before of the same sensor told already: sectors overlap, links tell
// twice. A contact is known by its time and two of its values.
#pragma once
#include "intake.hpp"
#include <compare>

namespace tracking {

class retold {
public:
    void reserve(size_t contacts) { told_.reserve(2 * contacts); }
    void state(auto& io) {
        io(told_);
        if (!std::is_sorted(told_.begin(), told_.end()))
            throw qiki::failure(QIKI_E_STATE, "state: contacts told before are out of order");
    }

    // A frame of sensor k begins.
    void open(uint64_t k) {
        k_ = k;
        const auto place = [this](uint64_t sensor) {
            const told first{sensor, INT64_MIN, -HUGE_VAL, -HUGE_VAL};
            return std::lower_bound(told_.begin(), told_.end(), first) - told_.begin();
        };
        from_ = place(k), to_ = place(k + 1), others_ = std::ssize(told_);
    }
    // Whether the frame before told this; it is remembered for the next one. a, b: finite.
    bool again(qiki_ns t, double a, double b) {
        const told one{k_, t, a, b};
        const auto old = told_.begin() + from_, end = told_.begin() + to_;
        const bool known = from_ != to_ && t <= (end - 1)->t && std::binary_search(old, end, one);
        told_.push_back(one);
        return known;
    }
    // The frame ends: what it told takes the place of what the one before did.
    void close() {
        const auto fresh = told_.begin() + others_;
        if (!std::is_sorted(fresh, told_.end())) std::sort(fresh, told_.end());
        std::rotate(told_.begin() + to_, fresh, told_.end());
        told_.erase(told_.begin() + from_, told_.begin() + to_);
    }

private:
    // No padding: it is saved as it stands.
    struct told {
        uint64_t sensor;
        qiki_ns t;
        double a, b;
        auto operator<=>(const told&) const = default;
    };
    std::vector<told> told_; // in this order
    uint64_t k_ = 0;
    ptrdiff_t from_ = 0, to_ = 0, others_ = 0; // of the frame in hand
};

} // namespace tracking
