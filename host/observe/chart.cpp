// SPDX-License-Identifier: MIT
// host/observe/chart.cpp - grid, lines, legends.
#include "host/observe/chart.hpp"
#include "host/observe/scale.hpp"
#include "host/observe/text.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

namespace qiki::observe {
namespace {

constexpr double page_width = 1200, top = 104, between_panels = 52, bottom = 60;
constexpr double letter = 6.9, row = 20; // of a legend, about
constexpr size_t most_letters = 48, most_in_word = 24;
constexpr const char* colours[] = {"#7dd3fc", "#fbbf24", "#f472b6", "#4ade80",
                                   "#c4b5fd", "#fb923c", "#5eead4", "#fda4af"};

std::string cut(const std::string& name, size_t most) { // by its middle, since both ends tell
    if (name.size() <= most) return name;
    const auto inside = [&](size_t i) { // not within a character
        while (i < name.size() && (static_cast<unsigned char>(name[i]) & 0xC0) == 0x80) ++i;
        return i;
    };
    return name.substr(0, inside(most / 2)) + "\u2026" + name.substr(inside(name.size() - most / 2 + 1));
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

std::string text(double x, double y, std::string_view s, const char* look) {
    return "<text x='" + figure(x) + "' y='" + figure(y) + "' " + look + ">" + escaped(visible(s)) + "</text>\n";
}

double width_of(const std::string& name) { // in the legend's letters, about
    double w = 0;
    for (const char c : name) w += (c >= 'A' && c <= 'Z') || c == '_' ? 9.2 : letter;
    return w;
}

// Where a chart has its lines; legends stand to the right.
struct frame {
    double left = 84, right = 196;
    double wide() const { return page_width - left - right; }
};

frame frame_of(const chart& c) {
    frame f;
    for (const panel& p : c.panels) {
        for (const line& l : p.lines) f.right = std::max(f.right, 64 + width_of(cut(l.name, most_letters)));
        for (const limit& l : p.levels) f.right = std::max(f.right, 64 + width_of(cut(l.name, most_letters)));
        for (const std::string& w : p.words) f.left = std::max(f.left, 24 + width_of(cut(w, most_in_word)));
    }
    return f;
}

double height_of(const panel& p) {
    return std::max(210.0, 8 + row * static_cast<double>(p.lines.size() + p.levels.size()));
}

// Points closer than a pixel are one stroke from the least to the greatest of them, so that no peak is lost. One alone
// between two gaps is a dot.
struct strokes {
    std::string line, dots;
};

strokes path(const line& l, const scale& x, const scale& y, const frame& f, double y0, double tall) {
    std::string d, dots;
    bool pen = false, dot = false, behind = false; // behind: the pen is not yet where the last point is
    double last_x = 0, last_y = 0, column = -1, low = 0, high = 0;
    const auto at = [](double px, double py) { return figure(px) + ' ' + figure(py); };
    const auto catch_up = [&] {
        if (behind) d += 'L' + at(last_x, last_y), dot = false;
        behind = false;
    };
    const auto lift = [&] {
        catch_up();
        if (pen && dot) dots += 'M' + at(last_x, last_y) + "h0";
        pen = false;
    };
    for (const auto& [vx, vy] : l.points) {
        const double px = f.left + x.share(vx) * f.wide();
        if (!std::isfinite(vy)) {
            catch_up();
            if (pen && l.steps && px > last_x) d += 'L' + at(px, last_y), dot = false; // it held until then
            lift();
            continue;
        }
        const double py = y0 + tall * (1 - y.share(std::clamp(vy, -beyond, beyond)));
        if (pen && px - column < 0.7) {
            if (py >= low && py <= high) {
                behind |= py != last_y;
                last_x = px, last_y = py;
                continue;
            }
            low = std::min(low, py), high = std::max(high, py);
        } else {
            column = px, low = high = py;
        }
        catch_up();
        if (pen && l.steps) d += 'L' + at(px, last_y);
        d += (pen ? 'L' : 'M') + at(px, py);
        dot = !pen, pen = true, last_x = px, last_y = py;
    }
    lift();
    return {d, dots};
}

// A bar at each point whose span is known.
std::string bars(const line& l, const scale& x, const scale& y, const frame& f, double y0, double tall) {
    std::string d;
    for (size_t i = 0; i < std::min(l.points.size(), l.spans.size()); ++i) {
        const auto [low, high] = l.spans[i];
        if (!std::isfinite(low) || !std::isfinite(high)) continue;
        const auto place = [&](double v) { return figure(y0 + tall * (1 - y.share(std::clamp(v, -beyond, beyond)))); };
        d += 'M' + figure(f.left + x.share(l.points[i].first) * f.wide()) + ' ' + place(low) + 'V' + place(high);
    }
    return d;
}

std::string pen_of(size_t i) { // colour; when they have all been used, dashed
    const size_t turn = i / std::size(colours) % 3;
    return std::string("stroke='") + colours[i % std::size(colours)] +
           (turn == 1   ? "' stroke-dasharray='7 4'"
            : turn == 2 ? "' stroke-dasharray='2 3'"
                        : "'");
}

// Where the axis is marked, and how: in round steps, or, in decades, at 1, 2 and 5 times a power of ten (its powers
// alone where there are many).
using marks = std::vector<std::pair<double, std::string>>;
marks marks_of(const scale& x, bool decades) {
    marks m;
    if (!decades) {
        for (int i = 0; i <= 40 && x.from + x.step * i <= x.to + x.step / 1000; ++i)
            m.emplace_back(x.from + x.step * i, mark(x.from + x.step * i, x.step, x.decimals));
        return m;
    }
    const int first = static_cast<int>(std::floor(x.from)), last = static_cast<int>(std::ceil(x.to));
    constexpr std::array<std::pair<double, double>, 3> round{
        {{1, 0}, {2, 0.30102999566398120}, {5, 0.69897000433601880}}};
    for (int k = first; k <= last && m.size() < 40; ++k) {
        double power = 1;
        for (int i = 0; i < std::abs(k); ++i) power = k < 0 ? power / 10 : power * 10;
        for (const auto& [times, at] : round) {
            if (times > 1 && last - first > 4) continue;
            if (k + at < x.from - 1e-9 || k + at > x.to + 1e-9) continue;
            m.emplace_back(k + at, mark(times * power, power, std::max(0, -k)));
        }
    }
    return m;
}

std::string grid(const panel& p, const marks& across, const scale& x, const scale& y, const frame& f, double y0,
                 double tall) {
    std::string s;
    for (int i = 0; i <= 12; ++i) {
        const double v = p.words.empty() ? y.from + y.step * i : i;
        if (v > y.to + y.step / 2 || (!p.words.empty() && static_cast<size_t>(i) >= p.words.size())) break;
        const double py = y0 + tall * (1 - y.share(v));
        s += "<path d='M" + figure(f.left) + ' ' + figure(py) + 'H' + figure(f.left + f.wide()) + "' class='grid'/>\n";
        s += text(f.left - 10, py + 4,
                  p.words.empty() ? mark(v, y.step, y.decimals) : cut(p.words[static_cast<size_t>(i)], most_in_word),
                  "class='mark' text-anchor='end'");
    }
    for (const auto& [v, name] : across) {
        const double px = f.left + f.wide() * x.share(v);
        s += "<path d='M" + figure(px) + ' ' + figure(y0) + 'v' + figure(tall) + "' class='grid'/>\n";
        s += text(px, y0 + tall + 18, name, "class='mark' text-anchor='middle'");
    }
    return s;
}

// Those within the axis, each with its name on it and an entry of the legend below those of the lines. Names that would
// lie upon each other stand side by side.
std::string levels(const panel& p, const scale& y, const frame& f, double y0, double tall) {
    std::string s;
    double ly = y0 + 12 + row * static_cast<double>(p.lines.size());
    std::vector<std::pair<double, double>> named; // height, and where its name begins
    for (const limit& l : p.levels) {
        if (!(l.at >= y.from && l.at <= y.to)) continue;
        const double lx = f.left + f.wide() + 18, py = y0 + tall * (1 - y.share(l.at));
        s += "<path d='M" + figure(f.left) + ' ' + figure(py) + 'H' + figure(f.left + f.wide()) + 'M' + figure(lx) +
             ' ' + figure(ly) + "h22' class='level'/>\n";
        s += text(lx + 30, ly + 4, cut(l.name, most_letters), "class='level-name'");
        double end = f.left + f.wide() - 6;
        for (const auto& [height, begin] : named)
            if (std::abs(height - py) < 14) end = std::min(end, begin - 12);
        s += text(end, py - 4, cut(l.name, most_letters), "class='level-name' text-anchor='end' font-size='11'");
        named.emplace_back(py, end - width_of(cut(l.name, most_letters)));
        ly += row;
    }
    return s;
}

std::string draw(const panel& p, const marks& across, const scale& x, const frame& f, double y0) {
    const double tall = height_of(p);
    range seen;
    bool whole = !p.lines.empty();
    for (const line& l : p.lines) {
        whole &= l.steps;
        for (const auto& [low, high] : l.spans) seen.add(low), seen.add(high);
        for (const auto& [vx, vy] : l.points) seen.add(vy), whole &= !std::isfinite(vy) || vy == std::trunc(vy);
    }
    if (p.from_zero) seen.add(0);
    scale y(seen.least, seen.most, 4, whole);
    if (!p.words.empty()) y.from = -0.3, y.to = static_cast<double>(p.words.size()) - 0.7, y.step = 1;
    std::string s = "<rect x='" + figure(f.left) + "' y='" + figure(y0) + "' width='" + figure(f.wide()) +
                    "' height='" + figure(tall) + "' fill='#0d1526'/>\n" + grid(p, across, x, y, f, y0, tall);
    s += text(f.left, y0 - 10, p.title + (p.unit.empty() ? "" : "  [" + p.unit + "]"), "class='panel'");
    s += levels(p, y, f, y0, tall);
    for (size_t i = 0; i < p.lines.size(); ++i) {
        const strokes d = path(p.lines[i], x, y, f, y0, tall);
        s += "<path d='" + d.line + "' fill='none' " + pen_of(i) +
             " stroke-width='1.6' stroke-linejoin='round' stroke-linecap='round'/>\n";
        if (!p.lines[i].spans.empty())
            s += "<path d='" + bars(p.lines[i], x, y, f, y0, tall) + "' fill='none' " + pen_of(i) +
                 " stroke-width='4' stroke-opacity='0.45'/>\n";
        if (!d.dots.empty())
            s += "<path d='" + d.dots + "' stroke='" + colours[i % std::size(colours)] +
                 "' stroke-width='5' stroke-linecap='round'/>\n";
        const double ly = y0 + 12 + row * static_cast<double>(i), lx = f.left + f.wide() + 18;
        s += "<path d='M" + figure(lx) + ' ' + figure(ly) + "h22' " + pen_of(i) + " stroke-width='3'/>\n";
        s += text(lx + 30, ly + 4, cut(p.lines[i].name, most_letters), "class='name'");
    }
    return s;
}
} // namespace

std::string svg(const chart& c) {
    range seen;
    for (const panel& p : c.panels)
        for (const line& l : p.lines)
            for (const auto& [x, y] : l.points) seen.add(x);
    scale x(seen.least, seen.most, 10);
    if (seen.least < seen.most) x.to = seen.most;
    const frame f = frame_of(c);
    double height = top + bottom - between_panels;
    for (const panel& p : c.panels) height += height_of(p) + between_panels;
    std::string s = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + figure(page_width) + ' ' +
                    figure(height) + "' width='" + figure(page_width) + "' height='" + figure(height) +
                    "' font-family='Inter,\"Helvetica Neue\",Helvetica,Arial,\"DejaVu Sans\",sans-serif' "
                    "font-size='13'>\n<style>.grid{stroke:#22304d;stroke-width:1;fill:none}.mark{fill:#8494b2;font-"
                    "size:12px}.name{fill:#c7d2e8}.panel{fill:#e5ecf8;font-weight:600}.title{fill:#ffffff;font-size:"
                    "22px;font-weight:600}.note{fill:#8494b2}.level{stroke:#f87171;stroke-dasharray:6 5;fill:none}"
                    ".level-name{fill:#fca5a5;}</"
                    "style>\n<rect width='" +
                    figure(page_width) + "' height='" + figure(height) + "' fill='#060a12'/>\n";
    s += text(f.left, 36, c.title, "class='title'") + text(f.left, 56, c.note, "class='note'");
    double y0 = top;
    const marks across = marks_of(x, c.decades);
    for (const panel& p : c.panels) s += draw(p, across, x, f, y0), y0 += height_of(p) + between_panels;
    s += text(f.left + f.wide() / 2, height - 16, c.x_title, "class='note' text-anchor='middle'");
    return s + "</svg>\n";
}
} // namespace qiki::observe
