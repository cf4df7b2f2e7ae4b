// SPDX-License-Identifier: MIT
// tests/scenario/lies.cpp - what reaches the records of a whole run: whom a craft claims to be, and how loud a jammer
// is.
#include "tests/unit/cli/command.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <vector>

namespace {
std::vector<std::string> column(const std::string& text, const std::string& head) {
    std::istringstream in(text);
    std::string line, cell;
    std::getline(in, line);
    std::istringstream heads(line);
    size_t at = 0;
    while (std::getline(heads, cell, ',') && cell != head) ++at;
    std::vector<std::string> out;
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        cell.clear();
        for (size_t k = 0; k <= at; ++k) cell.clear(), std::getline(cells, cell, ',');
        out.push_back(cell);
    }
    return out;
}
} // namespace

TEST_CASE("A craft's spoof_identity is what the radar hears and the tracker shows") {
    const command here;
    here.write("liar.lua", R"(local q = require "qiki"
local claim = q.param { "claim", default = "", help = "spoof_identity" }
return q.scenario { name = "liar", seed = 7, tick = 0.1, duration = 20,
  vehicles = { q.use "qiki.vehicle.craft" { id = "me", hold = true },
    q.use "qiki.vehicle.craft" { id = "liar", at = { 0, 1000, 0 }, xpdr = "spoof", spoof_identity = claim, address24 = 0x3C0001, rcs_dbsm = 5 } },
  radars = { q.use "qiki.radar.pulse" { id = "nose", on = "me", range = q.km(10), elevation = true, noise_alarms = false, swerling = 0, snr_ref_db = 30 } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = { "nose" } } } })");
    for (const std::string claim : {"STATION", ""}) {
        const outcome o = here("run liar.lua --check --quiet --csv csv --set claim=" + claim);
        INFO(o.err);
        REQUIRE(o.code == 0);
        for (const char* file : {"csv/contacts.csv", "csv/tracks.csv"}) {
            const auto names = column(here.read(file), "identity");
            const std::set<std::string> all(names.begin(), names.end());
            INFO(file << ": " << all.size() << " names");
            REQUIRE(names.size() > 10);
            if (!claim.empty()) CHECK(all == std::set{claim});
            else CHECK((all.size() == 1 && all.begin()->substr(0, 6) == "SPOOF-"));
        }
        for (const std::string& a : column(here.read("csv/contacts.csv"), "address24"))
            CHECK((a != "3C0001" && !a.empty()));
    }
}

TEST_CASE("jamming.lua: the noise rises by the 34 dB that its header says, while the jammer radiates") {
    const command here;
    const outcome o =
        here("run " QIKI_SOURCE_DIR
             "/scripts/lua/scenarios/jamming.lua --quiet --duration 60 --plot-metric nose.noise.rise=rise.csv");
    INFO(o.err);
    const std::string text = here.read("rise.csv");
    std::istringstream heads(text.substr(0, text.find('\n')));
    std::string last;
    for (std::string cell; std::getline(heads, cell, ',');) last = cell;
    double most = 0;
    for (const std::string& x : column(text, last)) most = std::max(most, x.empty() ? 0 : std::stod(x));
    CHECK(most == Approx(34.39).margin(0.01)); // -8 dBW at 12.004 km: by hand, docs/radar.md
}
