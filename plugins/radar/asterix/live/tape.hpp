// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/tape.hpp - datagrams with the simulated time at which they were heard, as a pcap file.
#pragma once
#include "../bytes.hpp"
#include "socket.hpp"
#include <cstdio>
#include <string>
#include <vector>

namespace asterix::live {

// A capture of link type 101 (bare IPv4) with nanoseconds, which other tools read, too: the time of a packet is that of
// the end of the tick that heard it, counted from t = 0.
class recorder {
public:
    // Begins the file anew. Throws std::system_error.
    recorder(std::string path, const address&);
    ~recorder();
    recorder(const recorder&) = delete;
    recorder& operator=(const recorder&) = delete;

    void begin();
    void write(int64_t t_ns, octets datagram);
    void flush(); // what was heard in a tick is in the file when the tick ends

private:
    std::string path_;
    address address_;
    std::FILE* file_ = nullptr;
};

struct heard {
    int64_t t = 0; // ns
    size_t at = 0, size = 0;
};

// Where the datagrams of such a file lie, in order of their times. Throws std::runtime_error with the octet where the
// file is no such tape.
std::vector<heard> read_tape(octets file);
} // namespace asterix::live
