// SPDX-License-Identifier: MIT
// plugins/bridges/plot/draw.cpp - a scene on a dark chart: rings around the radar, dots, ways, labels, north, scale,
// legend.
#include "canvas.hpp"
#include "scene.hpp"
#include "svg.hpp"
#include <algorithm>
#include <array>

namespace plot {
namespace {

constexpr const char* tracker_colours[] = {"#4cc9f0", "#f72585", "#80ed99", "#ffb703", "#b388ff", "#ff8fab"};

// How one of `of` trackers is drawn: the first widest, those above it narrower and broken, so that none hides another.
struct pen {
    std::string colour;
    double width;       // of its ways
    const char* dashes; // "": none
    double head;        // radius
    double label_x, label_y;
    bool label_before; // ends there
};
constexpr const char* dashes[] = {"", "10 6", "3 6", "16 4 3 4", "6 3", "2 3"};
constexpr double label_right = 7, label_up = -6, label_down = 14;

pen pen_of(size_t i, size_t of) {
    const size_t above = of - 1 - i;
    const double step = of > 1 ? std::min(2.4, 7.5 / static_cast<double>(of - 1)) : 0;
    return {tracker_colours[i % std::size(tracker_colours)],
            of == 1 ? 3.4 : 1.5 + step * static_cast<double>(above),
            dashes[i % std::size(dashes)],
            3.2 + step * static_cast<double>(above),
            i % 4 < 2 ? label_right : -label_right,
            i % 2 ? label_down : label_up,
            i % 4 >= 2};
}

std::string stroke_of(const pen& p) {
    std::string s = "stroke='" + p.colour + "' stroke-width='" + figure(p.width) + "'";
    if (*p.dashes) s += " stroke-dasharray='" + std::string(p.dashes) + "'";
    return s;
}

struct colour_stop {
    double height; // m
    int r, g, b;
};
constexpr colour_stop heights[] = {{0, 255, 89, 94},      {1500, 255, 146, 76}, {3000, 255, 202, 58},
                                   {5000, 138, 201, 38},  {7500, 31, 209, 165}, {10000, 54, 162, 255},
                                   {13000, 166, 117, 255}};
constexpr double height_step = 500; // m a shade
constexpr int most_shades = 27;

std::string shade(int step) {
    const double h = step * height_step;
    size_t i = 1;
    while (i + 1 < std::size(heights) && heights[i].height < h) ++i;
    const colour_stop &a = heights[i - 1], &b = heights[i];
    const double f = std::clamp((h - a.height) / (b.height - a.height), 0.0, 1.0);
    const auto mix = [&](int x, int y) { return std::to_string(static_cast<int>(x + f * (y - x) + 0.5)); };
    return "rgb(" + mix(a.r, b.r) + "," + mix(a.g, b.g) + "," + mix(a.b, b.b) + ")";
}

int step_of(double height) { return std::clamp(static_cast<int>(height / height_step), 0, most_shades - 1); }

class picture {
public:
    picture(const scene& s, const look& l) : scene_(s), look_(l), canvas_(s, l) {
        for (const auto& [key, t] : s.tracks) {
            if (!shown(t)) continue;
            ++confirmed_[key.first];
            if (t.way.last().has_height) highest_ = std::max(highest_, t.way.last().height);
        }
        by_height_ = l.colour == "height" || (l.colour == "auto" && highest_ > 2000 && confirmed_.size() < 2);
        // Named in the legend, too, if it is a tracker: a replay has a port of reference tracks, and often none on it.
        for (const auto& [writer, name] : s.names)
            if (!looks(writer)) confirmed_.try_emplace(writer, 0);
    }

    std::string text() {
        canvas_.open();
        canvas_.rings();
        contacts();
        truth();
        tracks();
        radars();
        canvas_.close_map();
        panel();
        return canvas_.close();
    }

private:
    static bool shown(const trail& t) { return t.confirmed || t.reference; }
    bool looks(uint32_t writer) const { // as a radar does
        const auto at = scene_.radars.lower_bound({writer, 0});
        return at != scene_.radars.end() && at->first.first == writer;
    }

    pen pen_of(uint32_t writer) const {
        size_t i = 0;
        for (const auto& [w, n] : confirmed_) {
            if (w == writer) break;
            ++i;
        }
        return plot::pen_of(i, confirmed_.size());
    }

    // Many dots are drawn smaller and fainter than few.
    void contacts() {
        const bool few = scene_.contacts.dots().size() < 5000;
        std::string d;
        for (const point& p : scene_.contacts.dots()) {
            if (!canvas_.sees(p)) continue;
            canvas_.move(d, p);
            d += "h0";
        }
        if (d.empty()) return;
        canvas_ += "<path d='" + d + "' stroke='#ffd166' stroke-linecap='round' ";
        canvas_ += few ? "stroke-opacity='.7' stroke-width='3'/>\n" : "stroke-opacity='.4' stroke-width='2'/>\n";
    }

    void truth() {
        std::string d;
        const auto flush = [&] {
            if (!d.empty())
                canvas_ +=
                    "<path d='" + d +
                    "' fill='none' stroke='#e8eef7' stroke-opacity='.45' stroke-width='1' stroke-dasharray='5 4'/>\n";
            d.clear();
        };
        for (const auto& [id, b] : scene_.truth) {
            canvas_.way(d, b.way.points());
            if (d.size() > 1'000'000) flush(); // viewers refuse attributes of 10 MB
        }
        flush();
    }

    void tracks() {
        if (by_height_) ways_by_height();
        else ways_by_tracker();
        std::string heads, labels;
        size_t live = 0;
        for (const auto& [key, t] : scene_.tracks) live += shown(t) && t.live && canvas_.sees(t.way.last());
        for (const auto& [key, t] : scene_.tracks) {
            if (!shown(t) || !t.live || !canvas_.sees(t.way.last())) continue;
            pen p = pen_of(key.first);
            if (by_height_) p = plot::pen_of(0, 1), p.colour = shade(step_of(t.way.last().height));
            heads += "<circle cx='" + canvas_.x(t.way.last()) + "' cy='" + canvas_.y(t.way.last()) + "' r='" +
                     figure(p.head) + "' fill='#0b1220' stroke='" + p.colour + "' stroke-width='1.8'/>\n";
            if (look_.labels && live <= 60)
                labels += "<text x='" + canvas_.x(t.way.last(), p.label_x) + "' y='" +
                          canvas_.y(t.way.last(), p.label_y) + (p.label_before ? "' text-anchor='end" : "") +
                          "' fill='" + p.colour + "'>" + escaped(t.label) + "</text>\n";
        }
        canvas_ +=
            heads + "<g font-size='12' paint-order='stroke' stroke='#0b1220' stroke-width='3'>\n" + labels + "</g>\n";
    }

    void ways_by_tracker() {
        for (const auto& [writer, n] : confirmed_) {
            const pen p = pen_of(writer);
            std::string d;
            const auto flush = [&] {
                if (!d.empty())
                    canvas_ += "<path d='" + d + "' fill='none' " + stroke_of(p) +
                               " stroke-opacity='.9' stroke-linejoin='round' stroke-linecap='" +
                               (*p.dashes ? "butt" : "round") + "'/>\n";
                d.clear();
            };
            for (const auto& [key, t] : scene_.tracks) {
                if (key.first == writer && shown(t)) canvas_.way(d, t.way.points());
                if (d.size() > 1'000'000) flush();
            }
            flush();
        }
    }

    // One path a shade; a way changes its path where it climbs into the next.
    void ways_by_height() {
        std::array<std::string, most_shades> d;
        for (const auto& [key, t] : scene_.tracks) {
            if (!shown(t)) continue;
            const std::vector<point> p = t.way.points();
            double height = t.way.last().has_height ? p.front().height : 0;
            for (size_t i = 1; i < p.size(); ++i) {
                if (p[i].has_height) height = p[i].height;
                std::string& to = d[static_cast<size_t>(step_of(height))];
                if (i == 1 || step_of(height) != step_of(p[i - 1].height) || to.empty()) canvas_.move(to, p[i - 1]);
                canvas_.line(to, p[i]);
            }
        }
        for (int i = most_shades - 1; i >= 0; --i) // the low ones, where approaches meet, come on top
            if (!d[static_cast<size_t>(i)].empty())
                canvas_ +=
                    "<path d='" + d[static_cast<size_t>(i)] + "' fill='none' stroke='" + shade(i) +
                    "' stroke-width='1.5' stroke-opacity='.8' stroke-linejoin='round' stroke-linecap='round'/>\n";
    }

    void radars() {
        for (const auto& [key, s] : scene_.radars)
            if (s.known && canvas_.sees(s.at))
                canvas_ += "<path d='M" + canvas_.x(s.at) + " " + canvas_.y(s.at, -8) +
                           "l7 13h-14z' fill='#0b1220' stroke='#ffffff' stroke-width='1.6'/>\n";
    }

    void panel() {
        canvas_.heading(look_.title.empty() ? "plan view" : look_.title, scene_.end);
        if (scene_.contacts.seen()) {
            std::string text = "contacts";
            if (scene_.contacts.stride() > 1) text += ", every " + std::to_string(scene_.contacts.stride()) + "th";
            canvas_.legend("<circle cx='0' cy='0' r='2.4' fill='#ffd166'/>", text, scene_.contacts.seen());
        }
        if (!scene_.truth.empty())
            canvas_.legend("<path d='M-11 0h22' stroke='#e8eef7' stroke-dasharray='5 4'/>", "truth",
                           scene_.truth.size());
        for (const auto& [writer, n] : confirmed_) {
            const auto name = scene_.names.find(writer);
            const std::string look = by_height_ ? "stroke='#e8eef7' stroke-width='2.4'" : stroke_of(pen_of(writer));
            canvas_.legend("<path d='M-11 0h22' " + look + "/>",
                           (name == scene_.names.end() ? "tracks" : name->second) + ", confirmed", n);
        }
        if (!scene_.radars.empty())
            canvas_.legend("<path d='M0 -7l6 11h-12z' fill='none' stroke='#ffffff' stroke-width='1.4'/>", "radar",
                           scene_.radars.size());
        if (!by_height_) return;
        std::vector<std::string> ramp;
        for (int i = 0; i < most_shades; ++i) ramp.push_back(shade(i));
        canvas_.ramp("pressure height, km", ramp, 0, most_shades * height_step / 1000);
    }

    const scene& scene_;
    const look& look_;
    canvas canvas_;
    std::map<uint32_t, size_t> confirmed_; // tracks shown, by writer
    bool by_height_ = false;
    double highest_ = 0; // m, of the tracks that know it
};
} // namespace

std::string draw(const scene& s, const look& l) { return picture(s, l).text(); }
} // namespace plot
