// SPDX-License-Identifier: MIT
// host/policy/source_lines.hpp - where things stand in a policy's text: table entries by path, bodies of functions.
#pragma once
#include "host/scenario/tokens.hpp"
#include <map>
#include <string>
#include <vector>

namespace qiki::policy {

using lua::token;

// Is token `i` there, and this mark?
bool is_mark(const std::vector<token>&, size_t i, std::string_view mark);

// The lines of everything in the table literal after the word `head`: "states.BOOTING[2].to", "guards[1]". Empty when
// no literal follows.
std::map<std::string, int> entry_lines(const std::vector<token>&, std::string_view head);

struct body {              // of a function; tokens [begin, end)
    std::string parameter; // the first; "" when there is none
    size_t begin = 0, end = 0;
};
// The functions that begin and end in these lines.
std::vector<body> bodies(const std::vector<token>&, int first_line, int last_line);
} // namespace qiki::policy
