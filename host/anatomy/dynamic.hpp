// SPDX-License-Identifier: MIT
// host/anatomy/dynamic.hpp - what the dynamic section asks of the loader: libraries, versions, symbols, relocations.
#pragma once
#include "host/anatomy/image.hpp"

namespace qiki::anatomy {

struct symbol {
    std::string name;
    std::string version; // "GLIBC_2.34", "" when none
    std::string library; // import: the one the version is asked of
    uint64_t address = 0;
    uint8_t binding = 0; // STB_...
    bool imported = false;
};

struct version_wanted {
    std::string library, version; // "libc.so.6", "GLIBC_2.34"
};

struct dynamic {
    std::vector<std::string> needed;      // libraries, in their order
    std::string soname, rpath, runpath;   // "" when absent
    std::vector<version_wanted> versions; // in their order
    std::vector<symbol> symbols;          // in their order; without local ones
    uint64_t constructors = 0;            // functions that run while it is loaded, before any check can
    bool text_relocations = false;        // code is written to while it is loaded
    bool bind_now = false, no_delete = false, static_tls = false;
};

// Reads the table PT_DYNAMIC points to, and notes every pointer that relocations set in the image. Throws refused.
dynamic read_dynamic(image&);
} // namespace qiki::anatomy
