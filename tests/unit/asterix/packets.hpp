// SPDX-License-Identifier: MIT
// tests/unit/asterix/packets.hpp - file formats and packets around hand-written blocks.
#pragma once
#include "by_hand.hpp"

namespace by_hand {

inline bytes ff(const bytes& blocks) {
    return join({big(blocks.size() + 12, 2), {0, 0, 0, 0x5C, 0x18, 0x90}, blocks, {0xA5, 0xA5, 0xA5, 0xA5}});
}
inline bytes oradis(const bytes& one_block) {
    return join({big(one_block.size() + 6, 2), {0x02, 0xBB, 0x40, 0x35}, one_block});
}

// An IPv4 or IPv6 packet with one UDP datagram.
inline bytes udp(const bytes& payload, uint16_t port = 4001) {
    return join({{0x45, 0},
                 big(payload.size() + 28, 2),
                 {0, 1, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 224, 3, 66, 66},
                 big(6660, 2),
                 big(port, 2),
                 big(payload.size() + 8, 2),
                 {0, 0},
                 payload});
}
inline bytes udp6(const bytes& payload) {
    return join({{0x60, 0, 0, 0},
                 big(payload.size() + 8, 2),
                 {17, 64},
                 bytes(32, 1),
                 big(6660, 2),
                 big(4001, 2),
                 big(payload.size() + 8, 2),
                 {0, 0},
                 payload});
}
inline bytes ethernet(const bytes& packet, uint16_t type = 0x0800) {
    return join({bytes(12, 2), big(type, 2), packet});
}

struct capture {
    bool big_endian_file = false, nanoseconds = false;
    uint32_t link = 1;

    bytes number(uint64_t v, unsigned n) const { return big_endian_file ? big(v, n) : little(v, n); }
    bytes file(const std::vector<bytes>& packets) const {
        bytes out = join({number(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4, 4), number(2, 2), number(4, 2), bytes(8, 0),
                          number(65535, 4), number(link, 4)});
        for (const bytes& p : packets)
            out = join({out, number(1777420800, 4), number(5, 4), number(p.size(), 4), number(p.size(), 4), p});
        return out;
    }
};
} // namespace by_hand
