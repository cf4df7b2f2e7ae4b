// SPDX-License-Identifier: MIT
// host/cli/plugins/anatomy_page.hpp - what was read from a plugin's file, for people and for machines.
#pragma once
#include "host/anatomy/anatomy.hpp"

namespace qiki::cli {

std::string anatomy_page(const std::string& file, const anatomy::anatomy&, size_t columns);

// One object; what could not be read is null.
std::string anatomy_json(const std::string& file, const anatomy::anatomy&);
} // namespace qiki::cli
