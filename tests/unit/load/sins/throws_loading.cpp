// SPDX-License-Identifier: MIT
// tests/unit/load/sins/throws_loading.cpp - an exception out of a static constructor.
#include <stdexcept>
static const int thrown = [] {
    if (__builtin_return_address(0)) throw std::runtime_error("no\nfuel");
    return 0;
}();
#include "sound.h"
