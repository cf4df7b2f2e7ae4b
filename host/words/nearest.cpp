// SPDX-License-Identifier: MIT
// host/words/nearest.cpp - the nearest word, and the sentences around it.
#include "host/words/nearest.hpp"
#include "score/edits.hpp"
#include <algorithm>

namespace qiki {
namespace {
using score::in_lower_case, score::longest_word;

bool contains(std::string_view whole, std::string_view part) {
    return std::search(whole.begin(), whole.end(), part.begin(), part.end(),
                       [](char a, char b) { return in_lower_case(a) == in_lower_case(b); }) != whole.end();
}
} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.empty() || word.size() > longest_word) return {};
    std::string best;
    size_t least = std::max<size_t>(1, word.size() / 3) + 1;
    for (const std::string& k : known) {
        if (k.size() > longest_word || k.empty()) continue;
        const size_t d = score::edits(word, k);
        if (d < least && d < k.size()) {
            least = d;
            best = k;
        }
    }
    if (!best.empty() || word.size() < 3) return best;
    for (const std::string& k : known) // "pulse" for "qiki.radar.pulse": a part, of the shortest such word
        if (k.size() <= longest_word && contains(k, word) && (best.empty() || k.size() < best.size())) best = k;
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
    const std::string best = nearest(word, known);
    return best.empty() ? "" : "; did you mean \"" + best + "\"?";
}

std::string listed(const std::vector<std::string>& words, size_t most) {
    std::string out;
    for (size_t i = 0; i < words.size(); ++i) {
        if (i) out += ", ";
        if (i == most) return out + "...";
        out += '"' + words[i] + '"';
    }
    return out;
}
} // namespace qiki
