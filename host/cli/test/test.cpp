// SPDX-License-Identifier: MIT
// host/cli/test/test.cpp - qiki test: every scenario of a folder in a process of its own, several at a time.
#include "host/cli/children.hpp"
#include "host/cli/test/report.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/observe/table.hpp"
#include <chrono>
#include <iostream>
#include <optional>
#include <thread>

namespace qiki::cli {
namespace test_parts {

namespace po = boost::program_options;

struct asked {
    std::vector<std::string> places, set, plugins;
    std::string filter, junit;
    unsigned jobs = std::max(1u, std::thread::hardware_concurrency()), threads = 1;
    uint64_t seed = 0;
    double timeout = 300;
};

manual about(asked& a) {
    manual m;
    m.verb = "test", m.synopsis = "FOLDER|SCENARIO.lua... [options]";
    m.about =
        "Runs scenarios, each in a process of its own, and judges them by what they expect (q.expect). In folders all "
        "*.lua count, at any depth, that call q.scenario { ... } themselves; others are modules and passed over, "
        "unless "
        "they are named. A scenario that needs a value which --set does not give is skipped; one that expects nothing "
        "passes when its run does.";
    // clang-format off
    m.options.add_options()
        ("jobs", po::value(&a.jobs)->value_name("N"), "scenarios at a time [as many as the machine has CPUs]")
        ("threads", po::value(&a.threads)->value_name("N"), "worker threads of each run [1]")
        ("filter", po::value(&a.filter)->value_name("GLOB"), "only those whose path or file name matches, such as 'cross*'")
        ("set", po::value(&a.set)->value_name("KEY=VALUE"), "for every scenario that declares this value; may repeat")
        ("seed", po::value(&a.seed)->value_name("N"), "seed of all chance, instead of each scenario's")
        ("timeout", po::value(&a.timeout)->value_name("S"), "seconds until a run is ended and fails [300]")
        ("plugin", po::value(&a.plugins)->value_name("PATH"), plugins_first)
        ("check", "check every record against the rules of the ABI")
        ("junit", po::value(&a.junit)->value_name("FILE"), "write JUnit XML, a suite a scenario")
        ("json", "one JSON object on standard output instead of the table")
        ("verbose", "name the modules that were passed over, too")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.places), -1, takes::scenario);
    m.examples = {{"qiki test scenarios", ""}, {"qiki test scenarios --filter 'radar*' --junit results.xml", ""}};
    m.exits = exits_of({{exit_ok, "all passed or were skipped"},
                        {exit_failed, "some failed"},
                        {exit_usage, "wrong usage"},
                        {exit_nothing, "no scenario found, or none that --filter lets through"},
                        {exit_internal, ""}});
    m.exits.push_back(exit_interrupted);
    return m;
}

std::vector<std::string> arguments(const candidate& c, const asked& a, const po::variables_map& given) {
    std::vector<std::string> out = {"run", "--json", "--quiet", "--threads", std::to_string(a.threads)};
    const auto add = [&](const char* option, const std::string& value) { out.insert(out.end(), {option, value}); };
    for (const std::string& s : c.set) add("--set", s);
    for (const std::string& p : a.plugins) add("--plugin", p);
    if (given.count("seed")) add("--seed", std::to_string(a.seed));
    if (given.count("check")) out.emplace_back("--check");
    add("--", c.file.string());
    return out;
}

// Runs all that can run. Returns the signal that interrupted it, or 0.
int run_all(const candidates& all, const asked& a, const po::variables_map& given, test_report& report) {
    report.all.resize(all.scenarios.size());
    std::deque<task> tasks;
    for (size_t i = 0; i < all.scenarios.size(); ++i) {
        const candidate& c = all.scenarios[i];
        if (!c.required.empty()) report.all[i] = outcome_without(c);
        else
            tasks.push_back(
                {arguments(c, a, given), [&report, &c, i](const child& gone) { report.all[i] = outcome_of(c, gone); }});
    }
    return run_children(std::move(tasks), a.jobs, a.timeout);
}

int go(const asked& a, const po::variables_map& given) {
    const candidates all = find_candidates(a.places, a.filter, a.set, lua_library());
    if (all.scenarios.empty()) {
        std::cerr << "qiki test: "
                  << (all.before_filter
                          ? "none of " + std::to_string(all.before_filter) + " scenarios matches --filter " + a.filter
                          : std::string("no scenario found: no *.lua that calls q.scenario { ... }"));
        std::cerr << '\n';
        return exit_nothing;
    }
    std::optional<whole_file> junit;
    if (!a.junit.empty()) junit.emplace("--junit", a.junit);
    const auto start = std::chrono::steady_clock::now();
    test_report report;
    report.modules = all.modules;
    if (const int signal = run_all(all, a, given, report)) {
        std::cerr << "qiki test: interrupted; nothing is reported\n";
        return 128 + signal;
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (junit) junit->complete(junit_xml(test_junit(report)));
    std::cout << (given.count("json") ? test_json(report) : test_table(report, given.count("verbose") != 0))
              << std::flush;
    return report.ok() ? exit_ok : exit_failed;
}

void check(const asked& a) {
    if (a.places.empty()) throw usage_error("expected a folder or scenario files; 'qiki test --help' says more");
    if (a.jobs < 1 || a.jobs > 256) throw usage_error("--jobs: expected 1 to 256, found " + std::to_string(a.jobs));
    if (a.threads < 1 || a.threads > 256)
        throw usage_error("--threads: expected 1 to 256, found " + std::to_string(a.threads));
    if (!(a.timeout > 0 && a.timeout <= 1e6))
        throw usage_error("--timeout: expected more than 0 and up to 1e6 seconds, found " + observe::number(a.timeout));
    settings_of(a.set); // throws
}
} // namespace test_parts

int test(int argc, char** argv) {
    using namespace test_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map& given) {
        check(a);
        return go(a, given);
    });
}
} // namespace qiki::cli
