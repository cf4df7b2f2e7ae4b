// SPDX-License-Identifier: MIT
// tests/unit/trackers/oosm.cpp - what comes out of sequence: taken again exactly, and by going back.
#include "plugins/radar/tracking/filters/extended.hpp"
#include "plugins/radar/tracking/filters/smooth.hpp"
#include "plugins/radar/tracking/oosm/replay.hpp"
#include "plugins/radar/tracking/oosm/retrodict.hpp"
#include <catch2/catch.hpp>

using namespace tracking;
using namespace tracking::filters;

namespace {
constexpr qiki_ns second = 1'000'000'000;
using line = models::constant_velocity<1>;

struct sighting {
    qiki_ns t;
    double z;
    uint64_t fresh = 1;
    bool operator<(const sighting& o) const { return t < o.t; }
};
struct rail { // one axis: x, v
    normal<2> g{{{0, 10}}, {{100, 0, 0, 25}}};
    qiki_ns t = 0;
    std::vector<qiki_ns> times; // of what it took

    void take(const sighting& s, const line& m, double r) {
        filters::predict(g, m, static_cast<double>(s.t - t) * 1e-9);
        plot p;
        p.m = 1, p.what[0] = component::east, p.z[0] = s.z, p.r[0] = r;
        innovation o;
        filters::compare<1>(g, p, viewpoint{}, o);
        filters::update<1>(g, p, viewpoint{}, o);
        t = s.t, times.push_back(s.t);
    }
    void state(auto& io) { io(g.x.a[0]), io(g.x.a[1]), io(g.p.a[0]), io(g.p.a[1]), io(g.p.a[2]), io(g.p.a[3]), io(t); }
};
using past = replay<rail, sighting>;

const line vector_model{{0.5}}; // the model of the exact vectors
void by(past& p, rail& now, const past::bounds& b, std::vector<sighting> some) {
    for (const sighting& s : some) p.add(s, b);
    p.settle(now, b, [](rail& x, const sighting& s, bool) { x.take(s, vector_model, 4); });
}
sighting at(double t, double z) { return {static_cast<qiki_ns>(std::llround(t * 1e9)), z}; }

void check(const normal<2>& g, std::array<double, 5> wanted, double tolerance = 1e-9) {
    CHECK(g.x[0] == Approx(wanted[0]).epsilon(tolerance));
    CHECK(g.x[1] == Approx(wanted[1]).epsilon(tolerance));
    CHECK(g.p(0, 0) == Approx(wanted[2]).epsilon(tolerance));
    CHECK(g.p(0, 1) == Approx(wanted[3]).epsilon(tolerance));
    CHECK(g.p(1, 1) == Approx(wanted[4]).epsilon(tolerance));
}
constexpr std::array<double, 5> in_order{30.8146002871, 10.2832916561, 3.1564957560, 1.8386212079, 2.0980760299};
constexpr std::array<double, 5> one_late{30.9014252529, 10.3161428521, 2.2933434484, 1.5120378881, 1.9745095819};
constexpr std::array<double, 5> two_late{30.7484553184, 10.4106841784, 3.1204726001, 1.9080003426, 1.9644546353};

// The states after the plots at 1, 2 and 3 s.
std::array<normal<2>, 3> steps() {
    std::array<normal<2>, 3> all;
    rail x;
    for (size_t k = 0; k < 3; ++k)
        x.take(at(static_cast<double>(k + 1), std::array{11.0, 19.2, 31.5}[k]), vector_model, 4), all[k] = x.g;
    return all;
}
} // namespace

TEST_CASE("a late plot is taken as if it had come in its order: exact vectors") {
    const past::bounds b{10 * second};
    for (const auto& [late, wanted] :
         {std::pair(std::vector<sighting>{}, in_order), {{at(2.5, 25.9)}, one_late}, {{at(1.5, 14.6)}, two_late}}) {
        past p;
        rail now;
        for (const sighting& s : {at(1, 11.0), at(2, 19.2), at(3, 31.5)}) by(p, now, b, {s});
        by(p, now, b, late);
        check(now.g, wanted);
    }
}

TEST_CASE("going back by one plot is exact, by two nearly so") {
    const auto s = steps();
    const matrix<1, 2> h{{1, 0}};
    check(s[2], in_order);
    check(retrodicted(s[2], s[1], vector_model, 1, 0.5, h, 25.9, 4), one_late);
    // Two plots count as one: off by 1 % of a standard deviation, and by 0.4 % of a variance.
    const normal<2> two = retrodicted(s[2], s[0], vector_model, 2, 1.5, h, 14.6, 4);
    CHECK(std::abs(two.x[0] - two_late[0]) < 0.01 * std::sqrt(two_late[2]));
    CHECK(std::abs(two.x[1] - two_late[1]) < 0.01 * std::sqrt(two_late[4]));
    CHECK(two.p(0, 0) == Approx(two_late[2]).epsilon(5e-3));
    CHECK(two.p(1, 1) == Approx(two_late[4]).epsilon(5e-3));
    CHECK(std::abs(two.x[0] - s[2].x[0]) > 0.03); // and it did move
}

TEST_CASE("any order within the window gives the same bits, and what is kept is bounded") {
    const past::bounds b{6 * second};
    past sorted, shuffled;
    rail one, two;
    std::vector<sighting> all;
    for (uint64_t k = 0; k < 400; ++k) {
        const double t = 0.5 * static_cast<double>(k) + 0.5;
        all.push_back(at(t, 10 * t + qiki_normal(qiki_draw(1, k, 0, 0, 0), 0)));
    }
    for (const sighting& s : all) by(sorted, one, b, {s});
    // Each plot comes up to 11 plots (5.5 s) after its turn.
    std::vector<std::pair<double, size_t>> order;
    for (size_t k = 0; k < all.size(); ++k)
        order.push_back({static_cast<double>(k) + 11 * qiki_uniform(qiki_draw(2, k, 0, 0, 0), 0), k});
    std::sort(order.begin(), order.end());
    size_t late = 0, most = 0;
    for (const auto& [when, k] : order) {
        late += shuffled.add(all[k], b) == past::came::late;
        shuffled.settle(two, b, [](rail& x, const sighting& s, bool) { x.take(s, vector_model, 4); });
        most = std::max(most, shuffled.items().size());
    }
    CHECK(late > 200);
    CHECK(shuffled.again() > late);
    CHECK(sorted.again() == 0);
    CHECK(most <= 12 + 3); // the window, and up to the state before it
    CHECK(one.g == two.g);
    CHECK(two.times.size() == 400);
    CHECK(std::is_sorted(two.times.begin(), two.times.end()));
}

TEST_CASE("what is older than the window is refused, and the window is shorter when too much comes") {
    past p;
    rail now;
    const past::bounds b{4 * second, 8};
    for (int k = 1; k <= 10; ++k) by(p, now, b, {at(k, 10.0 * k)});
    CHECK(p.add(at(5.9, 59), b) == past::came::too_late);
    CHECK(p.add(at(6.5, 65), b) == past::came::late);
    by(p, now, b, {});
    CHECK(now.times.size() == 11);
    for (int k = 0; k < 40; ++k) by(p, now, b, {at(10 + 0.01 * (k + 1), 100)});
    CHECK(p.horizon() > 10 * second); // 8 plots are 0.08 s here
    CHECK(p.items().size() <= 8 + 3);
    CHECK(p.add(at(9, 90), b) == past::came::too_late);
    past empty; // a window of nothing takes what is not older
    rail x;
    const past::bounds nothing{0};
    by(empty, x, nothing, {at(1, 10), at(2, 20)});
    by(empty, x, nothing, {at(2.5, 25)});
    CHECK(empty.add(at(2.4, 24), nothing) == past::came::too_late);
    CHECK(x.times.size() == 3);
}
