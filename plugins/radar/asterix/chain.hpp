// SPDX-License-Identifier: MIT
// plugins/radar/asterix/chain.hpp - which octets of a raw file are data blocks when stray octets may lie anywhere
// between or inside them.
#pragma once
#include "walk.hpp"
#include <array>
#include <bitset>

namespace asterix {

// A raw file marks its blocks by nothing but a category and a length, so a block is believed by its neighbours: records
// that fill it exactly, and another block, or the end of the file, right behind it. A block with something else behind
// it is not believed even when its records fill it: octets that strayed into it would have pushed its own last ones
// out, and its values would be shifted.
class chain {
public:
    chain(octets file, const dialect&);

    // The length of the block that begins there, which with its category and source counts as known from now on; 0 when
    // none does, or none that is believed.
    uint32_t believe(size_t place);
    // Where to look for the next block when none is believed here.
    size_t behind(size_t place);
    // The next place from `from` on where a chain begins; the file's end when there is none.
    size_t next(size_t from);

private:
    enum class bond : uint8_t {
        none,    // no header, or one that does not fit the file
        foreign, // fits; of a category that is not replayed, so that nothing inside can be compared
        damaged, // fits; its records do not fill it
        whole,   // its records fill it exactly
    };
    struct link {
        bond kind = bond::none;
        uint32_t length = 0;
    };
    uint32_t length_at(size_t place) const; // as the header says; 0 when it cannot be one
    link at(size_t place);
    int32_t source(size_t place) const; // of the first record behind a header; -1: it names none
    bool from_known(size_t place) const;
    bool known(size_t place, uint32_t length) const;
    bool sane(size_t place, uint32_t length, uint8_t before) const;
    bool fills(octets block, bool& runs_out);
    bool configured(uint8_t category) const { return asterix::configured(category, speaks_); }
    bool row(size_t place, size_t end);
    bool bridges(size_t place, size_t end);
    bool holds(size_t place, uint8_t before);
    bool cut(size_t place, uint8_t before);
    bool padding(size_t place) const;
    bool begins(size_t place);

    octets file_;
    dialect speaks_;
    std::bitset<256> heard_;              // categories given out, or frequent where the headers alone lead through
    std::array<uint32_t, 256> longest_{}; // by category: of the blocks believed so far
    std::bitset<65536> sources_;          // SAC << 8 | SIC of them
    bool any_ = false;                    // there were some
    uint64_t budget_;                     // octets that may yet be walked: what nobody could follow ends in time
    size_t walked_ = SIZE_MAX;            // the last place whose records were walked, and what it was
    link was_;
    record scratch_;
};

} // namespace asterix
