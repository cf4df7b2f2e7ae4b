// SPDX-License-Identifier: MIT
// host/load/note.hpp - what an ELF file says about itself in its notes; bytes are believed only within their bounds.
#pragma once
#include "host/load/catalogue.hpp"
#include "host/load/words.hpp"
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace qiki::load {

// A file, or memory that stands for one.
struct bytes {
    uint64_t size = 0;
    std::function<bool(uint64_t at, void* to, size_t n)> read; // all n bytes or false; asked only within size
};
bytes in_memory(std::span<const unsigned char>); // which must outlive it

struct notes {
    std::string text;     // of the note "qiki"
    std::string build_id; // of GNU, hexadecimal; empty when the file has none
};

// Throws refused: the text names the byte offset or the field that is wrong. Also checks that every segment lies inside
// the file, since mapping a truncated one ends in SIGBUS.
notes read_notes(const bytes&);

// The plugins that a note text lists, in its order; their `file` and `build_id` are empty. Throws refused.
std::vector<found> read_text(const std::string& text);

// "1.0" of a note text, or "" when it does not say: for error messages about the rest of it.
std::string stated_abi(const std::string& text);
} // namespace qiki::load
