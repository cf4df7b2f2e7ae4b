// SPDX-License-Identifier: MIT
// host/cli/prove/bench_report.cpp - times in the unit that fits; bars and picture in logarithms, where a power is a
// line.
#include "host/cli/prove/bench_report.hpp"
#include "host/observe/chart.hpp"
#include "host/observe/table.hpp"
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {

using nlohmann::json;

std::string duration(double s) {
    if (s >= 1) return observe::number(s) + " s";
    if (s >= 1e-3) return observe::number(s * 1e3) + " ms";
    if (s >= 1e-6) return observe::number(s * 1e6) + " us";
    return observe::number(s * 1e9) + " ns";
}

// One block a size, eight heights, by the logarithm of the cost between the least and the most.
std::string sparkline(const std::vector<measured>& rows) {
    static const char* blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double low = 1e300, high = 0;
    for (const measured& m : rows) low = std::min(low, m.per_tick), high = std::max(high, m.per_tick);
    std::string out;
    for (const measured& m : rows) {
        const double share = high > low && low > 0 ? std::log(m.per_tick / low) / std::log(high / low) : 0;
        out += blocks[std::clamp(static_cast<int>(share * 7 + 0.5), 0, 7)];
    }
    return out;
}

double per_record(const measured& m) { return m.read > 0 ? m.per_tick / m.read : 0; }
} // namespace

std::string bench_table(const bench_report& r) {
    observe::table t({">inputs", ">a tick", ">slowest", ">a record", ">records in", ">out", ">ticks"});
    for (const measured& m : r.rows)
        t.row({observe::grouped(m.size), duration(m.per_tick), duration(m.slowest),
               m.read > 0 ? duration(per_record(m)) : "-", observe::number(m.read), observe::number(m.written),
               observe::grouped(m.ticks)});
    std::string out = r.id + ", " + observe::number(r.density) + " bodies to a square kilometre\n" + t.text(2);
    if (std::all_of(r.rows.begin(), r.rows.end(), [](const measured& m) { return m.written == 0 && m.read > 0; }))
        out += "  it wrote no record; when it does nothing by its defaults, --set says more\n";
    if (r.growth) {
        char text[32];
        std::snprintf(text, sizeof text, "%.2f", *r.growth);
        out += "\n  " + sparkline(r.rows) + "  cost of a tick ~ inputs^" + text + "\n";
    }
    if (!r.ended.empty()) out += "  " + r.ended + "\n";
    return out;
}

std::string bench_json(const bench_report& r) {
    json j{{"id", r.id}, {"file", r.file}, {"seed", r.seed}, {"density", r.density}, {"rows", json::array()}};
    j["growth"] = r.growth ? json(*r.growth) : json(nullptr);
    j["ended"] = r.ended.empty() ? json(nullptr) : json(r.ended);
    for (const measured& m : r.rows)
        j["rows"].push_back({{"inputs", m.size},
                             {"ticks", m.ticks},
                             {"seconds_per_tick", m.per_tick},
                             {"seconds_slowest", m.slowest},
                             {"seconds_per_record", m.read > 0 ? json(per_record(m)) : json(nullptr)},
                             {"records_in", m.read},
                             {"records_out", m.written}});
    return j.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string bench_svg(const bench_report& r) {
    observe::chart c;
    c.title = "Cost of " + r.id, c.x_title = "inputs a tick", c.decades = true;
    if (r.growth) {
        char text[64];
        std::snprintf(text, sizeof text, "a tick ~ inputs^%.2f", *r.growth);
        c.note = text;
    }
    observe::line tick{"a tick", {}, false}, record{"a record", {}, false};
    for (const measured& m : r.rows) {
        const double x = std::log10(static_cast<double>(m.size));
        tick.points.emplace_back(x, m.per_tick > 0 ? std::log10(m.per_tick) : NAN);
        record.points.emplace_back(x, per_record(m) > 0 ? std::log10(per_record(m)) : NAN);
    }
    c.panels.push_back({"processor time", "log10 of s", {tick, record}, false});
    return observe::svg(c);
}
} // namespace qiki::cli
