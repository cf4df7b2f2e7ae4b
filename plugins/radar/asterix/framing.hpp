// SPDX-License-Identifier: MIT
// plugins/radar/asterix/framing.hpp - a recording's data blocks, freed from the file format and the packets around
// them.
#pragma once
#include "bytes.hpp"
#include "dialect.hpp"
#include "refusal.hpp"

namespace asterix {

enum class framing : uint8_t {
    detect,
    raw,    // data blocks one after the other
    ff,     // IOSS final format
    pcap,   // captured UDP datagrams
    oradis, // data blocks, each behind a header of 6 octets
};
enum class datagram : uint8_t { detect, plain, oradis };

struct reading {
    framing outer = framing::detect;
    datagram inner = datagram::detect; // of pcap
    uint16_t port = 0;                 // UDP destination that is read; 0: all
    dialect speaks;
};

struct packet_counts {
    uint64_t packets = 0;   // of the capture, or frames of FF
    uint64_t ignored = 0;   // not UDP over IP, or to another port
    uint64_t datagrams = 0; // read
    uint64_t gaps = 0;      // places of a raw file where stray octets were passed over
    uint64_t stray = 0;     // octets passed over there, a block that they may have spoilt included
};

// What a reading finds, in the order of the file.
class block_sink {
public:
    // A whole data block, header included, whose length fits; offset: its place in the file.
    virtual void block(octets, uint64_t offset) = 0;
    virtual void refuse(const refusal&) = 0;

protected:
    ~block_sink() = default;
};

// What the file looks like; raw when it looks like nothing else.
framing recognise(octets file);

// Reads the file from end to end. `outer` must not be detect.
packet_counts read_blocks(octets file, const reading&, block_sink&);

// A raw file. Octets that are no block, and a block that they may have spoilt, are refused as one, with their place and
// number; reading goes on where the next chain of blocks begins.
void read_raw(octets file, const dialect&, block_sink&, packet_counts&);

// Blocks one after the other, as in a datagram; after a length that does not fit the rest is lost.
void read_plain(octets bytes, uint64_t offset, block_sink&);
void read_oradis(octets bytes, uint64_t offset, block_sink&);
void read_ff(octets file, block_sink&, packet_counts&);
void read_pcap(octets file, const reading&, block_sink&, packet_counts&);

// Whether the octets are nothing but whole blocks, without and with ORADIS headers.
bool is_plain(octets bytes);
bool is_oradis(octets bytes);
bool is_pcap(octets file);
} // namespace asterix
