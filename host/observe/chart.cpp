// SPDX-License-Identifier: MIT
// host/observe/chart.cpp - scales in round numbers, grid, lines, legends.
#include "host/observe/chart.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string_view>

namespace qiki::observe {
namespace {

constexpr double width = 1200, left = 84, right = 196, top = 104, gap = 52, tall = 210, bottom = 60;
constexpr const char* colours[] = {"#7dd3fc", "#fbbf24", "#f472b6", "#4ade80",
                                   "#c4b5fd", "#fb923c", "#5eead4", "#fda4af"};

std::string figure(double v, int decimals = 1) {
    char s[400];
    const char* end = std::to_chars(s, s + sizeof s, v, std::chars_format::fixed, decimals).ptr;
    std::string text(s, static_cast<size_t>(end - s));
    if (text.find('.') != text.npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += static_cast<unsigned char>(c) < 32 ? ' ' : c;
        }
    return out;
}

// Ends of an axis and the distance of its marks: 1, 2 or 5 times a power of ten.
struct scale {
    double from = 0, to = 1, step = 0.2;
    int decimals = 1;
    scale(double least, double most, int marks) {
        if (!(least <= most)) least = 0, most = 1;
        if (least == most)
            least -= least == 0 ? 0 : std::fabs(least) * 0.5, most += most == 0 ? 1 : std::fabs(most) * 0.5;
        const double raw = (most - least) / marks;
        double power = 1;
        decimals = 0;
        while (power > raw && decimals < 300) power /= 10, ++decimals;
        while (power * 10 <= raw) power *= 10;
        step = power * (raw <= power ? 1 : raw <= 2 * power ? 2 : raw <= 5 * power ? 5 : 10);
        from = std::floor(least / step) * step, to = std::ceil(most / step) * step;
    }
    double share(double v) const { return (v - from) / (to - from); }
};

struct range {
    double least = INFINITY, most = -INFINITY;
    void add(double v) {
        if (std::isfinite(v)) least = std::min(least, v), most = std::max(most, v);
    }
};

std::string text(double x, double y, std::string_view s, const char* look) {
    return "<text x='" + figure(x) + "' y='" + figure(y) + "' " + look + ">" + escaped(s) + "</text>\n";
}

// Points closer than a pixel are one stroke from the least to the greatest of them, so that no peak is lost.
std::string path(const line& l, const scale& x, const scale& y, double y0) {
    const double wide = width - left - right;
    std::string d;
    bool pen = false;
    double last_y = 0, column = -1, low = 0, high = 0;
    const auto at = [](double px, double py) { return figure(px) + ' ' + figure(py); };
    for (const auto& [vx, vy] : l.points) {
        if (!std::isfinite(vy)) {
            pen = false;
            continue;
        }
        const double px = left + x.share(vx) * wide, py = y0 + tall * (1 - y.share(vy));
        if (pen && px - column < 0.7) {
            if (py >= low && py <= high) continue;
            low = std::min(low, py), high = std::max(high, py);
        } else {
            column = px, low = high = py;
        }
        if (pen && l.steps) d += 'L' + at(px, last_y);
        d += (pen ? 'L' : 'M') + at(px, py);
        pen = true, last_y = py;
    }
    return d;
}

std::string draw(const panel& p, const scale& x, double y0) {
    const double wide = width - left - right;
    range seen;
    for (const line& l : p.lines)
        for (const auto& [vx, vy] : l.points) seen.add(vy);
    if (p.from_zero) seen.add(0);
    const scale y(seen.least, seen.most, 4);
    std::string s = "<rect x='" + figure(left) + "' y='" + figure(y0) + "' width='" + figure(wide) + "' height='" +
                    figure(tall) + "' fill='#0d1526'/>\n";
    for (int i = 0; i <= 12; ++i) {
        const double v = y.from + y.step * i;
        if (v > y.to + y.step / 2) break;
        const double py = y0 + tall * (1 - y.share(v));
        s += "<path d='M" + figure(left) + ' ' + figure(py) + 'H' + figure(left + wide) + "' class='grid'/>\n";
        s += text(left - 10, py + 4, figure(v, y.decimals), "class='mark' text-anchor='end'");
    }
    for (int i = 0; i <= 40; ++i) {
        const double v = x.from + x.step * i;
        if (v > x.to + x.step / 2) break;
        const double px = left + wide * x.share(v);
        s += "<path d='M" + figure(px) + ' ' + figure(y0) + 'v' + figure(tall) + "' class='grid'/>\n";
        s += text(px, y0 + tall + 18, figure(v, x.decimals), "class='mark' text-anchor='middle'");
    }
    s += text(left, y0 - 10, p.title + (p.unit.empty() ? "" : "  [" + p.unit + "]"), "class='panel'");
    for (size_t i = 0; i < p.lines.size(); ++i) {
        const std::string colour = colours[i % std::size(colours)];
        s += "<path d='" + path(p.lines[i], x, y, y0) + "' fill='none' stroke='" + colour +
             "' stroke-width='1.6' stroke-linejoin='round'/>\n";
        const double ly = y0 + 12 + 20 * static_cast<double>(i), lx = left + wide + 18;
        s += "<path d='M" + figure(lx) + ' ' + figure(ly) + "h22' stroke='" + colour + "' stroke-width='3'/>\n";
        s += text(lx + 30, ly + 4, p.lines[i].name, "class='name'");
    }
    return s;
}
} // namespace

std::string svg(const chart& c) {
    range seen;
    for (const panel& p : c.panels)
        for (const line& l : p.lines)
            for (const auto& [x, y] : l.points) seen.add(x);
    const scale x(seen.least, seen.most, 10);
    const double height = top + static_cast<double>(c.panels.size()) * (tall + gap) + bottom - gap;
    std::string s = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + figure(width) + ' ' + figure(height) +
                    "' width='" + figure(width) + "' height='" + figure(height) +
                    "' font-family='Inter,\"Helvetica Neue\",Helvetica,Arial,\"DejaVu Sans\",sans-serif' "
                    "font-size='13'>\n<style>.grid{stroke:#22304d;stroke-width:1;fill:none}.mark{fill:#8494b2;font-"
                    "size:12px}.name{fill:#c7d2e8}.panel{fill:#e5ecf8;font-weight:600}.title{fill:#ffffff;font-size:"
                    "22px;font-weight:600}.note{fill:#8494b2}</style>\n<rect width='" +
                    figure(width) + "' height='" + figure(height) + "' fill='#060a12'/>\n";
    s += text(left, 36, c.title, "class='title'") + text(left, 56, c.note, "class='note'");
    for (size_t i = 0; i < c.panels.size(); ++i) s += draw(c.panels[i], x, top + static_cast<double>(i) * (tall + gap));
    s += text(left + (width - left - right) / 2, height - 16, c.x_title, "class='note' text-anchor='middle'");
    return s + "</svg>\n";
}
} // namespace qiki::observe
