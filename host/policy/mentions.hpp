// SPDX-License-Identifier: MIT
// host/policy/mentions.hpp - the names that a function of a policy takes from its argument, checked before it ever
// runs.
#pragma once
#include "host/policy/source_lines.hpp"
#include <string>

namespace qiki::policy {

struct mention {             // f.name, f["name"] or f.guard.name
    std::string name, inner; // inner: after "guard."
    int line = 0;
    bool assigned = false; // f.name = ...
};

// What the functions between two lines whose first argument has this name take from it. Nothing when there are more
// than `most` of them, or one in another, so that it is not sure which is meant. A body in which the name means
// something else, too (a local, an inner function's argument), is left to the run.
std::vector<mention> mentions(const std::vector<token>&, int first_line, int last_line, const std::string& argument,
                              size_t most);
} // namespace qiki::policy
