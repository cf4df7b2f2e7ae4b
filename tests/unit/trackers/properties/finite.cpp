// SPDX-License-Identifier: MIT
// tests/unit/trackers/properties/finite.cpp - of every tracker: no output is ever NaN, infinite or out of its range,
// whatever frames and contacts say.
#include "every.hpp"
#include "unit/rounds.hpp"
#include <limits>
#include <set>

using namespace every;

namespace {
constexpr double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();

// Mostly v, sometimes what nobody should say; draw i of target j in scan k of world `seed`.
double odd(double v, uint64_t seed, uint64_t k, uint64_t j, uint32_t i) {
    constexpr std::array<double, 14> worst{none,   endless, -endless, 0,     -0.0,   1,     -1,
                                           1e-310, 1e-12,   1e12,     1e200, -1e200, 1e308, 4e15};
    const double u = chance(seed + 41, k, j, i);
    return u < 0.93 ? v : worst[static_cast<size_t>((u - 0.93) / 0.07 * 13.999)];
}

std::string wrong(const qiki_track& r) {
    const double* v = &r.height_m;
    for (size_t i = 0; i < (sizeof(qiki_track) - offsetof(qiki_track, height_m)) / sizeof(double); ++i)
        if (!std::isfinite(v[i])) return "value " + std::to_string(i) + " is not finite";
    for (size_t i = 0, k = 0; i < 6; k += 6 - i, ++i)
        if (r.p[k] < 0) return "variance " + std::to_string(i) + " is negative";
    if (!(r.existence >= 0 && r.existence <= 1)) return "existence " + std::to_string(r.existence);
    if (!(r.quality >= 0 && r.quality <= 1)) return "quality " + std::to_string(r.quality);
    return r.id ? "" : "id 0";
}

void run(const std::string& id, bool plane, uint64_t scans, uint64_t seed) {
    bench b(known(id, {{"state_dims", int64_t{plane ? 2 : 3}}, {"q", 5.0}, {"expected_tracks", int64_t{100}}}), {}, id);
    bool modes = false;
    for (uint32_t i = 0; i < b.rig.about().outputs.count; ++i)
        modes |= std::string("modes") == static_cast<const qiki_port*>(qiki_row(b.rig.about().outputs, i))->name;
    size_t told = 0;
    for (uint64_t k = 0; k < scans; ++k) {
        std::vector<qiki_contact> seen;
        for (uint64_t j = 0; j < 10; ++j) {
            const auto u = [&](uint32_t i) { return chance(seed + 42, k, j, i); };
            const double t = 4.0 * double(k);
            const vec3 at{2e4 + 12 * double(k) + 4e3 * double(j), 3e4 - 8 * double(k), 6e3};
            qiki_contact c = j < 6 ? seen_from({0, 0, 0}, at, ns(t - u(0)))
                                   : polar(ns(t - 4 * u(0)), 9e4 * u(1), 7 * u(2), 3 * u(3) - 1.5);
            c.valid |=
                QIKI_CONTACT_HAS_Z(3) | QIKI_CONTACT_HAS_HEIGHT | QIKI_CONTACT_HAS_SNR | QIKI_CONTACT_HAS_ADDRESS;
            c.z[3] = 300 * u(4) - 150, c.height_m = 6e3 + 100 * u(5), c.snr_db = 20 * u(6), c.address24 = uint32_t(j);
            if (u(7) < 0.3) {
                c.valid |= QIKI_CONTACT_HAS_COV;
                c.cov[0] = 900, c.cov[4] = 1e-6, c.cov[7] = 1e-6, c.cov[9] = 1, c.cov[1] = 0.02 * u(8);
                for (uint32_t i = 0; i < 10; ++i) c.cov[i] = odd(c.cov[i], seed, k, j, 40 + i);
            }
            for (uint32_t i = 0; i < 4; ++i) c.z[i] = odd(c.z[i], seed, k, j, 20 + i);
            c.height_m = odd(c.height_m, seed, k, j, 30), c.snr_db = odd(c.snr_db, seed, k, j, 31);
            c.valid &=
                static_cast<uint32_t>(qiki_draw(seed + 43, k, j, 0, 0).v[0] | qiki_draw(seed + 43, k, j, 0, 1).v[0] |
                                      qiki_draw(seed + 43, k, j, 0, 2).v[0]);
            c.kind = u(9) < 0.85 ? QIKI_POLAR : static_cast<uint8_t>(4 * u(10));
            seen.push_back(c);
        }
        b.flags = chance(seed + 44, k, 0, 0) < 0.8 ? QIKI_FRAME_COMPLETE : 0;
        b.valid =
            static_cast<uint16_t>((qiki_draw(seed + 44, k, 0, 2, 0).v[0] | qiki_draw(seed + 44, k, 0, 2, 1).v[0]) & 31);
        b.shape = [&](qiki_frame& f) {
            uint32_t n = 0;
            const auto say = [&](double v) { return odd(v, seed, k, 99, n++); };
            f.bearing[0] = say(7 * chance(seed + 45, k, 0, 0)), f.bearing[1] = say(f.bearing[0] + 6.28);
            f.elevation[0] = say(-0.1), f.elevation[1] = say(1.5), f.range[0] = say(0), f.range[1] = say(1e5);
            f.pd = say(chance(seed + 45, k, 0, 1)), f.clutter_density = say(1e-6);
            f.clutter_kind = chance(seed + 45, k, 0, 2) < 0.5 ? QIKI_POLAR : QIKI_ENU;
            for (double& v : f.pos) v = say(10);
            for (double& v : f.vel) v = say(1);
            for (double& v : f.sigma) v = say(f.sigma[0]);
            f.axes = chance(seed + 45, k, 0, 3) < 0.1;
            for (double& v : f.att) v = say(v);
        };
        b.sigma = {50, 0.003, 0.003, 1};
        for (const qiki_track& r : b.scan(ns(4.0 * double(k)), seen)) {
            if (const std::string what = wrong(r); !what.empty())
                FAIL("scan " << k << ", track " << r.id << ": " << what);
            ++told;
        }
        for (const qiki_assoc& a : b.links())
            if (!(a.weight >= 0 && a.weight <= 1)) FAIL("scan " << k << ": an association weighs " << a.weight);
        if (modes)
            for (const qiki_track_modes& m : b.rig.took<qiki_track_modes>("modes"))
                for (size_t i = 0; i < m.count; ++i)
                    if (!(m.probability[i] >= 0 && m.probability[i] <= 1 + 1e-9))
                        FAIL("scan " << k << ": a mode of probability " << m.probability[i]);
    }
    CHECK(told > scans);
}
void each_world(std::initializer_list<uint64_t> seeds, uint32_t scans) {
    for (const std::string& id : trackers())
        for (const bool plane : {false, true})
            for (const uint64_t seed : seeds)
                DYNAMIC_SECTION(id << (plane ? " in a plane, world " : " in space, world ") << seed) {
                    run(id, plane, rounds(scans), seed);
                }
}
} // namespace

TEST_CASE("every tracker: no output is NaN, infinite or out of range, whatever it is told") {
    each_world({0, 10'000, 22'000}, 500);
}

// By name only: scripts/test --full.
TEST_CASE("every tracker: no output is NaN, infinite or out of range, in other worlds and for longer", "[.long]") {
    each_world({1'000, 2'000, 7'000, 12'000, 14'000, 18'000, 19'000}, 3'000);
}
