// SPDX-License-Identifier: MIT
// host/conform/drive/poison.cpp - the cabinet.
#include "host/conform/drive/poison.hpp"
#include "host/load/contract.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace qiki::conform {
namespace {
constexpr poison real_poisons[] = {
    {"NaN", UINT64_C(0x7ff8000000000000)},
    {"a signalling NaN", UINT64_C(0x7ff4000000000001)},
    {"-NaN", UINT64_C(0xfff8000000000000)},
    {"infinite", UINT64_C(0x7ff0000000000000)},
    {"-infinite", UINT64_C(0xfff0000000000000)},
    {"-0", UINT64_C(0x8000000000000000)},
    {"0", 0},
    {"the least denormal", 1},
    {"the largest denormal", UINT64_C(0x000fffffffffffff)},
    {"1e308", std::bit_cast<uint64_t>(1e308)},
    {"-1e308", std::bit_cast<uint64_t>(-1e308)},
    {"1e200", std::bit_cast<uint64_t>(1e200)}, // its square is infinite
    {"-1", std::bit_cast<uint64_t>(-1.0)},
    {"1e12", std::bit_cast<uint64_t>(1e12)},
};
constexpr poison whole_poisons[] = {{"0", 0},
                                    {"1", 1},
                                    {"all ones", ~UINT64_C(0)},
                                    {"0x55...", UINT64_C(0x5555555555555555)},
                                    {"the least", UINT64_C(0x8080808080808080)},
                                    {"the largest", UINT64_C(0x7f7f7f7f7f7f7f7f)},
                                    {"7", 7},
                                    {"0x1000000", UINT64_C(0x1000000)},
                                    {"0x100000000", UINT64_C(0x100000000)}};
constexpr poison text_poisons[] = {{"the byte 255", 0xff},    {"the byte 128", 0x80}, {"a line feed", '\n'},
                                   {"a quotation mark", '"'}, {"a NUL", 0},           {"a letter", 'x'}};

void double_ids(feed& f, uint64_t) {
    const uint32_t size = load::record_size(f.record);
    for (uint64_t i = 1; i < f.now.count; ++i) std::memcpy(f.at(i), f.at(0), size);
}
void turn_round(feed& f, uint64_t) {
    const uint32_t size = load::record_size(f.record);
    for (uint64_t a = 0, b = f.now.count; a + 1 < b; ++a) std::swap_ranges(f.at(a), f.at(a) + size, f.at(--b));
}
void blank(feed& f, uint64_t) { std::fill(f.now.words.begin(), f.now.words.end(), 0); }
void all_ones(feed& f, uint64_t) { std::fill(f.now.words.begin(), f.now.words.end(), ~UINT64_C(0)); }
void chance(feed& f, uint64_t seed) {
    for (size_t i = 0; i < f.now.words.size(); ++i) {
        const qiki_bits b = qiki_draw(seed, i, f.port, 1, 0);
        f.now.words[i] = uint64_t{b.v[0]} << 32 | b.v[1];
    }
}
void many_of_one(feed& f, uint64_t) {
    if (f.now.count) f.resize(f.now.count + 200);
    for (uint64_t i = 1; i < f.now.count; ++i) std::memcpy(f.at(i), f.at(0), load::record_size(f.record));
}
void far_ordinals(feed& f, uint64_t seed) { f.first = seed << 62 | (uint64_t{1} << 61); }
void lost_all(feed& f, uint64_t) { f.lost = ~UINT64_C(0); }
void of_no_time(feed& f, uint64_t) { f.t = std::numeric_limits<qiki_ns>::max(); }
void of_a_stranger(feed& f, uint64_t) { f.producer = 0x7fffffff; }
constexpr blight all_blights[] = {{"has the same record throughout", double_ids},
                                  {"has two hundred records more, all the same", many_of_one},
                                  {"is turned round", turn_round},
                                  {"is all 0", blank},
                                  {"is all ones", all_ones},
                                  {"is random bits", chance},
                                  {"has ordinals that jump", far_ordinals},
                                  {"lost 2^64 - 1 records", lost_all},
                                  {"is of the end of time", of_no_time},
                                  {"is of a writer that nobody knows", of_a_stranger}};
} // namespace

std::vector<poison> poisons(const field& f, qiki_ns now) {
    switch (f.is) {
    case sort::real: return {std::begin(real_poisons), std::end(real_poisons)};
    case sort::text: return {std::begin(text_poisons), std::end(text_poisons)};
    case sort::time: {
        const auto t = static_cast<uint64_t>(now);
        return {{"0", 0},
                {"-1", ~UINT64_C(0)},
                {"the beginning of all time", UINT64_C(1) << 63},
                {"the end of all time", ~UINT64_C(0) >> 1},
                {"a second too early", t - 1'000'000'000},
                {"1 ns too late", t + 1},
                {"a day too late", t + UINT64_C(86'400'000'000'000)}};
    }
    default: return {std::begin(whole_poisons), std::end(whole_poisons)};
    }
}

void give(std::byte* record, const field& f, uint32_t element, const poison& p) {
    std::memcpy(record + f.at + size_t{element} * f.size, &p.bits, f.size);
}

std::string words(const field& f, uint32_t element, const poison& p) {
    return f.name + (f.count > 1 ? "[" + std::to_string(element) + "]" : std::string()) + " is " + p.words;
}

std::span<const blight> blights() { return all_blights; }
} // namespace qiki::conform
