// SPDX-License-Identifier: MIT
// tests/unit/observe/table.cpp - columns and numbers for people.
#include "host/observe/table.hpp"
#include <catch2/catch.hpp>

using namespace qiki::observe;

TEST_CASE("columns line up, numbers to the right, without trailing blanks") {
    table t({"name", ">count", "note"});
    t.row({"a", "1", "x"});
    t.row({"longer", "12 345", ""});
    CHECK(t.text() == "name     count  note\n"
                      "a            1  x\n"
                      "longer  12 345\n");
}

TEST_CASE("a width is counted in characters, not in bytes") {
    table t({"n", "v"});
    t.row({"±σ", "1"});
    t.row({"ab", "2"});
    CHECK(t.text() == "n   v\n±σ  1\nab  2\n");
}

TEST_CASE("thousands are set apart") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1 000");
    CHECK(grouped(1234567) == "1 234 567");
}

TEST_CASE("a number shows at least three digits and no needless ones") {
    CHECK(number(0) == "0");
    CHECK(number(12) == "12");
    CHECK(number(0.0123) == "0.0123");
    CHECK(number(1.0 / 3) == "0.333");
    CHECK(number(28800.8515625) == "28801");
    CHECK(number(-2.5) == "-2.5");
    CHECK(number(1e12) == "1e+12");
}
