// SPDX-License-Identifier: MIT
// plugins/radar/asterix/inventory.hpp - what lies in a recording that does not replay, in one sentence.
#pragma once
#include "recording.hpp"

namespace asterix {

// "taken as raw blocks, 690654 octets, 7623 data blocks; not replayed: CAT021 in 7565 blocks (689668 octets), ...".
std::string inventory(const recording&);

// The count or category fact of that name; 0 when the recording has none.
double told(const recording&, std::string_view name);
} // namespace asterix
