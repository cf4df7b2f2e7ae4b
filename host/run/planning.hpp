// SPDX-License-Identifier: MIT
// host/run/planning.hpp - scenario and catalogue become a plan.
#pragma once
#include "host/load/catalogue.hpp"
#include "host/run/plan.hpp"

namespace qiki::run {
// Opens the plugins. `extra`: uses that the command line adds. Throws scenario::error, load::error, error.
plan plan_of(scenario::scenario, load::catalogue&, const std::vector<scenario::use>& extra);
} // namespace qiki::run
