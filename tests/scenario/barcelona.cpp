// SPDX-License-Identifier: MIT
// tests/scenario/barcelona.cpp - one hour of a real approach radar through replay and tracker: who keeps its track.
#include "unit/rig.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <zlib.h>

namespace {

const std::string folder = QIKI_SHARED_DIR "/data/asterix/";

// Airborne plots by address: times in ns after midnight.
std::map<uint32_t, std::vector<qiki_ns>> airborne() {
    std::map<uint32_t, std::vector<qiki_ns>> all;
    gzFile in = gzopen((folder + "bcn_identity_truth.csv.gz").c_str(), "rb");
    REQUIRE(in);
    char line[512];
    gzgets(in, line, sizeof line); // record,time_s,mode_s,rho_nm,theta_deg,fl,mode3a,typ,on_ground,radar_track
    while (gzgets(in, line, sizeof line)) {
        std::vector<std::string> cell(1);
        for (const char* c = line; *c && *c != '\n'; ++c)
            if (*c == ',') cell.emplace_back();
            else cell.back() += *c;
        if (cell.at(2).empty() || cell.at(7) == "0" || cell.at(8) != "0") continue;
        all[static_cast<uint32_t>(std::stoul(cell[2], nullptr, 16))].push_back(
            static_cast<qiki_ns>(std::llround(std::stod(cell[1]) * 1e9)));
    }
    gzclose(in);
    return all;
}

// The plots that count: without the first two of each appearance, which begins after more than 30 s of silence.
std::set<qiki_ns> counted(std::vector<qiki_ns> t) {
    std::sort(t.begin(), t.end());
    std::set<qiki_ns> keep;
    int seen = 0;
    for (size_t i = 0; i < t.size(); ++i) {
        if (i && t[i] - t[i - 1] > 30'000'000'000) seen = 0;
        if (++seen > 2) keep.insert(t[i]);
    }
    return keep;
}
} // namespace

TEST_CASE("of the 161 airborne addresses of the Barcelona hour at least 160 hold a confirmed track of their own") {
    const std::string recording = folder + "cat048_bcn_230502_0800_0900.ast";
    if (!std::filesystem::exists(recording)) {
        WARN("skipped: no recordings in " << folder);
        return;
    }
    std::map<uint32_t, std::set<qiki_ns>> due;
    for (auto& [address, times] : airborne())
        if (times.size() >= 10) due[address] = counted(times);
    REQUIRE(due.size() == 161);

    rig::instance replay("qiki.radar.asterix", {{"file", recording}}, {"replay", 1, 1});
    rig::instance tracker("qiki.tracker.gnn", {}, {"gnn", 1, 2});
    const qiki_ns start = 28800LL * 1'000'000'000, step = 250'000'000, end = replay.span();
    std::map<uint32_t, size_t> held, plots;
    std::set<uint64_t> ended;
    for (qiki_ns t = 0; t < end; t += step) {
        replay.tick(t, t + step);
        const auto contacts = replay.took<qiki_contact>("contacts");
        tracker.give("frames", replay.took<qiki_frame>("frames"));
        tracker.give("contacts", contacts);
        tracker.tick(t, t + step);
        if (contacts.empty()) continue;
        std::set<uint32_t> confirmed;
        for (const qiki_track& x : tracker.took<qiki_track>("tracks")) {
            REQUIRE(ended.count(x.id) == 0); // an id is never used again
            if (x.status == QIKI_TRACK_ENDED) ended.insert(x.id);
            if (x.status == QIKI_TRACK_CONFIRMED && (x.valid & QIKI_TRACK_HAS_ADDRESS)) confirmed.insert(x.address24);
        }
        for (const qiki_contact& c : contacts) {
            const auto at = (c.valid & QIKI_CONTACT_HAS_ADDRESS) ? due.find(c.address24) : due.end();
            if (at == due.end() || !at->second.count(start + c.t)) continue;
            ++plots[c.address24];
            held[c.address24] += confirmed.count(c.address24);
        }
    }
    size_t good = 0;
    for (const auto& [address, times] : due) {
        CHECK(plots[address] == times.size()); // every plot that counts went through the replay
        const bool enough = static_cast<double>(held[address]) >= 0.95 * static_cast<double>(times.size());
        if (!enough) std::printf("%06X: a track for %zu of %zu plots\n", address, held[address], times.size());
        good += enough;
    }
    std::printf("%zu of %zu addresses hold a confirmed track\n", good, due.size());
    CHECK(good >= 160);
}
