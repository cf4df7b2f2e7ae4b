// SPDX-License-Identifier: MIT
// host/observe/scale.cpp - the next round step.
#include "host/observe/scale.hpp"
#include <charconv>

namespace qiki::observe {

std::string figure(double v, int decimals) {
    char s[400];
    const char* end = std::to_chars(s, s + sizeof s, v, std::chars_format::fixed, decimals).ptr;
    std::string text(s, static_cast<size_t>(end - s));
    if (text.find('.') != text.npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string mark(double v, double step, int decimals) {
    if (std::fabs(v) < 1e9 && decimals < 6) return figure(v, decimals);
    if (std::fabs(v) < step / 2) return "0";
    char s[64];
    const char* end = std::to_chars(s, s + sizeof s, v, std::chars_format::general, 4).ptr;
    return std::string(s, static_cast<size_t>(end - s));
}

scale::scale(double least, double most, int marks, bool whole) {
    if (!(least <= most)) least = 0, most = 1;
    if (least == most) least -= least == 0 ? 0 : std::fabs(least) * 0.5, most += most == 0 ? 1 : std::fabs(most) * 0.5;
    const double raw = whole ? std::max(1.0, (most - least) / marks) : (most - least) / marks;
    double power = 1;
    decimals = 0;
    while (power > raw && decimals < 300) power /= 10, ++decimals;
    while (power * 10 <= raw) power *= 10;
    step = power * (raw <= power ? 1 : raw <= 2 * power ? 2 : raw <= 5 * power ? 5 : 10);
    from = std::floor(least / step) * step, to = std::ceil(most / step) * step;
}
} // namespace qiki::observe
