// SPDX-License-Identifier: MIT
// tests/scenario/console.cpp - what whoever runs a craft reads: which contact is stale, and which setting cannot be.
#include "tests/unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {
const std::string seen_until = R"(local q = require "qiki"
local stop = q.param { "stop", default = 20, min = 0, max = 60, help = "of the contact, s" }
return q.scenario {
  name = "stale", seed = 3, tick = 0.1, duration = 60,
  vehicles = {
    q.use "qiki.vehicle.craft" { id = "me" },
    q.use "qiki.vehicle.point" { id = "other", at = { 0, 3000, 0 }, stop = stop, rcs_dbsm = 10 },
  },
  radars = { q.use "qiki.radar.pulse" { id = "nose", on = "me", range = q.km(10), elevation = true, swerling = 0, snr_ref_db = 30, noise_alarms = false } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } },
}
)";

struct shown {
    std::string statuses; // of the first track: c confirmed, o coasting, e ended, t tentative; one of a row removed
    int most_misses = 0, late = 0; // late: rows that are not of now, but whose contact is older
    nlohmann::json counted;
    std::string table;
};

shown play(const std::string& settings) {
    const command here;
    here.write("stale.lua", seen_until);
    const outcome o = here("run stale.lua --check --quiet --csv csv " + settings);
    INFO(o.err);
    REQUIRE(o.code == 0);
    shown s;
    s.table = o.out;
    s.counted = nlohmann::json::parse(here("run stale.lua --json --quiet " + settings).out)["tracks"]["picture"];
    std::istringstream in(here.read("csv/tracks.csv"));
    std::string line;
    std::getline(in, line);
    std::vector<std::string> heads;
    std::istringstream first(line);
    for (std::string cell; std::getline(first, cell, ',');) heads.push_back(cell);
    while (std::getline(in, line)) {
        std::map<std::string, std::string> row;
        std::istringstream cells(line);
        size_t k = 0;
        for (std::string cell; std::getline(cells, cell, ',');) row[heads.at(k++)] = cell;
        const char mark = row.at("status") == "coasting" ? 'o' : row.at("status")[0];
        if (s.statuses.empty() || s.statuses.back() != mark) s.statuses += mark;
        s.most_misses = std::max(s.most_misses, std::stoi(row.at("misses")));
        s.late += std::stod(row.at("t_update_s")) < std::stod(row.at("time_s")) - 1.5;
    }
    return s;
}
} // namespace

TEST_CASE("radar staleness: console marks and counts: a contact that is gone coasts, ends, and is no longer live") {
    const shown gone = play("");
    CHECK(gone.statuses == "tcoe");
    CHECK(gone.most_misses >= 3);
    CHECK(gone.late > 0);
    CHECK((gone.counted["live"] == 0 && gone.counted["confirmed"] == 0 && gone.counted["born"] == 1));
    const shown there = play("--set stop=0");
    CHECK(there.statuses == "tc");
    CHECK(there.late == 0);
    CHECK((there.counted["live"] == 1 && there.counted["confirmed"] == 1 && there.counted["born"] == 1));
}

TEST_CASE("thermal: zero hysteresis persists a fault: it is refused by name before the first tick, each time") {
    const command here;
    const auto with = [&](const std::string& kelvin) {
        here.write("h.lua",
                   "local q = require 'qiki'\nreturn q.scenario { name = 'h', tick = 0.1, duration = 1, vehicles = {\n"
                   "  q.use 'qiki.vehicle.craft' { id = 'me', thermal = { hysteresis = { " +
                       kelvin + ", 5, 5, 3, 5, 10 } } } } }\n");
        return here("run h.lua --quiet --csv csv");
    };
    for (const char* none : {"0", "0", "-1", "1e-9"}) {
        const outcome o = with(none);
        CHECK(o.code == 2);
        CHECK_THAT(o.err,
                   Catch::Contains("h.lua:3") && Catch::Contains("thermal.hysteresis") && Catch::Contains("0.01"));
        CHECK(here.read("csv/samples.csv").empty());
    }
    CHECK(with("0.01").code == 0);
}

TEST_CASE("A policy may say how much the burst link draws, within the craft's limits") {
    const command here;
    here.write("frugal.lua", R"(local q = require "qiki"
return q.policy { initial = "ON", states = { ON = {
  { when = function(f) return f.t > 1 end, to = "LESS", because = "FRUGAL", say = { "power.nbl.max", 7 } } }, LESS = {} } })");
    here.write("nbl.lua", R"(local q = require "qiki"
return q.scenario { name = "nbl", tick = 0.1, duration = 5, vehicles = { q.use "qiki.vehicle.craft" { id = "me" } },
  agents = { q.use "qiki.agent.core" { id = "mind", of = "me", policy = "frugal.lua" } } })");
    const outcome o = here("run nbl.lua --check --quiet --csv csv");
    INFO(o.err);
    REQUIRE(o.code == 0);
    const std::string said = here.read("csv/receipts.csv");
    INFO(said);
    CHECK_THAT(said, Catch::Matchers::Contains("done") && !Catch::Matchers::Contains("refused"));
    here.write("frugal.lua", R"(local q = require "qiki"
return q.policy { initial = "ON", states = { ON = { { when = function(f) return f.t > 1 end, because = "X", say = { "power.nbl.maxx", 7 } } } } })");
    CHECK_THAT(here("run nbl.lua --quiet").err, Catch::Matchers::Contains("did you mean \"power.nbl.max\"?"));
}
