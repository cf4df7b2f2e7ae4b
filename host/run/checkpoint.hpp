// SPDX-License-Identifier: MIT
// host/run/checkpoint.hpp - an instance as bytes: what its plugin saves, in a frame that tells foreign and damaged
// ones.
#pragma once
#include "qiki/plugin.h"
#include <cstddef>
#include <string>
#include <vector>

namespace qiki::run {

using blob = std::vector<std::byte>;

// Both return "" or why not, in words that fit behind the name of the instance. An instance without state (state_schema
// 0) gives a frame without content.
std::string save_state(const qiki_descriptor&, const qiki_vtable&, void* self, blob& out);
std::string load_state(const qiki_descriptor&, const qiki_vtable&, void* self, const blob& in);
} // namespace qiki::run
