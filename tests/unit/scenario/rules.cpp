// SPDX-License-Identifier: MIT
// tests/unit/scenario/rules.cpp - gate = { ... }, bios = { ... } and q.at as values, and what they refuse.
#include "script.hpp"
#include <fstream>
#include <unistd.h>

using namespace qiki::scenario;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {
std::string with(const std::string& more) {
    return "return q.scenario { name = \"t\", duration = 100,\n"
           "vehicles = { q.use \"org.test.point\" { id = \"v\" } },\n" +
           more + " }";
}
std::string why(const std::string& more) { return script::refused(with(more)); }
} // namespace

TEST_CASE("Rules of the gate and the self-tests keep their names, numbers and order") {
    const auto s = script::read(with(R"(
gate = { safe_cycles = 4, stale = 2.5, outrank = 10, bios = false,
  emergency = { v = { "hold", "coast" } }, lesser = { v = { go = "hold" } }, stop = { v = "hold" },
  limits = { v = { ["rcs.fire"] = { percent = { 0, 40 }, axis = { 1, 1 } } } },
  authority = { mind = "none" }, confirm = { "mind", "mate" } },
bios = { every = 1, manifest = { v = { battery = "power_unit", imu = "" } } })"));
    const gate_rules& g = s.gate;
    CHECK((g.safe_cycles == 4 && g.stale == 2'500'000'000 && g.outrank == 10'000'000'000 && !g.bios));
    REQUIRE(g.emergency.size() == 2);
    CHECK((g.emergency[0].vehicle == "v" && g.emergency[0].verb == "hold" && g.emergency[1].verb == "coast"));
    REQUIRE(g.limits.size() == 2);
    CHECK((g.limits[0].verb == "rcs.fire" && g.limits[0].other == "axis" && g.limits[0].min == 1));
    CHECK((g.limits[1].other == "percent" && g.limits[1].max == 40));
    CHECK((g.lesser.size() == 1 && g.lesser[0].other == "hold" && g.stop.size() == 1 && g.confirm.size() == 2));
    CHECK((g.authority.size() == 1 && g.authority[0].word == "none"));
    CHECK((s.bios.declared && s.bios.every == 1'000'000'000 && s.bios.manifest.size() == 2));
    CHECK((s.bios.manifest[0].name == "battery" && s.bios.manifest[1].type.empty()));
    const auto plain = script::read(with(""));
    CHECK(
        (plain.gate.safe_cycles == 3 && plain.gate.stale == 5'000'000'000 && plain.gate.bios && !plain.bios.declared));
}

TEST_CASE("Rules that are wrong are refused with the key, what was expected and what was found") {
    const struct {
        const char *text, *expected;
    } table[] = {
        {"gate = 5", "gate: expected { key = value }, found 5"},
        {"gate = { 1 }", "found 1 without a name"},
        {"gate = { limit = {} }", "did you mean \"limits\"?"},
        {"gate = { safe_cycles = 0 }", "safe_cycles: expected a whole number from 1 to 1000, found 0"},
        {"gate = { stale = 0 }", "stale: expected seconds above 0"},
        {"gate = { stale = 0/0 }", "stale"},
        {"gate = { outrank = -1 }", "outrank: expected seconds from 0"},
        {"gate = { emergency = { v = \"hold\" } }", "emergency, v: expected a list of verbs, found"},
        {"gate = { emergency = { v = { a = \"hold\" } } }", "found a key among them"},
        {"gate = { limits = { v = { go = { speed = { 2, 1 } } } } }", "expected {min, max} with min not above max"},
        {"gate = { limits = { v = { go = { speed = 2 } } } }", "expected {min, max} with min not above max, found 2"},
        {"gate = { authority = { mind = \"king\" } }", "authority, mind: expected one of \"none\""},
        {"gate = { confirm = { 5 } }", "confirm: expected a list of agents"},
        {"bios = { every = 0 }", "every: expected seconds above 0"},
        {"bios = { manifest = { v = { x = \"senser\" } } }", "did you mean \"sensor\"?"},
        {"operator = 5", "operator: expected a list { q.at(seconds, { ... }), ... }, found 5"},
        {"operator = { {} }", "operator: expected a list { q.at(seconds, { ... }), ... }"},
        {"operator = { x = q.at(1, { reject = \"m\" }) }", "found a key or a gap in it"},
        {"operator = { q.at(-1, { reject = \"m\" }) }", "q.at: expected seconds from 0"},
        {"operator = { q.at(0/0, { reject = \"m\" }) }", "q.at"},
        {"operator = { q.at(1) }", "q.at: expected q.at(5, {"},
        {"operator = { q.at(1, { comand = \"hold\" }) }", "did you mean \"command\"?"},
        {"operator = { q.at(1, {}) }",
         "expected one of command, approve, publish, accept, reject, safe and acknowledge, found none"},
        {"operator = { q.at(1, { acknowledge = \"m\", track = 0 }) }",
         "track: expected the whole number of a track, from 1 on, found 0"},
        {"operator = { q.at(1, { acknowledge = \"m\", track = 1.5 }) }", "found 1.5"},
        {"operator = { q.at(1, { acknowledge = \"m\", track = \"x\" }) }", "track: expected the number of a track"},
        {"operator = { q.at(1, { acknowledge = \"m\", name = \"x\" }) }", "q.at: name does not go with acknowledge"},
        {"operator = { q.at(1, { command = \"hold\" }) }", "q.at: command needs to beside it"},
        {"operator = { q.at(1, { safe = \"v\", to = \"v\" }) }", "q.at: to does not go with safe"},
        {"operator = { q.at(1, { safe = \"v\", good = true, because = \"X\" }) }", "a good cycle has no because"},
        {"operator = { q.at(1, { accept = \"m\", reject = \"m\" }) }", "q.at: reject does not go with accept"},
        {"operator = { q.at(1, { command = \"go\", to = \"v\", args = { 1, speed = 2 } }) }",
         "either names or a list, found both"},
        {"operator = { q.at(1, { command = \"go\", to = \"v\", args = { 1, 2, 3, 4, 5, 6, 7 } }) }",
         "at most 6 of them, found 7"},
        {"operator = { q.at(1, { command = \"go\", to = \"v\", args = { \"fast\" } }) }", "args: expected a number"},
    };
    for (const auto& row : table) {
        INFO(row.text);
        CHECK_THAT(why(row.text), Contains(row.expected) && StartsWith("dir/test.lua:"));
    }
}

TEST_CASE("An operator's steps come by time, those of one time as they stand, with their lines") {
    const auto s = script::read(with(R"(operator = {
  q.at(7, { publish = "n", args = { 1 } }),
  q.at(2, { command = "go", to = "v", args = { speed = 1, bearing = 2 }, text = "x", name = "first" }),
  q.at(2, { approve = "n", command = "hold", to = "v" }),
  q.at(0.1 * 3, { accept = "mind/2" }), q.at(9, { safe = "v", because = "SENSORS_STALE" }), q.at(10, { safe = "v", good = true }),
  q.at(11, { acknowledge = "near" }), q.at(12, { acknowledge = "near", track = 7 }) })"));
    const auto& o = s.operator_steps;
    REQUIRE(o.size() == 8);
    using act = operator_step::act;
    CHECK((o[0].what == act::accept && o[0].at == 300'000'000 && o[0].to == "mind/2"));
    CHECK((o[1].what == act::command && o[1].name == "first" && o[1].args.size() == 2 &&
           o[1].args[0].first == "bearing"));
    CHECK((o[2].what == act::approve && o[2].name == "n" && o[2].verb == "hold" && !o[2].args_given));
    CHECK((o[3].what == act::publish && o[3].args_given && o[3].args[0].first.empty() && o[3].verb.empty()));
    CHECK((o[4].what == act::safe && o[4].name == "v" && o[4].because == "SENSORS_STALE" && o[5].good));
    CHECK((o[6].what == act::acknowledge && o[6].to == "near" && o[6].track == 0 && o[7].track == 7));
    CHECK((o[3].where.line == 5 && o[1].where.line == 6));
}

TEST_CASE("An operator's script is read in the sandbox, and must return a list") {
    const auto dir = std::filesystem::temp_directory_path() / ("qiki_operator_" + std::to_string(getpid()));
    std::filesystem::create_directories(dir);
    const auto read = [&](const std::string& text) {
        std::ofstream(dir / "op.lua") << text;
        try {
            const auto steps = read_operator({dir / "op.lua", {}, QIKI_SOURCE_DIR "/scripts/lua"});
            return std::to_string(steps.size()) + " steps";
        } catch (const error& e) { return std::string(e.what()).substr(dir.string().size() + 1); }
    };
    const std::string q = "local q = require 'qiki'\n";
    CHECK(read(q + "local all = {}\nfor t = 1, 9 do all[t] = q.at(t, { reject = 'mind' }) end\nreturn all") ==
          "9 steps");
    CHECK(read(q + "return {}") == "0 steps");
    CHECK_THAT(read(q + "return q.at(1, { reject = 'mind' })"),
               StartsWith("op.lua: an operator's script: expected a list"));
    CHECK_THAT(read(q + "q.at(1, { reject = 'mind' })"), StartsWith("op.lua: an operator's script: expected a list"));
    CHECK_THAT(read(q + "return { q.at(1, { rejects = 'mind' }) }"), StartsWith("op.lua:2: q.at: expected one of"));
    CHECK_THAT(read("return {"), StartsWith("op.lua:"));
    CHECK_THAT(read("while true do end"), Contains("steps") || Contains("instructions") || Contains("budget"));
    CHECK_THAT(read("return os.time()"), StartsWith("op.lua:1:"));
    std::filesystem::remove_all(dir);
    CHECK(read("x") == "op.lua: no such file");
}
