// SPDX-License-Identifier: MIT
// tests/unit/trackers/barcelona_score.hpp - how well a tracker holds the aircraft of the Barcelona hour.
#pragma once
#include "barcelona.hpp"
#include "unit/rig.hpp"
#include <set>

namespace barcelona {

struct holding {
    size_t addresses = 0, held = 0; // airborne with >= 10 plots; those held for 95 % of their plots
    std::map<uint32_t, std::pair<size_t, size_t>>
        of;            // plots that count, and plots with a confirmed track of the address
    size_t tracks = 0; // ever confirmed
};

// Plots of airborne aircraft, and whether a confirmed track of the address was there then. The first two plots of an
// appearance (after 30 s of silence) do not count.
class holder {
public:
    void add(uint32_t address, qiki_ns t, bool good) { plots_[address].push_back({t, good}); }
    holding result() {
        holding r;
        for (auto& [address, list] : plots_) {
            if (list.size() < 10) continue;
            std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
            size_t since = 0, counted = 0, held = 0;
            for (size_t k = 0; k < list.size(); ++k) {
                if (k && list[k].first - list[k - 1].first > 30'000'000'000) since = k;
                if (k - since < 2) continue;
                ++counted;
                held += list[k].second;
            }
            ++r.addresses;
            r.held += static_cast<double>(held) >= 0.95 * static_cast<double>(counted);
            r.of[address] = {counted, held};
        }
        return r;
    }

private:
    std::map<uint32_t, std::vector<std::pair<qiki_ns, bool>>> plots_;
};

// Plots as they were associated, for the blind measures of shared/data/README.md section 5.
struct chain {
    std::vector<uint64_t> track; // of each row; 0: none
};

inline std::pair<holding, chain> run(const hour& h, const rig::settings& s, uint64_t most_frames = UINT64_MAX) {
    rig::instance tracker("qiki.tracker.gnn", s);
    chain c{std::vector<uint64_t>(h.rows.size())};
    std::set<uint64_t> ever;
    std::vector<uint8_t> good(h.rows.size());
    qiki_ns before = 0;
    for (size_t k = 0; k < h.frames.size() && k < most_frames; ++k) {
        const qiki_ns now = std::max(h.frames[k].t_available, before + 1);
        qiki_frame f = h.frames[k];
        f.t_available = now;
        tracker.give<qiki_frame>("frames", {f});
        tracker.give<qiki_contact>("contacts", h.of[k]);
        tracker.tick(before, now);
        before = now;
        std::set<uint32_t> confirmed;
        for (const qiki_track& x : tracker.took<qiki_track>("tracks")) {
            if (x.status != QIKI_TRACK_CONFIRMED) continue;
            ever.insert(x.id);
            if (x.valid & QIKI_TRACK_HAS_ADDRESS) confirmed.insert(x.address24);
        }
        for (const qiki_contact& p : h.of[k]) good[p.id - 1] = confirmed.count(h.rows[p.id - 1].address) != 0;
        for (const qiki_assoc& a : tracker.took<qiki_assoc>("assoc")) c.track[a.item - 1] = a.track;
    }
    holder plots;
    for (size_t i = 0; i < h.rows.size(); ++i)
        if (h.rows[i].address && h.rows[i].airborne) plots.add(h.rows[i].address, h.rows[i].t, good[i]);
    holding r = plots.result();
    r.tracks = ever.size();
    return {r, c};
}

// Section 5: over airborne rows with an address.
struct blind {
    double purity = 0, fragmentation = 0, completeness = 0;
    size_t swaps = 0;
};
inline blind blind_of(const hour& h, const chain& c) {
    std::map<uint64_t, std::vector<size_t>> by_track;
    std::map<uint32_t, std::map<uint64_t, size_t>> by_address;
    std::map<uint32_t, size_t> rows;
    for (size_t i = 0; i < h.rows.size(); ++i) {
        if (!h.rows[i].airborne || !h.rows[i].address) continue;
        ++rows[h.rows[i].address];
        if (!c.track[i]) continue;
        by_track[c.track[i]].push_back(i);
        ++by_address[h.rows[i].address][c.track[i]];
    }
    blind b;
    size_t all = 0, most = 0;
    for (auto& [id, list] : by_track) {
        std::stable_sort(list.begin(), list.end(), [&](size_t x, size_t y) { return h.rows[x].t < h.rows[y].t; });
        std::map<uint32_t, size_t> n;
        for (size_t k = 0; k < list.size(); ++k) {
            ++n[h.rows[list[k]].address];
            b.swaps += k && h.rows[list[k]].address != h.rows[list[k - 1]].address;
        }
        if (list.size() < 3) continue;
        size_t best = 0;
        for (const auto& [a, count] : n) best = std::max(best, count);
        most += best, all += list.size();
    }
    b.purity = static_cast<double>(most) / static_cast<double>(all);
    size_t n = 0;
    for (const auto& [a, count] : rows) {
        if (count < 10) continue;
        ++n;
        size_t longest = 0;
        for (const auto& [id, k] : by_address[a]) {
            longest = std::max(longest, k);
            b.fragmentation += k >= 3;
        }
        b.completeness += static_cast<double>(longest) / static_cast<double>(count);
    }
    b.fragmentation /= static_cast<double>(n), b.completeness /= static_cast<double>(n);
    return b;
}

} // namespace barcelona
