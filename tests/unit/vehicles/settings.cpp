// SPDX-License-Identifier: MIT
// tests/unit/vehicles/settings.cpp - parameters of an aircraft that do not fit together are refused by name.
#include "flight.hpp"
#include <set>

using namespace flight;

namespace {

std::string of(const rig::settings& s) { return refusal("qiki.vehicle.aircraft", s); }

} // namespace

TEST_CASE("An aircraft refuses parameters that do not fit together, naming the key and what was found") {
    using Catch::Contains;
    using Catch::StartsWith;
    CHECK_THAT(of({{"at", numbers{1, 2}}}), StartsWith("at:") && Contains("found 2"));
    CHECK_THAT(of({{"at", numbers{}}}), StartsWith("at:"));
    CHECK_THAT(of({{"at", numbers{0, 0, 0, 1, 1, 1}}}),
               StartsWith("at:") && Contains("2 teams") && Contains("count is 1"));
    CHECK_THAT(of({{"count", int64_t{4}}, {"at", numbers{0, 0, 0, 1, 1, 1}}, {"headings", numbers{1, 2, 3}}}),
               StartsWith("headings:") && Contains("found 3"));
    CHECK_THAT(of({{"heading", 1.0}, {"headings", numbers{1}}}), StartsWith("heading:"));
    CHECK_THAT(of({{"spread", numbers{1}}}), StartsWith("spread:"));
    CHECK_THAT(of({{"speed", 41.0}}), StartsWith("speed:") && Contains("15 to 40") && Contains("found 41"));
    CHECK_THAT(of({{"speed_min", 30.0}, {"speed_max", 30.0}}), StartsWith("speed_max:"));
    CHECK_THAT(of({{"accelerate", 30.0}}), StartsWith("accelerate:") && Contains("50"));
    CHECK_THAT(of({{"dt", 1e-7}}), StartsWith("dt:"));
    CHECK_THAT(of({{"roll_rate", 0.1}}), StartsWith("roll_rate:"));
    CHECK_THAT(of({{"control", std::string("open")}, {"turn", 1.0}}), StartsWith("turn:"));
    CHECK_THAT(of({{"collision_distance", 1e-6}}), StartsWith("collision_distance:"));
    CHECK_THAT(of({{"count", int64_t{3}}, {"collision_distance", 2.0}}), StartsWith("spread:"));
}

TEST_CASE("What is on the border is accepted") {
    CHECK(of({{"speed", 40.0}}).empty());
    CHECK(of({{"speed", 15.0}, {"accelerate", 25.0}}).empty());
    CHECK(of({{"count", int64_t{2}}, {"at", numbers{0, 0, 0, 9, 9, 9}}, {"collision_distance", 2.0}}).empty());
    CHECK(of({}).empty());
}

TEST_CASE("A failed configuration leaves the fleet as it was") {
    planes a({{"turn", 1.0}}), b({{"turn", 1.0}});
    fly(a, 5, second), fly(b, 5, second);
    CHECK_THROWS_AS(a.configure({{"speed", 99.0}}), rig::failed);
    CHECK(bytes(tick(a, 5 * second, 6 * second)) == bytes(tick(b, 5 * second, 6 * second)));
}

TEST_CASE("Every parameter has a help text, and its default lies within its limits") {
    for (const std::string id : {"qiki.vehicle.point", "qiki.vehicle.aircraft"}) {
        rig::birth b;
        b.self_entity = 1;
        rig::instance v(id, {}, b);
        std::set<std::string> keys;
        for (uint32_t i = 0; i < v.about().params.count; ++i) {
            const auto& p = *static_cast<const qiki_param*>(qiki_row(v.about().params, i));
            INFO(id << " " << p.key);
            CHECK(keys.insert(p.key).second);
            CHECK(std::strlen(p.help) > 5);
            CHECK(p.unit != nullptr);
            if (p.type == QIKI_TEXT || p.min == p.max) continue;
            CHECK(p.value >= p.min);
            CHECK(p.value <= p.max);
        }
    }
}
