// SPDX-License-Identifier: MIT
// plugins/bridges/plot/canvas.hpp - the sheet under a picture: what part of the world it shows, its rings and its
// margins.
#pragma once
#include "scene.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace plot {

class canvas {
public:
    canvas(const scene&, const look&); // chooses centre and scale
    void open();
    void rings();
    void close_map(); // frame, north, scale bar; from here on the margin is drawn
    std::string close();

    void operator+=(std::string_view svg) { out_ += svg; }
    bool sees(const point&) const;
    // Sheet coordinates, moved by some pixels.
    std::string x(const point&, double shift = 0) const;
    std::string y(const point&, double shift = 0) const;
    // Path commands. A way of one point draws nothing.
    void move(std::string& path, const point&) const;
    void line(std::string& path, const point&) const;
    void way(std::string& path, const std::vector<point>&) const;

    void heading(const std::string& title, qiki_ns end);
    void legend(const std::string& mark, const std::string& text, uint64_t count);
    void ramp(const std::string& text, const std::vector<std::string>& shades, double from, double to);

private:
    double column(const point& p) const { return left_ + width_ / 2 + (p.x - centre_.x) / scale_; }
    double line_of(const point& p) const { return top_ + height_ / 2 - (p.y - centre_.y) / scale_; }
    std::string out_;
    point centre_, pole_; // pole: middle of the rings
    double scale_ = 1;    // m a pixel
    double left_ = 36, top_ = 36, width_ = 1208, height_ = 1128;
    double pen_ = 0; // where the next line of the margin goes
};
} // namespace plot
