// SPDX-License-Identifier: MIT
// plugins/radar/asterix/bytes.hpp - octets of a recording: big-endian numbers and the bits of an item, counted from its
// end.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace asterix {

using octets = std::span<const uint8_t>;

// The number in all octets of b, which has at most 8.
constexpr uint64_t big_endian(octets b) {
    uint64_t value = 0;
    for (const uint8_t octet : b) value = value << 8 | octet;
    return value;
}
constexpr uint32_t u16_at(octets b, size_t at) { return static_cast<uint32_t>(b[at] << 8 | b[at + 1]); }

// Bits high..low of an item as the documents count them: bit 1 is the lowest bit of its last octet.
constexpr uint32_t bits(uint64_t item, unsigned high, unsigned low) {
    return static_cast<uint32_t>(item >> (low - 1) & ((uint64_t{1} << (high - low + 1)) - 1));
}
constexpr bool bit(uint64_t item, unsigned n) { return (item >> (n - 1) & 1) != 0; }

// The same as two's complement.
constexpr int32_t signed_bits(uint64_t item, unsigned high, unsigned low) {
    const int64_t value = static_cast<int64_t>(item >> (low - 1) & ((uint64_t{1} << (high - low + 1)) - 1));
    const int64_t sign = int64_t{1} << (high - low);
    return static_cast<int32_t>((value ^ sign) - sign);
}
} // namespace asterix
