// SPDX-License-Identifier: MIT
// host/conform/flaw.hpp - what stands in the field of a record that breaks a rule.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace qiki::conform {

// What qiki_record_flaw() says of this record, and what was found: the first value of the field it names that is to
// blame, by its place: "sample.v: finite, not -0; +0 beyond n; found v[0] = -0". Its words alone when it names no
// field.
std::string flaw_told(uint32_t record, const std::byte* at, const char* flaw);
} // namespace qiki::conform
