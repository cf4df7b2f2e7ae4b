// SPDX-License-Identifier: MIT
// tests/unit/craft/impulse.cpp - a burn that gave less than it asked for does not say DONE without a word.
#include "aboard.hpp"

using namespace aboard;

TEST_CASE(
    "rcs: a burn whose nozzles had to rest, or are stuck, is done with LESS_IMPULSE, a whole one without a word") {
    const auto burned = [](rig::settings more, double percent, double duration) {
        rig::settings s{{"com", numbers{0, 0, 0}},
                        {"rcs.spread", 0.0},
                        {"bus.current", 1000.0},
                        {"battery.discharge", 0.0},
                        {"propellant", 100.0}};
        for (const auto& [key, value] : more) s[key] = value;
        ship v(s);
        v.hears({say(rcs_fire, {0, percent, duration})}, static_cast<int>(10 * duration) + 3);
        REQUIRE(v.statuses().back() == QIKI_RECEIPT_DONE);
        // What it gave, by the momentum that it has: at most 4 % burned off on the way.
        return std::pair(v.last_code(), v.last.vel[1] * 490 / (percent / 100 * duration * 1040 / std::sqrt(2.0)));
    };
    const auto [rested, half] = burned({}, 100, 12);
    CHECK((rested == "LESS_IMPULSE" && half < 0.6));
    const auto [kept, all] = burned({{"rcs.burn", 100.0}}, 100, 12);
    CHECK((kept.empty() && all > 0.95));
    const auto [two, stuck] = burned({{"rcs.stuck", numbers{4, 5}}}, 100, 2);
    CHECK((two == "LESS_IMPULSE" && stuck < 0.95));
    const auto [brief, none] = burned({{"rcs.pulse", 0.1}}, 100, 0.05);
    CHECK((brief == "LESS_IMPULSE") == (none < 0.95));
    const auto [crippled, less] = burned({{"rcs.stuck", numbers{4}}}, 100, 2);
    CHECK((crippled == "LESS_IMPULSE" && less < 0.95));
    for (const double percent : {30.0, 60.0, 100.0}) {
        INFO(percent);
        CHECK(burned({}, percent, 2.5).first.empty());
    }
}

TEST_CASE(
    "rcs: a burn longer than rcs.burn does not turn the craft: what holds the balance rests with what it balances") {
    for (const auto& [percent, every] : {std::pair{100.0, 300}, {100.0, 1}, {100.0, 7}, {97.0, 300}}) {
        ship v({{"rcs.spread", 0.0},
                {"bus.current", 100.0},
                {"battery.discharge", 0.0},
                {"battery.capacity", 1e9},
                {"propellant", 150.0}});
        for (int k = 0; k < 300; k += every)
            v.hears({say(rcs_fire, {0, percent, 30}, static_cast<uint32_t>(k + 1))}, every);
        INFO(percent << " %, told every " << every << " ticks");
        CHECK(std::sqrt(v.last.rate[0] * v.last.rate[0] + v.last.rate[1] * v.last.rate[1] +
                        v.last.rate[2] * v.last.rate[2]) < 0.05);
        CHECK(v.last.vel[1] > 18); // half of the time at 735 N over some 540 kg
        CHECK(length({v.last.vel[0], 0, v.last.vel[2]}) < 6);
    }
}
