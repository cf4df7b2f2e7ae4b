// SPDX-License-Identifier: MIT
// tracking/order.hpp - the contacts of a frame in an order that their order in the frame cannot change.
#pragma once
#include "intake.hpp"

namespace tracking {

// Time and measured values decide; what repeats them is left out. Keeps its buffers between calls.
class contact_order {
public:
    void reserve(size_t contacts) { entries_.reserve(contacts), index_.reserve(contacts); }

    // Indices into `seen` of what is finite and told once; valid until the next call.
    std::span<const uint32_t> sorted(std::span<const qiki_contact> seen) {
        entries_.clear(), index_.clear();
        for (uint32_t i = 0; i < seen.size(); ++i)
            if (finite(seen[i].z, 4)) entries_.push_back({seen[i].t, seen[i].z[1], seen[i].z[0], i});
        const auto key = [&](const entry& a) {
            const qiki_contact& c = seen[a.index];
            return std::tuple(a.t, a.z1, a.z0, c.z[2], c.z[3], c.kind, c.valid, c.address24, c.mode3a, c.height_m);
        };
        std::sort(entries_.begin(), entries_.end(), [&](const entry& a, const entry& b) { return key(a) < key(b); });
        for (size_t i = 0; i < entries_.size(); ++i)
            if (i == 0 || key(entries_[i]) != key(entries_[i - 1])) index_.push_back(entries_[i].index);
        return index_;
    }

    // The plots of a frame, in that order. keep(contact, plot): whether a plot that can be used is wanted.
    template <class Keep>
    void plots(const plot_maker& maker, std::span<const qiki_contact> seen, std::vector<plot>& all, Keep&& keep) {
        all.clear();
        for (const uint32_t i : sorted(seen)) {
            all.emplace_back();
            if (!maker.make(seen[i], all.back()) || !keep(seen[i], all.back())) all.pop_back();
        }
    }
    void plots(const plot_maker& maker, std::span<const qiki_contact> seen, std::vector<plot>& all) {
        plots(maker, seen, all, [](const qiki_contact&, const plot&) { return true; });
    }

private:
    struct entry {
        qiki_ns t;
        double z1, z0;
        uint32_t index;
    };
    std::vector<entry> entries_;
    std::vector<uint32_t> index_;
};

} // namespace tracking
