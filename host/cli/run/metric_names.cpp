// SPDX-License-Identifier: MIT
// host/cli/run/metric_names.cpp - reads wishes, matches patterns, suggests what was meant.
#include "host/cli/run/metric_names.hpp"
#include "host/cli/words/places.hpp"
#include "host/observe/text.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <filesystem>
#include <string_view>

namespace qiki::cli {
namespace {
using run::quantity;

[[noreturn]] void refuse(const std::string& what, const std::string& text) {
    throw usage_error("--plot-metric " + observe::visible(what, 80) + ": " + text);
}

// '*': any number of characters, '?': one.
bool fits(std::string_view pattern, std::string_view text) {
    size_t p = 0, t = 0, star = pattern.npos, from = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') star = p++, from = t;
        else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) ++p, ++t;
        else if (star != pattern.npos) p = star + 1, t = ++from;
        else return false;
    }
    return pattern.find_first_not_of('*', p) == pattern.npos;
}

// A wildcard stays on its side of the dot: gnn.* is all of gnn, and nothing of gnn.score. Ids and names may have dots,
// so the pattern's own is any of its.
bool fits(std::string_view pattern, const quantity& q) {
    const size_t first = pattern.find_first_of("./");
    if (first == pattern.npos) return fits(pattern, full_name(q));
    for (size_t dot = first; dot != pattern.npos; dot = pattern.find_first_of("./", dot + 1))
        if (fits(pattern.substr(0, dot), q.instance) && fits(pattern.substr(dot + 1), q.name)) return true;
    return false;
}

int rank(const quantity& q) { return q.what == quantity::kind::metric ? 0 : q.what == quantity::kind::records ? 2 : 1; }

std::vector<std::string> instances(const std::vector<quantity>& all) {
    std::vector<std::string> out;
    for (const quantity& q : all)
        if (out.empty() || out.back() != q.instance) out.push_back(q.instance);
    return out;
}

[[noreturn]] void unknown(const wish& w, const std::vector<quantity>& all) {
    const std::vector<std::string> ids = instances(all);
    std::string of; // the longest, since ids may have dots
    for (const std::string& id : ids)
        if (w.what.size() > id.size() && w.what.compare(0, id.size(), id) == 0 &&
            (w.what[id.size()] == '.' || w.what[id.size()] == '/') && id.size() >= of.size())
            of = id;
    if (of.empty()) {
        const std::string found = w.what.substr(0, w.what.find_first_of("./"));
        const std::string near = did_you_mean(found, ids);
        refuse(w.what, "expected INSTANCE.METRIC or INSTANCE.FACT, found no instance '" + observe::visible(found, 80) +
                           "' that has any" + (near.empty() ? "; there are " + listed(ids) : near));
    }
    std::vector<std::string> names;
    for (const quantity& q : all)
        if (q.instance == of) names.push_back(q.name);
    const std::string found = w.what.substr(of.size() + 1), near = did_you_mean(found, names);
    refuse(w.what, "expected a metric, fact or output of '" + of + "', found '" + observe::visible(found, 80) + "'" +
                       (near.empty() ? "; there are " + listed(names) : near));
}
} // namespace

wish read_wish(const std::string& asked) {
    wish w;
    const size_t equals = asked.find('=');
    w.what = asked.substr(0, equals);
    if (w.what.empty()) refuse(asked, "expected INSTANCE.METRIC[=FILE], found no metric");
    if (equals != asked.npos) {
        w.file = asked.substr(equals + 1);
    } else {
        for (const char c : w.what) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                               c == '-' || c == '.';
            w.file += plain ? std::string(1, c) : c == '*' ? "all" : "_";
        }
        w.file += ".svg";
    }
    const std::string kind = std::filesystem::path(w.file).extension().string();
    if (kind != ".svg" && kind != ".csv")
        refuse(asked, "expected a file that ends in .svg or .csv, found '" + observe::visible(w.file, 200) + "'");
    w.csv = kind == ".csv";
    return w;
}

std::string full_name(const quantity& q) { return q.instance + "." + q.name; }

std::vector<size_t> rows_of(const wish& w, const std::vector<quantity>& all) {
    std::vector<size_t> rows;
    for (size_t i = 0; i < all.size(); ++i)
        if (fits(w.what, all[i])) rows.push_back(i);
    if (rows.empty()) unknown(w, all);
    if (w.pattern()) return rows;
    std::stable_sort(rows.begin(), rows.end(), [&](size_t a, size_t b) { return rank(all[a]) < rank(all[b]); });
    return {rows.front()};
}
} // namespace qiki::cli
