// SPDX-License-Identifier: MIT
// host/conform/drive/fields.hpp - the fields of every record: where they lie and what they are, for who spoils or
// compares them one by one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace qiki::conform {

enum class sort : uint8_t { real, natural, integer, time, text };

struct field {
    const char* name; // "contact.z"
    sort is;
    uint16_t at;   // bytes from the beginning of the record
    uint8_t size;  // of one element, in bytes; of a text: 1
    uint8_t count; // elements
};

// In the order of the record; empty for an unknown one.
std::span<const field> fields_of(uint32_t record);
} // namespace qiki::conform
