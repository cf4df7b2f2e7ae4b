// SPDX-License-Identifier: MIT
// host/observe/chart.hpp - lines over a common axis, in panels one above the other, as SVG.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace qiki::observe {

struct line {
    std::string name;
    std::vector<std::pair<double, double>> points; // by ascending x; a y that is not finite is a gap
    bool steps = false;                            // keeps its value until the next point
    std::vector<std::pair<double, double>>
        spans{}; // of each point from where to where it may lie; empty: none is drawn
};

struct limit { // a dashed line across, where it lies within the axis
    std::string name;
    double at = 0;
};

struct panel {
    std::string title, unit;
    std::vector<line> lines;
    bool from_zero = true;            // the axis reaches down to 0
    std::vector<std::string> words{}; // of the values 0, 1, ...: they stand at the axis instead of numbers
    std::vector<limit> levels{};
};

struct chart {
    std::string title, note; // note: in small letters under the title
    std::string x_title;     // with its unit
    std::vector<panel> panels;
    bool decades = false; // x holds logarithms to base 10: the axis shows the numbers themselves
};

// A complete document. Markup in texts is escaped; numbers do not depend on the locale.
std::string svg(const chart&);
} // namespace qiki::observe
