// SPDX-License-Identifier: MIT
// tests/unit/load/test_note.cpp - the note reader on sound, spoilt and truncated files.
#include "elf.hpp"
#include <catch2/catch.hpp>

using Catch::Contains;
using elf::complaint;

TEST_CASE("A note is read back with its build id") {
    const elf::image sound;
    const auto n = elf::read(sound.bytes());
    CHECK(n.text == elf::text);
    CHECK(n.build_id == "01abff");
    const auto all = qiki::load::read_text(n.text);
    REQUIRE(all.size() == 1);
    CHECK(all[0].id == "org.example.tiny");
    CHECK(all[0].kind == "qiki.radar/1");
    CHECK(all[0].version == "1.0.0");
    CHECK(all[0].summary == "A tiny one");
    CHECK(all[0].abi == "1.0");
    CHECK(elf::read(elf::image(elf::qiki(elf::text)).bytes()).build_id.empty());
}

TEST_CASE("A note text lists several plugins, and what each needs") {
    const auto all = qiki::load::read_text(
        "abi=1.0\nid=a.b\nkind=qiki.radar/1\nversion=1.0.0\nsummary=x=y\n"
        "id=a.c\nneeds=qiki.log/1\nneeds=qiki.text/1\nkind=qiki.agent/1\nsummary=z\nversion=2.0.0");
    REQUIRE(all.size() == 2);
    CHECK(all[0].summary == "x=y");
    CHECK(all[0].needs.empty());
    CHECK(all[1].needs == std::vector<std::string>{"qiki.log/1", "qiki.text/1"});
}

TEST_CASE("Each spoilt field of an ELF file is named") {
    const auto spoilt = [](auto change) {
        elf::image e;
        change(e);
        return complaint(e.bytes());
    };
    using I = elf::image;
    CHECK(complaint({}) == "byte 0 (size): expected a shared library, found an empty file; copy or build it again");
    CHECK_THAT(spoilt([](I& e) { e.head.e_ident[1] = 'F'; }),
               Contains("byte 0 (magic): expected an ELF shared library"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_ident[EI_CLASS] = ELFCLASS32; }),
               Contains("byte 4 (class)") && Contains("32-bit"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_ident[EI_DATA] = ELFDATA2MSB; }),
               Contains("byte 5 (endianness)") && Contains("big-endian"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_machine = EM_AARCH64; }),
               Contains("byte 18 (machine): expected x86-64 (62), found machine 183"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_type = ET_EXEC; }),
               Contains("byte 16 (type)") && Contains("found an executable"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_type = ET_REL; }), Contains("found an object file"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_phentsize = 32; }), Contains("byte 54 (e_phentsize): expected 56, found 32"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_phnum = 65; }),
               Contains("byte 56 (e_phnum): expected 1 to 64 program headers, found 65"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_phnum = 0; }), Contains("found 0"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_phoff = ~uint64_t{0} - 8; }), Contains("byte 32 (e_phoff)"));
    CHECK_THAT(spoilt([](I& e) { e.head.e_shoff = 1u << 20, e.head.e_shnum = 3, e.head.e_shentsize = 64; }),
               Contains("byte 40 (e_shoff)"));
    CHECK_THAT(spoilt([](I& e) { e.segments[0].p_filesz = ~uint64_t{0}; }),
               Contains("byte 72 (segment)") && Contains("truncated"));
    CHECK_THAT(spoilt([](I& e) { e.segments[0].p_memsz = 1; }), Contains("p_filesz") && Contains("p_memsz"));
    CHECK_THAT(spoilt([](I& e) { e.segments[0].p_type = PT_INTERP; }), Contains("PT_INTERP") && Contains("executable"));
    CHECK_THAT(spoilt([](I& e) { e.segments[1].p_type = PT_PHDR; }),
               Contains("field .note.qiki") && Contains("found none"));
}

TEST_CASE("Each spoilt note is named") {
    const auto with = [](const std::string& notes) { return complaint(elf::image(notes).bytes()); };
    CHECK_THAT(with(elf::build_id()), Contains(".note.qiki") && Contains("some other library"));
    CHECK_THAT(with(elf::qiki(elf::text) + elf::qiki(elf::text)), Contains("second note"));
    CHECK_THAT(with(elf::qiki(elf::text) + "12345678"), Contains("ends in its header"));
    CHECK_THAT(with(elf::note(std::string("qiki", 5), 1, "abi=1.0")), Contains("one NUL, at its end"));
    CHECK_THAT(with(elf::note(std::string("qiki", 5), 1, std::string("abi=1.0\0\0", 9))),
               Contains("one NUL, at its end"));
    CHECK_THAT(with(std::string("\x05\0\0\0\xff\xff\xff\xff\x01\0\0\0qiki\0\0\0\0", 20)),
               Contains("4294967295 bytes inside its segment"));
    elf::image big(std::string(65540, '\0'));
    CHECK_THAT(complaint(big.bytes()), Contains("at most 65536 bytes of notes"));
    // type and owner count, not the look: a note "qiki" of another type is another note
    CHECK_THAT(with(elf::note(std::string("qiki", 5), 2, elf::text + '\0')), Contains("found none"));
    CHECK_THAT(with(elf::note(std::string("QIKI", 5), 1, elf::text + '\0')), Contains("found none"));
}

TEST_CASE("Each wrong line of a note text is named by its number") {
    const auto with = [](const std::string& text) {
        try {
            qiki::load::read_text(text);
            return std::string();
        } catch (const qiki::load::refused& e) { return std::string(e.what()); }
    };
    const std::string rest = "kind=qiki.radar/1\nversion=1.0.0\nsummary=s\n";
    CHECK(with("abi=1.0\nid=a.b\n" + rest).empty());
    CHECK_THAT(with(""), Contains("lists no plugin"));
    CHECK_THAT(with("id=a.b\n" + rest), Contains("line 1: expected 'abi' first"));
    CHECK_THAT(with("abi=1\nid=a.b\n" + rest), Contains("line 1: abi '1': expected MAJOR.MINOR"));
    CHECK_THAT(with("abi=1.0x\nid=a.b\n" + rest), Contains("expected MAJOR.MINOR"));
    CHECK_THAT(with("abi=2.0\nwhat the future brings"), Contains("expected ABI major 1, found 2"));
    CHECK_THAT(with("abi=1.0\nid=A.b\n" + rest), Contains("id 'A.b': expected reverse DNS"));
    CHECK_THAT(with("abi=1.0\nid=ab\n" + rest), Contains("expected reverse DNS"));
    CHECK_THAT(with("abi=1.0\nid=a.b\nkind=qiki.boat/1\nversion=1.0.0\nsummary=s"), Contains("kind 'qiki.boat/1'"));
    CHECK_THAT(with("abi=1.0\nid=a.b\nkind=qiki.radar/1\nversion=1.0\nsummary=s"), Contains("version '1.0'"));
    CHECK_THAT(with("abi=1.0\nid=a.b\nkind=qiki.radar/1\nversion=1.0.0"), Contains("has no 'summary'"));
    CHECK_THAT(with("abi=1.0\nid=a.b\n" + rest + "id=a.b\n" + rest), Contains("line 6: id 'a.b' stands twice"));
    CHECK_THAT(with("abi=1.0\nid=a.b\n" + rest + "kind=qiki.radar/1"), Contains("line 6: 'kind' stands twice"));
    CHECK_THAT(with("abi=1.0\nid=a.b\n" + rest + "summary"), Contains("line 6: expected key=value"));
    CHECK_THAT(with("abi=1.0\nid=a.b\n" + rest + "needs="), Contains("line 6: 'needs' is empty"));
    CHECK_THAT(with("abi=1.0\nid=a.b\n" + rest + "colour=red"), Contains("line 6: key 'colour'"));
    CHECK(with("abi=1.1\nid=a.b\n" + rest + "colour=red").empty());
    CHECK_THAT(with("abi=1.0\nid=a.b\n" + rest + "needs=\x1b[31m"), Contains("line 6: expected printable UTF-8"));
}

TEST_CASE("A real plugin cut at any length is refused, with the byte") {
    const auto whole = elf::content(QIKI_SINS "/none.so");
    REQUIRE(complaint(whole).empty());
    size_t step = 1;
    for (size_t n = 0; n < whole.size(); n += step) {
        const std::string said = complaint({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)});
        INFO("cut at " << n << ": " << said);
        REQUIRE_THAT(said, Contains("byte "));
        step = n < 1024 ? 1 : 97;
    }
    REQUIRE_THAT(complaint({whole.begin(), whole.end() - 1}), Contains("byte "));
}
