// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/socket.cpp - the system calls.
#include "socket.hpp"
#include <arpa/inet.h>
#include <cerrno>
#include <charconv>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace asterix::live {
namespace {

constexpr int waiting_room = 4 << 20; // octets that may wait between two ticks
constexpr size_t longest_datagram = 65536;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }
} // namespace

std::optional<uint32_t> read_ip(const std::string& text) {
    in_addr a{};
    if (inet_pton(AF_INET, text.c_str(), &a) != 1) return std::nullopt;
    return ntohl(a.s_addr);
}

std::optional<address> read_address(const std::string& text) {
    const size_t colon = text.find(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto ip = read_ip(text.substr(0, colon));
    unsigned port = 0;
    const char *from = text.data() + colon + 1, *to = text.data() + text.size();
    const auto [end, error] = std::from_chars(from, to, port);
    if (!ip || error != std::errc{} || end != to || port == 0 || port > 65535) return std::nullopt;
    return address{*ip, static_cast<uint16_t>(port)};
}

socket::socket(const address& a, uint32_t interface) {
    file_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (file_ < 0) fail("socket");
    try {
        const int on = 1, off = 0;
        if (setsockopt(file_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) fail("SO_REUSEADDR");
        setsockopt(file_, SOL_SOCKET, SO_RCVBUF, &waiting_room,
                   sizeof waiting_room); // as much of it as the system allows
        sockaddr_in at{};
        at.sin_family = AF_INET, at.sin_port = htons(a.port), at.sin_addr.s_addr = htonl(a.group);
        if (bind(file_, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) fail("bind");
        if (!a.multicast()) return;
        // Only what was asked for, not what others on this machine have joined.
        if (setsockopt(file_, IPPROTO_IP, IP_MULTICAST_ALL, &off, sizeof off) != 0) fail("IP_MULTICAST_ALL");
        ip_mreq join{};
        join.imr_multiaddr.s_addr = htonl(a.group), join.imr_interface.s_addr = htonl(interface);
        if (setsockopt(file_, IPPROTO_IP, IP_ADD_MEMBERSHIP, &join, sizeof join) != 0) fail("join the group");
    } catch (...) {
        close(file_);
        throw;
    }
}

socket::~socket() { close(file_); }

bool socket::take(std::vector<uint8_t>& datagram) {
    datagram.resize(longest_datagram);
    for (;;) {
        const ssize_t n = recv(file_, datagram.data(), datagram.size(), 0);
        if (n >= 0) return datagram.resize(static_cast<size_t>(n)), true;
        if (errno == EINTR) continue;
        if (errno == EAGAIN || errno == EWOULDBLOCK) return datagram.clear(), false;
        fail("recv");
    }
}
} // namespace asterix::live
