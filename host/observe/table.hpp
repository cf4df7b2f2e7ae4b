// SPDX-License-Identifier: MIT
// host/observe/table.hpp - columns that line up, for people.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace qiki::observe {

class table {
public:
    // A heading that begins with '>' makes its column flush right.
    explicit table(std::vector<std::string> headings);
    void row(std::vector<std::string> cells); // foreign texts are made safe to print: one cell, one line
    bool empty() const { return rows_.empty(); }
    // UTF-8 aware; `indent` spaces before each line. No trailing blanks.
    std::string text(size_t indent = 0) const;

private:
    std::vector<std::string> headings_;
    std::vector<bool> right_;
    std::vector<std::vector<std::string>> rows_;
};

// 1234567 -> "1 234 567"
std::string grouped(uint64_t);
// Three significant digits at least, no exponent for everyday sizes, never locale dependent: 0.0123, 12.3, 1234.
std::string number(double);
} // namespace qiki::observe
