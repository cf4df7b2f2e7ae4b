// SPDX-License-Identifier: MIT
// host/cli/compare/picture.cpp - curves over what was varied, or the marks of every run.
#include "host/cli/compare/report.hpp"
#include "host/observe/chart.hpp"
#include "host/observe/table.hpp"
#include "qiki/math.h"
#include <algorithm>
#include <cmath>

namespace qiki::cli {
namespace {

// Factors such as 0.1, 1, 10 stand evenly on the axis of their logarithm.
bool by_factors(const comparison_plan& plan) {
    double least = HUGE_VAL, most = 0;
    for (const contender& c : plan.contenders) least = std::min(least, *c.at), most = std::max(most, *c.at);
    return least > 0 && most >= 20 * least;
}

std::vector<observe::line> curves(const comparison_plan& plan, const std::vector<compared_mark>& row, bool factors) {
    std::vector<size_t> order(plan.contenders.size());
    for (size_t c = 0; c < order.size(); ++c) order[c] = c;
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return *plan.contenders[a].at < *plan.contenders[b].at; });
    std::vector<std::string> names;
    for (const contender& c : plan.contenders)
        if (std::find(names.begin(), names.end(), c.curve) == names.end()) names.push_back(c.curve);
    std::vector<observe::line> out;
    for (const std::string& name : names) {
        observe::line l{name, {}};
        for (const size_t c : order) {
            if (plan.contenders[c].curve != name || !row[c].of.count) continue;
            const double x = factors ? qiki_log10(*plan.contenders[c].at) : *plan.contenders[c].at, y = row[c].of.mean,
                         half = row[c].of.half.value_or(0);
            l.points.emplace_back(x, y), l.spans.emplace_back(y - half, y + half);
        }
        out.push_back(std::move(l));
    }
    return out;
}

std::vector<observe::line> every_run(const comparison_plan& plan, const comparison_runs& runs,
                                     const std::string& mark) {
    std::vector<comparison_sample> all;
    for (const auto& of : runs.marks)
        for (const auto& [sample, m] : of) all.push_back(sample);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<observe::line> out;
    for (size_t c = 0; c < plan.contenders.size(); ++c) {
        observe::line l{plan.contenders[c].label, {}};
        for (size_t i = 0; i < all.size(); ++i) {
            double y = std::nan("");
            if (const auto at = runs.marks[c].find(all[i]); at != runs.marks[c].end())
                if (const auto v = at->second.find(mark); v != at->second.end()) y = v->second;
            l.points.emplace_back(static_cast<double>(i + 1), y);
        }
        out.push_back(std::move(l));
    }
    return out;
}
} // namespace

std::string compare_picture(const comparison_plan& plan, const comparison_runs& runs, const comparison_result& r) {
    observe::chart c;
    const bool varied = !plan.varied.empty();
    const bool factors = varied && by_factors(plan);
    c.title = varied ? "Marks over " + plan.varied : "Marks of every run";
    size_t most = 0;
    for (const auto& row : r.rows)
        for (const compared_mark& m : row) most = std::max(most, m.of.count);
    c.note = plan.variants.front().file + ", " + std::to_string(most) + (most == 1 ? " run" : " runs") +
             (varied ? ", means with 95 % intervals" : "");
    c.x_title = varied ? plan.varied : "run";
    c.decades = factors;
    for (size_t i = 0; i < r.marks.size(); ++i)
        c.panels.push_back({r.marks[i].name, r.marks[i].unit,
                            varied ? curves(plan, r.rows[i], factors) : every_run(plan, runs, r.marks[i].name)});
    return observe::svg(c);
}
} // namespace qiki::cli
