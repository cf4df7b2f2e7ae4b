// SPDX-License-Identifier: MIT
// tests/unit/trackers/imm.cpp - interacting multiple models against a cycle worked by hand and the benchmark of two
// turns.
#include "plugins/radar/tracking/filters/imm.hpp"
#include "flights.hpp"
#include "plugins/radar/tracking/models/singer.hpp"
#include "plugins/radar/tracking/models/turn_rate.hpp"
#include <catch2/catch.hpp>

using namespace flights;
using namespace tracking::filters;

namespace {
// White acceleration that holds for a whole interval, sigma^2 G G^T with G = (dt^2 / 2, dt), independent between axes:
// what the benchmarks state.
template <size_t D>
struct held {
    static constexpr size_t dims = D, n = 2 * D;
    static constexpr models::beyond holds = models::beyond::nothing;
    double sigma = 0;
    matrix<n, n> transition(double dt) const { return models::constant_velocity<D>{}.transition(dt); }
    matrix<n, n> noise(double dt) const {
        matrix<n, n> q;
        for (size_t d = 0; d < D; ++d) {
            column<n> g;
            g[d] = dt * dt / 2, g[D + d] = dt;
            add_square(q, g, sigma * sigma);
        }
        return q;
    }
};
struct held_turn : models::turn_rate<2> {
    double sigma = 0, step = 0; // of the acceleration, and of the rate over an interval, a second
    matrix<5, 5> noise(const column<5>&, double dt) const {
        const auto plane = held<2>{sigma}.noise(dt);
        matrix<5, 5> w;
        for (size_t i = 0; i < 4; ++i)
            for (size_t j = 0; j < 4; ++j) w(i, j) = plane(i, j);
        w(4, 4) = step * dt * step * dt;
        return w;
    }
};
const matrix<2, 2> seldom{{-0.005, 0.005, 0.04, -0.04}};
constexpr double degree = QIKI_PI / 180;

antenna places_of_50() { return {{component::east, component::north}, {50, 50}}; }

struct score {
    double position = 0, velocity = 0, nees = 0;
    double manoeuvring = 0; // probability of the second mode, in the slow turn
};
// Straight, 1 degree/s, straight, 3 degrees/s, straight: Bar-Shalom, Li, Kirubarajan 2001, 11.7.4.
template <class... M>
score two_turns(const mode_set<M...>& modes, uint64_t runs) {
    const double T = 5;
    score s;
    double count = 0, turning = 0;
    for (uint64_t run = 0; run < runs; ++run) {
        column<4> x{{25e3, 10e3, -120, 0}};
        belief<M...> b{};
        for (size_t k = 0; k < 100; ++k) {
            const double t = T * static_cast<double>(k);
            const double rate = t > 125 && t <= 215 ? 1 : t > 340 && t <= 370 ? -3 : 0;
            if (k) x = models::coordinated_turn<2>{rate * degree, 0, 0}.transition(T) * x;
            const plot p = measured(x, {{component::east, component::north}, {100, 100}}, run, k);
            if (k == 0) {
                gaussian g{};
                for (size_t i = 0; i < 2; ++i) g.x[i] = p.z[i], g.at(i, i) = 1e4, g.at(i + 3, i + 3) = 9e4;
                b = met(modes, long_run(modes), g);
            } else {
                mix(b, modes, jumps(modes.rate, T));
                filters::predict(b, modes, T);
                auto found = filters::compare(b, p, flat);
                filters::update(b, p, flat, found);
            }
            const gaussian g = combined(b);
            if (k < 5) continue;
            const column<4> e{{g.x[0] - x[0], g.x[1] - x[1], g.x[3] - x[2], g.x[4] - x[3]}};
            s.position += e[0] * e[0] + e[1] * e[1], s.velocity += e[2] * e[2] + e[3] * e[3];
            state now{{{g.x[0], g.x[1], g.x[3], g.x[4]}}, {}};
            for (size_t i = 0; i < 4; ++i)
                for (size_t j = 0; j < 4; ++j) now.p(i, j) = g.at(i < 2 ? i : i + 1, j < 2 ? j : j + 1);
            s.nees += nees(now, x);
            ++count;
            if (rate == 1) s.manoeuvring += b.weight[1], ++turning;
        }
    }
    return {std::sqrt(s.position / count), std::sqrt(s.velocity / count), s.nees / count, s.manoeuvring / turning};
}
} // namespace

TEST_CASE("one cycle is what it is by hand") {
    using set = mode_set<held<1>, held<1>>;
    const set modes{{{0.1}, {{2}, {}}}, {}};
    belief<held<1>, held<1>> b{};
    b.weight = {0.7, 0.3};
    at<0>(b.mode) = {{{0, 10}}, {{10, 0, 0, 4}}};
    at<1>(b.mode) = {{{2, 8}}, {{20, 3, 3, 9}}};
    mix(b, modes, {{0.95, 0.05, 0.1, 0.9}});
    const auto &first = at<0>(b.mode), &second = at<1>(b.mode);
    CHECK(first.x[0] == Approx(0.0863309353));
    CHECK(first.x[1] == Approx(9.9136690647));
    CHECK(second.x[0] == Approx(1.7704918033));
    CHECK(second.x[1] == Approx(8.2295081967));
    CHECK(first.p(0, 0) == Approx(10.5968635164).epsilon(1e-10));
    CHECK(first.p(0, 1) == Approx(-0.0357124372).epsilon(1e-8));
    CHECK(first.p(1, 1) == Approx(4.3810361783).epsilon(1e-10));
    CHECK(second.p(0, 0) == Approx(19.2588013975).epsilon(1e-10));
    CHECK(second.p(0, 1) == Approx(2.2493953238).epsilon(1e-10));
    CHECK(second.p(1, 1) == Approx(8.8325718893).epsilon(1e-10));

    filters::predict(b, modes, 2);
    plot p;
    p.m = 1, p.what[0] = component::east, p.z[0] = 22.5, p.r[0] = 4;
    innovation o;
    filters::compare<1>(first, p, flat, o);
    CHECK(std::exp(o.log_density()) == Approx(0.0635106187).epsilon(1e-9));
    filters::compare<1>(second, p, flat, o);
    CHECK(std::exp(o.log_density()) == Approx(0.0391258649).epsilon(1e-9));
    auto found = filters::compare(b, p, flat);
    const double density = filters::update(b, p, flat, found);
    CHECK(std::exp(density) == Approx(0.695 * 0.0635106187 + 0.305 * 0.0391258649).epsilon(1e-9));
    CHECK(b.weight[0] == Approx(0.7871822161).epsilon(1e-9));
    CHECK(b.weight[1] == Approx(0.2128177839).epsilon(1e-9));
    const gaussian g = combined(b);
    CHECK(g.x[0] == Approx(22.2021631745).epsilon(1e-10));
    CHECK(g.x[3] == Approx(10.5031676253).epsilon(1e-10));
    CHECK(g.at(0, 0) == Approx(3.5682571496).epsilon(1e-10));
    CHECK(g.at(0, 3) == Approx(1.2167772080).epsilon(1e-10));
    CHECK(g.at(3, 3) == Approx(3.6435857575).epsilon(1e-10));
}

TEST_CASE("jumps are the exponential of their rates, over any time") {
    const auto five = jumps(seldom, 5);
    CHECK(five(0, 0) == Approx(0.977613).epsilon(1e-6));
    CHECK(five(0, 1) == Approx(0.022387).epsilon(1e-4));
    CHECK(five(1, 0) == Approx(0.179097).epsilon(1e-5));
    CHECK(five(1, 1) == Approx(0.820903).epsilon(1e-6));
    const matrix<3, 3> three{{-0.3, 0.2, 0.1, 0.5, -0.5, 0, 0.01, 0.02, -0.03}};
    const auto twice = jumps(three, 4.0) * jumps(three, 9.5), once = jumps(three, 13.5);
    for (size_t i = 0; i < 9; ++i) CHECK(twice.a[i] == Approx(once.a[i]).epsilon(1e-12));
    const auto end = jumps(three, 1e12); // where every row is the long run
    for (size_t j = 0; j < 3; ++j) CHECK(end(0, j) == Approx(end(2, j)));
    CHECK(jumps(three, 0) == models::identity<3>());
}

TEST_CASE("the benchmark of two turns: two straight modes") {
    const mode_set<held<2>, held<2>> linear{{{0.1}, {{2}, {}}}, seldom};
    const score s = two_turns(linear, 300);
    INFO("position " << s.position << " m, velocity " << s.velocity << " m/s, NEES " << s.nees << ", manoeuvring "
                     << s.manoeuvring);
    CHECK(s.position == Approx(107.0).epsilon(0.03));
    CHECK(s.velocity == Approx(16.7).epsilon(0.03));
    CHECK(s.nees == Approx(6.58).epsilon(0.1));
    CHECK(s.manoeuvring == Approx(0.54).margin(0.03));
}

TEST_CASE("the benchmark of two turns: a straight mode and a turn of unknown rate") {
    held_turn turn{{0, 0, 0, 3 * degree}, 0.025, 0.5 * degree};
    const mode_set<held<2>, held_turn> turning{{{0.01}, {turn, {}}}, seldom};
    const score s = two_turns(turning, 300);
    INFO("position " << s.position << " m, velocity " << s.velocity << " m/s, NEES " << s.nees);
    CHECK(s.position <= 95.0 * 1.03);
    CHECK(s.velocity <= 14.0 * 1.03);
    CHECK(s.nees < 7);
}

TEST_CASE("what only one mode holds is unknown to the others, and never known better than it can be") {
    const models::turn_rate<2> turn{0.1, 0, 1e-6, 3 * degree};
    const mode_set<models::constant_velocity<2>, models::turn_rate<2>> modes{{{{0.1, 0.1}}, {turn, {}}},
                                                                             {{-0.02, 0.02, 0.1, -0.1}}};
    gaussian g{};
    g.x = {1e4, 2e4, 0, 150, 0, 0};
    for (size_t i : {0u, 1u}) g.at(i, i) = 2500, g.at(i + 3, i + 3) = 1e4;
    auto b = met(modes, long_run(modes), g);
    CHECK(b.weight[0] == Approx(5.0 / 6));
    CHECK(at<1>(b.mode).p(4, 4) == Approx(9 * degree * degree));
    double least = 1e300;
    for (size_t k = 0; k < 200; ++k) {
        mix(b, modes, jumps(modes.rate, 4));
        // Mixed from a straight mode nearly alone, the rate is again as unknown as the prior says.
        if (k > 20) least = std::min(least, at<1>(b.mode).p(4, 4));
        filters::predict(b, modes, 4);
        const plot p = measured({{1e4 + 600 * double(k + 1), 2e4, 150, 0}}, places_of_50(), 5, k);
        auto found = filters::compare(b, p, flat);
        filters::update(b, p, flat, found);
        const auto l = models::lower_root(at<1>(b.mode).p);
        for (size_t i = 0; i < 5; ++i) REQUIRE(l(i, i) > 0);
        REQUIRE(b.weight[0] + b.weight[1] == Approx(1));
    }
    CHECK(b.weight[0] > 0.5);
    CHECK(least > 0.25 * 9 * degree * degree); // zeros would have mixed it down to what ten plots tell
    // Acceleration and turn rate are not taken for each other.
    const models::singer<2> push{{3, 4}, 10};
    const auto s = as_state_of<models::turn_rate<2>>(push, at<1>(b.mode));
    CHECK(s.x[4] == 0);
    CHECK(s.p(4, 4) == 9);
    CHECK(s.p(5, 5) == 16);
    CHECK(s.p(0, 4) == 0);
    CHECK(s.p(0, 0) == at<1>(b.mode).p(0, 0));
}

TEST_CASE("a plot that no mode can have made leaves the weights alone") {
    std::array<double, 2> weight{0.3, 0.7};
    CHECK(reweigh(weight, {-HUGE_VAL, -HUGE_VAL}) == -HUGE_VAL);
    CHECK(weight[0] == 0.3);
    CHECK(reweigh(weight, {-3e5, -3e5 + std::log(3.0)}) == Approx(-3e5 + std::log(0.3 + 2.1)));
    CHECK(weight[0] == Approx(0.125)); // densities of exp(-300000) are still compared
}
