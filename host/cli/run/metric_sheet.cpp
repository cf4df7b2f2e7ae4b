// SPDX-License-Identifier: MIT
// host/cli/run/metric_sheet.cpp - numbers in the shortest form that reads back the same.
#include "host/cli/run/metric_sheet.hpp"
#include "host/cli/run/metric_names.hpp"
#include "host/observe/text.hpp"
#include "host/scenario/number.hpp"
#include <cmath>
#include <map>

namespace qiki::cli {
namespace {
using run::quantity;

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + '"';
}

std::string figure(double v) { return std::isfinite(v) ? scenario::number(v) : ""; }

std::string joined(const std::vector<std::string>& cells) {
    std::string row;
    for (const std::string& c : cells) row += ',' + c;
    return row + '\n';
}
} // namespace

metric_sheet::metric_sheet(std::vector<run::quantity> columns)
    : columns_(std::move(columns)), held_(columns_.size()), any_(columns_.size()) {
    for (const run::quantity& q : columns_) (q.what == quantity::kind::subject ? of_subjects_ : of_none_) = true;
}

std::string metric_sheet::heading() const {
    std::string h = of_subjects_ ? "time_s,subject" : "time_s";
    for (const run::quantity& q : columns_) {
        std::string unit = q.unit;
        for (const std::string& w : q.words) unit += (&w == &q.words.front() ? "" : "|") + w;
        h += ',' + cell(observe::visible(full_name(q) + (unit.empty() ? "" : " [" + unit + "]")));
    }
    return h + '\n';
}

std::string metric_sheet::rows(const run::readings& r, const std::vector<size_t>& which) {
    std::map<uint64_t, std::vector<std::string>> subjects;
    for (const run::reading& one : r.all)
        for (size_t i = 0; i < which.size(); ++i) {
            if (one.which != which[i]) continue;
            const std::string value = figure(one.value);
            if (!value.empty()) any_[i] = true;
            if (columns_[i].what != quantity::kind::subject) held_[i] = value;
            else subjects.try_emplace(one.subject, columns_.size()).first->second[i] = value;
        }
    const std::string time = figure(static_cast<double>(r.t) / 1e9);
    std::string out;
    if (of_none_) out += time + (of_subjects_ ? "," : "") + joined(held_);
    for (const auto& [subject, cells] : subjects) out += time + ',' + std::to_string(subject) + joined(cells);
    return out;
}
} // namespace qiki::cli
