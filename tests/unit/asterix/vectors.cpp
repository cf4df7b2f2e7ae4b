// SPDX-License-Identifier: MIT
// tests/unit/asterix/vectors.cpp - the hand-written test vectors A to G of the ASTERIX reference, and what must be
// refused.
#include "by_hand.hpp"
#include "profiles/cat010.hpp"
#include "profiles/cat021.hpp"
#include "profiles/cat048.hpp"
#include "walk.hpp"
#include <catch2/catch.hpp>

using namespace asterix;
using by_hand::bytes;
using by_hand::hex;

namespace {

const std::string a_block = "300034fff7021981a8bfffa120320040000e003ffca018c43c660c10c236d418200100112233445566400def"
                            "08008000414020fd";
const std::string c_block =
    "3e0040bf4d2ce2020077a8d0ffa27100ff390000ef90db000002fccc00d600c9026901018140fff87ffcfe96b103"
    "0108e20200000000880c00101900c91a0010";
const std::string d_block = "15001bc5190101014014db01401d6370ffff3834404545f337030b";
const std::string e_block = "15001bc5190101014014db01401d6370ffff3834404545f33703b0";
const std::string f_block = "01001ef3c00832a00f01767f1894033405c8ffff7220008020000fc00080";

uint32_t number(const record& r, const char* item, const char* part = "") {
    return static_cast<uint32_t>(big_endian(r.item(item, part)));
}
uint64_t wide(const record& r, const char* item) { return big_endian(r.item(item)); }

record one(const profile& p, const bytes& b, uint32_t at = 3) {
    record r;
    refusal why;
    const bool read = walk(p, b, at, 0, r, why);
    INFO(explain(why, "vector"));
    REQUIRE(read);
    return r;
}
} // namespace

TEST_CASE("vector A: a CAT048 record gives its exact values") {
    const bytes b = hex(a_block);
    REQUIRE(b.size() == 0x34);
    const record r = one(cat048, b);
    REQUIRE(r.end == b.size());
    const target t = read_target(r);
    CHECK(t.source == (25 << 8 | 129));
    CHECK(t.time * lsb::second == 86399.9921875);
    CHECK(t.type == 5);
    CHECK(bit(r.item("020")[1], 6)); // XPP
    CHECK(t.rho * lsb::range_nm == 50.0);
    CHECK(t.theta * lsb::azimuth_deg == 90.0);
    CHECK(t.code == 07000);
    CHECK(t.level * lsb::flight_level == -1.0);
    CHECK(number(r, "130", "SRL") * 45.0 / 1024 == 1.0546875);
    CHECK(signed_bits(number(r, "130", "SAM"), 8, 1) == -60);
    CHECK(r.item("130", "SRR").empty());
    CHECK(t.address == 0x3C660C);
    CHECK(std::string(t.name.data(), t.name.size()) == std::string("DLH65A\0\0", 8));
    CHECK((t.has & has_name) != 0);
    REQUIRE(r.item("250").size() == 9);
    CHECK(r.item("250")[0] == 1);
    CHECK(big_endian(r.item("250").subspan(1, 7)) == 0x00112233445566);
    CHECK(r.item("250")[8] == 0x40);
    CHECK(t.track == 0xDEF);
    CHECK(bits(number(r, "200"), 32, 17) / 16384.0 == 0.125);
    CHECK(bits(number(r, "200"), 16, 1) * 45.0 / 8192 == 180.0);
    CHECK(bits(r.item("170")[0], 7, 6) == 2);
    CHECK(bit(r.item("170")[1], 7)); // GHO
    CHECK(bits(number(r, "230"), 16, 14) == 1);
    CHECK(t.status == 0);
}

TEST_CASE("vector B: a CAT034 north mark gives its exact values") {
    const bytes b = hex("220018ed1019810100320003d1900000030c1efc350baaa6");
    refusal why;
    const record r = one(*profile_for(b, 3, 0, why), b);
    REQUIRE(r.end == b.size());
    const service s = read_service(r);
    CHECK(s.source == (25 << 8 | 129));
    CHECK(s.type == 1);
    CHECK(s.time * lsb::second == 100.0);
    CHECK(s.period * lsb::second == 7.6328125);
    CHECK(!r.item("050", "COM").empty());
    CHECK(!r.item("050", "PSR").empty());
    CHECK(r.item("050", "SSR").empty());
    CHECK(s.height == 780);
    CHECK(s.latitude * lsb::site_latitude_deg == 43.572914600372314);
    CHECK(s.longitude * lsb::site_latitude_deg == 16.406149864196777);
}

TEST_CASE("vector C: two CAT062 records of one block give their exact values") {
    const bytes b = hex(c_block);
    refusal why;
    const record first = one(*profile_for(b, 3, 0, why), b);
    const system_track t = read_system_track(first);
    CHECK(t.source == (226 << 8 | 2));
    CHECK(t.time * lsb::second == 61265.625);
    CHECK(t.latitude * lsb::latitude_deg == -32.891693115234375);
    CHECK(t.longitude * lsb::latitude_deg == -69.9609375);
    CHECK(signed_bits(wide(first, "100"), 48, 25) / 2.0 == -538514.5);
    CHECK(signed_bits(wide(first, "100"), 24, 1) / 2.0 == 1.0);
    CHECK(t.vx * lsb::velocity_m_s == -205.0);
    CHECK(t.vy * lsb::velocity_m_s == 53.5);
    CHECK(t.code == 0311);
    CHECK(t.track == 617);
    REQUIRE(first.item("080").size() == 4);
    CHECK(bit(first.item("080")[2], 8)); // AMA
    CHECK(bit(first.item("080")[3], 7)); // PSR
    CHECK(t.level * lsb::flight_level == -2.0);
    CHECK(!bit(number(first, "135"), 16));
    CHECK(signed_bits(number(first, "135"), 15, 1) / 4.0 == -1.0);
    CHECK(t.climb * lsb::climb_ft_min == -2262.5);

    const record second = one(*profile_for(b, first.end, 0, why), b, first.end);
    REQUIRE(second.end == b.size());
    CHECK(number(second, "070") == 0);
    CHECK(number(second, "290", "TRK") / 4.0 == 3.0);
    REQUIRE(second.item("290", "ADS").size() == 2);
    CHECK(number(second, "290", "ADS") / 4.0 == 4.0);
    REQUIRE(second.item("510").size() == 6);
    CHECK(bits(big_endian(second.item("510").first(3)), 24, 17) == 25);
    CHECK(bits(big_endian(second.item("510").first(3)), 16, 2) == 100);
    CHECK(bits(big_endian(second.item("510").subspan(3)), 24, 17) == 26);
    CHECK(bits(big_endian(second.item("510").subspan(3)), 16, 2) == 8);
}

TEST_CASE("vectors D and E: two editions of CAT021 cannot be told apart by their octets") {
    const bytes d = hex(d_block), e = hex(e_block);
    const record old = one(cat021_2_1, d);
    CHECK(old.end == d.size());
    CHECK(bit(old.item("040")[1], 7)); // GBS
    CHECK(signed_bits(wide(old, "130"), 48, 25) * lsb::site_latitude_deg == 41.327476501464844);
    CHECK(signed_bits(wide(old, "130"), 24, 1) * lsb::site_latitude_deg == -0.004291534423828125);
    CHECK(number(old, "080") == 0x344045);
    CHECK(number(old, "073") * lsb::second == 35814.4296875);
    REQUIRE(old.item("271").size() == 2);
    CHECK(bit(old.item("271")[0], 2)); // IDENT
    CHECK(bits(old.item("271")[1], 4, 1) == 11);

    const record later = one(cat021_2_2, e);
    CHECK(later.end == e.size());
    CHECK(bits(later.item("271")[1], 8, 5) == 11);

    record r;
    refusal why;
    CHECK_FALSE(walk(cat021_2_2, d, 3, 0, r, why)); // the last bit of 0B asks for a third part
    CHECK(why.why == reason::chain_long);
    CHECK(std::string(why.item) == "271");
    const record mistaken = one(cat021_2_1, e);
    CHECK(mistaken.end == e.size());
    CHECK(bits(mistaken.item("271")[1], 4, 1) == 0);
}

TEST_CASE(
    "vector F: a CAT001 block holds a track and a plot, and the plot inherits SAC/SIC and passes the 512 s wrap") {
    const bytes b = hex(f_block);
    refusal why;
    const record first = one(*profile_for(b, 3, 0, why), b);
    const target track = read_target(first);
    CHECK(track.source == (8 << 8 | 50));
    CHECK(track.track == 3841);
    CHECK(track.rho * lsb::range_nm == 236.9921875);
    CHECK(track.theta * lsb::azimuth_deg == 34.56298828125);
    CHECK(track.code == 01464);
    CHECK(track.level * lsb::flight_level == 370.0);
    CHECK(track.time * lsb::second == 511.9921875);
    const record second = one(*profile_for(b, first.end, 0, why), b, first.end);
    REQUIRE(second.end == b.size());
    const target plot = read_target(second);
    CHECK((plot.has & has_source) == 0);
    CHECK(plot.rho * lsb::range_nm == 1.0);
    CHECK(plot.theta * lsb::azimuth_deg == 45.0);
    CHECK(plot.code == 07700);
    CHECK(plot.time * lsb::second == 1.0);

    // a CAT002 north mark of 8/50 at 511.0 s dates both
    const recording r = by_hand::decoded(by_hand::join({by_hand::block(2, hex("D0 08 32 01 00 FF 80")), b}));
    REQUIRE(r.plots.size() == 2);
    CHECK(by_hand::about(r, "inherited") == 1);
    const tick a = std::min(r.plots[0].when, r.plots[1].when), c = std::max(r.plots[0].when, r.plots[1].when);
    CHECK(static_cast<double>(c - a) * lsb::second == 1.0078125);
    CHECK(static_cast<double>(a) * lsb::second == 511.9921875);
}

TEST_CASE("vector G: a CAT010 record gives its exact values") {
    const bytes b = hex("0a001cf37108000701603840c8fee303fcfffd0000055901c015c104");
    const record r = one(cat010, b);
    REQUIRE(r.end == b.size());
    CHECK(number(r, "010") == 7);
    CHECK(number(r, "000") == 1);
    CHECK(bits(r.item("020")[0], 8, 6) == 3);
    CHECK(number(r, "140") * lsb::second == 28801.5625);
    CHECK(signed_bits(number(r, "042"), 32, 17) == -285);
    CHECK(signed_bits(number(r, "042"), 16, 1) == 1020);
    CHECK(signed_bits(number(r, "202"), 32, 17) / 4.0 == -0.75);
    CHECK(signed_bits(number(r, "202"), 16, 1) == 0);
    CHECK(bits(number(r, "161"), 12, 1) == 1369);
    CHECK(bits(r.item("170")[1], 8, 7) == 3); // TOM
    REQUIRE(r.item("270").size() == 3);
    CHECK(bits(r.item("270")[0], 8, 2) == 10);
    CHECK(bits(r.item("270")[1], 8, 2) * 45.0 / 16 == 270.0);
    CHECK(bits(r.item("270")[2], 8, 2) == 2);
}

TEST_CASE("what the reference says is refused, is refused at its octet") {
    const auto only = [](const bytes& b) {
        const recording r = by_hand::decoded(b);
        REQUIRE(r.refused.size() == 1);
        return r.refused[0];
    };
    bytes shorter = hex(a_block), longer = shorter, first_item = hex(c_block), sp = hex(a_block);
    shorter[2] = 0x33;
    CHECK(only(bytes(shorter.begin(), shorter.end() - 1)).why == reason::item_beyond);
    longer[2] = 0x35;
    CHECK(only(longer).why == reason::block_beyond);
    CHECK(only(longer).offset == 0);
    first_item[3] = 0xFF;
    const refusal unused_frn = only(first_item);
    CHECK(unused_frn.why == reason::item_unused);
    CHECK(unused_frn.found == 2);
    CHECK(unused_frn.offset == 3);
    const refusal empty = only(by_hand::block(48, hex("01 01 01 04 00"))); // FRN 27 alone: an SP of no length
    CHECK(empty.why == reason::length_zero);
    CHECK(std::string(empty.item) == "SP");
    CHECK(empty.offset == 7);
    CHECK(only(hex("300003")).why == reason::block_short);
}
