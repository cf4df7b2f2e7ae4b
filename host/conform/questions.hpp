// SPDX-License-Identifier: MIT
// host/conform/questions.hpp - the channels that an agent asks for by name, found out in a process of their own: the
// checks then feed them, for what it does may hang on nothing else.
#pragma once
#include "host/conform/check.hpp"

namespace qiki::conform {

// What it asks names.channel() for until the end of its third tick, a name a line: of an agent, "" of others.
std::string questions_of(const subject&);
} // namespace qiki::conform
