// SPDX-License-Identifier: MIT
// tests/unit/scenario/resolve.cpp - a block's settings against a plugin's parameter table.
#include "host/scenario/resolve.hpp"
#include "plugins.hpp"
#include "script.hpp"
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>

using namespace qiki::scenario;

namespace {
const qiki_param rows[] = {
    {"range", "m", "largest range", nullptr, nullptr, QIKI_REAL, 0, 50e3, 100, 400e3},
    {"beam", "rad", "width of the beam", nullptr, nullptr, QIKI_REAL, 0, 0.02, 0.001, 0.5},
    {"beams", "", "", nullptr, nullptr, QIKI_INT, 0, 1, 1, 64},
    {"free", "", "", nullptr, nullptr, QIKI_INT, 0, -3, 0, 0},
    {"lit", "", "", nullptr, nullptr, QIKI_BOOL, 0, 1, 0, 0},
    {"mode", "", "", "scan|stare|track", "scan", QIKI_TEXT, 0, 0, 0, 0},
    {"label", "", "", nullptr, nullptr, QIKI_TEXT, 0, 0, 0, 0},
    {"at", "m", "", nullptr, "1,2.5,-3", QIKI_REALS, 0, 0, -1e6, 1e6},
    {"codes", "", "", nullptr, nullptr, QIKI_INTS, 0, 0, 0, 7},
    {"clutter.density", "1/m^2", "", nullptr, nullptr, QIKI_REAL, 0, 1e-9, 0, 1},
};
const qiki_param needing[] = {
    {"file", "", "the recording", nullptr, nullptr, QIKI_TEXT, QIKI_PARAM_REQUIRED | QIKI_PARAM_PATH, 0, 0, 0}};
const qiki_param paths[] = {{"dir", "", "", "folder", nullptr, QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0},
                            {"thing", "", "", "any", nullptr, QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0}};
const qiki_param broken[] = {{"list", "", "", nullptr, "1,x", QIKI_REALS, 0, 0, 0, 0}};
const qiki_param nan_default[] = {
    {"x", "", "", nullptr, nullptr, QIKI_REAL, 0, std::numeric_limits<double>::quiet_NaN(), 0, 0}};

use block(const std::string& settings) { return script::read(script::with(settings)).uses.at(0); }

std::string refused(const std::string& block_settings, const qiki_descriptor& d,
                    const std::filesystem::path& base = "/") {
    try {
        resolve(block(block_settings), d, base);
    } catch (const error& e) { return e.what(); }
    return {};
}
const qiki_descriptor radar = plugins::radar("org.test.point", QIKI_TABLE(rows));

template <class T>
std::vector<T> array(const qiki_config& c, const char* key, uint32_t type) {
    const qiki_value* const v = qiki_find(&c, key, type);
    REQUIRE(v);
    const T* const data = static_cast<const T*>(v->data);
    return {data, data + v->count};
}
} // namespace

TEST_CASE("Every declared key arrives, sorted, in its type, with its default") {
    const settings s = resolve(block(""), radar, "/");
    const qiki_config& c = s.config();
    REQUIRE(c.values.count == std::size(rows));
    for (uint32_t i = 1; i < c.values.count; ++i)
        CHECK(std::strcmp(static_cast<const qiki_value*>(qiki_row(c.values, i - 1))->key,
                          static_cast<const qiki_value*>(qiki_row(c.values, i))->key) < 0);
    for (uint32_t i = 0; i < c.values.count; ++i) {
        const auto* const v = static_cast<const qiki_value*>(qiki_row(c.values, i));
        CHECK(v->data != nullptr);
        CHECK(reinterpret_cast<uintptr_t>(v->data) % 8 == 0);
    }
    CHECK(qiki_real(&c, "range", 0) == 50e3);
    CHECK(qiki_int(&c, "beams", 0) == 1);
    CHECK(qiki_int(&c, "free", 0) == -3);
    CHECK(qiki_bool(&c, "lit", 0) == 1);
    CHECK(std::string(qiki_text(&c, "mode", "")) == "scan");
    CHECK(std::string(qiki_text(&c, "label", "x")).empty());
    CHECK(array<double>(c, "at", QIKI_REALS) == std::vector<double>{1, 2.5, -3});
    CHECK(array<int64_t>(c, "codes", QIKI_INTS).empty());
}

TEST_CASE("Given values replace defaults, whole numbers and numbers convert where nothing is lost") {
    const settings s = resolve(block("range = 200000, beams = 4.0, lit = false, mode = 'stare', label = 'north tower', "
                                     "at = {1, 2}, codes = {0, 7.0},\n"
                                     "clutter = { density = 0.5 }, free = math.maxinteger"),
                               radar, "/");
    const settings copy = s; // outlives nothing it points at
    const qiki_config& c = copy.config();
    CHECK(qiki_real(&c, "range", 0) == 200e3);
    CHECK(qiki_int(&c, "beams", 0) == 4);
    CHECK(qiki_bool(&c, "lit", 1) == 0);
    CHECK(std::string(qiki_text(&c, "mode", "")) == "stare");
    const qiki_value* const label = qiki_find(&c, "label", QIKI_TEXT);
    REQUIRE(label);
    CHECK(label->count == 11);
    CHECK(std::string(static_cast<const char*>(label->data)) == "north tower");
    CHECK(array<double>(c, "at", QIKI_REALS) == std::vector<double>{1, 2});
    CHECK(array<int64_t>(c, "codes", QIKI_INTS) == std::vector<int64_t>{0, 7});
    CHECK(qiki_real(&c, "clutter.density", 0) == 0.5);
    CHECK(qiki_int(&c, "free", 0) == std::numeric_limits<int64_t>::max());
}

TEST_CASE("A key with a question mark is for plugins that know it") {
    CHECK(refused("[\"range?\"] = 500, [\"xyzzy?\"] = 1", radar) == "");
    CHECK(qiki_real(&resolve(block("[\"range?\"] = 500"), radar, "/").config(), "range", 0) == 500);
    CHECK_THAT(refused("[\"range?\"] = 'far'", radar), Catch::Contains("range: expected a number"));
    CHECK_THAT(refused("[\"xyzzy\"] = 1", radar), Catch::Contains("found \"xyzzy\""));
    CHECK_THAT(script::refused(script::with("range = 5, [\"range?\"] = 5")), Catch::Contains("given twice"));
}

TEST_CASE("An unknown key is refused at its line, with the nearest known one") {
    CHECK(refused("\n  rnge = 5", radar) ==
          "dir/test.lua:3: rnge: expected a parameter of org.test.point, found \"rnge\"; did you mean \"range\"?");
    CHECK_THAT(refused("clutter = { densty = 1 }", radar), Catch::Contains("did you mean \"clutter.density\"?"));
    CHECK_THAT(refused("form = 'a'", radar), Catch::Contains("did you mean \"from\"?"));
    CHECK_THAT(refused("xyzzy = 1", radar), Catch::Contains("it has \"at\", \"beam\""));
    CHECK_THAT(refused("xyzzy = 1", plugins::radar("org.test.point", {nullptr, 0, 0})), Catch::Contains("it has none"));
}

TEST_CASE("A wrong type says what was expected, with unit and limits") {
    CHECK(refused("\nrange = 'far'", radar) ==
          "dir/test.lua:3: range: expected a number from 100 to 400000 m, found \"far\"");
    CHECK_THAT(refused("range = true", radar), Catch::Contains("found true"));
    CHECK_THAT(refused("range = {5}", radar), Catch::Contains("found {5}"));
    CHECK_THAT(refused("beams = 1.5", radar),
               Catch::Contains("beams: expected a whole number from 1 to 64, found 1.5; it must be whole"));
    CHECK_THAT(refused("free = 1e300", radar), Catch::Contains("it must be whole"));
    CHECK_THAT(refused("lit = 1", radar), Catch::Contains("lit: expected true or false, found 1"));
    CHECK_THAT(refused("mode = 5", radar),
               Catch::Contains("mode: expected one of \"scan\", \"stare\", \"track\", found 5"));
    CHECK_THAT(refused("label = 5", radar), Catch::Contains("label: expected a text, found 5"));
    CHECK_THAT(
        refused("at = 5", radar),
        Catch::Contains("at: expected a list of numbers from -1000000 to 1000000 m, found 5; put { } around it"));
    CHECK_THAT(refused("codes = {1.5}", radar),
               Catch::Contains(
                   "codes: expected a list of whole numbers from 0 to 7, found element 1 = 1.5; it must be whole"));
}

TEST_CASE("A value outside its limits is refused, an angle that looks like degrees gets a hint") {
    CHECK_THAT(refused("range = 5e6", radar),
               Catch::Contains("range: expected a number from 100 to 400000 m, found 5000000"));
    CHECK_THAT(refused("range = 99.9", radar), Catch::Contains("found 99.9"));
    CHECK(refused("range = 100, beams = 64", radar).empty());
    CHECK_THAT(refused("at = {0, 2e6}", radar), Catch::Contains("found element 2 = 2000000"));
    CHECK_THAT(refused("codes = {7, 8}", radar), Catch::Contains("found element 2 = 8"));
    CHECK_THAT(
        refused("beam = 2", radar),
        Catch::Contains("beam: expected a number from 0.001 to 0.5 rad, found 2; in degrees? q.deg(2) is 0.0349 rad"));
    CHECK(refused("beam = q.deg(2)", radar).empty());
    CHECK_THAT(refused("beam = 1e6", radar), !Catch::Contains("degrees"));
    CHECK_THAT(refused("mode = 'scna'", radar), Catch::Contains("found \"scna\"; did you mean \"scan\"?"));
}

TEST_CASE("A value that scripts cannot make is refused, too") {
    use u = block("");
    for (const double x : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
        u.settings = {{"range", {x, false}, {"--set", 0}}};
        CHECK_THROWS_WITH(resolve(u, radar, "/"),
                          Catch::Contains("--set: range: expected a number from 100 to 400000 m, found"));
    }
}

TEST_CASE("A required parameter that is absent is named, with its meaning") {
    CHECK(refused("", plugins::radar("org.test.point", QIKI_TABLE(needing))) ==
          "dir/test.lua:2: file: expected the path of a file, found nothing; org.test.point needs it (the recording)");
}

TEST_CASE("Defaults that a plugin got wrong are refused, not guessed") {
    CHECK_THAT(refused("", plugins::radar("org.test.point", QIKI_TABLE(broken))),
               Catch::Contains("list: the plugin's own default \"1,x\" is not a list of numbers; give a value"));
    CHECK_THAT(refused("", plugins::radar("org.test.point", QIKI_TABLE(nan_default))),
               Catch::Contains("x: the plugin's own default nan"));
    CHECK(refused("x = 5", plugins::radar("org.test.point", QIKI_TABLE(nan_default))).empty());
}

TEST_CASE("Paths are those of the scenario's folder first, then of the current one, and must be readable") {
    namespace fs = std::filesystem;
    const fs::path base = fs::temp_directory_path() / ("qiki_paths_" + std::to_string(getpid()));
    fs::create_directories(base / "sub");
    std::ofstream(base / "a.ast") << "x";
    const qiki_descriptor d = plugins::radar("org.test.point", QIKI_TABLE(needing));
    const auto path = [&](const std::string& text, const qiki_descriptor& about, const char* key) {
        const settings s = resolve(block(text), about, base);
        return std::string(qiki_text(&s.config(), key, "?"));
    };
    CHECK(path("file = 'a.ast'", d, "file") == (base / "a.ast").string());
    CHECK(path("file = './sub/../a.ast'", d, "file") == (base / "a.ast").string());
    CHECK(path("file = '" + (base / "a.ast").string() + "'", d, "file") == (base / "a.ast").string());
    const fs::path before = fs::current_path();
    fs::current_path(base);
    {
        const settings s = resolve(block("file = 'a.ast'"), d, base / "sub");
        CHECK(std::string(qiki_text(&s.config(), "file", "?")) == (base / "a.ast").string());
    }
    fs::current_path(before);
    CHECK_THAT(refused("\nfile = 'none'", d, base),
               Catch::Contains("test.lua:3: file: expected a file that can be read, found \"none\"; there is neither " +
                               (base / "none").string() + " nor "));
    CHECK_THAT(refused("file = '/none/at/all'", d, base), Catch::Contains("which does not exist"));
    CHECK_THAT(refused("file = 'sub'", d, base), Catch::Contains("which is a folder"));
    CHECK_THAT(refused("file = '/dev/null'", d, base), Catch::Contains("which is no regular file"));
    fs::permissions(base / "a.ast", fs::perms::none);
    if (access((base / "a.ast").c_str(), R_OK) != 0)
        CHECK_THAT(refused("file = 'a.ast'", d, base), Catch::Contains("Permission denied"));
    const qiki_descriptor other = plugins::radar("org.test.point", QIKI_TABLE(paths));
    CHECK(path("", other, "dir").empty());
    CHECK(path("dir = 'sub', thing = '/dev/null'", other, "dir") == (base / "sub").string());
    CHECK(path("dir = 'sub', thing = '/dev/null'", other, "thing") == "/dev/null");
    CHECK_THAT(refused("dir = '/dev/null'", other, base),
               Catch::Contains("dir: expected a folder that can be read, found \"/dev/null\", which is no folder"));
    fs::remove_all(base);
}

TEST_CASE("A parameter table of an older plugin with shorter rows is read by its stride") {
    struct longer { // as a newer header might have it
        qiki_param p;
        uint64_t more;
    };
    static const longer table[] = {{rows[0], 7}, {rows[2], 7}};
    const settings s = resolve(block("beams = 3"), plugins::radar("org.test.point", QIKI_TABLE(table)), "/");
    CHECK(qiki_int(&s.config(), "beams", 0) == 3);
    CHECK(qiki_real(&s.config(), "range", 0) == 50e3);
}
