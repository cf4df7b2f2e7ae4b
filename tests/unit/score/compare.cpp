// SPDX-License-Identifier: MIT
// tests/unit/score/compare.cpp - qiki compare: its pairs, its tests, its refusals, its files.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;

namespace {
const std::string crossing = QIKI_SOURCE_DIR "/scripts/lua/scenarios/crossing.lua";

nlohmann::json compared(const command& qiki, const std::string& rest, int code = 0) {
    const outcome o = qiki("compare " + rest + " --json");
    INFO(o.err);
    REQUIRE(o.code == code);
    return nlohmann::json::parse(o.out);
}
std::string refused_comparison(const std::string& rest) {
    const command qiki;
    const outcome o = qiki("compare " + rest);
    CHECK(o.code == 2);
    CHECK(o.out.empty());
    return o.err;
}
} // namespace

TEST_CASE("two trackers of one scenario, seed by seed: marks as qiki score has them, differences of pairs") {
    const command qiki;
    const nlohmann::json j =
        compared(qiki, crossing + " --c 1000 --seeds 1..3 --duration 60 --jobs 2 --marks gospa,idsw,tgospa.all");
    CHECK(j["ok"] == true);
    CHECK(j["reference"] == "gnn");
    REQUIRE(j["contenders"].size() == 2);
    const nlohmann::json &a = j["contenders"][0]["marks"]["gospa"], &b = j["contenders"][1]["marks"]["gospa"];
    REQUIRE(a["values"].size() == 3);
    const outcome run = qiki("run " + crossing + " --quiet --seed 2 --duration 60 --csv records");
    REQUIRE(run.code == 0);
    const outcome score =
        qiki("score records/tracks.csv --truth records/truth.csv --c 1000 --writer 14 --trajectory --json");
    CHECK(j["contenders"][0]["marks"]["tgospa.all"]["values"][1] == nlohmann::json::parse(score.out)["tgospa"]["all"]);
    CHECK(a["values"][1] == nlohmann::json::parse(score.out)["gospa"]);
    double mean = 0;
    for (size_t i = 0; i < 3; ++i) mean += (b["values"][i].get<double>() - a["values"][i].get<double>()) / 3;
    CHECK(b["difference"]["mean"].get<double>() == Approx(mean).epsilon(1e-12));
    CHECK(b["difference"]["significant"] == (b["difference"]["p_holm"].get<double>() < 0.05));
    CHECK(a["difference"].is_null());
    CHECK(j["other_contacts"].empty());
}

TEST_CASE("the result does not depend on how many run at a time, and a tracker against itself differs by nothing") {
    const command qiki;
    const std::string rest =
        crossing + " --c 1000 --seeds 4,9 --duration 80 --trackers gnn,qiki.tracker.gnn --marks gospa,loc";
    const nlohmann::json one = compared(qiki, rest + " --jobs 1"), four = compared(qiki, rest + " --jobs 4");
    CHECK(one == four);
    const nlohmann::json& d = one["contenders"][1]["marks"]["gospa"]["difference"];
    CHECK(d["mean"] == 0);
    CHECK(d["p"] == 1);
    CHECK(d["significant"] == false);
    CHECK(one["seeds"] == nlohmann::json({4, 9}));
}

TEST_CASE("a varied value makes a curve, and changed contacts are said") {
    const command qiki;
    const outcome o =
        qiki("compare " + crossing +
             " --trackers gnn --vary pd=0.5,0.9 --c 1000 --seeds 1,2 --duration 80 --marks gospa --plot p.svg "
             "--junit r.xml --against pd=0.9");
    INFO(o.err);
    REQUIRE(o.code == 0);
    CHECK_THAT(o.out, Contains("pd=0.5") && Contains("pd=0.9") && Contains("difference: from pd=0.9"));
    CHECK_THAT(o.err, Contains("not those of the first"));
    CHECK_THAT(qiki.read("p.svg"),
               Contains("Marks over pd") && Contains("</svg>") && Contains("stroke-opacity='0.45'"));
    CHECK_THAT(qiki.read("r.xml"), Contains("testsuite") && Contains("gospa"));
}

TEST_CASE("a tracker that the scenario does not run is put in, what fails is named and the others are compared") {
    const command qiki;
    const nlohmann::json j = compared(
        qiki, crossing + " --trackers gnn,org.example.nobody --c 1000 --seeds 1 --duration 40 --marks gospa", 1);
    CHECK(j["ok"] == false);
    REQUIRE(j["failed"].size() == 1);
    CHECK_THAT(j["failed"][0]["why"].get<std::string>(), Contains("org.example.nobody"));
    CHECK(j["contenders"][0]["marks"]["gospa"]["n"] == 1);
    CHECK(j["contenders"][1]["marks"]["gospa"]["mean"].is_null());
}

TEST_CASE("what a tracker tells of itself is a mark, too, and one that none tells is said") {
    const command qiki;
    const outcome o =
        qiki("compare " + crossing + " --c 1000 --seeds 1,2 --duration 80 --marks metric.nis,metric.nis.plot --json");
    INFO(o.err);
    REQUIRE(o.code == 0);
    CHECK_THAT(o.err, Contains("no tracker told metric.nis.plot; did you mean \"metric.nis.plots\"?"));
    const nlohmann::json j = nlohmann::json::parse(o.out);
    const outcome run = qiki("run " + crossing + " --json --quiet --seed 2 --duration 80");
    REQUIRE(run.code != 2);
    const nlohmann::json told = nlohmann::json::parse(run.out)["metrics"]["gnn"]["nis"];
    REQUIRE(told.is_number());
    CHECK(j["contenders"][0]["marks"]["metric.nis"]["values"][1] == told);
    CHECK(j["contenders"][1]["marks"]["metric.nis"]["n"] == 0); // the baseline has no covariances
    CHECK(j["contenders"][0]["marks"]["metric.nis.plot"]["mean"].is_null());
}

TEST_CASE("a comparison that is wrong is refused before anything runs") {
    CHECK_THAT(refused_comparison(""), Contains("expected a scenario file"));
    CHECK_THAT(refused_comparison(crossing), Contains("expected --c METRES"));
    CHECK_THAT(refused_comparison("nothing.lua --c 5"), Contains("nothing.lua: no such file"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --seeds 5..1"), Contains("runs backwards"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --seeds 1..x"), Contains("--seeds: expected numbers"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --seeds 1,1"), Contains("1 is there twice"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --seeds 0..99999999999"), Contains("up to 100000 seeds"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --vary cluter=1,2"),
               Contains("declares no value \"cluter\"; did you mean \"clutter\"?"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --vary clutter=1,2 --set clutter=3"),
               Contains("--set and --vary both give 'clutter'"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --vary pd=0.5,0.9 --vary pd=0.7,0.8"),
               Contains("--vary gives 'pd' twice"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --set clutter"),
               Contains("--set: expected KEY=VALUE, found 'clutter'"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --vary clutter"), Contains("--vary: expected KEY=V1,V2"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --trackers gn"),
               Contains("runs no tracker \"gn\"; did you mean \"gnn\"?"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --marks gopsa"), Contains("did you mean \"gospa\"?"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --marks gospa --gamma 2"),
               Contains("--gamma is for trajectory GOSPA"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --marks metric."), Contains("no mark 'metric.'"));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --against nobody"), Contains("they are \"gnn\", \"alphabeta\""));
    CHECK_THAT(refused_comparison(crossing + " --c 5 --set nothing=1"), Contains("declares no value \"nothing\""));
}

TEST_CASE("recorded runs of a scenario are samples of their own") {
    const command qiki;
    std::filesystem::create_directories(qiki.dir / "set");
    qiki.write("set/meta.json", "{\"kind\":\"cartesian\",\"period_s\":1,\"scans\":6,\"pd\":0.9,\"sigma_xy_m\":1,"
                                "\"q_m2_s3\":0.01,\"clutter_density_per_m2\":1e-6,\"runs\":2}");
    std::string detections = "run,scan,time_s,x_m,y_m\n";
    for (int run = 0; run < 2; ++run)
        for (int k = 0; k < 6; ++k)
            detections += std::to_string(run) + "," + std::to_string(k) + "," + std::to_string(k) + "," +
                          std::to_string(10 * k + run) + "," + std::to_string(run * (k % 2)) + "\n";
    qiki.write("set/detections.csv", detections);
    std::string truth = "time_s,target_id,x_m,y_m\n";
    for (int k = 0; k < 6; ++k) truth += std::to_string(k) + ",A," + std::to_string(10 * k) + ",0\n";
    qiki.write("truth.csv", truth);
    const nlohmann::json j = compared(
        qiki, QIKI_SOURCE_DIR "/scripts/lua/scenarios/detections.lua --set dir=" + (qiki.dir / "set").string() +
                  " --truth truth.csv --c 10 --vary assume_r=0.5,1,2 --marks gospa,rec,metric.nis");
    REQUIRE(j["contenders"].size() == 3);
    for (const auto& c : j["contenders"]) CHECK(c["marks"]["gospa"]["n"] == 2);
    CHECK(j["contenders"][1]["label"] == "assume_r=1");
    // What the tracker tells of itself is of each run, too; the last value of run 1 is not that of run 2.
    const std::string run = "run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/detections.lua --json --quiet --set dir=" +
                            (qiki.dir / "set").string();
    const nlohmann::json by_run = nlohmann::json::parse(qiki(run).out)["metrics_by_run"]["picture"]["nis"];
    REQUIRE(by_run.size() == 2);
    CHECK(by_run[0] != by_run[1]);
    CHECK(nlohmann::json::parse(qiki(run).out)["metrics"]["picture"]["nis"] == by_run[1]);
    CHECK(j["contenders"][1]["marks"]["metric.nis"]["values"] == by_run);
}
