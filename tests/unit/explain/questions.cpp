// SPDX-License-Identifier: MIT
// tests/unit/explain/questions.cpp - what may be asked, and what is said when it is asked wrongly.
#include "tests/unit/explain/film.hpp"

using namespace film;
using Catch::Matchers::Contains;
using qiki::explain::read_question;
using qiki::explain::subject;

TEST_CASE("questions name a kind, a number or an id, and perhaps an instance") {
    const auto plain = read_question("track:17");
    CHECK(plain.about == subject::track);
    CHECK(plain.number == 17);
    CHECK(plain.writer.empty());
    const auto whose = read_question("fleet/picture/track:18446744073709551615");
    CHECK(whose.writer == "fleet/picture");
    CHECK(whose.number == UINT64_MAX);
    const auto guard = read_question("mind/guard:A:B");
    CHECK(guard.about == subject::guard);
    CHECK(guard.writer == "mind");
    CHECK(guard.id == "A:B");
    CHECK(read_question("command:4294967297").number == 4294967297);
}

TEST_CASE("a wrong question says what was expected, found and meant") {
    struct row {
        const char *asked, *text;
    };
    const row rows[] = {{"", "expected track:NUMBER, guard:ID or command:NUMBER"},
                        {"track", "expected track:NUMBER"},
                        {"trak:17", "did you mean \"track\""},
                        {"track:", "found ''"},
                        {"track:0", "from 1"},
                        {"track:-1", "from 1"},
                        {"track:17x", "found '17x'"},
                        {"track:99999999999999999999", "from 1"},
                        {"/track:1", "before the '/'"},
                        {"guard:", "expected the id of a guard"},
                        {"comand:1", "did you mean \"command\""},
                        {"\x1b[2J:1", "\\x1b[2J"}};
    for (const row& r : rows) {
        INFO(r.asked);
        CHECK_THAT(wrong([&] { read_question(r.asked); }), Contains(r.text) && Contains("--explain"));
    }
}

TEST_CASE("a question about an instance that is not there suggests one") {
    const set cast;
    CHECK_THAT(wrong([&] { story("pictre/track:1", cast); }),
               Contains("no instance 'pictre'") && Contains("did you mean \"picture\""));
    CHECK_THAT(wrong([&] { story("nose/track:1", cast); }),
               Contains("'nose' writes no tracks") && Contains("'picture', 'second'"));
    CHECK_THAT(wrong([&] { story("track:1", cast); }), Contains("picture/track:1 or second/track:1"));
    CHECK(wrong([&] { story("second/track:1", cast); }) == "nothing was wrong");
    CHECK_THAT(wrong([&] { story("mind/command:4294967296", cast); }), Contains("from 1 to 4294967295"));
    set radars_alone;
    radars_alone.names.writers = {cast.names.writers[0]};
    CHECK_THAT(wrong([&] { story("track:1", radars_alone); }), Contains("nobody in this scenario writes tracks"));
    radars_alone.names.writers[0].records.push_back(QIKI_REC_TRACK); // a radar with reference tracks
    CHECK(wrong([&] { story("track:1", radars_alone); }) == "nothing was wrong");
}
