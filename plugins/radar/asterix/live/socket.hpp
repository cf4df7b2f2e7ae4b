// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/socket.hpp - datagrams as they come in over UDP, multicast or not.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace asterix::live {

struct address {
    uint32_t group = 0; // IPv4, host order
    uint16_t port = 0;
    bool multicast() const { return group >> 28 == 14; }
};

// "232.1.1.12:21112"; nothing when it is not so written.
std::optional<address> read_address(const std::string& text);
// "127.0.0.1"; nothing when it is not so written.
std::optional<uint32_t> read_ip(const std::string& text);

// A socket that listens from its making on, and leaves its group when it goes. Throws std::system_error.
class socket {
public:
    // interface: IPv4 of the network card that joins the group; 0: the system's choice.
    socket(const address&, uint32_t interface);
    ~socket();
    socket(const socket&) = delete;
    socket& operator=(const socket&) = delete;

    // The next datagram that waits, never blocking; false when none does. Throws std::system_error.
    bool take(std::vector<uint8_t>& datagram);

private:
    int file_ = -1;
};
} // namespace asterix::live
