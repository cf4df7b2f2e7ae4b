// SPDX-License-Identifier: MIT
// tests/unit/bridges/line.cpp - cells of a CSV line.
#include "plugins/bridges/csv/line.hpp"
#include <catch2/catch.hpp>

namespace {

template <class F>
std::string cell(F f) {
    csv::line l;
    f(l);
    l.end();
    return l.text();
}
} // namespace

TEST_CASE("a time in nanoseconds is written exactly, without trailing zeros") {
    CHECK(cell([](csv::line& l) { l.seconds(12'000'000'001); }) == "12.000000001\n");
    CHECK(cell([](csv::line& l) { l.seconds(100'000'000); }) == "0.1\n");
    CHECK(cell([](csv::line& l) { l.seconds(3'000'000'000); }) == "3\n");
    CHECK(cell([](csv::line& l) { l.seconds(-1'500'000'000); }) == "-1.5\n");
    CHECK(cell([](csv::line& l) { l.seconds(INT64_MIN); }) == "-9223372036.854775808\n");
}

TEST_CASE("a double is written with the fewest digits that read back to it") {
    CHECK(cell([](csv::line& l) { l.number(0.1); }) == "0.1\n");
    CHECK(cell([](csv::line& l) { l.number(1.0 / 3); }) == "0.3333333333333333\n");
}

TEST_CASE("an absent value is an empty cell, not a zero") {
    CHECK(cell([](csv::line& l) { l.integer(1), l.absent(), l.integer(2); }) == "1,,2\n");
}

TEST_CASE("codes keep their leading zeros") {
    CHECK(cell([](csv::line& l) { l.octal(0311, 4); }) == "0311\n");
    CHECK(cell([](csv::line& l) { l.hexadecimal(0xABC, 6); }) == "000ABC\n");
}

TEST_CASE("a text with a comma or a quote is quoted, a control character becomes a blank") {
    CHECK(cell([](csv::line& l) { l.word(std::string_view("a,b\"c\nd")); }) == "\"a,b\"\"c d\"\n");
    const char full[4] = {'F', 'U', 'L', 'L'};
    CHECK(cell([&](csv::line& l) { l.word(full); }) == "FULL\n");
}
