// SPDX-License-Identifier: MIT
// host/load/words.hpp - small questions about texts: is it an id, a version, one line.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace qiki::load {

// Why a file is not a usable plugin: "what was expected and found; the remedy", without the file's name.
struct refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

bool is_id(std::string_view);      // reverse DNS: "org.example.radar.pulse"
bool is_key(std::string_view);     // lower_case, dots for groups: "clutter.density"
bool is_version(std::string_view); // semantic versioning 2.0: "1.2.3-rc.1+5"
bool is_kind(std::string_view);    // one of QIKI_KIND_...
bool is_line(std::string_view);    // UTF-8 without control characters

// Any bytes as one readable line of at most `most` bytes: control characters become blanks, foreign bytes '?'.
std::string one_line(std::string_view, size_t most = 400);
} // namespace qiki::load
