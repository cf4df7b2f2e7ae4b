// SPDX-License-Identifier: MIT
// plugins/radar/csv/scans.cpp - scans by their numbers, by the period, or by their times.
#include "scans.hpp"
#include "score/table.hpp"
#include <cmath>

namespace csv {
namespace {

constexpr qiki_ns far_away = qiki_ns{1} << 62;                 // of times: their differences fit, too
constexpr qiki_ns farthest = qiki_ns{864'000} * 1'000'000'000; // ten days of nothing are a forgotten `start`

// Numbers and times of a file tell its period themselves. A plot may lie anywhere in its scan, and a period may be
// rounded: only what adds up to more than that contradicts.
void compare_period(whole_file& f, const parameters& p) {
    const auto& [first, a] = *f.scans.begin();
    const auto& [last, b] = *f.scans.rbegin();
    if (!f.numbered || p.period <= 0 || last == first) return;
    const double steps = static_cast<double>(last - first), told = static_cast<double>(p.period);
    const double span = static_cast<double>(b.from - a.from);
    if (span > 0 && std::fabs(span - steps * told) > told + 0.02 * span)
        f.slips.push_back(qiki::score::said_of(f.name, b.line, "",
                                               "scans " + std::to_string(first) + " to " + std::to_string(last) +
                                                   " are " + in_seconds(static_cast<qiki_ns>(span / steps)) +
                                                   " apart, but scan_period says " + in_seconds(p.period) +
                                                   "; set it to what the radar needs for a scan"));
}
} // namespace

std::string in_seconds(qiki_ns t) {
    std::string s = std::to_string(static_cast<double>(t) * 1e-9);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s + " s";
}

qiki_ns origin_of(const parameters& p, const whole_file& f) {
    qiki_ns zero = 0;
    const bool over = __builtin_add_overflow(p.start, f.iso ? (p.epoch ? p.epoch : f.first) : 0, &zero);
    if (over || zero > far_away || zero < -far_away)
        refuse(f.name, f.first_line, "", "start lies centuries away; expected a time of the file in seconds");
    if (f.first < zero)
        refuse(f.name, f.first_line, "",
               "the time lies " + in_seconds(zero - f.first) + " before t = 0; set start to " +
                   in_seconds(p.start - (zero - f.first)) + " or less");
    if (f.first - zero > farthest)
        refuse(f.name, f.first_line, "",
               "the first detection comes " + in_seconds(f.first - zero) +
                   " after t = 0; set start to the time of the file that is t = 0");
    return zero;
}

void number(whole_file& f, const parameters& p) {
    std::sort(f.times.begin(), f.times.end());
    f.times.erase(std::unique(f.times.begin(), f.times.end()), f.times.end());
    if (p.period == 0) {
        for (size_t k = 0; k < f.times.size(); ++k) f.scans[static_cast<int64_t>(k)] = {f.times[k], f.times[k], 0};
        for (seen& s : f.rows) s.scan = std::lower_bound(f.times.begin(), f.times.end(), s.t) - f.times.begin();
        return;
    }
    const qiki_ns shift = p.sweep ? 0 : p.period / 2;
    const auto of = [&](qiki_ns t) { return (t - f.first + shift) / p.period; };
    if (of(f.times.back()) >= f.most_scans())
        refuse(f.name, f.last_line, "",
               "the detections span " + in_seconds(f.times.back() - f.first) + ", " +
                   std::to_string(of(f.times.back())) + " scans of " + in_seconds(p.period) + " for only " +
                   std::to_string(f.lines) + " detections; is the period right?");
    for (int64_t k = 0; k <= of(f.times.back()); ++k) {
        const qiki_ns t = f.first + k * p.period;
        f.scans[k] = {t, t, 0};
    }
    for (seen& s : f.rows) s.scan = of(s.t);
}

void complete(whole_file& f, const parameters& p) {
    compare_period(f, p);
    std::map<int64_t, span>& scans = f.scans;
    const int64_t first = scans.begin()->first, last = scans.rbegin()->first;
    const size_t line = scans.rbegin()->second.line ? scans.rbegin()->second.line : f.last_line;
    const int64_t n = p.scans ? static_cast<int64_t>(p.scans) : last - first + 1;
    const std::string found = "scans " + std::to_string(first) + " to " + std::to_string(last);
    if (last - first >= n)
        refuse(f.name, line, "",
               "expected " + std::to_string(n) + " scans, found " + found + "; is the parameter scans right?");
    if (!p.scans && n > f.most_scans())
        refuse(f.name, line, "",
               "found " + found + " and only " + std::to_string(f.lines) +
                   " detections; expected numbers of scans (columns.scan) and a period that fit them");
    if (p.period > 0 && n > far_away / p.period)
        refuse(f.name, line, "", std::to_string(n) + " scans of " + in_seconds(p.period) + " take centuries");
    for (int64_t k = first; k < first + n; ++k) {
        if (scans.count(k)) continue;
        const auto after = scans.upper_bound(k), before = std::prev(after);
        const span& b = before->second;
        qiki_ns t = b.to;
        if (p.period > 0) t = b.from + (k - before->first) * p.period;
        else if (after != scans.end())
            t = b.to + (after->second.from - b.to) / (after->first - before->first) * (k - before->first);
        else
            refuse(
                f.name, line, "",
                "scan " + std::to_string(k) +
                    " has no detection and none comes after it, so only scan_period can tell its time; it is not said");
        scans.emplace_hint(after, k, span{t, t, 0});
    }
}
} // namespace csv
