// SPDX-License-Identifier: MIT
// tests/unit/bridges/csv.cpp - qiki.bridge.csv on the rig: files, headings, windows, what a failure leaves behind.
#include "scratch.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace {

qiki_track track(uint64_t id, qiki_ns t, double x, uint8_t status = QIKI_TRACK_CONFIRMED) {
    qiki_track r{};
    r.id = id, r.t = r.t_update = t, r.x[0] = x, r.x[1] = -x, r.status = status, r.label = QIKI_LABEL_OK,
    r.state_dims = 2;
    return r;
}
rig::settings into(const scratch& s) { return {{"dir", s.dir.string()}}; }
} // namespace

TEST_CASE("tracks.csv begins with time, track, x and y, units in the heading") {
    scratch s;
    rig::instance csv("qiki.bridge.csv", into(s));
    csv.give<qiki_track>("tracks", {track(7, 1'500'000'000, 2.5)}, 3);
    csv.tick(1'000'000'000, 2'000'000'000);
    csv.finish();
    const auto lines = s.lines("tracks.csv");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].rfind("time_s,track_id,x_m,y_m,", 0) == 0);
    CHECK(lines[1].rfind("1.5,7,2.5,-2.5,,", 0) == 0); // two dimensions: no z
    CHECK(lines[1].substr(lines[1].size() - 5) == ",ok,3");
}

TEST_CASE("modes.csv has the modes that there are, and empty cells for the rest") {
    scratch s;
    rig::instance csv("qiki.bridge.csv", into(s));
    qiki_track_modes m{};
    m.track = 7, m.t = 2'000'000'000, m.count = 2, m.label = QIKI_LABEL_OK;
    m.model[0] = QIKI_MOTION_CV, m.model[1] = QIKI_MOTION_CT, m.probability[0] = 0.75, m.probability[1] = 0.25;
    csv.give<qiki_track_modes>("modes", {m}, 3);
    csv.tick(1'000'000'000, 2'000'000'000);
    csv.finish();
    const auto lines = s.lines("modes.csv");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].rfind("time_s,track_id,model0,probability0,model1,probability1,model2,", 0) == 0);
    CHECK(lines[1] == "2,7,cv,0.75,ct,0.25,,,,,,,,,ok,3");
}

TEST_CASE("a run column comes first and the runs share one file") {
    scratch s;
    auto settings = into(s);
    settings["run_column"] = true;
    rig::instance csv("qiki.bridge.csv", settings);
    for (int run = 0; run < 2; ++run) {
        csv.give<qiki_track>("tracks", {track(1, 1, 1)});
        csv.tick(0, 1);
        csv.finish();
        csv.reset();
    }
    const auto lines = s.lines("tracks.csv");
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].rfind("run,time_s,track_id,x_m,y_m,", 0) == 0);
    CHECK(lines[1].rfind("1,", 0) == 0);
    CHECK(lines[2].rfind("2,", 0) == 0);
}

// Counter-examples: the rows of the run that was given up stand in the file; or those of the first are gone with it.
TEST_CASE("a run that is not finished leaves nothing to the next one, and the runs before it stay") {
    constexpr qiki_ns second = 1'000'000'000;
    for (const bool shared : {false, true}) {
        scratch s;
        auto settings = into(s);
        settings["run_column"] = shared;
        {
            rig::instance csv("qiki.bridge.csv", settings);
            for (uint64_t id = 1; id <= 3; ++id) {
                csv.give<qiki_track>("tracks", {track(id, second, 1)});
                csv.tick(0, second);
                if (id != 2) csv.finish();
                csv.reset();
            }
            csv.give<qiki_track>("tracks", {track(4, second, 1)});
            csv.tick(0, second);
        }
        const auto lines = s.lines("tracks.csv");
        REQUIRE(lines.size() == (shared ? 3u : 2u));
        CHECK(lines.back().rfind(shared ? "2,1,3," : "1,3,", 0) == 0);
        if (shared) CHECK(lines[1].rfind("1,1,1,", 0) == 0);
    }
}

TEST_CASE("only confirmed tracks on demand: tentative and ended ones are left out, coasting ones are not") {
    scratch s;
    auto settings = into(s);
    settings["tracks"] = std::string("confirmed");
    rig::instance csv("qiki.bridge.csv", settings);
    csv.give<qiki_track>("tracks", {track(1, 1, 1, QIKI_TRACK_TENTATIVE), track(2, 1, 1),
                                    track(3, 1, 1, QIKI_TRACK_COASTING), track(4, 1, 1, QIKI_TRACK_ENDED)});
    csv.tick(0, 1);
    csv.finish();
    const auto lines = s.lines("tracks.csv");
    REQUIRE(lines.size() == 3);
    CHECK(lines[1].find(",2,") != std::string::npos);
    CHECK(lines[2].find(",3,") != std::string::npos);
}

TEST_CASE("Event store, query, export: time window and kinds choose what is written", "[capability]") {
    scratch s;
    auto settings = into(s);
    settings["begin"] = 2.0, settings["end"] = 3.0, settings["records"] = std::string("contacts,tracks");
    rig::instance csv("qiki.bridge.csv", settings);
    for (qiki_ns second = 0; second < 5; ++second) {
        csv.give<qiki_track>("tracks", {track(1, second * 1'000'000'000, 1)});
        csv.give<qiki_truth>("truth", {qiki_truth{}});
        csv.tick(second * 1'000'000'000, (second + 1) * 1'000'000'000);
    }
    csv.finish();
    CHECK(s.lines("tracks.csv").size() == 3);
    CHECK_FALSE(s.has("truth.csv"));
}

TEST_CASE("snapshots can be thinned out by an interval") {
    scratch s;
    auto settings = into(s);
    settings["interval"] = 2.0;
    rig::instance csv("qiki.bridge.csv", settings);
    for (qiki_ns second = 0; second < 6; ++second) {
        csv.give<qiki_track>("tracks", {track(1, second * 1'000'000'000, 1)});
        csv.tick(second * 1'000'000'000, (second + 1) * 1'000'000'000);
    }
    csv.finish();
    CHECK(s.lines("tracks.csv").size() == 4);
}

TEST_CASE("a snapshot that did not change is not written again") {
    scratch s;
    rig::instance csv("qiki.bridge.csv", into(s));
    csv.give<qiki_track>("tracks", {track(1, 0, 1)});
    csv.tick(0, 1);
    csv.tick(1, 2);
    csv.finish();
    CHECK(s.lines("tracks.csv").size() == 2);
}

TEST_CASE("until it is finished a file has another name, and is gone when the instance ends without finishing") {
    scratch s;
    {
        rig::instance csv("qiki.bridge.csv", into(s));
        csv.give<qiki_track>("tracks", {track(1, 0, 1)});
        csv.tick(0, 1);
        CHECK(s.has("tracks.csv.part"));
        CHECK_FALSE(s.has("tracks.csv"));
    }
    CHECK_FALSE(s.has("tracks.csv.part"));
    CHECK_FALSE(s.has("tracks.csv"));
}

TEST_CASE("a disk that is full is an error that names the file") {
    if (!std::filesystem::exists("/dev/full")) return;
    scratch s;
    rig::instance csv("qiki.bridge.csv", into(s));
    std::filesystem::create_symlink("/dev/full", s.dir / "tracks.csv.part");
    csv.give<qiki_track>("tracks", {track(1, 0, 1)});
    csv.tick(0, 1);
    CHECK_THROWS_WITH(csv.finish(), Catch::Matchers::Contains("tracks.csv") && Catch::Matchers::Contains("No space"));
}

TEST_CASE("a folder under a file's name is not replaced") {
    scratch s;
    std::filesystem::create_directory(s.dir / "tracks.csv");
    rig::instance csv("qiki.bridge.csv", into(s));
    csv.give<qiki_track>("tracks", {track(1, 0, 1)});
    CHECK_THROWS_WITH(csv.tick(0, 1), Catch::Matchers::Contains("not a regular file"));
}

TEST_CASE("an unknown kind of record is refused with the known ones") {
    scratch s;
    auto settings = into(s);
    settings["records"] = std::string("tracks,plots");
    CHECK_THROWS_WITH(rig::instance("qiki.bridge.csv", settings),
                      Catch::Matchers::Contains("'plots'") && Catch::Matchers::Contains("contacts"));
}

TEST_CASE("as JSON lines an absent value is null, codes are texts, and every line parses") {
    scratch s;
    rig::settings settings = into(s);
    settings["format"] = std::string("jsonl"), settings["run_column"] = true;
    rig::instance csv("qiki.bridge.csv", settings);
    qiki_track t{};
    t.id = 7, t.t = 1'500'000'000, t.status = QIKI_TRACK_CONFIRMED, t.label = QIKI_LABEL_OK, t.state_dims = 2;
    t.valid = QIKI_TRACK_HAS_MODE3A | QIKI_TRACK_HAS_IDENTITY;
    t.mode3a = 021, t.x[0] = 0.1;
    std::memcpy(t.identity, "A\"B\\\xFF\x01,", 7);
    csv.give<qiki_track>("tracks", {t});
    csv.tick(0, 2'000'000'000);
    csv.finish();
    const auto lines = s.lines("tracks.jsonl");
    REQUIRE(lines.size() == 1);
    const auto j = nlohmann::json::parse(lines[0]);
    CHECK(lines[0].rfind("{\"record\":\"tracks\",\"run\":1,\"time_s\":1.5,\"track_id\":7,\"x_m\":0.1,", 0) == 0);
    CHECK(j["z_m"].is_null());
    CHECK(j["vx_mps"].is_null());
    CHECK(j["mode3a"] == "0021");
    CHECK(j["identity"] == "A\"B\\  ,");
    CHECK_FALSE(s.has("tracks.csv"));
    CHECK_THROWS_WITH(rig::instance("qiki.bridge.csv", {{"dir", std::string("-")}}),
                      Catch::Matchers::Contains("jsonl"));
}

TEST_CASE("without a folder nothing is written") {
    scratch s;
    rig::instance csv("qiki.bridge.csv");
    csv.give<qiki_track>("tracks", {qiki_track{}});
    csv.tick(0, 1);
    csv.finish();
    CHECK(std::filesystem::is_empty(s.dir));
}

TEST_CASE("names.csv says whose the numbers are, and enumerations are words") {
    scratch s;
    rig::instance csv("qiki.bridge.csv", into(s));
    qiki_truth body{};
    body.entity = 1, body.object_class = QIKI_CLASS_DRONE, body.label = QIKI_LABEL_OK;
    csv.give<qiki_truth>("truth", {body}, 3);
    qiki_contact plot{};
    plot.id = 1, plot.kind = QIKI_ENU, plot.label = QIKI_LABEL_OK;
    csv.give<qiki_contact>("contacts", {plot}, 3);
    csv.tick(0, 1);
    csv.finish();
    CHECK(s.lines("truth.csv").at(1).find(",drone,") != std::string::npos);
    CHECK(s.lines("contacts.csv").at(1).find(",enu,") != std::string::npos);
    if (s.has("names.csv")) CHECK(s.lines("names.csv").at(0) == "kind,number,name"); // a host without names writes none
}
