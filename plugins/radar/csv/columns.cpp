// SPDX-License-Identifier: MIT
// plugins/radar/csv/columns.cpp - headings read for their quantity and unit: "range_km", "Azimuth [deg]", "t (ms)".
#include "columns.hpp"
#include "decimal.hpp"
#include "meant.hpp"
#include "qiki/radar.h"
#include "score/table.hpp"
#include "units.hpp"
#include <filesystem>

namespace csv {
namespace {

constexpr quantity_row rows[quantities] = {
    {"time", dimension::time, "time|t|timestamp|time_of_day|tod|utc", "when it was measured"},
    {"scan", dimension::none, "scan|frame|scan_id|scan_number", "number of its scan"},
    {"run", dimension::none, "run|mc|run_id", "of several runs in one file, any word"},
    {"range", dimension::length, "range|rho|slant_range|r", "slant range"},
    {"bearing", dimension::angle, "bearing|azimuth|theta|az", "clockwise from north"},
    {"elevation", dimension::angle, "elevation|el", "above the horizon of the radar"},
    {"range_rate", dimension::speed, "range_rate|radial_velocity|doppler|rdot", "negative: closing"},
    {"x", dimension::length, "x|east|e", "east of the scenario's origin"},
    {"y", dimension::length, "y|north|n", "north of it"},
    {"z", dimension::length, "z|up|u|altitude|alt", "above it; with latitude and longitude above the ellipsoid"},
    {"latitude", dimension::angle, "latitude|lat", "WGS-84"},
    {"longitude", dimension::angle, "longitude|lon|long|lng", "WGS-84"},
    {"snr", dimension::level, "snr", "signal to noise ratio in dB"},
    {"height", dimension::length, "height|pressure_height|flight_level|fl|mode_c", "pressure height"},
    {"address", dimension::hexadecimal, "address|address24|icao|icao24|mode_s|icao_address",
     "24-bit address in hexadecimal digits"},
    {"mode3a", dimension::octal, "mode3a|mode_a|squawk|ssr", "Mode 3/A code in octal digits"},
    {"identity", dimension::text, "identity|callsign|flight|ident", "callsign"},
};

std::string all_of(const std::vector<std::string>& heading) {
    std::string s;
    for (const std::string& h : heading) {
        if (s.size() > 90) return s + ", ...";
        s += (s.empty() ? "" : ", ") + h.substr(0, 30);
    }
    return s;
}

class binder {
public:
    binder(const std::vector<std::string>& heading, const std::vector<std::string>& first, const std::string& file,
           size_t line)
        : heading_(heading), first_(first), file_(file), line_(line) {}

    binding said(quantity q, const std::string& text) const {
        const quantity_row& r = row_of(q);
        named n{text, ""};
        int at = find(text);
        if (at < 0) { // "name [unit]"
            const size_t open = text.rfind(" [");
            if (open != text.npos && text.back() == ']') {
                n = {text.substr(0, open), lower(text.substr(open + 2, text.size() - open - 3))};
                at = find(n.name);
            }
        }
        if (at < 0) {
            const std::string near = nearest(n.name, heading_);
            refuse(file_, line_, "",
                   std::string("columns.") + r.key + ": expected a column of the file, found '" + n.name.substr(0, 40) +
                       "'" + (near.empty() ? "" : "; did you mean \"" + near + "\"?") + "; it has " + all_of(heading_));
        }
        binding b{at};
        if (n.unit.empty()) return in_unit_of_heading(q, b);
        if (!measure_in(b, r.what, n.unit)) wrong_unit(q, b, n.unit);
        return b;
    }

    binding known(quantity q) const {
        const quantity_row& r = row_of(q);
        binding found;
        for (size_t i = 0; i < heading_.size(); ++i) {
            const named whole = split(heading_[i], false), cut = split(heading_[i], true);
            binding probe;
            const bool fits =
                listed(r.names, whole.name) || (listed(r.names, cut.name) && measure_in(probe, r.what, cut.unit));
            if (!fits) continue;
            if (found.there())
                refuse(file_, line_, "",
                       "'" + heading_[static_cast<size_t>(found.column)] + "' and '" + heading_[i] + "' may both be " +
                           r.key + "; say which: columns = { " + r.key + " = \"" + heading_[i] + "\" }");
            found = {static_cast<int>(i)};
        }
        return found.there() ? in_unit_of_heading(q, found) : found;
    }

private:
    int find(const std::string& name) const {
        for (size_t i = 0; i < heading_.size(); ++i)
            if (heading_[i] == name) return static_cast<int>(i);
        return -1;
    }
    [[noreturn]] void wrong_unit(quantity q, const binding& b, const std::string& unit) const {
        const std::string& h = heading_[static_cast<size_t>(b.column)];
        refuse(file_, line_, h,
               (unit.empty() ? "the unit is not known" : "'" + unit + "' is no unit of it") + "; say columns = { " +
                   row_of(q).key + " = \"" + h + " [UNIT]\" } with " + units_of(row_of(q).what));
    }
    binding in_unit_of_heading(quantity q, binding b) const {
        const dimension d = row_of(q).what;
        if (d == dimension::none || d == dimension::hexadecimal || d == dimension::octal || d == dimension::text)
            return b;
        const std::string& h = heading_[static_cast<size_t>(b.column)];
        const named bracket = split(h, false), bar = split(h, true);
        if (!bracket.unit.empty()) {
            if (!measure_in(b, d, bracket.unit)) wrong_unit(q, b, bracket.unit);
            return b;
        }
        if (!bar.unit.empty() && measure_in(b, d, bar.unit)) return b;
        if (q == quantity::height && (bracket.name == "fl" || bracket.name == "flight_level"))
            return measure_in(b, d, "fl"), b;
        switch (d) { // SI where nobody would expect another; angles come both ways
        case dimension::time: {
            const auto at = static_cast<size_t>(b.column);
            const bool iso = at < first_.size() && iso_ns(first_[at]).has_value();
            measure_in(b, d, iso ? "iso" : "s");
            return b;
        }
        case dimension::length: return measure_in(b, d, "m"), b;
        case dimension::speed: return measure_in(b, d, "mps"), b;
        case dimension::level: return measure_in(b, d, "db"), b;
        default: wrong_unit(q, b, "");
        }
    }

    const std::vector<std::string>&heading_, &first_;
    const std::string& file_;
    size_t line_;
};
} // namespace

const quantity_row& row_of(quantity q) { return rows[static_cast<size_t>(q)]; }

void refuse(const std::string& file, size_t line, std::string_view column, const std::string& text) {
    throw qiki::failure(QIKI_E_CONFIG, qiki::score::said_of(file, line, column, text).c_str());
}

layout bind(const std::vector<std::string>& heading, const std::array<std::string, quantities>& said,
            std::string_view measure, const std::vector<std::string>& first, const std::string& file, size_t line) {
    const binder binds(heading, first, file, line);
    layout out;
    const auto take = [&](quantity q) {
        const std::string& text = said[static_cast<size_t>(q)];
        binding& at = out.of[static_cast<size_t>(q)];
        at = text.empty() ? binds.known(q) : binds.said(q, text);
        return at.there();
    };
    std::vector<quantity> missing; // of the pair of which most is found or near
    const auto pair = [&](quantity one, quantity two, const char* name) {
        if (measure != "auto" && measure != name) return false;
        const bool a = take(one), b = take(two);
        if (a && b) return true;
        const std::vector<quantity> open = a ? std::vector{two} : b ? std::vector{one} : std::vector{one, two};
        if (measure == name)
            refuse(file, line, "",
                   std::string("measure is ") + name + ", but there is no column of a " + row_of(open.front()).key +
                       remedy(open, heading) + "; the file has " + all_of(heading));
        if (missing.empty() || lost(open, heading) < lost(missing, heading)) missing = open;
        out.of[static_cast<size_t>(one)] = out.of[static_cast<size_t>(two)] = {};
        return false;
    };
    if (pair(quantity::range, quantity::bearing, "polar")) {
        out.kind = QIKI_POLAR;
        take(quantity::elevation), take(quantity::range_rate);
    } else if (pair(quantity::x, quantity::y, "enu")) out.kind = QIKI_ENU, take(quantity::z);
    else if (pair(quantity::latitude, quantity::longitude, "geodetic")) out.kind = QIKI_GEODETIC, take(quantity::z);
    else
        refuse(file, line, "",
               "expected columns of range and bearing, x and y, or latitude and longitude" + remedy(missing, heading) +
                   "; the file has " + all_of(heading));
    for (const quantity q : {quantity::time, quantity::scan, quantity::run, quantity::snr, quantity::height,
                             quantity::address, quantity::mode3a, quantity::identity})
        take(q);
    if (!out.has(quantity::time))
        refuse(file, line, "",
               "there is no column of a time" + remedy({quantity::time}, heading) + "; the file has " +
                   all_of(heading));
    return out;
}
} // namespace csv
