// SPDX-License-Identifier: MIT
// plugins/bridges/plot/canvas.cpp - centre and scale from what was seen; rings in round numbers.
#include "canvas.hpp"
#include "qiki/math.h"
#include "svg.hpp"
#include <algorithm>
#include <cmath>

namespace plot {
namespace {

constexpr double sheet_width = 1600, sheet_height = 1200, margin_left = 1284;

// The next 1, 2 or 5 times a power of ten, at or above v.
double round_up(double v) {
    double p = 1;
    while (p * 10 <= v) p *= 10;
    while (p > v) p /= 10;
    for (const double f : {1.0, 2.0, 5.0, 10.0})
        if (f * p >= v * (1 - 1e-9)) return f * p;
    return 10 * p;
}

std::string distance(double m) { return m < 1000 ? figure(m) + " m" : figure(m / 1000) + " km"; }

std::string grouped(uint64_t n) {
    std::string s = std::to_string(n);
    for (size_t at = s.size(); at > 3; at -= 3) s.insert(at - 3, " ");
    return s;
}

struct box {
    double left = 1e300, right = -1e300, bottom = 1e300, top = -1e300;
    void add(const point& p) {
        left = std::min(left, p.x), right = std::max(right, p.x);
        bottom = std::min(bottom, p.y), top = std::max(top, p.y);
    }
    bool empty() const { return left > right; }
};

// Where targets were; contacts only when there is nothing better, since clutter lies everywhere.
box extent(const scene& s) {
    box b;
    for (const auto& [id, body] : s.truth)
        for (const point& p : body.way.points()) b.add(p);
    for (const auto& [key, t] : s.tracks)
        if (t.confirmed || t.reference)
            for (const point& p : t.way.points()) b.add(p);
    if (b.empty())
        for (const point& p : s.contacts.dots()) b.add(p);
    for (const auto& [key, r] : s.radars)
        if (r.known && !r.moves) b.add(r.at);
    if (b.empty()) b.add({-500, -500, 0, false}), b.add({500, 500, 0, false});
    return b;
}
} // namespace

canvas::canvas(const scene& s, const look& l) {
    for (const auto& [key, r] : s.radars)
        if (r.known) {
            pole_ = r.at;
            break;
        }
    const box b = extent(s);
    centre_ = {(b.left + b.right) / 2, (b.bottom + b.top) / 2, 0, false};
    double wide = b.right - b.left, tall = b.top - b.bottom;
    if (l.radius > 0) centre_ = pole_, wide = tall = 2 * l.radius;
    scale_ = std::max({wide / (width_ * 0.92), tall / (height_ * 0.92), 0.01});
}

bool canvas::sees(const point& p) const {
    const double c = column(p), r = line_of(p);
    return c >= left_ && c <= left_ + width_ && r >= top_ && r <= top_ + height_;
}

std::string canvas::x(const point& p, double shift) const { return figure(column(p) + shift); }
std::string canvas::y(const point& p, double shift) const { return figure(line_of(p) + shift); }

void canvas::move(std::string& path, const point& p) const {
    path += 'M';
    append(path, column(p));
    path += ' ';
    append(path, line_of(p));
}

void canvas::line(std::string& path, const point& p) const {
    path += 'L';
    append(path, column(p));
    path += ' ';
    append(path, line_of(p));
}

void canvas::way(std::string& path, const std::vector<point>& points) const {
    double at_x = 1e300, at_y = 1e300;
    for (size_t i = 0; i < points.size(); ++i) {
        const double c = column(points[i]), r = line_of(points[i]);
        const bool last = i + 1 == points.size();
        if (i && !last && std::fabs(c - at_x) + std::fabs(r - at_y) < 0.8) continue; // less than the pen's width
        i ? line(path, points[i]) : move(path, points[i]);
        at_x = c, at_y = r;
    }
}

void canvas::open() {
    out_ = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1600 1200' width='1600' height='1200' "
           "font-family='Inter,\"Helvetica Neue\",Helvetica,Arial,\"DejaVu Sans\",sans-serif' font-size='13'>\n"
           "<defs><radialGradient id='night' cx='40%' cy='45%' r='75%'><stop offset='0' stop-color='#14213a'/>"
           "<stop offset='1' stop-color='#080d18'/></radialGradient>\n<clipPath id='map'><rect x='";
    out_ += figure(left_) + "' y='" + figure(top_) + "' width='" + figure(width_) + "' height='" + figure(height_) +
            "' rx='10'/></clipPath></defs>\n<rect width='" + figure(sheet_width) + "' height='" + figure(sheet_height) +
            "' fill='#060a12'/>\n<g clip-path='url(#map)'>\n<rect x='" + figure(left_) + "' y='" + figure(top_) +
            "' width='" + figure(width_) + "' height='" + figure(height_) + "' fill='url(#night)'/>\n";
}

void canvas::rings() {
    const double reach = scale_ * std::max(width_, height_), step = round_up(reach / 12);
    const double px = column(pole_), py = line_of(pole_);
    double far = 0; // px to the farthest corner
    for (const double c : {left_, left_ + width_})
        for (const double r : {top_, top_ + height_}) far = std::max(far, qiki_hypot(c - px, r - py));
    std::string circles, labels, spokes;
    for (int i = 1; i * step / scale_ <= far && i <= 60; ++i) {
        const double r = i * step / scale_;
        circles += "<circle cx='" + figure(px) + "' cy='" + figure(py) + "' r='" + figure(r) + "'/>\n";
        for (const double side : {-1.0, 1.0}) { // above and below the pole, whichever is on the sheet
            const double at = py + side * r;
            if (at < top_ + 14 || at > top_ + height_ - 6 || px < left_ || px > left_ + width_ - 60) continue;
            labels += "<text x='" + figure(px + 4) + "' y='" + figure(at - 4) + "'>" + distance(i * step) + "</text>\n";
            break;
        }
    }
    for (int deg = 0; deg < 360; deg += 30) {
        const qiki_sc s = qiki_sincos(deg * QIKI_PI / 180);
        spokes += "M" + figure(px + s.sin * step / scale_) + " " + figure(py - s.cos * step / scale_) + "L" +
                  figure(px + s.sin * far) + " " + figure(py - s.cos * far);
    }
    out_ += "<path d='" + spokes +
            "' stroke='#7f9cc4' stroke-opacity='.16'/>\n<g fill='none' stroke='#7f9cc4' stroke-opacity='.30'>\n" +
            circles + "</g>\n<g fill='#9db6da' font-size='12'>\n" + labels + "</g>\n";
}

void canvas::close_map() {
    const double bar = round_up(scale_ * 120), px = bar / scale_, x0 = left_ + 24, y0 = top_ + height_ - 24;
    out_ += "</g>\n<rect x='" + figure(left_) + "' y='" + figure(top_) + "' width='" + figure(width_) + "' height='" +
            figure(height_) + "' rx='10' fill='none' stroke='#2a3b5c'/>\n";
    out_ += "<g stroke='#e8eef7' fill='none'><path d='M" + figure(x0) + " " + figure(y0 - 6) + "v6h" + figure(px) +
            "v-6' stroke-width='1.4'/></g><text x='" + figure(x0 + px / 2) + "' y='" + figure(y0 - 10) +
            "' fill='#e8eef7' text-anchor='middle'>" + distance(bar) + "</text>\n";
    out_ +=
        "<g transform='translate(" + figure(left_ + 34) + " " + figure(top_ + 44) +
        ")'><path d='M0 -24L9 10L0 3L-9 10Z' fill='#e8eef7'/><text x='0' y='28' fill='#e8eef7' text-anchor='middle' "
        "font-weight='600'>N</text></g>\n";
}

void canvas::heading(const std::string& title, qiki_ns end) {
    pen_ = top_ + 26;
    // A long title is broken at blanks.
    std::string row;
    const auto put = [&] {
        out_ += "<text x='" + figure(margin_left) + "' y='" + figure(pen_) +
                "' fill='#ffffff' font-size='23' font-weight='600'>" + escaped(row) + "</text>\n";
        pen_ += 30;
        row.clear();
    };
    for (size_t at = 0; at < title.size();) {
        const size_t blank = std::min(title.find(' ', at), title.size());
        const std::string word = title.substr(at, blank - at);
        if (!row.empty() && row.size() + word.size() > 22) put();
        row += (row.empty() ? "" : " ") + word;
        at = blank + 1;
    }
    if (!row.empty()) put();
    out_ += "<text x='" + figure(margin_left) + "' y='" + figure(pen_) + "' fill='#8fa6c8'>" +
            figure(static_cast<double>(end) * 1e-9) + " s simulated</text>\n";
    pen_ += 44;
}

void canvas::legend(const std::string& mark, const std::string& text, uint64_t count) {
    out_ += "<g transform='translate(" + figure(margin_left + 12) + " " + figure(pen_ - 4) + ")'>" + mark +
            "</g><text x='" + figure(margin_left + 36) + "' y='" + figure(pen_) + "' fill='#d5e0f0'>" + escaped(text) +
            "</text><text x='" + figure(sheet_width - 36) + "' y='" + figure(pen_) +
            "' fill='#8fa6c8' text-anchor='end'>" + grouped(count) + "</text>\n";
    pen_ += 28;
}

void canvas::ramp(const std::string& text, const std::vector<std::string>& shades, double from, double to) {
    pen_ += 14;
    out_ +=
        "<text x='" + figure(margin_left) + "' y='" + figure(pen_) + "' fill='#d5e0f0'>" + escaped(text) + "</text>\n";
    const double wide = (sheet_width - 36 - margin_left) / static_cast<double>(shades.size());
    for (size_t i = 0; i < shades.size(); ++i)
        out_ += "<rect x='" + figure(margin_left + static_cast<double>(i) * wide, 2) + "' y='" + figure(pen_ + 12) +
                "' width='" + figure(wide + 0.5, 2) + "' height='12' fill='" + shades[i] + "'/>\n";
    out_ += "<g fill='#8fa6c8' font-size='12'><text x='" + figure(margin_left) + "' y='" + figure(pen_ + 40) + "'>" +
            figure(from) + "</text><text x='" + figure(sheet_width - 36) + "' y='" + figure(pen_ + 40) +
            "' text-anchor='end'>" + figure(to) + "</text></g>\n";
    pen_ += 64;
}

std::string canvas::close() { return out_ + "</svg>\n"; }
} // namespace plot
