// SPDX-License-Identifier: MIT
// host/anatomy/symbols.hpp - the symbols a library gives and takes, with their versions.
#pragma once
#include "host/anatomy/dynamic.hpp"
#include "host/anatomy/tags.hpp"

namespace qiki::anatomy {

// DT_SYMTAB, whose length only the hash tables tell. Throws refused.
std::vector<Elf64_Sym> read_symbols(const image&, const tags&);

// DT_VERNEED. Throws refused.
struct version_row {
    uint16_t index;
    version_wanted wanted;
};
std::vector<version_row> read_versions(const image&, const tags&);

// Global symbols with names and versions. Throws refused.
std::vector<symbol> named(const image&, const tags&, const std::vector<Elf64_Sym>&, const std::vector<version_row>&);
} // namespace qiki::anatomy
