// SPDX-License-Identifier: MIT
// host/policy/purity.cpp - a policy keeps nothing between ticks but what the machine keeps for it.
#include "host/policy/inside.hpp"

namespace qiki::policy {
std::string machine::inside::kept_elsewhere() { return {}; }
} // namespace qiki::policy
