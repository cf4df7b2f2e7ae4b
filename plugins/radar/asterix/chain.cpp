// SPDX-License-Identifier: MIT
// plugins/radar/asterix/chain.cpp - blocks believed by their neighbours.
#include "chain.hpp"
#include <algorithm>
#include <utility>

namespace asterix {
namespace {

constexpr size_t block_header = 3;
constexpr uint32_t usual_length = 4096; // no usual block is longer
constexpr unsigned wholes_enough = 2;   // blocks in a row that their records fill
constexpr unsigned links_enough = 3;    // blocks in a row that nothing but their headers speak for

// Categories that EUROCONTROL has given out; others occur, but nobody would guess them from one octet.
constexpr uint8_t given_out[] = {1,  2,  3,  4,  7,  8,  9,  10, 11,  15,  16,  17,  18,  19,  20,  21,  23,  25,  30,
                                 31, 32, 34, 48, 61, 62, 63, 65, 129, 150, 204, 205, 239, 240, 241, 247, 252, 253, 254};
} // namespace

chain::chain(octets file, const dialect& d)
    : file_(file), speaks_(d), budget_(uint64_t{16} * file.size() + (1u << 22)) {
    for (const uint8_t category : given_out) heard_.set(category);
    std::array<uint32_t, 256> times{};
    uint32_t all = 0;
    for (size_t place = 0; place < file_.size(); ++all) {
        const uint32_t length = length_at(place);
        if (length == 0) break;
        ++times[file_[place]];
        place += length;
    }
    for (size_t category = 0; category < times.size(); ++category)
        if (times[category] >= std::max(3u, all / 100)) heard_.set(category);
}

// runs_out: records follow the rules up to where the octets end.
bool chain::fills(octets block, bool& runs_out) {
    refusal why;
    for (uint32_t at = block_header; at < block.size(); at = scratch_.end) {
        const profile* p = profile_for(block, at, 0, why, speaks_);
        if (p != nullptr && walk(*p, block, at, 0, scratch_, why)) continue;
        runs_out = why.why == reason::item_beyond || why.why == reason::fspec_beyond;
        return false;
    }
    return true;
}

uint32_t chain::length_at(size_t place) const {
    const size_t left = file_.size() - place;
    if (left <= block_header || file_[place] == 0) return 0;
    const uint32_t length = u16_at(file_, place + 1);
    return length <= block_header || length > left ? 0 : length;
}

chain::link chain::at(size_t place) {
    if (place == walked_) return was_;
    link found{bond::foreign, length_at(place)};
    if (found.length == 0) return {};
    if (!configured(file_[place])) return found;
    if (budget_ < found.length) return {};
    budget_ -= found.length;
    bool runs_out = false;
    found.kind = fills(file_.subspan(place, found.length), runs_out) ? bond::whole : bond::damaged;
    walked_ = place;
    return was_ = found;
}

// FRN 1 of every category is the data source.
int32_t chain::source(size_t place) const {
    size_t at = place + block_header;
    if (at >= file_.size() || (file_[at] & 0x80) == 0) return -1;
    while (at < file_.size() && (file_[at] & 1) != 0) ++at;
    return at + 2 < file_.size() ? static_cast<int32_t>(u16_at(file_, at + 1)) : -1;
}

bool chain::known(size_t place, uint32_t length) const {
    return length <= 2 * longest_[file_[place]] && from_known(place);
}

bool chain::from_known(size_t place) const {
    const int32_t who = source(place);
    return who >= 0 && sources_[static_cast<size_t>(who)];
}

bool chain::sane(size_t place, uint32_t length, uint8_t before) const {
    const uint8_t category = file_[place];
    return known(place, length) || category == before || (heard_[category] && length <= usual_length);
}

// Whether blocks in a row, beginning at `place` and ending before `end`, are such as nobody would find by chance.
bool chain::row(size_t place, size_t end) {
    const uint8_t category = file_[place];
    for (unsigned in_a_row = 1; place < end; ++in_a_row) {
        const link l = at(place);
        if (l.kind == bond::none || l.kind == bond::damaged || place + l.length > end) return false;
        if (l.kind == bond::whole && in_a_row == wholes_enough) return true;
        if (l.kind == bond::foreign && (file_[place] != category || !sane(place, l.length, 0))) return false;
        if (in_a_row == links_enough + 1) return true;
        place += l.length;
    }
    return false;
}

// A header made of stray octets may bridge good blocks, and land on a true one.
bool chain::bridges(size_t place, size_t end) {
    for (size_t inside = place + 1; inside < end; ++inside)
        if ((configured(file_[inside]) || heard_[file_[inside]]) && row(inside, end)) return true;
    return false;
}

// Whether the file goes on at this place as it should behind a block of category `before`.
bool chain::holds(size_t place, uint8_t before) {
    bool unheard = false;
    for (unsigned in_a_row = 0; place != file_.size();) {
        const uint8_t category = file_[place];
        const uint32_t length = length_at(place);
        if (length == 0) return cut(place, before);
        if (known(place, length)) return true;
        const link l = at(place);
        if (l.kind == bond::none) return false;
        if (l.kind == bond::whole) return true;
        const size_t end = place + length;
        if (bridges(place, end)) return false;
        // One block of a category never heard of, or that its records do not fill, must at least come from a source
        // that is known; and what follows the former must speak for itself.
        const bool odd = !sane(place, length, before);
        if (odd && (std::exchange(unheard, true) || length > usual_length)) return false;
        if ((odd || (any_ && l.kind == bond::damaged)) && !from_known(place)) return false;
        if (++in_a_row == links_enough) return !unheard;
        before = category;
        place = end;
    }
    return true;
}

// The last block of a file that ends inside it.
bool chain::cut(size_t place, uint8_t before) {
    const octets rest = file_.subspan(place);
    const uint8_t category = rest[0];
    const bool expected = longest_[category] != 0 || category == before;
    if (rest.size() <= block_header) return expected;
    const uint32_t length = u16_at(rest, 1);
    if (length <= rest.size() || (length > usual_length && length > 2 * longest_[category])) return false;
    if (!configured(category)) return expected;
    bool runs_out = true;
    return (expected || rest.size() > 2 * block_header) && (fills(rest, runs_out) || runs_out);
}

// A tail of one octet many times over fills up a sector or a message: it did not come out of a block.
bool chain::padding(size_t place) const {
    const octets rest = file_.subspan(place);
    return rest.size() > 1 && std::all_of(rest.begin(), rest.end(), [&](uint8_t o) { return o == rest[0]; });
}

uint32_t chain::believe(size_t place) {
    const uint32_t length = length_at(place);
    if (length == 0) return 0;
    const uint8_t category = file_[place];
    const size_t end = place + length;
    if (!holds(end, category) && !padding(end)) return 0;
    if (!known(place, length) && at(place).kind != bond::whole && bridges(place, end)) return 0;
    longest_[category] = std::max(longest_[category], length);
    if (const int32_t who = source(place); who >= 0) sources_.set(static_cast<size_t>(who));
    any_ = true;
    return length;
}

// A whole block needs no second look: its length is right, and what strayed in lies inside or behind it.
size_t chain::behind(size_t place) {
    const link l = at(place);
    return place + (l.kind == bond::whole ? l.length : 1);
}

// Stricter than holds(): a chain that starts here has nothing before it.
bool chain::begins(size_t place) {
    const uint8_t category = file_[place];
    if (!configured(category) && !(any_ ? longest_[category] != 0 : heard_[category])) return false;
    const uint32_t length = length_at(place);
    const bool familiar = length != 0 && known(place, length);
    if (length == 0 || (length > usual_length && !familiar)) return false;
    const bond kind = at(place).kind;
    const bool looks = kind == bond::whole ? source(place) >= 0 : any_ ? familiar : kind == bond::foreign;
    return looks && holds(place + length, category);
}

size_t chain::next(size_t from) {
    while (from < file_.size() && !begins(from)) ++from;
    return from;
}
} // namespace asterix
