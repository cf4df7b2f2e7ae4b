// SPDX-License-Identifier: MIT
// host/conform/names.hpp - names of types, symbols and frames as people write them. Not in a signal handler.
#pragma once
#include <string>

namespace qiki::conform {

// "std::vector<int>" of its mangled name; others as they are.
std::string plain_name(const std::string& mangled);
// A frame a line, "symbol+0x12 (file.so+0x1f30)": symbols in plain, and several of this program in a row as one line.
std::string plain_stack(const std::string& frames);
} // namespace qiki::conform
