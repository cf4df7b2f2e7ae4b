// SPDX-License-Identifier: MIT
// host/scenario/place.hpp - where something was said.
#pragma once
#include <string>

namespace qiki::scenario {

struct place {
    std::string file;
    int line = 0;
};
} // namespace qiki::scenario
