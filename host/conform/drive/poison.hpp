// SPDX-License-Identifier: MIT
// host/conform/drive/poison.hpp - values that no writer should give, field by field.
#pragma once
#include "host/conform/drive/scene.hpp"
#include "host/conform/fields.hpp"
#include <string>

namespace qiki::conform {

struct poison {
    const char* words; // "NaN"
    uint64_t bits;     // of the element; as many bytes of it as the field has
};
// For one element of a field: NaN, infinities, denormals and the like; ends of the range; codes and bits that nobody
// knows; bytes that are no text. `now`: the end of the tick.
std::vector<poison> poisons(const field&, qiki_ns now);
void give(std::byte* record, const field&, uint32_t element, const poison&);
std::string words(const field&, uint32_t element, const poison&); // "contact.z[0] is NaN"

// A whole input spoilt.
struct blight {
    const char* words;
    void (*spoil)(feed&, uint64_t seed);
};
std::span<const blight> blights();
} // namespace qiki::conform
