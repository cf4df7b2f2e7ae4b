// SPDX-License-Identifier: MIT
// host/scenario/tokens.hpp - the words of a Lua source with their lines: to point at a key, and to refuse what cannot
// be bounded.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::lua {

struct token {
    enum what { name, text, number, mark };
    what kind;
    std::string_view is; // a text without its quotes, escapes as written
    int line;
};

// Of any bytes; what is no Lua comes out as marks. The views point into `source`.
std::vector<token> tokens(std::string_view source);

struct complaint {
    int line = 0;
    std::string text; // empty: none
};

// What compiles but is not allowed: `^` where its last bit depends on the CPU, and chains that the compiler takes
// quadratic time for.
complaint refused(const std::vector<token>&);

// The lines of the keys in the table that follows `head` ("plugin.id" as a text, or a name) at or after `line`;
// those of inner tables as "group.key".
std::map<std::string, int> key_lines(const std::vector<token>&, int line, std::string_view head);

// The lines of the texts in the table `key = { ... }` that begins in this line, in their order. Empty when there is
// none.
std::map<std::string, std::vector<int>, std::less<>> text_lines(const std::vector<token>&, int line,
                                                                std::string_view key);
} // namespace qiki::lua
