// SPDX-License-Identifier: MIT
// score/edits.hpp - how many slips of a typist lie between two words.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace qiki::score {

inline constexpr size_t longest_word = 64; // longer ones are not compared

inline constexpr char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters put in, left out, taken for another, or swapped with their neighbour; case counts nothing.
// Damerau-Levenshtein distance in its restricted form (optimal string alignment; Damerau 1964, Levenshtein 1966).
// Neither word is longer than longest_word. [any]
inline size_t edits(std::string_view a, std::string_view b) {
    std::array<std::array<size_t, longest_word + 1>, 3> rows; // the row before the last, the last, this one
    size_t *two = rows[0].data(), *one = rows[1].data(), *now = rows[2].data();
    const auto same = [&](size_t i, size_t j) { return in_lower_case(a[i]) == in_lower_case(b[j]); };
    for (size_t j = 0; j <= b.size(); ++j) one[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            now[j] = std::min({one[j] + 1, now[j - 1] + 1, one[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
            if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) now[j] = std::min(now[j], two[j - 2] + 1);
        }
        std::swap(two, one);
        std::swap(one, now);
    }
    return one[b.size()];
}
} // namespace qiki::score
