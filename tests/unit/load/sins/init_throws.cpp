// SPDX-License-Identifier: MIT
// tests/unit/load/sins/init_throws.cpp - an exception out of init().
#include "qiki/base.h"
#include <stdexcept>
static qiki_status init(const char*, uint64_t, qiki_error*) { throw std::logic_error("no rudder"); }
static void deinit() {}
#define INIT init
#define DEINIT deinit
#include "sound.h"
