// SPDX-License-Identifier: MIT
// plugins/bridges/geo/words.cpp - names, times and numbers as both documents write them.
#include "trails.hpp"
#include <charconv>
#include <cstdio>
#include <cstring>

namespace geo {

std::string readable(std::string_view s) {
    std::string out;
    for (size_t i = 0; i < s.size();) {
        const auto c = static_cast<unsigned char>(s[i]);
        const size_t n = c < 0x80                ? 1
                         : c >= 0xC2 && c < 0xE0 ? 2
                         : c >= 0xE0 && c < 0xF0 ? 3
                         : c >= 0xF0 && c < 0xF5 ? 4
                                                 : 0;
        bool good = n > 0 && i + n <= s.size() && c >= 32 && c != 127;
        for (size_t k = 1; good && k < n; ++k) good = (static_cast<unsigned char>(s[i + k]) & 0xC0u) == 0x80u;
        if (good && n > 2) { // overlong forms, surrogates, beyond the last plane
            const auto d = static_cast<unsigned char>(s[i + 1]);
            good = !(c == 0xE0 && d < 0xA0) && !(c == 0xED && d > 0x9F) && !(c == 0xF0 && d < 0x90) &&
                   !(c == 0xF4 && d > 0x8F);
        }
        if (good) out += s.substr(i, n);
        else out += '?';
        i += good ? n : 1;
    }
    return out;
}

std::string address_of(const qiki_track& t) {
    char text[16];
    std::snprintf(text, sizeof text, "%06X", t.address24);
    return text;
}

std::string code_of(const qiki_track& t) {
    char text[16];
    std::snprintf(text, sizeof text, "%04o", static_cast<unsigned>(t.mode3a));
    return text;
}

std::string identity_of(const qiki_track& t) {
    std::string s(t.identity, t.valid & QIKI_TRACK_HAS_IDENTITY ? strnlen(t.identity, sizeof t.identity) : 0);
    while (!s.empty() && s.back() == ' ') s.pop_back();
    return readable(s);
}

std::string name_of(const qiki_track& t) {
    const std::string identity = identity_of(t);
    if (!identity.empty()) return identity;
    return t.valid & QIKI_TRACK_HAS_ADDRESS ? address_of(t) : "track " + std::to_string(t.id);
}

const char* status_of(const qiki_track& t) {
    static constexpr const char* names[] = {"tentative", "confirmed", "coasting", "ended"};
    return t.status < 4 ? names[t.status] : "?";
}

std::string figure(double v, int decimals) {
    char s[64];
    const auto [end, error] = std::to_chars(s, s + sizeof s, v, std::chars_format::fixed, decimals);
    const std::string text(s, error == std::errc{} ? end : s);
    return text.find_first_not_of("-0.") == text.npos && !text.empty() && text[0] == '-' ? text.substr(1) : text;
}

std::string seconds_of(qiki_ns t) {
    const uint64_t n = t < 0 ? 0 - static_cast<uint64_t>(t) : static_cast<uint64_t>(t);
    std::string fraction = std::to_string(1'000'000'000 + n % 1'000'000'000).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return (t < 0 ? "-" : "") + std::to_string(n / 1'000'000'000) + (fraction.empty() ? "" : "." + fraction);
}

// Calendar from days: Hinnant 2013, "chrono-compatible low-level date algorithms".
std::string utc_of(const scene& s, qiki_ns t) {
    constexpr qiki_ns day = qiki_ns{86'400} * 1'000'000'000;
    const qiki_ns all = s.epoch + t, days = (all >= 0 ? all : all - day + 1) / day;
    const qiki_ns rest = all - days * day, ms = rest / 1'000'000;
    const int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    const int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
    const int64_t month = m < 10 ? m + 3 : m - 9;
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(year + era * 400 + (month <= 2)), static_cast<int>(month),
                  static_cast<int>(of_year - (153 * m + 2) / 5 + 1), static_cast<int>(ms / 3'600'000),
                  static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60), static_cast<int>(ms % 1000));
    return text;
}
} // namespace geo
