// SPDX-License-Identifier: MIT
// host/conform/settle.hpp - verdicts that depend on each other: what one check leaves to another, and what says nothing
// because another one failed.
#pragma once
#include "host/conform/session.hpp"

namespace qiki::conform {

// A check of a plugin ("" for those of the file) that has to be asked, too, before the verdicts can be settled.
struct question {
    const check* what;
    std::string plugin;
};
std::vector<question> open_questions(const std::vector<result>&);

// All judges have been asked.
void settle(std::vector<result>&);
} // namespace qiki::conform
