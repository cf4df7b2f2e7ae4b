// SPDX-License-Identifier: MIT
// host/run/words.hpp - how errors of a run speak: where, who, when.
#pragma once
#include "host/run/plan.hpp"
#include <string>
#include <string_view>

namespace qiki::run {

std::string said_at(const scenario::place&);              // "harbour.lua:12: ", or nothing
std::string who(const member&);                           // "'nose' (qiki.radar.pulse)"
std::string seconds(qiki_ns);                             // "12.3 s", exactly
std::string status_word(qiki_status);                     // "internal error (-8)"
std::string quoted_list(const std::vector<std::string>&); // "'a', 'b' and 'c'"
const char* section_word(scenario::section);              // "radars"
const char* kind_of(scenario::section);                   // "qiki.radar/1"

// The plugin's own words, or the status when it gave none.
std::string reason(qiki_status, const qiki_error&);
} // namespace qiki::run
