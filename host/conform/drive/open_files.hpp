// SPDX-License-Identifier: MIT
// host/conform/drive/open_files.hpp - how many descriptors this process has, counted without one more.
#pragma once
#include <cstdint>

namespace qiki::conform {
int64_t open_files();
bool out_of_files(); // so few are left that calls fail for want of one
} // namespace qiki::conform
