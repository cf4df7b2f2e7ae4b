// SPDX-License-Identifier: MIT
// host/solo/made_policy.hpp - a policy for any agent, made of its own facts and verbs: it says every verb in turn and
// has a guard over every number that it may be asked about.
#pragma once
#include "host/scenario/scenario.hpp"
#include "qiki/plugin.h"

namespace qiki::solo {
scenario::policy_use made_policy(const qiki_descriptor&);
}
