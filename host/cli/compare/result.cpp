// SPDX-License-Identifier: MIT
// host/cli/compare/result.cpp - the table of marks, and the paired tests.
#include "host/cli/compare/result.hpp"
#include <algorithm>

namespace qiki::cli {
namespace {
constexpr double level = 0.05;
constexpr auto lower = better::lower, higher = better::higher, neither = better::neither;

constexpr struct {
    const char *name, *unit;
    better best;
} known_marks[] = {
    {"gospa", "m", lower},
    {"loc", "m", lower},
    {"missed", "m", lower},
    {"false", "m", lower},
    {"ospa", "m", lower},
    {"rmse", "m", lower},
    {"idsw", "", lower},
    {"frag", "", lower},
    {"card_abs", "", lower},
    {"card_bias", "", neither},
    {"late", "scans", lower},
    {"late_s", "s", lower},
    {"rec", "", higher},
    {"prec", "", higher},
    {"purity", "", higher},
    {"completeness", "", higher},
    {"fragmentation", "", lower},
    {"swaps", "", lower},
    {"false_tracks", "", lower},
    {"tgospa.all", "m", lower},
    {"tgospa.loc", "m", lower},
    {"tgospa.missed", "m", lower},
    {"tgospa.false", "m", lower},
    {"tgospa.switch", "m", lower},
    {"siap.completeness", "", higher},
    {"siap.ambiguity", "", neither},
    {"siap.spuriousness", "", lower},
    {"siap.position", "m", lower},
    {"siap.velocity", "m/s", lower},
    {"siap.rate", "1/s", lower},
    {"siap.longest", "", higher},
    {"siap.id_completeness", "", higher},
    {"siap.id_correctness", "", higher},
    {"siap.id_ambiguity", "", lower},
    {"nees.mean", "", neither},
    {"nees.inside", "", higher},
    {"nees.gated", "", neither},
    {"nis.mean", "", neither},
    {"nis.inside", "", higher},
    {"bound.rmse", "m", lower},
    {"bound.pcrlb", "m", neither},
    {"bound.ratio", "", lower},
    {"steady.rmse", "m", lower},
    {"steady.speed", "m/s", lower},
    {"steady.course", "deg", lower},
    {"transition.rmse", "m", lower},
    {"transition.speed", "m/s", lower},
    {"transition.course", "deg", lower},
    {"turn.rmse", "m", lower},
    {"turn.speed", "m/s", lower},
    {"turn.course", "deg", lower},
};

std::optional<double> value_of(const run_marks& m, const std::string& name) {
    const auto found = m.find(name);
    return found == m.end() ? std::nullopt : std::optional(found->second);
}

// Of the runs in which both have a value.
std::optional<score::paired_difference> difference(const std::map<comparison_sample, run_marks>& of,
                                                   const std::map<comparison_sample, run_marks>& from,
                                                   const std::string& name) {
    std::vector<double> a, b;
    for (const auto& [sample, marks] : of) {
        const auto other = from.find(sample);
        if (other == from.end()) continue;
        const auto x = value_of(marks, name), y = value_of(other->second, name);
        if (x && y) a.push_back(*x), b.push_back(*y);
    }
    return score::paired_test(a, b);
}
} // namespace

std::optional<known_mark> mark_named(const std::string& name) {
    for (const auto& k : known_marks)
        if (name == k.name) return known_mark{k.name, k.unit, k.best};
    if (name.size() > metric_prefix.size() && name.starts_with(metric_prefix)) return known_mark{name, "", neither};
    return std::nullopt;
}

bool is_metric(const known_mark& k) { return k.name.starts_with(metric_prefix); }

std::vector<std::string> mark_names() {
    std::vector<std::string> out;
    for (const auto& k : known_marks) out.emplace_back(k.name);
    return out;
}

comparison_result compare(const comparison_plan& plan, const comparison_runs& runs,
                          const std::vector<std::string>& marks, size_t reference) {
    comparison_result r;
    r.reference = reference;
    for (const std::string& name : marks) {
        const known_mark& k = r.marks.emplace_back(*mark_named(name));
        std::vector<compared_mark>& row = r.rows.emplace_back(plan.contenders.size());
        std::vector<double> p;
        std::vector<size_t> whose;
        for (size_t c = 0; c < row.size(); ++c) {
            for (const auto& [sample, m] : runs.marks[c])
                if (const auto v = value_of(m, k.name)) row[c].values.push_back(*v);
            row[c].of = score::spread_of(row[c].values);
            if (c == reference) continue;
            row[c].to = difference(runs.marks[c], runs.marks[reference], k.name);
            if (row[c].to) p.push_back(row[c].to->p), whose.push_back(c);
        }
        const std::vector<double> held = score::holm(p);
        for (size_t i = 0; i < held.size(); ++i) {
            row[whose[i]].p = held[i];
            row[whose[i]].significant = held[i] < level;
        }
    }
    return r;
}
} // namespace qiki::cli
