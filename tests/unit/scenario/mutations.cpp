// SPDX-License-Identifier: MIT
// tests/unit/scenario/mutations.cpp - shipped scripts are scenarios, and scripts with words moved about end with a
// place.
#include "host/scenario/tokens.hpp"
#include "qiki/random.h"
#include "script.hpp"
#include "unit/rounds.hpp"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace qiki::scenario;

namespace {
std::vector<std::filesystem::path> scripts() {
    std::vector<std::filesystem::path> out;
    for (const char* folder :
         {QIKI_SOURCE_DIR "/scripts/lua/scenarios", QIKI_SOURCE_DIR "/tests/fuzz/seeds/fuzz_scenario"})
        for (const auto& f : std::filesystem::directory_iterator(folder))
            if (f.path().extension() == ".lua") out.push_back(f.path());
    std::sort(out.begin(), out.end());
    return out;
}
std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
} // namespace

TEST_CASE("Every shipped scenario reads, given what it requires") {
    const auto files = scripts();
    REQUIRE(files.size() >= 5);
    // What a script may want to read where it is pointed.
    char name[] = "/tmp/qiki-given-XXXXXX";
    REQUIRE(mkdtemp(name));
    const std::filesystem::path given = name;
    std::ofstream(given / "meta.json") << R"({"kind": "polar", "period_s": 4, "pd": 0.9, "sigma_range_m": 30,
        "sigma_bearing_rad": 0.005, "clutter_density_per_m_rad": 1e-5, "speed_mps": [100, 200], "turn_deg_s": [1, 5],
        "turn_s": [10, 40], "straight_s": [20, 60]})";
    for (const auto& file : files) {
        INFO(file.string());
        source s = script::source();
        s.file = file;
        for (const param& p : declared(s))
            if (p.fallback.empty() && p.type == "text") s.set[p.name] = given.string();
        for (auto i = s.set.begin(); i != s.set.end();) { // an empty default is no requirement
            source without = s;
            without.set.erase(i->first);
            try {
                read(without);
                i = s.set.erase(i);
            } catch (const error&) { ++i; }
        }
        CHECK_NOTHROW(read(s));
    }
    std::filesystem::remove_all(given);
}

TEST_CASE("4,000 scripts with words deleted, doubled and exchanged are read or refused with a place") {
    std::vector<std::vector<std::string>> words;
    for (const auto& file : scripts()) {
        const std::string text = text_of(file);
        auto& list = words.emplace_back();
        int line = 1;
        for (const auto& t : qiki::lua::tokens(text)) {
            for (; line < t.line; ++line) list.emplace_back("\n");
            list.push_back(t.kind == qiki::lua::token::text ? "\"" + std::string(t.is) + "\"" : std::string(t.is));
        }
    }
    uint32_t drawn = 0;
    const auto below = [&](size_t n) { return static_cast<size_t>(qiki_draw(5, 0, 0, 0, drawn++).v[0] % n); };
    size_t accepted = 0, refused = 0;
    source s = script::source();
    s.steps = 200'000;
    s.bytes = size_t{8} << 20;
    for (size_t round = 0; round < rounds(4'000); ++round) {
        auto list = words[round % words.size()];
        for (size_t k = 1 + below(3); k > 0; --k) {
            const auto at = list.begin() + static_cast<std::ptrdiff_t>(below(list.size()));
            const auto& other = words[below(words.size())];
            switch (below(4)) {
            case 0: list.erase(at); break;
            case 1: list.insert(at, std::string(*at)); break;
            case 2: *at = other[below(other.size())]; break;
            default: std::iter_swap(at, list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
            }
        }
        std::string text;
        for (const std::string& w : list) text += w + " ";
        try {
            read(s, text);
            ++accepted;
        } catch (const error& e) {
            ++refused;
            if (e.where.line < 1 || e.where.file.empty()) FAIL(e.what() << "\n" << text);
        }
    }
    CHECK(accepted > rounds(50));
    CHECK(refused > rounds(1'000));
}

TEST_CASE("The example of the documentation reads, and its messages are the real ones") {
    const std::string page = text_of(QIKI_SOURCE_DIR "/docs/scenario.md");
    const size_t begin = page.find("```lua\n") + 7, end = page.find("```", begin);
    REQUIRE(end != std::string::npos);
    const std::string example = page.substr(begin, end - begin);
    source s = script::source({{"ferries", "20"}, {"sigma", "50"}});
    s.file = "ferry.lua";
    CHECK(read(s, example).uses.size() == 23);

    const auto message = [&](const std::string& was, const std::string& is) {
        std::string text = example;
        const size_t at = text.find(was);
        REQUIRE(at != std::string::npos);
        try {
            read(s, text.replace(at, was.size(), is));
        } catch (const error& e) { return std::string(e.what()); }
        return std::string();
    };
    const auto documented = [&](const std::string& text) {
        return page.find("\n    " + text + "\n") != std::string::npos;
    };
    CHECK(documented(message("duration =", "durration =")));
    s.set = {{"feries", "3"}};
    CHECK(documented(message("", "")));
}
