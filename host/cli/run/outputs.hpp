// SPDX-License-Identifier: MIT
// host/cli/run/outputs.hpp - places that options name for results, looked at before the work.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace qiki::cli {

using named_file = std::pair<std::string, std::string>; // option, file

// Throws usage_error, which names the option, when a file cannot be written there or when two options name the same
// one; `open` are written already. Leaves nothing behind.
void check_files(const std::vector<named_file>&, const std::vector<named_file>& open);

// As above, for a folder, which is made.
void check_folder(const std::string& option, const std::string& folder);
} // namespace qiki::cli
