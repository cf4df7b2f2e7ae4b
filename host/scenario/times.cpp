// SPDX-License-Identifier: MIT
// host/scenario/times.cpp - seconds and calendar times as whole nanoseconds.
#include "host/scenario/times.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::scenario {
namespace {

// Days since 1970-01-01 of a proleptic Gregorian date (Hinnant 2013, "chrono-compatible low-level date algorithms").
int64_t days(int64_t y, int64_t m, int64_t d) {
    y -= m <= 2;
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t of_era = y - era * 400;
    const int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

int64_t days_in(int64_t y, int64_t m) {
    if (m == 2) return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0 ? 29 : 28;
    return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}
} // namespace

std::optional<qiki_ns> nanoseconds(double s) {
    const double x = s * 1e9;
    if (!(std::fabs(x) < 0x1p63)) return {};
    const double whole = std::nearbyint(x);
    const double forgiven = std::max(1e-6, std::fabs(x) * 0x1p-50);
    if (std::fabs(x - whole) > forgiven) return {};
    return static_cast<qiki_ns>(whole);
}

std::string seconds(qiki_ns t) {
    const uint64_t n = t < 0 ? 0 - static_cast<uint64_t>(t) : static_cast<uint64_t>(t);
    std::string fraction = std::to_string(1'000'000'000 + n % 1'000'000'000).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return (t < 0 ? "-" : "") + std::to_string(n / 1'000'000'000) + (fraction.empty() ? "" : "." + fraction);
}

std::optional<qiki_ns> utc(std::string_view text) {
    constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < form.size() + 1 || text.back() != 'Z') return {};
    int64_t field[6] = {};
    int f = 0;
    for (size_t i = 0; i < form.size(); ++i) {
        if (form[i] == 'd') {
            if (text[i] < '0' || text[i] > '9') return {};
            field[f] = field[f] * 10 + (text[i] - '0');
        } else if (text[i] == form[i]) ++f;
        else return {};
    }
    int64_t fraction = 0;
    std::string_view rest = text.substr(form.size(), text.size() - form.size() - 1);
    if (!rest.empty()) {
        if (rest[0] != '.' || rest.size() < 2 || rest.size() > 10) return {};
        for (size_t i = 1; i < 10; ++i) {
            const char c = i < rest.size() ? rest[i] : '0';
            if (c < '0' || c > '9') return {};
            fraction = fraction * 10 + (c - '0');
        }
    }
    const auto [y, m, d, hour, minute, second] = field;
    if (m < 1 || m > 12 || d < 1 || d > days_in(y, m) || hour > 23 || minute > 59 || second > 59) return {};
    const int64_t s = days(y, m, d) * 86'400 + hour * 3'600 + minute * 60 + second;
    if (s < -9'223'372'036 || s >= 9'223'372'036) return {};
    return s * 1'000'000'000 + fraction;
}
} // namespace qiki::scenario
