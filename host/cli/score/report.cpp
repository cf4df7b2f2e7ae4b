// SPDX-License-Identifier: MIT
// host/cli/score/report.cpp - one list of rows is the table and the JSON.
#include "host/cli/score/report.hpp"
#include "host/observe/chart.hpp"
#include "host/observe/table.hpp"
#include "qiki/math.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {

void add_trajectory(std::vector<shown_mark>& out, const trajectory_marks& t) {
    const char* const g = "tgospa";
    out.insert(out.end(),
               {{g, "all", "m", "trajectory GOSPA: root mean over instants and runs", t.all},
                {g, "loc", "m", "its part of position errors", t.location},
                {g, "missed", "m", "its part of targets without a track", t.missed},
                {g, "false", "m", "its part of tracks without a target", t.wrong},
                {g, "switch", "m", "its part of changes of track", t.changes},
                {g, "whole", "m", "of a whole run: root mean over runs", t.whole},
                {g, "gap", "", "doubt about it, as a share; 0: proved", t.all ? std::optional(t.gap) : std::nullopt}});
}

void add_siap(std::vector<shown_mark>& out, const score::siap_marks& s) {
    const char* const g = "siap";
    out.insert(out.end(), {{g, "completeness", "", "targets with a track / targets", s.completeness},
                           {g, "ambiguity", "", "tracks of targets / targets with one; best 1", s.ambiguity},
                           {g, "spuriousness", "", "tracks of no target / tracks", s.spuriousness},
                           {g, "position", "m", "mean distance of tracks of targets", s.position_m},
                           {g, "velocity", "m/s", "mean difference of their velocity", s.velocity_mps},
                           {g, "rate", "1/s", "changes of track, a second of tracked time", s.rate},
                           {g, "longest", "", "longest time with one track / life of targets", s.longest},
                           {g, "id_completeness", "", "targets with a track that says a name", s.id_completeness},
                           {g, "id_correctness", "", "all their tracks say the right name", s.id_correctness},
                           {g, "id_ambiguity", "", "their tracks differ about it", s.id_ambiguity}});
}

void add_consistency(std::vector<shown_mark>& out, const char* g, const char* of, const score::consistency_marks& m) {
    const auto edge = [&](double score::band::*at) { return m.all ? std::optional((*m.all).*at) : std::nullopt; };
    const std::string what = of;
    out.insert(out.end(),
               {{g, "mean", "", "mean normalised squared " + what, m.mean},
                {g, "expected", "", "what it should be: the dimensions", m.expected},
                {g, "low", "", "95 % band of that mean, from", edge(&score::band::low)},
                {g, "high", "", "to", edge(&score::band::high)},
                {g, "inside", "", "instants inside their own 95 % band", m.inside},
                {g, "gated", "", "single values below their 95 % quantile", m.gated},
                {g, "count", "", "values", m.count ? std::optional(static_cast<double>(m.count)) : std::nullopt}});
}

void add_bound(std::vector<shown_mark>& out, const score::efficiency_marks& e) {
    out.insert(out.end(), {{"bound", "rmse", "m", "of settled targets", e.rmse},
                           {"bound", "pcrlb", "m", "posterior Cramer-Rao bound of the same", e.bound},
                           {"bound", "ratio", "", "rmse / bound; best 1", e.ratio}});
}

void add_phases(std::vector<shown_mark>& out, const std::array<score::phase_marks, 3>& all) {
    static constexpr const char* names[] = {"steady", "transition", "turn"};
    const auto degrees = [](const std::optional<double>& rad) {
        return rad ? std::optional(*rad * 180 / QIKI_PI) : std::nullopt;
    };
    for (size_t i = 0; i < 3; ++i) {
        const score::phase_marks& p = all[i];
        const char* const g = names[i];
        out.insert(out.end(), {{g, "rmse", "m", "root mean square distance of followed targets", p.rmse},
                               {g, "along", "m", "along the course", p.along},
                               {g, "across", "m", "across the course", p.across},
                               {g, "speed", "m/s", "of speed", p.speed},
                               {g, "course", "deg", "of course", degrees(p.course)},
                               {g, "pairs", "", "instants of targets with their track", static_cast<double>(p.pairs)}});
    }
}

std::string requirements(const judged_tracks& m, const judging& how) {
    observe::table t({"requirement", ">value", "limit", ">of", ">worst target", "verdict"});
    for (const score::atc_result& r : m.atc)
        t.row({r.what->key, r.value ? observe::number(*r.value) : "no data",
               (r.what->at_least ? ">= " : "<= ") + observe::number(r.limit), r.of > 0 ? observe::number(r.of) : "-",
               r.worst ? observe::number(*r.worst) : "-",
               !r.passed   ? "no data"
               : *r.passed ? "passed"
                           : "FAILED"});
    return std::string("\n") + how.atc->name + ": " + how.atc->title + ", an update every " +
           observe::number(how.interval > 0 ? how.interval : how.atc->interval) + " s\n" + t.text();
}
} // namespace

std::vector<shown_mark> rows_of(const judged_tracks& s) {
    const score::marks& m = s.marks;
    std::vector<shown_mark> out = {
        {"", "gospa", "m", "root mean of GOSPA^p over instants and runs", m.gospa},
        {"", "loc", "m", "its part of position errors", m.location},
        {"", "missed", "m", "its part of targets without a track", m.missed},
        {"", "false", "m", "its part of tracks without a target", m.wrong},
        {"", "ospa", "m", "mean of OSPA", m.ospa},
        {"", "rmse", "m", "root mean square distance of GOSPA's pairs", m.rmse},
        {"", "idsw", "", "identity switches a run (CLEAR-MOT)", m.switches},
        {"", "frag", "", "targets lost and found again, a run", m.fragments},
        {"", "card_abs", "", "mean of |tracks - targets|", m.count_error},
        {"", "card_bias", "", "mean of tracks - targets", m.count_bias},
        {"", "late", "scans", "from a target's first scan to its first match", m.late},
        {"", "late_s", "s", "the same as time", m.late_s},
        {"", "rec", "", "matched / true positions", m.recall},
        {"", "prec", "", "matched / estimated positions", m.precision},
        {"", "purity", "", "instants of each track with its main target", m.purity},
        {"", "completeness", "", "instants of a target with its longest track", m.completeness},
        {"", "fragmentation", "", "tracks a target; best 1", m.fragmentation},
        {"", "swaps", "", "a track goes over to another target, a run", m.swaps},
        {"", "false_tracks", "", "tracks that never had a target, a run", m.false_tracks}};
    add_trajectory(out, s.trajectory);
    add_siap(out, s.siap);
    add_consistency(out, "nees", "error of position", s.nees);
    if (s.nis.count) add_consistency(out, "nis", "innovation", s.nis);
    if (s.efficiency) add_bound(out, *s.efficiency);
    add_phases(out, s.phases);
    return out;
}

std::string score_table(const judged_tracks& m, const judging& how) {
    observe::table t({"score", ">value", "unit", "meaning"});
    for (const shown_mark& r : rows_of(m))
        if (r.group != "tgospa" || m.trajectory.left_out.empty())
            t.row({r.name(), r.value ? observe::number(*r.value) : "no data", r.unit, r.help});
    if (!m.trajectory.left_out.empty()) t.row({"tgospa", "no data", "", m.trajectory.left_out});
    const size_t runs = m.marks.runs;
    std::string out = t.text() + "\n" + std::to_string(runs) + (runs == 1 ? " run, " : " runs, ") +
                      std::to_string(runs ? m.marks.times / runs : 0) +
                      " instants a run, p = " + std::to_string(how.p) + ", c = " + observe::number(how.c) + " m" +
                      (how.trajectory ? ", gamma = " + observe::number(how.gamma) + " m\n" : "\n");
    if (how.atc) out += requirements(m, how);
    return out;
}

std::string score_json(const judged_tracks& m, const judging& how) {
    using json = nlohmann::ordered_json;
    const auto of = [](const std::optional<double>& x) { return x ? json(*x) : json(); };
    json j;
    for (const shown_mark& r : rows_of(m)) (r.group.empty() ? j[r.key] : j[r.group][r.key]) = of(r.value);
    if (!m.trajectory.left_out.empty()) j["tgospa"]["left_out"] = m.trajectory.left_out;
    if (how.atc) {
        json& a = j["atc"] = {{"profile", how.atc->name},
                              {"interval_s", how.interval > 0 ? how.interval : how.atc->interval}};
        bool passed = true;
        for (const score::atc_result& r : m.atc) {
            passed &= r.passed.value_or(true);
            a["requirements"][r.what->key] = {{"value", of(r.value)},
                                              {"limit", r.limit},
                                              {"at_least", r.what->at_least},
                                              {"count", r.count},
                                              {"of", r.of},
                                              {"worst", of(r.worst)},
                                              {"passed", r.passed ? json(*r.passed) : json()}};
        }
        a["passed"] = passed;
    }
    j["runs"] = m.marks.runs;
    j["times"] = m.marks.runs ? m.marks.times / m.marks.runs : 0;
    j["c"] = how.c;
    j["p"] = how.p;
    j["gamma"] = how.gamma;
    return j.dump() + "\n";
}

std::string score_picture(const judged_tracks& s, const judging& how) {
    const auto root = [&](double v) { return how.p == 2 ? std::sqrt(v) : v; };
    observe::chart c;
    c.title = "GOSPA over time";
    c.note = how.tracks + " against " + how.truth + ", p = " + std::to_string(how.p) +
             ", c = " + observe::number(how.c) + " m, " + std::to_string(s.marks.runs) +
             (s.marks.runs == 1 ? " run" : " runs, root mean");
    c.x_title = "time [s]";
    c.panels = {{"distance", "m", {{"GOSPA", {}}, {"location", {}}, {"missed", {}}, {"false", {}}}},
                {"targets and tracks", "", {{"targets", {}, true}, {"tracks", {}, true}}}};
    observe::panel nees{
        "normalised squared error", "", {{"NEES", {}}, {"95 % band, lower end", {}}, {"95 % band, upper end", {}}}};
    observe::panel bound{"error and bound", "m", {{"RMSE", {}}, {"PCRLB", {}}}};
    const double gap = std::nan("");
    for (const moment& m : s.over_time) {
        std::vector<observe::line>& d = c.panels[0].lines;
        d[0].points.emplace_back(m.t, root(m.gospa2)), d[1].points.emplace_back(m.t, root(m.location2));
        d[2].points.emplace_back(m.t, root(m.missed2)), d[3].points.emplace_back(m.t, root(m.wrong2));
        c.panels[1].lines[0].points.emplace_back(m.t, m.truths);
        c.panels[1].lines[1].points.emplace_back(m.t, m.estimates);
        nees.lines[0].points.emplace_back(m.t, m.nees.value_or(gap));
        nees.lines[1].points.emplace_back(m.t, m.nees ? m.nees_band.low : gap);
        nees.lines[2].points.emplace_back(m.t, m.nees ? m.nees_band.high : gap);
        bound.lines[0].points.emplace_back(m.t, m.error.value_or(gap));
        bound.lines[1].points.emplace_back(m.t, m.bound.value_or(gap));
    }
    if (s.nees.count) c.panels.push_back(std::move(nees));
    if (s.efficiency && s.efficiency->pairs) c.panels.push_back(std::move(bound));
    return observe::svg(c);
}
} // namespace qiki::cli
