// SPDX-License-Identifier: MIT
// plugins/radar/asterix/read.hpp - what items of several categories have in common.
#pragma once
#include "fields.hpp"

namespace asterix {

inline uint64_t number(const record& r, size_t item) { return big_endian(r[item]); }

inline void set(uint16_t& flags, uint16_t flag, bool on) {
    if (on) flags = static_cast<uint16_t>(flags | flag);
}
template <class T>
void read_source(const record& r, T& out) { // FRN 1 in every profile
    if (!r.has(0)) return;
    out.has |= has_source;
    out.source = static_cast<uint16_t>(number(r, 0));
}
template <class T>
void read_code(uint64_t raw, T& out) {
    out.has |= has_code;
    out.code = static_cast<uint16_t>(bits(raw, 12, 1));
    set(out.flags, code_not_validated, bit(raw, 16));
    set(out.flags, code_garbled, bit(raw, 15));
}
inline void read_level(uint64_t raw, target& out) {
    out.has |= has_level;
    out.level = static_cast<int16_t>(signed_bits(raw, 14, 1));
    set(out.flags, level_not_validated, bit(raw, 16));
    set(out.flags, level_garbled, bit(raw, 15));
}
template <class T>
void read_name(octets six, T& out) {
    bool valid = true;
    const name8 name = six_bit_name(six, valid);
    if (!valid) return set(out.flags, name_invalid, true);
    if (name[0] == 0) return;
    out.has |= has_name;
    out.name = name;
}
} // namespace asterix
