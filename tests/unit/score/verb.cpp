// SPDX-License-Identifier: MIT
// tests/unit/score/verb.cpp - qiki score: its files, its errors, its JSON and its picture.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <zlib.h>

using Catch::Matchers::Contains;

namespace {

const std::string truth =
    "time_s,target_id,x_m,y_m\n0,A,0,0\n0,B,100,0\n1,A,0,0\n1,B,100,0\n2,A,0,0\n2,B,100,0\n3,A,0,0\n3,B,100,0\n";
const std::string tracks =
    "time_s,track_id,x_m,y_m\n0,a,0,0\n0,b,100,0\n1,b,100,0\n1,a,0,1\n2,b,103,0\n3,b,0,0\n3,c,100,4\n";

nlohmann::json scored(const command& qiki, const std::string& rest) {
    const outcome o = qiki("score tracks.csv --truth truth.csv --json " + rest);
    INFO(o.err);
    REQUIRE(o.code == 0);
    return nlohmann::json::parse(o.out);
}

std::string refused(const std::string& track_text, const std::string& truth_text = truth,
                    const std::string& more = "") {
    const command qiki;
    qiki.write("tracks.csv", track_text);
    qiki.write("truth.csv", truth_text);
    const outcome o = qiki("score tracks.csv --truth truth.csv --c 5 --svg out.svg " + more);
    CHECK(o.code == 2);
    CHECK(o.out.empty());
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "out.svg"));
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "out.svg.part"));
    return o.err;
}
} // namespace

TEST_CASE("qiki score gives the marks of a case worked by hand") {
    const command qiki;
    qiki.write("truth.csv", truth);
    qiki.write("tracks.csv", tracks);
    const nlohmann::json j = scored(qiki, "--c 5");
    CHECK(j["idsw"] == 2);
    CHECK(j["frag"] == 1);
    CHECK(j["rec"] == 7.0 / 8);
    CHECK(j["prec"] == 1);
    CHECK(j["gospa"].get<double>() == Approx(std::sqrt((0 + 1 + (9 + 12.5) + 16) / 4)));
    CHECK(j["runs"] == 1);
    CHECK(j["times"] == 4);
    CHECK(j["c"] == 5);
    const outcome o = qiki("score tracks.csv --truth truth.csv --c 5 --svg marks.svg");
    CHECK_THAT(o.out, Contains("gospa") && Contains("identity switches a run") && Contains("1 run, 4 instants a run"));
    CHECK_THAT(qiki.read("marks.svg"), Contains("GOSPA over time") && Contains("</svg>"));
}

TEST_CASE("columns stand in any order, files may be packed, quoted, of another system or with a byte order mark") {
    const command qiki;
    qiki.write("tracks.csv", "\xEF\xBB\xBFy_m;x_m;track_id;time_s\r\n0;0;\"a\";0\r\n0;100;\"b\";0\r\n");
    const std::string text = "time_s,target_id,x_m,y_m\n0,A,0,0\n0,B,100,0\n";
    const gzFile f = gzopen((qiki.dir / "truth.csv").c_str(), "wb");
    gzwrite(f, text.data(), static_cast<unsigned>(text.size()));
    gzclose(f);
    CHECK(scored(qiki, "--c 5")["gospa"] == 0);
}

TEST_CASE("every run of the tracks is scored, one alone on request, and tentative tracks and other writers stay out") {
    const command qiki;
    qiki.write("truth.csv", "time_s,entity,x_m,y_m\n0,1,0,0\n");
    qiki.write("tracks.csv",
               "run,time_s,track_id,x_m,y_m,status,writer\n0,0,1,0,0,confirmed,5\n1,0,1,0,0,confirmed,5\n"
               "1,0,2,3,3,tentative,5\n1,0,9,9,9,ended,5\n1,0,3,50,50,coasting,5\n1,0,3,50,50,confirmed,6\n");
    const outcome several = qiki("score tracks.csv --truth truth.csv --c 10");
    CHECK(several.code == 2);
    CHECK_THAT(several.err, Contains("rows of several trackers (5, 6); choose one: --writer 5"));
    CHECK(scored(qiki, "--c 10 --writer 5")["card_bias"] == 0.5);
    CHECK(scored(qiki, "--c 10 --writer 5 --run 0")["card_bias"] == 0);
    CHECK(scored(qiki, "--c 10 --writer 5 --tentative")["card_bias"] == 1.5);
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10 --writer 7").err,
               Contains("expected rows of writer 7, found those of 5, 6"));
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10 --writer 5 --run 9").err,
               Contains("has no run 9; its runs are 0 to 1"));
}

TEST_CASE("a file that is wrong is refused with its line, and nothing is written") {
    CHECK_THAT(refused("time_s,track_id,x_m\n0,a,1\n"),
               Contains("tracks.csv:1: expected a column y_m, found time_s, track_id, x_m"));
    CHECK_THAT(refused("time_s,track_id,x_m,y_m\n0,a,1,2\n0,b,one,2\n"),
               Contains("tracks.csv:3: column 'x_m': expected a finite number, found 'one'"));
    CHECK_THAT(refused("time_s,track_id,x_m,y_m\n0,a,1,nan\n"), Contains("column 'y_m': expected a finite number"));
    CHECK_THAT(refused("time_s,track_id,x_m,y_m\n0,a,1,2,3\n"), Contains("tracks.csv:2: expected 4 cells"));
    CHECK_THAT(refused("time_s,track_id,x_m,y_m\n0,a,1,2\n0.0004,a,1,2\n"),
               Contains("tracks.csv:3: column 'track_id': 'a' is there twice at 0.0004 s"));
    CHECK_THAT(refused("time_s,track_id,x_m,y_m\n0,,1,2\n"), Contains("expected an id, found nothing"));
    CHECK_THAT(refused(""), Contains("expected a line of headings, found nothing"));
    CHECK_THAT(refused("time_s,track_id,x_m,y_m\n0.5,a,1,2\n"),
               Contains("no row is at a time of truth.csv (the tracks begin at 0.5 s, the truth at 0"));
    CHECK_THAT(refused(tracks, "time_s,target_id,x_m,y_m\n"), Contains("truth.csv: expected rows behind the headings"));
    CHECK_THAT(refused(tracks, truth, "--writer 3"), Contains("expected a column writer for --writer, found none"));
    CHECK_THAT(refused(tracks, "time_s,track,x_m,y_m\n0,A,0,0\n"), Contains("expected a column target_id or entity"));
}

TEST_CASE("a command line that is wrong is refused with its remedy") {
    const command qiki;
    CHECK_THAT(qiki("score").err, Contains("expected a file of tracks"));
    CHECK_THAT(qiki("score a.csv --truth b.csv").err, Contains("expected --c METRES"));
    CHECK_THAT(qiki("score a.csv --truth b.csv --c -1").err, Contains("--c: expected metres above 0"));
    CHECK_THAT(qiki("score a.csv --truth b.csv --c 1 --p 3").err, Contains("--p: expected 1 or 2, found 3"));
    CHECK(qiki("score a.csv --truth b.csv --c 1").code == 2);
    CHECK(qiki("score a.csv").code == 2);
    CHECK_THAT(qiki("score a.csv --truth b.csv --c 1 --svg /dev/full").err, Contains("not a regular file"));
}

TEST_CASE("no track at all is a score, and it is said") {
    const command qiki;
    qiki.write("truth.csv", truth);
    qiki.write("tracks.csv", "time_s,track_id,x_m,y_m\n");
    CHECK(scored(qiki, "--c 5")["rec"] == 0);
    CHECK(scored(qiki, "--c 5")["prec"].is_null());
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 5").err, Contains("everything is missed"));
}

TEST_CASE("the live scorer and the file scorer agree on a run") {
    const command qiki;
    const outcome o = qiki("run " QIKI_SOURCE_DIR "/scripts/lua/scenarios/crossing.lua --quiet --json --csv records");
    INFO(o.err);
    REQUIRE(o.code == 0);
    const nlohmann::json run = nlohmann::json::parse(o.out);
    // Twelve aircraft and a radar come before the tracker.
    const outcome s = qiki("score records/tracks.csv --truth records/truth.csv --c 1000 --json --writer 14");
    REQUIRE(s.code == 0);
    const nlohmann::json files = nlohmann::json::parse(s.out);
    const nlohmann::json& live = run["metrics"]["gnn.score"];
    CHECK(live["gospa"].get<double>() == Approx(files["gospa"].get<double>()).epsilon(1e-9));
    CHECK(live["switches"] == files["idsw"]);
    CHECK(live["recall"].get<double>() == Approx(files["rec"].get<double>()));
    CHECK(live["purity"].get<double>() == Approx(files["purity"].get<double>()));
}

TEST_CASE("a misspelt column is answered with the one that was meant") {
    CHECK_THAT(refused("time_s,trackid,x_m,y_m\n0,a,0,0\n"),
               Contains("tracks.csv:1: ") && Contains("did you mean track_id by \"trackid\"?"));
    CHECK_THAT(refused(tracks, "Time_s,target_id,x_m,y_m\n0,a,0,0\n"), Contains("did you mean time_s by \"Time_s\"?"));
}

TEST_CASE("tracks without a run cannot be scored against several runs of truth, one truth is that of every run") {
    const std::string many = "run,time_s,target_id,x_m,y_m\n0,0,A,0,0\n1,0,A,0,0\n";
    CHECK_THAT(refused(tracks, many), Contains("tracks.csv: expected a column run, as truth.csv has 2 runs"));
    const command qiki;
    qiki.write("truth.csv", "time_s,target_id,x_m,y_m\n0,A,0,0\n");
    qiki.write("tracks.csv", "run,time_s,track_id,x_m,y_m\n0,0,a,0,0\n1,0,a,3,4\n");
    const nlohmann::json j = scored(qiki, "--c 10");
    CHECK(j["runs"] == 2);
    CHECK(j["rec"] == 1.0);
}

TEST_CASE("a run that the tracker slept through is missed whole, and it is said") {
    const command qiki;
    qiki.write("truth.csv", "run,time_s,target_id,x_m,y_m\n0,0,A,0,0\n1,0,A,0,0\n2,0,A,0,0\n");
    qiki.write("tracks.csv", "run,time_s,track_id,x_m,y_m,status\n1,0,a,6,8,confirmed\n2,0,a,0,0,tentative\n");
    // One pair 10 m apart, which is the cut-off, so 50 + 50; and two misses of 50.
    const nlohmann::json j = scored(qiki, "--c 10 --trajectory");
    CHECK(j["runs"] == 3);
    CHECK(j["times"] == 1);
    CHECK(j["gospa"].get<double>() == Approx(std::sqrt((100.0 + 50 + 50) / 3)));
    CHECK(j["tgospa"]["all"].get<double>() == Approx(std::sqrt((100.0 + 50 + 50) / 3)));
    CHECK(scored(qiki, "--c 20")["rec"].get<double>() == Approx(1.0 / 3));
    CHECK(scored(qiki, "--c 20")["siap"]["completeness"].get<double>() == Approx(1.0 / 3));
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10").err, Contains("no track to score in 2 of 3 runs"));
    // One alone: nobody asked for the others.
    CHECK(scored(qiki, "--c 20 --run 1")["gospa"] == 10);
    const outcome slept = qiki("score tracks.csv --truth truth.csv --c 10 --json --run 2");
    CHECK(nlohmann::json::parse(slept.out)["rec"] == 0);
    CHECK_THAT(slept.err, Contains("everything is missed"));
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10 --run 3").err, Contains("has no run 3"));
    const outcome each = qiki("score tracks.csv --truth truth.csv --c 20 --json --each-run 3");
    REQUIRE(each.code == 0);
    CHECK(nlohmann::json::parse(each.out.substr(0, each.out.find('\n')))["rec"] == 0); // run 0, of truth alone
    qiki.write("tracks.csv", "time_s,track_id,x_m,y_m\n");
    CHECK(scored(qiki, "--c 10")["runs"] == 3);
}

TEST_CASE("without one pair there is no root mean square distance: null, not zero") {
    const command qiki;
    qiki.write("truth.csv", "time_s,target_id,x_m,y_m\n0,A,0,0\n");
    qiki.write("tracks.csv", "time_s,track_id,x_m,y_m\n0,a,5000,0\n");
    CHECK(scored(qiki, "--c 10")["rmse"].is_null());
}

TEST_CASE("a decimal comma and a file that is not there are answered with what to do and why") {
    CHECK_THAT(refused("time_s;track_id;x_m;y_m\n0;a;1,5;2\n"),
               Contains("tracks.csv:2: column 'x_m': ") && Contains("found '1,5'; write decimals with a point"));
    const command qiki;
    qiki.write("tracks.csv", tracks);
    CHECK_THAT(qiki("score tracks.csv --truth none.csv --c 5").err,
               Contains("none.csv: cannot be opened: No such file or directory"));
}
