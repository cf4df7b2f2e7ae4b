// SPDX-License-Identifier: MIT
// host/anatomy/relocations.hpp - where the pointers of a library's data will point.
#pragma once
#include "host/anatomy/tags.hpp"

namespace qiki::anatomy {

// Says point() for each relative relocation (DT_RELA, DT_RELR) and for each that names a symbol of this library.
// Throws refused.
void read_relocations(image&, const tags&, const std::vector<Elf64_Sym>&);
} // namespace qiki::anatomy
