// SPDX-License-Identifier: MIT
// host/words/nearest.cpp - edit distance and the sentences around it.
#include "host/words/nearest.hpp"
#include <algorithm>
#include <array>

namespace qiki {
namespace {
constexpr size_t longest = 64; // longer words are not compared

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t distance(std::string_view a, std::string_view b) {
    std::array<std::array<size_t, longest + 1>, 3> rows; // the row before the last, the last, this one
    size_t *two = rows[0].data(), *one = rows[1].data(), *now = rows[2].data();
    for (size_t j = 0; j <= b.size(); ++j) one[j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            now[j] = std::min({one[j] + 1, now[j - 1] + 1, one[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = std::min(now[j], two[j - 2] + 1);
        }
        std::swap(two, one);
        std::swap(one, now);
    }
    return one[b.size()];
}
bool contains(std::string_view whole, std::string_view part) {
    return std::search(whole.begin(), whole.end(), part.begin(), part.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != whole.end();
}
} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    if (word.empty() || word.size() > longest) return {};
    std::string best;
    size_t least = std::max<size_t>(1, word.size() / 3) + 1;
    for (const std::string& k : known) {
        if (k.size() > longest || k.empty()) continue;
        const size_t d = distance(word, k);
        if (d < least && d < k.size()) {
            least = d;
            best = k;
        }
    }
    if (!best.empty() || word.size() < 3) return best;
    for (const std::string& k : known) // "pulse" for "qiki.radar.pulse": a part, of the shortest such word
        if (k.size() <= longest && contains(k, word) && (best.empty() || k.size() < best.size())) best = k;
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
