// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/words.hpp - what an event says in numbers of a load, a mass or a reason, in words for the log.
#pragma once
#include "flight.hpp"
#include <cstdio>

namespace craft {

// One line; what is longer is cut.
struct remark {
    char text[160] = "";
    size_t size = 0;

    void add(const char* s) {
        while (*s && size + 1 < sizeof text) text[size++] = *s++;
    }
    // The names of the bits that are set.
    void list(uint64_t bits, std::span<const char* const> names) {
        bool more = false;
        for (size_t i = 0; i < names.size(); ++i) {
            if (!(bits >> i & 1u)) continue;
            if (more) add(", ");
            add(names[i]), more = true;
        }
    }
};

inline constexpr const char* shed_reason_names[] = {"low charge", "too hot", "overcurrent", "over the budget",
                                                    "no power"};
inline constexpr const char* link_block_names[] = {"", "comms are off", "it does not radiate", "too hot", "no power"};

// Empty where the event itself says all.
inline remark in_words(const happening& h) {
    remark r;
    const auto first = static_cast<uint64_t>(h.v[0]), gone = static_cast<uint64_t>(h.v[2]);
    switch (h.what) {
    case code::shed:
        r.add("without power: "), r.list(gone, load_names);
        r.add(" ("), r.list(static_cast<uint64_t>(h.v[1]), shed_reason_names), r.add(")");
        if (first & ~gone) r.add(", as before: "), r.list(first & ~gone, load_names);
        break;
    case code::restored:
        r.add("power again: "), r.list(static_cast<uint64_t>(h.v[1]), load_names);
        if (first) r.add(", still without: "), r.list(first, load_names);
        break;
    case code::too_hot:
    case code::cooled:
    case code::warm: {
        char heat[64];
        std::snprintf(heat, sizeof heat, ": %.2f K, the limit is %.2f K", h.v[1], h.v[2]);
        r.add(node_names[first % nodes]), r.add(heat);
        break;
    }
    case code::link_degraded:
    case code::link_down:
        if (!first || first >= std::size(link_block_names)) break;
        r.add("the link: "), r.add(link_block_names[first]);
        break;
    default: break;
    }
    return r;
}

} // namespace craft
