// SPDX-License-Identifier: MIT
// host/anatomy/elementary.hpp - which symbols are elementary functions of libm (rule det.3).
#pragma once
#include <string_view>

namespace qiki::anatomy {

bool is_elementary(std::string_view symbol); // "sinf", "__exp_finite", "_ZGVdN4v_cos"
} // namespace qiki::anatomy
