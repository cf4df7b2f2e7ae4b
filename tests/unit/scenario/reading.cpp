// SPDX-License-Identifier: MIT
// tests/unit/scenario/reading.cpp - a script becomes the value it says.
#include "qiki/math.h"
#include "script.hpp"
#include <filesystem>
#include <fstream>

using namespace qiki::scenario;
using script::read;
using script::with;

namespace {
const value& setting_of(const use& u, const std::string& key) {
    for (const setting& s : u.settings)
        if (s.key == key) return s.what;
    throw std::runtime_error("no setting " + key);
}
template <class T>
T get(const use& u, const std::string& key) {
    return std::get<T>(setting_of(u, key).data);
}
const use& only(const scenario& s) {
    REQUIRE(s.uses.size() == 1);
    return s.uses[0];
}
} // namespace

TEST_CASE("Scenario definition and load scenarios: the scenario of the design page is read as written",
          "[capability]") {
    const scenario s = read(R"(return q.scenario {
  name = "harbour approach", seed = 7, tick = 0.1, duration = 120,
  epoch = "2026-11-21T08:00:00Z", origin = {54.5, -10.25, 12}, allow_dropped = true,
  agents   = { q.use "qiki.agent.core"     { id = "mind", of = "qiki", policy = "policies/core.lua" } },
  trackers = { q.use "qiki.tracker.gnn"    { id = "picture", from = "nose", period = 0.2 } },
  radars   = { q.use "qiki.radar.pulse"    { id = "nose", on = "qiki", range = 20e3, beams = 4, lit = true } },
  vehicles = { q.use "qiki.vehicle.craft"  { id = "qiki", at = {0, -3000, 50} },
               q.use "qiki.vehicle.point"  { id = "debris", at = {40, 900.5, 60} } },
})");
    CHECK(s.name == "harbour approach");
    CHECK(s.seed == 7);
    CHECK(s.tick == 100'000'000);
    CHECK(s.duration == 120'000'000'000);
    CHECK(s.epoch_utc == 1'795'248'000'000'000'000); // date -u -d 2026-11-21T08:00:00Z +%s
    CHECK(s.has_origin);
    CHECK(s.origin == std::array<double, 3>{54.5 * (QIKI_PI / 180), -10.25 * (QIKI_PI / 180), 12});
    CHECK(s.allow_dropped);
    CHECK(s.where.line == 2);
    REQUIRE(s.uses.size() == 5); // in stage order
    CHECK(s.uses[0].id == "qiki");
    CHECK(s.uses[1].id == "debris");
    CHECK(s.uses[2].id == "nose");
    CHECK(s.uses[3].id == "picture");
    CHECK(s.uses[4].id == "mind");
    CHECK(s.uses[2].where_used == section::radars);
    CHECK(s.uses[2].plugin == "qiki.radar.pulse");
    CHECK(s.uses[2].on == "qiki");
    CHECK_FALSE(s.uses[2].from.has_value());
    CHECK(s.uses[3].from == std::vector<std::string>{"nose"});
    CHECK(s.uses[3].period == 200'000'000);
    CHECK(s.uses[4].on == "qiki");
    CHECK(s.uses[4].where.line == 5);
    REQUIRE(s.uses[4].policy);
    CHECK(s.uses[4].policy->name == "policies/core.lua");
    CHECK(get<double>(s.uses[2], "range") == 20e3);
    CHECK(get<int64_t>(s.uses[2], "beams") == 4);
    CHECK(get<bool>(s.uses[2], "lit"));
    CHECK(get<std::vector<double>>(s.uses[0], "at") == std::vector<double>{0, -3000, 50});
    CHECK(setting_of(s.uses[0], "at").whole);
    CHECK_FALSE(setting_of(s.uses[1], "at").whole);
}

TEST_CASE("What a scenario does not say has the documented default") {
    const scenario s = read(with(""));
    CHECK(s.seed == 1);
    CHECK(s.tick == 100'000'000);
    CHECK_FALSE(s.duration.has_value());
    CHECK_FALSE(s.epoch_utc.has_value());
    CHECK_FALSE(s.has_origin);
    CHECK_FALSE(s.allow_dropped);
    CHECK(only(s).period == 0);
    CHECK(only(s).settings.empty());
}

TEST_CASE("A block without an id takes the last part of its plugin's, numbered when that is taken") {
    const scenario s = read(R"(return q.scenario { name = "t", vehicles = {
  q.use "a.point" {}, q.use "b.point" {}, q.use "a.point" { id = "point3" }, q.use "a.point" {}, q.use "a.other" {} } })");
    std::string ids;
    for (const use& u : s.uses) ids += u.id + " ";
    CHECK(ids == "point point2 point3 point4 other ");
}

TEST_CASE("Settings remember the line of their key, and lists may be nested, built and left out") {
    const scenario s = read(R"(local fleet = {}
for i = 1, 3 do
  fleet[i] = q.use "org.test.point" {
    id = "p" .. i, -- range = 5
    at = { i, 0,
           0 }, speed = 3,
    clutter = { density = 1e-6, ["kind"] = "sea" },
    route = { {1, 2, 3}, {4, 5, 6} },
  }
end
local wanted = false
return q.scenario { name = "t", vehicles = { fleet, { q.use("org.test.point")({
   speed = 4 }) }, wanted and q.use "org.test.point" {} } })");
    REQUIRE(s.uses.size() == 4);
    const use& u = s.uses[2];
    CHECK(u.id == "p3");
    CHECK(u.where.line == 4);
    std::string lines;
    for (const setting& x : u.settings) lines += x.key + ":" + std::to_string(x.where.line) + " ";
    CHECK(lines == "at:6 clutter.density:8 clutter.kind:8 route:9 speed:7 ");
    CHECK(get<std::vector<double>>(u, "route") == std::vector<double>{1, 2, 3, 4, 5, 6});
    CHECK(s.uses[3].settings.at(0).where.line == 14);
}

TEST_CASE("Times become whole nanoseconds exactly") {
    CHECK(read(with("", "tick = 1e-9,")).tick == 1);
    CHECK(read(with("", "tick = 0.1 * 3,")).tick == 300'000'000);
    CHECK(read(with("", "duration = 86400.000000001,")).duration == 86'400'000'000'001);
    CHECK(read(with("period = 0.3", "tick = 0.1,")).uses[0].period == 300'000'000);
    CHECK(read(with("", "duration = q.hours(1.5),")).duration == 5'400'000'000'000);
    CHECK(read(with("", "epoch = \"2024-02-29T23:59:59.25Z\",")).epoch_utc == 1'709'251'199'250'000'000);
    CHECK(read(with("", "epoch = \"1969-12-31T23:59:59Z\",")).epoch_utc == -1'000'000'000);
    CHECK(read(with("", "epoch = \"2000-01-01T00:00:00.000000001Z\",")).epoch_utc == 946'684'800'000'000'001);
}

TEST_CASE("Units convert into SI and radians, numbers and lists alike") {
    const auto number = [](const std::string& x) { return get<double>(read(with("x = " + x)).uses[0], "x"); };
    CHECK(number("q.deg(180)") == QIKI_PI);
    CHECK(number("q.nm(2)") == 3704);
    CHECK(number("q.km(1.5)") == 1500);
    CHECK(number("q.ft(1000)") == Approx(304.8).epsilon(1e-15));
    CHECK(number("q.fl(350)") == Approx(10668).epsilon(1e-15));
    CHECK(number("q.kt(3600)") == 1852);
    CHECK(number("q.kmh(36)") == 10);
    CHECK(number("q.fpm(1000)") == Approx(5.08).epsilon(1e-15));
    CHECK(number("q.minutes(1.5)") == 90);
    CHECK(number("q.dbsm(20)") == Approx(100).epsilon(1e-14));
    CHECK(number("q.db(-30)") == Approx(1e-3).epsilon(1e-14));
    CHECK(number("q.dbm(60)") == Approx(1e3).epsilon(1e-14));
    CHECK(number("q.ghz(9.4)") == Approx(9.4e9).epsilon(1e-15));
    CHECK(number("q.rpm(60)") == Approx(2 * QIKI_PI).epsilon(1e-15));
    CHECK(number("q.ms(250)") == 0.25);
    CHECK(number("q.celsius(20)") == 293.15);
    CHECK(get<std::vector<double>>(read(with("x = q.km{1, 2, 3}")).uses[0], "x") ==
          std::vector<double>{1000, 2000, 3000});
    const auto polar = get<std::vector<double>>(read(with("x = q.polar(1000, q.deg(90), 20)")).uses[0], "x");
    CHECK(polar[0] == 1000);
    CHECK(polar[1] == Approx(0).margin(1e-12));
    CHECK(polar[2] == 20);
    const auto velocity = get<std::vector<double>>(read(with("x = q.velocity(10, q.deg(180))")).uses[0], "x");
    CHECK(velocity[1] == -10);
}

TEST_CASE("math.random follows the scenario's seed, wherever it is said") {
    const auto drawn = [](const std::string& text, std::optional<uint64_t> seed = {}, const overrides& set = {}) {
        source src = script::source(set);
        src.seed = seed;
        const scenario s = qiki::scenario::read(src, "local q = require 'qiki' " + text);
        return std::make_pair(s.seed, get<double>(s.uses[0], "x"));
    };
    const std::string said = with("x = math.random()", "seed = 7,");
    CHECK(drawn(said) == drawn(said));
    CHECK(drawn(said).first == 7);
    CHECK(drawn(said).second != drawn(with("x = math.random()", "seed = 8,")).second);
    CHECK(drawn(said, 8) == drawn(with("x = math.random()", "seed = 8,")));
    const std::string declared = "local seed = q.param('seed', 7) " + with("x = math.random()");
    CHECK(drawn(declared) == drawn(said));
    CHECK(drawn(declared, {}, {{"seed", "8"}}) == drawn(said, 8));
    CHECK(drawn("local seed = q.param('seed', 5) " + with("x = math.random()", "seed = 7,")) == drawn(said));
    CHECK_THAT(script::refused(with("x = math.random()", "seed = math.random(1000000),")),
               Catch::Contains("must not depend on math.random"));
}

TEST_CASE("The hash covers script, modules and values, and nothing else") {
    const std::string text = "local v = q.param('v', 1) " + with("x = v");
    const std::string hash = read(text).hash;
    CHECK(hash.size() == 32);
    CHECK(hash == read(text).hash);
    CHECK(hash == read(text, {{"v", "1"}}).hash);
    CHECK(hash != read(text, {{"v", "2"}}).hash);
    CHECK(hash != read(text + " ").hash);
    source elsewhere = script::source();
    elsewhere.file = "/another/place.lua";
    CHECK(hash == qiki::scenario::read(elsewhere, "local q = require \"qiki\"\n" + text).hash);
}

TEST_CASE("What print writes goes to the one who reads the script, once") {
    source src = script::source();
    std::string out;
    src.print = [&](const std::string& line) { out += line + "\n"; };
    qiki::scenario::read(src, "local q = require 'qiki' print('seed', math.random() < 1) " + with("", "seed = 9,"));
    CHECK(out == "seed\ttrue\n");
}

TEST_CASE("10,000 blocks fit into a fifth of the budget") {
    source src = script::source();
    src.steps /= 5;
    const scenario s = qiki::scenario::read(src, R"(local q, fleet = require "qiki", {}
for i = 1, 10000 do fleet[i] = q.use "org.test.point" { id = "v" .. i, at = { i, 2 * i, 100 }, velocity = q.velocity(q.kt(200), q.deg(i % 360)) } end
return q.scenario { name = "many", vehicles = fleet })");
    CHECK(s.uses.size() == 10'000);
}

namespace {
struct folder { // a scenario folder with modules, gone afterwards
    std::filesystem::path at = std::filesystem::temp_directory_path() / ("qiki_scenario_" + std::to_string(getpid()));
    folder() { std::filesystem::create_directories(at / "fleet"); }
    ~folder() { std::filesystem::remove_all(at); }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(at / name, std::ios::binary) << text;
    }
    source script(const std::string& name) const {
        source s = script::source();
        s.file = at / name;
        return s;
    }
    std::string refused(const std::string& name) const {
        try {
            qiki::scenario::read(script(name));
        } catch (const error& e) { return e.what(); }
        return {};
    }
};
} // namespace

TEST_CASE("Modules come from the script's folder and run in the same sandbox") {
    const folder f;
    f.write("my_fleet.lua", "local q = require 'qiki'\nlocal m = {}\nfunction m.one(id)\n  return q.use "
                            "'org.test.point' { id = id }\nend\nreturn m\n");
    f.write("fleet/heavy.lua", "return { mass = 5 }\n");
    f.write(
        "main.lua",
        "local q = require 'qiki'\nlocal fleet = require 'my_fleet'\nassert(fleet == require 'my_fleet')\n"
        "assert(require 'fleet.heavy'.mass == 5)\nreturn q.scenario { name = 't', vehicles = { fleet.one 'a' } }\n");
    const scenario s = qiki::scenario::read(f.script("main.lua"));
    CHECK(only(s).id == "a");
    CHECK(only(s).where.line == 4);
    CHECK_THAT(only(s).where.file, Catch::EndsWith("my_fleet.lua"));
    f.write("my_fleet.lua", "local q = require 'qiki'\nlocal m = {}\nfunction m.one(id)\n  return q.use "
                            "'org.test.point' { id = id }\nend\nreturn  m\n");
    CHECK(qiki::scenario::read(f.script("main.lua")).hash != s.hash);
}

TEST_CASE("A module that cannot be had says where it was looked for") {
    const folder f;
    const std::string at = f.at.string();
    const auto requiring = [&](const std::string& module) {
        f.write("main.lua", "\nrequire(" + module + ")\n");
        return f.refused("main.lua");
    };
    CHECK_THAT(requiring("'my_fleet'"),
               Catch::StartsWith(at + "/main.lua:2: require: module \"my_fleet\" was not found: looked for " + at +
                                 "/my_fleet.lua, which does not exist"));
    CHECK_THAT(requiring("'qiki.nothing'"), Catch::Contains("scripts/lua/qiki/nothing.lua, which does not exist"));
    for (const char* bad : {"'../x'", "'a/b'", "'a..b'", "'.a'", "''", "'a\\0b'", "'/etc/passwd'"})
        CHECK_THAT(requiring(bad), Catch::Contains("main.lua:2: require: expected a module name"));
    CHECK_THAT(requiring("5"), Catch::Contains("found \"5\"") || Catch::Contains("looked for"));
    CHECK_THAT(requiring("{}"), Catch::Contains("string expected"));
    f.write("broken.lua", "\nlocal x = \n");
    CHECK_THAT(requiring("'broken'"), Catch::StartsWith(at + "/broken.lua:3: unexpected symbol near <eof>"));
    f.write("failing.lua", "\n\nerror('bad')");
    CHECK(requiring("'failing'") == at + "/failing.lua:3: bad");
    f.write("circle.lua", "require 'circle'");
    CHECK_THAT(requiring("'circle'"), Catch::Contains("circle.lua:1: require: module \"circle\" requires itself"));
    f.write("spinning.lua", "while true do end");
    CHECK_THAT(requiring("'spinning'"), Catch::Contains("spinning.lua:1: the script used up its budget"));
    std::filesystem::create_directory(f.at / "folder.lua");
    CHECK_THAT(requiring("'folder'"), Catch::Contains("is a folder"));
}

TEST_CASE("A script file that cannot be read is named") {
    const folder f;
    CHECK(f.refused("none.lua") == (f.at / "none.lua").string() + ": no such file");
    CHECK(f.refused("fleet") == (f.at / "fleet").string() + ": is a folder; expected a Lua script");
    f.write("large.lua", std::string(2'000'000, ' '));
    CHECK_THAT(f.refused("large.lua"), Catch::Contains("larger than 1 MiB"));
    f.write("empty.lua", "");
    CHECK_THAT(f.refused("empty.lua"), Catch::Contains("empty.lua:1: expected the script to return q.scenario"));
}
