// SPDX-License-Identifier: MIT
// host/conform/drive/timely.hpp - is a record of a time that its tick may write about?
#pragma once
#include "qiki/base.h"
#include <cstddef>
#include <string>

namespace qiki::conform {
// What is wrong about the time of that record, written in the tick (t0, t1], with the rule; and in words that are the
// same in every tick, for `unsound`. Both "" when nothing is.
struct misdated {
    std::string text, flaw;
};
misdated untimely(uint32_t record, const std::byte* at, qiki_ns t0, qiki_ns t1);
} // namespace qiki::conform
