// SPDX-License-Identifier: MIT
// tests/unit/mind/trust.cpp - the trust in a reading, and the row of them that docking asks for.
#include "parts.hpp"
#include <limits>

using namespace parts;

TEST_CASE("sensor_trust layer: no data") { CHECK(verdict({}, 9 * sec, usual()) == trust::no_data); }
TEST_CASE("sensor_trust layer: stale beyond 2 s") {
    const settings s = usual();
    CHECK(verdict(seen(7 * sec), 9 * sec, s) == trust::ok); // 2 s old
    CHECK(verdict(seen(7 * sec - 1), 9 * sec, s) == trust::stale);
}
TEST_CASE("sensor_trust layer: low quality below 0.5, and what does not say its quality is not low") {
    const settings s = usual();
    reading r = seen(9 * sec);
    r.quality = 0.5;
    CHECK(verdict(r, 9 * sec, s) == trust::ok);
    r.quality = 0.49;
    CHECK(verdict(r, 9 * sec, s) == trust::low_quality);
    r.has_quality = 0;
    CHECK(verdict(r, 9 * sec, s) == trust::ok);
}
TEST_CASE("sensor_trust layer: invalid by its label, of the future, or not a number, and missing fields") {
    const settings s = usual();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    reading r = seen(9 * sec);
    r.invalid = 1;
    CHECK(verdict(r, 9 * sec, s) == trust::invalid);
    CHECK(verdict(seen(9 * sec + 1), 9 * sec, s) == trust::invalid);
    CHECK(verdict(seen(9 * sec, nan), 9 * sec, s) == trust::invalid);
    CHECK(verdict(seen(9 * sec, 10, nan), 9 * sec, s) == trust::invalid);
    r = seen(9 * sec), r.has_rate = 0;
    CHECK(verdict(r, 9 * sec, s) == trust::missing_fields);
}
TEST_CASE("sensor_trust layer: happy path") {
    for (const double range : {0.0, 10.0, 5e3})
        CHECK(verdict(seen(9 * sec, range, -0.1), 9 * sec, usual()) == trust::ok);
}

namespace {
// What is heard at which time, and how many readings in a row that makes.
struct approach {
    target d;
    const settings s = usual();
    uint32_t at(qiki_ns t, const reading& r) {
        d.hear(r), d.judge(t, s);
        return d.readings();
    }
};
} // namespace

TEST_CASE("docking validation: three consecutive, each within 20 m and 0.5 m/s, none of them twice") {
    approach x;
    CHECK(x.at(1 * sec, seen(1 * sec)) == 1);
    CHECK(x.at(1 * sec + 1, seen(1 * sec)) == 1);       // the same one again
    CHECK(x.at(2 * sec, seen(2 * sec, 20, -0.5)) == 2); // both limits included
    CHECK(x.at(3 * sec, seen(3 * sec, 20, 0.5)) == 3);
    CHECK(x.d.needed(x.s) == 3);
    x.d.state_changed();
    CHECK(x.d.readings() == 0);
}
TEST_CASE("docking validation: stale or invalid does not count, and the row begins anew") {
    approach x;
    CHECK(x.at(6 * sec, seen(6 * sec)) == 1);
    CHECK(x.at(9 * sec, seen(6 * sec)) == 0); // stale
    CHECK(x.at(10 * sec, seen(10 * sec)) == 1);
    reading bad = seen(11 * sec);
    bad.invalid = 1;
    CHECK(x.at(11 * sec, bad) == 0);
    CHECK(x.at(12 * sec, seen(12 * sec)) == 1);
}
TEST_CASE("docking validation: flapping resets: out of range or too fast, at any place in the row") {
    approach x;
    for (int k = 0; k < 20; ++k) {
        const qiki_ns t = 10 * k * sec;
        CHECK(x.at(t + 1 * sec, seen(t + 1 * sec)) == 1);
        CHECK(x.at(t + 2 * sec, seen(t + 2 * sec)) == 2);
        const reading off = k % 3 == 0   ? seen(t + 3 * sec, 20.01)
                            : k % 3 == 1 ? seen(t + 3 * sec, 10, 0.51)
                                         : seen(t + 3 * sec, 10, -0.51);
        CHECK(x.at(t + 3 * sec, off) == 0);
    }
}
TEST_CASE("docking validation: one reading more where the quality is unknown") {
    const settings s = usual();
    target d;
    for (int k = 1; k < 4; ++k) {
        reading r = seen(k * sec);
        r.has_quality = k != 2;
        d.hear(r), d.judge(k * sec, s);
    }
    CHECK((d.readings() == 3 && d.needed(s) == 4));
}
