// SPDX-License-Identifier: MIT
// tests/unit/mind/incidents.cpp - the nine incidents, each on both sides of its limit and of its duration.
#include "stage.hpp"

using namespace stage;

namespace {
// At which of eight seconds it rises when the facts hold from 2 s to 6 s, and when it falls.
std::string story(const facts& fine, const facts& bad) {
    actor m("incidents.lua");
    std::string out;
    for (int k = 1; k <= 8; ++k)
        if (const std::string x = m.tick(k >= 2 && k <= 6 ? bad : fine); !x.empty())
            out += (out.empty() ? "" : ", ") + x + " " + std::to_string(k);
    return out;
}
} // namespace

TEST_CASE("incidents: temperature, with 70 degrees for 3 s, and a trip at once") {
    CHECK(story({{"core_temperature", 300}}, {{"core_temperature", 343.2}}) ==
          "+TEMP_CORE_SPIKE 5, -TEMP_CORE_SPIKE 7");
    CHECK(story({{"core_temperature", 300}}, {{"core_temperature", 343.1}}) == "");
    CHECK(story({{"core_tripped", 0}}, {{"core_tripped", 1}}) == "+TEMP_CORE_TRIP 2, -TEMP_CORE_TRIP 7");
}
TEST_CASE("Incident rules: a radar that is silent for 2 s", "[capability]") {
    CHECK(story({{"provider_age", 1.9}}, {{"provider_age", 2}}) == "+RADAR_SIGNAL_LOSS 2, -RADAR_SIGNAL_LOSS 7");
    CHECK(story({}, {}) == ""); // no radar at all is none that was lost
}
TEST_CASE("incidents: the bus near its limit, over it, and an overcurrent, each for its time") {
    CHECK(story({{"bus_current", 3.9}}, {{"bus_current", 4.1}}) == "+POWER_BUS_NEAR_LIMIT 4, -POWER_BUS_NEAR_LIMIT 7");
    CHECK(story({{"bus_current", 3.9}}, {{"bus_current", 5.1}}) ==
          "+POWER_BUS_OVERLOAD, +POWER_BUS_NEAR_LIMIT 4, -POWER_BUS_OVERLOAD, -POWER_BUS_NEAR_LIMIT 7");
    CHECK(story({{"bus_current", 3.9}}, {{"bus_current", 5.0000001}}) == // all that the bus lets through is no overload
          "+POWER_BUS_NEAR_LIMIT 4, -POWER_BUS_NEAR_LIMIT 7");
    CHECK(story({{"overcurrent", 0}}, {{"overcurrent", 1}}) == "+POWER_PDU_OVERCURRENT 3, -POWER_PDU_OVERCURRENT 7");
}
