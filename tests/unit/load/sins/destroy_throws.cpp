// SPDX-License-Identifier: MIT
// tests/unit/load/sins/destroy_throws.cpp - an exception out of destroy().
#include <stdexcept>
#define IN_DESTROY throw std::logic_error("no anchor")
#include "sound.h"
