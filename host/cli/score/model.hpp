// SPDX-License-Identifier: MIT
// host/cli/score/model.hpp - what a sensor and its targets are like, from a JSON file, for the bound.
#pragma once
#include "score/bound.hpp"
#include <string>

namespace qiki::cli {

// Keys: kind ("polar" or "cartesian"), period_s, q_m2_s3, pd, sigma_range_m and sigma_bearing_rad (or
// sigma_bearing_deg), sigma_range_rate_mps where it is measured, or sigma_xy_m; radar_xy_m and sigma_velocity_mps if
// not 0, 0 and 100. Others are passed over.
// Throws score::bad_table with the file, the key, and what was expected.
score::bound_model read_model(const std::string& file);
} // namespace qiki::cli
