// SPDX-License-Identifier: MIT
// plugins/radar/asterix/slices.cpp - plots to slices of time, slices to frames.
#include "slices.hpp"
#include <algorithm>
#include <map>
#include <tuple>

namespace asterix {
namespace {

constexpr int64_t second = 1'000'000'000;
constexpr int64_t longest_cycle = 20 * second; // a longer pause is none

struct span_of_time {
    int64_t from = 0, to = 0;
    bool complete = false;
};

// The slice that holds t.
span_of_time slice_of(int64_t t, const std::vector<tick>& starts) {
    const auto next = std::upper_bound(starts.begin(), starts.end(), t, [](int64_t a, tick b) { return a < ns_of(b); });
    if (next != starts.begin() && next != starts.end() && ns_of(*next) - ns_of(*(next - 1)) <= longest_cycle)
        return {ns_of(*(next - 1)), ns_of(*next), true};
    const int64_t from = t - ((t % second) + second) % second;
    return {from, from + second, false};
}
} // namespace

cutting cut_slices(const std::vector<sighting>& plots, const std::vector<tick>& cycles, int64_t window_ns) {
    std::vector<tick> starts = cycles;
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());

    std::vector<uint32_t> in_file(plots.size());
    for (uint32_t i = 0; i < plots.size(); ++i) in_file[i] = i;
    std::sort(in_file.begin(), in_file.end(), [&](uint32_t a, uint32_t b) { return plots[a].order < plots[b].order; });

    std::map<std::tuple<int64_t, int64_t, bool>, std::pair<frame, std::vector<uint32_t>>>
        open; // by slice; late ones apart
    // A cycle in which nothing was seen was looked at all the same.
    for (size_t i = 1; i < starts.size(); ++i)
        if (const span_of_time s = slice_of(ns_of(starts[i - 1]), starts); s.complete) {
            frame& f = open[{s.from, s.to, false}].first;
            f.from = s.from, f.to = f.available = s.to, f.complete = f.north = true;
        }
    cutting out;
    int64_t heard = INT64_MIN; // the newest time so far
    for (const uint32_t i : in_file) {
        const int64_t t = ns_of(plots[i].time);
        heard = std::max(heard, t);
        const span_of_time s = slice_of(t, starts);
        const bool late = heard > s.to + window_ns;
        out.late += late;
        auto& [f, who] = open[{s.from, s.to, late}];
        if (who.empty() && (late || f.to == 0)) {
            f.from = late ? t : s.from, f.to = f.available = late ? t : s.to;
            f.complete = s.complete && !late, f.north = f.complete;
        }
        f.from = std::min(f.from, t), f.to = std::max(f.to, t);
        f.available = std::max({f.available, f.to, heard});
        who.push_back(i);
    }
    std::vector<std::pair<frame, std::vector<uint32_t>>> found;
    for (auto& [key, x] : open) found.push_back(std::move(x));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.available, a.first.to) < std::tie(b.first.available, b.first.to);
    });
    int64_t newest = INT64_MIN;
    for (auto& [f, who] : found) {
        std::sort(who.begin(), who.end(), [&](uint32_t a, uint32_t b) {
            return std::tie(plots[a].time, plots[a].order) < std::tie(plots[b].time, plots[b].order);
        });
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
