// SPDX-License-Identifier: MIT
// plugins/radar/asterix/fields.cpp - bits of the items into numbers.
#include "fields.hpp"
#include "profiles/cat001.hpp"
#include "profiles/cat002.hpp"
#include "profiles/cat034.hpp"
#include "profiles/cat048.hpp"
#include "profiles/cat062.hpp"
#include "read.hpp"

namespace asterix {
namespace {

// Items that CAT048 and both profiles of CAT001 share in form, by their places in each.
struct places {
    size_t position, code, level;
};
void read_common(const record& r, const places& at, unsigned rho_units, target& t) {
    read_source(r, t);
    if (r.has(at.position)) {
        const uint64_t raw = number(r, at.position);
        t.has |= has_position;
        t.rho = bits(raw, 32, 17) * rho_units;
        t.theta = static_cast<uint16_t>(bits(raw, 16, 1));
    }
    if (r.has(at.code)) {
        const uint64_t raw = number(r, at.code);
        read_code(raw, t);
        set(t.flags, code_smoothed, bit(raw, 14));
    }
    if (r.has(at.level)) read_level(number(r, at.level), t);
}

target read_048(const record& r) {
    constexpr std::span<const item> all = cat048_items;
    target t;
    read_common(r, {find(all, "040"), find(all, "070"), find(all, "090")}, 1, t);
    if (r.has(find(all, "140"))) {
        t.has |= has_time;
        t.time = static_cast<uint32_t>(number(r, find(all, "140")));
    }
    if (const octets d = r[find(all, "020")]; !d.empty()) {
        t.has |= has_descriptor;
        t.type = static_cast<uint8_t>(bits(d[0], 8, 6));
        set(t.flags, simulated, bit(d[0], 5) || (d.size() > 1 && bit(d[1], 8)));
        set(t.flags, monitor, bit(d[0], 2));
        const bool beyond = d.size() > 1 && bit(d[1], 7) && t.rho == 0xFFFF; // ERR: the range is in the REF
        if (beyond) t.has &= static_cast<uint16_t>(~has_position), t.rho = 0, t.theta = 0;
    }
    if (r.has(find(all, "220"))) {
        t.has |= has_address;
        t.address = static_cast<uint32_t>(number(r, find(all, "220")));
    }
    if (r.has(find(all, "240"))) read_name(r[find(all, "240")], t);
    if (r.has(find(all, "161"))) {
        t.has |= has_track;
        t.track = static_cast<uint16_t>(bits(number(r, find(all, "161")), 12, 1));
    }
    if (const octets d = r[find(all, "170")]; d.size() > 1) set(t.flags, track_end, bit(d[1], 8));
    if (r.has(find(all, "230"))) {
        t.status = static_cast<uint8_t>(bits(number(r, find(all, "230")), 13, 11));
        set(t.flags, on_ground, t.status == 1 || t.status == 3);
        set(t.flags, airborne, t.status != 1 && t.status != 3);
    }
    constexpr size_t doppler = find(all, "120");
    if (r.has(doppler)) {
        const octets cal = sub_item(all[doppler], r[doppler], find(cat048_120, "CAL"));
        if (!cal.empty() && !bit(big_endian(cal), 16)) { // bit 16: doubtful
            t.has |= has_doppler;
            t.doppler = static_cast<int16_t>(signed_bits(big_endian(cal), 10, 1));
        }
    }
    return t;
}

target read_001(const record& r) {
    constexpr std::span<const item> track = cat001_track_items, plot = cat001_plot_items;
    const bool is_track = r.of == &cat001_track;
    target t;
    // I001/040 counts 1/128 NM
    read_common(r,
                is_track ? places{find(track, "040"), find(track, "070"), find(track, "090")}
                         : places{find(plot, "040"), find(plot, "070"), find(plot, "090")},
                2, t);
    const size_t time = is_track ? find(track, "141") : find(plot, "141");
    if (r.has(time)) {
        t.has |= has_truncated_time;
        t.time = static_cast<uint32_t>(number(r, time));
    }
    const octets d = r[find(plot, "020")];
    t.has |= has_descriptor;
    t.type = static_cast<uint8_t>(bits(d[0], 6, 5));
    set(t.flags, simulated, bit(d[0], 7) || (d.size() > 1 && bit(d[1], 8)));
    set(t.flags, monitor, bit(d[0], 2));
    if (!is_track) return t;
    if (r.has(find(track, "161"))) {
        t.has |= has_track;
        t.track = static_cast<uint16_t>(number(r, find(track, "161")));
    }
    if (const octets s = r[find(track, "170")]; s.size() > 1) set(t.flags, track_end, bit(s[1], 8));
    return t;
}
} // namespace

name8 six_bit_name(octets six, bool& valid) {
    const uint64_t raw = big_endian(six);
    name8 name{};
    size_t used = 0;
    for (unsigned i = 0; i < 8; ++i) {
        const uint32_t c = bits(raw, 48 - 6 * i, 43 - 6 * i);
        const bool letter = c >= 1 && c <= 26, digit = c >= 48 && c <= 57, blank = c == 32 || c == 0;
        valid = valid && (letter || digit || blank);
        name[i] = letter ? static_cast<char>('A' + c - 1) : digit ? static_cast<char>(c) : ' ';
        if (letter || digit) used = i + 1;
    }
    for (size_t i = used; i < 8; ++i) name[i] = 0;
    return name;
}

target read_target(const record& r) { return r.of->category == 48 ? read_048(r) : read_001(r); }

service read_service(const record& r) {
    constexpr std::span<const item> all = cat034_items, old = cat002_items;
    static_assert(find(all, "000") == find(old, "000") && find(all, "041") == find(old, "041"));
    const bool is_034 = r.of->category == 34;
    const size_t time = is_034 ? find(all, "030") : find(old, "030");
    const size_t sector = is_034 ? find(all, "020") : find(old, "020");
    service s;
    read_source(r, s);
    if (r.has(find(all, "000"))) s.type = static_cast<uint8_t>(number(r, find(all, "000")));
    if (r.has(time)) {
        s.has |= has_time;
        s.time = static_cast<uint32_t>(number(r, time));
    }
    if (r.has(sector)) {
        s.has_sector = true;
        s.sector = static_cast<uint8_t>(number(r, sector));
    }
    if (r.has(find(all, "041"))) s.period = static_cast<uint16_t>(number(r, find(all, "041")));
    if (is_034 && r.has(find(all, "120"))) {
        const uint64_t raw = number(r, find(all, "120"));
        s.has |= has_position;
        s.height = static_cast<int16_t>(signed_bits(raw, 64, 49));
        s.latitude = signed_bits(raw, 48, 25);
        s.longitude = signed_bits(raw, 24, 1);
    }
    return s;
}

system_track read_system_track(const record& r) {
    constexpr std::span<const item> all = cat062_items;
    system_track t;
    read_source(r, t);
    if (r.has(find(all, "070"))) {
        t.has |= has_time;
        t.time = static_cast<uint32_t>(number(r, find(all, "070")));
    }
    if (r.has(find(all, "105"))) {
        const uint64_t raw = number(r, find(all, "105"));
        t.has |= has_position;
        t.latitude = signed_bits(raw, 64, 33);
        t.longitude = signed_bits(raw, 32, 1);
    }
    if (r.has(find(all, "185"))) {
        const uint64_t raw = number(r, find(all, "185"));
        t.has |= has_velocity;
        t.vx = static_cast<int16_t>(signed_bits(raw, 32, 17));
        t.vy = static_cast<int16_t>(signed_bits(raw, 16, 1));
    }
    if (r.has(find(all, "060"))) read_code(number(r, find(all, "060")), t);
    if (r.has(find(all, "040"))) {
        t.has |= has_track;
        t.track = static_cast<uint16_t>(number(r, find(all, "040")));
    }
    // The measured level, else the tracker's own; 136 has 16 bits, 135 has 15 after the QNH bit.
    if (r.has(find(all, "136"))) {
        t.has |= has_level;
        t.level = static_cast<int16_t>(signed_bits(number(r, find(all, "136")), 16, 1));
    } else if (r.has(find(all, "135")) && !bit(number(r, find(all, "135")), 16)) {
        t.has |= has_level;
        t.level = static_cast<int16_t>(signed_bits(number(r, find(all, "135")), 15, 1));
    }
    if (r.has(find(all, "130"))) {
        t.has |= has_altitude;
        t.altitude = static_cast<int16_t>(signed_bits(number(r, find(all, "130")), 16, 1));
    }
    if (r.has(find(all, "220"))) {
        t.has |= has_climb;
        t.climb = static_cast<int16_t>(signed_bits(number(r, find(all, "220")), 16, 1));
    }
    if (const octets s = r[find(all, "080")]; !s.empty()) {
        set(t.flags, track_tentative, bit(s[0], 2));
        if (s.size() > 1) set(t.flags, track_end, bit(s[1], 7)), set(t.flags, simulated, bit(s[1], 8));
        if (s.size() > 3) set(t.flags, track_coasting, bit(s[3], 8));
    }
    // 245 is the tracker's choice; then what the aircraft says; then the flight plan, in ASCII.
    if (r.has(find(all, "245"))) read_name(r[find(all, "245")].subspan(1), t);
    constexpr size_t derived = find(all, "380"), plan = find(all, "390");
    if (r.has(derived)) {
        if (const octets a = sub_item(all[derived], r[derived], find(cat062_380, "ADR")); !a.empty()) {
            t.has |= has_address;
            t.address = static_cast<uint32_t>(big_endian(a));
        }
        const octets name = sub_item(all[derived], r[derived], find(cat062_380, "ID"));
        if (!name.empty() && (t.has & has_name) == 0) read_name(name, t);
    }
    if (r.has(plan) && (t.has & has_name) == 0) {
        const octets name = sub_item(all[plan], r[plan], find(cat062_390, "CSN"));
        size_t used = 0;
        for (size_t i = 0; i < name.size(); ++i)
            if (name[i] > 32 && name[i] < 127) used = i + 1;
        for (size_t i = 0; i < used; ++i) {
            const bool printable = name[i] >= 32 && name[i] < 127;
            if (!printable) set(t.flags, name_invalid, true);
            t.name[i] = printable ? static_cast<char>(name[i]) : ' ';
        }
        if (t.flags & name_invalid) t.name = {};
        else if (used != 0) t.has |= has_name, t.flags |= name_from_plan;
    }
    return t;
}
} // namespace asterix
