// SPDX-License-Identifier: MIT
// plugins/radar/asterix/refusal.hpp - why octets of a recording were not read, and where they lie.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace asterix {

enum class reason : uint8_t {
    none,
    block_header,    // fewer than 3 octets are left
    block_short,     // block length below 4
    block_beyond,    // block length beyond the file or datagram
    stray,           // octets of a raw file that are no block, and a block that they may have spoilt
    fspec_beyond,    // FSPEC runs past the block
    fspec_long,      // FSPEC longer than the profile
    item_unused,     // presence bit of an unused FRN
    item_beyond,     // item runs past the block
    chain_long,      // more parts than defined
    presence_unused, // spare presence bit of a compound item
    presence_long,   // presence octets of a compound item longer than defined
    length_zero,     // explicit length 0
    time_beyond,     // time of day of 86400 s or more
    latitude_beyond, // beyond 90 deg
    no_descriptor,   // CAT001 without I001/020
    random_sequence, // RFS
    packet_beyond,   // pcap record runs past the file, or is longer than any packet
    packet_cut,      // captured with a snap length below the datagram's length
    packet_fragment, // fragment of an IP datagram
    packet_length,   // IP or UDP length that does not fit
    link_unknown,    // pcap link type that is not read
    frame_length,    // FF frame shorter than 12 octets or beyond the file
    frame_trailer,   // FF frame that does not end in A5 A5 A5 A5
    header_length,   // ORADIS header that does not fit its block
};

struct refusal {
    reason why = reason::none;
    uint8_t category = 0;             // 0: not inside a block
    const char* item = "";            // "" outside items
    const char* part = "";            // sub-item
    uint64_t offset = 0;              // octet of the file
    uint64_t found = 0, expected = 0; // by reason: a length, a limit, an octet
};

// "FILE: octet 17: CAT048 item I048/020: ...", with what was expected and what is skipped.
std::string explain(const refusal&, std::string_view file);
} // namespace asterix
