// SPDX-License-Identifier: MIT
// host/anatomy/remarks.hpp - what a file loads with, and had better be without.
#pragma once
#include "host/anatomy/anatomy.hpp"

namespace qiki::anatomy {

void add_remarks(anatomy&);
} // namespace qiki::anatomy
