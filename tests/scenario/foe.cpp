// SPDX-License-Identifier: MIT
// tests/scenario/foe.cpp - the foe guard of policies/watch.lua in a whole run: one who is known to be hostile stops to
// answer and comes near, stays a while, and goes.
#include "tests/unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>
#include <vector>

using Catch::Matchers::Contains;

namespace {
// The stranger flies south, 60 m east and 20 m above the craft, at 20 m/s; a body that answers ends where one that does
// not begins.
const std::string script = R"(local q = require "qiki"
local off = q.param { "off", default = 40, min = 0, max = 119, help = "s, when the stranger stops to answer" }
local hostile = q.param { "hostile", default = true, help = "whether its address is known as a foe's" }
local function stranger(id, from, to, answers)
  return q.use "qiki.vehicle.point" {
    id = id, at = { 60, 1500 - 20 * from, 320 }, velocity = { 0, -20, 0 }, start = from, stop = to, rcs_dbsm = 5,
    transponder = answers and "s" or "none", address24 = answers and 0x3C0666 or nil,
  }
end
return q.scenario {
  name = "foe", seed = 3, tick = 0.1, duration = 120,
  vehicles = {
    q.use "qiki.vehicle.point" { id = "me", at = { 0, 0, 300 }, object_class = "craft" },
    stranger("talks", 0, off, true),
    stranger("silent", off, 0, false),
  },
  sensors = { q.use "qiki.sensor.gnss" { id = "place", on = "me", rate = 5 } },
  radars = {
    q.use "qiki.radar.pulse" {
      id = "nose", on = "me", range = q.km(10), sr_threshold = q.km(5), scan_period = 1, sectors = 4,
      elevation_min = q.deg(-60), elevation_max = q.deg(60), elevation = true, range_rate = true,
      snr_ref_db = 16, range_ref = q.km(8), resolution = 30, beamwidth = q.deg(2), beamwidth_elevation = q.deg(2),
      pfa = 1e-8,
    },
  },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } },
  agents = {
    q.use "qiki.agent.watch" {
      id = "mind", of = "me", policy = "watch.lua", commands = false, hostiles = hostile and { 0x3C0666 } or {},
    },
  },
}
)";

struct alert {
    double t, value, limit;
    bool rose;
    std::string severity, track;
};

// What the foe guard said in a run with these settings.
std::vector<alert> alerts(const std::string& settings) {
    const command here;
    here.write("foe.lua", script);
    std::filesystem::copy_file(QIKI_SOURCE_DIR "/scripts/lua/policies/watch.lua", here.dir / "watch.lua");
    const outcome o = here("run foe.lua --check --quiet --csv csv " + settings);
    INFO(o.err);
    REQUIRE(o.code == 0);
    std::istringstream in(here.read("csv/events.csv"));
    std::vector<alert> all;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> c;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) c.push_back(cell);
        if (c.size() < 12 || c[1] != "RADAR_ALERT_FOE_APPROACH") continue;
        CHECK(c[11] == "FOE_TRANSPONDER_OFF_APPROACH");
        all.push_back({std::stod(c[0]), std::stod(c[7]), std::stod(c[8]), c[6] == "1", c[3], c[5]});
    }
    return all;
}
double distance(double t) { return std::sqrt(60.0 * 60 + 20 * 20 + (1500 - 20 * t) * (1500 - 20 * t)); }
} // namespace

TEST_CASE("A silent foe within 150 m raises its guard once, which holds while it is near and clears beyond 155 m") {
    const auto said = alerts("");
    REQUIRE(said.size() == 2);
    CHECK((said[0].rose && said[0].severity == "critical" && said[0].limit == 150 && said[0].value <= 150));
    CHECK((!said[1].rose && said[1].severity == "info" && said[1].limit == 155 && said[1].value > 155));
    CHECK(said[0].track == said[1].track);
    for (const alert& a : said) CHECK(a.value == Approx(distance(a.t)).margin(15)); // of receiver, radar and tracker
    // The truth is at 150 m at 68.2 s and at 155 m, on the other side, at 82.1 s.
    CHECK(distance(said[0].t - 1.5) > 150);
    CHECK(distance(said[1].t - 1.5) < 155);
    CHECK(distance((said[0].t + said[1].t) / 2) < 75); // in between it was near, and the guard said nothing
}

TEST_CASE("A foe that answers, and a silent stranger whom nobody calls a foe, do not raise that guard") {
    CHECK(alerts("--set off=119").empty());
    CHECK(alerts("--set hostile=false").empty());
}

TEST_CASE("A foe that falls silent while it is near raises the guard then") {
    const auto said = alerts("--set off=72");
    REQUIRE(said.size() == 2);
    CHECK(said[0].t > 75); // five silences later, a second each
    CHECK(said[0].t < 80);
    CHECK((said[0].rose && !said[1].rose));
}
