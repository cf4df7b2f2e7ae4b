// SPDX-License-Identifier: MIT
// plugins/radar/csv/detections.cpp - lines to scans: by their numbers, by the period, or by their times.
#include "detections.hpp"
#include "cells.hpp"
#include "table.hpp"
#include <algorithm>
#include <map>

namespace csv {
namespace {

constexpr qiki_ns far_away = qiki_ns{1} << 62;                 // of times: their differences fit, too
constexpr qiki_ns farthest = qiki_ns{864'000} * 1'000'000'000; // ten days of nothing are a forgotten `start`

struct seen { // a line of the run
    qiki_ns t;
    int64_t scan;
    size_t line;
    qiki_contact what;
};
struct span {
    qiki_ns from, to;
    size_t line; // that showed it; 0: none did
};

struct whole_file {
    std::string name;
    std::vector<seen> rows;        // of the run asked for
    std::vector<qiki_ns> times;    // of all runs, where there are no numbers
    std::map<int64_t, span> scans; // by number, of all runs
    std::vector<std::string> runs; // in the order they begin
    qiki_ns first = INT64_MAX;
    size_t first_line = 0, last_line = 0; // of the earliest time; of the file
    uint64_t lines = 0;
    // More scans than this are an error of a number, not of a patient radar.
    int64_t most_scans() const { return std::max<int64_t>(100'000, 100 * static_cast<int64_t>(lines)); }
    bool numbered = false, iso = false;
    uint8_t kind = 0;
};

std::string in_seconds(qiki_ns t) {
    std::string s = std::to_string(static_cast<double>(t) * 1e-9);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s + " s";
}

size_t index_of(std::vector<std::string>& runs, std::string_view name) {
    if (!runs.empty() && runs.back() == name) return runs.size() - 1;
    const auto at = std::find(runs.begin(), runs.end(), name);
    if (at != runs.end()) return static_cast<size_t>(at - runs.begin());
    runs.emplace_back(name);
    return runs.size() - 1;
}

whole_file read_lines(const parameters& p, table& in) {
    std::vector<std::string_view> row;
    const size_t heading_line = in.line();
    const bool any = in.next(row);
    const layout columns = bind(in.heading(), p.columns, p.measure, {row.begin(), row.end()}, p.file, heading_line);
    const cells reader(p, columns, in.heading());
    whole_file f;
    f.name = p.file;
    f.numbered = columns.has(quantity::scan), f.iso = columns[quantity::time].iso;
    f.kind = columns.kind;
    for (bool more = any; more; more = in.next(row)) {
        const detection d = reader.read(row, in.line());
        ++f.lines, f.last_line = in.line();
        if (d.t < f.first) f.first = d.t, f.first_line = in.line();
        if (f.numbered) {
            const auto [at, fresh] = f.scans.try_emplace(d.scan, span{d.t, d.t, in.line()});
            if (!fresh) at->second.from = std::min(at->second.from, d.t), at->second.to = std::max(at->second.to, d.t);
        } else f.times.push_back(d.t);
        const size_t run = index_of(f.runs, d.run);
        if (run == p.run) f.rows.push_back({d.t, d.scan, in.line(), d.what});
    }
    if (f.lines == 0) refuse(p.file, in.line(), "", "expected a detection a line behind the headings, found none");
    if (p.run >= f.runs.size())
        refuse(p.file, f.last_line, "",
               "expected run " + std::to_string(p.run) + " (counted from 0), found " + std::to_string(f.runs.size()) +
                   " down to here; is the number of runs right?");
    return f;
}

// Where t = 0 of the simulation lies in the file.
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

// Scans by number with their times; those that nobody saw lie between their neighbours, or a period apart.
void complete(std::map<int64_t, span>& scans, const parameters& p, const whole_file& f) {
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

// Numbers the scans by the period, or by the times that occur.
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

// What all frames have in common.
qiki_frame blank_frame(const parameters& p, uint8_t kind) {
    qiki_frame f{};
    f.label = QIKI_LABEL_OK, f.flags = QIKI_FRAME_COMPLETE, f.axes = QIKI_AXES_ENU;
    f.valid = QIKI_FRAME_HAS_PLATFORM;
    f.att[0] = 1;
    std::copy(p.position.begin(), p.position.end(), f.pos);
    if (p.range_max > 0 && kind == QIKI_POLAR) {
        f.valid |= QIKI_FRAME_HAS_SECTOR;
        f.bearing[1] = 2 * QIKI_PI;
        f.range[0] = p.range_min, f.range[1] = p.range_max;
    }
    if (p.pd > 0) f.valid |= QIKI_FRAME_HAS_PD, f.pd = p.pd;
    if (p.clutter_density > 0)
        f.valid |= QIKI_FRAME_HAS_CLUTTER, f.clutter_density = p.clutter_density, f.clutter_kind = kind;
    return f;
}

// A scan is known one nanosecond after it: so a scan at t = 0 falls into the first tick, (0, tick], and ticks of the
// scan period bring one scan each.
detections framed(const parameters& p, whole_file& f) {
    const qiki_ns zero = origin_of(p, f);
    detections out;
    out.rows = f.lines, out.runs = f.runs.size();
    std::stable_sort(f.rows.begin(), f.rows.end(), [](const seen& a, const seen& b) { return a.scan < b.scan; });
    qiki_frame frame = blank_frame(p, f.kind);
    size_t next = 0;
    for (const auto& [number, times] : f.scans) {
        const size_t from = next;
        qiki_ns first = times.from, last = times.to;
        if (p.sweep && p.period > 0) first = times.from, last = times.from + p.period - 1;
        for (; next < f.rows.size() && f.rows[next].scan == number; ++next) {
            const qiki_ns t = f.rows[next].t;
            if (next == from && !p.sweep) first = last = t;
            first = std::min(first, t), last = std::max(last, t);
        }
        if (!out.frames.empty() && last - zero <= out.frames.back().t_to)
            refuse(f.name, from < next ? f.rows[from].line : f.last_line, "",
                   "scan " + std::to_string(number) + " ends at " + in_seconds(last) +
                       ", not after the scan before, which ends at " + in_seconds(out.frames.back().t_to + zero));
        frame.t_from = first - zero, frame.t_to = last - zero, frame.t_available = frame.t_to + 1;
        frame.first = from, frame.count = static_cast<uint32_t>(next - from);
        for (size_t i = from; i < next; ++i) {
            qiki_contact& c = out.contacts.emplace_back(f.rows[i].what);
            c.id = i + 1, c.t = f.rows[i].t - zero, c.frame = frame.seq;
        }
        out.empty += from == next;
        out.frames.push_back(frame);
        ++frame.seq;
    }
    return out;
}
} // namespace

detections read_detections(const parameters& p) { return read_detections(p, read_text(p.file, p.limit)); }

detections read_detections(const parameters& p, std::string text) {
    table in(std::move(text), p.file);
    whole_file f = read_lines(p, in);
    if (!f.numbered) number(f, p);
    complete(f.scans, p, f);
    return framed(p, f);
}
} // namespace csv
