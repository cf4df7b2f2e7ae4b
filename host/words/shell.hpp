// SPDX-License-Identifier: MIT
// host/words/shell.hpp - commands that are told, so that they can be given again.
#pragma once
#include <string>

namespace qiki {

// As a shell takes it for one word.
std::string shell_word(const std::string&);
} // namespace qiki
