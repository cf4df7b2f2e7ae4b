// SPDX-License-Identifier: MIT
// tests/unit/load/test_discovery.cpp - folders full of anything: found by notes, refused in one line, never hanging.
#include "elf.hpp"
#include "place.hpp"
#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace qiki::load;
using Catch::Contains;

namespace {

// The only complaint about the files of `at`.
std::string complaint(const place& at) {
    const catalogue c(at.search());
    REQUIRE(c.refusals().size() == 1);
    CHECK(c.plugins().empty());
    const std::string text = c.refusals()[0].text;
    CHECK(text.find('\n') == std::string::npos);
    CHECK_THAT(text, Contains(c.refusals()[0].file.string()) && Contains("this host: 1.0"));
    return text;
}

std::string spoilt(size_t byte, unsigned char value) {
    auto b = elf::image().bytes();
    b.at(byte) = value;
    return {b.begin(), b.end()};
}

class nobody { // root may read everything: be somebody else for a while
public:
    nobody() : was_(geteuid()) {
        if (was_ == 0) REQUIRE(seteuid(65534) == 0);
    }
    ~nobody() {
        if (was_ == 0 && seteuid(0) != 0) std::abort();
    }

private:
    uid_t was_;
};
} // namespace

TEST_CASE("A plugin is found by its note, without running it") {
    const place here;
    here.take("none");
    here.take("crashes_loading");
    const catalogue c(here.search());
    REQUIRE(c.plugins().size() == 2);
    CHECK(c.plugins()[0].id == "org.example.none");
    CHECK(c.plugins()[0].build_id.size() == 40);
    CHECK(c.plugins()[0].file == here.path() / "none.so");
    CHECK(c.plugins()[1].id == "org.example.sin");
    CHECK(c.refusals().empty());
    REQUIRE(c.places().size() == 1);
    CHECK(c.places()[0].exists);
    CHECK(c.places()[0].plugins == 2);
}

TEST_CASE("Files that are no plugins are refused, each in its own line") {
    const place here;
    SECTION("empty file") {
        here.put("x.so", "");
        CHECK_THAT(complaint(here), Contains("found an empty file") && Contains("its ABI: unknown"));
    }
    SECTION("text file") {
        here.put("x.so", "INPUT(-lfoo)\n");
        CHECK_THAT(complaint(here), Contains("expected an ELF shared library"));
    }
    SECTION("32-bit") {
        here.put("x.so", spoilt(EI_CLASS, ELFCLASS32));
        CHECK_THAT(complaint(here), Contains("32-bit"));
    }
    SECTION("big-endian") {
        here.put("x.so", spoilt(EI_DATA, ELFDATA2MSB));
        CHECK_THAT(complaint(here), Contains("big-endian"));
    }
    SECTION("wrong machine") {
        here.put("x.so", spoilt(18, EM_AARCH64));
        CHECK_THAT(complaint(here), Contains("found machine 183"));
    }
    SECTION("folder") {
        fs::create_directory(here.path() / "x.so");
        CHECK_THAT(complaint(here), Contains("found a folder"));
    }
    SECTION("fifo") {
        REQUIRE(mkfifo((here.path() / "x.so").c_str(), 0600) == 0);
        CHECK_THAT(complaint(here), Contains("found a fifo"));
    }
    SECTION("device") {
        fs::create_symlink("/dev/zero", here.path() / "x.so");
        CHECK_THAT(complaint(here), Contains("found a character device"));
    }
    SECTION("dangling link") {
        fs::create_symlink("nowhere.so", here.path() / "x.so");
        CHECK_THAT(complaint(here), Contains("a link that leads nowhere"));
    }
    SECTION("links in a circle") {
        fs::create_symlink("x.so", here.path() / "x.so");
        CHECK_THAT(complaint(here), Contains("circle"));
    }
    SECTION("no note") {
        here.take("no_note");
        CHECK_THAT(complaint(here), Contains("field .note.qiki") && Contains("found none"));
    }
    SECTION("other major") {
        here.take("other_major");
        CHECK_THAT(complaint(here), Contains("expected ABI major 1, found 2") && Contains("its ABI: 2.0"));
    }
    SECTION("executable") {
        fs::copy_file(QIKI_SINS "/program", here.path() / "x.so");
        CHECK_THAT(complaint(here), Contains("found an executable"));
    }
    SECTION("unreadable file") {
        fs::permissions(here.take("none"), fs::perms::none);
        fs::permissions(here.path().parent_path(), fs::perms::all), fs::permissions(here.path(), fs::perms::all);
        const nobody n;
        CHECK_THAT(complaint(here), Contains("permission denied") && Contains("chmod +r"));
    }
    SECTION("unreadable folder") {
        here.take("none");
        fs::permissions(here.path().parent_path(), fs::perms::all), fs::permissions(here.path(), fs::perms::none);
        std::string text;
        {
            const nobody n;
            text = complaint(here);
        }
        fs::permissions(here.path(), fs::perms::all);
        CHECK_THAT(text, Contains("Permission denied"));
    }
    SECTION("a name with a line break") {
        here.put("a\nb.so", "");
        const catalogue c(here.search());
        CHECK(c.refusals().at(0).text.find('\n') == std::string::npos);
    }
}

TEST_CASE("Truncated plugins are refused at many lengths") {
    const place here;
    const auto whole = elf::content(QIKI_SINS "/none.so");
    for (size_t i = 0; i < 64; ++i) {
        const size_t n = whole.size() * i / 64;
        here.put("cut" + std::to_string(i) + ".so", {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)});
    }
    const catalogue c(here.search());
    CHECK(c.plugins().empty());
    CHECK(c.refusals().size() == 64);
}

TEST_CASE("Other files of a folder are none of our business") {
    const place here;
    here.put("README", "text"), here.put("x.so.bak", "");
    const catalogue c(here.search());
    CHECK(c.plugins().empty());
    CHECK(c.refusals().empty());
}

TEST_CASE("A file named outright may be called anything, and must exist") {
    const place here;
    const fs::path odd = here.take("none");
    fs::rename(odd, here.path() / "odd.plugin");
    search_path p{{here.path() / "odd.plugin", here.path() / "absent.so", here.path() / "absent-folder"}, {}, 2};
    const catalogue c(p);
    REQUIRE(c.plugins().size() == 1);
    REQUIRE(c.refusals().size() == 1);
    CHECK_THAT(c.refusals()[0].text, Contains("absent.so: expected a file or folder, found nothing; check the path"));
    CHECK_FALSE(c.places()[2].exists);
    CHECK_THROWS_WITH(c.insist(), Contains("absent.so: expected a file or folder"));
    CHECK_NOTHROW(catalogue({{here.path() / "odd.plugin"}, {}, 1}).insist());
    here.put("cut.so", "");
    CHECK_THROWS_WITH(catalogue({{here.path() / "cut.so"}, {}, 1}).insist(), Contains("cut.so: byte 0"));
    CHECK_NOTHROW(catalogue({{here.path() / "cut.so"}, {}, 0}).insist());
    CHECK_NOTHROW(catalogue({{here.path()}, {}, 1}).insist()); // one of a folder's
}

TEST_CASE("The first of two files with one id wins, and both are named") {
    const place one, two;
    one.take("none"), two.take("copy");
    const catalogue c(search_path{{one.path(), two.path()}, {}, 0});
    REQUIRE(c.plugins().size() == 1);
    CHECK(c.plugins()[0].file == one.path() / "none.so");
    REQUIRE(c.duplicates().size() == 1);
    CHECK(c.duplicates()[0].id == "org.example.none");
    CHECK(c.duplicates()[0].used == one.path() / "none.so");
    CHECK(c.duplicates()[0].hidden == two.path() / "copy.so");
    CHECK(c.places()[1].plugins == 0);
    const catalogue reversed(search_path{{two.path(), one.path()}, {}, 0});
    CHECK(reversed.plugins().at(0).file == two.path() / "copy.so");
}

TEST_CASE("One file reached by two ways is no duplicate") {
    const place here;
    const fs::path file = here.take("none");
    fs::create_symlink("none.so", here.path() / "link.so");
    const catalogue c(search_path{{file, here.path()}, {}, 0});
    CHECK(c.plugins().size() == 1);
    CHECK(c.duplicates().empty());
}

TEST_CASE("The search path goes from the command line over the variable and the user to the program") {
    const place here;
    const variable path("QIKI_PLUGIN_PATH", "/b:/c::/a"), data("XDG_DATA_HOME", "/data");
    const auto s = search_path::standard({"/a", "/x/../y"});
    REQUIRE(s.places.size() >= 7);
    CHECK(s.places[0] == "/a");
    CHECK(s.places[1] == "/y");
    CHECK(s.places[2] == "/b");
    CHECK(s.places[3] == "/c");
    CHECK(s.places[4] == "/data/qiki/plugins");
    CHECK(s.places[5] == fs::path(QIKI_BIN_DIR).parent_path() / "plugins");
    CHECK(s.places[6] == fs::path(QIKI_BIN_DIR).parent_path() / "lib" / "qiki" / "plugins");
    CHECK(s.required == 2);
    CHECK(s.origins[0] == "--plugin");
    CHECK(s.origins[2] == "QIKI_PLUGIN_PATH");
    CHECK(s.origins[4] == "user");
    const variable no_data("XDG_DATA_HOME", ""), home("HOME", "/home/me"), none("QIKI_PLUGIN_PATH", "");
    CHECK(search_path::standard({}).places.at(0) == "/home/me/.local/share/qiki/plugins");
}
