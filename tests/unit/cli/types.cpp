// SPDX-License-Identifier: MIT
// tests/unit/cli/types.cpp - qiki types: all that the plugins declare, once each, in the files that an editor reads.
#include "qiki/codes.h"
#include "unit/cli/annotated.hpp"
#include "unit/cli/command.hpp"
#include <nlohmann/json.hpp>

using Catch::Contains;
using nlohmann::json;

namespace {

std::string library() {
    std::ifstream in(QIKI_SOURCE_DIR "/scripts/lua/types/qiki.lua");
    return {std::istreambuf_iterator<char>(in), {}};
}

json declared(const command& qiki, const std::string& options = "") {
    return json::parse(qiki("list --verbose --json" + options).out).at("plugins");
}

// "a.b.c" of plugin "p" is field c of class p.A.B.
std::pair<std::string, std::string> place_of(const std::string& plugin, const std::string& key) {
    std::string of = plugin, rest = key;
    for (size_t dot; (dot = rest.find('.')) != rest.npos; rest = rest.substr(dot + 1))
        of += "." + std::string(1, static_cast<char>(std::toupper(rest[0]))) + rest.substr(1, dot - 1);
    return {of, rest};
}

// The number behind "default", which has seven digits at least.
double default_number(const std::string& text) { return std::stod(text.substr(text.rfind("; default ") + 10)); }

void check_field(const annotated::field& f, const json& p) {
    const std::string type = p.at("type"), unit = p.at("unit");
    INFO(p.at("key") << ": " << f.type << " # " << f.text);
    CHECK_THAT(f.text, Catch::StartsWith(p.at("help").get<std::string>()));
    CHECK(f.optional != p.at("required").get<bool>());
    if (!unit.empty()) CHECK_THAT(f.text, Contains(" " + unit));
    if (type == "real") CHECK(f.type == "number");
    if (type == "int") CHECK(f.type == "integer");
    if (type == "bool") CHECK(f.type == "boolean");
    if (type == "reals") CHECK(f.type == "qiki.Numbers");
    if (type == "ints") CHECK(f.type == "qiki.Integers");
    if (p.contains("choices") && !p.at("path")) {
        for (const std::string choice : p.at("choices")) CHECK_THAT(f.type, Contains("\"" + choice + "\""));
    } else if (type == "text") CHECK(f.type == "string");
    if (p.at("required").get<bool>()) {
        CHECK_THAT(f.text, Contains("; required") && !Contains("default"));
    } else if (type == "real" || type == "int") {
        CHECK(default_number(f.text) == Approx(p.at("default").get<double>()).epsilon(1e-6));
    } else if (type == "bool")
        CHECK_THAT(f.text, Contains(p.at("default").get<bool>() ? "; default true" : "; default false"));
    else if (type == "text") CHECK_THAT(f.text, Contains("; default \"" + p.at("default").get<std::string>() + "\""));
    else CHECK_THAT(f.text, Contains("; default {"));
    if (p.at("min").is_number() && type != "bool") CHECK_THAT(f.text, Contains(" to "));
}

void check_plugin(const annotated& a, const json& plugin) {
    const std::string id = plugin.at("id");
    INFO(id);
    REQUIRE(a.classes.count(id) == 1);
    std::map<std::string, size_t> params; // of each class
    params[id];
    for (const json& p : plugin.at("params")) {
        const auto [of, name] = place_of(id, p.at("key"));
        check_field(a.one(of, name), p);
        ++params[of];
    }
    for (const auto& [of, n] : params) { // and nothing else but groups
        size_t fields = 0;
        for (const annotated::field& f : a.classes.at(of).fields)
            fields += f.type != of + "." + static_cast<char>(std::toupper(f.name[0])) + f.name.substr(1);
        INFO(of);
        CHECK(fields == n);
    }
}
} // namespace

TEST_CASE("every parameter of every plugin is one field of its class, with type, unit, limits and default") {
    const command qiki;
    const outcome said = qiki("types");
    REQUIRE(said.code == 0);
    CHECK(said.err.empty());
    CHECK(lua_flaw(said.out).empty());
    const annotated a(said.out);
    CHECK(a.strange == std::vector<std::string>{});
    const json all = declared(qiki);
    REQUIRE(all.size() >= 10);
    for (const json& plugin : all) check_plugin(a, plugin);
    CHECK(a.aliases.at("qiki.PluginId").size() == all.size());
}

TEST_CASE("facts, verbs and codes of events are known by name") {
    const command qiki;
    const annotated a(qiki("types").out);
    std::set<std::string> facts, verbs;
    for (const json& plugin : declared(qiki)) {
        for (const json& f : plugin.at("facts")) facts.insert(f.at("name"));
        for (const json& v : plugin.at("verbs")) verbs.insert(v.at("name"));
    }
    REQUIRE(facts.size() > 30);
    std::set<std::string> told;
    for (const char* of : {"qiki.Facts", "qiki.Subject"})
        for (const annotated::field& f : a.classes.at(of).fields) told.insert(f.name);
    CHECK(told == facts);
    const auto& words = a.aliases.at("qiki.VerbWord");
    CHECK(std::set<std::string>(words.begin(), words.end()) == verbs);
    CHECK(a.one("qiki.Subject", "range").type == "number"); // of a track
    CHECK(a.one("qiki.Facts", "bios_ok").type == "boolean");
    std::vector<std::string> codes;
    for (uint32_t i = 0; qiki_code_at(i); ++i) codes.emplace_back(qiki_code_at(i)->name);
    CHECK(a.aliases.at("qiki.EventCode") == codes);
}

TEST_CASE("every type that is named is defined, in these annotations or in those of the library") {
    const command qiki;
    const std::string own = library();
    annotated a(qiki("types").out);
    CHECK(lua_flaw(own.substr(0, own.rfind("return q"))).empty());
    std::set<std::string> known = {"boolean", "integer", "number", "string", "any",
                                   "table",   "fun",     "nil",    "false",  "T"};
    for (const auto& [name, c] : a.classes) known.insert(name);
    for (const auto& [name, literals] : a.aliases) known.insert(name);
    const std::regex defines("---@(?:class|alias) ([A-Za-z0-9_.]+)");
    for (std::sregex_iterator i(own.begin(), own.end(), defines), end; i != end; ++i) known.insert((*i)[1]);
    const std::regex names("qiki\\.[A-Z][A-Za-z]+"); // of the library's types
    for (std::sregex_iterator i(own.begin(), own.end(), names), end; i != end; ++i) a.mentioned.insert(i->str());
    REQUIRE(a.mentioned.count("qiki.PluginId") == 1);
    for (const std::string& name : a.mentioned) {
        INFO(name);
        CHECK(known.count(name) == 1);
    }
}

TEST_CASE("a plugin from elsewhere is there when it is found, and the bytes are the same every time") {
    const command qiki;
    const std::string without = qiki("types").out, with = qiki("types --plugin " QIKI_TEST_PLUGINS).out;
    CHECK_THAT(without, !Contains("org.qiki.test.actor"));
    const annotated a(with);
    for (const json& plugin : declared(qiki, " --plugin " QIKI_TEST_PLUGINS)) check_plugin(a, plugin);
    CHECK_THAT(a.one("org.qiki.test.actor", "mood").type, Contains("\"calm\"|\"abort\""));
    CHECK(a.classes.at("org.qiki.test.actor").bases == std::vector<std::string>{"qiki.Settings"});
    CHECK(qiki("types", "env LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo COLUMNS=40").out == without);
    CHECK(qiki("types --plugin " QIKI_TEST_PLUGINS, "cd / &&").out == with);
}

TEST_CASE("a folder of scenarios gets both files and the editor's settings, and keeps settings of its own") {
    const command qiki;
    REQUIRE(qiki("types --to play").code == 0);
    CHECK(qiki.read("play/.qiki/qiki.lua") == library());
    CHECK(qiki.read("play/.qiki/plugins.lua") == qiki("types").out);
    const json rc = json::parse(qiki.read("play/.luarc.json"));
    CHECK(rc.at("workspace.library") == json::array({".qiki"}));
    CHECK(rc.at("runtime.version") == "Lua 5.4");
    size_t files = 0;
    for (const auto& f : std::filesystem::recursive_directory_iterator(qiki.dir / "play")) files += f.is_regular_file();
    CHECK(files == 3);

    qiki.write("play/.luarc.json", "{ \"workspace.library\": [\"mine\"] }");
    const outcome again = qiki("types --to play");
    CHECK(again.code == 0);
    CHECK_THAT(again.err, Contains("play/.luarc.json is there and stays as it is; add \".qiki\""));
    CHECK(qiki.read("play/.luarc.json") == "{ \"workspace.library\": [\"mine\"] }");
    qiki.write("play/.luarc.json", "{ \"workspace.library\": [\"mine\", \".qiki\"] }");
    CHECK(qiki("types --to play").err.empty());
    CHECK(qiki("test play").code == 4); // none of it is taken for a scenario
}

TEST_CASE("the settings of the clone lead to what the build writes, and say the same of the language") {
    const command qiki;
    REQUIRE(qiki("types --to play").code == 0);
    std::ifstream in(QIKI_SOURCE_DIR "/.luarc.json");
    json own = json::parse(in), given = json::parse(qiki.read("play/.luarc.json"));
    const auto& library = own.at("workspace.library");
    REQUIRE(library.size() == 2);
    CHECK(std::filesystem::exists(std::filesystem::path(QIKI_SOURCE_DIR) / library[0] / "qiki.lua"));
    CHECK(library[1] == "build/release/share/qiki/types");
    CHECK(own.at("workspace.ignoreDir") == json::array({"build", "scripts/lua/qiki"})); // one module of this name
    for (const char* key : {"workspace.library", "workspace.ignoreDir"}) own.erase(key), given.erase(key);
    CHECK(own == given);
    std::ifstream made(QIKI_BIN_DIR "/../share/qiki/types/plugins.lua");
    CHECK(std::string(std::istreambuf_iterator<char>(made), {}) == qiki.read("play/.qiki/plugins.lua"));
}

TEST_CASE("what cannot be written or opened is said, and leaves nothing half-written") {
    const command qiki;
    qiki.write("file", "kept");
    CHECK(qiki("types --to file/play").code == 2);
    CHECK(qiki.read("file") == "kept");
    CHECK(qiki("types --to ''").code == 2);
    CHECK(qiki("types word").code == 2);
    CHECK_THAT(qiki("types --plugin nowhere").err, Contains("found nothing at nowhere"));
    CHECK_THAT(qiki("types --plugins x").err, Contains("did you mean --plugin?"));
    std::filesystem::create_directories(qiki.dir / "play/.qiki/plugins.lua"); // a folder in its place
    CHECK(qiki("types --to play").code == 2);
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "play/.qiki/plugins.lua.part"));
    const outcome bad = qiki("types --plugin " QIKI_SINS "/init_fails.so");
    CHECK(bad.code == 3);
    CHECK_THAT(bad.err, Contains("init_fails.so"));
    CHECK(annotated(bad.out).classes.count("qiki.radar.pulse") == 1);
    const outcome lost = qiki("types --to play2", "env QIKI_LUA_PATH=" + qiki.dir.string());
    CHECK(lost.code == 2);
    CHECK_FALSE(std::filesystem::exists(qiki.dir / "play2"));
}
