// SPDX-License-Identifier: MIT
// tests/unit/asterix/reports.cpp - ADS-B and surface reports: editions, units, times, frames.
#include "by_hand.hpp"
#include "slices.hpp"
#include "unit/rig.hpp"
#include <catch2/catch.hpp>

using namespace by_hand;

namespace {
constexpr qiki_ns second = 1'000'000'000;
constexpr double degree = QIKI_PI / 180;

// Vectors worked by hand, the same report in two editions that only their owner can tell apart.
const bytes in_2_1 = hex("15001bc5190101014014db01401d6370ffff3834404545f337030b");
const bytes in_2_4 = hex("15001bc5190101014014db01401d6370ffff3834404545f33703b0");
const bytes surface = hex("0a001cf37108000701603840c8fee303fcfffd0000055901c015c104");

asterix::recording decoded_as(const bytes& file, const char* edition) {
    asterix::request r;
    r.how.outer = asterix::framing::raw;
    r.how.speaks.adsb = asterix::adsb_edition(edition);
    return asterix::decode(file, r);
}
// Edition 0.23: 010 040 030 130 080; 0.24: a longer position.
bytes old_report(bool wide) {
    const bytes place = wide ? join({big(0x00758DC0u, 4), big(0xFFFFFCE0u, 4)}) : hex("1D6370 FFFF38");
    return block(21, join({hex("F8 1401 0000"), big(35814 * 128 + 64, 3), place, hex("344045")}));
}
struct heard {
    std::vector<qiki_frame> frames;
    std::vector<qiki_contact> contacts;
};
heard replayed(const bytes& b, rig::settings s, rig::birth born = {}) {
    const by_hand::file f(b);
    s["file"] = f.path(), s["framing"] = std::string("raw");
    rig::instance r("qiki.radar.asterix", s, born);
    heard out;
    for (qiki_ns t = 0; t < r.span(); t += second) {
        r.tick(t, t + second);
        for (const qiki_frame& x : r.took<qiki_frame>("frames")) out.frames.push_back(x);
        for (const qiki_contact& x : r.took<qiki_contact>("contacts")) out.contacts.push_back(x);
    }
    return out;
}
} // namespace

TEST_CASE("a report of edition 2.1 is refused by 2.4, and the other way round nobody can tell") {
    CHECK(decoded_as(in_2_1, "2.1").refusals == 0);
    CHECK(decoded_as(in_2_1, "2.4").refusals == 1);
    CHECK(decoded_as(in_2_4, "2.4").refusals == 0);
    CHECK(decoded_as(in_2_4, "2.1").refusals == 0);
    CHECK(decoded_as(in_2_4, "0.26").refusals == 1);
}

TEST_CASE("the editions before 1.0 differ in the length of a position") {
    for (const bool wide : {false, true}) {
        const asterix::recording fits = decoded_as(old_report(wide), wide ? "0.24" : "0.23");
        REQUIRE(fits.plots.size() == 1);
        CHECK(fits.plots[0].what.address == 0x344045);
        CHECK(static_cast<double>(fits.plots[0].what.latitude) * 180 / 2147483648.0 == Approx(41.3274).margin(1e-3));
        CHECK(decoded_as(old_report(wide), wide ? "0.23" : "0.24").refusals == 1);
    }
}

TEST_CASE("an ADS-B report becomes a contact in latitude and longitude") {
    const heard h = replayed(in_2_1, {{"cat021", std::string("2.1")}});
    REQUIRE(h.contacts.size() == 1);
    const qiki_contact& c = h.contacts[0];
    CHECK(c.kind == QIKI_GEODETIC);
    CHECK(c.z[0] / degree == Approx(41.327476501464844).epsilon(1e-14));
    CHECK(c.z[1] / degree == Approx(-0.004291534423828125).epsilon(1e-12));
    CHECK(c.address24 == 0x344045);
    CHECK(c.t == 429687500); // 35814.4296875 s
    CHECK((c.valid & QIKI_CONTACT_HAS_Z(2)) == 0);
    REQUIRE(h.frames.size() == 1);
    CHECK((h.frames[0].flags & QIKI_FRAME_COMPLETE) == 0); // silence says nothing
    CHECK((h.frames[0].valid & (QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PLATFORM)) == 0);
}

TEST_CASE("I021/074 refines I021/073, into the second before or after, too") {
    // 010 040 073 074 130 080: FRN 1 2 6 11 12 13
    const auto at = [](uint32_t time, uint32_t fine) {
        return block(21, join({hex("C5 1C 1401 00"), hex("1D6370 FFFF38"), hex("344045"), big(time, 3), big(fine, 4)}));
    };
    const auto when = [&](uint32_t time, uint32_t fine) {
        return replayed(at(time, fine), {{"cat021", std::string("2.1")}, {"start", 99.0}}).contacts.at(0).t;
    };
    CHECK(when(100 * 128 + 64, 0x20000000) == 1'500'000'000);
    CHECK(when(100 * 128 + 64, 0x20000001) == 1'500'000'000); // 2^-30 s is below a ns
    CHECK(when(100 * 128 + 64, 0x20100000) == 1'500'976'562);
    CHECK(when(100 * 128 + 127, 0x40000400) == 2'000'000'953); // of the next second
    CHECK(when(100 * 128, 0xBFFFFC00) == 999'999'046);         // of the one before
}

TEST_CASE("a surface report becomes a contact in metres from its sensor") {
    const heard h = replayed(surface, {});
    REQUIRE(h.contacts.size() == 1); // I010/042 alone: x -285, y 1020 m
    const qiki_contact& c = h.contacts[0];
    CHECK(c.kind == QIKI_ENU);
    CHECK(c.z[0] == Approx(-285).margin(1e-9));
    CHECK(c.z[1] == Approx(1020).margin(1e-9));
    CHECK(c.cov[0] == 25);
    // 010 000 020 140 040: 1000 m, 90 degrees
    const heard polar = replayed(block(10, hex("F4 0007 01 60 3840C8 03E8 4000")), {});
    REQUIRE(polar.contacts.size() == 1);
    CHECK(polar.contacts[0].kind == QIKI_POLAR);
    CHECK(polar.contacts[0].z[0] == 1000);
    CHECK(polar.contacts[0].z[1] == Approx(QIKI_PI / 2));
    CHECK(replayed(surface, {{"cat010", std::string("skip")}}).contacts.empty());
}

TEST_CASE("slices: from one start of a cycle to the next, empty ones too, late plots apart") {
    using asterix::sighting;
    const std::vector<asterix::tick> cycles{0, 128, 256, 384};
    const std::vector<sighting> plots{{10, 1, 0}, {140, 2, 0}, {135, 3, 0}, {500, 4, 0}, {20, 5, 0}};
    const asterix::cutting c = cut_slices(plots, cycles, second);
    size_t complete = 0, held = 0, late = 0;
    for (const asterix::frame& f : c.frames) {
        complete += f.complete;
        held += f.count;
        late += f.late;
        CHECK(f.available >= f.to);
    }
    CHECK(complete == 3);
    CHECK(held == plots.size());
    CHECK(c.late == 1);
    CHECK(late == 1);
    const asterix::cutting none = cut_slices(plots, {}, second);
    for (const asterix::frame& f : none.frames) CHECK_FALSE(f.complete);
    CHECK(none.frames.size() == 4); // seconds 0, 1 and 3, and the late plot
}
