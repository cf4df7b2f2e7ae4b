// SPDX-License-Identifier: MIT
// tests/unit/pulse/identity.cpp - long and short range, and what transponders answer.
#include "plugins/radar/pulse/transponder.hpp"
#include "world.hpp"
#include <catch2/catch.hpp>

using namespace world;

namespace {

constexpr uint32_t answers =
    QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_HEIGHT | QIKI_CONTACT_HAS_IDENTITY;

qiki_truth plane(uint64_t entity, double range, uint8_t transponder) {
    qiki_truth b = body(entity, 0, range, 1234.5);
    b.transponder = transponder;
    b.address24 = 0x3C6444;
    b.mode3a = 01234;
    b.valid |= QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A | QIKI_TRUTH_HAS_IDENTITY;
    std::memcpy(b.identity, "DLH123", 6);
    return b;
}
qiki_contact one(const qiki_truth& b, const rig::settings& more = {}, const rig::birth& birth = {}) {
    return fly(staring(more), {b}, 0.1, 0.1, birth).contacts.at(0);
}
std::string name(const qiki_contact& c) { return {c.identity, strnlen(c.identity, sizeof c.identity)}; }

} // namespace

TEST_CASE("Range up to the threshold is short range, beyond it is long range") {
    CHECK(one(body(1, 0, 5000, 0), {{"sr_threshold", 5e3}}).band == QIKI_BAND_SR);
    CHECK(one(body(1, 0, 5000.01, 0), {{"sr_threshold", 5e3}}).band == QIKI_BAND_LR);
    const report r = fly({{"sr_threshold", 5e3}, {"sigma_range", 300.0}, {"scan_period", 0.0}}, ring(200, 5e3), 1);
    size_t near = 0;
    for (const qiki_contact& c : r.contacts) {
        CHECK((c.band == QIKI_BAND_SR) == (c.z[0] <= 5e3)); // what the radar measured decides, not the truth
        near += c.band == QIKI_BAND_SR;
    }
    CHECK(near > r.contacts.size() / 3);
    CHECK(near < r.contacts.size() * 2 / 3);
}

TEST_CASE(
    "LR/SR band policy, identity stripping: a long range contact carries no identity, whatever the transponder says",
    "[capability]") {
    for (uint8_t mode = QIKI_XPDR_NONE; mode <= QIKI_XPDR_SPOOF; ++mode) {
        const qiki_contact c = one(plane(1, 8e3, mode));
        CHECK(c.band == QIKI_BAND_LR);
        CHECK((c.valid & answers) == 0);
        CHECK(c.transponder == QIKI_XPDR_NONE);
        CHECK((c.address24 == 0 && c.mode3a == 0 && c.height_m == 0 && name(c).empty()));
    }
}

TEST_CASE("What no transponder could send is left out of its answer, and the rest is there") {
    qiki_truth b = plane(1, 2e3, QIKI_XPDR_S);
    SECTION("address") {
        b.address24 = 0xFFFFFFFF;
        CHECK((one(b).valid & answers) == (answers & ~QIKI_CONTACT_HAS_ADDRESS));
        CHECK(one(b).address24 == 0);
    }
    SECTION("code") {
        b.mode3a = 010000;
        CHECK((one(b).valid & answers) == (answers & ~QIKI_CONTACT_HAS_MODE3A));
        CHECK(one(b).mode3a == 0);
    }
    SECTION("name") {
        b.identity[sizeof b.identity - 1] = 'X';
        CHECK((one(b).valid & answers) == (answers & ~QIKI_CONTACT_HAS_IDENTITY));
        CHECK(name(one(b)).empty());
    }
    SECTION("nothing is amiss") { CHECK((one(b).valid & answers) == answers); }
}

TEST_CASE("A short range contact carries what its transponder mode knows") {
    struct row {
        uint8_t mode;
        uint32_t valid;
    };
    for (const row& r :
         {row{QIKI_XPDR_NONE, 0}, row{QIKI_XPDR_A, QIKI_CONTACT_HAS_MODE3A},
          row{QIKI_XPDR_C, QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_HEIGHT}, row{QIKI_XPDR_S, answers},
          row{QIKI_XPDR_ADSB, answers}, row{QIKI_XPDR_AIS, QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_IDENTITY}}) {
        const qiki_contact c = one(plane(1, 2e3, r.mode));
        INFO("mode " << int(r.mode));
        CHECK(c.band == QIKI_BAND_SR);
        CHECK((c.valid & answers) == r.valid);
        CHECK(c.transponder == r.mode);
        CHECK(c.mode3a == (r.valid & QIKI_CONTACT_HAS_MODE3A ? 01234 : 0));
        CHECK(c.address24 == (r.valid & QIKI_CONTACT_HAS_ADDRESS ? 0x3C6444u : 0u));
        CHECK(name(c) == (r.valid & QIKI_CONTACT_HAS_IDENTITY ? "DLH123" : ""));
        if (!(r.valid & QIKI_CONTACT_HAS_HEIGHT)) CHECK(c.height_m == 0);
    }
    CHECK(one(plane(1, 2e3, QIKI_XPDR_C)).height_m == Approx(41 * 30.48)); // in hundreds of feet
    CHECK(one(plane(1, 2e3, QIKI_XPDR_S)).height_m == Approx(162 * 7.62)); // in steps of 25 feet
    CHECK(one(plane(1, 2e3, QIKI_XPDR_S), {}, {.origin = {0, 0, 500}}).height_m ==
          Approx(1734.5).epsilon(0).margin(3.81));
}

TEST_CASE("A transponder does not answer with what it does not know") {
    qiki_truth b = plane(1, 2e3, QIKI_XPDR_S);
    b.valid &= ~(QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_IDENTITY);
    const qiki_contact c = one(b);
    CHECK((c.valid & answers) == (QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_HEIGHT));
    CHECK((c.address24 == 0 && name(c).empty()));
}

TEST_CASE("A spoofing body claims to be somebody else, always the same, to every radar") {
    const qiki_contact c = one(plane(4, 2e3, QIKI_XPDR_SPOOF));
    CHECK(c.transponder == QIKI_XPDR_S); // it does not say that it lies
    CHECK((c.valid & answers) == answers);
    CHECK(c.address24 != 0x3C6444);
    CHECK(c.address24 > 0);
    CHECK(c.address24 < 0xFFFFFF);
    CHECK(c.mode3a != 01234);
    CHECK(c.mode3a <= 07777);
    CHECK(name(c) != "DLH123");
    CHECK(name(c).size() == 7);
    const qiki_contact again = one(plane(4, 3e3, QIKI_XPDR_SPOOF), {}, {.name = "other", .seed = 99});
    CHECK(again.address24 == c.address24);
    CHECK(name(again) == name(c));
    const qiki_contact other = one(plane(5, 2e3, QIKI_XPDR_SPOOF));
    CHECK(other.address24 != c.address24);
    CHECK(name(other) != name(c));
}

TEST_CASE("Whom a spoofing body claims to be is what every radar hears, what it does not claim is made up") {
    qiki_truth b = plane(4, 2e3, QIKI_XPDR_SPOOF);
    b.valid = QIKI_TRUTH_HAS_RCS | QIKI_TRUTH_HAS_IDENTITY, b.address24 = 0, b.mode3a = 0;
    for (const char* claim : {"STATION", "ALLY-0A1B2C", "SIXTEEN-LETTERS!"}) {
        qiki::fill(b.identity, claim);
        const qiki_contact c = one(b), again = one(b, {}, {.name = "other", .seed = 99});
        CHECK((c.valid & answers) == answers);
        CHECK(c.transponder == QIKI_XPDR_S);
        CHECK(name(c) == claim);
        CHECK(name(again) == claim);
        CHECK((c.address24 > 0 && c.address24 < 0xFFFFFF && again.address24 == c.address24));
    }
    b.valid &= ~QIKI_TRUTH_HAS_IDENTITY;
    std::memset(b.identity, 0, sizeof b.identity);
    CHECK(name(one(b)).size() == 7);
}

TEST_CASE("Replies are missing as often as they shall") {
    auto all = ring(500, 3e3);
    for (qiki_truth& b : all) b.transponder = QIKI_XPDR_A, b.mode3a = 07000, b.valid |= QIKI_TRUTH_HAS_MODE3A;
    const report r = fly(staring({{"reply", 0.8}}), all, 2);
    double answered = 0;
    for (const qiki_contact& c : r.contacts) answered += (c.valid & QIKI_CONTACT_HAS_MODE3A) != 0;
    REQUIRE(r.contacts.size() == 10000);
    CHECK(std::fabs(answered / 10000 - 0.8) < binomial_bound(0.8, 10000));
}

TEST_CASE("False contacts never answer") {
    const report r = fly({{"clutter", 100.0}, {"scan_period", 0.0}, {"sr_threshold", 1e4}}, {}, 1);
    REQUIRE(r.contacts.size() > 800);
    for (const qiki_contact& c : r.contacts) CHECK((c.transponder == QIKI_XPDR_NONE && (c.valid & answers) == 0));
}
