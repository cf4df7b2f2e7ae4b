// SPDX-License-Identifier: MIT
// plugins/radar/asterix/pcap.cpp - UDP datagrams out of a pcap capture, by their own lengths and not the captured ones.
#include "framing.hpp"

namespace asterix {
namespace {

constexpr size_t file_header = 24, packet_header = 16, udp_header = 8;
constexpr uint32_t longest_packet = 0x40000; // tcpdump's own limit

enum class order : uint8_t { none, little, big };

order byte_order(octets file) { // microseconds and nanoseconds; the recording machine's clock is not used
    if (file.size() < file_header) return order::none;
    switch (big_endian(file.first(4))) {
    case 0xD4C3B2A1u:
    case 0x4D3CB2A1u: return order::little;
    case 0xA1B2C3D4u:
    case 0xA1B23C4Du: return order::big;
    default: return order::none;
    }
}

uint32_t number(octets file, size_t at, order o) {
    const auto value = static_cast<uint32_t>(big_endian(file.subspan(at, 4)));
    return o == order::big ? value : __builtin_bswap32(value);
}

// What lies inside a packet, or why not: reason none and an empty payload mean somebody else's packet.
struct opened {
    reason why = reason::none;
    size_t at = 0, size = 0; // payload in the packet; or the offending length in size
    bool udp = false;
    uint16_t port = 0;
};

// The network layer's place in a packet and its EtherType; 0 when the packet is too short for its link layer.
uint32_t network_layer(octets packet, uint32_t link, size_t& at) {
    const auto type = [&](size_t where) { return where + 2 <= packet.size() ? u16_at(packet, where) : 0u; };
    switch (link) {
    case 101: at = 0; return packet.empty() ? 0u : packet[0] >> 4 == 4 ? 0x0800u : 0x86DDu;
    case 113: at = 16; return type(14);
    case 276: at = 20; return type(0);
    default: break;
    }
    at = 14;
    uint32_t ether = type(12);
    while (ether == 0x8100 || ether == 0x88A8 || ether == 0x9100) { // VLAN tags
        ether = type(at + 2);
        at += 4;
    }
    return ether;
}

opened open_udp(octets packet, size_t at, size_t room) {
    opened x;
    x.udp = true;
    if (packet.size() < at + udp_header) return x.why = reason::packet_length, x.size = room, x;
    const size_t length = u16_at(packet, at + 4);
    x.port = static_cast<uint16_t>(u16_at(packet, at + 2));
    if (length < udp_header || length > room) return x.why = reason::packet_length, x.size = length, x;
    x.at = at + udp_header;
    x.size = length - udp_header;
    if (x.at + x.size > packet.size()) x.why = reason::packet_length;
    return x;
}

opened open_ip(octets packet, uint32_t ether, size_t at) {
    opened x;
    if (ether == 0x0800) {
        if (packet.size() < at + 20 || packet[at] >> 4 != 4) return x;
        const size_t header = (packet[at] & 15u) * 4u, total = u16_at(packet, at + 2);
        if (packet[at + 9] != 17) return x;
        x.udp = true;
        if ((u16_at(packet, at + 6) & 0x3FFFu) != 0) return x.why = reason::packet_fragment, x;
        if (header < 20 || total < header + udp_header) return x.why = reason::packet_length, x.size = total, x;
        return open_udp(packet, at + header, total - header);
    }
    if (ether == 0x86DD) {
        if (packet.size() < at + 40 || packet[at] >> 4 != 6) return x;
        if (packet[at + 6] == 44) return x.udp = true, x.why = reason::packet_fragment, x;
        if (packet[at + 6] == 17) return open_udp(packet, at + 40, u16_at(packet, at + 4));
    }
    return x;
}
} // namespace

bool is_pcap(octets file) { return byte_order(file) != order::none; }

void read_pcap(octets file, const reading& how, block_sink& sink, packet_counts& counts) {
    const order o = byte_order(file);
    if (o == order::none) return sink.refuse({reason::packet_beyond, 0, "", "", 0, file.size(), file_header});
    const uint32_t link = number(file, 20, o) & 0xFFFFu;
    if (link != 1 && link != 101 && link != 113 && link != 276)
        return sink.refuse({reason::link_unknown, 0, "", "", 20, link, 0});
    for (size_t at = file_header; at != file.size();) {
        const size_t left = file.size() - at;
        const uint32_t captured = left < packet_header ? 0 : number(file, at + 8, o);
        if (left < packet_header || captured > left - packet_header || captured > longest_packet)
            return sink.refuse({reason::packet_beyond, 0, "", "", at, left < packet_header ? left : captured,
                                left < packet_header ? packet_header : left - packet_header});
        const uint32_t sent = number(file, at + 12, o);
        const octets packet = file.subspan(at + packet_header, captured);
        const uint64_t offset = at + packet_header;
        at += packet_header + captured;
        ++counts.packets;

        size_t ip = 0;
        const uint32_t ether = network_layer(packet, link, ip);
        const opened x = open_ip(packet, ether, ip);
        if (!x.udp || (how.port != 0 && x.why == reason::none && x.port != how.port)) {
            ++counts.ignored;
            continue;
        }
        if (x.why != reason::none) {
            const bool cut = x.why == reason::packet_length && captured < sent;
            sink.refuse({cut ? reason::packet_cut : x.why, 0, "", "", offset, cut ? sent : x.size, captured});
            continue;
        }
        ++counts.datagrams;
        const octets payload = packet.subspan(x.at, x.size);
        const bool wrapped = how.inner == datagram::oradis ||
                             (how.inner == datagram::detect && !is_plain(payload) && is_oradis(payload));
        if (wrapped) read_oradis(payload, offset + x.at, sink);
        else read_plain(payload, offset + x.at, sink);
    }
}
} // namespace asterix
