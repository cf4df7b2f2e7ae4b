// SPDX-License-Identifier: MIT
// tests/unit/load/test_verdicts.cpp - the quarantine: remembered, consulted, cleared; never a hindrance.
#include "host/load/verdicts.hpp"
#include "place.hpp"
#include <catch2/catch.hpp>
#include <iterator>
#include <sys/stat.h>

using namespace qiki::load;
using Catch::Contains;

namespace {

std::string content(const fs::path& p) {
    std::ifstream f(p);
    return {std::istreambuf_iterator<char>(f), {}};
}
std::string opening(const place& here, const char* id = "org.example.sin") {
    catalogue c(here.search());
    try {
        c.open(id);
        return "";
    } catch (const error& e) { return e.what(); }
}
const identity some{"/a\tb\\n\n.so", 12, 34, "00ff"};
} // namespace

TEST_CASE("A verdict is found again by path, size, time and build id") {
    const place here;
    verdicts(here.cache()).remember(some, {outcome::crashed, "one\ttwo\\"});
    const verdicts v(here.cache());
    REQUIRE(v.about(some));
    CHECK(v.about(some)->what == outcome::crashed);
    CHECK(v.about(some)->text == "one two\\");
    for (auto change : {+[](identity& i) { i.path += "x"; }, +[](identity& i) { i.size++; },
                        +[](identity& i) { i.changed--; }, +[](identity& i) { i.build_id = "00"; }}) {
        identity other = some;
        change(other);
        CHECK_FALSE(v.about(other));
    }
}

TEST_CASE("Files without a build id and passing troubles are not remembered") {
    const place here;
    verdicts v(here.cache());
    v.remember({"/x.so", 1, 2, ""}, {outcome::crashed, "x"});
    v.remember(some, {outcome::unready, "x"});
    CHECK_FALSE(fs::exists(here.cache() / "loads"));
    CHECK_FALSE(v.about({"/x.so", 1, 2, ""}));
    CHECK_FALSE(v.about(some));
}

TEST_CASE("A new verdict about a path replaces the old one") {
    const place here;
    verdicts v(here.cache());
    identity newer = some;
    newer.changed = 35;
    v.remember(some, {outcome::crashed, "x"}), v.remember(newer, {});
    CHECK_FALSE(v.about(some));
    CHECK(v.about(newer)->what == outcome::ok);
}

TEST_CASE("Two hosts that write in turn both are remembered") {
    const place here;
    verdicts a(here.cache()), b(here.cache());
    a.remember(some, {}), b.remember({"/b.so", 1, 2, "00"}, {});
    const verdicts v(here.cache());
    CHECK(v.about(some));
    CHECK(v.about({"/b.so", 1, 2, "00"}));
}

TEST_CASE("A damaged cache counts as empty, or as far as it is sound") {
    const place here;
    verdicts(here.cache()).remember(some, {});
    const fs::path file = here.cache() / "loads";
    const std::string sound = content(file);
    const auto with = [&](const std::string& s) {
        std::ofstream(file, std::ios::binary) << s;
        return verdicts(here.cache()).about(some).has_value();
    };
    REQUIRE(with(sound));
    CHECK_FALSE(with(""));
    CHECK_FALSE(with("rubbish\n" + sound));
    CHECK_FALSE(with("x" + sound));
    CHECK_FALSE(with(sound.substr(0, sound.size() - 1))); // half a line
    CHECK(
        with(sound + "ok\t1\n\xff\xfe\n\t\t\t\t\t\nok\tx\t1\t00\t/p\t\nnever\t1\t1\t00\t/p\t\nok\t1\t1\t00\t/p\\\t\n"));
    for (size_t n = 0; n < sound.size(); ++n) { // no byte of it can hurt
        std::string s = sound;
        s[n] = static_cast<char>(s[n] ^ 0x15);
        with(s);
    }
    fs::remove(file), fs::create_directory(file);
    CHECK_FALSE(verdicts(here.cache()).about(some));
    verdicts(here.cache()).remember(some, {});
    CHECK_THAT(verdicts(here.cache()).why_not_writable(), Contains("a folder stands where its file belongs"));
    fs::remove(file);
    REQUIRE(mkfifo(file.c_str(), 0600) == 0);
    CHECK_FALSE(verdicts(here.cache()).about(some)); // and it does not hang
}

TEST_CASE("A cache that cannot be written changes nothing but the time it takes") {
    const place here;
    here.take("none"), here.take("crashes_loading");
    std::ofstream(here.cache()) << "a file where the folder should be";
    CHECK(opening(here, "org.example.none") == "");
    CHECK_THAT(opening(here), Contains("SIGSEGV") && !Contains("[remembered"));
    CHECK_THAT(opening(here), Contains("SIGSEGV") && !Contains("[remembered"));
    CHECK(verdicts().why_not_writable() != "");
}

TEST_CASE("A plugin that crashed once is not run again until it changes or is forgotten") {
    const place here;
    const fs::path file = here.take("crashes_loading");
    CHECK_THAT(opening(here), Contains("SIGSEGV") && !Contains("[remembered"));
    CHECK_THAT(opening(here), Contains("SIGSEGV") && Contains("[remembered from its first load]"));
    REQUIRE(verdicts().quarantine().size() == 1);
    CHECK(verdicts().quarantine()[0].file.path == fs::canonical(file).string());

    SECTION("forgotten") {
        CHECK(verdicts().forget() == 1);
        CHECK(verdicts().quarantine().empty());
        CHECK(verdicts().forget() == 0);
        CHECK_THAT(opening(here), Contains("SIGSEGV") && !Contains("[remembered"));
    }
    SECTION("changed") {
        here.take("exits_loading", "crashes_loading");
        CHECK(verdicts().quarantine().empty());
        CHECK_THAT(opening(here), Contains("exit(7)") && !Contains("[remembered"));
    }
    SECTION("touched") {
        fs::last_write_time(file, fs::last_write_time(file) - std::chrono::hours(1));
        CHECK_THAT(opening(here), !Contains("[remembered"));
    }
}

TEST_CASE("What may pass by itself is tried again each time") {
    const place here;
    here.take("init_fails");
    CHECK_THAT(opening(here), Contains("no antenna"));
    CHECK_THAT(opening(here), Contains("no antenna") && !Contains("[remembered"));
    CHECK(verdicts().quarantine().empty());
}

TEST_CASE("A good verdict spares the child") {
    const place here;
    here.take("none");
    CHECK(opening(here, "org.example.none") == "");
    CHECK_THAT(content(here.cache() / "loads"), Contains("\nok\t"));
    const place other; // the same plugin without its build id leaves no trace
    other.take("no_build_id");
    CHECK(opening(other, "org.example.none") == "");
    CHECK_FALSE(fs::exists(other.cache() / "loads"));
}

TEST_CASE("The cache lies where the variables say") {
    const variable a("QIKI_CACHE", "/q"), b("XDG_CACHE_HOME", "/x"), c("HOME", "/h");
    CHECK(verdicts::cache_folder() == "/q");
    const variable no_a("QIKI_CACHE", "");
    CHECK(verdicts::cache_folder() == "/x/qiki");
    const variable relative("XDG_CACHE_HOME", "x");
    CHECK(verdicts::cache_folder() == "/h/.cache/qiki");
    const variable no_c("HOME", "");
    CHECK(verdicts::cache_folder().empty());
    CHECK_THAT(verdicts().why_not_writable(), Contains("HOME"));
}
