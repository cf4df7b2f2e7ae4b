// SPDX-License-Identifier: MIT
// host/words/shell.cpp - between quotes, unless no shell makes anything of it.
#include "host/words/shell.hpp"

namespace qiki {

std::string shell_word(const std::string& s) {
    if (!s.empty() && s.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=+-:,") ==
                          std::string::npos)
        return s;
    std::string out = "'";
    for (const char c : s) out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}
} // namespace qiki
