// SPDX-License-Identifier: MIT
// host/cli/run/run.cpp - qiki run: one scenario, headless, to its table, its files and its digest.
#include "host/run/run.hpp"
#include "host/cli/run/crash.hpp"
#include "host/cli/run/expectations.hpp"
#include "host/cli/run/explanations.hpp"
#include "host/cli/run/junit.hpp"
#include "host/cli/run/logging.hpp"
#include "host/cli/run/metric_plots.hpp"
#include "host/cli/run/outputs.hpp"
#include "host/cli/run/pacing.hpp"
#include "host/cli/run/restoring.hpp"
#include "host/cli/run/signals.hpp"
#include "host/cli/run/summary.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/observe/allocations.hpp"
#include "host/observe/log.hpp"
#include "host/observe/progress.hpp"
#include "host/observe/table.hpp"
#include "qiki/services/log.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>

namespace qiki::cli {
namespace run_parts {

namespace po = boost::program_options;
constexpr size_t warnings_told = 8; // in the summary; the log has them all

struct asked {
    std::string file, csv, plot, geojson, kml, junit, operator_script, log, log_format = "pretty";
    std::vector<std::string> set, plugins, explain, metrics;
    double duration = 0, restore_at = 0;
    std::string seed, realtime;
    int64_t threads = 1, runs = 1;
};

std::string declared_values(const std::string& file) {
    observe::table t({"value", "type", "default", "help"});
    for (const scenario::param& p : scenario::declared({file, {}, lua_library()}))
        t.row({p.name, p.type,
               p.required            ? "(required)"
               : !p.fallback.empty() ? p.fallback
               : p.type == "text"    ? "\"\""
                                     : "{}",
               p.help});
    return t.empty() ? "This scenario declares no values for --set.\n" : "Values for --set:\n" + t.text(2);
}

manual about(asked& a) {
    manual m;
    m.verb = "run", m.synopsis = "SCENARIO.lua [options]";
    m.about =
        "Runs a scenario to its end, as fast as the machine allows, and prints what every instance did. The last "
        "line is the digest of all that was written: the same scenario, seed and inputs give the same 32 digits on "
        "any machine.";
    // clang-format off
    m.options.add_options()
        ("set", po::value(&a.set)->value_name("KEY=VALUE"), "give a value that the scenario declares; may repeat")
        ("seed", po::value(&a.seed)->value_name("N"), "seed of all chance, instead of the scenario's")
        ("duration", po::value(&a.duration)->value_name("S"), "simulated seconds, instead of the scenario's")
        ("threads", po::value(&a.threads)->value_name("N"), "worker threads; the digest is the same for every N [1]")
        ("runs", po::value(&a.runs)->value_name("N"), "run N times with a reset between; all digests must agree [1]")
        ("plugin", po::value(&a.plugins)->value_name("PATH"), plugins_first)
        ("csv", po::value(&a.csv)->value_name("DIR"), "write every record, one CSV file a kind, into this folder")
        ("plot", po::value(&a.plot)->value_name("FILE"), "draw truth, contacts and tracks in plan view; FILE ends in .svg")
        ("plot-metric", po::value(&a.metrics)->value_name("WHAT[=FILE]"),
            "draw INSTANCE.METRIC, or a fact of an agent, over simulated time as SVG, or write it as CSV, as FILE ends [WHAT.svg]; "
            "'gnn.*' is all that gnn has; may repeat, and those of one FILE share it; of several runs the first is shown")
        ("geojson", po::value(&a.geojson)->value_name("FILE"), "write the confirmed tracks as GeoJSON; needs the scenario's origin")
        ("kml", po::value(&a.kml)->value_name("FILE"), "write them as KML, to be played in Google Earth")
        ("junit", po::value(&a.junit)->value_name("FILE"), "write what became of the scenario's expectations as JUnit XML")
        ("operator", po::value(&a.operator_script)->value_name("SCRIPT"),
            "play an operator: a Lua file that returns a list of q.at(seconds, { ... }), in place of the scenario's own")
        ("explain", po::value(&a.explain)->value_name("WHAT"),
            "tell why after the run: track:17, picture/track:17, guard:ID or command:NUMBER; may repeat")
        ("log", po::value(&a.log)->value_name("FILE"),
            "append what plugins say and what happens to this file, too; at 10 MB it is rotated, five files are kept")
        ("log-format", po::value(&a.log_format)->value_name("pretty|json"),
            "of --log, else of standard error; json: an object a line [pretty]")
        ("json", "one JSON object on standard output; everything for people goes to standard error")
        ("realtime", po::value(&a.realtime)->value_name("[X]"),
            "hold simulated time to X times the clock of the world [1]; the digest stays. Keys on a terminal: space pauses "
            "and continues, . steps, q stops")
        ("pause", "begin in a pause; keys as with --realtime, or signals: SIGUSR1 continues and pauses, SIGUSR2 steps")
        ("allow-dropped", "records lost at a full output do not fail the run")
        ("restore-at", po::value(&a.restore_at)->value_name("S"),
            "at this simulated time save every instance, load it into a new one and go on; the run is then played again without "
            "that, and another digest is an error that names the first instance to write something else")
        ("check", "check every record against the rules of the ABI, and name the plugin that breaks one")
        ("quiet", "only warnings, errors and the result")
        ("verbose", "debug lines of plugins, too")
        ("help", "this text; with a scenario also the values it declares");
    // clang-format on
    m.alone["realtime"] = "1";
    add_operands(m, po::value(&a.file), 1, takes::scenario);
    m.exits = exits_of({{exit_ok, ""}, {exit_failed, ""}, {exit_usage, ""}, {exit_plugin, ""}, {exit_internal, ""}});
    m.exits.push_back(exit_interrupted);
    m.more = [&a] { return a.file.empty() ? "" : "\n" + a.file + ": " + declared_values(a.file); };
    return m;
}

uint64_t seed_of(const std::string& text) {
    uint64_t n = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (text.empty() || code != std::errc() || end != text.data() + text.size())
        throw usage_error("--seed: expected a whole number from 0 to 18446744073709551615, found '" + text + "'");
    return n;
}

enum class zero { may_be, may_not_be };
qiki_ns nanoseconds(const char* option, double s, zero z) {
    if (!(s >= 0 && s < 9.2e9) || (z == zero::may_not_be && std::llround(s * 1e9) == 0))
        throw usage_error(std::string(option) + ": expected seconds " +
                          (z == zero::may_be ? "from 0 to 9.2e9" : "above 0 and up to 9.2e9") + ", found " +
                          observe::number(s));
    return static_cast<qiki_ns>(std::llround(s * 1e9));
}

// The last tick ends behind the duration then.
void note_uneven(const scenario::scenario& s) {
    if (!s.duration || *s.duration % s.tick == 0) return;
    const auto seconds = [](qiki_ns t) { return observe::number(static_cast<double>(t) * 1e-9); };
    std::cerr << "note: " << s.where.file << ": the duration of " << seconds(*s.duration)
              << " s is no whole number of ticks of " << seconds(s.tick) << " s; the run ends at "
              << seconds((*s.duration / s.tick + 1) * s.tick) << " s\n";
}

scenario::use bridge(const char* plugin, std::string id, const scenario::scenario& s, const char* key,
                     const std::string& v) {
    for (const scenario::use& u : s.uses)
        if (u.id == id) id += ".command-line";
    const scenario::place here{std::string("--") + key, 0};
    scenario::use u;
    u.where_used = scenario::section::bridges;
    u.plugin = plugin;
    u.id = std::move(id);
    u.where = here;
    u.settings.push_back({key, {v, false}, here});
    return u;
}

// The folder goes to a block of the scenario that has none; where there is no such block, to one that writes
// everything.
void add_csv(const std::string& dir, scenario::scenario& s, run::options& o) {
    for (scenario::use& u : s.uses) {
        if (u.plugin != "qiki.bridge.csv") continue;
        if (std::any_of(u.settings.begin(), u.settings.end(), [](const auto& x) { return x.key == "dir"; })) continue;
        u.settings.push_back({"dir", {dir, false}, {"--csv", 0}});
        return;
    }
    o.extra.push_back(bridge("qiki.bridge.csv", "csv", s, "dir", dir));
}

void add_geo(const char* format, const std::string& file, const scenario::scenario& s, run::options& o) {
    if (!s.has_origin)
        throw usage_error(std::string("--") + format + ": expected a scenario with an origin, found none in " +
                          s.where.file + "; say origin = {latitude, longitude, height} in degrees, degrees, m");
    scenario::use u = bridge("qiki.bridge.geo", format, s, format, file);
    u.settings[0].key = "file";
    u.settings.push_back({"format", {std::string(format), false}, u.where});
    u.settings.push_back({"title", {s.name, false}, u.where});
    o.extra.push_back(std::move(u));
}

void check_outputs(const asked& a, const po::variables_map& given, const metric_plots& metrics) {
    std::vector<named_file> files, open;
    if (!a.plot.empty() && std::filesystem::path(a.plot).extension() != ".svg")
        throw usage_error("--plot: expected a file that ends in .svg, found '" + a.plot + "'");
    if (given.count("plot")) files.emplace_back("--plot", a.plot);
    if (given.count("geojson")) files.emplace_back("--geojson", a.geojson);
    if (given.count("kml")) files.emplace_back("--kml", a.kml);
    for (const std::string& f : metrics.files()) files.emplace_back("--plot-metric", f);
    if (!a.junit.empty()) open.emplace_back("--junit", a.junit);
    if (!a.log.empty()) open.emplace_back("--log", a.log);
    if (given.count("csv") && a.csv != "-") check_folder("--csv", a.csv);
    check_files(files, open);
}

// His words make it another run than the script alone.
void play_operator(const std::string& file, const scenario::source& from, scenario::scenario& s) {
    scenario::source script{file, {}, from.library};
    script.print = from.print, script.seed = s.seed;
    s.operator_steps = scenario::read_operator(script);
    if (s.other_values.empty()) s.other_values = "--operator " + file;
}

// What stands under a chart's title.
std::string circumstances(const scenario::scenario& s, uint64_t runs, const char* end) {
    std::string text = s.name.empty() ? "" : s.name + ", ";
    text += "seed " + std::to_string(s.seed) + ", tick " + observe::number(static_cast<double>(s.tick) * 1e-9) + " s";
    if (runs > 1) text += ", run 1 of " + std::to_string(runs);
    return text + end;
}

// Why the run is no success, apart from its expectations; empty: it is one.
std::string failure_of(const scenario::scenario& s, const run::report& r, const run::options& o) {
    for (size_t i = s.runs; i < r.digests.size(); ++i)
        if (r.digests[i] != r.digests[i - s.runs]) return "the runs differ: some plugin's reset() is not a fresh start";
    if (r.restore)
        if (std::string wrong = complaint(*r.restore, r.digest); !wrong.empty()) return wrong;
    if (r.dropped && !s.allow_dropped && !o.allow_dropped)
        return std::to_string(r.dropped) +
               " records were dropped at full outputs; see the table. Let the plugin ask for room (demand), or say "
               "--allow-dropped";
    return {};
}

int verdict(const std::string& failure, const run::report& r) {
    const size_t failed = count(r.verdicts).failed;
    if (!failure.empty()) complain("run", failure);
    if (failed)
        std::cerr << "qiki run: " << failed << " of " << r.verdicts.size()
                  << (r.verdicts.size() == 1 ? " expectation failed\n" : " expectations failed\n");
    if (!failure.empty() || failed) return exit_failed;
    return r.interrupted ? 128 + stop_signal() : exit_ok;
}

pacing_wish wish_of(const asked& a, const po::variables_map& given, bool visible) {
    pacing_wish w;
    if (given.count("realtime")) w.rate = rate_of(a.realtime);
    w.paused = given.count("pause") != 0;
    w.keys = w.paused || w.rate > 0;
    w.visible = visible;
    return w;
}

// Those who wait for the report learn from it, too, that there was no run.
struct junit_report {
    std::unique_ptr<whole_file> file;
    std::string scenario;
    void complete(const junit_suite& s) {
        if (file) file->complete(junit_xml({s}));
    }
    void complete(const std::string& error) {
        complete(junit_suite{scenario, scenario, {{"run", junit_case::result::error, error, "", 0}}, 0});
    }
};

int go(const asked& a, const po::variables_map& given, junit_report& junit) {
    const bool json = given.count("json") != 0;
    explanations why(a.explain);
    metric_plots metrics(a.metrics);
    scenario::source from{a.file, settings_of(a.set), lua_library()};
    from.print = pass_on;
    if (given.count("seed")) from.seed = seed_of(a.seed); // before the script draws
    scenario::scenario s = scenario::read(from);
    if (given.count("duration")) {
        const qiki_ns asked_for = nanoseconds("--duration", a.duration, zero::may_not_be);
        if (s.duration != asked_for && s.other_values.empty())
            s.other_values = "--duration " + observe::number(a.duration);
        s.duration = asked_for;
    }

    note_uneven(s);
    if (!a.operator_script.empty()) play_operator(a.operator_script, from, s);

    load::catalogue plugins(plugin_places(a.plugins));
    plugins.insist();

    run::options o;
    o.threads = static_cast<unsigned>(a.threads);
    o.runs = static_cast<unsigned>(a.runs);
    o.checked = given.count("check") != 0;
    o.allow_dropped = given.count("allow-dropped") != 0;
    if (observe::allocations_counted()) o.allocations = observe::allocations;
    std::vector<std::string> warnings;
    uint64_t warned = 0;
    o.log = [&](std::string_view who, int level, qiki_ns t, uint64_t tick, std::string_view text) {
        log_line(who, level, t, tick, text);
        if (level >= QIKI_LOG_WARN && ++warned <= warnings_told)
            warnings.push_back(std::string(who) + ": " + std::string(text));
    };
    o.event = log_event;
    why.watch(o);
    if (given.count("restore-at")) o.restore_at = nanoseconds("--restore-at", a.restore_at, zero::may_be);
    check_outputs(a, given, metrics);
    if (!a.csv.empty()) add_csv(a.csv, s, o);
    if (!a.plot.empty()) {
        o.extra.push_back(bridge("qiki.bridge.plot", "plot", s, "file", a.plot));
        o.extra.back().settings.push_back({"title", {s.name, false}, o.extra.back().where});
    }

    if (!a.geojson.empty()) add_geo("geojson", a.geojson, s, o);
    if (!a.kml.empty()) add_geo("kml", a.kml, s, o);

    observe::progress bar;
    const bool visible = !given.count("quiet") && (a.log_format == "pretty" || !a.log.empty());
    std::optional<pacing> between_ticks;
    o.before_tick = [&](const std::function<run::progress()>& so_far) { between_ticks->before_tick(so_far); };
    restoring restore;
    if (o.restore_at) restore.watch(s, o);
    auto r = std::make_unique<run::run>(s, plugins, o);
    why.begin(r->names());
    restore.begin(r->names());
    metrics.begin(*r);
    const crash_watch guard;
    listen_to_signals();
    between_ticks.emplace(wish_of(a, given, visible), s.tick, bar);
    run::observer watch;
    if (visible)
        watch = [&](const run::progress& p) { bar.show({p.ticks, p.ticks_total, p.sim_s, p.wall_s, p.tracks, ""}); };
    run::report report;
    const uint64_t runs = uint64_t{o.runs} * s.runs;
    const auto close = [&] { // on another thread; go() stands still in the call that does not end
        for (const std::string& wrong : r->leave()) complain("run", wrong);
        try {
            junit.complete("a call went on for 10 s after the run was asked to end");
        } catch (const run::error& full) { complain("run", full.what()); }
        observe::close_log();
    };
    try {
        const deadline end(deadline::usual, close);
        report = r->go(stop_asked(), watch);
        report.pace = between_ticks->told();
        between_ticks.reset(); // the terminal is a line again
    } catch (...) {
        between_ticks.reset();
        bar.done();
        try {
            metrics.complete(circumstances(s, runs, ", until the run failed"));
        } catch (const run::error& full) { std::cerr << "qiki run: " << full.what() << '\n'; }
        why.tell(json ? std::cerr : std::cout);
        throw;
    }
    bar.done();
    report.warnings = std::move(warnings), report.warned = warned;

    const auto told = [](const char* what, const std::string& path) {
        std::cerr << what << std::filesystem::absolute(path).lexically_normal().string() << '\n';
    };
    if (!a.csv.empty()) told("records: ", a.csv);
    if (!a.plot.empty()) told("picture: ", a.plot);
    if (!a.geojson.empty()) told("tracks:  ", a.geojson);
    if (!a.kml.empty()) told("tracks:  ", a.kml);
    if (!a.junit.empty()) told("expectations: ", a.junit);
    const bool drawn = metrics.complete(circumstances(s, runs, report.interrupted ? ", interrupted" : ""));
    const bool told_all = why.tell(json ? std::cerr : std::cout);
    r.reset();
    if (o.restore_at && !report.interrupted) {
        const deadline end(deadline::usual, [] {});
        restore.compare(s, plugins, o, stop_asked(), watch, report);
        bar.done();
    }
    (json ? std::cerr : std::cout) << summary(s, report) << std::flush;
    if (json) std::cout << summary_json(s, report, static_cast<unsigned>(a.threads)) << std::flush;
    const std::string failure = failure_of(s, report, o);
    junit.complete(junit_of(s, report, failure));
    const int code = verdict(failure, report);
    return code == exit_ok && !(told_all && drawn) ? exit_usage : code;
}

int go(const asked& a, const po::variables_map& given) {
    junit_report junit;
    junit.scenario = a.file;
    if (!a.junit.empty()) junit.file = std::make_unique<whole_file>("--junit", a.junit);
    try {
        return go(a, given, junit);
    } catch (const usage_error&) {
        throw; // nothing was to run
    } catch (const std::exception& e) {
        try {
            junit.complete(std::string(e.what()));
        } catch (const run::error& full) { complain("run", full.what()); }
        throw;
    }
}
} // namespace run_parts

int run(int argc, char** argv) {
    using namespace run_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map& given) {
        if (a.file.empty()) throw usage_error("expected a scenario file; 'qiki run --help' says more");
        if (a.threads < 1 || a.threads > 256)
            throw usage_error("--threads: expected 1 to 256, found " + std::to_string(a.threads));
        if (a.runs < 1 || a.runs > 1'000'000)
            throw usage_error("--runs: expected 1 to 1000000, found " + std::to_string(a.runs));
        if (given.count("realtime")) rate_of(a.realtime); // before anything is opened
        const log_book book(a.log, a.log_format, given.count("quiet") != 0, given.count("verbose") != 0);
        const int code = go(a, given);
        return book.close() || code != exit_ok ? code : exit_failed;
    });
}
} // namespace qiki::cli
