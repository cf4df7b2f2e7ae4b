// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/comms.hpp - the transponder's modes and the link to the station, as far as the power plane
// lets them.
#pragma once
#include "qiki/math.h"
#include <cstdint>

namespace craft {

enum class xpdr : uint64_t { off, on, silent, spoof };
inline constexpr uint32_t xpdr_modes = 4;

// Why the link is not what it could be.
enum class link_block : uint64_t { none, disabled, emission_control, heat, power };

struct link {
    double up = 0;                // 0 down, 1 degraded, 2 up
    double latency = 0, loss = 0; // s, of packets
    double rssi = -120, snr = 0;  // dBm, dB
    double rate = 0;              // bit/s
    link_block why = link_block::none;
};

struct link_input {
    bool enabled = true; // the comms plane
    xpdr mode = xpdr::on;
    bool power = true, heat = true; // whether either lets it radiate
    double soc = 1;
};

constexpr bool radiates(const link_input& i) {
    return i.enabled && (i.mode == xpdr::on || i.mode == xpdr::spoof) && i.power && i.heat;
}

inline link link_of(const link_input& i) {
    const auto most = [](double a, double b) { return a > b ? a : b; };
    const double soc = 100 * i.soc;
    if (!i.enabled) return {0, 0, 0, -120, 0, 0, link_block::disabled};
    if (!i.heat) return {1, 1.6, 0.35, -110, 1, 0, link_block::heat};
    if (!i.power) return {1, 1.6, 0.35, -110, 1, 0, link_block::power};
    if (!radiates(i)) return {1, 0.9, 0.15, -98, 6, 32e3, link_block::emission_control};
    link l;
    l.up = 2;
    l.latency = (80 + 3 * most(0, 35 - soc)) / 1000;
    const double lost = 0.25 * most(0, 20 - soc) / 100;
    l.loss = lost < 0.25 ? lost : 0.25;
    l.rssi = most(-110, -58 - 0.35 * (100 - soc));
    l.snr = most(0, 28 - 0.2 * (100 - soc));
    l.rate = i.mode == xpdr::on ? 192e3 : 96e3;
    return l;
}

} // namespace craft
