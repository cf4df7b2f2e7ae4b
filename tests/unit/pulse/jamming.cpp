// SPDX-License-Identifier: MIT
// tests/unit/pulse/jamming.cpp - noise of others: as much as the one-way equation says, in its direction, in its band.
#include "plugins/radar/pulse/loudness.hpp"
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

TEST_CASE("noise.rise is what the radar equation says of the beam that looks at the jammer, wherever it stands") {
    // By hand, as above: 0 dBW at 8 km through 36 dB on 9.5 GHz against k 290 K 1 MHz 4 dB, a pencil beam of 2 degrees.
    const double wave = 299792458 / hz, received = std::pow(10, 3.6) * wave * wave / std::pow(4 * QIKI_PI * 8e3, 2);
    const double ratio = received / (1.380649e-23 * 290 * 1e6 * std::pow(10, 0.4));
    const double degree = QIKI_PI / 180;
    CHECK(10 * std::log10(1 + ratio) == Approx(45.9).margin(0.05));
    for (const int64_t sectors : {1, 4, 7})
        for (const double bearing : {0.0, 0.3, 44.9, 90.0, 101.7, 225.25, 359.99})
            for (const double up : {0.0, 3.3, -41.0}) {
                INFO(sectors << " sectors, bearing " << bearing << ", elevation " << up);
                rig::instance radar("qiki.radar.pulse", ideal({{"scan_period", 1.0},
                                                               {"sectors", sectors},
                                                               {"range", 10e3},
                                                               {"frequency", hz},
                                                               {"bandwidth", 1e6},
                                                               {"gain_db", 36.0},
                                                               {"noise_figure_db", 4.0},
                                                               {"sidelobes_db", -30.0},
                                                               {"beamwidth", 2 * degree},
                                                               {"beamwidth_elevation", 2 * degree}}));
                const double ground = 8e3 * std::cos(up * degree);
                qiki_truth b =
                    jammer_at(2, ground * std::sin(bearing * degree), ground * std::cos(bearing * degree), 0);
                b.pos[2] = 8e3 * std::sin(up * degree);
                double most = 0, least = 1e9;
                for (int64_t k = 0; k < sectors; ++k) {
                    const qiki_ns from = second * k / sectors, to = second * (k + 1) / sectors;
                    const report r = fly(radar, {b}, from, to, to - from);
                    if (r.frames.empty()) continue;
                    most = std::max(most, radar.metric("noise.rise"));
                    least = std::min(least, radar.metric("noise.rise"));
                }
                CHECK(most == Approx(10 * std::log10(1 + ratio)).margin(1e-6));
                if (sectors == 4 && bearing == 225.25)
                    CHECK(least == Approx(10 * std::log10(1 + ratio / 1e3)).margin(1e-6));
            }
}

namespace {
struct lot {
    std::vector<pulse::heard> all;
    pulse::pattern beam;
    pulse::window w;
};
// Some jammers close together, over the edges and the seam at the back, too.
lot some(uint32_t seed) {
    auto u = [seed, i = 0u]() mutable { return qiki_uniform(qiki_draw(11, seed, 0, 0, i++), 0); };
    lot x;
    x.w.half = seed % 3 == 0 ? QIKI_PI : 0.05 + 2 * u();
    x.w.centre = 7 * u() - 3.5;
    x.w.elevation[0] = -0.3 * u(), x.w.elevation[1] = 0.02 + 0.3 * u();
    x.beam = {0.02 + 0.05 * u(), seed % 2 ? 0.02 + 0.05 * u() : 0, pulse::from_db(-10 - 30 * u())};
    const double middle = QIKI_PI * (2 * u() - 1), height = 0.6 * u() - 0.3;
    for (int k = 0, n = 1 + static_cast<int>(6 * u()); k < n; ++k)
        x.all.push_back({pulse::wrapped_half(middle + 0.2 * (u() - 0.5)), height + 0.1 * (u() - 0.5), 3e3 * u()});
    return x;
}
} // namespace

TEST_CASE("The greatest rise is at no direction surpassed, and the mean is that of a fine grid") {
    for (uint32_t seed = 1; seed <= 40; ++seed) {
        INFO("seed " << seed);
        const lot x = some(seed);
        const double found = pulse::greatest_rise(x.all, x.beam, x.w);
        const auto log = [](double factor) { return qiki_log(factor); };
        const int columns = 1200, rows = x.beam.height > 0 ? 300 : 1;
        double most = 0, sum = 0;
        for (int i = 0; i < columns; ++i)
            for (int k = 0; k < rows; ++k) {
                const double bearing = x.w.centre + x.w.half * ((2 * i + 1.0) / columns - 1);
                const double up = x.w.elevation[0] + (x.w.elevation[1] - x.w.elevation[0]) * (k + 0.5) / rows;
                const double one = pulse::rise(x.all, x.beam, bearing, up);
                most = std::max(most, one), sum += log(one);
            }
        CHECK(found >= most * (1 - 1e-9));
        // Between two points of the grid a lobe falls by less than this.
        const double step = std::max(2 * x.w.half / columns / x.beam.width,
                                     rows > 1 ? (x.w.elevation[1] - x.w.elevation[0]) / rows / x.beam.height : 0.0);
        CHECK(found <= most * std::exp(2.78 * step * (2 * 2.5 + step)) + 1e-9);
        const double mean = pulse::mean_over(x.all, x.beam, x.w, log);
        CHECK(mean == Approx(sum / (columns * rows)).epsilon(0.02).margin(0.02));
    }
}

TEST_CASE(
    "A frame's pd is the mean over what its beam looks at: a jammer in a pencil beam takes little of a wide sector") {
    const rig::settings s = listener({{"snr_ref_db", 25.0},
                                      {"range_ref", 10e3},
                                      {"range", 10e3},
                                      {"swerling", int64_t{1}},
                                      {"sidelobes_db", -80.0},
                                      {"azimuth_width", 1.0},
                                      {"beamwidth", 0.02}});
    const double clear = fly(s, {}, 0.1).frames.at(0).pd;
    const double jammed = fly(s, {jammer_at(2, 2e3, 20e3, 40)}, 0.1).frames.at(0).pd;
    // 73 dB in the beam are 25 dB, which hides what is far, two beamwidths beside it: it blinds some 0.08 rad of one.
    CHECK(jammed < clear * 0.96);
    CHECK(jammed > clear * 0.85);
    // As often as targets are found that stand there, evenly in bearing and range.
    std::vector<qiki_truth> all{jammer_at(1000, 2e3, 20e3, 40)};
    for (uint32_t i = 0; i < 900; ++i) {
        const double range = 10 + (10e3 - 10) * (i % 30 + 0.5) / 30, bearing = (i / 30 + 0.5) / 30 - 0.5;
        all.push_back(body(i + 1, range * std::sin(bearing), range * std::cos(bearing), 0));
    }
    const report r = fly(s, all, 4);
    double seen = 0;
    for (size_t i = 0; i < r.contacts.size(); ++i) seen += r.who(i) && r.who(i) <= 900;
    CHECK(seen / (900 * 40) == Approx(jammed).margin(0.02));
}
