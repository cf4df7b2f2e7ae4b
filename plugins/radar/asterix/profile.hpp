// SPDX-License-Identifier: MIT
// plugins/radar/asterix/profile.hpp - an application profile as data: which item each presence bit means, and how long
// it is.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace asterix {

enum class shape : uint8_t {
    unused,     // a presence bit that must be 0
    fixed,      // `first` octets
    extended,   // `first` octets, and while the last bit of a part is 1 another `next`; at most `limit` parts (0: any)
    one_more,   // one octet; when its last bit is 1 exactly one more, whose last bit is data
    repetitive, // a count octet, then so many times `first` octets
    explicit_length, // the first octet is the length, itself included
    compound,        // presence octets chained as in an FSPEC, then the sub-items
    sequence,        // random field sequencing; refused
};

// Values that make the item undecodable when they are out of range.
enum class limits : uint8_t { none, time_of_day, latitude_32, latitude_24_of_64 };

struct item {
    const char* name = ""; // "040"; of a sub-item "SRL"
    shape how = shape::unused;
    uint8_t first = 0, next = 0, limit = 0;
    limits proof = limits::none;
    const item* parts = nullptr;
    uint8_t part_count = 0;
};

constexpr item unused{};
constexpr item fixed(const char* name, uint8_t size) { return {name, shape::fixed, size}; }
constexpr item time_of_day(const char* name) { return {name, shape::fixed, 3, 0, 0, limits::time_of_day}; }
constexpr item extended(const char* name, uint8_t limit, uint8_t first = 1, uint8_t next = 1) {
    return {name, shape::extended, first, next, limit};
}
constexpr item one_more(const char* name) { return {name, shape::one_more, 1}; }
constexpr item repetitive(const char* name, uint8_t size) { return {name, shape::repetitive, size}; }
constexpr item explicit_length(const char* name) { return {name, shape::explicit_length, 1}; }
constexpr item sequence(const char* name) { return {name, shape::sequence}; }
template <size_t N>
constexpr item compound(const char* name, const item (&parts)[N]) {
    return {name, shape::compound, 1, 0, 0, limits::none, parts, N};
}

struct profile {
    uint8_t category = 0;
    const char* editions = "";
    std::span<const item> items; // items[0] is FRN 1
};

inline constexpr size_t most_items = 56; // of any profile: 8 octets of FSPEC

// Index of an item in its profile, FRN - 1; does not compile when there is none.
consteval size_t find(std::span<const item> items, std::string_view name) {
    for (size_t i = 0; i < items.size(); ++i)
        if (name == items[i].name) return i;
    throw "the profile has no such item";
}
} // namespace asterix
