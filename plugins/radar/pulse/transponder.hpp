// SPDX-License-Identifier: MIT
// plugins/radar/pulse/transponder.hpp - what a transponder answers: less than the truth, or something else.
#pragma once
#include "qiki/radar.h"
#include "qiki/random.h"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace pulse {

// Nothing but zeros follows the first one.
inline bool is_name(const char (&text)[QIKI_IDENTITY_BYTES]) {
    const char* end = text + sizeof text;
    return std::all_of(std::find(text, end, '\0'), end, [](char c) { return !c; });
}

// The part of a truth that a transponder knows.
struct transponder {
    double height_m = 0; // over the earth; in the standard atmosphere that is what the altimeter says
    uint32_t address24 = 0;
    uint16_t mode3a = 0;
    uint8_t mode = QIKI_XPDR_NONE;
    uint8_t valid = 0; // QIKI_TRUTH_HAS_...
    char identity[QIKI_IDENTITY_BYTES] = {};

    static transponder of(const qiki_truth& b) {
        transponder x;
        x.mode = b.transponder <= QIKI_XPDR_SPOOF ? b.transponder : QIKI_XPDR_NONE;
        // What no transponder could send is not there.
        if ((b.valid & QIKI_TRUTH_HAS_ADDRESS) && b.address24 < 1u << 30)
            x.address24 = b.address24, x.valid |= QIKI_TRUTH_HAS_ADDRESS;
        if ((b.valid & QIKI_TRUTH_HAS_MODE3A) && b.mode3a < 1u << 12)
            x.mode3a = b.mode3a, x.valid |= QIKI_TRUTH_HAS_MODE3A;
        if ((b.valid & QIKI_TRUTH_HAS_IDENTITY) && is_name(b.identity))
            std::memcpy(x.identity, b.identity, sizeof x.identity), x.valid |= QIKI_TRUTH_HAS_IDENTITY;
        return x;
    }
};

// An identity that stands alone is what a spoofing body claims; beside an address or a code of its own it is its own
// too.
inline bool claims(const transponder& x) {
    return (x.valid & QIKI_TRUTH_HAS_IDENTITY) && !(x.valid & (QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A));
}

// Who a spoofing body says it is: whom it claims to be, else a plausible aircraft; what it does not claim is made up,
// always the same for one entity whatever radar asks, and never the body's own.
inline transponder disguised(transponder x, uint64_t entity) {
    constexpr uint64_t key = 0x53504F4F46; // not the radar's: a claim belongs to the claimant
    const bool claimed = claims(x);
    for (uint32_t i = 0;; ++i) {
        const qiki_bits b = qiki_draw(key, 0, entity, 0, i);
        const uint32_t address = 1 + b.v[0] % 0xFFFFFEu;
        const uint16_t code = static_cast<uint16_t>(b.v[1] & 07777);
        char name[QIKI_IDENTITY_BYTES] = {};
        for (uint32_t k = 0; k < 3; ++k) name[k] = static_cast<char>('A' + (b.v[2] >> (8 * k)) % 26);
        for (uint32_t k = 0; k < 4; ++k) name[3 + k] = static_cast<char>('0' + (b.v[3] >> (8 * k)) % 10);
        if (address == x.address24 || code == x.mode3a || !std::memcmp(name, x.identity, sizeof name)) continue;
        x.address24 = address;
        x.mode3a = code;
        if (!claimed) std::memcpy(x.identity, name, sizeof name);
        x.valid = QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A | QIKI_TRUTH_HAS_IDENTITY;
        x.mode = QIKI_XPDR_S;
        return x;
    }
}

// Puts the answer into a contact. Height comes in steps of 100 ft in mode C, of 25 ft in mode S: ICAO Annex 10, volume
// IV.
inline void answer(const transponder& real, uint64_t entity, qiki_contact& c) {
    const transponder x = real.mode == QIKI_XPDR_SPOOF ? disguised(real, entity) : real;
    const bool full = x.mode == QIKI_XPDR_S || x.mode == QIKI_XPDR_ADSB;
    c.transponder = x.mode;
    if ((x.valid & QIKI_TRUTH_HAS_MODE3A) && (full || x.mode == QIKI_XPDR_A || x.mode == QIKI_XPDR_C)) {
        c.mode3a = x.mode3a;
        c.valid |= QIKI_CONTACT_HAS_MODE3A;
    }
    if (full || x.mode == QIKI_XPDR_C) {
        const double step = (full ? 25 : 100) * 0.3048;
        c.height_m = std::floor(x.height_m / step + 0.5) * step + 0.0;
        c.valid |= QIKI_CONTACT_HAS_HEIGHT;
    }
    if (!full && x.mode != QIKI_XPDR_AIS) return;
    if (x.valid & QIKI_TRUTH_HAS_ADDRESS) {
        c.address24 = x.address24;
        c.valid |= QIKI_CONTACT_HAS_ADDRESS;
    }
    if (x.valid & QIKI_TRUTH_HAS_IDENTITY) {
        std::memcpy(c.identity, x.identity, sizeof c.identity);
        c.valid |= QIKI_CONTACT_HAS_IDENTITY;
    }
}

} // namespace pulse
