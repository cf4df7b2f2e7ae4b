// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/tape.cpp - writes and reads captures of datagrams.
#include "tape.hpp"
#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace asterix::live {
namespace {

constexpr size_t file_header = 24, packet_header = 16, ip_header = 20, udp_header = 8;
constexpr int64_t second = 1'000'000'000;
constexpr uint32_t magic = 0xA1B23C4D, bare_ip = 101, longest_packet = 65535;

template <size_t N>
void little(std::array<uint8_t, N>& to, size_t at, uint32_t value, size_t octets = 4) {
    for (size_t i = 0; i < octets; ++i) to[at + i] = static_cast<uint8_t>(value >> 8 * i);
}
template <size_t N>
void big(std::array<uint8_t, N>& to, size_t at, uint32_t value, size_t octets) {
    for (size_t i = 0; i < octets; ++i) to[at + i] = static_cast<uint8_t>(value >> 8 * (octets - 1 - i));
}
uint32_t little_at(octets file, size_t at) {
    return __builtin_bswap32(static_cast<uint32_t>(big_endian(file.subspan(at, 4))));
}
[[noreturn]] void bad(size_t at, const std::string& why) {
    throw std::runtime_error("octet " + std::to_string(at) + ": " + why);
}
} // namespace

recorder::recorder(std::string path, const address& a) : path_(std::move(path)), address_(a) { begin(); }
recorder::~recorder() {
    if (file_) std::fclose(file_);
}

void recorder::begin() {
    if (file_) std::fclose(file_);
    file_ = std::fopen(path_.c_str(), "wb");
    if (!file_) throw std::system_error(errno, std::generic_category(), "record: \"" + path_ + "\"");
    std::array<uint8_t, file_header> h{};
    little(h, 0, magic), little(h, 4, 2, 2), little(h, 6, 4, 2), little(h, 16, longest_packet), little(h, 20, bare_ip);
    std::fwrite(h.data(), 1, h.size(), file_);
    flush();
}

void recorder::write(int64_t t_ns, octets datagram) {
    const auto size = static_cast<uint32_t>(datagram.size());
    const uint32_t total = size + ip_header + udp_header;
    std::array<uint8_t, packet_header + ip_header + udp_header> h{};
    little(h, 0, static_cast<uint32_t>(t_ns / second)), little(h, 4, static_cast<uint32_t>(t_ns % second));
    little(h, 8, total), little(h, 12, total);
    constexpr size_t ip = packet_header, udp = packet_header + ip_header;
    h[ip] = 0x45, h[ip + 8] = 1, h[ip + 9] = 17;
    big(h, ip + 2, total, 2), big(h, ip + 16, address_.group, 4);
    big(h, udp + 2, address_.port, 2), big(h, udp + 4, size + udp_header, 2);
    std::fwrite(h.data(), 1, h.size(), file_);
    std::fwrite(datagram.data(), 1, datagram.size(), file_);
}

void recorder::flush() {
    if (std::fflush(file_) != 0 || std::ferror(file_)) throw std::system_error(errno, std::generic_category(), path_);
}

std::vector<heard> read_tape(octets file) {
    if (file.size() < file_header || little_at(file, 0) != magic || little_at(file, 20) != bare_ip)
        bad(0, "expected a capture that the parameter record wrote (pcap with nanoseconds, link type 101)");
    std::vector<heard> out;
    for (size_t at = file_header; at != file.size();) {
        const size_t left = file.size() - at;
        if (left < packet_header) bad(at, std::to_string(left) + " octets are left over, a packet has 16 in front");
        const size_t size = little_at(file, at + 8), headers = ip_header + udp_header;
        if (size < headers || size > left - packet_header)
            bad(at, "packet of " + std::to_string(size) + " octets, expected 28 to " +
                        std::to_string(left - packet_header));
        const int64_t t = int64_t{little_at(file, at)} * second + little_at(file, at + 4);
        if (!out.empty() && t < out.back().t) bad(at, "a packet heard before the one in front of it");
        out.push_back({t, at + packet_header + headers, size - headers});
        at += packet_header + size;
    }
    return out;
}
} // namespace asterix::live
