// SPDX-License-Identifier: MIT
// host/anatomy/anatomy.hpp - everything a plugin's file says without being run.
#pragma once
#include "host/anatomy/declared.hpp"
#include "host/anatomy/dynamic.hpp"
#include "host/load/catalogue.hpp"
#include <map>
#include <optional>

namespace qiki::anatomy {

struct described {
    load::found note;
    std::optional<qiki_descriptor> about; // nothing: not a constant of the file, so only a run tells
};

// The highest version of a family that is asked for: "GLIBC", "2.34".
struct highest {
    std::string family, version, library;
};

enum class symbols_left { all_with_debug, all, none, no_sections };

struct anatomy {
    uint64_t size = 0;
    std::string build_id;            // "" when the file has none
    std::string abi;                 // of the note: "1.0"; "" when it does not say
    std::optional<qiki_entry> entry; // nothing: there is no such symbol, or no such bytes
    std::vector<described> plugins;  // in the order of the note
    std::optional<dynamic> links;    // nothing: too damaged to read
    std::vector<highest> asks;       // by family
    bool executable_stack = false, writable_code = false, relro = false;
    symbols_left left = symbols_left::no_sections;

    // Why this host would not load the file; empty when all that was read is sound.
    std::vector<std::string> refusals;
    // What it loads, and what its author had better change.
    std::vector<std::string> remarks;

    store kept; // what `plugins` point to
};

// Throws load::refused when it is no shared library for this machine. What is damaged further inside is absent and in
// `refusals`.
anatomy dissect(const load::bytes&);

// Compared as numbers with dots between them: "2.4" is below "2.34".
bool is_below(std::string_view version, std::string_view other);
} // namespace qiki::anatomy
