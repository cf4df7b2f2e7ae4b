// SPDX-License-Identifier: MIT
// tests/unit/craft/pulses.cpp - duties become pulses: not too short, not too long, and on the average what was asked
// for.
#include "plugins/vehicles/craft/rcs.hpp"
#include <catch2/catch.hpp>
#include <vector>

using namespace craft;

namespace {
constexpr qiki_ns ms = 1'000'000, second = 1000 * ms;

struct pulse {
    qiki_ns from, to;
};
// The pulses of valve `which` over `span`, all duties alike.
std::vector<pulse> pulses(const rcs_settings& s, double duty, qiki_ns span, uint32_t which) {
    rcs r;
    r.duty.fill(duty);
    std::vector<pulse> all;
    for (qiki_ns t = 0; t < span;) {
        const qiki_ns next = std::min(span, r.turn(s, t, span, t == 0));
        REQUIRE(next > t);
        if (r.open(which, t)) {
            if (!all.empty() && all.back().to == t) all.back().to = next;
            else all.push_back({t, next});
        }
        t = next;
    }
    return all;
}
qiki_ns total(const std::vector<pulse>& all) {
    qiki_ns sum = 0;
    for (const pulse& p : all) sum += p.to - p.from;
    return sum;
}
} // namespace

TEST_CASE("On the average a valve is open for its duty, however small") {
    const rcs_settings s;
    for (const uint32_t valve : {0u, 7u, 15u})
        for (const double duty : {0.01, 0.05, 0.3, 0.5, 0.77, 0.95}) {
            const qiki_ns open = total(pulses(s, duty, 100 * second, valve));
            CHECK(std::abs(static_cast<double>(open) - duty * 100 * second) < 60 * ms);
        }
    CHECK(pulses(s, 0, 10 * second, 3).empty());
}

TEST_CASE("Told the same anew all the time, a valve is open no longer for it") {
    const rcs_settings s;
    for (const double duty : {0.2, 0.5, 0.8}) {
        rcs r;
        r.duty.fill(duty);
        qiki_ns open = 0;
        constexpr qiki_ns span = 20 * second;
        for (qiki_ns t = 0; t < span;) {
            const qiki_ns next =
                std::min({span, r.turn(s, t, INT64_MAX, t % (100 * ms) == 0), t - t % (100 * ms) + 100 * ms});
            if (r.open(3, t)) open += next - t;
            t = next;
        }
        CHECK(std::abs(static_cast<double>(open) - duty * span) < 100 * ms);
    }
}

TEST_CASE("No pulse is shorter than 30 ms, and no pause") {
    const rcs_settings s;
    for (const double duty : {0.01, 0.1, 0.5, 0.9, 0.99}) {
        const auto all = pulses(s, duty, 20 * second, 5);
        REQUIRE(!all.empty());
        for (size_t i = 0; i + 1 < all.size(); ++i) {
            CHECK(all[i].to - all[i].from >= s.pulse);
            CHECK(all[i + 1].from - all[i].to >= s.pulse);
        }
    }
}

TEST_CASE("After 3 s without a pause a nozzle rests for 3 s") {
    const rcs_settings s;
    const auto all = pulses(s, 1, 20 * second, 0);
    REQUIRE(all.size() >= 3);
    for (size_t i = 0; i + 1 < all.size(); ++i) {
        CHECK(all[i].to - all[i].from == s.burn);
        CHECK(all[i + 1].from - all[i].to >= s.cooldown);
    }
}

TEST_CASE("A burn without a pause is as long as rcs.burn says, shorter than a window too, however often it is told") {
    for (const qiki_ns burn : {100 * ms, 700 * ms, 3 * second})
        for (const qiki_ns anew : {100 * ms, 130 * ms, second, 100 * second}) {
            rcs_settings s;
            s.burn = burn, s.cooldown = 2 * second;
            rcs r;
            r.duty.fill(1 - 1e-7); // as an allocation has it
            for (const uint32_t valve : {0u, 6u, 15u}) {
                r = {}, r.duty.fill(1 - 1e-7);
                std::vector<pulse> all;
                for (qiki_ns t = 0; t < 12 * second;) {
                    const qiki_ns next = std::min(r.turn(s, t, INT64_MAX, t % anew == 0), t - t % anew + anew);
                    if (r.open(valve, t)) {
                        if (!all.empty() && all.back().to == t) all.back().to = next;
                        else all.push_back({t, next});
                    }
                    CHECK((r.resting(t) >> valve & 1u) ==
                          (!r.open(valve, t) && !all.empty() && t < all.back().to + s.cooldown));
                    t = next;
                }
                INFO(burn / ms << " ms, told anew every " << anew / ms << " ms, valve " << valve);
                REQUIRE(all.size() >= 2);
                for (size_t i = 0; i + 1 < all.size(); ++i) {
                    CHECK(all[i].to - all[i].from == burn);
                    CHECK(all[i + 1].from - all[i].to >= s.cooldown);
                    CHECK(all[i + 1].from - all[i].to < s.cooldown + s.window + s.pulse);
                }
            }
        }
}

TEST_CASE("A rest that was to follow a burn is none when the burn ends before") {
    const rcs_settings s;
    rcs r;
    r.duty.fill(1);
    for (qiki_ns t = 0; t < 2900 * ms;) t = std::min(r.turn(s, t, INT64_MAX, false), 2900 * ms);
    r.shut(2900 * ms);
    CHECK(r.resting(2950 * ms) == 0);
    r.duty.fill(1);
    r.turn(s, 2950 * ms, INT64_MAX, true);
    CHECK(r.open(0, 2950 * ms));
}

TEST_CASE("Valves take turns: the pulses of one window do not all begin at once") {
    const rcs_settings s;
    CHECK(pulses(s, 0.2, second, 0)[1].from != pulses(s, 0.2, second, 1)[1].from);
    CHECK(window_after(s, 0, 0) == s.window);
    CHECK(window_after(s, 1, 0) == s.window * 93 / 100);
}

TEST_CASE("Near the end of all time nothing overflows") {
    const rcs_settings s;
    rcs r;
    r.duty.fill(1);
    CHECK(r.turn(s, INT64_MAX - 5, INT64_MAX, true) == INT64_MAX);
}
