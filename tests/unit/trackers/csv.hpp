// SPDX-License-Identifier: MIT
// tests/unit/trackers/csv.hpp - rows of numbers from a gzipped CSV file of the shared recordings.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>
#include <zlib.h>

namespace csv {

struct table {
    std::map<std::string, size_t> column;
    std::vector<std::vector<std::string>> rows;
    bool has(const std::string& name) const { return column.count(name) != 0; }
    const std::string& text(size_t row, const std::string& name) const { return rows[row][column.at(name)]; }
    double number(size_t row, const std::string& name) const { return std::strtod(text(row, name).c_str(), nullptr); }
};

inline bool there(const std::string& path) {
    std::FILE* f = std::fopen(path.c_str(), "rb");
    if (f) std::fclose(f);
    return f != nullptr;
}

inline table read(const std::string& path) {
    gzFile f = gzopen(path.c_str(), "rb");
    if (!f) throw std::runtime_error("cannot open " + path);
    std::string all;
    char buffer[1 << 16];
    for (int n; (n = gzread(f, buffer, sizeof buffer)) > 0;) all.append(buffer, static_cast<size_t>(n));
    gzclose(f);
    table t;
    std::vector<std::string> row(1);
    bool head = true;
    for (char c : all) {
        if (c == '\r') continue;
        if (c == ',') row.emplace_back();
        else if (c != '\n') row.back() += c;
        else {
            if (head)
                for (size_t i = 0; i < row.size(); ++i) t.column[row[i]] = i;
            else t.rows.push_back(row);
            head = false;
            row.assign(1, "");
        }
    }
    return t;
}

// A number of a flat JSON object; the sets' meta.json needs no more.
inline double json(const std::string& text, const std::string& key, double absent = 0) {
    const size_t at = text.find("\"" + key + "\":");
    return at == std::string::npos ? absent : std::strtod(text.c_str() + at + key.size() + 3, nullptr);
}
inline std::string slurp(const std::string& path) {
    std::FILE* f = std::fopen(path.c_str(), "rb");
    if (!f) throw std::runtime_error("cannot open " + path);
    std::string s;
    char buffer[4096];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) s.append(buffer, n);
    std::fclose(f);
    return s;
}

} // namespace csv
