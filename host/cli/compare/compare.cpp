// SPDX-License-Identifier: MIT
// host/cli/compare/compare.cpp - qiki compare: which tracker is better on the same contacts, and is it luck?
#include "host/cli/compare/report.hpp"
#include "host/cli/score/options.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/observe/table.hpp"
#include "host/words/nearest.hpp"
#include "score/table.hpp"
#include <iostream>
#include <set>
#include <thread>

namespace qiki::cli {
namespace compare_parts {

namespace po = boost::program_options;

struct asked {
    comparison_wish what;
    running_options how;
    score_options judging;
    std::string marks = "gospa,loc,missed,false,idsw,late_s,siap.completeness,siap.spuriousness,nees.mean";
    std::string against, plot, junit, trackers;

    bool trajectories() const { return marks.find("tgospa.") != marks.npos; }
};

std::string spaced(const std::string& list) { // so that its line can be broken
    std::string out;
    for (const char c : list) out += c == ',' ? ", " : std::string(1, c);
    return out;
}

manual about(asked& a) {
    manual m;
    m.verb = "compare", m.synopsis = "SCENARIO.lua... --c METRES [options]";
    m.about =
        "Runs trackers on the same contacts, seed by seed, each run in a process of its own, scores them as 'qiki "
        "score' "
        "does, and says in one table which is better and whether that may be luck. Compared are the trackers of a "
        "scenario, those of several scenarios, trackers that are put in by a scenario's value 'tracker', or one "
        "tracker "
        "under several values of a setting.\n\nThe runs of one seed share their chance, so differences are taken run "
        "by "
        "run: a two-sided paired t-test, with Holm's method where several contenders stand against the reference.";
    // clang-format off
    m.options.add_options()
        ("trackers", po::value(&a.trackers)->value_name("NAME,..."), "ids of trackers or of plugins: those that the scenario runs as they are there, "
            "others by its value 'tracker' [all that the scenario runs]")
        ("vary", po::value(&a.what.vary)->value_name("KEY=V1,V2,..."), "compare under each of these values of what the scenario declares; may repeat; "
            "numbers of one key become a curve")
        ("seeds", po::value(&a.what.seeds)->value_name("N..M"), "seeds, such as 1..50 or 1,5,7..9 [the scenario's own]")
        ("set", po::value(&a.what.set)->value_name("KEY=VALUE"), "give a value that the scenarios declare; may repeat")
        ("duration", po::value(&a.how.duration)->value_name("S"), "simulated seconds, instead of the scenario's")
        ("truth", po::value(&a.how.truth)->value_name("TRUTH.csv"), "where the targets were, when the scenario replays a recording")
        ("marks", po::value(&a.marks)->value_name("MARK,..."), ("marks of the table and the picture, as 'qiki score' names them, or metric.NAME: what the trackers tell of themselves [" + spaced(a.marks) + "]").c_str())
        ("against", po::value(&a.against)->value_name("LABEL"), "the contender that the others are compared with [the first]")
        ("plot", po::value(&a.plot)->value_name("FILE"), "draw the marks as SVG: over the varied value with their intervals, or of every run")
        ("json", "one JSON object on standard output instead of the table")
        ("junit", po::value(&a.junit)->value_name("FILE"), "write JUnit XML, a suite a mark: who is significantly worse than the reference fails")
        ("jobs", po::value(&a.how.jobs)->value_name("N"), "processes at a time [as many as the machine has CPUs]")
        ("timeout", po::value(&a.how.timeout)->value_name("S"), "seconds until a run, or its score, is ended and fails [300]")
        ("plugin", po::value(&a.how.plugins)->value_name("PATH"), plugins_first);
    // clang-format on
    a.judging.add_to(m.options);
    m.options.add_options()("help", "this text");
    add_operands(m, po::value(&a.what.files), -1, takes::scenario);
    m.examples = {
        {"qiki compare crossing.lua --c 1000 --seeds 1..20", "the trackers that the scenario runs"},
        {"qiki compare crossing.lua --trackers gnn,org.example.tracker.mine --c 1000 --seeds 1..20", ""},
        {"qiki compare crossing.lua --trackers gnn --vary clutter=0,20,50,100 --c 1000 --seeds 1..20 --plot curve.svg",
         ""},
        {"qiki compare a.lua b.lua --c 500 --seeds 1..50 --json", ""}};
    m.exits = exits_of({{exit_ok, "compared"},
                        {exit_failed, "a run failed (the others are compared), or an output cannot be written"},
                        {exit_usage, "wrong usage, scenario or file"},
                        {exit_internal, ""}});
    m.exits.push_back(exit_interrupted);
    return m;
}

std::vector<std::string> listed_in(const std::string& text, const char* option) {
    std::vector<std::string> out;
    for (size_t from = 0, end; from <= text.size(); from = end + 1) {
        end = std::min(text.find(',', from), text.size());
        out.push_back(text.substr(from, end - from));
        if (out.back().empty() || std::count(out.begin(), out.end(), out.back()) > 1)
            throw usage_error(std::string(option) + ": expected names with commas between them, each once, found '" +
                              text + "'");
    }
    return out;
}

void check(asked& a, const po::variables_map& given) {
    if (a.what.files.empty()) throw usage_error("expected a scenario file; 'qiki compare --help' says more");
    a.judging.check(given);
    if (given.count("atc"))
        throw usage_error("--atc judges one tracker; 'qiki score' takes it, 'qiki compare' does not");
    if (a.how.jobs < 1 || a.how.jobs > 256)
        throw usage_error("--jobs: expected 1 to 256, found " + std::to_string(a.how.jobs));
    if (!(a.how.timeout > 0 && a.how.timeout <= 1e6))
        throw usage_error("--timeout: expected more than 0 and up to 1e6 seconds, found " +
                          observe::number(a.how.timeout));
    if (given.count("duration") && !(a.how.duration > 0 && a.how.duration < 9.2e9))
        throw usage_error("--duration: expected more than 0 and less than 9.2e9 seconds, found " +
                          observe::number(a.how.duration));
    if (given.count("trackers")) a.what.trackers = listed_in(a.trackers, "--trackers");
    for (const std::string& m : listed_in(a.marks, "--marks"))
        if (!mark_named(m)) throw usage_error("--marks: no mark '" + m + "'" + did_you_mean(m, mark_names()));
    if (given.count("gamma") && !a.trajectories())
        throw usage_error(
            "--gamma is for trajectory GOSPA; expected one of its marks, such as --marks gospa,tgospa.all");
}

// A metric that no run has may be misspelt.
void tell_metrics(const comparison_runs& runs, const comparison_result& r) {
    std::set<std::string> told;
    for (const auto& of : runs.marks)
        for (const auto& [sample, marks] : of)
            for (const auto& [name, value] : marks)
                if (name.starts_with(metric_prefix)) told.insert(name);
    for (const known_mark& k : r.marks)
        if (is_metric(k) && !told.contains(k.name))
            complain("compare", "note: no tracker told " + k.name +
                                    did_you_mean(k.name, std::vector<std::string>(told.begin(), told.end())));
}

size_t reference_of(const comparison_plan& plan, const std::string& label) {
    if (label.empty()) return 0;
    std::vector<std::string> labels;
    for (size_t c = 0; c < plan.contenders.size(); ++c) {
        if (plan.contenders[c].label == label) return c;
        labels.push_back(plan.contenders[c].label);
    }
    throw usage_error("--against: no contender '" + label + "'; they are " + listed(labels) +
                      did_you_mean(label, labels));
}

void tell(const comparison_runs& runs) {
    for (const failed_run& f : runs.failed)
        complain("compare", f.label + (f.seed ? ", seed " + std::to_string(*f.seed) : "") + ": " + f.why);
    if (runs.expectations_failed)
        std::cerr << "note: in " << runs.expectations_failed
                  << " runs the scenario expected something else; their marks count\n";
    if (!runs.others.empty())
        complain("compare", "note: the contacts of " + listed(runs.others) +
                                " are not those of the first: same seeds, but what was varied changes them");
}

int go(asked& a, const po::variables_map& given) {
    const comparison_plan plan = plan_of(a.what);
    const size_t reference = reference_of(plan, a.against);
    a.how.judging = a.judging.arguments(given);
    if (a.trajectories()) a.how.judging.push_back("--trajectory");
    a.judging.judging_of("", ""); // a model's file is read before the first run
    std::optional<whole_file> svg, junit;
    if (!a.plot.empty()) svg.emplace("--plot", a.plot);
    if (!a.junit.empty()) junit.emplace("--junit", a.junit);
    const comparison_runs runs = run_all(plan, a.how);
    if (runs.signal) {
        std::cerr << "qiki compare: interrupted; nothing is reported\n";
        return 128 + runs.signal;
    }
    tell(runs);
    const comparison_result result = compare(plan, runs, listed_in(a.marks, "--marks"), reference);
    tell_metrics(runs, result);
    std::cout << (given.count("json") ? compare_json(plan, runs, result) : compare_table(plan, runs, result))
              << std::flush;
    if (junit) junit->complete(junit_xml(compare_junit(plan, runs, result)));
    if (svg) {
        svg->complete(compare_picture(plan, runs, result));
        std::cerr << "picture: " << a.plot << '\n';
    }
    return runs.failed.empty() ? exit_ok : exit_failed;
}
} // namespace compare_parts

int compare(int argc, char** argv) {
    using namespace compare_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map& given) {
        check(a, given);
        try {
            return go(a, given);
        } catch (const score::bad_table& e) {
            complain("compare", e.what());
            return exit_usage;
        }
    });
}
} // namespace qiki::cli
