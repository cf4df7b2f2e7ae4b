// SPDX-License-Identifier: MIT
// host/conform/fields.hpp - a record field by field, by the names of its header: where they lie, what they are, what
// they say.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace qiki::conform {

enum class sort : uint8_t { real, natural, integer, time, text };

struct field {
    const char* name; // "contact.z"
    sort is;
    uint8_t size;   // of one element, in bytes; of a text: 1
    uint16_t at;    // bytes from the beginning of the record
    uint16_t count; // elements
};

// In the order of the record; empty for an unknown one.
std::span<const field> fields_of(uint32_t record);

struct shown_field {
    std::string name, value; // "pos", "1000, -2000.5, 0"
    uint32_t offset = 0;
};
// In the order of the record; empty for an unknown one.
std::vector<shown_field> show_record(uint32_t record, const std::byte*);

// Its i-th element; a text is one.
std::string value_of(const field&, const std::byte* record, uint32_t i);

// The field that a byte belongs to: "contact.z"; "" when none does.
std::string field_at(uint32_t record, size_t byte);
} // namespace qiki::conform
