// SPDX-License-Identifier: MIT
// host/cli/words/command_line.hpp - how every verb reads its command line, shows its help and says what is wrong.
#pragma once
#include "host/cli/verbs.hpp"
#include "host/cli/words/manual.hpp"
#include <functional>
#include <optional>

namespace qiki::cli {

// Reads argv by the manual, then calls `work` and returns its exit code. --help is shown, wrong options and usage_error
// are said in one line with the verb's name; both end here. Other errors pass.
int perform(const manual&, int argc, char** argv,
            const std::function<int(const boost::program_options::variables_map&)>& work);

// What a verb would show for --help, without showing it; nothing for a verb that does not perform().
std::optional<manual> manual_of(const verb&);
} // namespace qiki::cli
