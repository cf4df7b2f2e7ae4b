// SPDX-License-Identifier: MIT
// tests/unit/anatomy/dissect.cpp - what is read from real files and from spoilt ones.
#include "host/anatomy/anatomy.hpp"
#include "host/load/elf.hpp"
#include "unit/load/elf.hpp"
#include "unit/rounds.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using Catch::Contains;
using qiki::anatomy::anatomy;
using qiki::anatomy::dissect;

namespace {

anatomy of(const std::vector<unsigned char>& b) { return dissect(qiki::load::in_memory(b)); }
anatomy of_sin(const std::string& name) { return of(elf::content(QIKI_SINS "/" + name + ".so")); }

bool has(const std::vector<std::string>& all, const std::string& part) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& s) { return s.find(part) != std::string::npos; });
}
} // namespace

TEST_CASE("A sound plugin's tables are read without running it") {
    const anatomy a = of_sin("none");
    CHECK(a.refusals.empty());
    CHECK(a.build_id.size() == 40);
    CHECK(a.abi == "1.0");
    REQUIRE(a.entry);
    CHECK(a.entry->layout == QIKI_LAYOUT);
    REQUIRE(a.plugins.size() == 1);
    REQUIRE(a.plugins[0].about);
    const qiki_descriptor& d = *a.plugins[0].about;
    CHECK(std::string(d.id) == "org.example.none");
    CHECK(d.caps == (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE));
    REQUIRE(d.params.count == 3);
    const auto* p = static_cast<const qiki_param*>(qiki_row(d.params, 1));
    CHECK(std::string(p->key) == "beam");
    CHECK(p->choices == nullptr);
    CHECK(p->value == 0.02);
    CHECK(std::string(static_cast<const qiki_param*>(qiki_row(d.params, 2))->choices) == "near|far");
    REQUIRE(a.links);
    CHECK_FALSE(a.executable_stack);
    CHECK(a.links->constructors >= 1); // a sanitizer adds its own
}

TEST_CASE("A descriptor that is built while the plugin runs is named, not guessed") {
    const anatomy a = of_sin("two");
    CHECK(a.refusals.empty());
    REQUIRE(a.plugins.size() == 2);
    CHECK(a.plugins[0].about);
    CHECK_FALSE(a.plugins[1].about);
    CHECK(has(a.remarks, "'org.example.second' builds its descriptor while it runs"));
}

TEST_CASE("What the loader would refuse is told in its words") {
    const auto why = [](const std::string& sin) {
        const anatomy a = of_sin(sin);
        return a.refusals.empty() ? std::string() : a.refusals.front();
    };
    CHECK_THAT(why("bad_magic"), Contains("expected the magic QIKIPLG"));
    CHECK_THAT(why("other_layout"), Contains("expected layout") && Contains("its headers were other ones"));
    CHECK_THAT(why("other_major"), Contains("expected ABI major 1, found"));
    CHECK_THAT(why("other_major_inside"), Contains("expected ABI major 1, found"));
    CHECK_THAT(why("no_symbol"), Contains("expected the symbol qiki_plugin, found none"));
    CHECK_THAT(why("no_note"), Contains(".note.qiki") && Contains("found none"));
    CHECK_THAT(why("note_disagrees"), Contains("the file's note says"));
    CHECK_THAT(why("default_outside"), Contains("param"));
    CHECK_THAT(why("wrong_port"), Contains("port"));
    CHECK(why("crashes_loading").empty()); // which only a run finds
}

TEST_CASE("A file without a note still shows the rest") {
    const anatomy a = of_sin("no_note");
    CHECK(a.plugins.empty());
    REQUIRE(a.links);
    CHECK(a.links->symbols.size() >= 5);
    CHECK(a.entry);
}

TEST_CASE("A plugin cut at any length is refused or named as damaged") {
    const auto whole = elf::content(QIKI_SINS "/none.so");
    for (size_t n = 0; n < whole.size(); n += n < 1024 ? 1 : 211) {
        INFO("cut at " << n);
        std::string said;
        try {
            const anatomy a = of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)});
            said = a.refusals.empty() ? "" : a.refusals.front();
        } catch (const qiki::load::refused& e) { said = e.what(); }
        REQUIRE_THAT(said, Contains("byte "));
    }
}

TEST_CASE("A smallest file without a dynamic section is no plugin") {
    const anatomy a = of(elf::image().bytes());
    CHECK(a.plugins.size() == 1);
    CHECK(has(a.refusals, "qiki_plugin, found none"));
}

TEST_CASE("Versions are compared by their numbers") {
    using qiki::anatomy::is_below;
    CHECK(is_below("2.4", "2.34"));
    CHECK(is_below("2.2.5", "2.3"));
    CHECK(is_below("2.2", "2.2.5"));
    CHECK_FALSE(is_below("2.34", "2.34"));
    CHECK_FALSE(is_below("2.34", "2.4"));
    CHECK_FALSE(is_below("3", "2.99"));
    CHECK(is_below("", "1"));
    CHECK_FALSE(is_below("", ""));
}

TEST_CASE("What a plugin should not call is remarked") {
    CHECK(has(of_sin("exits_loading").remarks, "ends the process"));
    CHECK(has(of_sin("forks_loading").remarks, "starts processes or threads"));
    CHECK(has(of_sin("changes_folder").remarks, "chdir"));
    CHECK(has(of_sin("no_build_id").remarks, "has no build id"));
    for (const char* words :
         {"ends the process", "starts processes", "chdir", "no build id", "libm", "executable stack"})
        CHECK_FALSE(has(of_sin("none").remarks, words));
}

// Where the tables stand that lead to others: a byte in the middle of the code matters to nobody.
TEST_CASE("10,000 mutations of tables are read or refused, never believed") {
    const auto whole = elf::content(QIKI_SINS "/none.so");
    const auto head = qiki::load::read_head(qiki::load::in_memory(whole));
    std::vector<std::pair<uint64_t, uint64_t>> tables = {{0, 64 + head.segments.size() * sizeof(Elf64_Phdr)}};
    for (const Elf64_Phdr& p : head.segments)
        if (p.p_type == PT_DYNAMIC || p.p_type == PT_GNU_RELRO || (p.p_type == PT_LOAD && p.p_offset == 0))
            tables.emplace_back(p.p_offset, p.p_filesz);
    std::mt19937_64 chance(7);
    size_t refused = 0, sound = 0;
    for (uint32_t n = 0; n < rounds(10'000); ++n) {
        auto b = whole;
        for (uint64_t k = chance() % 3 + 1; k > 0; --k) {
            const auto& [at, size] = tables[chance() % tables.size()];
            const uint64_t where = (at + chance() % size) / 8 * 8;
            constexpr uint64_t odd[] = {0, 1, 0x7FFF, 0xFFFF, 0xFFFFFFFF, ~uint64_t{0}, ~uint64_t{0} - 7, 1u << 20};
            const uint64_t v = chance() % 4 ? odd[chance() % std::size(odd)] : chance() % 100'000;
            std::memcpy(b.data() + where, &v, std::min<size_t>(size_t{1} << chance() % 4, b.size() - where));
        }
        try {
            ++(of(b).refusals.empty() ? sound : refused);
        } catch (const qiki::load::refused&) { ++refused; }
    }
    CHECK(refused > rounds(3000));
    CHECK(sound > rounds(100));
}
