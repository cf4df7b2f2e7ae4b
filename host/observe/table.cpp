// SPDX-License-Identifier: MIT
// host/observe/table.cpp - widths are counted in characters, not bytes.
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace qiki::observe {
namespace {

size_t characters(const std::string& s) {
    return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
} // namespace

table::table(std::vector<std::string> headings) : headings_(std::move(headings)) {
    for (std::string& h : headings_) {
        right_.push_back(!h.empty() && h.front() == '>');
        if (right_.back()) h.erase(0, 1);
    }
}

void table::row(std::vector<std::string> cells) {
    cells.resize(headings_.size());
    for (std::string& c : cells) c = visible(c); // names and texts of plugins
    rows_.push_back(std::move(cells));
}

std::string table::text(size_t indent) const {
    std::vector<size_t> wide;
    for (const std::string& h : headings_) wide.push_back(characters(h));
    for (const auto& r : rows_)
        for (size_t i = 0; i < r.size(); ++i) wide[i] = std::max(wide[i], characters(r[i]));
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string l(indent, ' ');
        for (size_t i = 0; i < cells.size(); ++i) {
            const std::string pad(wide[i] - characters(cells[i]), ' ');
            l += (i ? "  " : "") + (right_[i] ? pad + cells[i] : cells[i] + pad);
        }
        l.erase(l.find_last_not_of(' ') + 1);
        out += l + '\n';
    };
    line(headings_);
    for (const auto& r : rows_) line(r);
    return out;
}

std::string grouped(uint64_t n) {
    std::string s = std::to_string(n);
    for (size_t at = s.size(); at > 3; at -= 3) s.insert(at - 3, 1, ' ');
    return s;
}

std::string number(double v) {
    char text[64];
    const double size = std::fabs(v);
    if (size != 0 && (size < 1e-3 || size >= 1e9))
        return {text, std::to_chars(text, text + sizeof text, v, std::chars_format::general, 4).ptr};
    int digits = 0;
    for (double s = size; digits < 6 && s < 100 && s != 0; s *= 10) ++digits;
    std::string out(text, std::to_chars(text, text + sizeof text, v, std::chars_format::fixed, digits).ptr);
    if (out.find('.') != std::string::npos) {
        out.erase(out.find_last_not_of('0') + 1);
        if (out.back() == '.') out.pop_back();
    }
    return out;
}
} // namespace qiki::observe
