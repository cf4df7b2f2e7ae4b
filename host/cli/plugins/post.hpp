// SPDX-License-Identifier: MIT
// host/cli/plugins/post.hpp - qiki doctor --post: the self-tests of a scenario's instances as a BIOS report.
#pragma once
#include <string>
#include <vector>

namespace qiki::cli {

struct post_wish {
    std::string scenario;
    std::vector<std::string> set, plugins;
    bool json = false;
};

// Makes the instances, asks them, and prints the report. The exit code: exit_ok when all systems go. Throws what run
// does.
int post(const post_wish&);
} // namespace qiki::cli
