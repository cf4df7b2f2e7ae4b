// SPDX-License-Identifier: MIT
// host/cli/test/find.hpp - which scenarios `qiki test` is to run.
#pragma once
#include "host/scenario/scenario.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace qiki::cli {

struct candidate {
    std::filesystem::path file;
    std::string name;                  // its path as a person would type it
    std::vector<std::string> set;      // those of --set that it declares
    std::vector<std::string> required; // values it needs and --set does not give
};

struct candidates {
    std::vector<candidate> scenarios; // by name
    std::vector<std::string> modules; // .lua files of folders that call no q.scenario { ... }
    size_t before_filter = 0;
};

// Files as they are; folders with all below them but what begins with a dot: *.lua. Throws usage_error for a place that
// is not there, and for a --set that no scenario declares.
candidates find_candidates(const std::vector<std::string>& places, const std::string& filter,
                           const std::vector<std::string>& set, const std::filesystem::path& library);
} // namespace qiki::cli
