// SPDX-License-Identifier: MIT
// host/cli/run/metric_names.hpp - --plot-metric WHAT[=FILE]: what is meant, and which quantities of a run these are.
#pragma once
#include "host/run/quantity.hpp"
#include <string>
#include <vector>

namespace qiki::cli {

struct wish {
    std::string what, file; // file: a made-up name when none was given
    bool csv = false;       // else SVG
    bool pattern() const { return what.find_first_of("*?") != what.npos; }
};

// Throws usage_error, which begins with the option.
wish read_wish(const std::string& asked);

// "picture.gate_ns"
std::string full_name(const run::quantity&);

// Rows of `all`. Of several with one name a metric comes before a fact, and a fact before a count of records; '/' is as
// good as '.' behind the instance. Throws usage_error.
std::vector<size_t> rows_of(const wish&, const std::vector<run::quantity>& all);
} // namespace qiki::cli
