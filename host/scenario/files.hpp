// SPDX-License-Identifier: MIT
// host/scenario/files.hpp - which files a script may read: those beside it, and those the user named by --set.
#pragma once
#include "host/scenario/scenario.hpp"

namespace qiki::scenario {

// Where `text` leads (`who`, such as q.read, is named in errors): absolute, or below `folder` (of the script) if it is
// there, else below the current folder. Empty when nothing is there. Throws error when it leads, links followed,
// neither into `folder` nor into a file or folder that is the value of an override.
std::filesystem::path reachable(const std::string& who, const std::string& text, const std::filesystem::path& folder,
                                const overrides&, const place& at);

// The whole of a regular file of at most `most` bytes. Throws error, naming the file.
std::string whole_text(const std::filesystem::path&, size_t most, const place& at);
} // namespace qiki::scenario
