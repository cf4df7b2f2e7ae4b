// SPDX-License-Identifier: MIT
// plugins/radar/asterix/walk.hpp - one record of a block: where each of its items lies.
#pragma once
#include "bytes.hpp"
#include "dialect.hpp"
#include "profile.hpp"
#include "refusal.hpp"
#include <array>

namespace asterix {

class record {
public:
    struct place {
        uint32_t at = 0, size = 0;
    };
    // The octets of an item by index (FRN - 1); empty when it is absent.
    octets operator[](size_t index) const { return block.subspan(items[index].at, items[index].size); }
    bool has(size_t index) const { return items[index].size != 0; }
    // The same by name, for readers that are not in a hurry: record.item("040"), record.item("130", "SRL").
    octets item(std::string_view name, std::string_view part = {}) const;

    const profile* of = nullptr;
    octets block;                // whole, header included
    uint32_t begin = 0, end = 0; // of this record in the block
    uint32_t present = 0;        // number of items
    std::array<place, most_items> items{};
};

// Reads the record at block[at]; `block` is the data block with its header of 3 octets, `offset` its place in the file.
// True: `out` holds it and ends at out.end. False: `why` says what stopped it; the rest of the block cannot be read.
bool walk(const profile&, octets block, uint32_t at, uint64_t offset, record& out, refusal& why);

// The profile of the record at block[at] for the categories that a replay reads: 1, 2, 34, 48, 62, and 10 and 21 as the
// dialect says. nullptr, and then `why` is set, when CAT001 does not say which of its two applies. Another category:
// nullptr, and why.why is reason::none.
const profile* profile_for(octets block, uint32_t at, uint64_t offset, refusal& why, const dialect& = {});

// True for the categories that profile_for() knows.
bool configured(uint8_t category, const dialect& = {});

// A sub-item of a compound item that walk() accepted; empty when absent.
octets sub_item(const item&, octets bytes, size_t index);
} // namespace asterix
