// SPDX-License-Identifier: MIT
// plugins/bridges/plot/paths.hpp - where something went, in bounded memory: a full path drops every second point.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plot {

struct point {
    double x = 0, y = 0; // ENU m
    double height = 0;   // m, for colour
    bool has_height = false;
};

// Keeps at most `limit` points, spread over the whole path, and always the last one.
class path {
public:
    static constexpr size_t limit = 2048;

    void add(const point& p) {
        last_ = p;
        any_ = true;
        if (seen_++ % stride_ != 0) return;
        points_.push_back(p);
        if (points_.size() < limit) return;
        for (size_t i = 0; 2 * i < points_.size(); ++i) points_[i] = points_[2 * i];
        points_.resize((points_.size() + 1) / 2);
        stride_ *= 2;
    }
    // In order; ends with the last point that was added.
    std::vector<point> points() const {
        std::vector<point> all = points_;
        if (any_ && (all.empty() || all.back().x != last_.x || all.back().y != last_.y)) all.push_back(last_);
        return all;
    }
    const point& last() const { return last_; }
    uint64_t seen() const { return seen_; }

private:
    std::vector<point> points_;
    point last_;
    uint64_t seen_ = 0, stride_ = 1;
    bool any_ = false;
};

// Contacts: the same bound for dots, which need no last one.
class cloud {
public:
    static constexpr size_t limit = 60'000;

    void add(double x, double y) {
        if (seen_++ % stride_ != 0) return;
        dots_.push_back({x, y, 0, false});
        if (dots_.size() < limit) return;
        for (size_t i = 0; 2 * i < dots_.size(); ++i) dots_[i] = dots_[2 * i];
        dots_.resize((dots_.size() + 1) / 2);
        stride_ *= 2;
    }
    const std::vector<point>& dots() const { return dots_; }
    uint64_t seen() const { return seen_; }
    uint64_t stride() const { return stride_; }

private:
    std::vector<point> dots_;
    uint64_t seen_ = 0, stride_ = 1;
};
} // namespace plot
