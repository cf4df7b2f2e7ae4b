// SPDX-License-Identifier: MIT
// tests/unit/load/test_verbs.cpp - qiki list, doctor and version as a person meets them.
#include "host/cli/plugins/describe.hpp"
#include "host/cli/verbs.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/verdicts.hpp"
#include "place.hpp"
#include <catch2/catch.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

using Catch::Contains;
using nlohmann::json;

namespace {

struct answer {
    int code = -1;
    std::string out, err;
};

// The verb with its standard output and error caught; only the plugins of `where` are in reach.
answer ask(const place& where, int (*verb)(int, char**), std::vector<std::string> words) {
    const variable home("HOME", where.cache().string()), data("XDG_DATA_HOME", ""), path("QIKI_PLUGIN_PATH", "");
    const variable lua("QIKI_LUA_PATH", (where.cache() / "lua").string()), wide("COLUMNS", "0");
    words.insert(words.begin(), "verb");
    std::vector<char*> argv;
    for (std::string& w : words) argv.push_back(w.data());
    std::ostringstream out, err;
    auto *const old_out = std::cout.rdbuf(out.rdbuf()), *const old_err = std::cerr.rdbuf(err.rdbuf());
    answer a;
    try {
        a.code = verb(static_cast<int>(argv.size()), argv.data());
    } catch (const qiki::load::error& e) { // main() does the same
        a.code = qiki::cli::exit_plugin;
        err << e.what() << '\n';
    }
    std::cout.rdbuf(old_out), std::cerr.rdbuf(old_err);
    a.out = out.str(), a.err = err.str();
    return a;
}

answer list(const place& where, std::vector<std::string> words) {
    words.insert(words.end(), {"--plugin", where.path().string()});
    return ask(where, qiki::cli::list, words);
}
answer doctor(const place& where, std::vector<std::string> words) {
    fs::create_directories(where.cache() / "lua" / "qiki");
    std::ofstream(where.cache() / "lua" / "qiki" / "init.lua") << "return {}";
    words.insert(words.end(), {"--plugin", where.path().string()});
    return ask(where, qiki::cli::doctor, words);
}
// Findings of one section, as "grade text".
std::vector<std::string> section(const std::string& out, const std::string& name) {
    std::vector<std::string> rows;
    const json whole = json::parse(out);
    for (const json& f : whole.at("findings"))
        if (f.at("section") == name)
            rows.push_back(f.at("grade").get<std::string>() + " " + f.at("text").get<std::string>());
    return rows;
}
bool has(const std::vector<std::string>& rows, const std::string& begin, const std::string& part) {
    for (const std::string& r : rows)
        if (r.find(begin) == 0 && r.find(part) != std::string::npos) return true;
    return false;
}
} // namespace

TEST_CASE("list shows a table without running a plugin") {
    const place here;
    here.take("two"), here.take("crashes_loading"), here.put("broken.so", "");
    const answer a = list(here, {});
    CHECK(a.code == 0);
    CHECK(a.out.find("id                  kind     version  summary          file\n") == 0);
    CHECK_THAT(a.out, Contains("\norg.example.first   tracker  1.0.0    A sound tracker  " +
                               (here.path() / "two.so").string() + "\n"));
    CHECK_THAT(a.out, Contains("org.example.sin "));
    CHECK_THAT(a.err, Contains("qiki list: " + (here.path() / "broken.so").string() + ": byte 0 (size)"));
    CHECK(std::count(a.err.begin(), a.err.end(), '\n') == 1);
    CHECK(list(here, {"--names"}).out == "org.example.first\norg.example.second\norg.example.sin\n");
    CHECK(list(here, {"--names", "--kind", "tracker"}).out ==
          "org.example.first\norg.example.second\norg.example.sin\n");
    CHECK(list(here, {"--names", "--kind", "qiki.radar/1"}).out.empty());
}

TEST_CASE("list shows what one plugin declares, angles in degrees, too") {
    const place here;
    here.take("none");
    const answer a = list(here, {"org.example.none"});
    CHECK(a.code == 0);
    CHECK_THAT(a.out, Contains("kind        tracker (qiki.tracker/1)") && Contains("can         pure, unloadable") &&
                          Contains("licence     MIT"));
    CHECK_THAT(a.out,
               Contains("frames    frame    stream, many") && Contains("tracks  track   snapshot  all live ones"));
    CHECK_THAT(a.out, Contains("0.02 rad (1.146 deg)") && Contains("0.001 to 0.5 rad (0.0573 to 28.65 deg)"));
    CHECK_THAT(a.out, Contains("\"near\"") && Contains("near, far") && Contains("      width of the beam\n"));
    CHECK(list(here, {"--verbose"}).out == a.out);
    CHECK(a.err.empty());
}

TEST_CASE("list speaks JSON") {
    const place here;
    here.take("none"), here.put("broken.so", "");
    const json notes = json::parse(list(here, {"--json"}).out);
    CHECK(notes.at("abi") == "1.0");
    CHECK(notes.at("plugins").size() == 1);
    CHECK(notes["plugins"][0].at("id") == "org.example.none");
    CHECK(notes["plugins"][0].at("build_id").get<std::string>().size() == 40);
    CHECK_FALSE(notes["plugins"][0].contains("params"));
    CHECK(notes.at("refused").size() == 1);
    const json whole = json::parse(list(here, {"--json", "org.example.none"}).out);
    const json& p = whole.at("plugins").at(0);
    CHECK(p.at("inputs").at(0) ==
          json{{"name", "frames"}, {"record", "frame"}, {"flags", {"stream", "many"}}, {"help", ""}});
    CHECK(p.at("params").at(0).at("default") == 3);
    CHECK(p.at("params").at(1).at("max") == 0.5);
    CHECK(p.at("params").at(2).at("choices") == json{"near", "far"});
}

TEST_CASE("list says what is wrong with the question") {
    const place here;
    here.take("none"), here.take("crashes_loading");
    CHECK(list(here, {"org.example.nome"}).code == 3);
    CHECK_THAT(list(here, {"org.example.nome"}).err, Contains("did you mean \"org.example.none\"?"));
    CHECK(list(here, {"org.example.sin"}).code == 3);
    CHECK_THAT(list(here, {"org.example.sin"}).err, Contains("SIGSEGV"));
    CHECK(list(here, {"--kind", "traker"}).code == 2);
    CHECK_THAT(list(here, {"--kind", "traker"}).err, Contains("did you mean \"tracker\"?"));
    CHECK(list(here, {"--name"}).code == 2);
    CHECK_THAT(list(here, {"--name"}).err, Contains("--help"));
    const place empty;
    CHECK(list(empty, {}).code == 0);
    CHECK_THAT(list(empty, {}).err, Contains("no plugin found"));
    for (auto* verb : {qiki::cli::list, qiki::cli::doctor, qiki::cli::version}) {
        const answer help = ask(here, verb, {"--help"});
        CHECK(help.code == 0);
        CHECK_THAT(help.out, Contains("usage: qiki ") && Contains("Exit codes: 0"));
    }
}

TEST_CASE("A table fits the terminal") {
    std::vector<qiki::load::found> all(2);
    all[0].id = "org.example.one", all[0].summary = std::string(200, 'x'), all[1].id = "b.c", all[1].summary = "s";
    for (auto& f : all) f.kind = "qiki.radar/1", f.version = "1.0.0", f.file = "/a/long/folder/of/plugins/x.so";
    const std::vector<qiki::cli::shown> shown = {{&all[0], nullptr}, {&all[1], nullptr}};
    for (const size_t columns : {60u, 80u, 120u}) {
        std::istringstream lines(qiki::cli::plugin_table(shown, columns));
        size_t widest = 0;
        for (std::string l; std::getline(lines, l);) widest = std::max(widest, qiki::cli::width(l));
        CHECK(widest <= columns);
        CHECK(widest > columns - 4);
        CHECK_THAT(lines.str(), Contains("…") && Contains("\n2 in /a/long/folder/of/plugins\n"));
    }
    CHECK_THAT(qiki::cli::plugin_table(shown, 0), Contains(std::string(200, 'x')) && Contains("x.so"));
}

TEST_CASE("Texts are cut and wrapped in characters") {
    CHECK(qiki::cli::cut("grüße", 5) == "grüße");
    CHECK(qiki::cli::cut("grüße", 4) == "grü…");
    CHECK(qiki::cli::wrapped("one two  three", 9, 2) == "  one two\n  three\n");
    CHECK(qiki::cli::wrapped("unbreakable", 4, 1) == " unbreakable\n");
    CHECK(qiki::cli::wrapped("a b", 0, 1) == " a b\n");
}

TEST_CASE("doctor is content with a sound installation") {
    const place here;
    here.take("none");
    const answer a = doctor(here, {"--json"});
    INFO(a.out);
    CHECK(a.code == 0);
    CHECK(json::parse(a.out).at("ok") == true);
    CHECK(has(section(a.out, "plugins"), "ok", here.path().string() + " (--plugin): 1 plugin"));
    CHECK(has(section(a.out, "plugins"), "ok", "not there"));
    CHECK(has(section(a.out, "quarantine"), "ok", "no file failed"));
    CHECK(has(section(a.out, "scenarios"), "ok", "Lua library: " + (here.cache() / "lua").string()));
    CHECK(has(section(a.out, "machine"), "ok", "SSE2: yes"));
    CHECK(has(section(a.out, "program"), "ok", "Lua 5.4"));
    const answer page = doctor(here, {});
    CHECK(page.code == 0);
    CHECK(page.out.find("plugins\n  ok     ") == 0);
}

TEST_CASE("doctor names what is wrong, and ends so") {
    const place here;
    here.take("none"), here.take("copy"), here.put("broken.so", "");
    const answer a = doctor(here, {"--json"});
    CHECK(a.code == 3);
    CHECK(json::parse(a.out).at("ok") == false);
    CHECK(has(section(a.out, "plugins"), "wrong", "broken.so: byte 0 (size)"));
    CHECK(
        has(section(a.out, "plugins"), "note", "org.example.none: " + (here.path() / "copy.so").string() + " is used"));
    const place empty, bare;
    CHECK(has(section(doctor(empty, {"--json"}).out, "plugins"), "wrong", "no plugin found"));
    const answer lost = ask(bare, qiki::cli::doctor, {"--json"}); // no Lua library where QIKI_LUA_PATH points
    CHECK(has(section(lost.out, "scenarios"), "wrong", "QIKI_LUA_PATH"));
}

TEST_CASE("doctor and list show who crashed at the first load, and how to lift that") {
    const place here;
    here.take("none"), here.take("crashes_loading");
    const answer a = doctor(here, {"--json"}); // tries them, each in a child
    CHECK(a.code == 3);
    for (const char* where : {"plugins", "quarantine"})
        CHECK(has(section(a.out, where), "wrong", "crashes_loading.so: crashed with SIGSEGV"));
    CHECK(has(section(a.out, "quarantine"), "wrong", "'qiki doctor --forget'"));
    const answer table = list(here, {});
    CHECK(table.code == 0);
    CHECK_THAT(table.out, Contains("[quarantined] A sound tracker") && Contains("org.example.none"));
    CHECK_THAT(table.err,
               Contains("crashes_loading.so: quarantined: crashed with SIGSEGV") && Contains("'qiki doctor --forget'"));
    const json j = json::parse(list(here, {"--json"}).out);
    CHECK(j["plugins"][0].at("quarantined").is_null());
    CHECK_THAT(j["plugins"][1].at("quarantined").get<std::string>(), Contains("SIGSEGV"));
}

TEST_CASE("A note that lies is shown with field and remedy before anybody uses the plugin") {
    const place here;
    here.take("none"), here.take("note_disagrees");
    CHECK(list(here, {}).err.empty()); // which reads notes alone
    const answer a = doctor(here, {});
    CHECK(a.code == 3);
    CHECK_THAT(a.out,
               Contains("the file's note says 'A sound tracker', the descriptor 'Another tracker'; make them equal"));
    CHECK_THAT(list(here, {}).err, Contains("note_disagrees.so: quarantined: "));
}

TEST_CASE("A quarantine is lifted when the surroundings are put right, and not before") {
    const place here;
    here.take("none"), here.take("moody");
    {
        const variable bad("QIKI_TEST_BAD_MOOD", "1");
        CHECK(doctor(here, {}).code == 3);
        const answer again = doctor(here, {"--json", "--forget"}); // it is tried again, and fails again
        CHECK(again.code == 3);
        CHECK(has(section(again.out, "quarantine"), "ok", "1 file was let go"));
        CHECK(has(section(again.out, "quarantine"), "wrong", "moody.so: crashed with SIGABRT"));
    }
    CHECK(doctor(here, {}).code == 3); // remembered
    CHECK(doctor(here, {"--forget"}).code == 0);
    CHECK(doctor(here, {}).code == 0);
    CHECK(list(here, {}).err.empty());
}

TEST_CASE("Texts of plugins cannot steer a terminal") {
    const place here;
    here.take("hostile_texts");
    for (const answer& a : {list(here, {}), list(here, {"org.example.sin"}), doctor(here, {"--selftest"})}) {
        INFO(a.out);
        CHECK(a.code == 0);
        for (const char* sign : {"\xe2\x80\xae", "\xe2\x80\x8f", "\xe2\x80\xa8"})
            CHECK(a.out.find(sign) == std::string::npos);
    }
    CHECK_THAT(list(here, {"org.example.sin"}).out,
               Contains("A sound \\u202etracker") && Contains("hits until \\u200f it \\u2028 is confirmed"));
    const json j = json::parse(list(here, {"--json", "org.example.sin"}).out)["plugins"][0];
    CHECK(j["summary"] == "A sound \xe2\x80\xaetracker"); // machines get all of it
    here.put("\x1b[31mred\n.so", "");
    const answer odd = list(here, {});
    CHECK_THAT(odd.err, Contains("[31mred") && Contains("byte 0 (size)"));
    CHECK(odd.err.find('\x1b') == std::string::npos);
    CHECK(std::count(odd.err.begin(), odd.err.end(), '\n') == 1);
}

TEST_CASE("A parameter without help is accepted, and the doctor notes it") {
    const place here;
    here.take("no_help");
    CHECK_THAT(list(here, {"org.example.sin"}).out, Contains("confirm") && Contains("(no help)"));
    const answer a = doctor(here, {"--json", "--selftest"});
    CHECK(a.code == 0);
    CHECK(has(section(a.out, "self-test"), "note", "org.example.sin: no help text for confirm; say in a few words"));
    here.take("none"); // whose parameters all have some
    for (const std::string& row : section(doctor(here, {"--json", "--selftest"}).out, "self-test"))
        CHECK((row.find("no help") == std::string::npos || row.find("org.example.sin") != std::string::npos));
}

TEST_CASE("doctor asks every plugin, and refuses those that do not open") {
    const place here;
    here.take("none"), here.take("fast_math"), here.take("crashes_loading");
    const answer a = doctor(here, {"--json", "--selftest"});
    CHECK(a.code == 3);
    CHECK(has(section(a.out, "self-test"), "ok", "org.example.none: offers no self-test"));
    CHECK(has(section(a.out, "self-test"), "note", "fast_math.so: changed the MXCSR"));
    CHECK(has(section(a.out, "plugins"), "wrong", "crashes_loading.so: crashed with SIGSEGV"));
}

TEST_CASE("doctor calls nobody wrong whose defaults are not enough for a life") {
    const place here;
    here.take("wants_policy"), here.take("picky");
    const answer a = doctor(here, {"--json", "--selftest"});
    CHECK(a.code == 0);
    const auto rows = section(a.out, "self-test");
    CHECK(has(rows, "ok", "org.example.policy: not tested, it needs what only a run has: status -6, it decides"));
    CHECK(has(rows, "note", "org.example.picky: not tested, it does not take its own defaults: status -2, confirm"));
    here.take("broken");
    const answer b = doctor(here, {"--json", "--selftest"});
    CHECK(b.code == 3);
    CHECK(has(section(b.out, "self-test"), "wrong", "org.example.broken: configure(): status -8, a table is empty"));
}

TEST_CASE("doctor grades the rows of a self-test") {
    const place here;
    here.take("ill");
    const answer a = doctor(here, {"--json", "--selftest"});
    CHECK(a.code == 3);
    const auto rows = section(a.out, "self-test");
    CHECK(rows.size() == 3);
    CHECK(has(rows, "ok", "org.example.ill: antenna: turns (2; allowed 1 to 3)"));
    CHECK(has(rows, "note", "org.example.ill: a device name of 24 char: 61 (allowed 0 to 60)"));
    CHECK(has(rows, "wrong", "org.example.ill: receiver: deaf"));
    CHECK(doctor(here, {}).code == 0); // without --selftest nobody asks
}

TEST_CASE("version says what this is") {
    const place here;
    CHECK_THAT(ask(here, qiki::cli::version, {}).out, Contains("qiki 0.") && Contains("ABI       1.0, layout "));
    const json j = json::parse(ask(here, qiki::cli::version, {"--json"}).out);
    for (const char* key : {"version", "commit", "abi", "layout", "compiler", "build"})
        CHECK(j.at(key).get<std::string>().size() > 0);
    CHECK(ask(here, qiki::cli::version, {"x"}).code == 2);
}
