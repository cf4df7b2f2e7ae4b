// SPDX-License-Identifier: MIT
// plugins/radar/csv/columns.hpp - which column of a file says what, and in which unit.
#pragma once
#include "qiki/qiki.hpp"
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace csv {

// What a column may say about a detection.
enum class quantity : uint8_t {
    time,
    scan,
    run,
    range,
    bearing,
    elevation,
    range_rate,
    x,
    y,
    z,
    latitude,
    longitude,
    snr,
    height,
    address,
    mode3a,
    identity,
    count
};
inline constexpr size_t quantities = static_cast<size_t>(quantity::count);

enum class dimension : uint8_t { none, time, length, angle, speed, level, hexadecimal, octal, text };

struct quantity_row {
    const char* key; // the parameter is columns.KEY
    dimension what;
    const char* names; // by which it is known when the parameter is empty, in lower case, without a unit
    const char* help;
};
const quantity_row& row_of(quantity);

// Where a quantity stands. factor: of the file's unit in SI; of a time the power of ten of a nanosecond, or `iso`.
struct binding {
    int column = -1;
    double factor = 1;
    int power = 0;
    bool iso = false;
    bool there() const { return column >= 0; }
};

// An error of a file: "NAME:LINE: column 'COLUMN': TEXT"; line 0 and an empty column are left out.
[[noreturn]] void refuse(const std::string& file, size_t line, std::string_view column, const std::string& text);

struct layout {
    std::array<binding, quantities> of;
    uint8_t kind = 0; // QIKI_POLAR, QIKI_ENU or QIKI_GEODETIC
    const binding& operator[](quantity q) const { return of[static_cast<size_t>(q)]; }
    bool has(quantity q) const { return (*this)[q].there(); }
};

// said[q]: the parameter columns.KEY, "NAME" or "NAME [UNIT]"; empty: a column of a known name, if there is one.
// measure: "auto", "polar", "enu" or "geodetic". first: a row of data, to tell ISO times; may be empty. line: of the
// headings. Calls refuse() when a column is missing, named twice or without a unit that must be known.
layout bind(const std::vector<std::string>& heading, const std::array<std::string, quantities>& said,
            std::string_view measure, const std::vector<std::string>& first, const std::string& file, size_t line);
} // namespace csv
