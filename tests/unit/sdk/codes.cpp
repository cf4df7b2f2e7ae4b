// SPDX-License-Identifier: MIT
// tests/unit/sdk/codes.cpp - the catalogue of events: its order, its names, its look-up, and its page in the
// documentation.
#include "qiki/codes.h"
#include <catch2/catch.hpp>
#include <cctype>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace {
std::string page() {
    std::ifstream in(QIKI_SOURCE_DIR "/docs/events.md");
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}
std::string row(const qiki_code& c) {
    static constexpr const char* words[] = {"info", "notice", "warning", "critical"};
    return "| " + std::to_string(c.number) + " | `" + c.name + "` | " + words[c.severity] + " | " + c.sentence + " |\n";
}
} // namespace

TEST_CASE("Codes ascend, their names are unique words in capitals, their sentences one line") {
    std::set<std::string> names;
    uint32_t last = 99, rows = 0;
    for (; const qiki_code* c = qiki_code_at(rows); ++rows) {
        INFO(c->name);
        CHECK(c->number > last);
        CHECK(c->number <= 999);
        last = c->number;
        CHECK(names.insert(c->name).second);
        for (const char* p = c->name; *p; ++p)
            CHECK((std::isupper(static_cast<unsigned char>(*p)) || std::isdigit(static_cast<unsigned char>(*p)) ||
                   *p == '_'));
        CHECK(c->severity <= QIKI_SEVERITY_CRITICAL);
        CHECK(std::strlen(c->sentence) > 10);
        CHECK(std::strchr(c->sentence, '\n') == nullptr);
        CHECK(std::strchr(c->sentence, '|') == nullptr);
    }
    CHECK(rows > 50);
    CHECK(qiki_code_at(rows + 1) == nullptr);
    CHECK(qiki_code_at(UINT32_MAX) == nullptr);
}

TEST_CASE("Each code is found by number and by name, nothing else is") {
    for (uint32_t i = 0; const qiki_code* c = qiki_code_at(i); ++i) {
        CHECK(qiki_code_numbered(c->number) == c);
        CHECK(qiki_code_named(c->name, std::strlen(c->name)) == c);
        CHECK(qiki_code_named(c->name, std::strlen(c->name) - 1) != c);
    }
    const char long_name[] = "COLLISIONS";
    REQUIRE(qiki_code_named(long_name, 9) != nullptr); // need not be terminated
    CHECK(qiki_code_named(long_name, 9)->number == QIKI_EVENT_COLLISION);
    CHECK(qiki_code_named(long_name, 10) == nullptr);
    CHECK(qiki_code_named("COLLISION\0", 10) == nullptr);
    CHECK(qiki_code_named("collision", 9) == nullptr);
    CHECK(qiki_code_named("", 0) == nullptr);
    CHECK(qiki_code_numbered(0) == nullptr);
    CHECK(qiki_code_numbered(999) == nullptr);
}

TEST_CASE("The hundreds of a code say what it is about, and the usual ones keep their numbers") {
    struct known {
        uint32_t number;
        const char* name;
        uint32_t severity;
    };
    for (const known k :
         {known{100, "BOOT_START", QIKI_SEVERITY_INFO}, known{102, "BOOT_FAILED", QIKI_SEVERITY_CRITICAL},
          known{220, "FRAME_LATE", QIKI_SEVERITY_WARNING}, known{420, "RECORDS_DROPPED", QIKI_SEVERITY_WARNING},
          known{602, "POWER_LOW", QIKI_SEVERITY_WARNING}, known{603, "POWER_CRITICAL", QIKI_SEVERITY_CRITICAL},
          known{900, "ERROR", QIKI_SEVERITY_CRITICAL}, known{901, "HALT", QIKI_SEVERITY_CRITICAL}}) {
        const qiki_code* c = qiki_code_numbered(k.number);
        REQUIRE(c);
        CHECK(std::string(c->name) == k.name);
        CHECK(c->severity == k.severity);
    }
}

TEST_CASE("docs/events.md has every row of the catalogue and no other") {
    const std::string all = page();
    size_t rows = 0;
    for (uint32_t i = 0; const qiki_code* c = qiki_code_at(i); ++i, ++rows) {
        INFO("expected the line: " << row(*c));
        CHECK(all.find(row(*c)) != std::string::npos);
    }
    size_t lines = 0;
    std::istringstream in(all);
    for (std::string l; std::getline(in, l);)
        lines += l.size() > 3 && l[0] == '|' && std::isdigit(static_cast<unsigned char>(l[2]));
    CHECK(lines == rows);
}
