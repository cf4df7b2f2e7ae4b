// SPDX-License-Identifier: MIT
// host/cli/plugins/vocabulary.hpp - the words that scenarios and policies share, and the lines that annotations are
// made of.
#pragma once
#include "host/cli/plugins/describe.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace qiki::cli {

// Facts as fields of qiki.Facts and qiki.Subject, each with the agents that tell it; words of verbs, ids of plugins and
// codes of events as literals. Every plugin must be opened.
std::string vocabulary(const std::vector<shown>&);

// One line each, whatever the texts hold. A field or literal whose name cannot be written is left out: "".
std::string line(std::string_view);
std::string comment(std::string_view text);
std::string field(const std::string& name, bool optional, const std::string& type, std::string_view text);
std::string literal(const std::string& word, std::string_view text);

// Whether a word may stand between quotes as it is.
bool quotable(std::string_view);
} // namespace qiki::cli
