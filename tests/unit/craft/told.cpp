// SPDX-License-Identifier: MIT
// tests/unit/craft/told.cpp - what a long tick tells of power, heat and link is what short ones tell.
#include "aboard.hpp"

using namespace aboard;

namespace {
struct tale {
    std::vector<std::string> codes;
    std::vector<qiki_ns> when;
    std::vector<numbers> what;
    bool has(const char* code) const { return std::find(codes.begin(), codes.end(), code) != codes.end(); }
};
tale of(const rig::settings& s, qiki_ns period, qiki_ns whole) {
    ship v(s);
    tale t;
    while (v.now < whole) {
        v.hears({}, 1, period);
        for (const qiki_event& e : v.events) {
            t.codes.push_back(text_of(e.code)), t.when.push_back(e.t), t.what.emplace_back(e.v, e.v + e.n);
        }
    }
    return t;
}
} // namespace

TEST_CASE("A tick of any length tells when a trip, a shortage or a low charge began and ended, as ticks of 0.1 s do") {
    // Counter-example: looked at once a tick, a trip that is over by its end is never told, and a low charge late.
    const rig::settings hot{{"thermal.start", numbers{370, 298.15, 293.15, 293.15, 213.15, 223.15}},
                            {"burns", numbers{100, 0, 1, 2}}};
    const rig::settings low{{"hold", true}, {"battery.capacity", 72000.0}, {"battery.soc", 0.3}};
    for (const rig::settings& s : {hot, low}) {
        const tale fine = of(s, tenth, 1200 * second);
        CHECK(fine.has(s == hot ? "THERMAL_CLEAR" : "POWER_LOW"));
        CHECK(fine.has("LOADS_SHED"));
        for (const qiki_ns period : {second / 2, 60 * second, 600 * second, 1200 * second}) {
            const tale coarse = of(s, period, 1200 * second);
            CHECK(coarse.codes == fine.codes);
            CHECK(coarse.when == fine.when);
            REQUIRE(coarse.what.size() == fine.what.size());
            for (size_t i = 0; i < fine.what.size(); ++i)
                for (size_t k = 0; k < fine.what[i].size(); ++k)
                    CHECK(coarse.what[i][k] == Approx(fine.what[i][k]).epsilon(1e-9).margin(1e-9));
        }
    }
}

TEST_CASE("A condition that flaps for an hour fills no tick, and how it stands in the end is told") {
    // The burst link goes without below a charge that the sun keeps up only while it does.
    const rig::settings flaps{{"battery.capacity", 72000.0}, {"battery.soc", 0.351}, {"solar.power", 105.0}};
    const tale t = of(flaps, 3600 * second, 3600 * second);
    CHECK(t.codes.size() <= 128); // the room that was made: nothing allocates in a tick
    CHECK(t.has("LINK_UP"));
}
