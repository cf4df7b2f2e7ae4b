// SPDX-License-Identifier: MIT
// host/cli/prove/conform.cpp - qiki conform: does a plugin keep the rules? One process a check.
#include "host/cli/prove/alone.hpp"
#include "host/cli/prove/conform_report.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/conform/child.hpp"
#include "host/load/words.hpp"
#include "host/words/nearest.hpp"
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace qiki::cli {
namespace conform_parts {

namespace po = boost::program_options;

struct words {
    std::vector<std::string> files, only, ids, set;
    int level = 4;
    unsigned jobs = 2;
    uint64_t seed = 1;
    double timeout = 20;
    std::string junit, alone, instance;
    bool list = false, markdown = false, ndjson = false, verbose = false;
};

manual about(words& w) {
    manual m;
    m.verb = "conform", m.synopsis = "PLUGIN.so [options]";
    m.about =
        "Checks that a plugin keeps the rules of the ABI (docs/abi.md). Each check runs in a process of its own with "
        "limits of time and memory, so that a plugin which crashes, hangs or ends the process is told as such. The "
        "plugin's own inputs are generated from its ports, its configuration from its parameters.\n\n"
        "Levels, each with all below it: 1 load, 2 contract, 3 hostile, 4 deterministic, 5 soak.";
    // clang-format off
    m.options.add_options()
        ("level", po::value(&w.level)->value_name("N"), "the highest level to check, 1 to 5 [4]")
        ("only", po::value(&w.only)->value_name("CHECK"), "this check alone, whatever its level; may repeat")
        ("id", po::value(&w.ids)->value_name("ID"), "this plugin of the file alone; may repeat")
        ("set", po::value(&w.set)->value_name("KEY=VALUE"), "a parameter, such as one that has no default; may repeat")
        ("seed", po::value(&w.seed)->value_name("N"), "seed of all that the checks draw [1]")
        ("timeout", po::value(&w.timeout)->value_name("S"), "seconds until a check's process is ended, what it waits for a processor not counted [20]")
        ("jobs", po::value(&w.jobs)->value_name("N"), "checks at a time [2]")
        ("alone", po::value(&w.alone)->value_name("SCENARIO.lua"),
            "instead of the checks: run the scenario, then play what one instance read to it alone in this process, for a debugger "
            "or a sanitizer, and show the first record that breaks a rule or differs; --set and --seed are the scenario's")
        ("instance", po::value(&w.instance)->value_name("NAME"), "with --alone: that one [the first of this file]")
        ("junit", po::value(&w.junit)->value_name("FILE"), "write JUnit XML, a case a check")
        ("ndjson", po::bool_switch(&w.ndjson), "one JSON object a line and check on standard output instead of the table; with --list, too")
        ("list", po::bool_switch(&w.list), "the checks and what each of them varies, instead of running them")
        ("markdown", po::bool_switch(&w.markdown), "with --list: as the tables of docs/conformance.md")
        ("verbose", po::bool_switch(&w.verbose), "rows of checks that passed or were skipped, too")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&w.files), -1, takes::file);
    m.examples = {
        {"qiki conform build/my.so", "levels 1 to 4"},
        {"qiki conform build/my.so --only tick.bounds --seed 7", "one check"},
        {"gdb --args qiki conform build/my.so --alone mine.lua", "one instance of a scenario under a debugger"},
        {"qiki conform --list", "what is checked"}};
    m.exits =
        exits_of({{exit_ok, "all that was checked passed"},
                  {exit_failed, "a check failed, crashed or timed out"},
                  {exit_usage, "wrong usage; a parameter that no plugin of the file has, or a value it cannot have"},
                  {exit_plugin, "not there, not a plugin, or it cannot be loaded"},
                  {exit_nothing, "nothing was checked"},
                  {exit_internal, ""}});
    m.exits.push_back(exit_interrupted);
    return m;
}

void must_go_together(const words& w, const po::variables_map& given) {
    static constexpr const char* of_checks[] = {"level", "only", "id", "timeout", "jobs", "junit", "ndjson", "verbose"};
    static constexpr const char* of_one_file[] = {"alone", "level",   "only", "id",    "set",
                                                  "seed",  "timeout", "jobs", "junit", "verbose"};
    const auto refuse = [&](const auto& options, const char* with, const char* why) {
        for (const char* o : options)
            if (given.count(o) && !given[o].defaulted())
                throw usage_error(std::string("--") + o + " does not go with " + with + ", which " + why);
    };
    if (w.list) refuse(of_one_file, "--list", "runs nothing");
    else if (!w.alone.empty()) refuse(of_checks, "--alone", "runs no check");
}

void must_be_sound(const words& w) {
    if (w.level < 1 || w.level > 5) throw usage_error("--level expects 1 to 5, found " + std::to_string(w.level));
    if (!(w.timeout > 0 && w.timeout <= 3600))
        throw usage_error("--timeout expects more than 0 and at most 3600 seconds");
    if (w.jobs < 1 || w.jobs > 256) throw usage_error("--jobs expects 1 to 256, found " + std::to_string(w.jobs));
    if (!w.instance.empty() && w.alone.empty()) throw usage_error("--instance goes with --alone");
    if (w.markdown && !w.list) throw usage_error("--markdown goes with --list");
    std::vector<std::string> known;
    for (const conform::check* c : conform::checks()) known.emplace_back(c->id);
    for (const std::string& id : w.only)
        if (!conform::find_check(id))
            throw usage_error("--only: no check '" + id + "'" + did_you_mean(id, known) +
                              "; 'qiki conform --list' shows all");
    if (w.list) return;
    if (w.files.size() != 1)
        throw usage_error("expected one plugin file, found " + std::to_string(w.files.size()) +
                          "; 'qiki conform --help' says more");
}

conform::asked asked_of(const words& w) {
    conform::asked a;
    a.file = w.files.front(), a.level = w.level, a.only = w.only, a.plugins = w.ids;
    a.seed = w.seed, a.seconds = w.timeout, a.jobs = w.jobs;
    a.set = settings_of(w.set);
    return a;
}

std::atomic<int> stopped_by{0};
extern "C" void on_stopping_signal(int signal) { stopped_by = signal; }

// A hang is told at once, since the next may take as long and the report comes at the end; the others are there soon.
class progress {
public:
    void hear(const conform::result& r) {
        ++done_;
        if (r.how.how == conform::verdict::timeout) {
            clear();
            std::cerr << "qiki conform: " << r.what->id << (r.plugin.empty() ? "" : " " + r.plugin) << ": "
                      << load::one_line(r.how.text, 400) << '\n';
        }
        if (shown_) std::cerr << "\r\x1b[K" << done_ << " checks";
        std::cerr << std::flush;
    }
    void clear() const {
        if (shown_) std::cerr << "\r\x1b[K" << std::flush;
    }
    explicit progress(bool shown) : shown_(shown) {}

private:
    bool shown_;
    size_t done_ = 0;
};

int go(const words& w, const po::variables_map& given) {
    must_be_sound(w);
    must_go_together(w, given);
    if (w.list) {
        std::cout << (w.markdown ? checks_markdown() : w.ndjson ? checks_ndjson() : checks_table());
        return exit_ok;
    }
    if (!w.alone.empty()) {
        alone_words one{w.files.front(), w.alone, w.instance, w.set, {}};
        if (given.count("seed")) one.seed = w.seed;
        return play_alone(one);
    }
    conform::asked a = asked_of(w);
    a.stop = &stopped_by;
    for (const int s : {SIGINT, SIGTERM, SIGHUP})
        if (std::signal(s, on_stopping_signal) == SIG_IGN) std::signal(s, SIG_IGN);
    std::unique_ptr<whole_file> junit;
    if (!w.junit.empty()) junit = std::make_unique<whole_file>("--junit", w.junit);
    progress line(!w.ndjson && isatty(STDERR_FILENO) == 1);
    try {
        const conform::outcome out = conform::conform(a, [&](const conform::result& r) { line.hear(r); });
        line.clear();
        std::cout << (w.ndjson ? conform_ndjson(a, out) : conform_text(a, out, w.verbose));
        if (junit) junit->complete(conform_junit(a, out));
        if (!out.unloadable.empty()) std::cerr << "qiki conform: " << a.file.string() << ": " << out.unloadable << '\n';
        return out.exit_code();
    } catch (const conform::no_plugin& e) {
        std::cerr << "qiki conform: " << e.what() << '\n';
        return exit_plugin;
    } catch (const conform::wrong_setting& e) { throw usage_error(e.what()); } catch (const conform::no_folder& e) {
        throw usage_error(e.what());
    } catch (const conform::interrupted& e) {
        line.clear();
        std::cerr << "qiki conform: interrupted; nothing is reported\n";
        return 128 + e.signal;
    }
}
} // namespace conform_parts

int conform(int argc, char** argv) {
    using namespace conform_parts;
    conform_parts::words w;
    return perform(about(w), argc, argv, [&](const po::variables_map& given) { return go(w, given); });
}

int conform_child(int argc, char** argv) { return conform::child_main(argc, argv); }
} // namespace qiki::cli
