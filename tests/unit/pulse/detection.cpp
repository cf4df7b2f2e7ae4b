// SPDX-License-Identifier: MIT
// tests/unit/pulse/detection.cpp - the detection formulas against reference tables, closed forms and each other.
#include "plugins/radar/pulse/detection.hpp"
#include <catch2/catch.hpp>

using namespace pulse;

namespace {

struct pd_row {
    double pfa;
    int n;
    double threshold, snr_db, sw0, sw1, sw3;
};
// Square-law detector, threshold in units of noise power; computed by numeric integration, two routines agreeing to 9
// digits.
constexpr pd_row table[] = {{1e-4, 1, 9.210340372, 5, 0.052144219, 0.109392540, 0.089851134},
                            {1e-4, 1, 9.210340372, 10, 0.616135849, 0.432876128, 0.491041758},
                            {1e-4, 1, 9.210340372, 13, 0.983046788, 0.644307395, 0.761637314},
                            {1e-4, 1, 9.210340372, 15, 0.999909969, 0.754025928, 0.876107350},
                            {1e-4, 10, 26.192986637, 0, 0.131587492, 0.217967243, 0.205760651},
                            {1e-4, 10, 26.192986637, 5, 0.975558796, 0.592911781, 0.705686080},
                            {1e-4, 10, 26.192986637, 10, 1.000000000, 0.843847016, 0.948941503},
                            {1e-6, 1, 13.815510558, 5, 0.004585348, 0.036181083, 0.020265911},
                            {1e-6, 1, 13.815510558, 10, 0.248049276, 0.284803587, 0.291882091},
                            {1e-6, 1, 13.815510558, 13, 0.874440728, 0.517177561, 0.608964584},
                            {1e-6, 1, 13.815510558, 15, 0.997225393, 0.654755899, 0.779446194},
                            {1e-6, 10, 32.710340518, 0, 0.019383275, 0.120527662, 0.089473129},
                            {1e-6, 10, 32.710340518, 5, 0.853316708, 0.485543453, 0.569374677},
                            {1e-6, 10, 32.710340518, 10, 1.000000000, 0.791115120, 0.913945219},
                            {1e-6, 10, 32.710340518, 15, 1.000000000, 0.928024158, 0.989004367}};

struct fit_row {
    double pd, pfa;
    int n;
    double albersheim, shnidman0, exact0, shnidman1, exact1;
};
// Required SNR per pulse, dB.
constexpr fit_row fits[] = {{0.50, 1e-4, 1, 9.3956, 9.4256, 9.3979, 10.7678, 10.8947},
                            {0.80, 1e-4, 1, 10.9652, 11.0399, 11.0126, 16.3970, 16.0504},
                            {0.90, 1e-4, 1, 11.6743, 11.7627, 11.7491, 19.6647, 19.3660},
                            {0.50, 1e-6, 1, 11.2320, 11.1716, 11.2426, 12.5137, 12.7719},
                            {0.80, 1e-6, 1, 12.5108, 12.5090, 12.5654, 17.8661, 17.8471},
                            {0.90, 1e-6, 1, 13.1145, 13.1217, 13.1835, 21.3461, 21.1436},
                            {0.95, 1e-6, 1, 13.6050, 13.5883, 13.6624, 24.8394, 24.2869},
                            {0.90, 1e-8, 1, 14.1938, 14.1019, 14.2274, 22.6486, 22.4014},
                            {0.50, 1e-6, 10, 3.5563, 3.7453, 3.6515, 5.0875, 5.1867},
                            {0.90, 1e-6, 10, 4.9904, 5.3336, 5.2675, 13.5805, 13.4996},
                            {0.90, 1e-6, 20, 2.9586, 3.2015, 3.1704, 11.4734, 11.4886},
                            {0.90, 1e-4, 40, 0.0747, 0.2185, 0.1942, 8.2180, 8.3336}};

} // namespace

TEST_CASE("Detection probabilities agree with the reference table to nine digits") {
    for (const pd_row& r : table) {
        INFO("pfa " << r.pfa << ", n " << r.n << ", snr " << r.snr_db << " dB");
        const double t = threshold(r.n, r.pfa), snr = from_db(r.snr_db);
        CHECK(t == Approx(r.threshold).epsilon(0).margin(6e-10));
        CHECK(detection(0, r.n, snr, t) == Approx(r.sw0).epsilon(0).margin(6e-10));
        CHECK(detection(1, r.n, snr, t) == Approx(r.sw1).epsilon(0).margin(6e-10));
        CHECK(detection(3, r.n, snr, t) == Approx(r.sw3).epsilon(0).margin(6e-10));
    }
}

TEST_CASE("Required SNR agrees with the reference table, and the two fits with theirs") {
    for (const fit_row& r : fits) {
        INFO("pd " << r.pd << ", pfa " << r.pfa << ", n " << r.n);
        CHECK(required_snr_db(0, r.n, r.pd, r.pfa) == Approx(r.exact0).epsilon(0).margin(6e-5));
        CHECK(required_snr_db(1, r.n, r.pd, r.pfa) == Approx(r.exact1).epsilon(0).margin(6e-5));
        CHECK(albersheim_db(r.n, r.pd, r.pfa) == Approx(r.albersheim).epsilon(0).margin(6e-5));
        CHECK(shnidman_db(0, r.n, r.pd, r.pfa) == Approx(r.shnidman0).epsilon(0).margin(6e-5));
        CHECK(shnidman_db(1, r.n, r.pd, r.pfa) == Approx(r.shnidman1).epsilon(0).margin(6e-5));
    }
}

TEST_CASE("The fits bound the exact SNR where they are meant to hold") {
    for (double pfa : {1e-4, 1e-6, 1e-8})
        for (double pd : {0.3, 0.5, 0.7, 0.9}) {
            INFO("pd " << pd << ", pfa " << pfa);
            const double exact = required_snr_db(0, 1, pd, pfa);
            CHECK(std::fabs(albersheim_db(1, pd, pfa) - exact) < 0.2);
            CHECK(std::fabs(shnidman_db(0, 1, pd, pfa) - exact) < 0.2);
            CHECK(std::fabs(shnidman_db(1, 1, pd, pfa) - required_snr_db(1, 1, pd, pfa)) < 0.5);
            CHECK(std::fabs(shnidman_db(3, 1, pd, pfa) - required_snr_db(3, 1, pd, pfa)) < 0.5);
        }
}

TEST_CASE("The threshold gives back its false alarm probability for any number of pulses") {
    for (int n : {1, 2, 3, 7, 16, 64, 255, 256})
        for (double pfa : {0.5, 0.1, 1e-2, 1e-4, 1e-6, 1e-9, 1e-12, 1e-20}) {
            INFO("n " << n << ", pfa " << pfa);
            CHECK(gamma_q(n, threshold(n, pfa)) == Approx(pfa).epsilon(1e-10));
        }
    CHECK(threshold(1, 1e-6) == Approx(-qiki_pow(10, 0) * std::log(1e-6)).epsilon(1e-14));
}

TEST_CASE("Swerling 1 and 3 agree with their closed forms") {
    for (double pfa : {1e-3, 1e-6})
        for (double db : {-3.0, 0.0, 6.0, 12.0, 20.0}) {
            const double s = from_db(db), t1 = threshold(1, pfa);
            CHECK(detection(1, 1, s, t1) == Approx(std::pow(pfa, 1 / (1 + s))).epsilon(1e-11));
            CHECK(detection(3, 1, s, t1) ==
                  Approx((1 + 2 * t1 * s / ((2 + s) * (2 + s))) * std::exp(-2 * t1 / (2 + s))).epsilon(1e-11));
            for (int n : {2, 10, 40}) { // Swerling 1 for n pulses, with regularised incomplete gamma functions
                const double t = threshold(n, pfa), more = 1 + 1 / (n * s);
                const double closed = gamma_q(n - 1, t) + std::pow(more, n - 1) * (1 - gamma_q(n - 1, t / more)) *
                                                              std::exp(-t / (1 + n * s));
                INFO("n " << n << ", snr " << db << " dB, pfa " << pfa);
                CHECK(detection(1, n, s, t) == Approx(closed).epsilon(1e-9));
            }
        }
}

TEST_CASE("The Marcum Q function has its known values and limits") {
    CHECK(marcum_q(1, 0, 2) == Approx(std::exp(-2.0)).epsilon(1e-14)); // Q_1(0, b) = exp(-b^2 / 2)
    CHECK(marcum_q(3, 2, 0) == Approx(1).epsilon(1e-15));
    for (double a : {0.3, 1.0, 2.5, 6.0}) { // Q_1(a, a) = (1 + exp(-a^2) I_0(a^2)) / 2
        double bessel = 1, term = 1;
        for (int k = 1; k < 200; ++k) bessel += term *= (a * a / 2) * (a * a / 2) / k / k;
        CHECK(marcum_q(1, a, a) == Approx((1 + std::exp(-a * a) * bessel) / 2).epsilon(1e-12));
        for (double b : {0.5, 2.0, 5.0}) // exchange of the arguments
            CHECK(marcum_q(1, a, b) + marcum_q(1, b, a) == Approx(1 + std::exp(-(a * a + b * b) / 2) *
                                                                          [&] {
                                                                              double i0 = 1, x = 1;
                                                                              for (int k = 1; k < 200; ++k)
                                                                                  i0 += x *=
                                                                                      (a * b / 2) * (a * b / 2) / k / k;
                                                                              return i0;
                                                                          }())
                                                               .epsilon(1e-12));
    }
}

TEST_CASE("Pd rises with SNR, falls with the threshold, and is pfa without a target") {
    for (int sw : {0, 1, 3})
        for (int n : {1, 10, 100, 256}) {
            const double t = threshold(n, 1e-6);
            CHECK(detection(sw, n, 0, t) == Approx(1e-6).epsilon(1e-8));
            double last = 0;
            for (double db = -30; db <= 40; db += 1) {
                const double pd = detection(sw, n, from_db(db), t);
                INFO("swerling " << sw << ", n " << n << ", snr " << db << " dB");
                CHECK(pd >= last - 1e-14);
                CHECK(pd >= detection(sw, n, from_db(db), t * 1.01) - 1e-14);
                CHECK(pd <= 1);
                last = pd;
            }
            CHECK(last > 0.99);
        }
}
