// SPDX-License-Identifier: MIT
// tests/unit/run/test_safe.cpp - SAFE_MODE in a run: who brings the gate into it, what passes, and what frees it.
#include "tests/unit/run/bridge_crew.hpp"

using namespace lab;

namespace {
std::vector<std::string> ticks_of(const std::string& name, uint32_t verb) {
    std::vector<std::string> out;
    for (const ship::told& x : ship::heard[name])
        if (x.c.verb == verb) out.push_back(std::to_string(x.t / (100 * ms)));
    return out;
}
using list = std::vector<std::string>;
} // namespace

TEST_CASE("safe_mode FSM: enters on BIOS unavailable/sensor stale, as an agent says it") {
    for (const char* why : {"BIOS_UNAVAILABLE", "SENSORS_STALE", "ACTUATOR_UNAVAILABLE", "SOMETHING_ELSE"}) {
        crew c;
        c.says([&](pilot& p, const pilot::tick& t) {
            if (t.seq() == 1) p.event(t, "SAFE_REQUEST", why);
        });
        c.go();
        const std::string said = std::string(why) == "SOMETHING_ELSE" ? "UNKNOWN" : why;
        CHECK(crew::story("SAFE") == list{"2 SAFE_MODE_ENTER " + said});
        REQUIRE(!pilot::notes["mind"].empty());
        const qiki_event& e = pilot::notes["mind"].back().e;
        CHECK((e.entity == 1 && e.severity == QIKI_SEVERITY_CRITICAL && e.v[0] == 3)); // the agent's index
    }
}

TEST_CASE("safe_mode FSM: blocks all but emergency verbs, from the tick of the request on, of its vehicle alone") {
    crew c;
    c.put<pilot>(section::agents, "mate", {.on = "ferry"});
    c.says([](pilot& p, const pilot::tick& t) {
        if (t.seq() == 3) p.event(t, "SAFE_REQUEST", "SENSORS_STALE");
        p.order(t, 1), p.order(t, 0);
    });
    c.says([](pilot& p, const pilot::tick& t) { p.order(t, 1); }, "mate");
    const auto r = c.go();
    CHECK(ticks_of("qiki", 1) == list{"2", "3", "4"});
    CHECK(ticks_of("qiki", 0).size() == 9); // said in the last tick: nobody is there to obey
    CHECK(ticks_of("ferry", 1).size() == 9);
    uint64_t refused = 0;
    for (const qiki_receipt& x : pilot::answers["mind"])
        if (x.source == UINT32_MAX) refused += x.code == 14 && x.status == QIKI_RECEIPT_REFUSED;
    CHECK(refused == 6);
    std::map<std::string, double> counts;
    for (const auto& m : r.metrics) counts[m.name] = m.value;
    CHECK(counts["commands_refused.VERB_NOT_IN_SAFE_MODE"] == 7);
    CHECK(counts["safe_mode_entries"] == 1);
}

TEST_CASE("safe_mode FSM: exits after N cycles, flapping resets counter, in a run") {
    crew c;
    c.plan.duration = 2000 * ms;
    const std::string cycles = "RggRgrgggg"; // R: a request; r: likewise, in one tick with a good cycle
    c.says([&](pilot& p, const pilot::tick& t) {
        const char what = t.seq() < cycles.size() ? cycles[t.seq()] : '.';
        if (what == 'g' || what == 'r') p.event(t, "SAFE_CYCLE_GOOD"), p.event(t, "SAFE_CYCLE_GOOD");
        if (what == 'R' || what == 'r') p.event(t, "SAFE_REQUEST", "SENSORS_STALE");
        p.order(t, 1);
    });
    c.go();
    CHECK(crew::story("SAFE") == list{"1 SAFE_MODE_ENTER SENSORS_STALE", "2 SAFE_MODE_RECOVERING SENSORS_STALE",
                                      "3 SAFE_MODE_RECOVERING SENSORS_STALE", "4 SAFE_MODE_HOLD SENSORS_STALE",
                                      "5 SAFE_MODE_RECOVERING SENSORS_STALE", "6 SAFE_MODE_HOLD SENSORS_STALE",
                                      "7 SAFE_MODE_RECOVERING SENSORS_STALE", "8 SAFE_MODE_RECOVERING SENSORS_STALE",
                                      "9 SAFE_MODE_EXIT SENSORS_STALE"});
    CHECK(ticks_of("qiki", 1).front() == "10"); // said in 9, when the third good cycle came
}

TEST_CASE("SAFE_MODE is nobody else's to ask for or to end") {
    crew c;
    c.put<pilot>(section::agents, "mate", {.on = "ferry"});
    c.put<pilot>(section::agents, "ghost");
    std::vector<std::string> lines;
    c.options.log = [&](std::string_view, int, qiki_ns, uint64_t, std::string_view text) { lines.emplace_back(text); };
    c.says([](pilot& p, const pilot::tick& t) {
        if (t.seq() == 0) p.event(t, "SAFE_REQUEST", "SENSORS_STALE", 2);                     // the ferry's
        if (t.seq() == 1) p.event(t, "SAFE_REQUEST", "SENSORS_STALE", 1, QIKI_LABEL_NO_DATA); // of no data
        if (t.seq() == 2) p.event(t, "SAFE_REQUEST", "SENSORS_STALE", 77);                    // nobody's
        if (t.seq() == 4) p.event(t, "SAFE_REQUEST", "SENSORS_STALE", 1);
    });
    const auto praise = [](pilot& p, const pilot::tick& t) {
        p.event(t, "SAFE_CYCLE_GOOD", nullptr, 1), p.event(t, "SAFE_CYCLE_GOOD");
    };
    c.says(praise, "mate"), c.says(praise, "ghost");
    c.go();
    CHECK(crew::story("SAFE") == list{"5 SAFE_MODE_ENTER SENSORS_STALE"});
    REQUIRE(lines.size() == 2);
    CHECK_THAT(lines[0], Catch::Matchers::Contains("the gate ignores SAFE_REQUEST by 'mind'"));
    CHECK_THAT(lines[1], Catch::Matchers::Contains("the gate ignores SAFE_CYCLE_GOOD by 'mate'"));
}

TEST_CASE("agent: policy errors request SAFE, and so does silence") {
    crew failed;
    failed.says([](pilot& p, const pilot::tick& t) {
        if (t.seq() == 2) p.event(t, "POLICY_FAILED");
    });
    failed.go();
    CHECK(crew::story("SAFE") == list{"3 SAFE_MODE_ENTER PROVIDER_UNAVAILABLE"});

    crew silent;
    silent.plan.duration = 3000 * ms, silent.plan.gate.stale = 500 * ms;
    silent.says([](pilot& p, const pilot::tick& t) {
        if (t.seq() < 2 || t.seq() >= 12) p.event(t, "SAFE_CYCLE_GOOD");
    });
    silent.go();
    CHECK(crew::story("SAFE") ==
          list{"8 SAFE_MODE_ENTER PROVIDER_UNAVAILABLE", "13 SAFE_MODE_RECOVERING PROVIDER_UNAVAILABLE",
               "14 SAFE_MODE_RECOVERING PROVIDER_UNAVAILABLE", "15 SAFE_MODE_EXIT PROVIDER_UNAVAILABLE"});
    crew mute; // who never reports is not watched
    mute.plan.duration = 3000 * ms, mute.plan.gate.stale = 500 * ms;
    mute.go();
    CHECK(crew::story("SAFE").empty());
}

TEST_CASE("agent: BIOS errors request SAFE") {
    for (const int how : {static_cast<int>(QIKI_TEST_FAIL), -1, -2, -3}) { // -3: as -2, checked
        crew c;
        c.options.checked = how == -3;
        c.plan.duration = 6000 * ms, c.plan.bios.every = 1000 * ms;
        c.says([&](pilot&, const pilot::tick& t) {
            ship::health["qiki"] = t.seq() >= 15 && t.seq() < 25 ? std::max(how, -2) : 0;
        });
        c.go();
        CHECK((_mm_getcsr() & 0x8000) == 0); // put back
        const std::string why = how < 0 ? "BIOS_UNAVAILABLE" : "BIOS_INVALID";
        CHECK(crew::story("SAFE") == list{"20 SAFE_MODE_ENTER " + why, "30 SAFE_MODE_RECOVERING " + why,
                                          "40 SAFE_MODE_RECOVERING " + why, "50 SAFE_MODE_EXIT " + why});
        // Of the run and of its craft: at the start, and when it changed.
        CHECK(crew::story("BIOS") ==
              list{"0 BIOS_OK ", "0 BIOS_OK ", "20 BIOS_FAULT ", "20 BIOS_FAULT ", "30 BIOS_OK ", "30 BIOS_OK "});
        const auto& first = pilot::notes["mind"].front();
        CHECK((first.e.v[0] == 1 && first.e.v[1] == 1 && first.e.v[2] == 0 && first.t <= 200 * ms));
    }
    crew lenient;
    lenient.plan.gate.bios = false;
    ship::health["qiki"] = QIKI_TEST_FAIL;
    lenient.go();
    CHECK(crew::story("SAFE").empty());
    CHECK(crew::story("BIOS") == list{"0 BIOS_FAULT ", "0 BIOS_FAULT "});
}

TEST_CASE("SAFE_MODE is part of the digest, is kept by a restore, and a reset is free of it") {
    const auto play = [](bool asks, int64_t restore, unsigned threads, unsigned runs) {
        crew c;
        c.options.threads = threads, c.options.runs = runs;
        if (restore >= 0) c.options.restore_at = restore * 100 * ms;
        // A restored pilot has forgotten its count; what it says next must not depend on that.
        c.says([=](pilot& p, const pilot::tick& t) {
            p.said = static_cast<uint32_t>(2 * t.seq());
            if (asks && t.seq() == 3) p.event(t, "SAFE_REQUEST", "SENSORS_STALE");
            if (t.seq() == 5 || t.seq() == 6 || t.seq() == 8) p.event(t, "SAFE_CYCLE_GOOD");
            p.order(t, 1);
        });
        return c.go().digests;
    };
    const auto digests = play(true, -1, 1, 2);
    CHECK(digests[0] == digests[1]);
    CHECK(play(false, -1, 1, 1)[0] != digests[0]);
    for (int at = 0; at <= 10; ++at) CHECK(play(true, at, 1, 1)[0] == digests[0]);
    CHECK(play(true, -1, 3, 1)[0] == digests[0]);
}

TEST_CASE("The scenario's rules: emergency, lesser, stop, limits, authority, and names that there are not") {
    using words = qiki::scenario::verb_words;
    const qiki::scenario::place at{"test.lua", 9};
    crew c;
    c.plan.gate.lesser = {words{"qiki", "go", "hold", 0, 0, at}};
    c.plan.gate.stop = {words{"qiki", "hold", "", 0, 0, at}};
    c.plan.gate.limits = {words{"qiki", "go", "speed", 0, 20, at}};
    c.says([](pilot& p, const pilot::tick& t) {
        if (t.seq() == 4) p.event(t, "SAFE_REQUEST", "SENSORS_STALE");
        p.order(t, 1);
    });
    c.go();
    const auto& heard = ship::heard["qiki"];
    REQUIRE(heard.size() == 10);
    for (size_t i = 0; i < 4; ++i) CHECK((heard[i].c.verb == 1 && heard[i].c.arg[1] == 20));
    CHECK((heard[4].c.verb == 0 && heard[4].c.authority == QIKI_BY_SAFETY && heard[4].c.issuer == UINT32_MAX)); // stop
    // An agent's own go, made a hold, is outranked by nothing: it is an emergency verb by then.
    for (size_t i = 5; i < 10; ++i) CHECK((heard[i].c.verb == 0 && heard[i].c.issuer == 3));
    CHECK(crew::story("ARGUMENT_LIMITED").size() == 4);

    crew none;
    none.plan.gate.authority = {{"mind", "none", at}};
    none.says([](pilot& p, const pilot::tick& t) { p.order(t, 0); });
    none.go();
    CHECK(ship::heard["qiki"].empty());

    const auto wrong = [&](auto&& change) {
        crew bad;
        change(bad.plan.gate);
        try {
            bad.go();
        } catch (const qiki::scenario::error& e) { return std::string(e.what()); }
        return std::string("accepted");
    };
    CHECK(wrong([&](auto& g) {
              g.emergency = {words{"qikki", "hold", "", 0, 0, at}};
          }) == "test.lua:9: emergency: expected the id of a vehicle, found \"qikki\"; did you mean \"qiki\"?");
    CHECK(wrong([&](auto& g) {
              g.limits = {words{"qiki", "goo", "speed", 0, 1, at}};
          }) == "test.lua:9: limits: expected a verb that 'qiki' obeys, found \"goo\"; did you mean \"go\"?");
    CHECK(wrong([&](auto& g) {
              g.limits = {words{"qiki", "go", "sped", 0, 1, at}};
          }) == "test.lua:9: limits: expected an argument of 'go', found \"sped\"; did you mean \"speed\"?");
    const auto bearing = [&](double min, double max) {
        return wrong([&](auto& g) { g.limits = {words{"qiki", "go", "bearing", min, max, at}}; });
    };
    CHECK(bearing(2, 3) == "test.lua:9: limits: expected a range within that of 'go', bearing: {-1, 1}, found {2, 3}");
    CHECK_THAT(bearing(-1, 1.5), Catch::Matchers::Contains("found {-1, 1.5}"));
    CHECK_THAT(bearing(-1.5, 1), Catch::Matchers::Contains("found {-1.5, 1}"));
    CHECK(bearing(-1, 1) == "accepted");
    CHECK(bearing(0.5, 0.5) == "accepted");
    CHECK_THAT(bearing(1.5, 1.5),
               Catch::Matchers::Contains("test.lua:9: limits: expected a range within that of 'go'"));
    const auto speed = [&](double min, double max) { // whole numbers, of any size
        return wrong([&](auto& g) { g.limits = {words{"qiki", "go", "speed", min, max, at}}; });
    };
    CHECK(speed(1.5, 1.5) == "test.lua:9: limits: expected whole numbers for 'go', speed, which takes nothing between "
                             "them, found {1.5, 1.5}");
    CHECK_THAT(speed(0, 2.5), Catch::Matchers::Contains("expected whole numbers"));
    CHECK(speed(3, 3) == "accepted");
    CHECK_THAT(wrong([&](auto& g) {
                   g.stop = {words{"qiki", "go", "", 0, 0, at}};
               }),
               Catch::Matchers::EndsWith("stop: expected an emergency verb without arguments, found \"go\", which has "
                                         "arguments; 'qiki' has \"hold\""));
    CHECK(wrong([&](auto& g) {
              g.authority = {{"mint", "none", at}};
          }) == "test.lua:9: authority: expected the id of an agent, found \"mint\"; did you mean \"mind\"?");
}
