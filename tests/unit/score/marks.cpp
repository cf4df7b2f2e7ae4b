// SPDX-License-Identifier: MIT
// tests/unit/score/marks.cpp - qiki score: the marks beyond GOSPA, by hand through the files, and the options they
// have.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using Catch::Matchers::Contains;

namespace {
nlohmann::json marks_of(const command& qiki, const std::string& rest, int code = 0) {
    const outcome o = qiki("score tracks.csv --truth truth.csv --json " + rest);
    INFO(o.err);
    REQUIRE(o.code == code);
    return nlohmann::json::parse(o.out);
}
std::string refused_marks(const std::string& rest, const std::string& model = "") {
    const command qiki;
    qiki.write("truth.csv", "time_s,target_id,x_m,y_m\n0,A,0,0\n");
    qiki.write("tracks.csv", "time_s,track_id,x_m,y_m\n0,a,0,0\n");
    if (!model.empty()) qiki.write("model.json", model);
    const outcome o = qiki("score tracks.csv --truth truth.csv --c 10 " + rest);
    CHECK(o.code == 2);
    CHECK(o.out.empty());
    return o.err;
}
} // namespace

TEST_CASE("qiki score: trajectory GOSPA of two tracks that exchange their targets") {
    const command qiki;
    std::string truth = "time_s,target_id,x_m,y_m\n", tracks = "time_s,track_id,x_m,y_m\n";
    for (int k = 0; k < 6; ++k) {
        const std::string t = std::to_string(k) + ",";
        truth += t + "A," + t + "0\n" + t + "B," + t + "20\n";
        tracks += t + "a," + t + (k < 3 ? "0\n" : "20\n") + t + "b," + t + (k < 3 ? "20\n" : "0\n");
    }
    qiki.write("truth.csv", truth), qiki.write("tracks.csv", tracks);
    const nlohmann::json j = marks_of(qiki, "--c 10 --gamma 2");
    CHECK(j["gospa"] == 0);
    CHECK(j["tgospa"]["whole"].get<double>() == Approx(2.8284271247));
    CHECK(j["tgospa"]["all"].get<double>() == Approx(std::sqrt(8.0 / 6)));
    CHECK(j["tgospa"]["switch"] == j["tgospa"]["all"]);
    CHECK(j["tgospa"]["gap"] == 0);
    CHECK(j["gamma"] == 2);
    CHECK(marks_of(qiki, "--c 10 --trajectory --gamma 2") == j);
    CHECK_FALSE(j["tgospa"].contains("left_out"));
    const nlohmann::json without = marks_of(qiki, "--c 10");
    CHECK(without["gamma"] == 1);
    CHECK(without["tgospa"]["all"].is_null());
    CHECK(without["tgospa"]["left_out"] == "not computed; ask with --trajectory");
    const outcome told = qiki("score tracks.csv --truth truth.csv --c 10");
    CHECK_THAT(told.out, Contains("not computed; ask with --trajectory") && !Contains("tgospa.all"));
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10 --trajectory").out, Contains("tgospa.all"));
    CHECK(j["siap"]["completeness"] == 1);
    CHECK(j["siap"]["rate"].get<double>() == Approx(2.0 / 10));
    CHECK(j["siap"]["longest"].get<double>() == Approx(4.0 / 10)); // 2 s with one and 2 s with the other, of 5
}

TEST_CASE("qiki score: NEES from the covariances, NIS from its columns, names from codes") {
    const command qiki;
    qiki.write("truth.csv", "time_s,target_id,x_m,y_m,vx_mps,vy_mps,address24,mode3a,identity\n"
                            "0,A,0,0,10,0,00ABCD,1234,KLM1\n1,A,10,0,10,0,00ABCD,1234,KLM1\n");
    qiki.write("tracks.csv",
               "time_s,track_id,x_m,y_m,vx_mps,vy_mps,var_x_m2,cov_xy_m2,var_y_m2,address24,mode3a,identity,"
               "nis,nis_dims\n"
               "0,a,3,4,10,3,9,0,16,abcd,1234,,1.5,3\n1,a,10,1,10,0,,,,abcd,7777,KLM1,,\n");
    const nlohmann::json j = marks_of(qiki, "--c 10");
    CHECK(j["nees"]["mean"] == 2);
    CHECK(j["nees"]["count"] == 1);
    CHECK(j["nees"]["low"].get<double>() == Approx(0.0506).margin(1e-4));
    CHECK(j["nees"]["high"].get<double>() == Approx(7.378).margin(1e-3));
    CHECK(j["nis"]["mean"] == 1.5);
    CHECK(j["nis"]["expected"] == 3);
    CHECK(j["siap"]["velocity"] == 1.5);
    CHECK(j["siap"]["id_completeness"] == 1);
    CHECK(j["siap"]["id_correctness"] == 0.5);
    CHECK(j["steady"]["pairs"] == 2);
    CHECK(j["steady"]["along"].get<double>() == Approx(std::sqrt(9.0 / 2)));
    CHECK(j["turn"]["rmse"].is_null());
    CHECK_FALSE(j.contains("bound"));
    CHECK_FALSE(j.contains("atc"));
}

TEST_CASE("qiki score: errors over the bound, with the model of a file") {
    const command qiki;
    std::string truth = "time_s,target_id,x_m,y_m\n", tracks = "time_s,track_id,x_m,y_m\n";
    for (int k = 0; k < 40; ++k) {
        truth += std::to_string(k) + ",A," + std::to_string(10 * k) + ",0\n";
        tracks += std::to_string(k) + ",a," + std::to_string(10 * k) + ",1\n";
    }
    qiki.write("truth.csv", truth), qiki.write("tracks.csv", tracks);
    qiki.write("model.json", "{\"kind\":\"cartesian\",\"period_s\":1,\"pd\":1,\"sigma_xy_m\":1,\"q_m2_s3\":0.02}");
    const nlohmann::json j = marks_of(qiki, "--c 10 --model model.json --settle 30");
    CHECK(j["bound"]["rmse"] == 1);
    CHECK(j["bound"]["pcrlb"].get<double>() == Approx(std::sqrt(2 * 0.41246871)).epsilon(1e-3));
    qiki.write("rate.json",
               "{\"kind\":\"polar\",\"period_s\":1,\"pd\":1,\"sigma_range_m\":1,\"sigma_bearing_rad\":1e-3,"
               "\"q_m2_s3\":0.02,\"sigma_range_rate_mps\":0.1}");
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10 --model rate.json").err,
               Contains("truth.csv: the model has \"sigma_range_rate_mps\"") && Contains("vx_mps and vy_mps"));
    const outcome o = qiki("score tracks.csv --truth truth.csv --c 10 --model model.json --svg p.svg");
    CHECK_THAT(o.out, Contains("bound.ratio"));
    CHECK_THAT(qiki.read("p.svg"), Contains("error and bound"));
}

TEST_CASE("qiki score --atc passes, fails with exit code 1, and takes other limits") {
    const command qiki;
    std::string truth = "time_s,target_id,x_m,y_m\n", tracks = "time_s,track_id,x_m,y_m\n";
    for (int k = 0; k <= 80; k += 4) {
        truth += std::to_string(k) + ",A," + std::to_string(100 * k) + ",0\n";
        if (k < 20 || k > 50) tracks += std::to_string(k) + ",a," + std::to_string(100 * k) + ",200\n";
    }
    qiki.write("truth.csv", truth), qiki.write("tracks.csv", tracks);
    const nlohmann::json j = marks_of(qiki, "--c 3000 --atc ed142-enroute", 1);
    const nlohmann::json& r = j["atc"]["requirements"];
    CHECK(j["atc"]["passed"] == false);
    CHECK(r["update"]["of"] == 10);
    CHECK(r["update"]["value"] == 0.6); // 36 s without one: four of ten intervals
    CHECK(r["update"]["passed"] == false);
    CHECK(r["rms"]["value"] == 200);
    CHECK(r["rms"]["passed"] == true);
    CHECK(r["address"]["value"].is_null());
    CHECK(r["address"]["passed"].is_null());
    CHECK(marks_of(qiki,
                   "--c 3000 --atc ed142-enroute --atc-limit update=0.6 --atc-limit long_gaps=0.4")["atc"]["passed"] ==
          true);
    CHECK(marks_of(qiki, "--c 3000 --atc ed142-enroute --atc-interval 40 --atc-limit long_gaps=1")["atc"]["passed"] ==
          true);
    const outcome o = qiki("score tracks.csv --truth truth.csv --c 3000 --atc ed142-enroute");
    CHECK(o.code == 1);
    CHECK_THAT(o.out, Contains("requirement") && Contains("FAILED") && Contains("no data"));
    CHECK_THAT(o.err, Contains("2 of 10 requirements of ed142-enroute failed"));
}

TEST_CASE("qiki score --atc radar asks where it stands, and finds its bias") {
    const command qiki;
    std::string truth = "time_s,target_id,x_m,y_m\n", tracks = "time_s,track_id,x_m,y_m\n";
    for (int k = 0; k < 10; ++k) {
        truth += std::to_string(k) + ",A,500," + std::to_string(1000 + 10 * k) + "\n";
        tracks += std::to_string(k) + ",a,500," + std::to_string(1080 + 10 * k) + "\n";
    }
    qiki.write("truth.csv", truth), qiki.write("tracks.csv", tracks);
    const nlohmann::json j = marks_of(qiki, "--c 300 --atc radar --atc-radar 500,-200", 1);
    CHECK(j["atc"]["requirements"]["range_bias"]["value"] == 80);
    CHECK(j["atc"]["requirements"]["range_bias"]["passed"] == false);
    CHECK(j["atc"]["requirements"]["azimuth_bias"]["value"] == 0);
    CHECK(j["atc"]["requirements"]["along"]["value"].is_null()); // a truth without velocities
    CHECK(marks_of(qiki, "--c 300 --atc radar --atc-radar 500,-200 --atc-limit range_bias=80")["atc"]["passed"] ==
          true);
    CHECK_THAT(refused_marks("--atc radar"), Contains("expected --atc-radar X,Y"));
    for (const char* wrong : {"5", "5,", ",5", "5,x", "5,5,5", "nan,0", "\"\""})
        CHECK_THAT(refused_marks(std::string("--atc radar --atc-radar ") + wrong), Contains("--atc-radar"));
    CHECK_THAT(refused_marks("--atc-radar 0,0"), Contains("--atc PROFILE"));
}

TEST_CASE("qiki score --each-run: an object a line, also for a run without a track") {
    const command qiki;
    qiki.write("truth.csv", "time_s,target_id,x_m,y_m\n0,A,0,0\n");
    qiki.write("tracks.csv", "run,time_s,track_id,x_m,y_m\n1,0,a,0,0\n3,0,a,3,4\n");
    const outcome o = qiki("score tracks.csv --truth truth.csv --c 10 --json --each-run 3");
    INFO(o.err);
    REQUIRE(o.code == 0);
    std::vector<nlohmann::json> runs;
    for (size_t at = 0, end; at < o.out.size(); at = end + 1)
        end = o.out.find('\n', at), runs.push_back(nlohmann::json::parse(o.out.substr(at, end - at)));
    REQUIRE(runs.size() == 3);
    CHECK(runs[0]["gospa"] == 0);
    CHECK(runs[1]["rec"] == 0);
    CHECK(runs[2]["gospa"] == 5);
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 10 --json --each-run 2").err,
               Contains("expected 2 runs from 1 on, found run 3"));
}

TEST_CASE("marks that cannot be had are refused with what was meant") {
    CHECK_THAT(refused_marks("--gamma 0"), Contains("--gamma: expected more than 0"));
    CHECK_THAT(refused_marks("--atc ed142-tmaa"),
               Contains("no profile 'ed142-tmaa'") && Contains("did you mean \"ed142-tma\"?"));
    CHECK_THAT(refused_marks("--atc-limit update=0.5"), Contains("--atc PROFILE"));
    CHECK_THAT(refused_marks("--atc ed116 --atc-limit updat=0.5"), Contains("did you mean \"update\"?"));
    CHECK_THAT(refused_marks("--atc ed116 --atc-limit update"), Contains("expected KEY=NUMBER"));
    CHECK_THAT(refused_marks("--model none.json"), Contains("none.json: cannot be opened"));
    CHECK_THAT(refused_marks("--model model.json", "{\"kind\": 5"), Contains("model.json: byte 11: expected JSON"));
    CHECK_THAT(refused_marks("--model model.json", "{\"kind\":\"polar\",\"period_s\":1,\"pd\":1}"),
               Contains("expected a number \"q_m2_s3\", found none"));
    CHECK_THAT(refused_marks("--model model.json",
                             "{\"kind\":\"polar\",\"period_s\":1,\"pd\":1,\"q_m2_s3\":1,\"sigma_rang_m\":1}"),
               Contains("did you mean \"sigma_rang_m\"?"));
    CHECK_THAT(refused_marks("--model model.json", "{\"kind\":\"polar\",\"period_s\":\"4\"}"),
               Contains("\"period_s\": expected a number, found \"4\""));
    CHECK_THAT(refused_marks("--turn-rate -1"), Contains("--turn-rate: expected more than 0"));
    CHECK_THAT(refused_marks("--each-run 2"), Contains("--each-run: expected"));
    CHECK_THAT(refused_marks("--settle 3"), Contains("--settle is for --model"));
    const command qiki;
    qiki.write("truth.csv", "time_s,target_id,x_m,y_m\n0,A,0,0\n");
    qiki.write("tracks.csv", "time_s,track_id,x_m,y_m,address24\n0,a,0,0,12345Z\n");
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 5").err,
               Contains("tracks.csv:2: column 'address24': expected a 24-bit address in hexadecimal digits"));
    qiki.write("tracks.csv", "time_s,track_id,x_m,y_m,mode3a\n0,a,0,0,1289\n");
    CHECK_THAT(qiki("score tracks.csv --truth truth.csv --c 5").err, Contains("expected four octal digits"));
}
