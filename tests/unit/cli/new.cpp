// SPDX-License-Identifier: MIT
// tests/unit/cli/new.cpp - qiki new makes a whole project or nothing; tests/abi/templates.sh builds what it makes.
#include "unit/cli/command.hpp"
#include <algorithm>
#include <catch2/catch.hpp>

using Catch::Contains;
namespace fs = std::filesystem;

namespace {
size_t files(const fs::path& folder) {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}
} // namespace

TEST_CASE("new makes a project in which every word is filled in") {
    const command qiki;
    const outcome a = qiki("new tracker mine");
    CHECK(a.code == 0);
    CHECK_THAT(a.out, Contains("org.example.tracker.mine"));
    for (const char* file :
         {"mine/CMakeLists.txt", "mine/README.md", "mine/mine.cpp", "mine/mine.lua", "mine/.gitignore"}) {
        INFO(file);
        const std::string text = qiki.read(file);
        CHECK_FALSE(text.empty());
        for (const char* word : {"@id@", "@name@", "@kind@", "@suffix@", "@language@", "@about@"})
            CHECK_THAT(text, !Contains(word));
    }
    CHECK_THAT(qiki.read("mine/mine.cpp"), Contains("QIKI_PLUGIN(tracker, \"org.example.tracker.mine\""));
    CHECK_THAT(qiki.read("mine/mine.lua"), Contains("q.use \"org.example.tracker.mine\"") && Contains("q.expect"));
    CHECK(files(qiki.dir / "mine") == 5);
    CHECK(files(qiki.dir) == 3); // with out and err: nothing is left beside it
}

TEST_CASE("new in C brings a makefile, and takes a whole id and an empty folder") {
    const command qiki;
    fs::create_directory(qiki.dir / "here");
    CHECK(qiki("new radar net.mine.radar.coast-2 --c --dir here/").code == 0);
    CHECK_THAT(qiki.read("here/coast-2.c"), Contains("\"net.mine.radar.coast-2\""));
    CHECK_THAT(qiki.read("here/Makefile"), Contains("net.mine.radar.coast-2.so: coast-2.c") && Contains("$@ $<"));
    CHECK_THAT(qiki.read("here/CMakeLists.txt"), Contains("project(coast-2 C)"));
}

TEST_CASE("new names an installation as a shell takes it for one word") {
    const command qiki;
    const outcome a =
        qiki("", "p=$PWD/it\\'s\\ here; mkdir -p \"$p/bin\" \"$p/share/qiki\" \"$p/lib/cmake/qiki-sdk\" && touch "
                 "\"$p/lib/cmake/qiki-sdk/qiki-sdkConfig.cmake\" && ln -s " QIKI_SOURCE_DIR
                 "/sdk/templates \"$p/share/qiki/templates\" && cp " QIKI_BIN_DIR
                 "/qiki \"$p/bin\" && \"$p/bin/qiki\" new radar mine; true");
    CHECK_THAT(a.out, Contains("-DCMAKE_PREFIX_PATH='" + qiki.dir.string() + "/it'\\''s here'\n"));
}

TEST_CASE("new says what is wrong, and then makes nothing and loses nothing") {
    const command qiki;
    qiki.write("file", "precious");
    fs::create_directory(qiki.dir / "full");
    qiki.write("full/file", "precious");
    fs::create_directory_symlink("full", qiki.dir / "link");
    const std::pair<const char*, const char*> all[] = {
        {"traker mine", "did you mean \"tracker\"?"},
        {"boat mine", "expected vehicle, sensor, radar, tracker, agent or bridge"},
        {"radar", "expected KIND and NAME, found 1"},
        {"", "expected KIND and NAME, found 0"},
        {"radar a b", "found 3"},
        {"radar Mine", "did you mean \"mine\"?"},
        {"radar 'my radar'", "did you mean \"my-radar\"?"},
        {"radar ../x", "expected a word of lower-case letters"},
        {"radar x/y", "did you mean \"x-y\"?"},
        {"radar .x", "expected a word"},
        {"radar 9lives", "begins with a letter"},
        {"radar \"$(printf 'a%.0s' $(seq 200))\"", "at most 128"},
        {"radar ''", "expected a word"},
        {"radar \"$(printf 'a\\nb')\"", "did you mean \"a-b\"?"},
        {"radar qiki.radar.mine", "the host's own"},
        {"radar full", "found files in it"},
        {"radar x --dir full", "found files in it"},
        {"radar file", "found something else"},
        {"radar x --dir link", "found something else"},
        {"radar x --dir no/where", "expected a folder to put it in"},
        {"radar x --dir file/x", "expected a folder to put it in"},
    };
    for (const auto& [words, text] : all) {
        INFO(words);
        const outcome a = qiki(std::string("new ") + words);
        CHECK(a.code == 2);
        CHECK(a.out.empty());
        CHECK_THAT(a.err, Contains(text));
        CHECK(std::count(a.err.begin(), a.err.end(), '\n') == 1);
        CHECK(files(qiki.dir) == 5); // file, full, link, out, err
    }
    fs::create_directory(qiki.dir / "inside");
    CHECK(qiki("new radar x --dir .", "cd inside &&").code == 2);
    CHECK(fs::is_empty(qiki.dir / "inside"));
    CHECK(qiki.read("file") == "precious");
    CHECK(qiki.read("full/file") == "precious");
    CHECK(files(qiki.dir / "full") == 1);
}
