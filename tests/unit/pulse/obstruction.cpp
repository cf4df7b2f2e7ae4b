// SPDX-License-Identifier: MIT
// tests/unit/pulse/obstruction.cpp - nobody is seen through a station.
#include "plugins/radar/pulse/obstruction.hpp"
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {
qiki_truth wide(uint64_t entity, double e, double n, double size, double ve = 0) {
    qiki_truth b = body(entity, e, n, 0, ve);
    b.size_m = size, b.valid |= QIKI_TRUTH_HAS_SIZE;
    return b;
}
size_t seen(const std::vector<qiki_truth>& all, const rig::settings& more = {}) {
    return fly(staring(more), all, 1).of(1).size();
}
} // namespace

TEST_CASE("A large body hides what is behind it, and nothing else") {
    const qiki_truth target = body(1, 0, 5000, 0);
    CHECK(seen({target}) == 10);
    CHECK(seen({target, wide(2, 0, 3000, 150)}) == 0);
    CHECK(fly(staring(), {target, wide(2, 0, 3000, 150)}, 1).of(2).size() == 10); // itself is seen
    CHECK(seen({target, wide(2, 74, 3000, 150)}) == 0);
    CHECK(seen({target, wide(2, 76, 3000, 150)}) == 10); // past its edge
    CHECK(seen({target, wide(2, 0, 7000, 150)}) == 10);  // behind the target
    CHECK(seen({target, wide(2, 0, -3000, 150)}) == 10); // behind the antenna
    CHECK(seen({target, wide(2, 0, 3000, 49)}) == 10);   // too small to count
    CHECK(seen({target, wide(2, 0, 3000, 49)}, {{"occluder_size", 40.0}}) == 0);
    CHECK(seen({target, wide(2, 0, 3000, 150)}, {{"occluder_size", 0.0}}) == 10);
    qiki_truth unsaid = wide(2, 0, 3000, 150);
    unsaid.valid &= ~QIKI_TRUTH_HAS_SIZE, unsaid.size_m = 0;
    CHECK(seen({target, unsaid}) == 10); // nobody says that it is large
}

TEST_CASE("An antenna in the sphere around a body looks out of it, a target in it is hidden by the far half only") {
    CHECK(seen({body(1, 0, 5000, 0), wide(2, 0, 50, 150)}) == 10);
    CHECK(seen({body(1, 0, 3000 - 70, 0), wide(2, 0, 3000, 150)}) == 10);
    CHECK(seen({body(1, 0, 3000 + 70, 0), wide(2, 0, 3000, 150)}) == 0);
}

TEST_CASE("A body that passes hides for as long as it is in the way, and a sweeping beam sees the same") {
    // 300 m wide and 300 m/s across the middle between antenna and target: in the way for a second.
    const std::vector<qiki_truth> all{body(1, 0, 5000, 0), wide(2, -3000, 2500, 300, 300)};
    const auto times = [&](const rig::settings& s) {
        std::vector<double> t;
        for (const qiki_contact& c : fly(s, all, 20).of(1)) t.push_back(static_cast<double>(c.t) * 1e-9);
        return t;
    };
    for (const rig::settings& s : {staring(), ideal({{"scan_period", 0.1}})}) {
        const auto t = times(s);
        CHECK(t.size() >= 188);
        CHECK(t.size() <= 191);
        for (const double one : t) CHECK(std::fabs(one - 10) > 0.49);
    }
}
