// SPDX-License-Identifier: MIT
// tests/unit/agents/watch.cpp - the facts that qiki.agent.watch tells its policy, of tracks and of itself.
#include "post.hpp"

using namespace post;

namespace {
// What the fact may be, as a range of a guard: all of it.
std::string all_of(const std::string& fact) {
    const qiki_table& rows = agent_of("qiki.agent.watch").facts;
    for (uint32_t i = 0; i < rows.count; ++i) {
        const auto& row = *static_cast<const qiki_fact*>(qiki_row(rows, i));
        if (row.name != fact || !(row.min < row.max)) continue;
        char text[80];
        std::snprintf(text, sizeof text, "{ %.17g, %.17g }", row.min, row.max);
        return text;
    }
    return "{ -1e12, 1e12 }";
}
// The value of a subject's fact at the first tick that it is known, through the event of a guard; "unknown" without
// one.
std::string fact_of(const std::string& fact, const std::function<std::vector<qiki_track>(qiki_ns)>& sees,
                    std::vector<qiki::scenario::setting> settings = {},
                    std::function<std::vector<qiki_sample>(qiki_ns)> measures = {}) {
    scene run(guards("{ id = 'G', each = 'track', of = '" + fact + "', within = " + all_of(fact) + " }"),
              std::move(settings));
    run.plan.duration = 1 * s;
    run.sees = sees;
    if (measures) run.measures = measures;
    run.go_on();
    if (run.all.events.empty()) return "unknown";
    REQUIRE(run.all.events[0].n >= 2);
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", run.all.events[0].v[1]);
    return text;
}
// An own fact at the end of so many seconds, through a proposal's argument.
std::string own_fact(scene& run) {
    run.go_on();
    if (run.all.proposals.empty()) return "unknown";
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", run.all.proposals.back().arg[0]);
    return text;
}
std::string telling(const std::string& fact, const std::string& at) {
    return rules("{ when = function(f) return f.t >= " + at + " and f." + fact +
                 " ~= nil end, because = 'X', say = function(f) local x = f." + fact +
                 " if type(x) == 'boolean' then x = x and 1 or 0 end return { 'heading', x / 1e3 } end }");
}
std::vector<qiki_track> one(const qiki_track& x) { return {x}; }
} // namespace

TEST_CASE("Range, bearing and approach are those from the craft, now") {
    const auto sees = [](qiki_ns t) {
        qiki_track x = contact_at(5, t, 300, 20);
        x.x[1] = 400, x.x[2] = 0;
        return one(x);
    };
    CHECK(fact_of("range", sees) == "500");
    CHECK(fact_of("bearing", sees) == "0.643501"); // atan(3 / 4), from north to the east
    CHECK(fact_of("elevation", sees) == "0");
    CHECK(fact_of("range_rate", sees) == "-12");
    CHECK(fact_of("closing", sees) == "12");
    CHECK(fact_of("t_cpa", sees) == "41.6667");
    CHECK(fact_of("risk", sees) == "1");
    // The craft is elsewhere, and moves.
    const auto moving = [](qiki_ns t) {
        return std::vector<qiki_sample>{said(1, t, {300, 0, 0}), said(2, t, {0, 50, 0})};
    };
    CHECK(fact_of("range", sees, {}, moving) == "400");
    CHECK(fact_of("bearing", sees, {}, moving) == "0");
    CHECK(fact_of("range_rate", sees, {}, moving) == "-50");
    // Old tracks and old places are carried on to now.
    CHECK(fact_of("range", [](qiki_ns t) {
              qiki_track x = contact_at(5, t, 300, 20);
              x.t = x.t_update = t - 50 * ms;
              return one(x);
          }) == "299");
    CHECK(fact_of("range", sees, {}, [](qiki_ns t) {
              return std::vector<qiki_sample>{said(1, t - 50 * ms, {300, -2.5, 0}), said(2, t, {0, 50, 0})};
          }) == "400");
}

TEST_CASE(
    "Truth labelling (OK/NO_DATA/FALLBACK/INVALID): what is not measured is unknown, and no guard takes it for zero",
    "[capability]") {
    const auto at_rest = [](qiki_ns t) {
        qiki_track x = contact_at(5, t, 300);
        x.valid = 0, x.quality = 0;
        return one(x);
    };
    for (const char* fact : {"range_rate", "closing", "t_cpa", "risk", "quality", "existence"})
        CHECK(fact_of(fact, at_rest) == "unknown");
    CHECK(fact_of("range", at_rest) == "300");
    CHECK(fact_of("iff", at_rest) == "0");
    // A craft that does not know where it is knows no ranges; nor how fast things close, without its own velocity.
    const auto lost = [](qiki_ns) { return std::vector<qiki_sample>(); };
    CHECK(fact_of("range", at_rest, {}, lost) == "unknown");
    CHECK(fact_of("status", at_rest, {}, lost) == "1");
    const auto seen = [](qiki_ns t) { return one(contact_at(5, t, 300, 20)); };
    const auto place_alone = [](qiki_ns t) { return std::vector<qiki_sample>{said(1, t, {0, 0, 0})}; };
    CHECK(fact_of("range", seen, {}, place_alone) == "300");
    CHECK(fact_of("closing", seen, {}, place_alone) == "unknown");
    // Nor from samples that are not to be believed.
    for (uint32_t label : {QIKI_LABEL_INVALID, QIKI_LABEL_NO_DATA})
        CHECK(fact_of("range", seen, {}, [label](qiki_ns t) {
                  qiki_sample x = said(1, t, {0, 0, 0});
                  x.label = static_cast<uint8_t>(label);
                  if (label == QIKI_LABEL_NO_DATA) x.n = 0;
                  return std::vector<qiki_sample>{x};
              }) == "unknown");
    const auto flat = [](qiki_ns t) {
        qiki_track x = contact_at(5, t, 300, 20);
        x.state_dims = 2;
        return one(x);
    };
    CHECK(fact_of("elevation", flat) == "unknown");
    CHECK(fact_of("closing", flat) == "20");
    // Another's samples are not the craft's.
    CHECK(fact_of("range", seen, {}, [](qiki_ns t) {
              qiki_sample x = said(1, t, {0, 0, 0});
              x.entity = 2;
              return std::vector<qiki_sample>{x};
          }) == "unknown");
}

TEST_CASE("Whose a track is: the tracker says, else the lists of addresses") {
    const auto with = [](uint32_t address, uint8_t iff) {
        return [=](qiki_ns t) {
            qiki_track x = contact_at(5, t, 300);
            if (address) x.valid |= QIKI_TRACK_HAS_ADDRESS, x.address24 = address;
            x.iff = iff;
            return one(x);
        };
    };
    const std::vector<qiki::scenario::setting> lists = {give("friends", {std::vector<double>{7, 0x3C0001}, true}),
                                                        give("hostiles", {std::vector<double>{99}, true})};
    CHECK(fact_of("iff", with(0x3C0001, QIKI_IFF_UNKNOWN), lists) == "1");
    CHECK(fact_of("iff", with(99, QIKI_IFF_UNKNOWN), lists) == "3");
    CHECK(fact_of("iff", with(98, QIKI_IFF_UNKNOWN), lists) == "0");
    CHECK(fact_of("iff", with(99, QIKI_IFF_NEUTRAL), lists) == "2");
    CHECK(fact_of("identified", with(98, QIKI_IFF_UNKNOWN), lists) == "1");
    CHECK(fact_of("identified", with(0, QIKI_IFF_UNKNOWN), lists) == "0");
}

TEST_CASE("Two live tracks with one address are both suspected") {
    for (const bool same : {true, false}) {
        scene run(guards("{ id = 'G', each = 'track', where = { spoofed = true } }"));
        run.sees = [same](qiki_ns t) {
            std::vector<qiki_track> all{contact_at(5, t, 300), contact_at(6, t, 400), contact_at(7, t, 500)};
            for (qiki_track& x : all) x.valid |= QIKI_TRACK_HAS_ADDRESS, x.address24 = static_cast<uint32_t>(x.id);
            if (same) all[2].address24 = 5;
            return all;
        };
        run.plan.duration = 1 * s;
        run.go_on();
        std::vector<uint64_t> who;
        for (const qiki_event& e : run.all.events) who.push_back(e.track);
        CHECK(who == (same ? std::vector<uint64_t>{5, 7} : std::vector<uint64_t>{}));
    }
}

TEST_CASE("Of the tracks under the craft's own address the nearest is itself, and who else shows it is judged") {
    for (const bool alone : {true, false}) {
        scene run(guards("{ id = 'G', each = 'track', of = 'silence', within = { 0, 1e9 } }"),
                  {give("self", {std::vector<double>{5}, true})});
        run.sees = [alone](qiki_ns t) {
            std::vector<qiki_track> all{contact_at(5, t, 900), contact_at(6, t, 20), contact_at(7, t, 300)};
            for (qiki_track& x : all) x.valid |= QIKI_TRACK_HAS_ADDRESS, x.address24 = alone && x.id == 5 ? 77 : 5;
            all[1].address24 = 88;
            return all;
        };
        run.plan.duration = 1 * s;
        run.go_on();
        std::vector<uint64_t> who;
        for (const qiki_event& e : run.all.events) who.push_back(e.track);
        CHECK(who == std::vector<uint64_t>{5, 6}); // 7 is the craft: alone with the address, or the nearer of two
    }
}

TEST_CASE("Only confirmed and coasting tracks that are not silent for too long are judged, in the order of their ids") {
    scene run(guards("{ id = 'G', each = 'track', of = 'silence', within = { 0, 1e9 } }"));
    run.plan.duration = 1 * s;
    run.sees = [](qiki_ns t) {
        std::vector<qiki_track> all;
        const auto gone = 100 + static_cast<uint64_t>(t); // another one each time: nobody ends twice
        for (uint64_t id : {uint64_t{9}, uint64_t{3}, uint64_t{5}, uint64_t{4}, gone})
            all.push_back(contact_at(id, t, 100));
        all[1].status = QIKI_TRACK_TENTATIVE;
        all[2].status = QIKI_TRACK_COASTING, all[2].t_update = t - 29 * s;
        all[3].status = QIKI_TRACK_COASTING, all[3].t_update = t - 30 * s;
        all[4].status = QIKI_TRACK_ENDED;
        return all;
    };
    run.go_on();
    std::vector<uint64_t> who;
    for (const qiki_event& e : run.all.events) who.push_back(e.track);
    CHECK(who == std::vector<uint64_t>{5, 9});
}

TEST_CASE("Its own facts: counts, nearest, health, freshness") {
    const auto crowd = [](qiki_ns t) {
        std::vector<qiki_track> all{contact_at(1, t, 500, 1), contact_at(2, t, 200, 10), contact_at(3, t, -300),
                                    contact_at(4, t, 50)};
        all[0].iff = QIKI_IFF_FRIEND, all[1].iff = QIKI_IFF_HOSTILE;
        all[2].status = QIKI_TRACK_COASTING;
        all[3].status = QIKI_TRACK_TENTATIVE;
        return all;
    };
    const std::map<std::string, std::string> expected = {{"tracks", "0.003"},     {"tentative", "0.001"},
                                                         {"coasting", "0.001"},   {"unknowns", "0.001"},
                                                         {"friends", "0.001"},    {"hostiles", "0.001"},
                                                         {"nearest", "0.2"},      {"nearest_bearing", "0.0015708"},
                                                         {"least_t_cpa", "0.02"}, {"worst_risk", "0.001"},
                                                         {"bios_ok", "0.001"},    {"devices", "0.002"},
                                                         {"devices_failed", "0"}, {"position_known", "0.001"},
                                                         {"position_age", "0"},   {"samples_age", "0"},
                                                         {"samples_stale", "0"},  {"height", "0"},
                                                         {"speed", "0"},          {"soc", "unknown"},
                                                         {"has_proposals", "0"},  {"alarms", "0"}};
    for (const auto& [fact, value] : expected) {
        scene run(telling(fact, "0.95"));
        run.plan.duration = 1 * s;
        run.sees = crowd;
        INFO(fact);
        CHECK(own_fact(run) == value);
    }
    for (const char* absent : {"nearest", "nearest_bearing", "least_t_cpa", "worst_risk"}) {
        scene alone(telling(absent, "0.95"));
        alone.plan.duration = 1 * s;
        CHECK(own_fact(alone) == "unknown");
    }
}

TEST_CASE("Freshness/risk/trust thresholds: samples go stale after 5 s and are dead after 30 s, a failed device is "
          "known as such",
          "[capability]") {
    const auto after = [](const std::string& fact, const std::string& at) {
        scene run(telling(fact, at));
        run.plan.duration = 60 * s;
        run.plan.tick = 1 * s;
        run.measures = [](qiki_ns t) {
            std::vector<qiki_sample> all;
            if (t <= 10 * s) all = {said(1, t, {1, 2, 30}), said(2, t, {3, 4, 0}), said(0, t, {0.5})};
            if (t == 20 * s) {
                qiki_sample gone = said(0, t, {});
                gone.label = QIKI_LABEL_NO_DATA, gone.status = QIKI_SENSE_FAILED;
                all = {gone};
            }
            return all;
        };
        run.go_on();
        for (const qiki_proposal& p : run.all.proposals)
            if (p.t == static_cast<qiki_ns>(std::stod(at)) * s) return std::to_string(p.arg[0] * 1e3).substr(0, 4);
        return std::string("unknown");
    };
    CHECK(after("samples_stale", "15") == "0.00");
    CHECK(after("samples_stale", "16") == "1.00");
    CHECK(after("position_known", "40") == "1.00");
    CHECK(after("position_known", "41") == "0.00");
    CHECK(after("height", "40") == "30.0");
    CHECK(after("height", "41") == "unknown");
    CHECK(after("speed", "40") == "5.00");
    CHECK(after("speed", "41") == "unknown");
    CHECK(after("soc", "41") == "unknown");
    CHECK(after("soc", "12") == "0.50");
    CHECK(after("bios_ok", "19") == "1.00");
    CHECK(after("bios_ok", "20") == "0.00");
    CHECK(after("devices_failed", "20") == "1.00");
}

TEST_CASE("Freshness/risk/trust thresholds: the risk of an approach follows its table", "[capability]") {
    const auto risk = [](double range, double speed) {
        return fact_of("risk", [=](qiki_ns t) { return one(contact_at(5, t, range, speed)); });
    };
    CHECK(risk(149, 19) == "2");   // 7.8 s
    CHECK(risk(151, 30) == "1");   // near in time, far in space
    CHECK(risk(149, 18) == "1");   // 8.3 s
    CHECK(risk(79, 4) == "1");     // 19.8 s
    CHECK(risk(81, 4) == "0");     // 20.3 s
    CHECK(risk(5000, 5.1) == "1"); // fast
    CHECK(risk(5000, 5) == "0");
    CHECK(risk(10, -30) == "0"); // goes away
}

TEST_CASE("An agent on the ground stands where it was put") {
    scene run(guards("{ id = 'G', each = 'track', of = 'range', within = { 0, 1e9 } }"),
              {give("at", {std::vector<double>{0, 40, 0}})}, false);
    run.plan.duration = 1 * s;
    run.sees = [](qiki_ns t) { return one(contact_at(5, t, 30)); };
    run.go_on();
    REQUIRE(run.all.events.size() == 1);
    CHECK(run.all.events[0].v[1] == 50);
    CHECK(run.all.events[0].entity == 0);
}

TEST_CASE("What cannot be is refused with its reason") {
    using Catch::Matchers::Contains;
    CHECK_THAT(scene("").go_wrong(), Contains("has none: say policy ="));
    CHECK_THAT(scene(rules(""), {give("at", {std::vector<double>{1, 2, 3}})}).go_wrong(),
               Contains("leave out at= or of="));
    CHECK_THAT(scene(rules(""), {give("stale_after", {9.0}), give("dead_after", {8.0})}).go_wrong(),
               Contains("dead_after: expected at least stale_after"));
    CHECK_THAT(scene(rules(""), {give("friends", {std::vector<double>{5}, true}),
                                 give("hostiles", {std::vector<double>{5}, true})})
                   .go_wrong(),
               Contains("5 is among the friends already"));
}
