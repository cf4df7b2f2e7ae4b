// SPDX-License-Identifier: MIT
// host/scenario/typed.hpp - one setting in the type that a plugin declared for it.
#pragma once
#include "host/scenario/scenario.hpp"
#include "qiki/config.h"
#include <cstdint>
#include <string>
#include <vector>

namespace qiki::scenario {

struct typed {
    uint32_t type = QIKI_INT;
    std::vector<int64_t> whole;
    std::vector<double> real;
    std::vector<uint64_t> text; // bytes and a NUL; words, so that they are aligned as every other value
    uint32_t count = 0;
};

// Both throw error at `at`. A text is taken as it is: paths are a matter of paths.hpp.
typed convert(const qiki_param&, const value&, const place& at);
typed fallback(const qiki_param&, const place& at); // the plugin's default

typed from_text(const std::string&);
std::string expected(const qiki_param&); // "a number from 100 to 400000 m", "one of "a", "b""
} // namespace qiki::scenario
