// SPDX-License-Identifier: MIT
// plugins/bridges/plot/svg.hpp - numbers and text for SVG: two decimals, no locale, nothing unescaped.
#pragma once
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace plot {

inline void append(std::string& out, double v, int decimals = 1) {
    char s[48];
    if (std::fabs(v) < 0.05 && decimals < 2) v = 0;
    const char* end = std::to_chars(s, s + sizeof s, v, std::chars_format::fixed, decimals).ptr;
    std::string_view text(s, static_cast<size_t>(end - s));
    if (text.find('.') != text.npos) {
        text = text.substr(0, text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.remove_suffix(1);
    }
    out += text == "-0" ? "0" : text;
}

inline std::string figure(double v, int decimals = 1) {
    std::string s;
    append(s, v, decimals);
    return s;
}

inline std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += static_cast<unsigned char>(c) < 32 ? ' ' : c;
        }
    return out;
}
} // namespace plot
