// SPDX-License-Identifier: MIT
// tests/unit/cli/manual.cpp - help and manual pages: they say the same, of every verb, and groff finds nothing wrong.
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <set>
#include <sstream>
#include <vector>

using Catch::Matchers::Contains;

namespace {

// The words at the beginning of the indented lines of a text, behind `head` where it is given.
std::vector<std::string> first_words(const std::string& text, const std::string& begin, const std::string& head = "") {
    std::istringstream in(head.empty() ? text : text.substr(std::min(text.find(head), text.size())));
    std::vector<std::string> out;
    for (std::string line; std::getline(in, line);)
        if (line.rfind("  " + begin, 0) == 0 && line[2] != ' ') out.push_back(line.substr(2, line.find(' ', 2) - 2));
    return out;
}

std::vector<std::string> verbs(const command& qiki) { return first_words(qiki("--help").out, "", "usage:"); }

std::string escaped(const std::string& s) {
    std::string out;
    for (const char c : s) out += c == '-' ? std::string("\\-") : std::string(1, c);
    return out;
}

bool groff(const command& qiki) { return std::system("command -v groff >/dev/null 2>&1") == 0 && !qiki.dir.empty(); }
} // namespace

TEST_CASE("Doc/config generation: every verb has a page that lists every option of its help, and the program's page "
          "lists every verb",
          "[capability]") {
    const command qiki;
    REQUIRE(qiki("man --to pages").code == 0);
    const std::vector<std::string> all = verbs(qiki);
    REQUIRE(all.size() >= 8);
    std::set<std::string> pages;
    for (const auto& f : std::filesystem::directory_iterator(qiki.dir / "pages")) pages.insert(f.path().filename());
    CHECK(pages.size() == all.size() + 1); // nothing is left of the writing
    for (const std::string& verb : all) {
        INFO(verb);
        CHECK(pages.count("qiki-" + verb + ".1") == 1);
        const std::string help = qiki(verb + " --help").out, page = qiki.read("pages/qiki-" + verb + ".1");
        const std::vector<std::string> options = first_words(help, "--");
        REQUIRE(options.size() >= 1);
        CHECK(options.back() == "--help");
        for (const std::string& o : options) {
            INFO(o);
            CHECK_THAT(page, Contains(".TP\n\\fB" + escaped(o) + "\\fP"));
        }
        CHECK_THAT(page, Contains(".SH EXIT STATUS"));
        CHECK_THAT(qiki.read("pages/qiki.1"), Contains(".TP\n\\fB" + verb + "\\fP") && Contains("qiki\\-" + verb));
        CHECK(qiki("man " + verb).out == page);
    }
    CHECK_FALSE(qiki("man").out.empty());
    CHECK(qiki("man").out == qiki.read("pages/qiki.1"));
}

TEST_CASE("groff sets every page without a warning") {
    const command qiki;
    if (!groff(qiki)) {
        WARN("groff is not installed: the pages are not set");
        return;
    }
    REQUIRE(qiki("man --to pages").code == 0);
    const auto set = [&](const std::string& file) {
        std::system(
            ("groff -man -ww -Tutf8 -z " + (qiki.dir / file).string() + " 2>" + (qiki.dir / "said").string()).c_str());
        return qiki.read("said");
    };
    for (const auto& f : std::filesystem::directory_iterator(qiki.dir / "pages"))
        CHECK(set("pages/" + f.path().filename().string()).empty());
    qiki.write("wrong.1", ".TH X 1\n.SH NAME\n.XQ y\n"); // what is wrong is seen
    CHECK_FALSE(set("wrong.1").empty());
}

TEST_CASE("the manual says what is wrong with the question, and leaves nothing half-written") {
    const command qiki;
    const outcome near = qiki("man rum"), both = qiki("man run --to x"), hidden = qiki("man complete");
    CHECK(near.code == 2);
    CHECK_THAT(near.err, Contains("did you mean \"run\"?"));
    CHECK(both.code == 2);
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "x"));
    CHECK(hidden.code == 2);
    qiki.write("file", "kept");
    CHECK(qiki("man --to file/pages").code == 2);
    CHECK(qiki.read("file") == "kept");
}

TEST_CASE("a misspelt option or verb is answered with the one that was meant") {
    const command qiki;
    CHECK_THAT(qiki("run --duraton 3 x.lua").err, Contains("did you mean --duration?"));
    CHECK_THAT(qiki("list --nmaes").err, Contains("did you mean --names?"));
    CHECK_THAT(qiki("doctr").err, Contains("did you mean \"doctor\"?"));
    CHECK_THAT(qiki("run --zzzzzzz x.lua").err, !Contains("did you mean"));
}

TEST_CASE("help fits the width it is given") {
    const command qiki;
    std::istringstream help(qiki("list --help", "env COLUMNS=70").out);
    size_t widest = 0, lines = 0;
    for (std::string line; std::getline(help, line); ++lines) {
        if (line.rfind("  ", 0) == 0) continue; // the table of options keeps its own
        widest = std::max(widest, line.size());
    }
    CHECK(lines > 10);
    CHECK(widest <= 70);
}
