// SPDX-License-Identifier: MIT
// host/cli/score.cpp - qiki score: tracks against the truth, as numbers, as JSON and as a picture over time.
#include "score/score.hpp"
#include "host/cli/command_line.hpp"
#include "host/cli/places.hpp"
#include "host/cli/score_files.hpp"
#include "host/cli/terminal.hpp"
#include "host/cli/whole_file.hpp"
#include "host/observe/chart.hpp"
#include "host/observe/table.hpp"
#include "score/table.hpp"
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace score_parts {

namespace po = boost::program_options;

struct asked {
    std::string tracks, truth, svg, writer;
    double c = 0;
    int p = 2;
    int64_t run = 0;
    bool json = false, all_tracks = false, in_space = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "score", m.synopsis = "TRACKS.csv --truth TRUTH.csv --c METRES [options]";
    m.about =
        "Says how good tracks are. Both files have headings and may be packed by gzip. TRACKS has time_s, track_id, "
        "x_m, y_m and may have run, status and writer: 'qiki run --csv DIR' writes DIR/tracks.csv and "
        "DIR/truth.csv. Each instant of the truth is scored, in every run that TRACKS has; a track counts where "
        "it has a row at that time, to 1 ms.";
    // clang-format off
    m.options.add_options()
        ("truth", po::value(&a.truth)->value_name("TRUTH.csv"), "where the targets were: time_s, target_id (or entity), x_m, y_m")
        ("c", po::value(&a.c)->value_name("METRES"), "cut-off of GOSPA and OSPA: a pair farther apart is a miss and a false track")
        ("p", po::value(&a.p)->value_name("1|2"), "order of GOSPA and OSPA [2]")
        ("run", po::value(&a.run)->value_name("N"), "score this run of the file alone")
        ("writer", po::value(&a.writer)->value_name("N"), "only rows with this value in the column writer, where several trackers are in one file")
        ("tentative", po::bool_switch(&a.all_tracks), "score tentative tracks, too (by the column status)")
        ("3d", po::bool_switch(&a.in_space), "distances with z_m, instead of in plan view")
        ("svg", po::value(&a.svg)->value_name("FILE"), "draw GOSPA, its parts and the number of tracks over time")
        ("json", po::bool_switch(&a.json), "one JSON object on standard output")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.tracks), 1, takes::file);
    m.examples = {{"qiki score out/tracks.csv --truth out/truth.csv --c 500", ""},
                  {"qiki score tracks.csv.gz --truth truth.csv.gz --c 10 --json", ""},
                  {"qiki score out/tracks.csv --truth out/truth.csv --c 500 --writer 14 --svg gospa.svg", ""}};
    m.exits = exits_of({{exit_ok, "scored"},
                        {exit_failed, "an output cannot be written to its end"},
                        {exit_usage, "wrong usage, or a file is wrong"},
                        {exit_internal, ""}});
    return m;
}

struct moment {
    double t = 0, gospa2 = 0, location2 = 0, missed2 = 0, wrong2 = 0, truths = 0, estimates = 0;
};

struct scored {
    score::marks marks;
    std::vector<moment> over_time; // means over the runs
    size_t idle = 0;               // rows of tracks at times without truth
};

const std::vector<score::labelled>* at(const instants& all, int64_t ms) {
    for (const int64_t near : {ms, ms - 1, ms + 1})
        if (const auto found = all.find(near); found != all.end()) return &found->second;
    return nullptr;
}

scored judge(const positions& truth, const positions& tracks, const asked& a) {
    static const instants nothing;
    const std::vector<score::labelled> nobody;
    score::scorer s(a.c, a.p);
    scored out;
    const auto one_truth = [&](int64_t run) -> const instants& {
        if (!truth.has_run) return truth.runs.empty() ? nothing : truth.runs.begin()->second;
        const auto found = truth.runs.find(run);
        if (found == truth.runs.end() && truth.runs.size() == 1) return truth.runs.begin()->second;
        if (found == truth.runs.end())
            throw score::bad_table(a.truth + ": has no run " + std::to_string(run) + ", which the tracks have");
        return found->second;
    };
    // One side with several runs and the other without the column: nobody knows which run the rows are of.
    const auto mixed = [](const std::string& without, const std::string& with, size_t runs) {
        throw score::bad_table(without + ": expected a column run, as " + with + " has " + std::to_string(runs) +
                               " runs; found none. Add it, or keep one run of " + with);
    };
    if (truth.has_run && !tracks.has_run && truth.runs.size() > 1) mixed(a.tracks, a.truth, truth.runs.size());
    std::vector<int64_t> runs;
    for (const auto& [run, rows] : tracks.runs) runs.push_back(run);
    if (runs.empty()) runs.push_back(0);
    bool met = false;
    for (const int64_t run : runs) {
        const auto found = tracks.runs.find(run);
        const instants& estimates = found == tracks.runs.end() ? nothing : found->second;
        const instants& targets = one_truth(run);
        s.begin_run();
        size_t k = 0, used = 0;
        for (const auto& [ms, bodies] : targets) {
            const std::vector<score::labelled>* const e = at(estimates, ms);
            met |= e != nullptr, used += e ? e->size() : 0;
            const double t = static_cast<double>(ms) / 1000;
            const score::set_distance& d = s.step(t, bodies, e ? *e : nobody);
            if (out.over_time.size() <= k) out.over_time.push_back({.t = t});
            moment& m = out.over_time[k++];
            m.gospa2 += d.location + d.missed + d.wrong, m.location2 += d.location, m.missed2 += d.missed;
            m.wrong2 += d.wrong, m.truths += static_cast<double>(d.truths),
                m.estimates += static_cast<double>(d.estimates);
        }
        size_t rows = 0;
        for (const auto& [ms, e] : estimates) rows += e.size();
        out.idle += rows - std::min(rows, used);
    }
    if (!met && !tracks.runs.empty()) {
        const auto& first = *tracks.runs.begin()->second.begin();
        const instants& t = one_truth(runs.front());
        throw score::bad_table(a.tracks + ": no row is at a time of " + a.truth + " (the tracks begin at " +
                               observe::number(static_cast<double>(first.first) / 1000) + " s, the truth " +
                               (t.empty()
                                    ? std::string("is empty)")
                                    : "at " + observe::number(static_cast<double>(t.begin()->first) / 1000) + " s)") +
                               "; tracks are scored at the times of the truth, to 1 ms");
    }
    for (moment& m : out.over_time)
        for (double moment::*part : {&moment::gospa2, &moment::location2, &moment::missed2, &moment::wrong2,
                                     &moment::truths, &moment::estimates})
            m.*part /= static_cast<double>(runs.size());
    out.marks = s.result();
    return out;
}

struct shown {
    const char *key, *unit, *help;
    std::optional<double> value;
};

// In the order of the table; keys as the JSON has them.
std::vector<shown> rows_of(const score::marks& m) {
    return {{"gospa", "m", "root mean of GOSPA^p over instants and runs", m.gospa},
            {"loc", "m", "its part of position errors", m.location},
            {"missed", "m", "its part of targets without a track", m.missed},
            {"false", "m", "its part of tracks without a target", m.wrong},
            {"ospa", "m", "mean of OSPA", m.ospa},
            {"rmse", "m", "root mean square distance of GOSPA's pairs", m.rmse},
            {"idsw", "", "identity switches a run (CLEAR-MOT)", m.switches},
            {"frag", "", "targets lost and found again, a run", m.fragments},
            {"card_abs", "", "mean of |tracks - targets|", m.count_error},
            {"card_bias", "", "mean of tracks - targets", m.count_bias},
            {"late", "scans", "from a target's first scan to its first match", m.late},
            {"late_s", "s", "the same as time", m.late_s},
            {"rec", "", "matched / true positions", m.recall},
            {"prec", "", "matched / estimated positions", m.precision},
            {"purity", "", "instants of each track with its main target", m.purity},
            {"completeness", "", "instants of a target with its longest track", m.completeness},
            {"fragmentation", "", "tracks a target; best 1", m.fragmentation},
            {"swaps", "", "a track goes over to another target, a run", m.swaps},
            {"false_tracks", "", "tracks that never had a target, a run", m.false_tracks}};
}

std::string table(const score::marks& m, const asked& a) {
    observe::table t({"score", ">value", "unit", "meaning"});
    for (const shown& r : rows_of(m)) t.row({r.key, r.value ? observe::number(*r.value) : "no data", r.unit, r.help});
    return t.text() + "\n" + std::to_string(m.runs) + (m.runs == 1 ? " run, " : " runs, ") +
           std::to_string(m.runs ? m.times / m.runs : 0) + " instants a run, p = " + std::to_string(a.p) +
           ", c = " + observe::number(a.c) + " m\n";
}

std::string json(const score::marks& m, const asked& a) {
    nlohmann::ordered_json j;
    for (const shown& r : rows_of(m)) j[r.key] = r.value ? nlohmann::ordered_json(*r.value) : nlohmann::ordered_json();
    j["runs"] = m.runs;
    j["times"] = m.runs ? m.times / m.runs : 0;
    j["c"] = a.c;
    j["p"] = a.p;
    return j.dump() + "\n";
}

std::string picture(const scored& s, const asked& a) {
    const auto root = [&](double v) { return a.p == 2 ? std::sqrt(v) : v; };
    observe::chart c;
    c.title = "GOSPA over time";
    c.note = a.tracks + " against " + a.truth + ", p = " + std::to_string(a.p) + ", c = " + observe::number(a.c) +
             " m, " + std::to_string(s.marks.runs) + (s.marks.runs == 1 ? " run" : " runs, root mean");
    c.x_title = "time [s]";
    c.panels = {{"distance", "m", {{"GOSPA", {}}, {"location", {}}, {"missed", {}}, {"false", {}}}},
                {"targets and tracks", "", {{"targets", {}, true}, {"tracks", {}, true}}}};
    for (const moment& m : s.over_time) {
        std::vector<observe::line>& d = c.panels[0].lines;
        d[0].points.emplace_back(m.t, root(m.gospa2)), d[1].points.emplace_back(m.t, root(m.location2));
        d[2].points.emplace_back(m.t, root(m.missed2)), d[3].points.emplace_back(m.t, root(m.wrong2));
        c.panels[1].lines[0].points.emplace_back(m.t, m.truths);
        c.panels[1].lines[1].points.emplace_back(m.t, m.estimates);
    }
    return observe::svg(c);
}

int go(const asked& a, bool one_run) {
    std::optional<whole_file> svg;
    if (!a.svg.empty()) svg.emplace("--svg", a.svg);
    const std::optional<std::string> writer = a.writer.empty() ? std::nullopt : std::optional(a.writer);
    const positions truth =
        read_positions({a.truth, {"target_id", "entity", "truth_id", "id"}, std::nullopt, false, false, a.in_space});
    positions tracks = read_positions({a.tracks, {"track_id", "id"}, writer, true, !a.all_tracks, a.in_space});
    if (truth.runs.empty()) throw score::bad_table(a.truth + ": expected rows behind the headings, found none");
    if (one_run) {
        if (!tracks.runs.contains(a.run))
            throw score::bad_table(a.tracks + ": has no run " + std::to_string(a.run) +
                                   (tracks.runs.empty()
                                        ? ", nor any other"
                                        : "; its runs are " + std::to_string(tracks.runs.begin()->first) + " to " +
                                              std::to_string(tracks.runs.rbegin()->first)));
        std::erase_if(tracks.runs, [&](const auto& r) { return r.first != a.run; });
    }
    const scored s = judge(truth, tracks, a);
    if (tracks.left_out)
        std::cerr << "left out: " << tracks.left_out
                  << " rows of tentative and ended tracks (--tentative scores them)\n";
    if (s.idle) std::cerr << "left out: " << s.idle << " rows of tracks at times that the truth does not have\n";
    if (tracks.runs.empty()) std::cerr << "note: " << a.tracks << " has no track to score; everything is missed\n";
    std::cout << (a.json ? json(s.marks, a) : table(s.marks, a)) << std::flush;
    if (svg) {
        svg->complete(picture(s, a));
        std::cerr << "picture: " << a.svg << '\n';
    }
    return exit_ok;
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
        if (!given.count("c")) throw usage_error("expected --c METRES, the cut-off distance");
        if (!(a.c > 0 && a.c < 1e9))
            throw usage_error("--c: expected metres above 0 and below 1e9, found " + observe::number(a.c));
        if (a.p != 1 && a.p != 2) throw usage_error("--p: expected 1 or 2, found " + std::to_string(a.p));
        try {
            return go(a, given.count("run") != 0);
        } catch (const score::bad_table& e) { return refused(e); } catch (const std::length_error& e) {
            return refused(e);
        }
    });
}
} // namespace qiki::cli
