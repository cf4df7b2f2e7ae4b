// SPDX-License-Identifier: MIT
// plugins/radar/csv/meant.hpp - which heading was meant to name a quantity, where none does.
#pragma once
#include "columns.hpp"

namespace csv {

// The heading nearest to `wanted`, as it stands in the file; empty: none is near.
std::string nearest(const std::string& wanted, const std::vector<std::string>& heading);

// How many of these have no heading near.
size_t lost(const std::vector<quantity>& missing, const std::vector<std::string>& heading);

// What an error adds when these have no column: "; did you mean columns = { range = "rnge_m" }?" of those for which a
// heading is near, its unit aside, and no name of another quantity; where none is: "; say columns = { range = "..." }".
// Short, and before the headings, as an error's text is.
std::string remedy(const std::vector<quantity>& missing, const std::vector<std::string>& heading);

// A sentence for every optional quantity that would be there but for a slip in a word of four letters or more: scans,
// runs and elevations are not to get lost unheard.
std::vector<std::string> slips(const layout&, const std::vector<std::string>& heading);
} // namespace csv
