// SPDX-License-Identifier: MIT
// host/conform/fields.hpp - a record field by field, by the names of its header.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace qiki::conform {

struct shown_field {
    std::string name, value; // "pos", "1000, -2000.5, 0"
    uint32_t offset = 0;
};
// In the order of memory; empty for an unknown kind of record.
std::vector<shown_field> show_record(uint32_t record, const std::byte*);

// The field that a byte belongs to: "contact.z"; "" when none does.
std::string field_at(uint32_t record, size_t byte);
} // namespace qiki::conform
