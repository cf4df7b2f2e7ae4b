// SPDX-License-Identifier: MIT
// host/conform/elf.hpp - what the dynamic linker will read in a plugin's file, read without loading it.
#pragma once
#include "host/load/note.hpp"
#include <string>
#include <vector>

namespace qiki::conform {

struct elf_symbol { // of .dynsym
    std::string name;
    bool defined = false, global = false, unique = false, weak = false;
};

struct elf_file {
    std::vector<elf_symbol> symbols;
    std::vector<std::string> needed; // DT_NEEDED
    std::string run_path;            // DT_RPATH or DT_RUNPATH
    bool no_delete = false, text_relocations = false, executable_stack = false;
    std::string note; // text of the note "qiki"; "" when there is none
    std::string why_no_note;
};

// Throws load::refused: not a 64-bit little-endian ELF shared library for x86-64, or damaged; names the field.
elf_file read_elf(const load::bytes&);
} // namespace qiki::conform
