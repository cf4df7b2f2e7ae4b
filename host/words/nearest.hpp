// SPDX-License-Identifier: MIT
// host/words/nearest.hpp - "did you mean": the known word nearest to a misspelt one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace qiki {

// Nearest by Damerau-Levenshtein distance (optimal string alignment), ignoring case; ties by the order of `known`. When
// none is near, the shortest that contains the word, if it has three letters. Else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

// `; did you mean "x"?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

// `"a", "b", "c"`, cut after `most` with "...".
std::string listed(const std::vector<std::string>&, size_t most = 12);
} // namespace qiki
