// SPDX-License-Identifier: MIT
// host/conform/drive/finds.hpp - how many looks at a target found it, beside how many pd promises.
#pragma once
#include "host/conform/drive/field.hpp"

namespace qiki::conform {

// What such a frame promises can be counted.
inline bool promises_finds(const qiki_frame& f) {
    return (f.valid & QIKI_FRAME_HAS_PD) && (f.flags & QIKI_FRAME_COMPLETE);
}

struct finds {
    double tries = 0, promised = 0, hits = 0;
    // Of bodies in the sector, `found` tells which of them have a contact.
    void add(const qiki_frame& f, const qiki_truth& b, bool found) {
        if (well_inside(f, b)) tries += 1, promised += f.pd, hits += found;
    }
    void add(const qiki_frame& f, const std::vector<qiki_truth>& all, const std::vector<bool>& found) {
        for (size_t k = 0; k < all.size(); ++k) add(f, all[k], found[k]);
    }
};
} // namespace qiki::conform
