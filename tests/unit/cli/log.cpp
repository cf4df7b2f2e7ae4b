// SPDX-License-Identifier: MIT
// tests/unit/cli/log.cpp - qiki run --log, --log-format and --explain, as a user meets them.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {
// A fleet that meets itself: collisions are events. A radar and two trackers look on.
const std::string busy = R"(local q = require "qiki"
return q.scenario {
  name = "a crowd", seed = 5, tick = 0.1, duration = 30,
  vehicles = { q.use "qiki.vehicle.aircraft" { id = "crowd", count = 60, collision_distance = 40, spread = {2000, 2000, 20}, spread_heading = 3, speed = 40 } },
  radars = { q.use "qiki.radar.pulse" { id = "tower", model = "constant", pd = 0.9 } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = {"tower"} },
               q.use "qiki.tracker.alphabeta" { id = "second", from = {"tower"} } },
}
)";
const std::string one = R"(local q = require "qiki"
return q.scenario {
  name = "one of each", seed = 3, tick = 0.5, duration = 60,
  vehicles = { q.use "qiki.vehicle.point" { id = "visitor", at = {4e3, 9e3, 500}, velocity = {0, -120, 0} } },
  radars = { q.use "qiki.radar.pulse" { id = "tower", model = "constant", pd = 0.9 } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = {"tower"} } },
}
)";
std::vector<nlohmann::json> objects(const std::string& text) {
    std::vector<nlohmann::json> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(nlohmann::json::parse(line));
    return all;
}
} // namespace

TEST_CASE("the log file holds what happens, in order, as one JSON object a line, standard error stays for people") {
    const command qiki;
    qiki.write("busy.lua", busy);
    const outcome r = qiki("run busy.lua --log run.log --log-format json");
    REQUIRE(r.code == 0);
    const auto all = objects(qiki.read("run.log"));
    REQUIRE(all.size() > 5);
    double last = 0;
    for (const auto& j : all) {
        CHECK(j["code"] == "COLLISION");
        CHECK(j["level"] == "warning");
        CHECK(j["instance"] == "crowd");
        CHECK(j["entity_name"].get<std::string>().rfind("crowd.", 0) == 0);
        CHECK(j["values"].size() == 3);
        CHECK(j["t"] >= last);
        last = j["t"];
    }
    CHECK_THAT(r.err, Contains("COLLISION, crowd.") && Contains("two entities met: at ") && !Contains("{\"wall\""));
}

TEST_CASE("JSON lines on standard error are nothing else, and there is no bar in between") {
    const command qiki;
    qiki.write("busy.lua", busy);
    const outcome r = qiki("run busy.lua --log-format json");
    REQUIRE(r.code == 0);
    CHECK(objects(r.err).size() > 5);
}

TEST_CASE("logging and explaining change no digest, whatever the number of threads") {
    const command qiki;
    qiki.write("busy.lua", busy);
    const std::string plain = qiki("run busy.lua --quiet").last();
    REQUIRE(plain.rfind("digest ", 0) == 0);
    for (const char* more :
         {"--log a.log", "--log b.log --log-format json --threads 3", "--explain picture/track:1 --threads 2",
          "--explain guard:COLLISION --csv records --restore-at 15", "--log c.log --restore-at 10 --verbose"})
        CHECK(qiki(std::string("run busy.lua --quiet ") + more).last() == plain);
    CHECK_THAT(qiki.read("c.log"), Contains("RUN_RESTORED"));
}

TEST_CASE("two runs write the same log, but for the wall clock, with any number of threads") {
    const command qiki;
    qiki.write("busy.lua", busy);
    CHECK(qiki("run busy.lua --quiet --log a.log").code == 0);
    CHECK(qiki("run busy.lua --quiet --log b.log --threads 3").code == 0);
    CHECK(qiki.read("a.log").size() > 100);
    CHECK(qiki.read("a.log") == qiki.read("b.log"));
}

TEST_CASE("the log names who holds SAFE_MODE and whose command was refused, never a number of nine digits") {
    const command qiki;
    qiki.write("desk.lua", R"(local q = require "qiki"
return q.scenario {
  name = "a desk", tick = 0.1, duration = 2,
  vehicles = { q.use "qiki.vehicle.aircraft" { id = "kite" } },
  operator = { q.at(0.5, { safe = "kite", because = "SENSORS_STALE" }), q.at(1, { command = "heading", to = "kite", args = { 1 } }) },
}
)");
    const outcome r = qiki("run desk.lua --log run.log --log-format json --explain operator/command:1");
    INFO(r.err);
    REQUIRE(r.code == 0);
    CHECK_THAT(r.err,
               Contains("SAFE_MODE_ENTER, kite: the gate is in SAFE_MODE by holder operator: emergency verbs alone "
                        "pass: SENSORS_STALE\n") &&
                   Contains("refused command 1 of instance operator: ") && !Contains("4.295e+09"));
    CHECK_THAT(r.out, Contains("Command 1 of 'operator': heading(1) for kite") && Contains("the gate refused it") &&
                          Contains("VERB_NOT_IN_SAFE_MODE"));
    size_t entered = 0;
    for (const auto& j : objects(qiki.read("run.log"))) {
        if (!j.contains("code") || j["code"] != "SAFE_MODE_ENTER") continue;
        ++entered;
        CHECK(j["values"] == nlohmann::json({4294967294, 0, 3}));
        CHECK(j["value_names"] == nlohmann::json({"operator", nullptr, nullptr}));
    }
    CHECK(entered == 1);
}

TEST_CASE("a run whose agent's policy failed says so in its summary, and ends well") {
    const command qiki;
    const auto play = [&](const std::string& when) {
        qiki.write("mind.lua", "local q = require \"qiki\"\nreturn q.policy { initial = \"A\", states = { A = {\n"
                               "  { when = function(f) local x = nil; return " +
                                   when + " end, to = \"B\" } }, B = {} } }\n");
        qiki.write("agent.lua", R"(local q = require "qiki"
return q.scenario { name = "a mind", tick = 0.1, duration = 2,
  vehicles = { q.use "qiki.vehicle.point" { id = "qiki" } },
  agents = { q.use "qiki.agent.watch" { id = "mind", of = "qiki", policy = "mind.lua" } },
}
)");
        return qiki("run agent.lua --json");
    };
    const outcome bad = play("f.state_time > 0.5 and x.y"), good = play("f.state_time > 0.5");
    INFO(bad.err);
    REQUIRE((bad.code == 0 && good.code == 0));
    CHECK_THAT(bad.err, Contains("  silent   'mind': its policy failed: ") && Contains("mind.lua:3: "));
    CHECK(nlohmann::json::parse(bad.out)["silent"].contains("mind"));
    CHECK_THAT(good.err, !Contains("its policy failed"));
    CHECK(nlohmann::json::parse(good.out)["silent"].empty());
}

TEST_CASE("events are in the records, with their names") {
    const command qiki;
    qiki.write("busy.lua", busy);
    REQUIRE(qiki("run busy.lua --quiet --csv records").code == 0);
    const std::string events = qiki.read("records/events.csv");
    CHECK_THAT(events, Contains("time_s,code,number,severity,") && Contains(",COLLISION,510,warning,"));
}

TEST_CASE("a log on a full disk fails the run, which is complete otherwise") {
    const command qiki;
    qiki.write("busy.lua", busy);
    const outcome r = qiki("run busy.lua --quiet --log /dev/full --log-format json");
    CHECK(r.code == 1);
    CHECK_THAT(r.err, Contains("log /dev/full is not complete") && Contains("No space left on device"));
    CHECK(r.last().rfind("digest ", 0) == 0);
    CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("when an instance fails, the log ends with the reason, and what was asked is told so far") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r =
        qiki("run one.lua --quiet --duration 600 --log run.log --log-format json --csv records --explain track:1",
             "trap '' XFSZ; ulimit -f 40;"); // no file grows beyond that: a disk that is full
    CHECK(r.code == 1);
    CHECK_THAT(r.err, Contains("'csv' (qiki.bridge.csv) failed at t = ") && Contains("File too large"));
    CHECK_THAT(r.err, !Contains("INSTANCE_FAILED")); // said once, by the error
    CHECK_THAT(r.out, Contains("Track 1 of 'picture'") && !Contains("digest"));
    const auto all = objects(qiki.read("run.log"));
    REQUIRE_FALSE(all.empty());
    CHECK(all.back()["code"] == "INSTANCE_FAILED");
    CHECK(all.back()["level"] == "critical");
    CHECK(all.back()["instance"] == "csv");
    CHECK_THAT(all.back()["text"].get<std::string>(), Contains("File too large"));
}

TEST_CASE("the story of a track is told before the table, and the digest stays the last line") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki("run one.lua --quiet --explain track:1 --explain picture/track:1");
    CHECK(r.code == 0);
    CHECK_THAT(r.out, Contains("Track 1 of 'picture'") && Contains("began the track") && Contains("tower") &&
                          Contains("confirmed  "));
    CHECK(r.out.find("Track 1") < r.out.find("one of each"));
    CHECK(r.out.find("Track 1") != r.out.rfind("Track 1"));
    CHECK(r.last().rfind("digest ", 0) == 0);
    const outcome json = qiki("run one.lua --quiet --json --explain track:1");
    CHECK(nlohmann::json::parse(json.out)["digest"].get<std::string>().size() == 32);
    CHECK_THAT(json.err, Contains("Track 1 of 'picture'"));
}

TEST_CASE("the plots of a story are those of the records") {
    const command qiki;
    qiki.write("one.lua", one);
    const outcome r = qiki("run one.lua --quiet --explain track:1 --csv records");
    REQUIRE(r.code == 0);
    std::istringstream in(qiki.read("records/assoc.csv"));
    size_t taken = 0;
    for (std::string line; std::getline(in, line);)
        taken += line.find(",1,") != line.npos && line.substr(line.find(',')).rfind(",1,", 0) == 0;
    CHECK(taken > 3);
    CHECK_THAT(r.out, Contains("plots      " + std::to_string(taken) + "\n"));
}

TEST_CASE("wrong words about logs and explanations are one line with the remedy") {
    const command qiki;
    qiki.write("one.lua", one);
    qiki.write("busy.lua", busy);
    struct row {
        const char *arguments, *text;
        bool ran; // known only after the run
    };
    const row rows[] = {
        {"one.lua --log-format jsn", "did you mean \"json\"", false},
        {"one.lua --log .", "is a folder", false},
        {"one.lua --log nowhere/run.log", "does not exist", false},
        {"one.lua --explain trak:1", "did you mean \"track\"", false},
        {"one.lua --explain track:x", "expected a number", false},
        {"one.lua --explain pictur/track:1", "did you mean \"picture\"", false},
        {"one.lua --explain tower/track:1", "writes no tracks", false},
        {"busy.lua --explain track:1", "picture/track:1 or second/track:1", false},
        {"one.lua --explain track:99999", "the nearest is ", true},
        {"one.lua --explain command:1", "nobody in this scenario gives commands", false},
        {"busy.lua --explain guard:COLLISON", "did you mean \"COLLISION\"", false},
    };
    for (const row& w : rows) {
        const outcome r = qiki(std::string("run --quiet ") + w.arguments);
        INFO(w.arguments << "\n" << r.err);
        CHECK(r.code == 2);
        CHECK_THAT(r.err, Contains(w.text));
        CHECK(r.out.empty() != w.ran);
    }
    CHECK_FALSE(fs::exists(qiki.dir / "nowhere"));
}
