// SPDX-License-Identifier: MIT
// tests/unit/trackers/models.cpp - motion models against the matrix exponential, and what every exact discretisation
// obeys.
#include "plugins/radar/tracking/models/constant_acceleration.hpp"
#include "plugins/radar/tracking/models/constant_velocity.hpp"
#include "plugins/radar/tracking/models/coordinated_turn.hpp"
#include "plugins/radar/tracking/models/ornstein_uhlenbeck.hpp"
#include "plugins/radar/tracking/models/singer.hpp"
#include "plugins/radar/tracking/models/turn_rate.hpp"
#include <catch2/catch.hpp>
#include <vector>

using namespace tracking::models;

namespace {
template <size_t R, size_t C>
double largest(const matrix<R, C>& m) {
    double most = 0;
    for (double v : m.a) most = std::max(most, std::fabs(v));
    return most;
}
// Each element relative to the geometric mean of the diagonal of b, or to the largest element of b.
template <size_t N>
double apart(const matrix<N, N>& a, const matrix<N, N>& b) {
    double most = 0;
    for (size_t i = 0; i < N; ++i)
        for (size_t j = 0; j < N; ++j) {
            const double scale = std::sqrt(std::fabs(b(i, i) * b(j, j))) + 1e-300;
            most = std::max(most, std::fabs(a(i, j) - b(i, j)) / scale);
        }
    return most;
}

using wide = std::vector<long double>; // n x n
wide product(const wide& x, const wide& y, size_t n) {
    wide m(n * n, 0);
    for (size_t i = 0; i < n; ++i)
        for (size_t k = 0; k < n; ++k)
            for (size_t j = 0; j < n; ++j) m[i * n + j] += x[i * n + k] * y[k * n + j];
    return m;
}
// By scaling, Taylor and squaring.
wide exponential(wide a, size_t n) {
    for (long double& v : a) v /= 1024;
    wide sum(n * n, 0), term(n * n, 0);
    for (size_t i = 0; i < n; ++i) sum[i * n + i] = term[i * n + i] = 1;
    for (int k = 1; k < 25; ++k) {
        term = product(term, a, n);
        for (size_t i = 0; i < n * n; ++i) term[i] /= k, sum[i] += term[i];
    }
    for (int k = 0; k < 10; ++k) sum = product(sum, sum, n);
    return sum;
}
template <size_t N>
struct exact {
    matrix<N, N> f, q;
};
// x' = A x + w, w white of density W: Van Loan 1978, IEEE Trans. Automatic Control 23(3), eq. 1.2 and theorem 1.
template <size_t N>
exact<N> van_loan(const matrix<N, N>& a, const matrix<N, N>& w, double dt) {
    const size_t n = 2 * N;
    wide m(n * n, 0);
    for (size_t i = 0; i < N; ++i)
        for (size_t j = 0; j < N; ++j) {
            m[i * n + j] = -static_cast<long double>(a(i, j)) * dt;
            m[i * n + N + j] = static_cast<long double>(w(i, j)) * dt;
            m[(N + i) * n + N + j] = static_cast<long double>(a(j, i)) * dt;
        }
    const wide e = exponential(m, n);
    exact<N> r;
    for (size_t i = 0; i < N; ++i)
        for (size_t j = 0; j < N; ++j) {
            r.f(i, j) = static_cast<double>(e[(N + j) * n + N + i]);
            long double v = 0;
            for (size_t k = 0; k < N; ++k) v += e[(N + k) * n + N + i] * e[k * n + N + j];
            r.q(i, j) = static_cast<double>(v);
        }
    return r;
}
// d/dt of the transition at 0, and of the noise: what the model is in continuous time.
template <class M>
void agrees(const M& m, const matrix<M::n, M::n>& a, const matrix<M::n, M::n>& w, double longest = 12) {
    for (double dt : {1e-3, 0.1, 1.0, 4.0, 12.0}) {
        if (dt > longest) continue; // exp(dt / tau) would leave the oracle no digits
        const auto r = van_loan<M::n>(a, w, dt);
        INFO("after " << dt << " s");
        CHECK(largest(m.transition(dt) - r.f) < 1e-12 * largest(r.f));
        CHECK(apart(m.noise(dt), r.q) < 1e-11);
        // Two steps are one.
        const double b = 0.37 * dt;
        const auto f = m.transition(b);
        CHECK(largest(f * m.transition(dt) - m.transition(dt + b)) < 1e-13 * largest(f) * largest(r.f));
        CHECK(apart(congruent(f, m.noise(dt)) + m.noise(b), m.noise(dt + b)) < 1e-12);
        CHECK(largest(m.transition(dt) * m.transition(-dt) - identity<M::n>()) <
              1e-14 * largest(r.f) * largest(m.transition(-dt)));
    }
    CHECK(largest(m.noise(0)) == 0);
    CHECK(m.transition(0) == identity<M::n>());
}
// The continuous model of chains x0' = x1, x1' = x2, ..., last' = -last / tau + noise.
template <size_t D, size_t K>
std::array<matrix<D * K, D * K>, 2> chain(const std::array<double, D>& density, double tau) {
    std::array<matrix<D * K, D * K>, 2> r;
    for (size_t d = 0; d < D; ++d) {
        for (size_t k = 0; k + 1 < K; ++k) r[0](k * D + d, (k + 1) * D + d) = 1;
        r[0]((K - 1) * D + d, (K - 1) * D + d) = tau > 0 ? -1 / tau : 0;
        r[1]((K - 1) * D + d, (K - 1) * D + d) = density[d];
    }
    return r;
}
} // namespace

TEST_CASE("constant velocity and constant acceleration are discretised exactly in two and three dimensions") {
    const auto v2 = chain<2, 2>({3, 0.5}, 0);
    agrees(constant_velocity<2>{{3, 0.5}}, v2[0], v2[1]);
    const auto v3 = chain<3, 2>({3, 0.5, 7}, 0);
    agrees(constant_velocity<3>{{3, 0.5, 7}}, v3[0], v3[1]);
    const auto a2 = chain<2, 3>({3, 0.5}, 0);
    agrees(constant_acceleration<2>{{3, 0.5}}, a2[0], a2[1]);
    const auto a3 = chain<3, 3>({3, 0.5, 7}, 0);
    agrees(constant_acceleration<3>{{3, 0.5, 7}}, a3[0], a3[1]);
}

TEST_CASE("Singer's and Ornstein and Uhlenbeck's models are discretised exactly, long and short tau alike") {
    for (double tau : {0.5, 3.0, 20.0, 1e3, 1e6}) {
        INFO("tau " << tau);
        const auto s = chain<2, 3>({2 * 9 / tau, 2 * 4 / tau}, tau);
        agrees(singer<2>{{3, 2}, tau}, s[0], s[1], 10 * tau);
        const auto s3 = chain<3, 3>({2 * 9 / tau, 2 * 4 / tau, 2 / tau}, tau);
        agrees(singer<3>{{3, 2, 1}, tau}, s3[0], s3[1], 10 * tau);
        const auto o = chain<2, 2>({2 * 9 / tau, 2 * 4 / tau}, tau);
        agrees(ornstein_uhlenbeck<2>{{3, 2}, tau}, o[0], o[1], 10 * tau);
        const auto o3 = chain<3, 2>({2 * 9 / tau, 2 * 4 / tau, 2 / tau}, tau);
        agrees(ornstein_uhlenbeck<3>{{3, 2, 1}, tau}, o3[0], o3[1], 10 * tau);
    }
}

TEST_CASE(
    "limits: long tau gives constant acceleration and velocity, short tau constant velocity, the long run sigma") {
    const double dt = 2, tau = 1e9, q = 3;
    const double sigma = std::sqrt(q * tau / 2);
    CHECK(apart(singer<2>{{sigma, sigma}, tau}.noise(dt), constant_acceleration<2>{{q, q}}.noise(dt)) < 1e-8);
    CHECK(apart(ornstein_uhlenbeck<2>{{sigma, sigma}, tau}.noise(dt), constant_velocity<2>{{q, q}}.noise(dt)) < 1e-8);
    const double brief = 1e-4, a = std::sqrt(q / (2 * brief));
    const auto s = singer<2>{{a, a}, brief}.noise(dt);
    const auto v = constant_velocity<2>{{q, q}}.noise(dt);
    for (size_t i = 0; i < 4; ++i)
        for (size_t j = 0; j < 4; ++j) CHECK(s(i, j) == Approx(v(i, j)).epsilon(2e-4).margin(1e-12));
    CHECK(ornstein_uhlenbeck<2>{{7, 5}, 3}.noise(300)(2, 2) == Approx(49));
    CHECK(singer<2>{{7, 5}, 3}.noise(300)(5, 5) == Approx(25));
    // Seven moments below machine precision of each other: the closed form would have nothing left here.
    CHECK(singer<2>{{1, 1}, 1e5}.noise(1)(0, 0) == Approx(2e-5 / 20).epsilon(1e-5));
}

TEST_CASE("a turn of known rate is discretised exactly, to the right, and at rate 0 is constant velocity") {
    for (double rate : {-0.3, -0.02, 1e-6, 0.05, 0.8}) {
        INFO("rate " << rate);
        matrix<6, 6> a, w;
        for (size_t d = 0; d < 3; ++d) a(d, d + 3) = 1, w(d + 3, d + 3) = d < 2 ? 2 : 0.3;
        a(3, 4) = rate, a(4, 3) = -rate;
        agrees(coordinated_turn<3>{rate, 2, 0.3}, a, w);
        matrix<4, 4> b, y;
        b(0, 2) = b(1, 3) = 1, b(2, 3) = rate, b(3, 2) = -rate, y(2, 2) = y(3, 3) = 2;
        agrees(coordinated_turn<2>{rate, 2, 0}, b, y);
    }
    CHECK(coordinated_turn<3>{0, 2, 3}.noise(4) == constant_velocity<3>{{2, 2, 3}}.noise(4));
    CHECK(coordinated_turn<3>{0, 2, 3}.transition(4) == constant_velocity<3>{{2, 2, 3}}.transition(4));
    // North, a quarter turn to the right: then east.
    const auto east = coordinated_turn<2>{QIKI_PI / 20, 0, 0}.transition(10) * column<4>{{0, 0, 0, 100}};
    CHECK(east[2] == Approx(100));
    CHECK(std::fabs(east[3]) < 1e-9);
    CHECK(east[0] == Approx(2000 / QIKI_PI));
    CHECK(east[1] == Approx(2000 / QIKI_PI));
}

TEST_CASE("a turn of unknown rate: its derivative, its noise, and a straight line through rate 0") {
    const turn_rate<3> m{0.5, 0.1, 1e-5, 0.05};
    const double dt = 4;
    for (double rate : {-0.4, -0.05, -1e-9, 0.0, 1e-4, 0.09, 0.7}) {
        INFO("rate " << rate);
        const column<7> x{{1e3, -2e3, 5e3, 180, -90, 3, rate}};
        const auto f = m.transition(x, dt);
        for (size_t k = 0; k < 7; ++k) {
            const double h = k == 6 ? 1e-5 : 1e-2;
            column<7> up = x, down = x;
            up[k] += h, down[k] -= h;
            const auto slope = (1 / (2 * h)) * (m.moved(up, dt) - m.moved(down, dt));
            for (size_t i = 0; i < 7; ++i) CHECK(f(i, k) == Approx(slope[i]).epsilon(1e-6).margin(1e-5));
        }
        // The flow, its derivative and its noise of two steps are those of one.
        const auto half = m.moved(x, 1.3);
        CHECK(largest(m.moved(half, dt - 1.3) - m.moved(x, dt)) < 1e-9);
        const auto rest = m.transition(half, dt - 1.3);
        CHECK(largest(rest * m.transition(x, 1.3) - f) < 1e-9);
        CHECK(apart(congruent(rest, m.noise(x, 1.3)) + m.noise(half, dt - 1.3), m.noise(x, dt)) < 1e-10);
        // And for a moment it is what drives the state.
        const auto moment = m.noise(x, 1e-6);
        CHECK(moment(3, 3) == Approx(0.5e-6).epsilon(1e-5));
        CHECK(moment(5, 5) == Approx(0.1e-6).epsilon(1e-5));
        CHECK(moment(6, 6) == Approx(1e-11));
        // Rank: noises of the axes are not one scalar shared.
        const auto l = lower_root(m.noise(x, dt));
        for (size_t i = 0; i < 7; ++i) CHECK(l(i, i) > 0);
    }
    const column<7> straight{{0, 0, 0, 100, 0, 0, 0}};
    const turn_rate<3> quiet{0.5, 0.1, 0, 0.05};
    const auto w = quiet.noise(straight, dt);
    const auto v = constant_velocity<3>{{0.5, 0.5, 0.1}}.noise(dt);
    for (size_t i = 0; i < 6; ++i)
        for (size_t j = 0; j < 6; ++j) CHECK(w(i, j) == v(i, j));
}

TEST_CASE("roots and solutions leave out a direction without variance") {
    const matrix<3, 3> p{{4, 2, 0, 2, 5, 0, 0, 0, 0}};
    const auto l = lower_root(p);
    CHECK(l == matrix<3, 3>{{2, 0, 0, 1, 2, 0, 0, 0, 0}});
    const auto x = solved(l, column<3>{{8, 12, 99}});
    CHECK(x[0] == Approx(1));
    CHECK(x[1] == Approx(2));
    CHECK(x[2] == 0);
}
