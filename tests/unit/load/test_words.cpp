// SPDX-License-Identifier: MIT
// tests/unit/load/test_words.cpp - ids, versions, keys and lines.
#include "host/load/words.hpp"
#include <catch2/catch.hpp>

using namespace qiki::load;

TEST_CASE("Ids are reverse DNS in lower case") {
    for (const char* good : {"qiki.radar.pulse", "org.example.radar-2.x_y", "a.b"}) CHECK(is_id(good));
    for (const char* bad : {"", "radar", "a..b", ".a.b", "a.b.", "A.b", "a.1b", "a b.c", "a.b/c", "\xC3\xA4.b"})
        CHECK_FALSE(is_id(bad));
    CHECK_FALSE(is_id("a." + std::string(127, 'b')));
}

TEST_CASE("Versions follow semantic versioning") {
    for (const char* good : {"0.0.0", "1.2.3", "1.0.0-rc.1", "1.0.0-alpha-x.7+build.001", "10.20.30+5"})
        CHECK(is_version(good));
    for (const char* bad : {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.x", "v1.2.3", "1.2.3-", "1.2.3-01", "1.2.3+",
                            "1.2.-3", "1..3", "1.2.3 "})
        CHECK_FALSE(is_version(bad));
}

TEST_CASE("Keys are lower case with dots for groups") {
    for (const char* good : {"range", "clutter.density", "a_1"}) CHECK(is_key(good));
    for (const char* bad : {"", "Range", "a.", "a-b", "1a", "a b"}) CHECK_FALSE(is_key(bad));
}

TEST_CASE("Any bytes become one printable line of bounded length") {
    CHECK(one_line("two\nlines\tand\x1b[31m colour\r\n") == "two lines and [31m colour");
    CHECK(one_line("\xff\xfe grau\xC3\x9F \xE2\x82\xAC \xF0\x9F\x93\xA1") ==
          "?? grau\xC3\x9F \xE2\x82\xAC \xF0\x9F\x93\xA1");
    CHECK(one_line("\xC3") == "?");
    CHECK(one_line("\xE0\x80\x80\xED\xA0\x80") == "??????"); // overlong; surrogate
    CHECK(one_line(std::string(1000, 'x'), 10) == "xxxxxxxxxx...");
    CHECK(one_line("xxxxxxxxx\xC3\x9F\xC3\x9F", 10) == "xxxxxxxxx..."); // not cut inside a character
    CHECK(is_line("\xC3\x9F"));
    CHECK_FALSE(is_line("a\nb"));
    CHECK_FALSE(is_line("\xC2\x85")); // NEL
    CHECK_FALSE(is_line("\xFF"));
}
