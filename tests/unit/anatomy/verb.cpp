// SPDX-License-Identifier: MIT
// tests/unit/anatomy/verb.cpp - qiki inspect as a person meets it.
#include "unit/cli/command.hpp"
#include "unit/rounds.hpp"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using Catch::Contains;
using nlohmann::json;
namespace fs = std::filesystem;

TEST_CASE("inspect reads from each shipped file what list hears from its code") {
    const command qiki;
    size_t seen = 0, files = 0;
    for (const auto& f : fs::directory_iterator(QIKI_PLUGIN_DIR)) {
        if (f.path().extension() != ".so") continue;
        if (sanitized && files++ % 3) continue;
        INFO(f.path());
        const outcome read = qiki("inspect --json " + f.path().string());
        REQUIRE(read.code == 0);
        CHECK(read.err.empty());
        const json j = json::parse(read.out);
        REQUIRE(j.at("plugins").size() >= 1);
        for (const json& p : j["plugins"]) {
            const std::string id = p.at("id");
            const outcome opened = qiki("list --json --plugin " + f.path().string() + " " + id);
            CHECK(p == json::parse(opened.out).at("plugins").at(0));
            ++seen;
        }
    }
    CHECK(seen >= 10);
}

TEST_CASE("inspect runs nothing of the file") {
    const command qiki;
    const std::string file = QIKI_SINS "/writes_loading.so", trace = (qiki.dir / "trace").string();
    const std::string with = "env QIKI_TEST_TRACE=" + trace;
    CHECK(qiki("inspect " + file, with).code == 0);
    CHECK(qiki("inspect --json " + file, with).code == 0);
    CHECK_FALSE(fs::exists(trace));
    qiki("list --plugin " + file + " org.example.trace", with); // the counter-example: who opens it leaves the trace
    CHECK(fs::exists(trace));
}

TEST_CASE("inspect shows a page") {
    const command qiki;
    const outcome a = qiki("inspect " QIKI_SINS "/exits_loading.so");
    CHECK(a.code == 0);
    for (const char* words : {"size", "abi               1.0, layout", "build id", "libc.so.6",
                              "asks for          GLIBC 2.", "exports           ", "stack             not executable",
                              "parameters", "0.02 rad (1.146 deg)", "can         pure", "ends the process (it imports"})
        CHECK_THAT(a.out, Contains(words));
}

TEST_CASE("inspect says in one line what is no plugin") {
    const command qiki;
    qiki.write("text", "no ELF at all\n"), qiki.write("empty", "");
    fs::create_directory(qiki.dir / "folder");
    fs::create_symlink("nowhere", qiki.dir / "link");
    std::string small = std::string("\x7f"
                                    "ELF\x01\x01\x01",
                                    7) +
                        std::string(60, '\0');
    qiki.write("small", small);
    const std::pair<const char*, const char*> all[] = {{"text", "expected an ELF shared library"},
                                                       {"empty", "found an empty file"},
                                                       {"folder", "found a folder"},
                                                       {"link", "leads nowhere"},
                                                       {"nothing", "found nothing"},
                                                       {"/dev/null", "found a character device"},
                                                       {"small", "found a 32-bit one"}};
    for (const auto& [file, words] : all) {
        INFO(file);
        const outcome a = qiki(std::string("inspect ") + file);
        CHECK(a.code == 3);
        CHECK(a.out.empty());
        CHECK_THAT(a.err, Contains(words) && Contains(file));
        CHECK(std::count(a.err.begin(), a.err.end(), '\n') == 1);
    }
    CHECK(qiki("inspect").code == 2);
    CHECK(qiki("inspect a b").code == 2);
    CHECK(qiki("inspect --jsn x").code == 2);
}

TEST_CASE("inspect of a refused plugin shows what it could read, and ends with 3") {
    const command qiki;
    const outcome a = qiki("inspect " QIKI_SINS "/other_layout.so");
    CHECK(a.code == 3);
    CHECK_THAT(a.out, Contains("this host would not load it") && Contains("layout"));
    CHECK_THAT(a.err, Contains("its headers were other ones"));
    const json j = json::parse(qiki("inspect --json " QIKI_SINS "/no_note.so").out);
    CHECK(j.at("abi").is_null());
    CHECK(j.at("plugins").empty());
    CHECK(j.at("refusals").size() == 1);
}
