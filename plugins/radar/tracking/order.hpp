// SPDX-License-Identifier: MIT
// tracking/order.hpp - the contacts of a frame in an order that their order in the frame cannot change.
#pragma once
#include "retold.hpp"

namespace tracking {

// Time and measured values decide; what repeats them is left out, also what the frame before of the same sensor told.
// Keeps its buffers between calls, and what that frame told unless the caller does.
class contact_order {
public:
    void reserve(size_t contacts) { entries_.reserve(contacts), index_.reserve(contacts), before_.reserve(contacts); }
    void state(auto& io) { before_.state(io); }

    // Indices into `seen`, of a frame of sensor k, of what is finite and told once; valid until the next call.
    std::span<const uint32_t> sorted(std::span<const qiki_contact> seen, size_t k) { return sorted(seen, k, before_); }
    std::span<const uint32_t> sorted(std::span<const qiki_contact> seen, size_t k, retold& told) {
        entries_.clear(), index_.clear();
        for (uint32_t i = 0; i < seen.size(); ++i)
            if (finite(seen[i].z, 4)) entries_.push_back({seen[i].t, seen[i].z[1], seen[i].z[0], i});
        // Radars mostly tell by time already, and times mostly differ: the contacts themselves are seldom asked.
        const auto rest = [&](const entry& a) {
            const qiki_contact& c = seen[a.index];
            return std::tuple(c.z[2], c.z[3], c.kind, c.valid, c.address24, c.mode3a, c.height_m);
        };
        const auto before = [&](const entry& a, const entry& b) {
            if (a.t != b.t) return a.t < b.t;
            if (a.z1 != b.z1) return a.z1 < b.z1;
            if (a.z0 != b.z0) return a.z0 < b.z0;
            return rest(a) < rest(b);
        };
        const auto same = [&](const entry& a, const entry& b) {
            return a.t == b.t && a.z1 == b.z1 && a.z0 == b.z0 && rest(a) == rest(b);
        };
        if (!std::is_sorted(entries_.begin(), entries_.end(), before))
            std::sort(entries_.begin(), entries_.end(), before);
        told.open(k);
        for (size_t i = 0; i < entries_.size(); ++i) {
            const entry& e = entries_[i];
            if (i > 0 && same(entries_[i - 1], e)) continue;
            if (!told.again(e.t, e.z1, e.z0)) index_.push_back(e.index);
        }
        told.close();
        return index_;
    }

    // The plots of a frame of sensor k, in that order. keep(contact, plot): whether a plot that can be used is wanted.
    template <class Keep>
    void plots(const plot_maker& maker, std::span<const qiki_contact> seen, size_t k, std::vector<plot>& all,
               Keep&& keep) {
        all.clear();
        for (const uint32_t i : sorted(seen, k)) {
            all.emplace_back();
            if (!maker.make(seen[i], all.back()) || !keep(seen[i], all.back())) all.pop_back();
        }
    }
    void plots(const plot_maker& maker, std::span<const qiki_contact> seen, size_t k, std::vector<plot>& all) {
        plots(maker, seen, k, all, [](const qiki_contact&, const plot&) { return true; });
    }

private:
    struct entry {
        qiki_ns t;
        double z1, z0;
        uint32_t index;
    };
    std::vector<entry> entries_;
    std::vector<uint32_t> index_;
    retold before_;
};

} // namespace tracking
