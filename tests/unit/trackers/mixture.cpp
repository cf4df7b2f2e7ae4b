// SPDX-License-Identifier: MIT
// tests/unit/trackers/mixture.cpp - the Poisson multi-Bernoulli mixture against the exact recursion, enumeration, and
// its own bounds.
#include "mixture_scans.hpp"
#include <cstring>
#include <map>

using namespace scanned;
using tracking::pmbm::absent;

TEST_CASE("two scans with one plot each give the exact mixture") {
    filter f;
    f.scan(0, {{150, 150}});
    REQUIRE(f.mix.targets.size() == 1);
    const pmbm::leaf first = f.mix.leaves[0];
    CHECK(first.r == Approx(0.1333027759).epsilon(1e-9));
    CHECK(first.state.x[0] == Approx(149.9977778765).epsilon(1e-12));
    CHECK(first.state.x[1] == Approx(149.9977778765).epsilon(1e-12));
    CHECK(first.state.at(0, 0) == Approx(0.9999555575).epsilon(1e-9));

    f.scan(1, {{150.8, 150.6}});
    REQUIRE(f.mix.clusters.size() == 1);
    const pmbm::cluster& c = f.mix.clusters[0];
    REQUIRE(c.targets == 2);
    REQUIRE(c.hypotheses == 2);
    CHECK(f.mix.weights[0] == Approx(0.9816486468).epsilon(1e-9));
    CHECK(f.mix.weights[1] == Approx(0.0183513532).epsilon(1e-8));
    const pmbm::target &old = f.mix.targets[0], &fresh = f.mix.targets[1];
    REQUIRE(f.mix.choice(c, 0)[0] != absent);
    CHECK(f.mix.choice(c, 0)[1] == absent);
    const pmbm::leaf& hit = f.mix.leaves[old.first + f.mix.choice(c, 0)[0]];
    CHECK(hit.r == 1);
    CHECK(hit.state.x[0] == Approx(150.5331816026).epsilon(1e-12));
    CHECK(hit.state.x[3] == Approx(0.2694865814).epsilon(1e-9));
    CHECK(hit.state.x[1] == Approx(150.3997014329).epsilon(1e-12));
    CHECK(hit.state.x[4] == Approx(0.2023015528).epsilon(1e-9));
    CHECK(hit.state.at(0, 0) == Approx(0.6674008487).epsilon(1e-9));
    CHECK(hit.state.at(3, 3) == Approx(0.6807156058).epsilon(1e-9));
    CHECK(f.mix.leaves[old.first + f.mix.choice(c, 1)[0]].r == Approx(0.0149756776).epsilon(1e-8));
    const pmbm::leaf& born = f.mix.leaves[fresh.first + f.mix.choice(c, 1)[1]];
    CHECK(born.r == Approx(0.0151994580).epsilon(1e-8));
    CHECK(born.state.x[0] == Approx(150.7977424219).epsilon(1e-12));
    CHECK(born.state.x[3] == Approx(0.0022423999).epsilon(1e-7));
    CHECK(born.state.x[1] == Approx(150.5977513100).epsilon(1e-12));
    CHECK(born.state.x[4] == Approx(0.0022335715).epsilon(1e-7));
    CHECK(born.state.at(0, 0) == Approx(0.9999555595).epsilon(1e-9));
    CHECK(born.state.at(3, 3) == Approx(1.0196243628).epsilon(1e-9));
    CHECK(old.r == Approx(0.9819234708).epsilon(1e-9));
    CHECK(fresh.r == Approx(0.0002789306).epsilon(1e-6));
    REQUIRE(f.hidden.births.parts().size() == 2);
    CHECK(f.hidden.births.parts()[0].weight == Approx(0.0297).epsilon(1e-9));
    CHECK(f.hidden.births.parts()[1].weight == Approx(0.0005).epsilon(1e-9));
}

TEST_CASE("targets far apart have clusters of their own, and what happens elsewhere changes nothing") {
    filter alone, both;
    for (int k = 0; k < 12; ++k) {
        const double e = 150 + 0.5 * noise(1, static_cast<uint64_t>(k), 0, 0);
        alone.scan(k, {{e, 150}});
        both.scan(k, {{e, 150}, {50 + 0.5 * noise(2, static_cast<uint64_t>(k), 0, 0), 30}});
    }
    const auto sure = [](const pmbm::mixture& m) {
        std::map<uint64_t, const pmbm::target*> r;
        for (const pmbm::target& x : m.targets)
            if (x.r > 0.5) r[x.id] = &x;
        return r;
    };
    const auto a = sure(alone.mix), b = sure(both.mix);
    REQUIRE(a.size() == 1);
    REQUIRE(b.size() == 2);
    const pmbm::target *one = a.begin()->second, *same = nullptr;
    for (const auto& [id, x] : b)
        if (std::fabs(both.mix.leaves[x->first].state.x[0] - 150) < 10) same = x;
    REQUIRE(same);
    const gaussian &g = alone.mix.leaves[one->first].state, &h = both.mix.leaves[same->first].state;
    CHECK(std::memcmp(&g, &h, sizeof g) == 0);
    for (const pmbm::cluster& c : both.mix.clusters) {
        size_t in_it = 0;
        for (size_t n = 0; n < c.targets; ++n) in_it += both.mix.targets[c.target + n].r > 0.5;
        CHECK(in_it <= 1);
    }
}

TEST_CASE("targets that meet share a cluster, and part again when they no longer compete") {
    filter f;
    size_t together = 0;
    bool apart = false;
    for (int k = 0; k < 40; ++k) {
        const double d = 1.5 * (k - 20);
        const auto u = static_cast<uint64_t>(k);
        f.scan(k, {{150 + d + 0.3 * noise(3, u, 0, 0), 150}, {150 - d, 150 + 0.3 * noise(3, u, 0, 1)}});
        size_t most = 0, sure = 0;
        for (const pmbm::cluster& c : f.mix.clusters) {
            size_t n = 0;
            for (size_t i = 0; i < c.targets; ++i) n += f.mix.targets[c.target + i].r > 0.5;
            most = std::max(most, n), sure += n;
        }
        if (k > 3) CHECK(sure == 2);
        if (k >= 18 && k <= 22) together = std::max(together, most);
        if (k == 39) apart = most == 1;
    }
    CHECK(together == 2);
    CHECK(apart);
}

TEST_CASE("weights of a cluster sum to one, and stay within the bounds that were set, in dense clutter") {
    filter f(0.1);
    f.rules.prune = 1e-4, f.rules.recycle = 1e-4, f.rules.hypotheses = 30, f.rules.members = 12;
    f.clutter = 60.0 / 9e4;
    size_t largest = 0, most = 0;
    for (uint64_t k = 0; k < 60; ++k) {
        f.scan(static_cast<double>(k), dense_dozen(5, k));
        largest = std::max(largest, f.update.largest);
        for (const pmbm::cluster& c : f.mix.clusters) {
            double sum = 0;
            for (size_t h = 0; h < c.hypotheses; ++h) {
                sum += f.mix.weights[c.hypothesis + h];
                if (h) CHECK(f.mix.weights[c.hypothesis + h] <= f.mix.weights[c.hypothesis + h - 1]);
            }
            CHECK(sum == Approx(1));
            most = std::max<size_t>(most, c.hypotheses);
        }
        for (const pmbm::leaf& l : f.mix.leaves) {
            CHECK((l.r > 0 && l.r <= 1));
            std::array<double, 16> p{};
            for (size_t i = 0; i < 4; ++i)
                for (size_t j = 0; j < 4; ++j) p[4 * i + j] = l.state.at(i + i / 2, j + j / 2);
            CHECK(factor(p.data(), 4));
        }
    }
    CHECK(most > 1);
    CHECK(most <= 30);
    CHECK(f.mix.leaves.size() < 5000);
    CHECK(largest > 12); // hypotheses had to be cut
}

TEST_CASE("the estimators name the targets of the best hypothesis, or of all by weight, and keep what they named") {
    pmbm::mixture m;
    m.leaves.resize(3);
    m.leaves[0].r = 0.45, m.leaves[1].r = 1, m.leaves[2].r = 1;
    m.targets.resize(2);
    m.targets[0].first = 0, m.targets[0].count = 2, m.targets[0].r = 0.6 * 0.45 + 0.4;
    m.targets[1].first = 2, m.targets[1].count = 1, m.targets[1].r = 0.6;
    m.clusters = {{0, 2, 0, 2, 0}};
    m.weights = {0.6, 0.4};
    m.choices = {0, 0, 1, absent};
    estimate(m, pmbm::estimator::best, 0.5, 0.4);
    CHECK(!m.targets[0].chosen);
    CHECK(m.targets[0].shown == 0);
    CHECK(m.targets[1].chosen);
    m.targets[0].chosen = 1;
    estimate(m, pmbm::estimator::best, 0.5, 0.4);
    CHECK(m.targets[0].chosen);
    m.targets[0].chosen = 0;
    estimate(m, pmbm::estimator::marginal, 0.5, 0.4);
    CHECK(m.targets[0].chosen);
    CHECK(m.targets[0].shown == 1); // 0.4 of 1 is more than 0.6 of 0.45
    CHECK(m.targets[1].chosen);
}

TEST_CASE("a mixture whose indices point outside is not sound") {
    pmbm::mixture m;
    m.leaves.resize(1), m.targets.resize(1), m.targets[0].count = 1;
    m.clusters = {{0, 1, 0, 1, 0}}, m.weights = {1}, m.choices = {0};
    CHECK(sound(m));
    const auto broken = [&](auto&& change) {
        pmbm::mixture x = m;
        change(x);
        return !sound(x);
    };
    CHECK(broken([](pmbm::mixture& x) { x.choices[0] = 1; }));
    CHECK(broken([](pmbm::mixture& x) { x.targets[0].first = 1; }));
    CHECK(broken([](pmbm::mixture& x) { x.targets[0].shown = 1; }));
    CHECK(broken([](pmbm::mixture& x) { x.clusters[0].hypotheses = 2; }));
    CHECK(broken([](pmbm::mixture& x) { x.clusters[0].choice = UINT64_MAX; }));
    CHECK(broken([](pmbm::mixture& x) { x.clusters[0].targets = UINT32_MAX; }));
    CHECK(broken([](pmbm::mixture& x) { x.clusters[0].hypotheses = 0; }));
}

TEST_CASE("a leaf's past, smoothed, is what the later plot says of it by the joint normal law") {
    const white_acceleration motion{{0.3, 0.3, 0}};
    gaussian first{};
    first.x = {10, 20, 0, 1, -2, 0};
    const double a = 4, b = 0.7, c = 2, q = 0.3, noise2 = 1.5, dt = 3;
    first.at(0, 0) = first.at(1, 1) = a, first.at(0, 3) = first.at(3, 0) = first.at(1, 4) = first.at(4, 1) = b;
    first.at(3, 3) = first.at(4, 4) = c;
    pmbm::past past;
    pmbm::leaf l;
    l.past = past.add(first, 0, pmbm::past::none);
    gaussian g = first;
    motion.predict(g, dt);
    plot p;
    p.m = 2, p.what = {component::east, component::north}, p.z = {17, 11}, p.r[0] = p.r[5] = noise2;
    viewpoint flat;
    flat.plane = true;
    innovation o;
    compare(g, p, flat, o);
    update(g, p, flat, o);
    l.past = past.add(g, 3'000'000'000, l.past);
    gaussian back{};
    qiki_ns plotted = -1;
    REQUIRE(past.at(l, 0, motion, true, back, plotted));
    CHECK(plotted == 0);
    const double s = a + 2 * dt * b + dt * dt * c + q * dt * dt * dt / 3 + noise2;
    const double place = (a + dt * b) / s, speed = (b + dt * c) / s;
    CHECK(back.x[0] == Approx(10 + place * (17 - 13)).epsilon(1e-12));
    CHECK(back.x[3] == Approx(1 + speed * (17 - 13)).epsilon(1e-12));
    CHECK(back.x[1] == Approx(20 + place * (11 - 14)).epsilon(1e-12));
    CHECK(back.at(0, 0) == Approx(a - place * (a + dt * b)).epsilon(1e-12));
    CHECK(back.at(3, 3) == Approx(c - speed * (b + dt * c)).epsilon(1e-12));
    CHECK(back.at(0, 3) == Approx(b - place * (b + dt * c)).epsilon(1e-12));
    REQUIRE(past.at(l, 3'000'000'000, motion, true, back, plotted));
    CHECK(std::memcmp(&back, &g, sizeof g) == 0);
    gaussian later = g;
    motion.predict(later, 2);
    REQUIRE(past.at(l, 5'000'000'000, motion, true, back, plotted));
    CHECK(std::memcmp(&back, &later, sizeof g) == 0);
    CHECK(plotted == 3'000'000'000);
    REQUIRE(past.at(l, 1'500'000'000, motion, true, back, plotted)); // between plots: surer than without the later one
    gaussian only = first;
    motion.predict(only, 1.5);
    CHECK(back.at(0, 0) < only.at(0, 0));
    CHECK_FALSE(past.at(l, -1, motion, true, back, plotted));
}

TEST_CASE("what lies beyond the lag is forgotten, what two leaves share is kept once") {
    pmbm::past past;
    std::vector<pmbm::leaf> leaves(2);
    uint64_t line = pmbm::past::none;
    for (qiki_ns t = 0; t < 50; ++t) line = past.add({}, t, line);
    leaves[0].past = past.add({}, 50, line), leaves[1].past = past.add({}, 51, line);
    past.sweep(leaves, 46);
    CHECK(past.moments.size() == 6); // 46 .. 49, 50, 51
    CHECK(past.sound(leaves));
    gaussian g;
    qiki_ns plotted = 0;
    for (const pmbm::leaf& l : leaves) {
        CHECK(past.at(l, 46, {{1, 1, 1}}, true, g, plotted));
        CHECK(plotted == 46);
        CHECK_FALSE(past.at(l, 45, {{1, 1, 1}}, true, g, plotted));
    }
    leaves[0].past = 6;
    CHECK_FALSE(past.sound(leaves));
}
