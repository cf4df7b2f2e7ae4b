// SPDX-License-Identifier: MIT
// tests/unit/cli/annotations.cpp - annotations of tables that no loader has looked at: hostile texts stay texts.
#include "host/cli/plugins/annotations.hpp"
#include "qiki/command.h"
#include "unit/cli/annotated.hpp"

using namespace qiki::cli;
using Catch::Contains;

namespace {

qiki_param text(const char* key, const char* help, const char* choices = nullptr) {
    return {key, "", help, choices, choices ? "a" : "x", QIKI_TEXT, 0, 0, 0, 0};
}
qiki_param number(const char* key, const char* unit, const char* help, uint32_t flags = 0) {
    return {key, unit, help, nullptr, nullptr, QIKI_REAL, flags, 2.5, 0, 10};
}

template <size_t N>
std::string of(const qiki_param (&rows)[N], qiki_descriptor d = {}) {
    if (!d.id) d.id = "org.example.weird-one_2";
    d.kind = QIKI_KIND_RADAR, d.name = "weird", d.version = "1.0.0";
    if (!d.summary) d.summary = "odd";
    d.params = {rows, N, sizeof(qiki_param)};
    const shown s{nullptr, &d};
    return annotations({s});
}

bool comments_only(const std::string& all) {
    std::istringstream in(all);
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line.rfind("--", 0) != 0) return false;
    return true;
}
} // namespace

TEST_CASE("texts that would end a comment, begin a statement or an annotation do neither") {
    const char* const hostile[] = {"one\nreturn 1",
                                   "]] return 1 --[[",
                                   "[[",
                                   "]==]",
                                   "\r\nos.exit(1)",
                                   "\n---@class qiki",
                                   "@class qiki",
                                   "|",
                                   "| \"x\"",
                                   "\x01\x02\x7f\x1b[31m",
                                   "\xff\xfe not UTF-8",
                                   "",
                                   "`T`",
                                   "# twice",
                                   "\xC2\x85next line"};
    for (const char* h : hostile) {
        INFO(h);
        const qiki_param rows[] = {text("mode", h), number("range", h, h), text("pick", h, "a|b")};
        qiki_descriptor d{};
        d.summary = h;
        qiki_port port{};
        port.name = h, port.help = h, port.record = 1; // of no kind
        d.inputs = {&port, 1, sizeof port};
        const qiki_fact fact{h, h, h, QIKI_REAL, 0, 0, 1};
        d.facts = {&fact, 1, sizeof fact};
        qiki_verb verb{};
        verb.name = h, verb.help = h, verb.argc = 1, verb.arg[0] = h, verb.unit[0] = h;
        d.verbs = {&verb, 1, sizeof verb};
        const std::string all = of(rows, d);
        CHECK(lua_flaw(all).empty());
        CHECK(comments_only(all));
        const annotated a(all);
        CHECK(a.strange.empty());
        CHECK(a.classes.count("qiki") == 0);
        CHECK(a.classes.at("org.example.weird-one_2").fields.size() == 3);
    }
    CHECK_FALSE(lua_flaw("-- a\nreturn 1").empty()); // what is wrong is seen
    CHECK_FALSE(comments_only("-- a\nreturn 1"));
    CHECK_FALSE(annotated("---@field x number # y\n").strange.empty());
}

TEST_CASE("a choice that cannot stand between quotes leaves its parameter a text") {
    for (const char* odd : {"a|\"", "a|b\\n", "a|'b'", "a|line\nbreak", "a|\xff"}) {
        const qiki_param rows[] = {text("pick", "of these", odd)};
        INFO(odd);
        CHECK(annotated(of(rows)).one("org.example.weird-one_2", "pick").type == "string");
    }
    const qiki_param good[] = {text("pick", "of these", "a|b c|d-1.5")};
    CHECK(annotated(of(good)).one("org.example.weird-one_2", "pick").type == "\"a\"|\"b c\"|\"d-1.5\"");
    qiki_param path = text("file", "to read", "folder"); // of a path, choices say what it leads to
    path.flags = QIKI_PARAM_PATH;
    const qiki_param paths[] = {path};
    CHECK(annotated(of(paths)).one("org.example.weird-one_2", "file").type == "string");
}

TEST_CASE("a dot makes a group, which may be a parameter, too, and words of Lua are quoted") {
    const qiki_param rows[] = {number("clutter", "1/m^2", "mean"),
                               number("clutter.spread", "m", "its width", QIKI_PARAM_REQUIRED),
                               number("clutter.edge.of", "m", "deep", QIKI_PARAM_ADVANCED), number("end", "s", "last"),
                               number("site.height", "m", "alone")};
    const std::string all = of(rows);
    INFO(all);
    const annotated a(all);
    const std::string id = "org.example.weird-one_2";
    CHECK(a.strange.empty());
    CHECK(a.one(id, "clutter").type == "number|" + id + ".Clutter");
    CHECK_FALSE(a.one(id + ".Clutter", "spread").optional);
    CHECK_THAT(a.one(id + ".Clutter", "spread").text, Contains("in m") || Contains("0 to 10 m"));
    CHECK_THAT(a.one(id + ".Clutter", "spread").text, Contains("required") && !Contains("default"));
    CHECK(a.one(id + ".Clutter", "edge").type == id + ".Clutter.Edge");
    CHECK_THAT(a.one(id + ".Clutter.Edge", "of").text, Contains("deep; 0 to 10 m; default 2.5 m; advanced"));
    CHECK(a.one(id, "site").optional);
    CHECK(a.one(id, "site").type == id + ".Site");
    CHECK_THAT(all, Contains("---@field [\"end\"]? number # last; 0 to 10 s; default 2.5 s\n"));
    CHECK(a.classes.at(id).bases == std::vector<std::string>{"qiki.CarriedSettings"});
}

TEST_CASE("facts and verbs of one name are one word with all who say it") {
    const qiki_fact first[] = {{"range", "m", "of the nearest", QIKI_REAL, 0, 0, 0},
                               {"risk", "ok|bad", "", QIKI_INT, QIKI_FACT_OF_SUBJECT, 0, 1}};
    const qiki_fact second[] = {{"range", "", "a class of it", QIKI_INT, 0, 0, 3}};
    qiki_verb go{};
    go.name = "go", go.help = "there", go.argc = 2, go.arg[0] = "east", go.unit[0] = "m", go.arg[1] = "up",
    go.unit[1] = "m", go.max[1] = 9;
    qiki_descriptor a{}, b{};
    a.id = "a.one", b.id = "b.two", a.kind = b.kind = QIKI_KIND_AGENT, a.version = b.version = "1.0.0",
    a.summary = b.summary = "s";
    a.facts = {first, 2, sizeof(qiki_fact)}, b.facts = {second, 1, sizeof(qiki_fact)};
    a.verbs = b.verbs = {&go, 1, sizeof go};
    const shown both[] = {{nullptr, &a}, {nullptr, &b}};
    const std::string all = annotations({both[0], both[1]});
    const annotated r(all);
    CHECK(r.one("qiki.Facts", "range").type == "integer|number");
    CHECK_THAT(r.one("qiki.Facts", "range").text,
               Contains("of the nearest; in m") && Contains("a class of it; 0 to 3") && Contains("of a.one, b.two"));
    CHECK(r.one("qiki.Subject", "risk").text == "ok|bad from 0 on; of a.one");
    CHECK(r.one("qiki.Facts", "range").optional);
    CHECK(r.aliases.at("qiki.VerbWord") == std::vector<std::string>{"go"});
    CHECK_THAT(all, Contains("# go(east in m, up 0 to 9 m): there; of a.one, b.two\n"));
    CHECK(r.classes.at("a.one").bases == std::vector<std::string>{"qiki.AgentSettings"});
}

TEST_CASE("without a plugin there are the codes of events alone") {
    const annotated none(annotations({}));
    CHECK(none.classes.empty());
    CHECK(none.aliases.size() == 1);
    CHECK(none.aliases.at("qiki.EventCode").size() > 50);
}
