// SPDX-License-Identifier: MIT
// classify/words.hpp - verdicts in words, for people who read the log.
#pragma once
#include "qiki/qiki.hpp"
#include <string>

namespace classify {

inline constexpr const char* sides[] = {"unknown", "friendly", "neutral", "hostile"};
inline constexpr const char* kinds[] = {"object", "aircraft", "rotorcraft", "drone", "vessel", "ground vehicle",
                                        "craft",  "station",  "debris",     "bird",  "body"};
static_assert(std::size(sides) == QIKI_IFF_HOSTILE + 1 && std::size(kinds) == QIKI_CLASS_BODY + 1);

struct words {
    uint32_t code = 0;
    uint32_t text[2][std::size(sides)][std::size(kinds)] = {}; // by spoofed, side, kind: text ids

    static words of(const qiki_host& h) {
        words w;
        w.code = qiki::intern(h, "TRACK_CLASSIFIED");
        for (size_t spoofed = 0; spoofed < 2; ++spoofed)
            for (size_t i = 0; i < std::size(sides); ++i)
                for (size_t k = 0; k < std::size(kinds); ++k)
                    w.text[spoofed][i][k] = qiki::intern(h, std::string(sides[i]) + " " + kinds[k] +
                                                                (spoofed ? ", under a false name" : ""));
        return w;
    }
};

} // namespace classify
