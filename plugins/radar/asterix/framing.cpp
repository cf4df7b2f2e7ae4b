// SPDX-License-Identifier: MIT
// plugins/radar/asterix/framing.cpp - blocks behind each other, with ORADIS headers, or in frames of the IOSS final
// format.
#include "framing.hpp"
#include "chain.hpp"
#include <algorithm>

namespace asterix {
namespace {

constexpr size_t ff_header = 8, ff_trailer = 4, ff_least = 12, oradis_header = 6;
constexpr uint8_t trailer[ff_trailer] = {0xA5, 0xA5, 0xA5, 0xA5};

bool has_trailer(octets frame) { return std::equal(std::begin(trailer), std::end(trailer), frame.end() - ff_trailer); }

bool is_ff(octets file) {
    if (file.size() < ff_least) return false;
    const size_t length = u16_at(file, 0);
    return length >= ff_least && length <= file.size() && has_trailer(file.first(length));
}
// The file's first header is enough: a recording may be cut at its end.
bool begins_oradis(octets file) {
    if (file.size() < oradis_header + 4) return false;
    const size_t length = u16_at(file, 0);
    return length >= oradis_header + 4 && file[oradis_header] != 0 &&
           u16_at(file, oradis_header + 1) == length - oradis_header;
}
bool begins_plain(octets file) {
    return file.size() >= 4 && file[0] != 0 && u16_at(file, 1) >= 4 && u16_at(file, 1) <= file.size();
}
// Why no data block can begin at bytes[at]; reason none when one can.
refusal misfit(octets bytes, size_t at, uint64_t offset) {
    const size_t left = bytes.size() - at;
    if (left < 3) return {reason::block_header, 0, "", "", offset + at, left, 3};
    const size_t length = u16_at(bytes, at + 1);
    if (length < 4) return {reason::block_short, bytes[at], "", "", offset + at, length, 4};
    if (length > left) return {reason::block_beyond, bytes[at], "", "", offset + at, length, left};
    return {};
}
} // namespace

bool is_plain(octets bytes) {
    size_t at = 0;
    while (bytes.size() - at >= 4 && bytes[at] != 0) {
        const size_t length = u16_at(bytes, at + 1);
        if (length < 4 || length > bytes.size() - at) return false;
        at += length;
    }
    return at == bytes.size() && at != 0;
}

bool is_oradis(octets bytes) {
    size_t at = 0;
    while (bytes.size() - at >= oradis_header + 4) {
        const size_t length = u16_at(bytes, at);
        if (length < oradis_header + 4 || length > bytes.size() - at) return false;
        if (!is_plain(bytes.subspan(at + oradis_header, length - oradis_header))) return false;
        at += length;
    }
    return at == bytes.size() && at != 0;
}

framing recognise(octets file) {
    if (is_pcap(file)) return framing::pcap;
    if (is_ff(file)) return framing::ff;
    if (begins_oradis(file) && !begins_plain(file)) return framing::oradis;
    return framing::raw;
}

packet_counts read_blocks(octets file, const reading& how, block_sink& sink) {
    packet_counts counts;
    switch (how.outer) {
    case framing::pcap: read_pcap(file, how, sink, counts); break;
    case framing::ff: read_ff(file, sink, counts); break;
    case framing::oradis: read_oradis(file, 0, sink); break;
    case framing::raw:
    case framing::detect: read_raw(file, how.speaks, sink, counts); break;
    }
    return counts;
}

void read_plain(octets bytes, uint64_t offset, block_sink& sink) {
    for (size_t at = 0; at != bytes.size();) {
        const refusal bad = misfit(bytes, at, offset);
        if (bad.why != reason::none) return sink.refuse(bad);
        const size_t length = u16_at(bytes, at + 1);
        sink.block(bytes.subspan(at, length), offset + at);
        at += length;
    }
}

void read_raw(octets file, const dialect& d, block_sink& sink, packet_counts& counts) {
    chain blocks(file, d);
    for (size_t at = 0; at != file.size();) {
        if (const uint32_t length = blocks.believe(at)) {
            sink.block(file.subspan(at, length), at);
            at += length;
            continue;
        }
        const size_t next = blocks.next(blocks.behind(at));
        const refusal bad = misfit(file, at, 0);
        if (next == file.size() && bad.why != reason::none) sink.refuse(bad);
        else sink.refuse({reason::stray, 0, "", "", at, next - at, next});
        ++counts.gaps;
        counts.stray += next - at;
        at = next;
    }
}

void read_oradis(octets bytes, uint64_t offset, block_sink& sink) {
    for (size_t at = 0; at != bytes.size();) {
        const size_t left = bytes.size() - at;
        const size_t length = left < 2 ? 0 : u16_at(bytes, at);
        if (length < oradis_header + 4 || length > left)
            return sink.refuse({reason::header_length, 0, "", "", offset + at, length, left});
        read_plain(bytes.subspan(at + oradis_header, length - oradis_header), offset + at + oradis_header, sink);
        at += length;
    }
}

// A frame that does not fit is given up, and reading goes on behind the next trailer.
void read_ff(octets file, block_sink& sink, packet_counts& counts) {
    for (size_t at = 0; at != file.size();) {
        const size_t left = file.size() - at;
        const size_t length = left < 2 ? 0 : u16_at(file, at);
        refusal bad{reason::none, 0, "", "", at, length, left};
        if (length < ff_least || length > left) bad.why = reason::frame_length;
        else if (!has_trailer(file.subspan(at, length)))
            bad = {reason::frame_trailer,
                   0,
                   "",
                   "",
                   at + length - ff_trailer,
                   big_endian(file.subspan(at + length - ff_trailer, ff_trailer)),
                   0xA5A5A5A5u};
        if (bad.why == reason::none) {
            ++counts.packets;
            read_plain(file.subspan(at + ff_header, length - ff_header - ff_trailer), at + ff_header, sink);
            at += length;
            continue;
        }
        sink.refuse(bad);
        const octets rest = file.subspan(at);
        const auto next = std::search(rest.begin(), rest.end(), std::begin(trailer), std::end(trailer));
        if (next == rest.end()) return;
        at += static_cast<size_t>(next - rest.begin()) + ff_trailer;
    }
}
} // namespace asterix
