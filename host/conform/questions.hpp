// SPDX-License-Identifier: MIT
// host/conform/questions.hpp - the channels and verbs that an agent asks for by name, found out in a process of their
// own: the checks then have these, for what it does may hang on nothing else.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// What it asks names.channel() and names.verb() for until the end of its third tick: of an agent, "" of others.
std::string questions_of(const subject&);
// For the hosts of this process, and as a process that this one starts is to read them.
void take_questions(const std::string&);
std::string questions_here();
} // namespace qiki::conform
