// SPDX-License-Identifier: MIT
// tests/scenario/allocations.cpp - shipped scenarios take no memory from the heap once they run, by the host's count.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

namespace {

const std::string scenarios = QIKI_SOURCE_DIR "/scripts/lua/scenarios/";

// Allocations after warm-up by instance, of `qiki run` with these arguments.
std::map<std::string, uint64_t> counted(const command& qiki, const std::string& arguments) {
    const outcome r = qiki("run " + arguments + " --json");
    INFO(r.err);
    REQUIRE(r.code == 0);
    std::map<std::string, uint64_t> out;
    const auto report = nlohmann::json::parse(r.out);
    for (const auto& [name, row] : report["instances"].items()) out[name] = row["allocations"].get<uint64_t>();
    return out;
}
} // namespace

TEST_CASE("no instance of a shipped scenario allocates after warm-up, and neither does the host") {
    const command qiki;
    for (const char* name : {"crossing", "approach"})
        for (const auto& [who, n] : counted(qiki, scenarios + name + ".lua")) {
            if (who.ends_with(".score")) continue; // a scorer remembers whom it saw
            INFO(name << ": " << who);
            CHECK(n == 0);
        }
}

TEST_CASE("a tracker that was told to expect one target is seen to allocate") {
    const command qiki;
    std::ifstream in(scenarios + "crossing.lua");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const size_t at = text.find("id = \"gnn\"");
    REQUIRE(at != text.npos);
    qiki.write("narrow.lua", text.insert(at, "expected_tracks = 1, "));
    CHECK(counted(qiki, "narrow.lua").at("gnn") > 0);
    const outcome checked = qiki("run narrow.lua --check --quiet"); // against its word
    CHECK(checked.code == 1);
    CHECK_THAT(checked.err, Catch::Matchers::Contains("'gnn' (qiki.tracker.gnn) failed at t = ") &&
                                Catch::Matchers::Contains("claims QIKI_CAP_NO_ALLOC, none after 100 (rule own.5)"));
}

TEST_CASE("whoever reads tracks has made room before the first, however late, and for a hundred at once") {
    const command qiki;
    const std::string late = R"(local q = require "qiki"
local rules = require "qiki.rules"
local count = q.param { "count", default = 1, min = 1, max = 500, help = "of those who come at 30 s" }
local room = q.param { "room", default = 256, min = 1, max = 1000, help = "that the agents make" }
local all = { q.use "qiki.vehicle.craft" { id = "me", hold = true } }
for k = 1, count do
  all[k + 1] = q.use "qiki.vehicle.point" { id = "they" .. k, at = { 900 + 200 * (k % 10), 200 * (k // 10), 0 }, velocity = { -30, -10, 0 }, start = 30, rcs_dbsm = 20 }
end
return q.scenario { name = "late", tick = 0.1, duration = 45, seed = 3, vehicles = all,
  sensors = { q.use "qiki.sensor.gnss" { on = "me", rate = 5 } },
  radars = { q.use "qiki.radar.pulse" { id = "nose", on = "me", range = q.km(30), sr_threshold = 30e3, scan_period = 1, elevation = true, range_rate = true, noise_alarms = false, swerling = 0, snr_ref_db = 30 } },
  trackers = { q.use "qiki.tracker.gnn" { id = "picture", from = "nose" },
    q.use "qiki.tracker.classify" { id = "kinds", from = { "picture", "nose" }, rules = rules { { rcs = { min = 0 }, iff = "hostile" } } } },
  agents = { q.use "qiki.agent.core" { id = "core", of = "me", from = "kinds", policy = "policies/core.lua", expected_tracks = room },
    q.use "qiki.agent.watch" { id = "watch", of = "me", from = "kinds", policy = "policies/watch.lua", commands = false, expected_tracks = room },
    q.use "qiki.agent.situations" { id = "near", of = "me", from = "kinds", warn_time = 1e5, expected_tracks = room } } })";
    qiki.write("late.lua", late);
    for (const char* count : {"1", "100"}) {
        const outcome o = qiki(std::string("run late.lua --check --quiet --set count=") + count);
        INFO(count << ": " << o.err);
        CHECK(o.code == 0);
        CHECK(counted(qiki, std::string("late.lua --set count=") + count).at("core") == 0);
    }
    // As many as were expected, and twice as many: none. Many more: some, when the picture grows.
    for (const char* room : {"100", "50", "1"}) {
        const auto all = counted(qiki, std::string("late.lua --set count=100 --set room=") + room);
        for (const char* who : {"core", "watch", "near"}) {
            INFO(who << " with room for twice " << room << ": " << all.at(who));
            CHECK((all.at(who) > 0) == (std::string(room) == "1"));
        }
    }
}

TEST_CASE("a run too short to be warm knows no number of allocations") {
    const command qiki;
    const outcome r = qiki("run " + scenarios + "approach.lua --duration 5 --json --threads 2");
    const auto report = nlohmann::json::parse(r.out);
    CHECK(report["allocations"].is_null());
    for (const auto& [name, row] : report["instances"].items()) {
        INFO(name);
        CHECK(row["allocations"].is_null());
        CHECK(row["ns"].is_null() == (name == "host"));
    }
}

TEST_CASE("nor does the replay of a recorded hour") {
    const std::string hour = QIKI_SHARED_DIR "/data/asterix/cat048_bcn_230502_0800_0900.ast";
    if (!std::filesystem::exists(hour)) {
        WARN("skipped: no recording " << hour);
        return;
    }
    const command qiki;
    for (const auto& [who, n] : counted(qiki, scenarios + "asterix.lua --set file=" + hour)) {
        INFO(who);
        CHECK(n == 0);
    }
}
