// SPDX-License-Identifier: MIT
// host/cli/plugins/plugins_json.hpp - what list, doctor and version say, for machines; keys are stable.
#pragma once
#include "host/cli/plugins/describe.hpp"
#include "host/cli/plugins/diagnosis.hpp"
#include <nlohmann/json_fwd.hpp>
#include <utility>

namespace qiki::cli {

// One plugin; what an unopened one does not tell is left out.
nlohmann::json plugin_json(const shown&);

// {"abi", "plugins": [...], "refused": [...], "duplicates": [...]}; what an unopened plugin does not tell is left out.
std::string plugins_json(const std::vector<shown>&, const load::catalogue&);

// {"ok", "findings": [{"section", "grade", "text"}]}
std::string diagnosis_json(const diagnosis&);

std::string object_json(const std::vector<std::pair<const char*, std::string>>&);
} // namespace qiki::cli
