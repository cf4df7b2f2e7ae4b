// SPDX-License-Identifier: MIT
// plugins/radar/csv/decimal.cpp - digits to nanoseconds without a double in between.
#include "decimal.hpp"
#include <charconv>

namespace csv {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Days since 1970-01-01 of a proleptic Gregorian date (Hinnant 2013, "chrono-compatible low-level date algorithms").
int64_t days(int64_t y, int64_t m, int64_t d) {
    y -= m <= 2;
    const int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    const int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int64_t days_in(int64_t y, int64_t m) {
    if (m == 2) return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0 ? 29 : 28;
    return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}

// A number of exactly `n` digits at `at`; -1: there is none.
int64_t field(std::string_view s, size_t at, size_t n) {
    if (s.size() < at + n) return -1;
    int64_t v = 0;
    for (size_t i = at; i < at + n; ++i) {
        if (!digit(s[i])) return -1;
        v = v * 10 + (s[i] - '0');
    }
    return v;
}
} // namespace

std::optional<qiki_ns> decimal_ns(std::string_view s, int power) {
    const bool minus = !s.empty() && s[0] == '-';
    if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
    constexpr uint64_t most = INT64_MAX;
    uint64_t value = 0;
    int64_t shift = power;
    bool any = false, point = false,
         full = false; // full: more digits than 64 bits hold; what is left out is below them
    size_t i = 0;
    for (; i < s.size() && (digit(s[i]) || (s[i] == '.' && !point)); ++i) {
        if (s[i] == '.') {
            point = true;
            continue;
        }
        any = true;
        full = full || value > (most - 9) / 10;
        if (!full) value = value * 10 + static_cast<uint64_t>(s[i] - '0');
        shift += (full ? 1 : 0) - (point ? 1 : 0);
    }
    if (!any) return {};
    if (i < s.size() && (s[i] == 'e' || s[i] == 'E')) {
        size_t from = i + 1;
        if (from < s.size() && s[from] == '+') ++from;
        int exponent = 0;
        const auto [end, error] = std::from_chars(s.data() + from, s.data() + s.size(), exponent);
        if (error != std::errc{} || exponent > 1000 || exponent < -1000) return {};
        shift += exponent;
        i = static_cast<size_t>(end - s.data());
    }
    if (i != s.size()) return {};
    for (; shift > 0 && value != 0; --shift) {
        if (value > most / 10) return {};
        value *= 10;
    }
    bool half = false; // of the last digit cut away: at least five
    for (; shift < 0 && (value != 0 || half); ++shift) half = value % 10 >= 5, value /= 10;
    if (half) ++value;
    if (value > most) return {};
    return minus ? -static_cast<qiki_ns>(value) : static_cast<qiki_ns>(value);
}

std::optional<qiki_ns> iso_ns(std::string_view s) {
    const int64_t y = field(s, 0, 4), mo = field(s, 5, 2), d = field(s, 8, 2), h = field(s, 11, 2),
                  mi = field(s, 14, 2), sec = field(s, 17, 2);
    if (y < 1700 || mo < 1 || mo > 12 || d < 1 || d > days_in(y, mo) || h < 0 || h > 23 || mi < 0 || mi > 59 ||
        sec < 0 || sec > 60 || y > 2200)
        return {};
    if (s[4] != '-' || s[7] != '-' || (s[10] != 'T' && s[10] != ' ' && s[10] != 't') || s[13] != ':' || s[16] != ':')
        return {};
    s.remove_prefix(19);
    qiki_ns fraction = 0;
    if (!s.empty() && (s[0] == '.' || s[0] == ',')) {
        size_t n = 1;
        qiki_ns place = 100'000'000;
        for (; n < s.size() && digit(s[n]); ++n, place /= 10) fraction += (s[n] - '0') * place;
        if (n == 1) return {};
        s.remove_prefix(n);
    }
    int64_t offset = 0; // minutes
    if (s == "Z" || s == "z" || s.empty()) s = {};
    else if (s[0] == '+' || s[0] == '-') {
        const bool colon = s.size() > 3 && s[3] == ':';
        const int64_t oh = field(s, 1, 2), om = s.size() == 3 ? 0 : field(s, colon ? 4 : 3, 2);
        if (oh < 0 || oh > 23 || om < 0 || om > 59 || s.size() != (s.size() == 3 ? 3u : colon ? 6u : 5u)) return {};
        offset = (s[0] == '-' ? -1 : 1) * (oh * 60 + om);
    } else return {};
    return ((days(y, mo, d) * 24 + h) * 60 + mi - offset) * 60'000'000'000 + sec * 1'000'000'000 + fraction;
}
} // namespace csv
