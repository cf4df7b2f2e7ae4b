// SPDX-License-Identifier: MIT
// tests/unit/scenario/class_rules.cpp - require "qiki.rules": rows as numbers, and what is said about rows that are
// wrong.
#include "script.hpp"

using Catch::Matchers::Contains;
using script::refused;

namespace {
// "" when the numbers of these rows are those of the list.
std::string differs(const std::string& rows, const std::string& wanted) {
    return refused("local a, b = (require 'qiki.rules') " + rows + ", " + wanted +
                   "\nfor i = 1, math.max(#a, #b) do if a[i] ~= b[i] then error('number ' .. i .. ' is ' .. "
                   "tostring(a[i])) end end\n" +
                   script::with("at = { 0, 0, 0 }"));
}
std::string wrong(const std::string& row) {
    return refused("local r = (require 'qiki.rules') { { iff = \"friend\" }, " + row + " }\n" +
                   script::with("at = { 0, 0, 0 }"));
}
} // namespace

TEST_CASE("qiki.rules makes sixteen numbers of a row, and a row of each of several addresses and codes") {
    const std::string none = "-1e9, 1e9, -1e9, 1e9, 0, 0, 0, 0, 0, 0, 0";
    CHECK(differs("{ { iff = \"foe\" }, { class = \"asteroid\" }, { spoofed = false } }",
                  "{ 1, 0, " + none + ", 3, -1, -1,  2, 0, " + none + ", -1, 10, -1,  3, 0, " + none +
                      ", -1, -1, 0 }") == "");
    CHECK(differs("{ { rcs = { 5, 9 }, speed = { max = 3 }, answers = \"stopped\", twice = true, changed = true, "
                  "class = \"ship\", spoofed = true } }",
                  "{ 1, 199, 5, 9, -1e9, 3, 2, 0, 0, 0, 0, 0, 0, -1, 6, 1 }") == "");
    CHECK(differs("{ { address = { 7, 8 }, code = 7700, iff = \"neutral\" } }",
                  "{ 1, 24, -1e9, 1e9, -1e9, 1e9, 0, 7, 4032, 0, 0, 0, 0, 2, -1, -1, "
                  "1, 24, -1e9, 1e9, -1e9, 1e9, 0, 8, 4032, 0, 0, 0, 0, 2, -1, -1 }") == "");
    // "AB" is 65 + 66 * 256; the seventh letter begins the second number.
    CHECK(differs("{ { identity = \"AB\", iff = \"friend\" }, { identity = \"......A*\", iff = \"friend\" } }",
                  "{ 1, 32, -1e9, 1e9, -1e9, 1e9, 0, 0, 0, 16961, 0, 0, 16, 1, -1, -1, "
                  "2, 32, -1e9, 1e9, -1e9, 1e9, 0, 0, 0, 0x2E2E2E2E2E2E, 65, 0, 7, 1, -1, -1 }") == "");
    CHECK(differs("{}", "{}") == "");
}

TEST_CASE("A wrong row is named with its number, at the line of the call") {
    CHECK_THAT(wrong("{ iff = \"frend\" }"), Contains("test.lua:2: ") && Contains(" rules: row 2: iff: ") &&
                                                 Contains("\"frend\"; did you mean \"friend\"?"));
    CHECK_THAT(wrong("{ clas = \"ship\" }"), Contains("\"clas\" as a key; did you mean \"class\"?"));
    CHECK_THAT(wrong("{ class = \"boat\" }"), Contains("row 2: class: expected one of aircraft, asteroid"));
    CHECK_THAT(wrong("{ rcs = { 1, 2 } }"), Contains("what follows: iff, class or spoofed"));
    CHECK_THAT(wrong("{ rcs = 5, iff = \"foe\" }"), Contains("row 2: rcs: expected { least, most }"));
    CHECK_THAT(wrong("{ rcs = {}, iff = \"foe\" }"), Contains("without either"));
    CHECK_THAT(wrong("{ rcs = { least = 5 }, iff = \"foe\" }"), Contains("\"least\" as a key"));
    CHECK_THAT(wrong("{ speed = { 9, 3 }, iff = \"foe\" }"), Contains("speed: expected a least of at most 3, found 9"));
    CHECK_THAT(wrong("{ speed = { 0/0, 3 }, iff = \"foe\" }"), Contains("speed: expected a number"));
    CHECK_THAT(wrong("{ answers = true, iff = \"foe\" }"), Contains("answers: expected one of no, stopped, yes"));
    CHECK_THAT(wrong("{ address = \"3C\", iff = \"foe\" }"), Contains("address: expected a 24-bit address"));
    CHECK_THAT(wrong("{ address = {}, iff = \"foe\" }"), Contains("address: expected one or a list of them"));
    CHECK_THAT(wrong("{ address = 1.5, iff = \"foe\" }"), Contains("address: expected"));
    CHECK_THAT(wrong("{ code = 7800, iff = \"foe\" }"), Contains("7800, which has a digit above 7"));
    CHECK_THAT(wrong("{ identity = \"A*B\", iff = \"foe\" }"), Contains("a * at the end only"));
    CHECK_THAT(wrong("{ identity = \"12345678901234567\", iff = \"foe\" }"), Contains("at most 16 letters"));
    CHECK_THAT(wrong("{ twice = false, iff = \"foe\" }"), Contains("twice: expected true, or nothing"));
    CHECK_THAT(wrong("{ spoofed = 1 }"), Contains("spoofed: expected true or false"));
    CHECK_THAT(wrong("7"), Contains("row 2: expected a table of conditions and outcomes, found 7"));
    CHECK_THAT(wrong("iff = \"foe\""), Contains("each row is a table of its own"));
    CHECK_THAT(refused("local r = (require 'qiki.rules')(7)\n"),
               Contains("test.lua:2: ") && Contains("expected one list of rows"));
}
