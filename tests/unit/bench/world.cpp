// SPDX-License-Identifier: MIT
// tests/unit/bench/world.cpp - inputs made up for a benchmark keep the rules of the ABI, and the fit finds a known
// power.
#include "host/solo/world.hpp"
#include "host/bench/fit.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

using Catch::Contains;
using namespace qiki::bench;
using namespace qiki::solo;

namespace {
const qiki_verb verbs[] = {{"heading", "", {"bearing"}, {"rad"}, {-6}, {6}, 1, 0}, {"stop", "", {}, {}, {}, {}, 0, 0}};

template <class R>
void sound(const world& w, uint32_t record, const char* (*flaw)(const R*)) {
    for (uint64_t seq : {0u, 1u, 500u}) {
        const records r = make(w, record, seq, static_cast<qiki_ns>(seq + 1) * w.period);
        REQUIRE(r.words.size() * 8 == r.count * sizeof(R));
        REQUIRE(sizeof(R) == qiki::load::record_size(record));
        for (uint64_t i = 0; i < r.count; ++i) {
            R one;
            std::memcpy(&one, reinterpret_cast<const char*>(r.words.data()) + i * sizeof(R), sizeof one);
            const char* why = flaw(&one);
            INFO(qiki::load::record_name(record) << " " << i << ": " << (why ? why : ""));
            REQUIRE(why == nullptr);
        }
    }
}
} // namespace

TEST_CASE("every record that is made up keeps the rules") {
    for (uint64_t seed : {1u, 2u, 77u}) {
        for (uint64_t n : {1u, 10u, 1000u}) {
            world w;
            w.seed = seed, w.bodies = n, w.verbs.assign(verbs, verbs + 2);
            sound<qiki_truth>(w, QIKI_REC_TRUTH, qiki_truth_flaw);
            sound<qiki_zone>(w, QIKI_REC_ZONE, qiki_zone_flaw);
            sound<qiki_frame>(w, QIKI_REC_FRAME, qiki_frame_flaw);
            sound<qiki_contact>(w, QIKI_REC_CONTACT, qiki_contact_flaw);
            sound<qiki_origin>(w, QIKI_REC_ORIGIN, qiki_origin_flaw);
            sound<qiki_track>(w, QIKI_REC_TRACK, qiki_track_flaw);
            sound<qiki_assoc>(w, QIKI_REC_ASSOC, qiki_assoc_flaw);
            sound<qiki_track_modes>(w, QIKI_REC_TRACK_MODES, qiki_track_modes_flaw);
            sound<qiki_sample>(w, QIKI_REC_SAMPLE, qiki_sample_flaw);
            sound<qiki_command>(w, QIKI_REC_COMMAND, qiki_command_flaw);
            sound<qiki_receipt>(w, QIKI_REC_RECEIPT, qiki_receipt_flaw);
            sound<qiki_event>(w, QIKI_REC_EVENT, qiki_event_flaw);
        }
    }
    CHECK_FALSE(can_make(QIKI_REC_PROPOSAL));
}

TEST_CASE("a world is a function of its seed, and each seed is another") {
    world a, b;
    CHECK(make(a, QIKI_REC_CONTACT, 3, 4'000'000'000).words == make(b, QIKI_REC_CONTACT, 3, 4'000'000'000).words);
    b.seed = 2;
    CHECK(make(a, QIKI_REC_CONTACT, 3, 4'000'000'000).words != make(b, QIKI_REC_CONTACT, 3, 4'000'000'000).words);
    a.bodies = 4000, b.bodies = 1000;
    CHECK(side(a) == Approx(2 * side(b)));
    b.density = a.density / 4;
    CHECK(side(a) == Approx(side(b)));
}

TEST_CASE("growth finds the power of a known law") {
    const auto law = [](double b) {
        std::vector<cost_at_size> s;
        for (double n : {10.0, 100.0, 1000.0, 10000.0}) s.push_back({n, 3e-7 * std::pow(n, b)});
        return *growth(s);
    };
    CHECK(law(1) == Approx(1));
    CHECK(law(2) == Approx(2));
    CHECK(law(0.5) == Approx(0.5));
    CHECK(std::fabs(law(0)) < 1e-9);
    CHECK_FALSE(growth({}));
    const cost_at_size one[] = {{10, 1}}, twice[] = {{10, 1}, {10, 2}}, nothing[] = {{10, 0}, {100, 0}};
    CHECK_FALSE(growth(one));
    CHECK_FALSE(growth(twice));
    CHECK_FALSE(growth(nothing));
}

TEST_CASE("bench measures a shipped plugin, and says how it grows") {
    const command qiki;
    const outcome a =
        qiki("bench " QIKI_PLUGIN_DIR "/qiki.tracker.gnn.so --sizes 10,100 --ticks 5 --json --svg cost.svg");
    INFO(a.err);
    REQUIRE(a.code == 0);
    const auto j = nlohmann::json::parse(a.out);
    CHECK(j.at("id") == "qiki.tracker.gnn");
    REQUIRE(j.at("rows").size() == 2);
    CHECK(j["rows"][0].at("records_in") == 11); // ten contacts and their frame
    CHECK(j["rows"][1].at("records_out").get<double>() >= 100);
    CHECK(j["rows"][1].at("seconds_per_tick").get<double>() > 0);
    CHECK(j.at("growth").is_number());
    CHECK_THAT(qiki.read("cost.svg"), Contains("</svg>"));
    const outcome page = qiki("bench " QIKI_PLUGIN_DIR "/qiki.radar.pulse.so --sizes 10,100 --ticks 5");
    CHECK_THAT(page.out, Contains("qiki.radar.pulse") && Contains("cost of a tick ~ inputs^"));
}

TEST_CASE("bench gives an agent the policy that is named, or one made up") {
    const command qiki;
    const std::string core = "bench " QIKI_PLUGIN_DIR "/qiki.agent.watch.so --sizes 10,100 --ticks 5 --json";
    const outcome made = qiki(core), watch = qiki(core + " --set policy=policies/watch.lua");
    for (const outcome& o : {made, watch}) {
        INFO(o.err);
        REQUIRE(o.code == 0);
        CHECK(nlohmann::json::parse(o.out)["rows"][1].at("records_in").get<double>() >= 100);
    }
    qiki.write("mine.lua",
               "local q = require 'qiki' return q.policy { initial = 'A', states = { A = { { to = 'B', because = "
               "'X', when = function(f) return f.no_such_fact end } }, B = {} } }");
    const outcome wrong = qiki(core + " --set policy=mine.lua");
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.err, Contains("mine.lua:1") && Contains("no_such_fact"));
    const outcome none = qiki(core + " --set policy=none.lua");
    CHECK(none.code == 2);
    CHECK_THAT(none.err, Contains("policy: \"none.lua\": looked for"));
    CHECK(qiki("bench " QIKI_PLUGIN_DIR "/qiki.tracker.gnn.so --set policy=mine.lua").code == 2); // no agent
}

TEST_CASE("bench says in one line what is wrong") {
    const command qiki;
    const std::string gnn = "bench " QIKI_PLUGIN_DIR "/qiki.tracker.gnn.so ";
    const std::pair<std::string, const char*> all[] = {
        {"bench", "expected a plugin's file"},
        {gnn + "--sizes 10,5", "--sizes: expected ascending"},
        {gnn + "--sizes 10,", "--sizes"},
        {gnn + "--sizes 1000000", "--sizes"},
        {gnn + "--ticks 0", "--ticks"},
        {gnn + "--set gate", "expected KEY=VALUE"},
        {gnn + "--set pd=often", "expected number"},
        {gnn + "--set confirm_hit=3", "confirm_hits"},
        {gnn + "--set pd=7", "pd"},
    };
    for (const auto& [words, text] : all) {
        INFO(words);
        const outcome a = qiki(words);
        CHECK(a.code == 2);
        CHECK_THAT(a.err, Contains(text));
        CHECK(a.out.empty());
    }
    const outcome other = qiki(gnn + "--id qiki.tracker.gn");
    CHECK((other.code == 3 && other.out.empty()));
    CHECK_THAT(other.err, Contains("did you mean \"qiki.tracker.gnn\"?"));
    CHECK(qiki("bench nothing.so").code == 3);
    CHECK(qiki("bench .").code == 3);
}
