// SPDX-License-Identifier: MIT
// plugins/radar/asterix/cut.cpp - plots to sectors, sectors to frames.
#include "cut.hpp"
#include <algorithm>
#include <tuple>

namespace asterix {
namespace {

constexpr uint32_t nowhere = UINT32_MAX;
constexpr int64_t tolerance_ns = 250'000'000; // of a plot's time beside its sector's; beams are wide, messages late

struct placed {
    uint32_t sector = nowhere;
    uint32_t plot = 0;
};

uint32_t sector_of(const sighting& p, const std::vector<sector>& all) {
    const int64_t t = ns_of(p.time);
    const auto after = std::upper_bound(all.begin(), all.end(), t, [](int64_t a, const sector& s) { return a < s.to; });
    const auto middle = after - all.begin();
    uint32_t best = nowhere;
    int64_t nearest = tolerance_ns + 1;
    for (auto i = std::max<std::ptrdiff_t>(0, middle - 2); i < std::min<std::ptrdiff_t>(std::ssize(all), middle + 3);
         ++i) {
        const sector& s = all[static_cast<size_t>(i)];
        const int64_t away = t < s.from ? s.from - t : t > s.to ? t - s.to : 0;
        if (s.holds(p.azimuth) && away < nearest) nearest = away, best = static_cast<uint32_t>(i);
    }
    return best;
}

// Frames of plots without a sector: one a 32nd of a turn and second.
void frames_of_strays(const std::vector<sighting>& plots, const std::vector<uint32_t>& strays, int64_t window_ns,
                      std::vector<std::pair<frame, std::vector<uint32_t>>>& out) {
    constexpr uint32_t width = full_turn / 32;
    std::vector<std::pair<frame, std::vector<uint32_t>>> open(32);
    const auto shut = [&](std::pair<frame, std::vector<uint32_t>>& x) {
        if (!x.second.empty()) out.push_back(x);
        x.second.clear();
    };
    for (const uint32_t i : strays) {
        const sighting& p = plots[i];
        const int64_t t = ns_of(p.time);
        auto& x = open[p.azimuth / width];
        if (!x.second.empty() && t - x.first.from > window_ns) shut(x);
        if (x.second.empty()) {
            x.first = {};
            x.first.from = t;
            x.first.begin = p.azimuth / width * width;
            x.first.end = x.first.begin + width;
        }
        x.first.to = t;
        x.first.available = std::max(x.first.available, t + window_ns);
        x.second.push_back(i);
    }
    for (auto& x : open) shut(x);
}
} // namespace

cutting cut(const std::vector<sighting>& plots, const sweep& s, int64_t window_ns) {
    const std::vector<sector>& all = s.sectors;
    cutting out;
    std::vector<std::vector<uint32_t>> members(all.size());
    std::vector<uint32_t> in_time(plots.size()), strays;
    for (uint32_t i = 0; i < in_time.size(); ++i) in_time[i] = i;
    std::sort(in_time.begin(), in_time.end(), [&](uint32_t a, uint32_t b) {
        return std::tie(plots[a].time, plots[a].order) < std::tie(plots[b].time, plots[b].order);
    });
    std::vector<int64_t> sent(plots.size(), INT64_MIN); // of a late plot: not before
    for (const uint32_t i : in_time) {
        const uint32_t at = sector_of(plots[i], all);
        if (at != nowhere && plots[i].order < all[at].closed) {
            members[at].push_back(i);
            continue;
        }
        ++(at == nowhere ? out.outside : out.late);
        const auto next = std::upper_bound(all.begin(), all.end(), plots[i].order,
                                           [](uint32_t order, const sector& x) { return order < x.closed; });
        if (next != all.end()) sent[i] = next->available;
        strays.push_back(i);
    }

    std::vector<std::pair<frame, std::vector<uint32_t>>> found;
    frames_of_strays(plots, strays, window_ns, found);
    for (auto& [f, who] : found)
        for (const uint32_t i : who) f.available = std::max(f.available, sent[i]);
    for (size_t i = 0; i < all.size(); ++i) {
        frame f;
        f.from = all[i].from;
        f.to = all[i].to;
        f.begin = all[i].begin;
        f.end = all[i].end;
        f.complete = all[i].complete;
        f.north = all[i].ends_turn();
        for (const uint32_t m : members[i]) {
            f.from = std::min(f.from, ns_of(plots[m].time));
            f.to = std::max(f.to, ns_of(plots[m].time));
        }
        f.available = std::max(all[i].available, f.to);
        found.emplace_back(f, std::move(members[i]));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.available, a.first.to) < std::tie(b.first.available, b.first.to);
    });
    int64_t newest = INT64_MIN;
    for (auto& [f, who] : found) {
        f.first = static_cast<uint32_t>(out.plots.size());
        f.count = static_cast<uint32_t>(who.size());
        f.seq = out.frames.size();
        f.late = f.to < newest;
        newest = std::max(newest, f.to);
        out.plots.insert(out.plots.end(), who.begin(), who.end());
        out.frames.push_back(f);
    }
    return out;
}
} // namespace asterix
