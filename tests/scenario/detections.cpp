// SPDX-License-Identifier: MIT
// tests/scenario/detections.cpp - detections.lua from the files to scored tracks: every set, every run, the trackers.
#include "unit/cli/command.hpp"
#include "unit/trackers/csv.hpp"
#include "unit/trackers/gospa.hpp"
#include <catch2/catch.hpp>
#include <cmath>

using Catch::Matchers::Contains;

namespace {

const std::string sets = QIKI_SHARED_DIR "/data/mtt/";
const std::string scenario = QIKI_SOURCE_DIR "/scripts/lua/scenarios/detections.lua";

outcome run(const command& qiki, const std::string& dir, const std::string& rest) {
    return qiki("run " + scenario + " --quiet --set dir=" + dir + " " + rest);
}

// Root of the mean of GOSPA^2 over runs and scans; c from meta.json.
double gospa(const std::string& dir, const std::string& tracks_csv) {
    const std::string meta = csv::slurp(dir + "/meta.json");
    const double c = csv::json(meta, "gospa_c_m");
    const csv::table truth = csv::read(dir + "/truth.csv.gz"), tracks = csv::read(tracks_csv);
    const auto ms = [](const csv::table& t, size_t i) { return std::llround(t.number(i, "time_s") * 1000); };
    std::map<long long, scoring::set> real;
    for (size_t i = 0; i < truth.rows.size(); ++i)
        real[ms(truth, i)].push_back(
            {static_cast<uint64_t>(truth.number(i, "target_id")), truth.number(i, "x_m"), truth.number(i, "y_m")});
    std::map<int, std::map<long long, scoring::set>> found;
    for (size_t i = 0; i < tracks.rows.size(); ++i)
        found[static_cast<int>(tracks.number(i, "run"))][ms(tracks, i)].push_back(
            {static_cast<uint64_t>(tracks.number(i, "track_id")), tracks.number(i, "x_m"), tracks.number(i, "y_m")});
    CHECK(static_cast<double>(found.size()) == csv::json(meta, "runs", 1));
    double sum = 0, n = 0;
    for (auto& [name, run] : found)
        for (const auto& [t, points] : real) sum += scoring::gospa_of(points, run[t], c).total(), ++n;
    return std::sqrt(sum / n);
}

// Two runs of a radar that sees one target, and nothing in its second and last scans.
void write_small(const command& qiki, const std::string& meta_more = "") {
    std::filesystem::create_directory(qiki.dir / "small");
    qiki.write("small/meta.json",
               R"({"kind": "cartesian", "set": "small", "period_s": 2, "scans": 8, "runs": 2, "pd": 0.9,
 "clutter_density_per_m2": 1e-8, "sigma_xy_m": 1, "q_m2_s3": 0.1, "speed_mps": [1, 20])" +
                   meta_more + "}");
    std::string s = "run,scan,time_s,x_m,y_m\n";
    for (int run : {0, 1})
        for (int k : {0, 2, 3, 4, 5, 6})
            s += std::to_string(run) + "," + std::to_string(k) + "," + std::to_string(2 * k) + "," +
                 std::to_string(100 * run + 20 * k) + ",5\n";
    qiki.write("small/detections.csv", s);
}
} // namespace

TEST_CASE("every set of detections gives the scores that were recorded, and better ones than the reference",
          "[statistics]") {
    struct row {
        const char *set, *tracker;
        double gospa, reference; // 0: the baseline has none
        const char* more = "";
    };
    const row rows[] = {{"mtt4", "jpda", 2.963, 4.516},
                        {"cross12", "jpda", 477.7, 516},
                        {"man20", "jpda", 546.6, 597.1},
                        {"dense100", "jpda", 826.2, 1028},
                        {"mtt4", "gnn", 2.822, 3.7},
                        {"mtt4", "alphabeta", 13.82, 0},
                        {"cross12", "gnn", 481.1, 516},
                        {"cross12", "alphabeta", 2261, 0},
                        {"man20", "gnn", 545.3, 597.1},
                        {"man20", "alphabeta", 1921, 0},
                        {"dense100", "gnn", 826.5, 1028},
                        {"dense100", "alphabeta", 3905, 0},
                        {"man20", "imm", 477.4, 535},
                        {"mtt4", "imm", 2.822, 3.7},
                        {"cross12", "imm", 481.1, 516},
                        {"mtt4", "pmbm", 2.858, 3.7},
                        {"cross12", "pmbm", 497.4, 516},
                        {"man20", "pmbm", 535.1, 597.1},
                        {"dense100", "pmbm", 827.1, 1028},
                        // Joint modes; and what learning makes of clutter that is told wrongly, against not learning.
                        {"man20", "imm", 476.3, 535, " --set association=joint"},
                        {"mtt4", "imm", 2.963, 3.7, " --set association=joint"},
                        {"man20", "gnn", 615.8, 721.2, " --set assume_clutter=0.1 --set learn_clutter=true"},
                        {"man20", "gnn", 563.2, 608, " --set assume_clutter=10 --set learn_clutter=true"},
#ifndef QIKI_SANITIZED // five times the targets of dense100, and no other code
                        {"dense500", "pmbm", 1839, 2649},
                        {"dense500", "gnn", 1969, 2649},
                        {"dense500", "alphabeta", 9927, 0}
#endif
    };
    if (!std::filesystem::exists(sets + "mtt4/meta.json")) {
        WARN("skipped: no sets of detections in " << sets);
        return;
    }
    const command qiki;
    for (const row& r : rows) {
        INFO(r.set << ", " << r.tracker << r.more);
        const outcome o =
            run(qiki, sets + r.set, std::string("--set tracker=qiki.tracker.") + r.tracker + r.more + " --csv records");
        REQUIRE(o.code == 0);
        const double g = gospa(sets + r.set, (qiki.dir / "records/tracks.csv").string());
        CHECK(g == Approx(r.gospa).epsilon(5e-4));
        if (r.reference > 0) CHECK(g < r.reference);
    }
}

TEST_CASE("the runs of a folder begin anew, and their tracks are told apart") {
    const command qiki;
    write_small(qiki);
    const outcome o = run(qiki, "small", "--csv records");
    REQUIRE(o.code == 0);
    const csv::table t = csv::read((qiki.dir / "records/tracks.csv").string());
    std::map<std::string, std::vector<size_t>> by_run;
    for (size_t i = 0; i < t.rows.size(); ++i) by_run[t.text(i, "run")].push_back(i);
    REQUIRE(by_run.size() == 2);
    REQUIRE(by_run["1"].size() == by_run["2"].size());
    REQUIRE(by_run["1"].size() >= 4);
    for (size_t k = 0; k < by_run["1"].size(); ++k) {
        const size_t a = by_run["1"][k], b = by_run["2"][k];
        CHECK(t.text(a, "time_s") == t.text(b, "time_s"));
        CHECK(t.text(a, "track_id") == t.text(b, "track_id")); // nothing was carried over
        CHECK(t.number(b, "x_m") - t.number(a, "x_m") == Approx(100));
        CHECK((t.text(a, "status") == "confirmed" || t.text(a, "status") == "coasting"));
    }
    CHECK(t.text(by_run["1"].back(), "time_s") == "14"); // the last scan is empty, and is a scan all the same
    CHECK(t.text(by_run["1"].back(), "misses") == "1");
    const std::string heading = qiki.read("records/tracks.csv").substr(0, 30);
    CHECK(heading == "run,time_s,track_id,x_m,y_m,z_");
}

TEST_CASE("threads, a restore and a second round give the same digest for all runs together") {
    const command qiki;
    write_small(qiki);
    const std::string digest = run(qiki, "small", "").last();
    CHECK(digest.rfind("digest ", 0) == 0);
    CHECK(run(qiki, "small", "--threads 3").last() == digest);
    CHECK(run(qiki, "small", "--restore-at 7").last() == digest);
    CHECK(run(qiki, "small", "--csv records --check").last() == digest);
    CHECK(run(qiki, "small", "--runs 3").code == 0);
    CHECK(run(qiki, "small", "--set tracker=qiki.tracker.alphabeta").last() != digest);
}

TEST_CASE("what is missing in a folder is said with its file") {
    const command qiki;
    write_small(qiki);
    CHECK_THAT(run(qiki, "nowhere", "").err, Contains("there is no file \"nowhere/meta.json\""));
    CHECK_THAT(run(qiki, "small", "--set tracker=qiki.tracker.gn").err, Contains("qiki.tracker.gnn"));
    write_small(qiki, ", \"pd\": 0.5");
    CHECK_THAT(run(qiki, "small", "").err, Contains("small/meta.json:2: expected each key once"));
    write_small(qiki);
    qiki.write("small/meta.json", "{\"kind\": \"polar\", \"period_s\": 4}");
    CHECK_THAT(run(qiki, "small", "").err,
               Contains("small/meta.json: pd: expected a number above 0 and not above 1, found nothing"));
    write_small(qiki);
    qiki.write("small/detections.csv", "run,scan,time_s,x_m,y_m\n0,0,0,1,1\n0,1,2,1,one\n");
    const outcome o = run(qiki, "small", "--csv records");
    CHECK(o.code != 0);
    CHECK_THAT(o.err, Contains("detections.csv:3: column 'y_m': expected a number, found 'one'"));
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "records/tracks.csv"));
    write_small(qiki);
    qiki.write("small/detections.csv", "run,scan,time_s,x_m,y_m\n0,0,0,1,1\n");
    CHECK_THAT(run(qiki, "small", "").err, Contains("expected run 1 (counted from 0), found 1"));
}
