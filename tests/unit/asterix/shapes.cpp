// SPDX-License-Identifier: MIT
// tests/unit/asterix/shapes.cpp - every kind of item length, by hand-written octets against a profile made for the
// test.
#include "by_hand.hpp"
#include "walk.hpp"
#include <catch2/catch.hpp>

using namespace asterix;
using by_hand::bytes;
using by_hand::hex;

namespace {

constexpr item parts[] = {fixed("ONE", 1),    unused,        fixed("TWO", 2), repetitive("REP", 2),
                          extended("EXT", 1), fixed("F", 1), fixed("G", 1),   fixed("EIGHT", 1)};
constexpr item items[] = {fixed("fix", 2),       extended("any", 0),
                          extended("two", 2),    extended("three", 0, 3, 3),
                          one_more("more"),      repetitive("rep", 3),
                          explicit_length("ex"), compound("comp", parts),
                          sequence("RFS"),       unused,
                          time_of_day("tod")};
constexpr profile made{200, "test", items};

// A block of category 200 around FSPEC and items.
struct outcome {
    bool read;
    record r;
    refusal why;
    std::vector<uint8_t> block;
};
outcome walked(const std::string& text) {
    outcome o;
    o.block = by_hand::block(200, hex(text));
    o.read = walk(made, o.block, 3, 1000, o.r, o.why);
    return o;
}
void reads(const std::string& text, const char* name, size_t size) {
    INFO(text);
    const outcome o = walked(text);
    REQUIRE(o.read);
    CHECK(o.r.end == o.block.size());
    CHECK(o.r.item(name).size() == size);
    CHECK(o.r.present == 1);
}
// octet: after the block header
void refuses(const std::string& text, reason why, const char* name, uint64_t octet) {
    INFO(text);
    const outcome o = walked(text);
    REQUIRE_FALSE(o.read);
    CHECK(o.why.why == why);
    CHECK(std::string(o.why.item) == name);
    CHECK(o.why.offset == 1003 + octet);
    CHECK(o.why.category == 200);
}
} // namespace

TEST_CASE("a fixed item has its length and no less") {
    reads("80 1234", "fix", 2);
    refuses("80 12", reason::item_beyond, "fix", 1);
}

TEST_CASE("an extended item goes on while the last bit of a part is set") {
    reads("40 02", "any", 1);
    reads("40 01 01 01 02", "any", 4);
    refuses("40 01 01", reason::item_beyond, "any", 3);
    reads("20 02", "two", 1);
    reads("20 03 FE", "two", 2);
    refuses("20 03 FF 00", reason::chain_long, "two", 2);
    reads("10 000000", "three", 3);
    reads("10 000001 010100", "three", 6);
    refuses("10 000001 0000", reason::item_beyond, "three", 4);
}

TEST_CASE("an item of one and perhaps one more octet takes the last bit of the second as data") {
    reads("08 02", "more", 1);
    reads("08 03 FF", "more", 2);
    refuses("08 03", reason::item_beyond, "more", 1);
}

TEST_CASE("a repetitive item has a count octet and so many elements, also none") {
    reads("04 00", "rep", 1);
    reads("04 02 010203 040506", "rep", 7);
    refuses("04 02 010203 0405", reason::item_beyond, "rep", 1);
}

TEST_CASE("an explicit item counts its own length octet") {
    reads("02 01", "ex", 1);
    reads("02 04 AABBCC", "ex", 4);
    refuses("02 00", reason::length_zero, "ex", 1);
    refuses("02 04 AABB", reason::item_beyond, "ex", 1);
}

TEST_CASE("a compound item has its presence octets first and then the parts in order") {
    reads("01 80 00", "comp", 1); // an empty chain is legal
    // BB: ONE, TWO, REP, EXT, G and the chain; 80: EIGHT
    refusal none;
    record r;
    const bytes whole = by_hand::block(200, hex("01 80 BB 80 11 2233 01 4455 00 66 77 88"));
    REQUIRE(walk(made, whole, 3, 0, r, none));
    CHECK(r.end == whole.size() - 1); // 88 begins another record
    CHECK(big_endian(r.item("comp", "ONE")) == 0x11);
    CHECK(big_endian(r.item("comp", "TWO")) == 0x2233);
    CHECK(big_endian(r.item("comp", "REP")) == 0x014455);
    CHECK(big_endian(r.item("comp", "EXT")) == 0x00);
    CHECK(r.item("comp", "F").empty());
    CHECK(big_endian(r.item("comp", "G")) == 0x66);
    CHECK(big_endian(r.item("comp", "EIGHT")) == 0x77);
}

TEST_CASE("a compound item with a spare presence bit, or too long a chain, is refused") {
    refuses("01 80 40 00", reason::presence_unused, "comp", 2);
    refuses("01 80 01 40", reason::presence_unused, "comp", 3);
    refuses("01 80 01 01 00", reason::presence_long, "comp", 3);
    const outcome o = walked("01 80 08 03 00");
    REQUIRE_FALSE(o.read);
    CHECK(o.why.why == reason::chain_long);
    CHECK(std::string(o.why.part) == "EXT");
}

TEST_CASE("random field sequencing, unused FRNs and a long FSPEC are refused") {
    refuses("01 40 00", reason::random_sequence, "RFS", 2);
    refuses("01 20", reason::item_unused, "", 1);
    refuses("01 08", reason::item_unused, "", 1);
    refuses("01 01 80", reason::fspec_long, "", 1);
    refuses("01", reason::fspec_beyond, "", 1);
}

TEST_CASE("a time of 86400 s is refused, the tick before is not") {
    reads("01 10 A8BFFF", "tod", 3);
    refuses("01 10 A8C000", reason::time_beyond, "tod", 2);
}

TEST_CASE("a latitude beyond the pole is refused, the pole is not") {
    const auto at = [](int32_t latitude) { return by_hand::decoded(by_hand::track_of(1, 0, latitude, 0, 0, 0, 1)); };
    CHECK(at(1 << 24).refusals == 0);
    CHECK(at(-(1 << 24)).refusals == 0);
    REQUIRE(at((1 << 24) + 1).refusals == 1);
    CHECK(at((1 << 24) + 1).refused[0].why == reason::latitude_beyond);
    CHECK(std::string(at(-(1 << 24) - 1).refused[0].item) == "105");
}

TEST_CASE("a record without items is accepted and counted") {
    const recording r =
        by_hand::decoded(by_hand::join({by_hand::block(48, hex("00 00")), by_hand::block(48, hex("80 1234"))}));
    CHECK(r.refusals == 0);
    CHECK(by_hand::about(r, "empty") == 3);
    CHECK(by_hand::about(r, "cat048.records") == 3);
    CHECK(r.plots.empty());
}

TEST_CASE("signed fields use their own sign bit") {
    CHECK(signed_bits(0x3FF8, 14, 1) == -8);
    CHECK(signed_bits(0x1FFF, 14, 1) == 0x1FFF);
    CHECK(signed_bits(0x7FFC, 15, 1) == -4);
    CHECK(signed_bits(0x8000000000000000u, 64, 33) == INT32_MIN);
    CHECK(bits(0xFFFFFFFFu, 32, 1) == 0xFFFFFFFFu);
}

TEST_CASE("a name keeps its inner blanks, loses its padding, and is marked when a character is not one") {
    bool valid = true;
    // "AB 1" padded with spaces, then with zeros
    CHECK(std::string(six_bit_name(hex("042831820820"), valid).data()) == std::string("AB 1"));
    CHECK(valid);
    CHECK(six_bit_name(hex("000000000000"), valid)[0] == 0);
    CHECK(valid);
    six_bit_name(hex("6DB6DB6DB6DB"), valid); // 27 throughout
    CHECK_FALSE(valid);
}
