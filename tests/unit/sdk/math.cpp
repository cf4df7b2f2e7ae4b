// SPDX-License-Identifier: MIT
// tests/unit/sdk/math.cpp - defined corner cases, identities, and the array forms against the scalar ones at odd sizes
// and places.
#include "qiki/math.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

namespace {
const double inf = std::numeric_limits<double>::infinity();
uint64_t bits(double v) {
    uint64_t b;
    std::memcpy(&b, &v, sizeof b);
    return b;
}
bool is_nan(double v) { return bits(v) == UINT64_C(0x7FF8000000000000); } // the only one there is
bool is_zero(double v) { return bits(v) == 0; }                           // +0
} // namespace

TEST_CASE("A result is never -0, and the sign of a zero argument makes no difference") {
    for (double z : {0.0, -0.0}) {
        for (double r : {qiki_sin(z), qiki_tan(z), qiki_asin(z), qiki_atan(z), qiki_sinh(z), qiki_tanh(z),
                         qiki_expm1(z), qiki_log1p(z), qiki_cbrt(z), qiki_sqrt(z), qiki_hypot(z, -z),
                         qiki_sincos(z).sin, qiki_atan2(z, 1), qiki_atan2(z, z), qiki_pow(z, 3)})
            CHECK(is_zero(r));
        CHECK(qiki_atan2(z, -1) == QIKI_PI);
        CHECK(qiki_atan2(1, z) == QIKI_PI / 2);
        CHECK(qiki_atan2(-1, z) == -QIKI_PI / 2);
        CHECK(qiki_pow(z, -1) == inf);
        CHECK(qiki_log(z) == -inf);
    }
    CHECK(is_zero(qiki_log(1)));
    CHECK(is_zero(qiki_acos(1)));
    CHECK(is_zero(qiki_exp(-800)));
    CHECK(is_zero(qiki_pow(-1e-200, 3))); // underflow from below
}

TEST_CASE("Outside its domain a function gives the one NaN, also for a NaN argument") {
    for (double r :
         {qiki_asin(1.0000001), qiki_acos(-2), qiki_log(-1), qiki_log10(-1e-300), qiki_log2(-3), qiki_log1p(-2),
          qiki_sqrt(-1), qiki_sin(inf), qiki_cos(-inf), qiki_tan(inf), qiki_pow(-2, 0.5), qiki_sincos(inf).cos})
        CHECK(is_nan(r));
    for (double n : {std::nan(""), -std::nan("7")})
        for (double r : {qiki_sin(n), qiki_exp(n), qiki_log(n), qiki_atan2(n, 1), qiki_atan2(1, n), qiki_hypot(n, 1),
                         qiki_cbrt(n), qiki_sqrt(n), qiki_lgamma(n), qiki_pow(n, 2), qiki_tanh(n)})
            CHECK(is_nan(r));
    CHECK(qiki_pow(std::nan(""), 0) == 1);
    CHECK(qiki_pow(1, std::nan("")) == 1);
}

TEST_CASE("Known values are met") {
    CHECK(qiki_exp(0) == 1);
    CHECK(qiki_exp(1) == Approx(2.718281828459045).epsilon(3e-16));
    CHECK(qiki_log(10) == 2.302585092994046);
    CHECK(qiki_log10(1000) == 3);
    CHECK(qiki_log2(0.125) == -3);
    CHECK(qiki_exp2(-3) == 0.125);
    CHECK(qiki_exp10(0.3) == Approx(1.9952623149688795).epsilon(1e-15));
    CHECK(qiki_pow(2, 10) == 1024);
    CHECK(qiki_pow(-2, 3) == -8);
    CHECK(qiki_cbrt(-27) == -3);
    CHECK(qiki_hypot(3, -4) == 5);
    CHECK(qiki_hypot(3e300, 4e300) == 5e300);
    CHECK(qiki_sqrt(2) == 1.4142135623730951);
    CHECK(qiki_acos(-1) == QIKI_PI);
    CHECK(qiki_sin(QIKI_PI / 2) == 1);
    CHECK(qiki_sin(1e22) == Approx(-0.8522008497671888).epsilon(1e-15)); // Payne and Hanek: all of pi is needed
    CHECK(qiki_tanh(30) == 1);
    CHECK(qiki_lgamma(11) == Approx(15.104412573075516).epsilon(1e-15)); // log 10!
    CHECK(qiki_exp(710) == inf);
}

TEST_CASE("Identities hold within the promised ulp") {
    for (int i = -1000; i <= 1000; ++i) {
        const double x = i * 0.0123;
        const qiki_sc s = qiki_sincos(x);
        CHECK(s.sin * s.sin + s.cos * s.cos == Approx(1).epsilon(1e-15));
        CHECK(qiki_sin(-x) == (i ? -qiki_sin(x) : 0.0));
        CHECK(qiki_cos(-x) == qiki_cos(x));
        CHECK(s.sin == Approx(qiki_sin(x)).epsilon(5e-16).margin(5e-324));
        CHECK(s.cos == Approx(qiki_cos(x)).epsilon(5e-16).margin(5e-324));
        CHECK(qiki_log(qiki_exp(x)) == Approx(x).epsilon(1e-14).margin(1e-15));
        CHECK(qiki_log1p(qiki_expm1(x * 1e-9)) == Approx(x * 1e-9).epsilon(1e-15));
        CHECK(qiki_atan2(s.sin, s.cos) == Approx(std::remainder(x, 2 * QIKI_PI)).epsilon(1e-13).margin(1e-13));
    }
}

TEST_CASE("Square roots are those of the C library, which are exact") {
    for (int i = 0; i < 1000; ++i) CHECK(bits(qiki_sqrt(i * 0.37)) == bits(std::sqrt(i * 0.37)));
    CHECK(qiki_sqrt(inf) == inf);
}

TEST_CASE("Array forms give the scalar bits for every size, place and neighbour, also in place") {
    const double pool[] = {0.1,  -3, 1e6,          1e15, -0.0,  0.5, inf, 1e-310,
                           -0.7, 30, std::nan(""), 2.5,  -1e22, 1,   700, -745};
    for (size_t n = 0; n <= 35; ++n)
        for (size_t shift = 0; shift < 9; ++shift) {
            std::vector<double> x(n + 16, 77), y(n + 16, 78), out(n + 16, 79), more(n + 16, 80);
            for (size_t i = 0; i < n; ++i)
                x[shift + i] = pool[(i * 7 + n) % 16], y[shift + i] = pool[(i * 5 + shift) % 16];
            const auto wrong = [&](const std::vector<double>& got, auto scalar, double untouched) {
                size_t bad = 0;
                for (size_t i = 0; i < got.size(); ++i) {
                    const bool inside = i >= shift && i < shift + n;
                    bad += bits(got[i]) != bits(inside ? scalar(x[i], y[i]) : untouched);
                }
                return bad;
            };
            qiki_sin_n(x.data() + shift, out.data() + shift, n);
            REQUIRE(wrong(
                        out, [](double a, double) { return qiki_sin(a); }, 79) == 0);
            qiki_atan2_n(y.data() + shift, x.data() + shift, out.data() + shift, n);
            REQUIRE(wrong(
                        out, [](double a, double b) { return qiki_atan2(b, a); }, 79) == 0);
            qiki_sincos_n(x.data() + shift, out.data() + shift, more.data() + shift, n);
            REQUIRE(wrong(
                        out, [](double a, double) { return qiki_sincos(a).sin; }, 79) == 0);
            REQUIRE(wrong(
                        more, [](double a, double) { return qiki_sincos(a).cos; }, 80) == 0);
            qiki_sqrt_n(x.data() + shift, out.data() + shift, n);
            REQUIRE(wrong(
                        out, [](double a, double) { return qiki_sqrt(a); }, 79) == 0);
            std::vector<double> place = x;
            qiki_exp_n(place.data() + shift, place.data() + shift, n);
            REQUIRE(wrong(
                        place, [](double a, double) { return qiki_exp(a); }, 77) == 0);
            place = y;
            qiki_pow_n(x.data() + shift, place.data() + shift, place.data() + shift, n);
            REQUIRE(wrong(
                        place, [](double a, double b) { return qiki_pow(a, b); }, 78) == 0);
            place = x;
            qiki_sincos_n(place.data() + shift, place.data() + shift, more.data() + shift, n);
            REQUIRE(wrong(
                        place, [](double a, double) { return qiki_sincos(a).sin; }, 77) == 0);
        }
}
