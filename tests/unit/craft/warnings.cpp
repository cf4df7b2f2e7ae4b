// SPDX-License-Identifier: MIT
// tests/unit/craft/warnings.cpp - a node of heat warns before it trips, at the level it was given.
#include "aboard.hpp"

using namespace aboard;

TEST_CASE("thermal: warn before trip, 10 K below it where nobody says otherwise") {
    ship warm({{"thermal.start", numbers{355, 298, 293, 293, 213, 223}}});
    warm.hears({}, 1);
    CHECK((warm.happened("THERMAL_WARN") && !warm.happened("THERMAL_TRIP")));
    CHECK(warm.said("heat") == numbers{1, 0, 0, 0, 0, 0});
    CHECK(warm.said("loads")[5] == Approx(20)); // a warning sheds nothing
    ship cool({{"thermal.start", numbers{352, 298, 293, 293, 213, 223}}});
    cool.hears({}, 1);
    CHECK((!cool.happened("THERMAL_WARN") && cool.said("heat")[0] == 0));
    const thermal_settings s;
    for (uint32_t i = 0; i < nodes; ++i) CHECK(s.warn[i] == Approx(s.trip[i] - 10));
}

TEST_CASE(
    "thermal: what starts beyond its trip has tripped, before any step: the self-test says so, and no load is fed") {
    const auto core_row = [](const ship& v) {
        for (const auto& r : v.selftest(0))
            if (std::string(r.device) == "core") return static_cast<int>(r.result);
        return -1;
    };
    ship hot({{"thermal.start", numbers{363.15, 298, 293, 293, 213, 223}}});
    CHECK(core_row(hot) == QIKI_TEST_FAIL);
    hot.hears({}, 1);
    CHECK((hot.happened("THERMAL_TRIP") && hot.said("loads")[5] == 0));
    CHECK(core_row(ship({{"thermal.start", numbers{363.14, 298, 293, 293, 213, 223}}})) == QIKI_TEST_WARN);
    CHECK(core_row(ship()) == QIKI_TEST_PASS);
}

TEST_CASE("thermal: explicit warn override, and one beyond the trip is refused by name") {
    const numbers early{300, 358.15, 348.15, 333.15, 383.15, 403.15};
    ship v({{"thermal.warn", early}, {"thermal.start", numbers{305, 298, 293, 293, 213, 223}}});
    v.hears({}, 1);
    CHECK((v.happened("THERMAL_WARN") && v.said("heat")[0] == 1));
    CHECK_THROWS_WITH(ship({{"thermal.warn", numbers{364, 358, 348, 333, 383, 403}}}),
                      Catch::Contains("thermal.warn") && Catch::Contains("core") && Catch::Contains("363.15"));
}
