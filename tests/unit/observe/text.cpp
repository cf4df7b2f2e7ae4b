// SPDX-License-Identifier: MIT
// tests/unit/observe/text.cpp - whatever bytes come in, what is printed is one line of valid UTF-8.
#include "host/observe/text.hpp"
#include "qiki/random.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

using namespace qiki::observe;

TEST_CASE("control characters, bells, colours and turned writing are shown, not obeyed") {
    CHECK(visible("plain äöü °") == "plain äöü °");
    CHECK(visible("a\nb\r\tc") == "a\\nb\\r c");
    CHECK(visible("\x1b[31mred\x07") == "\\x1b[31mred\\x07");
    CHECK(visible(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(visible("\x7f") == "\\x7f");
    CHECK(visible("\xc2\x9b"
                  "2J") == "\\x9b2J");                   // CSI of C1
    CHECK(visible("\u202egnp.exe") == "\\u202egnp.exe"); // right-to-left override
    CHECK(visible("a\u2028b") == "a\\u2028b");
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one: lone, overlong, surrogate, too large, cut off") {
    CHECK(visible("\xff") == "\uFFFD");
    CHECK(visible("a\x80z") == "a\uFFFDz");
    CHECK(visible("\xc0\xaf") == "\uFFFD\uFFFD"); // '/' in two bytes
    CHECK(visible("\xe0\x80\xaf") == "\uFFFD\uFFFD\uFFFD");
    CHECK(visible("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");           // U+D800
    CHECK(visible("\xf4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD"); // U+110000
    CHECK(visible("end\xe2\x82") == "end\uFFFD\uFFFD");
    CHECK(visible("\xf0\x9f\x9a\x80") == "\xf0\x9f\x9a\x80");
}

TEST_CASE("a long text is cut between characters and says so") {
    CHECK(visible("abcdef", 3) == "abc…");
    CHECK(visible("abc", 3) == "abc");
    CHECK(visible("ab\xc3\xa4", 3) == "ab…"); // the ä does not fit
    CHECK(visible(std::string(100000, 'x')).size() == 4096 + 3);
}

TEST_CASE("a JSON string parses back to the text") {
    for (const std::string s : {"", "a\"b\\c", "line\nfeed\ttab\x01", "äöü \xf0\x9f\x9a\x80", "\u202e\u2028"})
        CHECK(nlohmann::json::parse(json_string(s)).get<std::string>() == s);
    CHECK(nlohmann::json::parse(json_string("\xff")).get<std::string>() == "\uFFFD");
    CHECK(json_string("a\nb").find('\n') == std::string::npos);
}

TEST_CASE("a JSON number reads back exactly, and what JSON lacks is null") {
    for (double v : {0.0, -1.5, 1e300, 5e-324, 0.1}) CHECK(nlohmann::json::parse(json_number(v)).get<double>() == v);
    CHECK(json_number(std::nan("")) == "null");
    CHECK(json_number(-std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("10 000 random texts: one line, parseable, never longer than allowed") {
    for (uint64_t k = 0; k < 10000; ++k) {
        std::string s;
        const qiki_bits d = qiki_draw(17, k, 0, 0, 0);
        for (uint32_t i = 0; i < d.v[0] % 40; ++i) s += static_cast<char>(qiki_draw(17, k, i + 1, 1, 0).v[0] & 0xFF);
        const std::string line = visible(s, 30);
        for (char c : line) REQUIRE(static_cast<unsigned char>(c) >= 0x20);
        REQUIRE(nlohmann::json::parse(json_string(s)).is_string());
        REQUIRE(nlohmann::json::parse(json_string(line)).get<std::string>() == line); // valid UTF-8 stays as it is
    }
}
