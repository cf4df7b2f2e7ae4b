// SPDX-License-Identifier: MIT
// tests/unit/pulse/jamming.cpp - noise of others: as much as the one-way equation says, in its direction, in its band.
#include "plugins/radar/pulse/jamming.hpp"
#include "qiki/check.h"
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {

constexpr double hz = 9.5e9;
qiki_truth jammer_at(uint64_t entity, double e, double n, double dbw, double on_hz = hz) {
    qiki_truth b = body(entity, e, n, 0);
    b.rcs_dbsm = -90;
    b.emitter_dbw = dbw, b.emitter_hz = on_hz, b.valid |= QIKI_TRUTH_HAS_EMITTER;
    return b;
}
rig::settings listener(const rig::settings& more = {}) {
    return staring(with({{"frequency", hz},
                         {"bandwidth", 1e6},
                         {"gain_db", 30.0},
                         {"noise_figure_db", 3.0},
                         {"beamwidth", 0.03},
                         {"sidelobes_db", -30.0}},
                        more));
}
// Mean SNR, as a ratio, of a target without fluctuation: the noise is in it, once.
double snr(const rig::settings& s, const std::vector<qiki_truth>& all) {
    double sum = 0;
    const auto seen = fly(s, all, 20).of(1);
    for (const qiki_contact& c : seen) sum += pulse::from_db(c.snr_db);
    return seen.empty() ? 0 : sum / static_cast<double>(seen.size());
}

} // namespace

TEST_CASE("Jamming in the beam takes from the SNR what the one-way equation says") {
    // By hand: 10 dBW at 20 km through 30 dB on 9.5 GHz against k 290 K 1 MHz 3 dB.
    const double wave = 299792458 / hz, received = 10 * 1000.0 * wave * wave / std::pow(4 * QIKI_PI * 20e3, 2);
    const double ratio = received / (1.380649e-23 * 290 * 1e6 * std::pow(10, 0.3));
    const std::vector<qiki_truth> clear{body(1, 0, 3000, 0)}, jammed{body(1, 0, 3000, 0), jammer_at(2, 0, 20e3, 10)};
    const double loss = snr(listener({{"snr_ref_db", 80.0}}), clear) / snr(listener({{"snr_ref_db", 80.0}}), jammed);
    CHECK(pulse::to_db(loss) == Approx(pulse::to_db(1 + ratio)).margin(0.1));
    CHECK(pulse::to_db(loss) > 20);
}

TEST_CASE("Beside the beam a jammer is heard through the side lobes alone, half a beamwidth off at half power") {
    const pulse::pattern beam{0.03, 0, 1e-3};
    CHECK(beam.gain(0, 1) == 1);
    CHECK(beam.gain(0.015, 0) == Approx(0.5));
    CHECK(beam.gain(-0.015, 0) == Approx(0.5));
    CHECK(beam.gain(1, 0) == 1e-3);
    CHECK(pulse::pattern{0.03, 0.03, 1e-3}.gain(0, 0.015) == Approx(0.5));
    CHECK(pulse::pattern{0, 0, 1e-3}.gain(0, 0) == 1); // an ideal beam has no width
    CHECK(pulse::pattern{0, 0, 1e-3}.gain(1e-6, 0) == 1e-3);

    const auto s = listener({{"snr_ref_db", 80.0}});
    const double ahead = snr(s, {body(1, 0, 3000, 0), jammer_at(2, 0, 20e3, 10)});
    const double beside = snr(s, {body(1, 3000, 0, 0), jammer_at(2, 0, 20e3, 10)});
    const double clear = snr(s, {body(1, 3000, 0, 0)});
    const double ratio = clear / ahead - 1;
    CHECK(clear / beside - 1 == Approx(ratio * 1e-3).epsilon(0.1));
}

TEST_CASE("A jammer outside of the band, one without power, and the carrier's own emitter change no byte") {
    const auto s = listener({{"snr_ref_db", 40.0}, {"sigma_range", 5.0}});
    const auto bytes = [&](const qiki_truth& other) {
        const report r = fly(s, {body(1, 0, 3000, 0), other}, 1);
        std::string all;
        for (const qiki_contact& c : r.of(1)) all.append(reinterpret_cast<const char*>(c.z), sizeof c.z);
        return all;
    };
    qiki_truth mute = jammer_at(2, 0, 20e3, 10);
    mute.valid &= ~QIKI_TRUTH_HAS_EMITTER, mute.emitter_dbw = mute.emitter_hz = 0;
    const auto clear = bytes(mute);
    REQUIRE(clear.size() == 320);
    CHECK(bytes(jammer_at(2, 0, 20e3, 10, hz + 0.6e6)) == clear);
    CHECK(bytes(jammer_at(2, 0, 20e3, 10, hz + 0.4e6)) != clear);
}

TEST_CASE("Near enough a target burns through") {
    const auto s = listener({{"snr_ref_db", 20.0}, {"range_ref", 10e3}});
    const auto hits = [&](double range) {
        return fly(s, {body(1, 0, range, 0), jammer_at(2, 0, 30e3, 10)}, 5).of(1).size();
    };
    CHECK(fly(s, {body(1, 0, 8e3, 0)}, 5).of(1).size() == 50); // seen when nobody jams
    CHECK(hits(8e3) < 5);
    CHECK(hits(1e3) == 50);
}

TEST_CASE("A frame's pd and sigma know of the jamming, and so does the estimate of size") {
    const auto s = listener({{"snr_ref_db", 20.0}, {"resolution", 100.0}, {"azimuth_width", 0.05}});
    const report clear = fly(s, {body(1, 0, 3000, 0)}, 1),
                 jammed = fly(s, {body(1, 0, 3000, 0), jammer_at(2, 0, 20e3, -10)}, 1);
    CHECK(jammed.frames[0].pd < clear.frames[0].pd - 0.01);
    CHECK(jammed.frames[0].sigma[0] > 1.5 * clear.frames[0].sigma[0]);
    for (const qiki_contact& c : jammed.of(1)) CHECK(c.rcs_dbsm == Approx(0).margin(3));
    for (const report* r : {&clear, &jammed})
        for (const qiki_frame& f : r->frames) CHECK(qiki_frame_flaw(&f) == nullptr);
    rig::instance radar("qiki.radar.pulse", s);
    fly(radar, {body(1, 0, 3000, 0), jammer_at(2, 0, 20e3, -10)}, 0, second, second);
    CHECK(radar.metric("noise.rise") > 10);
}

TEST_CASE("A jammer that is gone, or hidden by a station, is not heard") {
    const auto s = listener({{"snr_ref_db", 20.0}, {"range_ref", 10e3}});
    qiki_truth station = body(3, 0, 25e3, 0);
    station.size_m = 300, station.valid |= QIKI_TRUTH_HAS_SIZE;
    CHECK(fly(s, {body(1, 0, 8e3, 0), jammer_at(2, 0, 30e3, 10)}, 5).of(1).size() < 5);
    CHECK(fly(s, {body(1, 0, 8e3, 0), jammer_at(2, 0, 30e3, 10), station}, 5).of(1).size() == 50);
    qiki_truth gone = jammer_at(2, 0, 30e3, 10);
    gone.label = QIKI_LABEL_NO_DATA;
    CHECK(fly(s, {body(1, 0, 8e3, 0), gone}, 5).of(1).size() == 50);
}
