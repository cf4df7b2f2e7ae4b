// SPDX-License-Identifier: MIT
// tests/unit/trackers/given_back.cpp - what a mixture gives back to the targets not yet detected: that nothing of it is
// lost, counted twice or left behind, and how much of it is kept.
#include "mixture_scans.hpp"
#include <cstring>

using namespace scanned;

namespace {
using part = pmbm::expected_births::part;

// The heaviest part within a metre of (east, north) but the prior itself.
const part* found_at(const filter& f, double east, double north) {
    const part* best = nullptr;
    for (const part& c : f.hidden.births.parts())
        if (c.state.at(0, 0) < 1e4 && std::hypot(c.state.x[0] - east, c.state.x[1] - north) < 1)
            if (!best || c.weight > best->weight) best = &c;
    return best;
}
} // namespace

TEST_CASE("a first plot too doubtful for a target of its own counts for the next one as if it had been kept") {
    filter kept, back; // differ in nothing but who remembers the first plot
    back.rules.recycle = 0.2;
    for (filter* f : {&kept, &back}) f->scan(0, {{150, 150}});
    const double first = kept.mix.leaves[0].r;
    REQUIRE(first < 0.2);
    CHECK(back.mix.targets.empty());
    const part* known = found_at(back, 150, 150);
    REQUIRE(known);
    CHECK(known->weight == Approx(first).epsilon(1e-12)); // not thinned by the look that made it
    CHECK(std::memcmp(&known->state, &kept.mix.leaves[0].state, sizeof(gaussian)) == 0);

    for (filter* f : {&kept, &back}) f->scan(1, {{150.8, 150.6}});
    // Of the one mixture: the odds that the plot is of the kept target, times all that else it might be of.
    const double exists = 0.99 * first, odds = kept.mix.weights[0] / kept.mix.weights[1];
    const pmbm::leaf& other = kept.mix.leaves[kept.mix.targets[1].first]; // begun by the second plot
    const double alone = kept.clutter / (1 - other.r), born = alone - kept.clutter;
    const double seen = odds * alone * (1 - exists * kept.pd);
    REQUIRE(back.mix.leaves.size() == 1);
    CHECK(back.mix.leaves[0].r == Approx((born + seen) / (born + seen + back.clutter)).epsilon(1e-9));
    const gaussian &both = back.mix.leaves[0].state, &hit = kept.mix.leaves[0].state;
    CHECK(both.x[0] == Approx(hit.x[0]).margin(1e-3));
    CHECK(both.x[3] == Approx(hit.x[3]).margin(1e-3));
}

TEST_CASE("a missed target is given back where it is by now, thinned by that look once") {
    filter f;
    for (int k = 0; k < 5; ++k) f.scan(k, {{100 + 2.0 * k, 150}});
    const pmbm::leaf* sure = nullptr;
    for (const pmbm::leaf& l : f.mix.leaves)
        if (l.hits == 5) sure = &l;
    REQUIRE(sure);
    const pmbm::leaf before = *sure;
    const auto missed = [&f](double r) { return r * (1 - f.pd) / (1 - r * f.pd); };
    f.scan(6, {}); // two seconds later; it is kept
    REQUIRE(missed(before.r * 0.99 * 0.99) > 0.5);
    f.rules.recycle = 0.5;
    f.scan(8, {});
    gaussian there = before.state;
    f.rules.motion.predict(there, 4);
    const part* known = found_at(f, there.x[0], there.x[1]);
    REQUIRE(known);
    CHECK(known->weight == Approx(missed(0.99 * 0.99 * missed(0.99 * 0.99 * before.r))).epsilon(0.02));
    CHECK(std::memcmp(&known->state, &there, sizeof there) == 0);
}

TEST_CASE("of what is given back no more than 513 parts are kept") {
    filter f;
    f.rules.recycle = 0.2;
    for (uint64_t k = 0; k < 4; ++k) {
        std::vector<std::array<double, 2>> z;
        for (uint64_t j = 0; j < 1500; ++j) z.push_back({300 * chance(7, k, j, 0), 300 * chance(7, k, j, 1)});
        f.scan(static_cast<double>(k), z);
        CHECK(f.mix.targets.size() < 1500);
        CHECK(f.hidden.births.parts().size() > 256);
        CHECK(f.hidden.births.parts().size() <= 513);
    }
}

// With first plots forgotten it is 7.9, with what they give back thinned twice 8.2: who was lost is never found again.
TEST_CASE("of twelve targets that cannot be told apart most are believed, over six draws") {
    double believed = 0;
    for (uint64_t draw = 5; draw < 11; ++draw) {
        filter f(0.1);
        f.rules.prune = 1e-4, f.rules.recycle = 1e-4, f.rules.hypotheses = 30, f.rules.members = 12;
        f.clutter = 60.0 / 9e4;
        for (uint64_t k = 0; k < 60; ++k) {
            f.scan(static_cast<double>(k), dense_dozen(draw, k));
            for (const pmbm::target& x : f.mix.targets) believed += k < 40 ? 0 : x.r; // which of them changes with each
        }
    }
    CHECK(believed / 120 == Approx(12).margin(3));
}
