// SPDX-License-Identifier: MIT
// tests/unit/asterix/pair.cpp - a radar and the tracker it fed: contacts against reference tracks, with a known
// difference.
#include "qiki/math.h"
#include "unit/rig.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>

namespace {

constexpr double degree = QIKI_PI / 180, mile = 1852;
constexpr qiki_ns second = 1'000'000'000;

struct update {
    qiki_ns t;
    double x[3];
};

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}
double deviation(const std::vector<double>& v) {
    double sum = 0, squares = 0;
    for (const double x : v) sum += x, squares += x * x;
    const double mean = sum / static_cast<double>(v.size());
    return std::sqrt(squares / static_cast<double>(v.size()) - mean * mean);
}
} // namespace

TEST_CASE("the Saenz Pena radar differs from its tracker by the bias that the README measured") {
    const std::string folder = QIKI_SHARED_DIR "/data/asterix/";
    if (!std::filesystem::exists(folder + "cat062_argentina_260429.pcap")) {
        std::cerr << "\n*** skipped: no recordings, " << folder << " is not there ***\n";
        return;
    }
    rig::birth born;
    born.origin[0] = -26.750555 * degree, born.origin[1] = -60.481666 * degree, born.origin[2] = 100;
    rig::instance radar("qiki.radar.asterix",
                        {{"file", folder + "cat034_048_saenzpena_260429.pcap"}, {"start", 60838.0}}, born);
    rig::instance tracker("qiki.radar.asterix", {{"file", folder + "cat062_argentina_260429.pcap"}, {"start", 60838.0}},
                          born);

    std::map<uint16_t, std::map<uint64_t, std::vector<update>>> by_code; // code, then track: two may fly with one code
    for (qiki_ns t = 0; t < tracker.span(); t += second) {
        tracker.tick(t, t + second);
        if (tracker.kept("tracks")) continue;
        for (const qiki_track& x : tracker.took<qiki_track>("tracks")) {
            CHECK(x.flags == QIKI_TRACK_REFERENCE);
            if ((x.valid & QIKI_TRACK_HAS_MODE3A) == 0 || x.t <= t) continue;
            by_code[x.mode3a][x.id].push_back({x.t, {x.x[0], x.x[1], x.x[2]}});
        }
    }
    // Slant range [NM] and azimuth [deg] of a contact against a track at its time; false when the track has no such
    // time.
    const auto differ = [](const qiki_contact& c, const std::vector<update>& all, double& dr, double& da) {
        const auto after =
            std::lower_bound(all.begin(), all.end(), c.t, [](const update& u, qiki_ns t) { return u.t < t; });
        if (after == all.begin() || after == all.end() || after->t - (after - 1)->t > 30 * second) return false;
        const update &a = *(after - 1), &b = *after;
        const double share = static_cast<double>(c.t - a.t) / static_cast<double>(b.t - a.t);
        double x[3];
        for (int i = 0; i < 3; ++i) x[i] = a.x[i] + share * (b.x[i] - a.x[i]);
        dr = (c.z[0] - std::sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2])) / mile;
        da = (c.z[1] - std::atan2(x[0], x[1])) / degree;
        da -= 360 * std::floor(da / 360 + 0.5);
        return true;
    };
    std::vector<double> range, azimuth;
    std::map<uint16_t, int> codes;
    for (qiki_ns t = 0; t < radar.span(); t += second) {
        radar.tick(t, t + second);
        for (const qiki_contact& c : radar.took<qiki_contact>("contacts")) {
            const auto found = by_code.find(c.mode3a);
            if (found == by_code.end() || (c.valid & QIKI_CONTACT_HAS_HEIGHT) == 0) continue;
            double dr = 1e9, da = 0, r = 0, b = 0;
            for (const auto& [id, all] : found->second)
                if (differ(c, all, r, b) && std::fabs(r) < std::fabs(dr)) dr = r, da = b;
            if (dr == 1e9) continue;
            CHECK(std::fabs(dr) < 10);
            CHECK(std::fabs(da) < 5);
            range.push_back(dr), azimuth.push_back(da);
            ++codes[c.mode3a];
        }
    }
    CHECK(range.size() > 2900); // 2,957 by the README's own interpolation
    CHECK(range.size() < 3010);
    CHECK(codes.size() == 17);
    CHECK(median(range) == Approx(0.105).margin(0.01));
    CHECK(deviation(range) == Approx(0.053).margin(0.01));
    CHECK(median(azimuth) == Approx(0.533).margin(0.005));
    CHECK(deviation(azimuth) == Approx(0.062).margin(0.01));
}
