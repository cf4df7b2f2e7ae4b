// SPDX-License-Identifier: MIT
// tests/unit/run/test_front.cpp - the front of the engine with real plugins: a scenario value in, a report out.
#include "host/run/run.hpp"
#include <catch2/catch.hpp>
#include <fstream>

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
namespace scenario = qiki::scenario;

namespace {
scenario::use block(scenario::section s, const char* plugin, const char* id, int line) {
    scenario::use u;
    u.where_used = s, u.plugin = plugin, u.id = id, u.where = {"scenes/test.lua", line};
    return u;
}
void set(scenario::use& u, const char* key, decltype(scenario::value::data) v) {
    u.settings.push_back({key, {std::move(v), false}, u.where});
}

scenario::scenario two_bodies() {
    scenario::scenario s;
    s.name = "two bodies", s.seed = 5, s.tick = 100'000'000, s.duration = 20'000'000'000;
    s.where = {"scenes/test.lua", 1};
    auto craft = block(scenario::section::vehicles, "qiki.vehicle.point", "craft", 3);
    set(craft, "at", std::vector<double>{0, -3000, 50});
    auto ferry = block(scenario::section::vehicles, "qiki.vehicle.point", "ferry", 4);
    set(ferry, "at", std::vector<double>{2000, 4000, 0});
    set(ferry, "velocity", std::vector<double>{8, 0, 0});
    auto nose = block(scenario::section::radars, "qiki.radar.pulse", "nose", 5);
    nose.on = "craft";
    auto picture = block(scenario::section::trackers, "qiki.tracker.gnn", "picture", 6);
    picture.from = std::vector<std::string>{"nose"};
    s.uses = {craft, ferry, nose, picture};
    return s;
}
qiki::run::report go(const scenario::scenario& s, qiki::run::options o = {}) {
    qiki::load::search_path places;
    places.places = {QIKI_PLUGIN_DIR};
    qiki::load::catalogue plugins(places);
    qiki::run::run r(s, plugins, std::move(o));
    return r.go(std::atomic<bool>{false});
}
std::string refusal(const scenario::scenario& s) {
    try {
        go(s);
    } catch (const std::exception& e) { return e.what(); }
    return "accepted";
}
} // namespace

TEST_CASE("A scenario of real plugins runs, and its radar sees the other body and not its carrier") {
    const auto r = go(two_bodies());
    CHECK(r.ticks == 200);
    CHECK(r.records.at("truth") == 400);
    CHECK(r.records.at("contact") >= 10); // ferry, a scan a second
    CHECK(r.dropped == 0);
    REQUIRE(r.tracks.size() == 1);
    CHECK(r.tracks[0].confirmed == 1);
    REQUIRE(r.instances.size() == 5);
    CHECK(r.instances[2].id == "nose");
    CHECK(r.instances[2].plugin == "qiki.radar.pulse");
    CHECK(r.instances[2].build_id.size() == 40);
}

TEST_CASE("Real plugins keep their digest over threads, room, restores, resets and checks") {
    const auto s = two_bodies();
    const std::string digest = go(s).digest;
    qiki::run::options o;
    o.threads = 3, o.parallel_from_ns = 0;
    CHECK(go(s, o).digest == digest);
    o.capacity_limit = 1;
    CHECK(go(s, o).digest == digest);
    o.restore_at = 7'300'000'000;
    CHECK(go(s, o).digest == digest);
    o.checked = true, o.runs = 2;
    CHECK(go(s, o).digests == std::vector<std::string>{digest, digest});
    auto other = s;
    other.seed = 6;
    CHECK(go(other).digest != digest);
}

TEST_CASE("A bridge of the command line writes beside the scenario's own and leaves the digest alone") {
    const auto dir = std::filesystem::temp_directory_path() / "qiki_unit_run_front";
    std::filesystem::remove_all(dir);
    const auto s = two_bodies();
    qiki::run::options o;
    scenario::use csv;
    csv.where_used = scenario::section::bridges, csv.plugin = "qiki.bridge.csv", csv.id = "csv",
    csv.where = {"--csv", 0};
    set(csv, "dir", dir.string());
    o.extra.push_back(csv);
    CHECK(go(s, o).digest == go(s).digest);
    std::ifstream truth(dir / "truth.csv");
    size_t lines = 0;
    for (std::string line; std::getline(truth, line);) ++lines;
    CHECK(lines >= 401); // a head, and 400 records
    std::filesystem::remove_all(dir);
}

TEST_CASE("What is wrong in a block is told with its place") {
    auto s = two_bodies();
    s.uses[2].plugin = "qiki.radar.pulze";
    CHECK_THAT(refusal(s), StartsWith("scenes/test.lua:5: ") && Contains("qiki.radar.pulze"));
    s = two_bodies();
    set(s.uses[0], "spede", 3.0);
    CHECK_THAT(refusal(s), StartsWith("scenes/test.lua:3: ") && Contains("spede"));
    s = two_bodies();
    s.uses[2].on = "kraft";
    CHECK_THAT(refusal(s), StartsWith("scenes/test.lua:5: ") && Contains("kraft"));
    s = two_bodies();
    s.uses.erase(s.uses.begin() + 2);
    s.uses[2].from.reset();
    CHECK_THAT(refusal(s), StartsWith("scenes/test.lua:6: 'picture' (qiki.tracker.gnn): input 'frames' needs frame") &&
                               Contains("add a radar"));
}
