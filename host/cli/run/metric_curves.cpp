// SPDX-License-Identifier: MIT
// host/cli/run/metric_curves.cpp - gathers curves; those of one unit share a panel.
#include "host/cli/run/metric_curves.hpp"
#include "host/cli/run/metric_names.hpp"
#include "host/observe/table.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::cli {
namespace {
using run::quantity;

constexpr size_t most_subjects = 256; // kept
constexpr size_t most_drawn = 16;     // of one fact
constexpr size_t most_lines = 8;      // in a panel of several quantities
constexpr const char* several = "several instances";

observe::line line_of(const std::string& name, const quantity& q, const observe::series& s) {
    return {name, s.points(), q.whole || s.mostly_constant()};
}

// Down to 0 where this does not press the curve flat, and always for what is counted.
void fit(observe::panel& p) {
    double least = INFINITY, most = -INFINITY;
    for (const observe::line& l : p.lines)
        for (const auto& [t, v] : l.points)
            if (std::isfinite(v)) least = std::min(least, v), most = std::max(most, v);
    p.from_zero = least >= 0 && least <= most / 2;
}

observe::panel panel_of(const quantity& q) {
    observe::panel p{full_name(q), q.unit, {}, true, q.words};
    for (const quantity::limit& l : q.limits)
        p.levels.push_back({l.guard + " " + observe::number(l.at) + (q.unit.empty() ? "" : " " + q.unit), l.at});
    return p;
}

// Each subject is a line; of many those that were there longest.
observe::panel of_subjects(const curve& c) {
    std::vector<std::pair<uint64_t, const observe::series*>> all;
    for (const auto& [subject, s] : c.subjects)
        if (s.any()) all.emplace_back(subject, &s);
    const size_t there = all.size();
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.second->present() > b.second->present(); });
    all.resize(std::min(all.size(), most_drawn));
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    observe::panel p = panel_of(c.what);
    p.title += " by subject";
    if (there > all.size() || c.more)
        p.title += ": the " + std::to_string(all.size()) + " seen longest of " + (c.more ? "more than " : "") +
                   std::to_string(there);
    for (const auto& [subject, s] : all) p.lines.push_back(line_of("subject " + std::to_string(subject), c.what, *s));
    return p;
}
} // namespace

void curve::take(const run::readings& r, size_t which) {
    const double t = static_cast<double>(r.t) / 1e9;
    if (!r.told[which]) return;
    const bool each = what.what == quantity::kind::subject;
    auto absent = subjects.begin(); // readings of subjects come in ascending order, as they stand here
    for (const run::reading& one : r.all) {
        if (one.which != which) continue;
        if (each)
            for (; absent != subjects.end() && absent->first < one.subject; ++absent) absent->second.add(t, NAN);
        const auto at = subjects.find(one.subject);
        if (at == subjects.end() && subjects.size() >= most_subjects) {
            ++more;
            continue;
        }
        const auto place = at == subjects.end() ? subjects.try_emplace(one.subject).first : at;
        place->second.add(t, one.value);
        absent = std::next(place);
    }
    if (each)
        for (; absent != subjects.end(); ++absent) absent->second.add(t, NAN);
}

bool curve::any() const {
    return std::any_of(subjects.begin(), subjects.end(), [](const auto& s) { return s.second.any(); });
}

bool curve::once() const {
    uint64_t n = 0;
    for (const auto& [subject, s] : subjects) n += s.present();
    return n == 1;
}

observe::chart chart_of(const std::vector<curve>& curves, const std::string& title, const std::string& note) {
    observe::chart c{title, note, "simulated time [s]", {}};
    std::vector<const quantity*> first; // of each panel
    for (const curve& x : curves) {
        if (!x.any()) continue;
        const quantity& q = x.what;
        if (q.what == quantity::kind::subject) {
            c.panels.push_back(of_subjects(x)), first.push_back(nullptr);
            continue;
        }
        size_t i = 0;
        const auto room = [&] {
            return first[i] && first[i]->unit == q.unit && first[i]->words == q.words &&
                   c.panels[i].lines.size() < most_lines;
        };
        while (i < first.size() && !room()) ++i;
        if (i == first.size()) c.panels.push_back(panel_of(q)), first.push_back(&q);
        else {
            const bool same = c.panels[i].title != several && first[i]->instance == q.instance;
            c.panels[i].title = same ? q.instance : several;
            const auto more = panel_of(q).levels;
            c.panels[i].levels.insert(c.panels[i].levels.end(), more.begin(), more.end());
        }
        c.panels[i].lines.push_back(line_of(full_name(q), q, x.subjects.at(0)));
    }
    for (observe::panel& p : c.panels) fit(p);
    return c;
}
} // namespace qiki::cli
