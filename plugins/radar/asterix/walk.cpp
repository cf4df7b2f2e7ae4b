// SPDX-License-Identifier: MIT
// plugins/radar/asterix/walk.cpp - the length rules of ASTERIX items, applied strictly.
#include "walk.hpp"
#include "profiles/cat001.hpp"
#include "profiles/cat002.hpp"
#include "profiles/cat010.hpp"
#include "profiles/cat034.hpp"
#include "profiles/cat048.hpp"
#include "profiles/cat062.hpp"

namespace asterix {
namespace {

// Where a length is being found, and what goes wrong on the way.
struct stretch {
    octets block;
    uint64_t offset;
    refusal& why;

    bool stop(reason r, uint32_t at, uint64_t found, uint64_t expected) const {
        why.why = r;
        why.offset = offset + at;
        why.found = found;
        why.expected = expected;
        return false;
    }
    uint32_t left(uint32_t at) const { return static_cast<uint32_t>(block.size()) - at; }
    bool fits(uint32_t at, uint32_t size) const {
        return size <= left(at) || stop(reason::item_beyond, at, size, left(at));
    }
};

bool measure(const item&, const stretch&, uint32_t at, uint32_t& size);

bool measure_extended(const item& x, const stretch& s, uint32_t at, uint32_t& size) {
    size = 0;
    for (uint32_t parts = 1;; ++parts) {
        const uint32_t part = parts == 1 ? x.first : x.next;
        if (!s.fits(at + size, part)) return false;
        size += part;
        if ((s.block[at + size - 1] & 1) == 0) return true;
        if (parts == x.limit) return s.stop(reason::chain_long, at + size - 1, parts + 1, x.limit);
    }
}

// The presence octets at block[at]: how many there are; each may name only parts that are defined.
bool measure_presence(const item& x, const stretch& s, uint32_t at, uint32_t& size) {
    const uint32_t most = (x.part_count + 6u) / 7u;
    for (size = 0;;) {
        if (!s.fits(at + size, 1)) return false;
        const uint8_t octet = s.block[at + size];
        for (uint32_t k = 0; k < 7; ++k) {
            if ((octet & 0x80u >> k) == 0) continue;
            const uint32_t i = size * 7 + k;
            if (i >= x.part_count || x.parts[i].how == shape::unused)
                return s.stop(reason::presence_unused, at + size, i + 1, x.part_count);
        }
        ++size;
        if ((octet & 1) == 0) return true;
        if (size == most) return s.stop(reason::presence_long, at + size - 1, size + 1, most);
    }
}

bool measure_compound(const item& x, const stretch& s, uint32_t at, uint32_t& size) {
    uint32_t presence = 0;
    if (!measure_presence(x, s, at, presence)) return false;
    size = presence;
    for (uint32_t i = 0; i < x.part_count && i < presence * 7; ++i) {
        if ((s.block[at + i / 7] & 0x80u >> i % 7) == 0) continue;
        uint32_t part = 0;
        if (!measure(x.parts[i], s, at + size, part)) {
            s.why.part = x.parts[i].name;
            return false;
        }
        size += part;
    }
    return true;
}

bool measure(const item& x, const stretch& s, uint32_t at, uint32_t& size) {
    switch (x.how) {
    case shape::fixed: size = x.first; return s.fits(at, size);
    case shape::extended: return measure_extended(x, s, at, size);
    case shape::one_more:
        if (!s.fits(at, 1)) return false;
        size = 1u + (s.block[at] & 1u);
        return s.fits(at, size);
    case shape::repetitive:
        if (!s.fits(at, 1)) return false;
        size = 1u + static_cast<uint32_t>(s.block[at]) * x.first;
        return s.fits(at, size);
    case shape::explicit_length:
        if (!s.fits(at, 1)) return false;
        size = s.block[at];
        if (size == 0) return s.stop(reason::length_zero, at, 0, 1);
        return s.fits(at, size);
    case shape::compound: return measure_compound(x, s, at, size);
    case shape::sequence: return s.stop(reason::random_sequence, at, 0, 0);
    case shape::unused: break;
    }
    return s.stop(reason::item_unused, at, 0, 0);
}

bool within_limits(const item& x, const stretch& s, uint32_t at) {
    constexpr int64_t quarter_32 = int64_t{90} * (1 << 23) / 45, quarter_24 = int64_t{90} * (1 << 21) / 45;
    if (x.proof == limits::time_of_day) {
        const uint64_t raw = big_endian(s.block.subspan(at, 3));
        return raw < 86400u * 128u || s.stop(reason::time_beyond, at, raw, 86400u * 128u);
    }
    const bool wide = x.proof == limits::latitude_32;
    const int64_t raw = signed_bits(big_endian(s.block.subspan(at, 8)), wide ? 64 : 48, wide ? 33 : 25);
    const int64_t quarter = wide ? quarter_32 : quarter_24;
    return (raw <= quarter && raw >= -quarter) ||
           s.stop(reason::latitude_beyond, at, static_cast<uint64_t>(raw < 0 ? -raw : raw),
                  static_cast<uint64_t>(quarter));
}
} // namespace

bool walk(const profile& p, octets block, uint32_t at, uint64_t offset, record& out, refusal& why) {
    why = {};
    why.category = p.category;
    const stretch s{block, offset, why};
    out.of = &p;
    out.block = block;
    out.begin = at;
    out.present = 0;
    for (size_t i = 0; i < p.items.size(); ++i) out.items[i] = {};

    const uint32_t fspec = at, most = static_cast<uint32_t>((p.items.size() + 6) / 7);
    uint32_t presence = 0;
    for (bool more = true; more; ++presence) {
        if (presence == most) return s.stop(reason::fspec_long, fspec + presence - 1, presence + 1, most);
        if (s.left(fspec + presence) == 0) return s.stop(reason::fspec_beyond, fspec + presence, 0, 1);
        more = (block[fspec + presence] & 1) != 0;
    }
    at += presence;
    for (uint32_t o = 0; o < presence; ++o) {
        const uint8_t octet = block[fspec + o];
        for (uint32_t k = 0; k < 7; ++k) {
            if ((octet & 0x80u >> k) == 0) continue;
            const uint32_t i = o * 7 + k;
            why.item = "";
            if (i >= p.items.size() || p.items[i].how == shape::unused)
                return s.stop(reason::item_unused, fspec + o, i + 1, p.items.size());
            const item& x = p.items[i];
            uint32_t size = 0;
            why.item = x.name;
            if (!measure(x, s, at, size)) return false;
            if (x.proof != limits::none && !within_limits(x, s, at)) return false;
            out.items[i] = {at, size};
            ++out.present;
            at += size;
        }
    }
    why = {};
    out.end = at;
    return true;
}

bool configured(uint8_t category, const dialect& d) {
    if (category == 10) return d.surface;
    if (category == 21) return d.adsb != nullptr;
    return category == 1 || category == 2 || category == 34 || category == 48 || category == 62;
}

const profile* profile_for(octets block, uint32_t at, uint64_t offset, refusal& why, const dialect& d) {
    why = {};
    switch (block[0]) {
    case 2: return &cat002;
    case 10: return d.surface ? &cat010 : nullptr;
    case 21: return d.adsb;
    case 34: return &cat034;
    case 48: return &cat048;
    case 62: return &cat062;
    case 1: break;
    default: return nullptr;
    }
    uint32_t skip = at;
    while (skip < block.size() && (block[skip] & 1)) ++skip;
    const bool source = (block[at] & 0x80) != 0, descriptor = (block[at] & 0x40) != 0;
    skip += source ? 3 : 1;
    if (descriptor && skip < block.size()) return (block[skip] & 0x80) ? &cat001_track : &cat001_plot;
    why = {descriptor ? reason::item_beyond : reason::no_descriptor, 1, "020", "", offset + at, 0, 1};
    return nullptr;
}

octets sub_item(const item& x, octets bytes, size_t index) {
    refusal ignored;
    const stretch s{bytes, 0, ignored};
    uint32_t at = 0;
    if (bytes.empty() || !measure_presence(x, s, 0, at)) return {};
    const uint32_t presence = at;
    for (uint32_t i = 0; i <= index && i < presence * 7; ++i) {
        if ((bytes[i / 7] & 0x80u >> i % 7) == 0) continue;
        uint32_t size = 0;
        if (!measure(x.parts[i], s, at, size)) return {};
        if (i == index) return bytes.subspan(at, size);
        at += size;
    }
    return {};
}

octets record::item(std::string_view name, std::string_view part) const {
    for (size_t i = 0; i < of->items.size(); ++i) {
        const asterix::item& x = of->items[i];
        if (name != x.name || !has(i)) continue;
        if (part.empty()) return (*this)[i];
        for (size_t k = 0; k < x.part_count; ++k)
            if (part == x.parts[k].name) return sub_item(x, (*this)[i], k);
    }
    return {};
}
} // namespace asterix
