// SPDX-License-Identifier: MIT
// tests/unit/trackers/recordings.cpp - qiki.tracker.gnn on the shared sets, against what others get there.
#include "barcelona_score.hpp"
#include "sets.hpp"
#include <catch2/catch.hpp>
#include <iostream>

namespace {
bool missing(const std::string& file) {
    if (csv::there(file)) return false;
    std::cout << "skipped: no recordings at " << file << "\n";
    return true;
}
struct mark {
    const char* set;
    rig::settings
        settings; // process noise and greatest speed of the set's meta.json; man20's q as its reference rows have it
    double gospa; // "Stone Soup GNN" of shared/data/mtt/README.md
};
} // namespace

TEST_CASE("the GOSPA of an enumerated case is the one worked by hand") {
    // shared/data/mtt/score.py, self-test 1 and 2.
    const scoring::gospa one = scoring::gospa_of({{1, 0, 0}}, {{1, 3, 4}, {2, 100, 0}}, 10);
    CHECK(one.location == 25);
    CHECK(one.wrong == 50);
    CHECK(one.total() == 75);
    CHECK(scoring::gospa_of({{1, 0, 0}, {2, 2, 0}}, {{1, 1, 0}, {2, -8, 0}}, 10).total() == 65);
    CHECK(scoring::gospa_of({{1, 0, 0}, {2, 2, 0}}, {}, 10).missed == 100);
}

TEST_CASE("on each simulated set GOSPA is better than that of the reference GNN") {
    const mark marks[] = {{"mtt4", {{"q", 0.01}, {"max_speed", 4.0}}, 3.7},
                          {"cross12", {{"q", 0.5}, {"max_speed", 250.0}}, 618.2},
                          {"man20", {{"q", 300.0}, {"max_speed", 375.0}}, 597.1},
                          {"dense100", {{"q", 0.5}, {"max_speed", 375.0}}, 1056},
#ifndef QIKI_SANITIZED // five times the targets of dense100, and no other code
                          {"dense500", {{"q", 0.5}, {"max_speed", 375.0}}, 2649}
#endif
    };
    for (const mark& m : marks) {
        if (missing(sets::root + m.set + "/meta.json")) return;
        const sets::result r = sets::run(m.set, m.settings);
        std::printf("%-9s GOSPA %.4g (location %.4g, missed %.4g, false %.4g), %.3g switches a run; reference %.4g\n",
                    m.set, r.gospa, r.location, r.missed, r.wrong, r.switches, m.gospa);
        INFO(m.set);
        CHECK(r.gospa < m.gospa);
    }
}

TEST_CASE("over the Barcelona hour at least 160 of 161 aircraft hold a confirmed track of their address",
          "[statistics]") {
    if (missing(barcelona::path)) return;
    const barcelona::hour h = barcelona::read(true);
    CHECK(h.rows.size() == 43913);
    const auto [held, chain] = barcelona::run(h, {});
    const barcelona::blind b = barcelona::blind_of(h, chain);
    std::printf(
        "Barcelona, identity used: %zu of %zu held; purity %.4f, fragmentation %.3f, completeness %.4f, swaps %zu\n",
        held.held, held.addresses, b.purity, b.fragmentation, b.completeness, b.swaps);
    CHECK(held.addresses == 161);
    CHECK(held.held >= 160);
    CHECK(b.purity > 0.999);
    CHECK(b.swaps <= 1);
}

TEST_CASE("without any identity the Barcelona tracks are purer and swap less than those of the blind reference",
          "[statistics]") {
    if (missing(barcelona::path)) return;
    const barcelona::hour h = barcelona::read(false); // level is used: said so, as the data's README asks
    const barcelona::blind b = barcelona::blind_of(h, barcelona::run(h, {}).second);
    std::printf(
        "Barcelona, range, bearing and level only: purity %.4f, fragmentation %.3f, completeness %.4f, swaps %zu\n",
        b.purity, b.fragmentation, b.completeness, b.swaps);
    CHECK(b.purity > 0.983);
    CHECK(b.swaps <= 4);
    CHECK(b.fragmentation < 1.3);
    CHECK(b.completeness > 0.945);
}

TEST_CASE("the Barcelona hour as its recording replays it is held as well", "[statistics]") {
    const std::string recording = QIKI_SHARED_DIR "/data/asterix/cat048_bcn_230502_0800_0900.ast";
    if (missing(recording) || missing(barcelona::path)) return;
    std::map<std::pair<uint32_t, int64_t>, bool> airborne; // by address and time of day in 1/128 s
    const csv::table truth = csv::read(barcelona::path);
    for (size_t i = 0; i < truth.rows.size(); ++i)
        airborne[{static_cast<uint32_t>(std::strtoul(truth.text(i, "mode_s").c_str(), nullptr, 16)),
                  std::llround(truth.number(i, "time_s") * 128)}] = truth.text(i, "on_ground") == "0";
    rig::birth first;
    first.index = 3;
    rig::instance radar("qiki.radar.asterix", {{"file", recording}, {"start", 28800.0}}, first);
    rig::instance tracker("qiki.tracker.gnn");
    barcelona::holder score;
    for (qiki_ns t = 0; t < 3605; ++t) {
        radar.tick(t * 1'000'000'000, (t + 1) * 1'000'000'000);
        const auto frames = radar.took<qiki_frame>("frames");
        const auto contacts = radar.took<qiki_contact>("contacts");
        tracker.give<qiki_frame>("frames", frames, 3);
        tracker.give<qiki_contact>("contacts", contacts, 3);
        tracker.tick(t * 1'000'000'000, (t + 1) * 1'000'000'000);
        if (frames.empty()) continue;
        std::set<uint32_t> confirmed;
        for (const qiki_track& x : tracker.took<qiki_track>("tracks"))
            if (x.status == QIKI_TRACK_CONFIRMED && (x.valid & QIKI_TRACK_HAS_ADDRESS)) confirmed.insert(x.address24);
        for (const qiki_contact& c : contacts) {
            const auto at = airborne.find({c.address24, (c.t + 28800'000'000'000) * 2 / 15'625'000});
            if (at != airborne.end() && at->second && c.address24)
                score.add(c.address24, c.t, confirmed.count(c.address24) != 0);
        }
    }
    const barcelona::holding held = score.result();
    std::printf("Barcelona, replayed by qiki.radar.asterix: %zu of %zu held\n", held.held, held.addresses);
    CHECK(held.addresses == 161);
    CHECK(held.held >= 160);
}
