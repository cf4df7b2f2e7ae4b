// SPDX-License-Identifier: MIT
// tests/unit/scenario/policies.cpp - policy = and with = of agents: where the file is looked for, what is refused.
#include "script.hpp"
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace qiki::scenario;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {
// A folder with a scenario's neighbours, gone with the test.
struct folder {
    std::filesystem::path at = std::filesystem::temp_directory_path() / ("qiki_policies_" + std::to_string(::getpid()));
    folder() { std::filesystem::create_directories(at / "policies"); }
    ~folder() { std::filesystem::remove_all(at); }
    void write(const char* name, const char* text) const { std::ofstream(at / name) << text; }
    scenario read(const std::string& agents) const {
        source s = script::source();
        s.file = at / "test.lua";
        return qiki::scenario::read(s, "local q = require 'qiki'\nreturn q.scenario { name = 't', agents = {\n" +
                                           agents + "\n} }");
    }
    std::string refused(const std::string& agents) const {
        try {
            read(agents);
        } catch (const error& e) { return std::string(e.what()).substr(at.string().size() + 1); }
        return {};
    }
};
} // namespace

TEST_CASE("A policy lies beside the scenario, else in the library") {
    folder f;
    const auto of = [&](const std::string& agents) { return *f.read(agents).uses[0].policy; };
    const policy_use library = of("q.use 't.mind' { policy = 'policies/core.lua' }");
    CHECK(library.file == std::filesystem::path(QIKI_SOURCE_DIR "/scripts/lua") / "policies/core.lua");
    CHECK_THAT(*library.text, Contains("q.policy"));
    CHECK(library.where.line == 3);
    f.write("policies/core.lua", "-- mine");
    const policy_use own = of("q.use 't.mind' { policy = 'policies/core.lua' }");
    CHECK(own.file == f.at / "policies/core.lua");
    CHECK(*own.text == "-- mine");
    CHECK(own.library == QIKI_SOURCE_DIR "/scripts/lua");
}

TEST_CASE("Agents of one policy share its text, and the scenario's hash knows it") {
    folder f;
    f.write("p.lua", "return 1");
    const std::string two =
        "q.use 't.mind' { policy = 'p.lua' }, q.use 't.mind' { policy = 'p.lua', with = { a = 1 } }, q.use 't.mind' {}";
    const scenario one = f.read(two);
    CHECK(one.uses[0].policy->text == one.uses[1].policy->text);
    CHECK(one.uses[1].policy->file == one.uses[0].policy->file);
    CHECK(!one.uses[2].policy);
    CHECK(f.read(two).hash == one.hash);
    f.write("p.lua", "return 2");
    CHECK(f.read(two).hash != one.hash);
}

TEST_CASE("with = gives values by name") {
    folder f;
    f.write("p.lua", "");
    const scenario s = f.read("q.use 't.mind' { policy = 'p.lua',\nwith = { near = 80,\nloud = true, name = 'x' } }");
    const auto& with = s.uses[0].policy->with;
    REQUIRE(with.size() == 3);
    CHECK(with[0].key == "loud");
    CHECK(std::get<bool>(with[0].what.data));
    CHECK(with[1].key == "name");
    CHECK(with[2].key == "near");
    CHECK(std::get<int64_t>(with[2].what.data) == 80);
    CHECK(with[2].where.line == 4);
    CHECK(with[0].where.line == 5);
    CHECK(s.uses[0].settings.empty());
}

TEST_CASE("What is wrong with policy = and with = has its line") {
    folder f;
    f.write("p.lua", "");
    CHECK_THAT(f.refused("q.use 't.mind' {\npolicy = 'none.lua' }"),
               StartsWith("test.lua:4: policy: \"none.lua\": looked for ") && Contains("/none.lua and ") &&
                   Contains("no such file"));
    CHECK_THAT(f.refused("q.use 't.mind' { policy = 'policies' }"), Contains("is a folder"));
    CHECK_THAT(f.refused("q.use 't.mind' { policy = 5 }"),
               StartsWith("test.lua:3: policy: expected the file of a policy as a text, found 5"));
    CHECK_THAT(f.refused("q.use 't.mind' { policy = '' }"),
               StartsWith("test.lua:3: policy: expected the file of a policy, found an empty text"));
    CHECK_THAT(f.refused("q.use 't.mind' { with = { a = 1 } }"),
               StartsWith("test.lua:3: with: expected policy = \"file.lua\" beside it, found none"));
    CHECK_THAT(f.refused("q.use 't.mind' { policy = 'p.lua', with = 5 }"),
               Contains("with: expected { name = value } for the policy, found 5"));
    CHECK_THAT(f.refused("q.use 't.mind' { policy = 'p.lua', with = { 5 } }"),
               Contains("with: expected name = value, found 5 without a name"));
    CHECK_THAT(f.refused("} , radars = { q.use 't.radar' { policy = 'p.lua' }"),
               Contains("policy: expected none for a block in radars, found \"p.lua\"; policies are for agents"));
}
