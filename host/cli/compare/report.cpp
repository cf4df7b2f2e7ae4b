// SPDX-License-Identifier: MIT
// host/cli/compare/report.cpp - rows by mark, the reference first.
#include "host/cli/compare/report.hpp"
#include "host/load/words.hpp"
#include "host/observe/table.hpp"
#include <cmath>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {
using observe::number;

std::string signed_number(double x) { return (x > 0 ? "+" : "") + number(x); }

std::string interval(double middle, double half) { return number(middle - half) + " to " + number(middle + half); }

// "better", "worse" or "differs", when it is significant.
std::string verdict_words(const known_mark& k, const compared_mark& m) {
    if (!m.to) return "-";
    if (!m.significant) return "not significant";
    if (k.best == better::neither) return "differs *";
    return (m.to->of.mean < 0) == (k.best == better::lower) ? "better *" : "worse *";
}

std::string p_of(double p) { return p < 1e-4 ? "< 0.0001" : number(p); }
} // namespace

std::string compare_table(const comparison_plan& plan, const comparison_runs& runs, const comparison_result& r) {
    observe::table t(
        {"mark", "contender", ">mean", "95 % interval", ">runs", ">difference", "95 % interval", ">p", "verdict"});
    for (size_t i = 0; i < r.marks.size(); ++i) {
        const known_mark& k = r.marks[i];
        for (size_t c = 0; c < plan.contenders.size(); ++c) {
            const compared_mark& m = r.rows[i][c];
            const std::string name = k.name + (k.unit.empty() ? "" : " [" + k.unit + "]");
            std::vector<std::string> row = {
                c ? "" : name, plan.contenders[c].label, m.of.count ? number(m.of.mean) : "no data",
                m.of.half ? interval(m.of.mean, *m.of.half) : "-", std::to_string(m.of.count)};
            if (c == r.reference) row.insert(row.end(), {"-", "-", "-", "reference"});
            else if (!m.to) row.insert(row.end(), {"-", "-", "-", "no data"});
            else
                row.insert(row.end(), {signed_number(m.to->of.mean), interval(m.to->of.mean, *m.to->of.half),
                                       p_of(*m.p), verdict_words(k, m)});
            t.row(std::move(row));
        }
    }
    std::string out = t.text() + "\n";
    out += "difference: from " + load::one_line(plan.contenders[r.reference].label) +
           ", run by run on the same seeds; * significant at 5 %: two-sided paired t-test, p by Holm's method over the "
           "contenders of a mark\n";
    if (!runs.failed.empty())
        out += std::to_string(runs.failed.size()) + (runs.failed.size() == 1 ? " run" : " runs") + " failed\n";
    return out;
}

std::string compare_json(const comparison_plan& plan, const comparison_runs& runs, const comparison_result& r) {
    using nlohmann::ordered_json;
    const auto of = [](const std::optional<double>& x) {
        return x && std::isfinite(*x) ? ordered_json(*x) : ordered_json();
    };
    ordered_json contenders = ordered_json::array(), failed = ordered_json::array(), seeds = ordered_json::array();
    for (size_t c = 0; c < plan.contenders.size(); ++c) {
        const contender& who = plan.contenders[c];
        ordered_json marks = ordered_json::object();
        for (size_t i = 0; i < r.marks.size(); ++i) {
            const compared_mark& m = r.rows[i][c];
            ordered_json& j = marks[r.marks[i].name] = {{"n", m.of.count},
                                                        {"mean", m.of.count ? ordered_json(m.of.mean) : ordered_json()},
                                                        {"deviation", of(m.of.deviation)},
                                                        {"half", of(m.of.half)},
                                                        {"values", m.values}};
            if (m.to)
                j["difference"] = {
                    {"n", m.to->of.count}, {"mean", m.to->of.mean}, {"half", of(m.to->of.half)},   {"t", of(m.to->t)},
                    {"p", m.to->p},        {"p_holm", of(m.p)},     {"significant", m.significant}};
            else j["difference"] = nullptr;
        }
        contenders.push_back({{"label", who.label},
                              {"tracker", who.tracker},
                              {"file", plan.variants[who.variant].file},
                              {"set", plan.variants[who.variant].set},
                              {"marks", marks}});
    }
    for (const failed_run& f : runs.failed)
        failed.push_back(
            {{"what", f.label}, {"seed", f.seed ? ordered_json(*f.seed) : ordered_json()}, {"why", f.why}});
    for (const auto& s : plan.seeds) seeds.push_back(s ? ordered_json(*s) : ordered_json());
    const ordered_json out{{"ok", runs.failed.empty()},
                           {"test", "two-sided paired t-test, p by Holm's method"},
                           {"level", 0.05},
                           {"reference", plan.contenders[r.reference].label},
                           {"seeds", seeds},
                           {"contenders", contenders},
                           {"other_contacts", runs.others},
                           {"expectations_failed", runs.expectations_failed},
                           {"failed", failed}};
    return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::vector<junit_suite> compare_junit(const comparison_plan& plan, const comparison_runs& runs,
                                       const comparison_result& r) {
    using result = junit_case::result;
    std::vector<junit_suite> out;
    junit_suite whole{"runs", "", {}, 0};
    for (size_t c = 0; c < plan.contenders.size(); ++c)
        whole.cases.push_back({plan.contenders[c].label, runs.marks[c].empty() ? result::error : result::passed,
                               runs.marks[c].empty() ? "no run of it was scored" : "", "", 0});
    for (const failed_run& f : runs.failed)
        whole.cases.push_back(
            {f.label + (f.seed ? ", seed " + std::to_string(*f.seed) : ""), result::error, f.why, f.why, 0});
    out.push_back(std::move(whole));
    for (size_t i = 0; i < r.marks.size(); ++i) {
        junit_suite s{r.marks[i].name, "", {}, 0};
        for (size_t c = 0; c < plan.contenders.size(); ++c) {
            const compared_mark& m = r.rows[i][c];
            if (c == r.reference) continue;
            const std::string said =
                m.to ? "difference " + signed_number(m.to->of.mean) + " " + r.marks[i].unit + ", p = " + p_of(*m.p)
                     : "no data";
            const bool worse = verdict_words(r.marks[i], m) == "worse *";
            s.cases.push_back(
                {plan.contenders[c].label,
                 !m.to   ? result::skipped
                 : worse ? result::failed
                         : result::passed,
                 said, worse ? "significantly worse than " + plan.contenders[r.reference].label + ": " + said : "", 0});
        }
        out.push_back(std::move(s));
    }
    return out;
}
} // namespace qiki::cli
