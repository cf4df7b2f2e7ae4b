// SPDX-License-Identifier: MIT
// host/cli/words/settings.hpp - what --set KEY=VALUE says.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace qiki::cli {

// Values by key, as written. Throws usage_error when one is no KEY=VALUE, or a key comes twice.
std::map<std::string, std::string> settings_of(const std::vector<std::string>& set);
} // namespace qiki::cli
