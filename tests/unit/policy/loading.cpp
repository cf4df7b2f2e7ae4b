// SPDX-License-Identifier: MIT
// tests/unit/policy/loading.cpp - what is wrong with a policy is said when it is loaded: file, line, what was expected,
// the remedy.
#include "play.hpp"
#include <fstream>
#include <iterator>

using namespace play;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {
// The policy with one state ON and, in line 2 and on, this.
std::string with(const std::string& rest) {
    return lua("return q.policy { initial = 'ON', states = { ON = {} },\n" + rest + "\n}");
}
std::string rules(const std::string& text) {
    return lua("return q.policy { initial = 'ON', states = { ON = {\n" + text + "\n} } }");
}
std::string guard(const std::string& text) { return with("guards = {\n{ id = 'G', each = 'track', " + text + " } }"); }
const std::string in = "dir/test.lua:";
} // namespace

TEST_CASE("A misspelt fact is an error at load, with the nearest one, wherever it is asked for") {
    CHECK(refused(rules("{ when = function(f) return f.bios_okk end, to = 'ON' }")) ==
          in + "3: bios_okk: expected a fact of test.agent, found \"bios_okk\"; did you mean \"bios_ok\"?");
    CHECK_THAT(refused(rules("{ when = function(facts)\n  local x = 1\n  return facts.sped > x end, to = 'ON' }")),
               StartsWith(in + "5: sped: "));
    CHECK_THAT(refused(rules("{ when = function(f) return f['bios_okk'] end, to = 'ON' }")),
               StartsWith(in + "3: bios_okk: "));
    CHECK_THAT(refused(rules("{ to = 'ON', say = function(f) return { 'shout', f.sped } end }")),
               StartsWith(in + "3: sped: "));
    CHECK_THAT(refused(rules("{ to = 'ON', because = function(f) return f.top_gard end }")),
               Contains("did you mean \"top_guard\"?"));
    CHECK_THAT(refused(rules("{ to = 'ON', set = function(f) return { a = f.sped } end }")),
               StartsWith(in + "3: sped: "));
    CHECK_THAT(refused(guard("when = function(t) return t.rnge < 5 end")),
               Contains("rnge: expected a fact of test.agent, found \"rnge\"; did you mean \"range\"?"));
    CHECK_THAT(
        refused(guard("of = 'rnge', within = 5")),
        StartsWith(
            in +
            "4: guards[1].of: expected a fact of each subject of test.agent, found \"rnge\"; did you mean \"range\"?"));
    CHECK_THAT(refused(guard("where = { qality = 1 }")),
               Contains("guards[1].where.qality: expected a fact of each subject of test.agent, found \"qality\"; did "
                        "you mean \"quality\"?"));
    CHECK_THAT(refused("local q = require 'qiki'\nlocal function ready(f)\n  return f.bios_okk\nend\n"
                       "return q.policy { initial = 'A', states = { A = { { when = ready, to = 'A' } } } }"),
               StartsWith(in + "3: bios_okk: "));
}

TEST_CASE("Facts of subjects and of the agent are told apart") {
    CHECK_THAT(refused(rules("{ when = function(f) return f.range < 5 end, to = 'ON' }")),
               Contains("range: expected a fact of test.agent, found \"range\", which is a fact of each subject"));
    CHECK_THAT(refused(guard("when = function(t) return t.speed > 5 end")), Contains("which is a fact of the agent"));
    CHECK_THAT(refused(guard("of = 'speed', within = 5")),
               Contains("which is a fact of the agent, not of each subject"));
    CHECK_THAT(refused(with("guards = { { id = 'G', of = 'range', within = 5 } }")),
               Contains("which is a fact of each subject; say each = \"track\""));
}

TEST_CASE("A name that means something else in the body is left to the run, where it is caught") {
    CHECK(refused(rules(
              "{ when = function(f) local g = function(f) return f.x end return g({ x = true }) end, to = 'ON' }")) ==
          "");
    CHECK(refused(rules("{ when = function(f) for f, g in pairs({}) do return f.x end end, to = 'ON' }")) == "");
    CHECK(refused(rules("{ when = function(f) return ({ f = { y = 1 } }).f.y end, to = 'ON' }")) == "");
    stage a(rules("{ when = function(f) local name = 'bios' .. '_okk' return f[name] end, to = 'ON' }"));
    CHECK(a.decide(s) == "failed: dir/test.lua:3: bios_okk: expected a fact; did you mean \"bios_ok\"?");
    stage b(rules("{ when = function(f) return f.guard[f.state] end, to = 'ON' }"));
    CHECK_THAT(b.decide(s), Contains("dir/test.lua:3: ON: expected the id of a guard"));
}

TEST_CASE("Facts cannot be changed") {
    CHECK_THAT(refused(rules("{ when = function(f) f.speed = 3 return true end, to = 'ON' }")),
               Contains("3: speed: facts can be read, not changed"));
    stage a(rules("{ when = function(f) local g = f g.speed = 3 return false end, to = 'ON' }"));
    CHECK_THAT(a.decide(s, {{"speed", 1}}), Contains("failed: dir/test.lua:2: a fact was changed by the policy"));
}

TEST_CASE("Verbs: names, counts and limits") {
    CHECK(refused(rules("{ say = { 'shuot', 3 } }")) ==
          in + "3: states.ON[1].say: expected a verb of test.agent, found \"shuot\"; did you mean \"shout\"?");
    CHECK(refused(rules("{ say = { 'go', 3 } }")) == in + "3: go: expected 2 arguments (east, north), found 1");
    CHECK(refused(rules("{ say = { 'hold', 3 } }")) == in + "3: hold: expected 0 arguments, found 1");
    CHECK(refused(rules("{ say = { 'shout', 11 } }")) == in + "3: shout: expected level from 0 to 10, found 11");
    CHECK_THAT(refused(rules("{ say = { 'shout', 0/0 } }")), Contains("expected a finite number, found nan"));
    CHECK_THAT(refused(rules("{ say = { 'shout', true } }")), Contains("expected a number, found true"));
    CHECK_THAT(refused(rules("{ say = { 'shout', 'lvl' } }")),
               Contains("expected a number or the name of a parameter, found \"lvl\""));
    CHECK_THAT(refused(rules("{ say = {} }")), Contains("expected { \"verb\", arguments }, found an empty table"));
    CHECK_THAT(refused(rules("{ say = 'hold' }")),
               Contains("say: expected a verb with its arguments as { ... }, found \"hold\""));
    CHECK_THAT(refused(rules("{ say = { { 'hold' }, 'hold' } }")), Contains("as { ... }"));
    CHECK(refused(rules("{ say = { { 'hold' }, { 'go', 1, 2 } } }")) == "");
}

TEST_CASE("The same of what a function says is an error of the run") {
    const auto says = [](const std::string& what) {
        stage a(rules("{ say = function(f) return " + what + " end }"));
        return a.decide(s);
    };
    CHECK(says("nil") == "");
    CHECK(says("false") == "");
    CHECK(says("{ 'go', 1, -2 }") == "go(1, -2) because states.ON[1]");
    CHECK(says("{ { 'hold' }, { 'shout', 3 } }") == "hold() because states.ON[1], shout(3) because states.ON[1]");
    CHECK(says("{ 'shuot' }") ==
          "failed: dir/test.lua:3: say: expected a verb of test.agent, found \"shuot\"; did you mean \"shout\"?");
    CHECK(says("{ 'go', 1 }") == "failed: dir/test.lua:3: say: go: expected 2 arguments (east, north), found 1");
    CHECK(says("{ 'go', 1, 2, 3, 4, 5, 6, 7, 8, 9 }") ==
          "failed: dir/test.lua:3: say: go: expected 2 arguments (east, north), found 9");
    CHECK_THAT(says("{ 'shout', 0/0 }"), Contains("expected a finite level, found nan"));
    CHECK_THAT(says("{ 'shout', 1/0 }"), Contains("found an infinite number"));
    CHECK_THAT(says("{ 'shout', 10.5 }"), Contains("expected level from 0 to 10, found 10.5"));
    CHECK_THAT(says("{ 'shout', '3' }"), Contains("expected numbers, found \"3\""));
    CHECK_THAT(says("'hold'"), Contains("say: expected { \"verb\", arguments }, found \"hold\""));
    CHECK_THAT(says("{ { { 'hold' } } }"), Contains("expected the name of a verb first, found a table"));
    CHECK_THAT(says("(function() local t = {} for i = 1, 200 do t[i] = { 'hold' } end return t end)()"),
               Contains("at most 64 verbs"));
}

TEST_CASE("States: names, ways in, ways out") {
    CHECK(refused(lua("return q.policy { initial = 'OF', states = { ON = {}, OFF = {} } }")) ==
          in + "2: initial: expected the name of a state, found \"OF\"; did you mean \"OFF\"?");
    CHECK_THAT(refused(rules("{ to = 'OFF' }")),
               StartsWith(in + "3: states.ON[1].to: expected the name of a state, found \"OFF\""));
    CHECK(
        refused(lua("return q.policy { initial = 'A', states = {\nA = { { when = function(f) return f.bios_ok end, to "
                    "= 'B' } },\nB = {},\nC = { { to = 'A' } } } }")) ==
        in + "5: C: no rule leads to this state from A; remove it, lead a rule to it, or name it in outside = { ... }");
    CHECK(refused(lua("return q.policy { initial = 'A', outside = { 'C' }, states = { A = {}, C = {} } }")) == "");
    CHECK_THAT(
        refused(lua("return q.policy { initial = 'A', outside = { 'C' }, states = { A = {}, C = { { to = 'A' } } } }")),
        Contains("expected no rules in a state that is named in outside"));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A', outside = { 'D' }, states = { A = {}, C = {} } }")),
               Contains("outside[1]: expected the name of a state, found \"D\""));
    CHECK_THAT(refused(with("any = { except = { 'OFF' } }")), Contains("any.except[1]: expected the name of a state"));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A', states = {} }")), Contains("at least one state"));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A' }")),
               Contains("states: expected { NAME = { rule, ... }, ... }, found nothing"));
    CHECK_THAT(refused(lua("return q.policy { states = { A = {} } }")),
               Contains("initial: expected the name of a state, found nothing"));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A', states = { A = {}, 5 } }")), Contains("without a name"));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A', states = { A = { wen = 1 } } }")),
               Contains("states.A.wen: expected a key of a list of rules, found \"wen\""));
}

TEST_CASE("Rules that never fire") {
    CHECK(refused(rules("{ to = 'ON' },\n{ when = function(f) return f.bios_ok end, to = 'ON' }")) ==
          in + "4: this rule never fires in ON: the one at dir/test.lua:3, which has no condition, comes first");
    CHECK_THAT(
        refused(rules("{ when = function(f) return f.bios_ok end, to = 'ON' },\n{ when = function(g) return g.bios_ok "
                      "end, say = { 'hold' } }")),
        Contains(
            "4: this rule never fires in ON: the one at dir/test.lua:3, which has the same condition, comes first"));
    CHECK_THAT(refused(lua("local function ok(f) return f.bios_ok end\nreturn q.policy { initial = 'A', states = { A = "
                           "{ { when = ok, to = 'A' }, { when = ok, say = { 'hold' } } } } }")),
               Contains("same condition"));
    CHECK_THAT(refused(lua("local function ok(f) return f.bios_ok end\nreturn q.policy { initial = 'A', any = { { when "
                           "= ok, say = { 'hold' } } },\n states = { A = { { when = ok, to = 'A' } } } }")),
               StartsWith(in + "4: this rule never fires in A"));
    CHECK(refused(lua("local function ok(f) return f.bios_ok end\nreturn q.policy { initial = 'A', any = { except = { "
                      "'A' }, { when = ok, say = { 'hold' } } },\n states = { A = { { when = ok, to = 'A' } } } }")) ==
          "");
    CHECK(refused(rules("{ when = function(f) return f.bios_ok end, to = 'ON' },\n{ when = function(f) return not "
                        "f.bios_ok end, to = 'ON' }")) == "");
    CHECK(refused(lua("local function above(x) return function(f) return f.speed and f.speed > x end end\nreturn "
                      "q.policy { initial = 'A', states = { A = { { when = above(5), to = 'A' }, { when = above(3), "
                      "say = { 'hold' } } } } }")) == "");
    CHECK_THAT(refused(lua("local function above(x) return function(f) return f.speed and f.speed > x end end\nreturn "
                           "q.policy { initial = 'A', states = { A = { { when = above(5), to = 'A' }, { when = "
                           "above(5), say = { 'hold' } } } } }")),
               Contains("same condition"));
}

TEST_CASE("Misspelt keys, values of the wrong kind, gaps") {
    CHECK(refused(with("gards = {}")) ==
          in + "3: gards: expected a key of q.policy, found \"gards\"; did you mean \"guards\"?");
    CHECK(refused(rules("{ when = function(f) end, too = 'ON' }")) ==
          in + "3: states.ON[1].too: expected a key of a rule, found \"too\"; did you mean \"to\"?");
    CHECK_THAT(refused(guard("of = 'range', withn = 5")),
               Contains("guards[1].withn: expected a key of a guard, found \"withn\"; did you mean \"within\"?"));
    CHECK_THAT(refused(rules("{ when = true, to = 'ON' }")),
               StartsWith(in + "3: states.ON[1].when: expected a function, found true"));
    CHECK_THAT(refused(rules("{ because = {}, to = 'ON' }")), Contains("because: expected a text, found a table"));
    CHECK_THAT(refused(rules("{ to = 5 }")), Contains("to: expected a text, found 5"));
    CHECK_THAT(refused(rules("{ to = 'ON', priority = 1.5 }")), Contains("priority: expected 0 to 1, found 1.5"));
    CHECK_THAT(refused(rules("{ to = 'ON', confidence = -1 }")), Contains("confidence: expected 0 to 1"));
    CHECK_THAT(refused(rules("{ to = 'ON', except = {} }")), Contains("expected a key of a rule, found \"except\""));
    CHECK_THAT(refused(rules("'to'")), Contains("states.ON[1]: expected a rule as { ... }, found \"to\""));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A', states = { A = { [2] = {} } } }")),
               Contains("expected a list without gaps"));
    CHECK_THAT(refused(lua("return q.policy(5)")), Contains("2: q.policy: expected { initial"));
    CHECK_THAT(
        refused(lua("\nlocal far = q.km('5')")),
        StartsWith(in + "3: q.km: expected a number or a list of numbers, found \"5\"; write it without quotes"));
    CHECK_THAT(refused("return 5"), Contains("dir/test.lua:1: expected the file to return q.policy { ... }, found 5"));
    CHECK_THAT(refused(""), Contains("expected the file to return q.policy"));
    CHECK_THAT(
        refused(lua(
            "q.policy { initial = 'A', states = { A = {} } } return q.policy { initial = 'A', states = { A = {} } }")),
        Contains("q.policy: called twice"));
    CHECK_THAT(refused("x ="), StartsWith(in + "1: "));
    CHECK_THAT(refused(lua("return q.scenario {}")), Contains("2: q.scenario: belongs into a scenario"));
    CHECK_THAT(refused(lua("return q.json('x')")), Contains("2: q.json: belongs into a scenario"));
    CHECK_THAT(refused(lua("return q.param('x', 1)")), Contains("q.policy_params"));
    CHECK_THAT(refused(lua("return q.policcy {}")), Contains("q.policcy: unknown name; did you mean \"policy\"?"));
}

TEST_CASE("Guards: ids, ranges, times, severities") {
    CHECK(refused(with("guards = {\n{ id = 'G', where = { mode = 1 } },\n{ id = 'G', where = { mode = 2 } } }")) ==
          in + "5: id: \"G\" is taken by the guard at dir/test.lua:4; ids are unique in a policy");
    CHECK_THAT(refused(with("guards = { { where = { mode = 1 } } }")),
               Contains("guards[1].id: expected a name of letters, digits and '_', up to 64, found nothing"));
    CHECK_THAT(refused(with("guards = { { id = 'A B', where = { mode = 1 } } }")), Contains("found \"A B\""));
    CHECK_THAT(refused(guard("of = 'range', within = { 70, 70 }")),
               Contains("within: expected a range whose end lies above its beginning, found 70 to 70"));
    CHECK_THAT(refused(guard("of = 'range', within = { 70, 10 }")), Contains("found 70 to 10"));
    CHECK_THAT(refused(guard("of = 'range', within = 0")), Contains("found 0 to 0"));
    CHECK_THAT(refused(guard("of = 'range', within = -5")), Contains("found 0 to -5"));
    CHECK_THAT(refused(guard("of = 'range', within = { 1, 2, 3 }")),
               Contains("expected { least, most }, found 3 values"));
    CHECK_THAT(refused(guard("of = 'range', within = { -20, -10 }")),
               Contains("expected a range that range (0 to 10000000) can be in"));
    CHECK(refused(guard("of = 'range_rate', within = { -20, -10 }")) == "");
    CHECK_THAT(refused(guard("of = 'quality', within = { 2, 3 }")), Contains("found 2 to 3"));
    CHECK_THAT(refused(guard("of = 'quality', within = 20")), // percent of what goes from 0 to 1: it would always hold
               Contains("within: expected quality from 0 to 1, found 20"));
    CHECK_THAT(refused(guard("of = 'quality', within = { -0.5, 0.5 }")), Contains("found -0.5"));
    CHECK(refused(guard("of = 'quality', within = { 0, 1 }")) == "");
    CHECK(refused(guard("of = 'quality', within = { min = 0.5 }")) == "");
    CHECK_THAT(refused(guard("of = 'range', within = { 0, 1/0 }")), Contains("finite"));
    CHECK_THAT(refused(guard("of = 'range'")),
               Contains("guards[1].within: expected the range of of = \"range\", found nothing"));
    CHECK_THAT(refused(guard("within = 5")),
               Contains("guards[1].of: expected the fact that within = is about, found nothing"));
    CHECK_THAT(refused(guard("where = { quality = { min = 1.5 } }")),
               Contains("where.quality: expected quality from 0 to 1, found 1.5"));
    CHECK_THAT(refused(guard("where = { quality = { min = -0.1 } }")), Contains("found -0.1"));
    CHECK_THAT(refused(guard("where = { quality = { max = 2 } }")), Contains("found 2"));
    CHECK_THAT(refused(guard("where = { quality = 3 }")), Contains("found 3"));
    CHECK_THAT(refused(guard("where = { quality = { min = 0.5, max = 0.2 } }")), Contains("max at least min"));
    CHECK_THAT(
        refused(guard("where = { quality = { mn = 0.5 } }")),
        Contains("quality.mn: expected a key of a number or { least, most }, found \"mn\"; did you mean \"min\"?"));
    CHECK_THAT(refused(guard("where = { iff = 'unknwon' }")),
               Contains("expected one of \"unknown\", \"friend\", \"neutral\", \"hostile\", found \"unknwon\"; did you "
                        "mean \"unknown\"?"));
    CHECK_THAT(refused(guard("where = { identified = 1 }")), Contains("identified: expected true or false, found 1"));
    CHECK_THAT(refused(guard("where = { range = true }")),
               Contains("expected a number, as range is none of true and false"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, min_duration = -1")),
               Contains("min_duration: expected 0 to 9e9 s, found -1"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, min_duration = 0/0")), Contains("finite"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, min_duration = 1/0")), Contains("finite"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, hysteresis = -1")),
               Contains("hysteresis: expected 0 or more, found -1"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, hysteresis = 0/0")), Contains("finite"));
    CHECK_THAT(refused(guard("where = { iff = 0 }, hysteresis = 1")), Contains("expected within = beside it"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, severity = 'critcal'")),
               Contains("severity: expected one of \"info\", \"notice\", \"warning\", \"critical\", found \"critcal\"; "
                        "did you mean \"critical\"?"));
    CHECK_THAT(refused(guard("of = 'range', within = 5, fires = 'egde'")), Contains("did you mean \"edge\"?"));
    CHECK_THAT(refused(guard("severity = 'info'")), Contains("guards[1]: expected a condition"));
    CHECK_THAT(refused(rules("{ when = function(f) return f.guard.CLOSE end, to = 'ON' }")),
               Contains("guard.CLOSE: expected the id of a guard, found \"CLOSE\"; the policy has none"));
    CHECK_THAT(refused(lua("return q.policy { initial = 'A', states = { A = {\n{ when = function(f) return "
                           "f.guard.CLOS end, to = 'A' } } }, guards = { { id = 'CLOSE', where = { mode = 0 } } } }")),
               Contains("3: guard.CLOS: expected the id of a guard, found \"CLOS\"; did you mean \"CLOSE\"?"));
}

TEST_CASE("Values that a script computes are checked as well, the place is then that of its function or of q.policy") {
    CHECK_THAT(refused(lua("local rules = {}\nfor i = 1, 3 do rules[i] = { to = 'B' .. i } end\nreturn q.policy { "
                           "initial = 'A', states = { A = rules } }")),
               StartsWith(in + "4: states.A[1].to: "));
}

TEST_CASE("Parameters: declared, given, changed") {
    const auto declares = [](const std::string& params, const std::string& rest = "") {
        return lua("local p = q.policy_params {\n" + params +
                   "\n}\nreturn q.policy { initial = 'A', states = { A = {\n" + rest + "\n} } }");
    };
    CHECK(refused(declares("near = { default = 70, min = 0, max = 100, unit = 'm', help = 'h' }")) == "");
    CHECK(refused(declares("near = { default = 70, max = 60 }")) ==
          in + "3: near.default: expected a number, at most 60, found 70");
    CHECK_THAT(refused(declares("near = { min = 7 }")),
               Contains("near.default: expected a number, text or boolean, found nothing"));
    CHECK_THAT(refused(declares("near = { default = 7, mn = 7 }")),
               Contains("near.mn: expected a key of a parameter, found \"mn\"; did you mean \"min\"?"));
    CHECK_THAT(refused(declares("near = { default = 7, min = 9, max = 8 }")),
               Contains("max: expected at least min = 9, found 8"));
    CHECK_THAT(refused(declares("near = { default = {} }")), Contains("found a list"));
    CHECK_THAT(refused(declares("near = 7")), Contains("near: expected a parameter as { ... }, found 7"));
    CHECK_THAT(refused(declares("near = { default = 7.5, type = 'integer' }")),
               Contains("expected a whole number, found 7.5"));
    CHECK(refused(declares("near = { default = 7 }"), {give("naer", {5.0})}) ==
          "scenario.lua:10: with.naer: expected a parameter of the policy, found \"naer\"; did you mean \"near\"?");
    CHECK(refused(declares("near = { default = 7, max = 8 }"), {give("near", {int64_t{9}})}) ==
          "scenario.lua:10: with.near: expected a number, at most 8, found 9 (declared at dir/test.lua:3)");
    CHECK_THAT(refused(declares("near = { default = 7 }"), {give("near", {std::string("x")})}),
               Contains("expected a number, found \"x\""));
    CHECK_THAT(
        refused(declares("near = { default = 'a', choices = { 'a', 'b' } }"), {give("near", {std::string("c")})}),
        Contains("one of \"a\", \"b\""));
    CHECK_THAT(refused(with("any = {}"), {give("near", {5.0})}),
               Contains("scenario.lua:10: with: expected no values, found \"near\"; the policy declares none"));
    CHECK_THAT(
        refused(declares("near = { default = 7 }", "{ set = { naer = 8 } }")),
        Contains(
            "6: states.A[1].set.naer: expected a parameter of the policy, found \"naer\"; did you mean \"near\"?"));
    CHECK_THAT(refused(declares("near = { default = 7, max = 8 }", "{ set = { near = 9 } }")),
               Contains("set.near: expected a number, at most 8, found 9"));
    CHECK_THAT(refused(lua("local p = q.policy_params { near = { default = 7 } }\nlocal x = p.naer\nreturn 5")),
               StartsWith(in + "3: naer: expected a parameter of the policy, found \"naer\"; did you mean \"near\"?"));
    CHECK_THAT(
        refused(
            lua("local p = q.policy_params { near = { default = 7 } }\nreturn q.policy { initial = 'A', states = { A = "
                "{ { set = { near = 9 } } } },\nguards = { { id = 'G', of = 'speed', within = { 0, p.near } } } }")),
        Contains("set.near: was read while the policy was loaded"));
    stage late(declares("near = { default = 7 }", "{ when = function(f) return p.naer end }"));
    CHECK(late.decide(s) == "failed: dir/test.lua:6: naer: expected a parameter of the policy; did you mean \"near\"?");
    CHECK_THAT(refused(lua("local p = q.policy_params {} local r = q.policy_params {}")), Contains("called twice"));
}

TEST_CASE("Parameters change at run time, within their limits, and guards follow those they name") {
    stage a(lua(R"(
local p = q.policy_params { near = { default = 10, min = 5, max = 50 }, loud = { default = false } }
return q.policy { initial = "A", states = { A = {
  { when = function(f) return f.mode == 1 end, set = { near = 40, loud = true }, say = { "shout", "level" } and nil },
  { when = function(f) return f.mode == 2 end, set = function(f) return { near = f.speed } end },
  { when = function(f) return p.loud and p.near == 40 end, say = { "hold" }, because = "LOUD" } } },
  guards = { { id = "NEAR", each = "track", of = "range", within = { 0, "near" }, cooldown = 0 } } })"));
    a.judge(1 * s, 1, {{"range", 30}});
    CHECK(a.decide(1 * s, {{"mode", 0}}) == "");
    CHECK(a.decide(2 * s, {{"mode", 1}}) == "");
    a.judge(3 * s, 1, {{"range", 30}});
    CHECK(a.decide(3 * s, {{"mode", 0}}) == "+NEAR 1 (30), hold() because LOUD");
    CHECK(a.decide(4 * s, {{"mode", 2}, {"speed", 6}}) == "-NEAR 1");
    a.judge(5 * s, 1, {{"range", 7}});
    CHECK(a.decide(5 * s, {{"mode", 0}}) == "");
    CHECK(a.decide(6 * s, {{"mode", 2}, {"speed", 60}}) ==
          "failed: dir/test.lua:6: set.near: expected a number, 5 to 50, found 60");
    CHECK(a.m.decide(7 * s, nullptr, nullptr, 0, nullptr, 0) == QIKI_E_POISONED);
}

TEST_CASE("The example of the documentation loads and works, and its message is the real one") {
    std::ifstream manual(QIKI_SOURCE_DIR "/docs/policy.md");
    const std::string page{std::istreambuf_iterator<char>(manual), {}};
    const size_t begin = page.find("```lua\n") + 7, end = page.find("```", begin);
    REQUIRE(end != std::string::npos);
    std::string example = page.substr(begin, end - begin);
    stage a(example, {give("close", {80.0})});
    CHECK(a.decide(0, {{"bios_ok", 1}}) == "BOOTING->WATCHING because BOOT_COMPLETE");
    const known contact{{"range", 75}, {"iff", QIKI_IFF_UNKNOWN}, {"quality", 0.5}};
    a.judge(1 * s, 3, contact);
    CHECK(a.decide(1 * s) == "");
    a.judge(2 * s, 3, contact);
    CHECK(a.decide(2 * s) == "+UNKNOWN_CLOSE 3 (75), WATCHING->ALERT because TOO_CLOSE, hold() because TOO_CLOSE");
    CHECK(a.decide(3 * s) == "-UNKNOWN_CLOSE 3");
    CHECK(a.decide(7 * s) == "ALERT->WATCHING because CALM");

    const size_t at = example.find("f.bios_ok");
    std::string message = refused(example.replace(at, 9, "f.bios_okk"));
    const auto put = [&](const std::string& was, const std::string& is) {
        REQUIRE(message.find(was) != std::string::npos);
        message.replace(message.find(was), was.size(), is);
    };
    put("dir/test.lua", "lookout.lua"), put("test.agent", "qiki.agent.watch");
    CHECK_THAT(page, Contains("\n    " + message + "\n"));
}
