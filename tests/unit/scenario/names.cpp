// SPDX-License-Identifier: MIT
// tests/unit/scenario/names.cpp - blocks against each other, and the small parts: nearest words, tokens, times.
#include "host/scenario/resolve.hpp"
#include "host/scenario/times.hpp"
#include "host/scenario/tokens.hpp"
#include "host/words/nearest.hpp"
#include "plugins.hpp"
#include "script.hpp"

using namespace qiki::scenario;

namespace {
const qiki_table none = {nullptr, 0, 0};
const qiki_descriptor vehicle = plugins::make("t.vehicle", QIKI_KIND_VEHICLE, none, QIKI_TABLE(plugins::truth_port));
const qiki_descriptor sensor =
    plugins::make("t.sensor", QIKI_KIND_SENSOR, QIKI_TABLE(plugins::truth_port), QIKI_TABLE(plugins::sample_port));
const qiki_descriptor radar = plugins::radar("t.radar", none);
const qiki_descriptor tracker = plugins::make("t.tracker", QIKI_KIND_TRACKER, QIKI_TABLE(plugins::frame_and_track),
                                              QIKI_TABLE(plugins::track_port));
const qiki_descriptor agent = plugins::make("t.agent", QIKI_KIND_AGENT, QIKI_TABLE(plugins::track_port), none);
const qiki_descriptor strange = plugins::make("t.strange", "qiki.weather/1", none, none);

std::string refused(const std::string& sections) {
    const scenario s = script::read("return q.scenario { name = 't',\n" + sections + " }");
    std::vector<const qiki_descriptor*> about;
    for (const use& u : s.uses)
        for (const qiki_descriptor* d : {&vehicle, &sensor, &radar, &tracker, &agent, &strange})
            if (u.plugin == d->id) about.push_back(d);
    REQUIRE(about.size() == s.uses.size());
    try {
        check_names(s, about);
    } catch (const error& e) { return e.what(); }
    return {};
}
} // namespace

TEST_CASE("A scenario whose names fit is accepted") {
    CHECK(refused("vehicles = { q.use 't.vehicle' { id = 'ship' } },\n"
                  "sensors = { q.use 't.sensor' { on = 'ship' } },\n"
                  "radars = { q.use 't.radar' { id = 'nose', on = 'ship' }, q.use 't.radar' { id = 'tower' } },\n"
                  "trackers = { q.use 't.tracker' { id = 'a', from = 'nose' }, q.use 't.tracker' { id = 'b', from = { "
                  "'a', 'tower' } } },\n"
                  "agents = { q.use 't.agent' { of = 'ship', from = 'b' } }")
              .empty());
}

TEST_CASE("A plugin in the wrong section is told where it belongs") {
    CHECK(refused("\ntrackers = {\n q.use 't.radar' {} }") ==
          "dir/test.lua:5: trackers: expected a plugin of kind qiki.tracker/1, found t.radar of kind qiki.radar/1; it "
          "belongs into radars");
    CHECK_THAT(refused("agents = { q.use 't.strange' {} }"),
               Catch::Contains("of kind \"qiki.weather/1\", which this host does not know"));
}

TEST_CASE("on= and of= name a vehicle") {
    const std::string ship = "vehicles = { q.use 't.vehicle' { id = 'ship' } }, ";
    CHECK_THAT(refused(ship + "radars = { q.use 't.radar' { on = 'shp' } }"),
               Catch::Contains("on: expected the id of a vehicle, found \"shp\"; did you mean \"ship\"?"));
    CHECK_THAT(refused(ship + "agents = { q.use 't.agent' { of = 'shp' } }"),
               Catch::Contains("of: expected the id of a vehicle"));
    CHECK_THAT(
        refused(ship + "radars = { q.use 't.radar' { id = 'nose' } }, agents = { q.use 't.agent' { of = 'nose' } }"),
        Catch::Contains("found \"nose\", which is in radars"));
    CHECK_THAT(refused(ship + "trackers = { q.use 't.tracker' { on = 'ship' } }"),
               Catch::Contains("on: expected no carrier for a block in trackers"));
    CHECK_THAT(refused("radars = { q.use 't.radar' { on = 'x' } }"), Catch::Contains("the scenario has no vehicles"));
}

TEST_CASE("from= names blocks that write what the reader reads") {
    const std::string rest =
        "vehicles = { q.use 't.vehicle' { id = 'ship' } }, radars = { q.use 't.radar' { id = 'nose' } }, ";
    CHECK_THAT(refused(rest + "\ntrackers = {\n q.use 't.tracker' { from = 'nos' } }"),
               Catch::StartsWith("dir/test.lua:5: from: expected the id of a block that t.tracker can listen to, found "
                                 "\"nos\"; did you mean \"nose\"?"));
    CHECK_THAT(refused(rest + "trackers = { q.use 't.tracker' { from = 'ship' } }"),
               Catch::Contains("found \"ship\", which writes nothing that t.tracker reads; there are \"nose\""));
    CHECK_THAT(refused(rest + "trackers = { q.use 't.tracker' { id = 'me', from = 'me' } }"),
               Catch::Contains("which is this block itself"));
    CHECK_THAT(refused(rest + "agents = { q.use 't.agent' { from = 'nose' } }"), Catch::Contains("there is none"));
}

TEST_CASE("Names are refused at the line of their key") {
    const std::string text = refused(
        "vehicles = { q.use 't.vehicle' {\n id = 'ship' } },\ntrackers = { q.use 't.tracker' {\n\n from = 'x' } }");
    CHECK_THAT(text, Catch::StartsWith("dir/test.lua:7: from: "));
    CHECK_THAT(refused("vehicles = { q.use 't.vehicle' {} },\nradars = { q.use 't.radar' {\n on = 'x' } }"),
               Catch::StartsWith("dir/test.lua:5: on: "));
}

TEST_CASE(
    "Names that the host uses itself are refused when the script is read, and never given to a block without one") {
    const auto named = [](const std::string& id) {
        return script::refused(
            "return q.scenario { name = 't', duration = 1, vehicles = {\n q.use 'org.test.point' {\n id = '" + id +
            "' } } }");
    };
    CHECK(named("host") == "dir/test.lua:4: id: expected a name that the host does not use itself, found \"host\": "
                           "metrics, events and log lines of the host have it; choose another");
    CHECK_THAT(named("operator"), Catch::Contains("dir/test.lua:4: id: ") && Catch::Contains("an operator"));
    CHECK(named("hosts").empty());
    CHECK(named("Host").empty());
    CHECK(named("watch").empty());
    const auto s = script::read("return q.scenario { name = 't', duration = 1, vehicles = { q.use 'org.test.host' {}, "
                                "q.use 'org.test.host' {}, q.use 'org.test.operator' {} } }");
    CHECK((s.uses[0].id == "host2" && s.uses[1].id == "host3" && s.uses[2].id == "operator2"));
}

TEST_CASE("An id that the command line adds may not be taken twice either") {
    scenario s = script::read(script::with("id = 'a'"));
    s.uses.push_back(s.uses[0]);
    s.uses[0].plugin = s.uses[1].plugin = "t.vehicle";
    CHECK_THROWS_WITH(
        check_names(s, {&vehicle, &vehicle}),
        "dir/test.lua:2: id: \"a\" is taken by the block at dir/test.lua:2; ids are unique in a scenario");
}

TEST_CASE("The nearest word is near") {
    using qiki::did_you_mean;
    using qiki::nearest;
    CHECK(nearest("rnage", {"range", "orange"}) == "range");
    CHECK(nearest("Range", {"range"}) == "range");
    CHECK(nearest("xyz", {"range"}).empty());
    CHECK(nearest("", {"range"}).empty());
    CHECK(nearest("a", {"b"}).empty());
    CHECK(nearest("ab", {"ac", "ad"}) == "ac");
    CHECK(nearest(std::string(500, 'x'), {"x"}).empty());
    const std::vector<std::string> ids = {"qiki.radar.pulse.more", "qiki.radar.pulse", "qiki.tracker.gnn"};
    CHECK(nearest("qiki.radar.puls", ids) == "qiki.radar.pulse");
    CHECK(nearest("qiki.trakcer.gnn", ids) == "qiki.tracker.gnn");
    CHECK(nearest("Pulse", ids) == "qiki.radar.pulse"); // a part of it, of the shortest
    CHECK(nearest("pu", ids).empty());
    CHECK(nearest("something.else.entirely", ids).empty());
    CHECK(did_you_mean("tik", {"tick"}) == "; did you mean \"tick\"?");
    CHECK(qiki::listed({"a", "b", "c"}, 2) == "\"a\", \"b\", ...");
}

TEST_CASE("Tokens keep their lines through comments, long texts and escapes") {
    const auto t = qiki::lua::tokens("a --[[ x\n ]] b [==[ y\n]] ]==] -- c\n'd\\'\\\n' 1e-5 ...");
    std::string out;
    for (const auto& x : t) out += std::string(x.is) + ":" + std::to_string(x.line) + " ";
    CHECK(out == "a:1 b:2  y\n]] :2 d\\'\\\n:4 1e-5:5 ...:5 ");
    CHECK(qiki::lua::tokens("--[[ open").empty());
    CHECK(qiki::lua::tokens("[[ open").size() == 1);
    CHECK(qiki::lua::tokens("\"open\\").size() == 1);
}

TEST_CASE("Keys are found in the table that belongs to their block") {
    const std::string text = "use 'p.q' { a = 1, b = { c = 2,\n d = { e = 3 } },\n f = function() return { a = 9 } "
                             "end, ['g'] = 4, h = (x == {}),\n i = 5 } { j = 6 }";
    const auto lines = qiki::lua::key_lines(qiki::lua::tokens(text), 1, "p.q");
    std::string out;
    for (const auto& [key, line] : lines) out += key + ":" + std::to_string(line) + " ";
    CHECK(out == "a:1 b:1 b.c:1 b.d:2 b.d.e:2 f:3 g:3 h:3 i:4 ");
    CHECK(qiki::lua::key_lines(qiki::lua::tokens(text), 2, "p.q").empty());
}

TEST_CASE("Seconds are shown as people write them") {
    CHECK(seconds(100'000'000) == "0.1");
    CHECK(seconds(-1) == "-0.000000001");
    CHECK(seconds(120'000'000'000) == "120");
    CHECK_FALSE(nanoseconds(1e300).has_value());
    CHECK_FALSE(nanoseconds(1.0 / 3).has_value());
    CHECK(nanoseconds(9.2e9) == 9'200'000'000'000'000'000);
}
