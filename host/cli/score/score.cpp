// SPDX-License-Identifier: MIT
// host/cli/score/score.cpp - qiki score: tracks against the truth, as numbers, as JSON and as a picture over time.
#include "host/cli/score/model.hpp"
#include "host/cli/score/options.hpp"
#include "host/cli/score/report.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/observe/table.hpp"
#include "score/table.hpp"
#include <iostream>

namespace qiki::cli {
namespace score_parts {

namespace po = boost::program_options;

struct asked {
    std::string tracks, truth, svg, writer;
    score_options how;
    int64_t run = 0;
    unsigned each_run = 0;
    bool json = false, all_tracks = false, in_space = false, trajectory = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "score", m.synopsis = "TRACKS.csv --truth TRUTH.csv --c METRES [options]";
    m.about =
        "Says how good tracks are. Both files have headings and may be packed by gzip. TRACKS has time_s, track_id, "
        "x_m, y_m and may have run, status, writer, velocities, variances and codes: 'qiki run --csv DIR' writes "
        "DIR/tracks.csv and DIR/truth.csv. Each instant of the truth is scored, in every run that TRUTH or TRACKS has; "
        "a track counts where it has a row at that time, to 1 ms, and a run without a track is missed whole.\n\nGOSPA, "
        "CLEAR-MOT, SIAP, NEES and, where TRACKS has nis, "
        "NIS with their bands, errors by "
        "phase of motion; with --trajectory trajectory GOSPA, with --model the errors over the "
        "posterior Cramer-Rao bound, with --atc the requirements of air traffic control.";
    // clang-format off
    m.options.add_options()
        ("truth", po::value(&a.truth)->value_name("TRUTH.csv"), "where the targets were: time_s, target_id (or entity), x_m, y_m")
        ("run", po::value(&a.run)->value_name("N"), "score this run of the file alone")
        ("each-run", po::value(&a.each_run)->value_name("N"), "with --json: an object a line for each of the file's N runs, from the first, "
            "also for those without a track")
        ("writer", po::value(&a.writer)->value_name("N"), "only rows with this value in the column writer, where several trackers are in one file")
        ("tentative", po::bool_switch(&a.all_tracks), "score tentative tracks, too (by the column status)")
        ("trajectory", po::bool_switch(&a.trajectory), "trajectory GOSPA, too: it may take seconds a run where tracks are many and near; --gamma asks for it as well")
        ("3d", po::bool_switch(&a.in_space), "distances with z_m, instead of in plan view")
        ("svg", po::value(&a.svg)->value_name("FILE"), "draw GOSPA, its parts, the number of tracks, NEES and bound over time")
        ("json", po::bool_switch(&a.json), "one JSON object on standard output");
    // clang-format on
    a.how.add_to(m.options);
    m.options.add_options()("help", "this text");
    add_operands(m, po::value(&a.tracks), 1, takes::file);
    m.examples = {{"qiki score out/tracks.csv --truth out/truth.csv --c 500", ""},
                  {"qiki score tracks.csv.gz --truth truth.csv.gz --c 10 --json", ""},
                  {"qiki score out/tracks.csv --truth out/truth.csv --c 500 --writer 14 --svg gospa.svg", ""},
                  {"qiki score out/tracks.csv --truth truth.csv.gz --c 1000 --model meta.json", ""},
                  {"qiki score out/tracks.csv --truth out/truth.csv --c 3000 --atc ed142-tma", ""}};
    m.exits = exits_of({{exit_ok, "scored"},
                        {exit_failed, "a requirement of --atc failed, or an output cannot be written"},
                        {exit_usage, "wrong usage, or a file is wrong"},
                        {exit_internal, ""}});
    return m;
}

// Runs are numbered from 0 or, as qiki.bridge.csv does, from 1.
int each_run(const positions& truth, positions& tracks, judging how, unsigned runs) {
    const bool from_0 = tracks.runs.contains(0) || (truth.runs.size() > 1 && truth.runs.contains(0));
    const int64_t first = tracks.has_run && !from_0 ? 1 : 0;
    if (!tracks.runs.empty() && tracks.runs.rbegin()->first >= first + static_cast<int64_t>(runs))
        throw score::bad_table(how.tracks + ": expected " + std::to_string(runs) + " runs from " +
                               std::to_string(first) + " on, found run " + std::to_string(tracks.runs.rbegin()->first));
    for (int64_t run = first; run < first + static_cast<int64_t>(runs); ++run) {
        positions one;
        one.has_run = tracks.has_run;
        one.runs[run] = std::move(tracks.runs[run]);
        how.run = run;
        std::cout << score_json(judge(truth, one, how), how);
    }
    std::cout << std::flush;
    return exit_ok;
}

int go(const asked& a, bool one_run) {
    std::optional<whole_file> svg;
    if (!a.svg.empty()) svg.emplace("--svg", a.svg);
    judging how = a.how.judging_of(a.tracks, a.truth);
    how.trajectory |= a.trajectory;
    const std::optional<std::string> writer = a.writer.empty() ? std::nullopt : std::optional(a.writer);
    const positions truth = read_positions(truth_reading(a.truth, a.in_space));
    reading of_tracks{a.tracks, {"track_id", "id"}, writer, true, !a.all_tracks, a.in_space};
    of_tracks.may_be_none = a.each_run > 0;
    positions tracks = read_positions(of_tracks);
    if (truth.runs.empty()) throw score::bad_table(a.truth + ": expected rows behind the headings, found none");
    if (one_run) {
        const bool true_run = truth.runs.size() > 1 && truth.runs.contains(a.run);
        if (!tracks.runs.contains(a.run) && !true_run)
            throw score::bad_table(a.tracks + ": has no run " + std::to_string(a.run) +
                                   (tracks.runs.empty()
                                        ? ", nor any other"
                                        : "; its runs are " + std::to_string(tracks.runs.begin()->first) + " to " +
                                              std::to_string(tracks.runs.rbegin()->first)));
        std::erase_if(tracks.runs, [&](const auto& r) { return r.first != a.run; });
        how.run = a.run;
    }
    if (a.each_run) return each_run(truth, tracks, how, a.each_run);
    const judged_tracks s = judge(truth, tracks, how);
    if (tracks.left_out)
        std::cerr << "left out: " << tracks.left_out
                  << " rows of tentative and ended tracks (--tentative scores them)\n";
    if (s.idle) std::cerr << "left out: " << s.idle << " rows of tracks at times that the truth does not have\n";
    if (tracks.runs.empty()) std::cerr << "note: " << a.tracks << " has no track to score; everything is missed\n";
    else if (s.blank)
        std::cerr << "note: " << a.tracks << " has no track to score in " << s.blank << " of " << s.marks.runs
                  << " runs; everything is missed there (--run N scores one run alone)\n";
    if (s.nees.refused)
        std::cerr << "note: " << s.nees.refused << " covariances are not positive definite; NEES passes them over\n";
    if (how.trajectory && !s.trajectory.left_out.empty()) std::cerr << "note: " << s.trajectory.left_out << '\n';
    std::cout << (a.json ? score_json(s, how) : score_table(s, how)) << std::flush;
    if (svg) {
        svg->complete(score_picture(s, how));
        std::cerr << "picture: " << a.svg << '\n';
    }
    size_t failed = 0;
    for (const score::atc_result& r : s.atc) failed += r.passed && !*r.passed;
    if (!failed) return exit_ok;
    complain("score", std::to_string(failed) + " of " + std::to_string(s.atc.size()) + " requirements of " +
                          how.atc->name + " failed");
    return exit_failed;
}
} // namespace score_parts

int score(int argc, char** argv) {
    using namespace score_parts;
    asked a;
    const auto refused = [](const std::exception& e) {
        complain("score", e.what());
        return exit_usage;
    };
    return perform(about(a), argc, argv, [&](const po::variables_map& given) {
        if (a.tracks.empty()) throw usage_error("expected a file of tracks; 'qiki score --help' says more");
        if (a.truth.empty()) throw usage_error("expected --truth TRUTH.csv");
        a.how.check(given);
        if (given.count("each-run") &&
            (!a.json || a.each_run < 1 || a.each_run > 1'000'000 || !a.svg.empty() || given.count("run")))
            throw usage_error("--each-run: expected 1 to 1000000, with --json and without --run and --svg");
        try {
            return go(a, given.count("run") != 0);
        } catch (const score::bad_table& e) { return refused(e); } catch (const std::length_error& e) {
            return refused(e);
        }
    });
}
} // namespace qiki::cli
