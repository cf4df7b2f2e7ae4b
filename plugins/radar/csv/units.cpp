// SPDX-License-Identifier: MIT
// plugins/radar/csv/units.cpp - the units of headings, and how a heading is cut into name and unit.
#include "units.hpp"
#include "qiki/math.h"

namespace csv {
namespace {

struct unit_row {
    const char* name;
    dimension what;
    double factor;
    int power; // of ten, of a nanosecond
};
constexpr double degree = QIKI_PI / 180;
constexpr unit_row units[] = {
    {"s", dimension::time, 1, 9},
    {"sec", dimension::time, 1, 9},
    {"ms", dimension::time, 1, 6},
    {"us", dimension::time, 1, 3},
    {"ns", dimension::time, 1, 0},
    {"m", dimension::length, 1, 0},
    {"km", dimension::length, 1000, 0},
    {"nm", dimension::length, 1852, 0},
    {"nmi", dimension::length, 1852, 0},
    {"ft", dimension::length, 0.3048, 0},
    {"fl", dimension::length, 30.48, 0},
    {"rad", dimension::angle, 1, 0},
    {"deg", dimension::angle, degree, 0},
    {"mrad", dimension::angle, 1e-3, 0},
    {"mps", dimension::speed, 1, 0},
    {"m/s", dimension::speed, 1, 0},
    {"kt", dimension::speed, 1852.0 / 3600, 0},
    {"kn", dimension::speed, 1852.0 / 3600, 0},
    {"kmh", dimension::speed, 1 / 3.6, 0},
    {"km/h", dimension::speed, 1 / 3.6, 0},
    {"db", dimension::level, 1, 0},
};
} // namespace

const char* units_of(dimension d) {
    switch (d) {
    case dimension::time: return "s, ms, us, ns or iso";
    case dimension::length: return "m, km, nm, ft or fl";
    case dimension::angle: return "rad, deg or mrad";
    case dimension::speed: return "m/s, kt or km/h";
    case dimension::level: return "db";
    default: return "no unit";
    }
}

std::string lower(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    std::string out(s);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '-' ? '_' : c;
    return out;
}

named split(std::string_view heading, bool underscore) {
    std::string s = lower(heading);
    for (const char* pair : {"[]", "()"}) {
        const size_t open = s.rfind(pair[0]);
        if (s.empty() || s.back() != pair[1] || open == s.npos || open == 0) continue;
        return {lower(s.substr(0, open)), lower(s.substr(open + 1, s.size() - open - 2))};
    }
    const size_t bar = s.rfind('_');
    if (underscore && bar != s.npos && bar > 0) return {s.substr(0, bar), s.substr(bar + 1)};
    return {s, ""};
}

bool listed(std::string_view names, std::string_view name) {
    for (size_t at = 0; at <= names.size();) {
        const size_t end = std::min(names.find('|', at), names.size());
        if (names.substr(at, end - at) == name) return true;
        at = end + 1;
    }
    return false;
}

bool measure_in(binding& b, dimension d, std::string_view unit) {
    if (d == dimension::time && unit == "iso") return b.iso = true;
    for (const unit_row& u : units)
        if (u.what == d && unit == u.name) return b.factor = u.factor, b.power = u.power, true;
    return false;
}
} // namespace csv
