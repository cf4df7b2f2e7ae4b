// SPDX-License-Identifier: MIT
// plugins/radar/asterix/reports.cpp - bits of CAT021 and CAT010 into numbers.
#include "reports.hpp"
#include "profiles/cat010.hpp"
#include "profiles/cat021_old.hpp"
#include "read.hpp"

namespace asterix {
namespace {

constexpr std::span<const item> adsb = cat021_2_1_items, old = cat021_0_26_items, ground = cat010_items;

// WGS-84 of 2 x `octets` octets whose unit is 180 / 2^exponent degrees.
void read_place(uint64_t raw, unsigned octets, unsigned exponent, target& t) {
    const unsigned width = octets * 8;
    const auto wide = [&](unsigned high) {
        return static_cast<int64_t>(signed_bits(raw, high, high - width + 1)) * (int64_t{1} << (31 - exponent));
    };
    t.has |= has_position;
    t.form = target::geodetic;
    t.latitude = wide(2 * width), t.longitude = wide(width);
}
void read_time(const record& r, size_t at, target& t) {
    t.has |= has_time;
    t.time = static_cast<uint32_t>(number(r, at));
}
// I021/074 gives the fraction of a second that I021/073 rounds to 1/128 s.
void read_fine_time(const record& r, target& t) {
    constexpr int64_t second = 1'000'000'000;
    const uint64_t raw = number(r, find(adsb, "074"));
    const uint32_t shift = bits(raw, 32, 31);
    const int64_t whole = int64_t{t.time} / 128 + (shift == 1) - (shift == 2);
    const int64_t exact = whole * second + static_cast<int64_t>(bits(raw, 30, 1)) * second / (int64_t{1} << 30);
    const int64_t off = exact - int64_t{t.time} * 7812500;
    if (off > -second && off < second) t.fine_ns = static_cast<int32_t>(off);
}
void read_pressure(uint64_t raw, target& t) {
    t.has |= has_level;
    t.level = static_cast<int16_t>(signed_bits(raw, 16, 1));
}
void read_altitude(uint64_t raw, target& t) {
    t.has |= has_altitude;
    t.altitude = static_cast<int16_t>(signed_bits(raw, 16, 1));
}
void read_address(uint64_t raw, target& t) {
    t.has |= has_address;
    t.address = static_cast<uint32_t>(raw);
}

target read_old(const record& r) {
    target t;
    read_source(r, t);
    const octets place = r[find(old, "130")];
    if (!place.empty()) read_place(big_endian(place), place.size() == 6 ? 3 : 4, place.size() == 6 ? 23 : 25, t);
    if (r.has(find(old, "030"))) read_time(r, find(old, "030"), t);
    if (r.has(find(old, "040"))) {
        const uint64_t d = number(r, find(old, "040"));
        t.has |= has_descriptor;
        t.type = 1;
        set(t.flags, on_ground, bit(d, 15)), set(t.flags, airborne, !bit(d, 15));
        set(t.flags, simulated, bit(d, 14) || bit(d, 13)), set(t.flags, monitor, bit(d, 12));
    }
    if (r.has(find(old, "080"))) read_address(number(r, find(old, "080")), t);
    if (r.has(find(old, "140"))) read_altitude(number(r, find(old, "140")), t);
    if (r.has(find(old, "145"))) read_pressure(number(r, find(old, "145")), t);
    if (r.has(find(old, "170"))) read_name(r[find(old, "170")], t);
    if (r.has(find(old, "070"))) read_code(number(r, find(old, "070")), t);
    return t;
}
} // namespace

target read_adsb(const record& r) {
    if (is_old(r.of)) return read_old(r);
    target t;
    read_source(r, t);
    if (r.has(find(adsb, "131"))) read_place(number(r, find(adsb, "131")), 4, 30, t);
    else if (r.has(find(adsb, "130"))) read_place(number(r, find(adsb, "130")), 3, 23, t);
    // When the position applied; else when it was received; else when the report was sent.
    if (r.has(find(adsb, "071"))) read_time(r, find(adsb, "071"), t);
    else if (r.has(find(adsb, "073"))) {
        read_time(r, find(adsb, "073"), t);
        if (r.has(find(adsb, "074"))) read_fine_time(r, t);
    } else if (r.has(find(adsb, "077"))) read_time(r, find(adsb, "077"), t);
    if (const octets d = r[find(adsb, "040")]; !d.empty()) {
        t.has |= has_descriptor;
        t.type = 1;
        set(t.flags, monitor, bit(d[0], 2));
        const bool more = d.size() > 1;
        set(t.flags, on_ground, more && bit(d[1], 7)), set(t.flags, airborne, !more || !bit(d[1], 7));
        set(t.flags, simulated, more && (bit(d[1], 6) || bit(d[1], 5)));
    }
    if (const octets q = r[find(adsb, "090")]; q.size() > 1) t.accuracy = static_cast<uint8_t>(bits(q[1], 5, 2));
    if (r.has(find(adsb, "161"))) {
        t.has |= has_track;
        t.track = static_cast<uint16_t>(bits(number(r, find(adsb, "161")), 12, 1));
    }
    if (r.has(find(adsb, "080"))) read_address(number(r, find(adsb, "080")), t);
    if (r.has(find(adsb, "140"))) read_altitude(number(r, find(adsb, "140")), t);
    if (r.has(find(adsb, "145"))) read_pressure(number(r, find(adsb, "145")), t);
    if (r.has(find(adsb, "170"))) read_name(r[find(adsb, "170")], t);
    if (r.has(find(adsb, "070"))) {
        t.has |= has_code;
        t.code = static_cast<uint16_t>(bits(number(r, find(adsb, "070")), 12, 1));
    }
    return t;
}

uint8_t surface_message(const record& r) {
    constexpr size_t at = find(ground, "000");
    return r.has(at) ? static_cast<uint8_t>(number(r, at)) : 0;
}

target read_surface(const record& r) {
    target t;
    t.form = target::plane;
    read_source(r, t);
    if (r.has(find(ground, "140"))) read_time(r, find(ground, "140"), t);
    if (const octets d = r[find(ground, "020")]; !d.empty()) {
        t.has |= has_descriptor;
        t.type = 1;
        const bool more = d.size() > 1;
        set(t.flags, simulated, more && (bit(d[1], 8) || bit(d[1], 7)));
        set(t.flags, monitor, more && bit(d[1], 6));
        set(t.flags, on_ground, bit(d[0], 3));
    }
    if (const octets s = r[find(ground, "170")]; !s.empty()) {
        set(t.flags, track_end, bit(s[0], 7)), set(t.flags, track_coasting, bits(s[0], 6, 5) != 0);
        if (t.flags & track_coasting) t.type = 0; // extrapolated
    }
    if (r.has(find(ground, "040"))) {
        const uint64_t raw = number(r, find(ground, "040"));
        t.has |= has_position;
        t.form = target::metres;
        t.rho = bits(raw, 32, 17), t.theta = static_cast<uint16_t>(bits(raw, 16, 1));
    } else if (r.has(find(ground, "042"))) {
        const uint64_t raw = number(r, find(ground, "042"));
        t.has |= has_position;
        t.longitude = signed_bits(raw, 32, 17), t.latitude = signed_bits(raw, 16, 1);
    } else if (r.has(find(ground, "041"))) {
        read_place(number(r, find(ground, "041")), 4, 31, t);
    }
    if (r.has(find(ground, "161"))) {
        t.has |= has_track;
        t.track = static_cast<uint16_t>(bits(number(r, find(ground, "161")), 12, 1));
    }
    if (r.has(find(ground, "060")))
        read_code(number(r, find(ground, "060")), t),
            set(t.flags, code_smoothed, bit(number(r, find(ground, "060")), 14));
    if (r.has(find(ground, "090"))) read_level(number(r, find(ground, "090")), t);
    if (r.has(find(ground, "220"))) read_address(number(r, find(ground, "220")), t);
    if (r.has(find(ground, "245"))) read_name(r[find(ground, "245")].subspan(1), t);
    return t;
}

double accuracy_m(uint8_t nac_p) {
    constexpr double nm = 1852;
    constexpr double epu[] = {0, 10 * nm, 4 * nm, 2 * nm, nm, 0.5 * nm, 0.3 * nm, 0.1 * nm, 0.05 * nm, 30, 10, 3};
    return nac_p < sizeof epu / sizeof *epu ? epu[nac_p] : 0;
}
} // namespace asterix
