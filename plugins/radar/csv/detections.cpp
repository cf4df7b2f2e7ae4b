// SPDX-License-Identifier: MIT
// plugins/radar/csv/detections.cpp - lines to frames and contacts.
#include "detections.hpp"
#include "cells.hpp"
#include "meant.hpp"
#include "qiki/math.h"
#include "scans.hpp"
#include "score/table.hpp"
#include <cstdio>

namespace csv {
namespace {

size_t index_of(std::vector<std::string>& runs, std::string_view name) {
    if (!runs.empty() && runs.back() == name) return runs.size() - 1;
    const auto at = std::find(runs.begin(), runs.end(), name);
    if (at != runs.end()) return static_cast<size_t>(at - runs.begin());
    runs.emplace_back(name);
    return runs.size() - 1;
}

whole_file read_lines(const parameters& p, qiki::score::table& in) {
    std::vector<std::string_view> row;
    const size_t heading_line = in.line();
    const bool any = in.next(row);
    const layout columns = bind(in.heading(), p.columns, p.measure, {row.begin(), row.end()}, p.file, heading_line);
    const cells reader(p, columns, in.heading());
    whole_file f;
    f.name = p.file;
    f.numbered = columns.has(quantity::scan), f.iso = columns[quantity::time].iso;
    f.kind = columns.kind;
    for (const std::string& slip : slips(columns, in.heading()))
        f.slips.push_back(qiki::score::said_of(p.file, heading_line, "", slip));
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
    // Trackers weigh a plot by this density, and take 0 for one that is not known: none is said as one in ages.
    constexpr double in_ages = 1e-15;
    if (p.clutter_density >= 0)
        f.valid |= QIKI_FRAME_HAS_CLUTTER, f.clutter_density = std::max(p.clutter_density, in_ages),
                                           f.clutter_kind = kind;
    return f;
}

// A scan is known one nanosecond after it: so a scan at t = 0 falls into the first tick, (0, tick], and ticks of the
// scan period bring one scan each.
detections framed(const parameters& p, whole_file& f) {
    const qiki_ns zero = origin_of(p, f);
    detections out;
    out.rows = f.lines, out.runs = f.runs.size();
    out.slips = std::move(f.slips);
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

double nearest(const detections& all, const double* origin) {
    const auto outward = [](double latitude, double longitude) {
        const qiki_sc a = qiki_sincos(latitude), o = qiki_sincos(longitude);
        return std::array{a.cos * o.cos, a.cos * o.sin, a.sin};
    };
    const std::array from = outward(origin[0], origin[1]);
    double least = 4; // of the square of the chord, in radii of the Earth; no two places are farther apart
    bool any = false;
    for (const qiki_contact& c : all.contacts) {
        if (c.kind != QIKI_GEODETIC) continue;
        const std::array to = outward(c.z[0], c.z[1]);
        double chord = 0;
        for (size_t i = 0; i < 3; ++i) chord += (to[i] - from[i]) * (to[i] - from[i]);
        least = std::min(least, chord), any = true;
    }
    return any ? 6'371'000 * qiki_sqrt(least) : 0;
}

std::string placed(const detections& all, const std::string& file, const double* origin) {
    constexpr double far = 1e6;
    const double away = nearest(all, origin);
    if (away < far) return "";
    const std::string distance = std::to_string(static_cast<int64_t>(away / 1000)) + " km from ";
    if (origin[0] != 0 || origin[1] != 0)
        return qiki::score::said_of(
            file, 0, "",
            "the nearest position is " + distance +
                "the scenario's origin, too far for places and speeds to be true; move the origin");
    const double* z = all.contacts.front().z;
    char remedy[80];
    std::snprintf(remedy, sizeof remedy, "origin = { %.4f, %.4f, 0 }", z[0] * 180 / QIKI_PI, z[1] * 180 / QIKI_PI);
    refuse(file, 0, "",
           "the scenario says no origin, and the nearest position is " + distance + "0 N 0 E; say " + remedy +
               " there (degrees, degrees, m), or another place nearby");
}

detections read_detections(const parameters& p) {
    try {
        return read_detections(p, qiki::score::read_text(p.file, p.limit));
    } catch (const qiki::score::bad_table& e) { throw qiki::failure(QIKI_E_IO, e.what()); }
}

detections read_detections(const parameters& p, std::string text) {
    try {
        qiki::score::table in(std::move(text), p.file);
        whole_file f = read_lines(p, in);
        if (!f.numbered) number(f, p);
        complete(f, p);
        return framed(p, f);
    } catch (const qiki::score::bad_table& e) { throw qiki::failure(QIKI_E_CONFIG, e.what()); }
}
} // namespace csv
