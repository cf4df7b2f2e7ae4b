// SPDX-License-Identifier: MIT
// tests/unit/mind/evaluator.cpp - of what is proposed, what is chosen, rejected and expires.
#include "parts.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace parts;

namespace {
using fates = std::vector<std::pair<uint32_t, int>>; // reason and status
fates told(const pool& p) {
    fates out;
    for (const qiki_proposal& r : p.told) out.emplace_back(r.because, r.status);
    return out;
}
enum : int { open, chosen, rejected, expired };
} // namespace

TEST_CASE("evaluator: empty") {
    pool p;
    p.reserve();
    CHECK(p.choose(false) == nullptr);
    CHECK_FALSE(p.busy());
}
TEST_CASE("evaluator: below-threshold is rejected, however urgent") {
    pool p;
    p.reserve();
    const proposed low = a(type::safety, 1, 0.6 - 1e-15);
    p.add(low, 0.6);
    CHECK(p.choose(false) == nullptr);
    CHECK(told(p) == fates{{low.record.because, rejected}});
}
TEST_CASE("evaluator: accepted at the threshold itself, once") {
    pool p;
    p.reserve();
    const proposed just = a(type::exploration, 0, 0.6);
    CHECK(p.add(just, 0.6));
    REQUIRE(p.choose(false));
    CHECK(p.choose(false) == nullptr);
    CHECK(told(p) == fates{{just.record.because, chosen}});
    CHECK(p.told[0].id == 1);
}
namespace {
// As many choices as there are, from any order of arrival, are in this order.
void chosen_in_order(const std::vector<proposed>& order) {
    std::mt19937 any(7);
    for (int k = 0; k < 50; ++k) {
        std::vector<proposed> mixed = order;
        std::shuffle(mixed.begin(), mixed.end(), any);
        pool p;
        p.reserve();
        for (const proposed& x : mixed) p.add(x, 0.6);
        for (const proposed& x : order) {
            const proposed* const c = p.choose(false);
            REQUIRE(c);
            REQUIRE(c->key == x.key);
        }
        CHECK(p.choose(false) == nullptr); // exactly one each time
    }
}
} // namespace
TEST_CASE("evaluator: higher priority wins, whatever the confidence, and the type before both") {
    chosen_in_order({a(type::safety, 0.1, 0.6), a(type::planning, 0.9, 0.7), a(type::planning, 0.8, 0.99),
                     a(type::planning, 0.1, 1), a(type::diagnostics, 1, 1)});
}
TEST_CASE("evaluator: same priority picks higher confidence, and of equals the first") {
    chosen_in_order({a(type::planning, 0.8, 0.9), a(type::planning, 0.8, 0.7), a(type::planning, 0.8, 0.7),
                     a(type::planning, 0.8, 0.6), a(type::exploration, 0.8, 1), a(type::exploration, 0.8, 0.99)});
}
TEST_CASE("evaluator: in SAFE_MODE only what is for safety, and the rest waits") {
    pool p;
    p.reserve();
    const proposed plan = a(type::planning, 1, 1), safe = a(type::safety, 0, 1);
    p.add(plan, 0.6);
    CHECK(p.choose(true) == nullptr);
    p.add(safe, 0.6);
    CHECK(p.choose(true)->key == safe.key);
    CHECK(p.choose(true) == nullptr);
    CHECK(p.choose(false)->key == plan.key);
}
TEST_CASE("evaluator: depends_on waits until that is done, and is rejected when it cannot be") {
    for (const fate end : {fate::done, fate::failed}) {
        pool p;
        p.reserve();
        const proposed first = a(type::planning, 0, 1, 1), second = a(type::safety, 1, 1, 2, 1),
                       third = a(type::safety, 1, 1, 3, 2);
        p.add(first, 0.6), p.add(second, 0.6), p.add(third, 0.6);
        CHECK(p.choose(false)->key == first.key);
        CHECK(p.choose(false) == nullptr); // it runs
        p.begin();
        p.end(first.key, end);
        if (end == fate::done) {
            CHECK(p.choose(false)->key == second.key);
            CHECK((p.told.back().id == 2 && p.told.back().depends_on == 1));
        } else CHECK(told(p) == fates{{second.record.because, rejected}, {third.record.because, rejected}});
        CHECK(p.open() == (end == fate::done));
    }
    pool p;
    p.reserve();
    p.add(a(type::safety, 1, 1, 5, 4), 0.6); // of what nobody has proposed
    CHECK(p.told.back().status == rejected);
}
TEST_CASE("evaluator: of two in conflict the chosen one rejects the other, whichever of them says so") {
    for (const bool first_says : {true, false}) {
        pool p;
        p.reserve();
        const proposed x = a(type::planning, 0.9, 1, 1, 0, first_says ? 2 : 0),
                       y = a(type::planning, 0.5, 1, 2, 0, first_says ? 0 : 1);
        p.add(x, 0.6), p.add(y, 0.6);
        p.begin();
        CHECK(p.choose(false)->key == x.key);
        CHECK(told(p) == fates{{x.record.because, chosen}, {y.record.because, rejected}});
        CHECK(p.told[first_says ? 0 : 1].conflicts_with ==
              (first_says ? 0 : 1)); // who says so, of what was told by then
        p.begin();
        p.add(a(type::planning, 1, 1, 2, 0, first_says ? 0 : 1), 0.6); // and as long as the first runs
        CHECK(p.told.back().status == rejected);
        p.end(x.key, fate::done);
        p.add(a(type::planning, 1, 1, 2, 0, first_says ? 0 : 1), 0.6);
        CHECK(p.open() == 1);
    }
}
TEST_CASE("evaluator: what has expired is nobody's choice, nor what depends on it") {
    pool p;
    p.reserve();
    proposed x = a(type::planning, 1, 1, 1), y = a(type::planning, 1, 1, 2, 1);
    x.record.expires = 5 * sec;
    p.add(x, 0.6), p.add(y, 0.6);
    p.expire(5 * sec - 1);
    CHECK(p.open() == 2);
    p.begin();
    p.expire(5 * sec);
    CHECK(told(p) == fates{{x.record.because, expired}, {y.record.because, rejected}});
    CHECK_FALSE(p.busy());
}
TEST_CASE("evaluator: what was chosen is under way until its end is told, and what waits for it lives from then on") {
    pool p;
    p.reserve(), p.begin(0);
    proposed x = a(type::planning, 1, 1, 1), y = a(type::planning, 1, 1, 2, 1), z = a(type::planning, 1, 1, 3, 0, 1);
    for (proposed* one : {&x, &y, &z}) one->record.expires = 5 * sec;
    p.add(x, 0.6), p.add(y, 0.6);
    REQUIRE(p.choose(false)->key == x.key);
    p.begin(99 * sec), p.expire(99 * sec);
    CHECK((p.open() == 1 && p.told.empty()));
    z.record.t = 99 * sec, z.record.expires = 104 * sec;
    p.add(z, 0.6);
    CHECK(told(p) == fates{{z.record.because, rejected}});
    p.begin(100 * sec), p.end(x.key, fate::done), p.expire(105 * sec - 1);
    CHECK((p.open() == 1 && p.told.empty()));
    SECTION("chosen in its life") {
        const proposed* const c = p.choose(false);
        REQUIRE(c);
        CHECK((c->key == y.key && c->record.expires == 105 * sec)); // as the command's
    }
    SECTION("or expired") {
        p.expire(105 * sec);
        CHECK(told(p) == fates{{y.record.because, expired}});
    }
}
TEST_CASE("evaluator: orders whose end is never told do not keep others from being chosen") {
    pool p;
    p.reserve();
    const proposed first = a(type::planning, 0.5, 1, 5000);
    p.add(first, 0.6);
    REQUIRE(p.choose(false));
    for (int k = 0; k < 300; ++k) {
        p.add(a(type::planning, 0.5, 1), 0.6);
        REQUIRE(p.choose(false));
    }
    p.begin();
    p.add(a(type::planning, 0.5, 1, 0, 5000), 0.6); // the first of them counts as failed
    CHECK(p.told.back().status == rejected);
}
TEST_CASE("evaluator: where somebody else decides, each is told while it is open, and only then") {
    pool p;
    p.reserve(), p.configure(100, false);
    proposed x = a(type::planning, 1, 1, 1);
    x.record.expires = 5 * sec;
    p.add(x, 0.6), p.add(a(type::planning, 1, 0.5, 2), 0.6);
    CHECK(told(p) == fates{{1, open}, {2, rejected}});
    CHECK((p.told[0].id == 101 && p.told[1].id == 102));
    p.begin(), p.expire(5 * sec);
    CHECK((p.told.empty() && p.closed == std::vector<uint64_t>{x.key}));
}
TEST_CASE("evaluator: the same again is not proposed twice, and a flood leaves the best") {
    pool p;
    p.reserve();
    const proposed one = a(type::planning, 0.5, 1, 7);
    CHECK(p.add(one, 0.6));
    proposed same = one;
    same.key = ++last;
    CHECK(p.add(same, 0.6) == one.key); // whoever waits for it waits for that one
    same.subject = 9;
    CHECK(p.add(same, 0.6) == same.key);
    for (int k = 0; k < 500; ++k) p.add(a(type::planning, k / 1000.0, 1), 0.6);
    CHECK(p.open() == pool::room);
    CHECK(p.choose(false)->record.priority == 0.5);
}
