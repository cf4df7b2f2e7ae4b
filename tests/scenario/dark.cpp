// SPDX-License-Identifier: MIT
// tests/scenario/dark.cpp - a craft short of charge does not feed its radar: in a whole run nobody takes that for an
// empty sky.
#include "tests/unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace {
// The battery of 40 kJ lets the radar go at a fifth, some 20 s after the begin.
const std::string script = R"(local q = require "qiki"
local charge = q.param { "charge", default = 0.22, min = 0, max = 1, help = "state of charge at the begin" }
return q.scenario {
  name = "dark", seed = 3, tick = 0.1, duration = 60,
  vehicles = {
    q.use "qiki.vehicle.craft" { id = "me", battery = { capacity = 40e3, soc = charge }, supercap = { capacity = 0 }, solar = { power = 0 } },
    q.use "qiki.vehicle.point" { id = "other", at = { 0, 3000, 0 }, rcs_dbsm = 10 },
  },
  radars = { q.use "qiki.radar.pulse" { id = "nose", on = "me", range = q.km(10), elevation = true, swerling = 0, snr_ref_db = 30, noise_alarms = false } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } },
}
)";

struct seen {
    std::set<std::string> labels_before, labels_after; // of frames, before and after the radar went dark
    double dark = -1;                                  // when the first frame was, s
    size_t frames = 0;
    std::string track; // last status of the first track
};

seen play(const std::string& settings) {
    const command here;
    here.write("dark.lua", script);
    const outcome o = here("run dark.lua --check --quiet --csv csv " + settings);
    INFO(o.err);
    REQUIRE(o.code == 0);
    const auto rows = [&](const char* file, auto&& take) {
        std::istringstream in(here.read(file));
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
            take(row);
        }
    };
    seen s;
    rows("csv/frames.csv", [&](auto& row) {
        ++s.frames;
        if (row["label"] == "no_data" && s.dark < 0) s.dark = std::stod(row["t_to_s"]);
        (s.dark < 0 ? s.labels_before : s.labels_after).insert(row["label"]);
    });
    rows("csv/tracks.csv", [&](auto& row) {
        if (row["track_id"] == "1") s.track = row["status"];
    });
    return s;
}
} // namespace

TEST_CASE("radar_honesty: a craft short of charge has a dark radar, whose frames say so and end no track") {
    const seen s = play("");
    CHECK(s.dark > 2);
    CHECK(s.dark < 50);
    CHECK(s.labels_before == std::set<std::string>{"ok"});
    CHECK(s.labels_after == std::set<std::string>{"no_data"});
    CHECK(s.frames == 240);
    CHECK(s.track == "confirmed");
    const seen full = play("--set charge=0.9");
    CHECK(full.dark < 0);
    CHECK(full.frames == 240);
}
