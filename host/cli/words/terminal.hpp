// SPDX-License-Identifier: MIT
// host/cli/words/terminal.hpp - texts that fit the place where they are read.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace qiki::cli {

// Characters in a line of standard output; 0 when it is not a terminal, so that nothing need be cut. COLUMNS overrides.
size_t columns();

// On a terminal and without NO_COLOR; the text itself elsewhere.
std::string bold(std::string_view);

size_t width(std::string_view utf8); // characters
// At most `most` characters, the last an ellipsis when something was cut off.
std::string cut(std::string_view utf8, size_t most);
// Words in lines of at most `most` characters (0: one line), each indented; foreign texts are made safe to print.
std::string wrapped(std::string_view utf8, size_t most, size_t indent);

// "qiki VERB: text" on standard error, one line whatever the text holds: it may be a plugin's, or name a hostile file.
void complain(std::string_view verb, std::string_view text);

// What a script's print() says, on standard error: its lines stay lines, but none of its bytes steers the terminal.
void pass_on(std::string_view printed);
} // namespace qiki::cli
