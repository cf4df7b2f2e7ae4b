// SPDX-License-Identifier: MIT
// host/conform/spares.hpp - the checks that are not for a plugin, asked in one process for all of them: a third of the
// checks are for a kind, and a process each would only load the file and say so.
#pragma once
#include "qiki/plugin.h"
#include <map>
#include <string>

namespace qiki::conform {

// Check's id -> why it says nothing about the plugin.
using spares = std::map<std::string, std::string>;

spares spares_of(const qiki_descriptor&);

// As a process says it to its parent: a reason a line, with the checks that give it. A line without its end is left
// out, so that a text which was cut spares nobody wrongly.
std::string in_words(const spares&);
spares from_words(const std::string&);
} // namespace qiki::conform
