// SPDX-License-Identifier: MIT
// host/anatomy/elementary.cpp - a name in any precision, as glibc exports it, is found in the list.
#include "host/anatomy/elementary.hpp"
#include <algorithm>
#include <array>

namespace qiki::anatomy {
namespace {
constexpr std::array elementary = std::to_array<std::string_view>({
#include "host/anatomy/elementary.inc"
});
} // namespace

bool is_elementary(std::string_view name) {
    if (name.starts_with("_ZGV")) return name.find('_', 4) != name.npos; // libmvec: several at once, to 4 ulp
    if (name.starts_with("__")) name.remove_prefix(2);
    const auto drop = [&](std::string_view tail) {
        if (name.ends_with(tail)) name.remove_suffix(tail.size());
    };
    drop("_finite"), drop("_r");
    for (const std::string_view precision : {"f128", "f64x", "f32x", "f64", "f32"}) drop(precision);
    const auto known = [](std::string_view n) {
        return std::find(elementary.begin(), elementary.end(), n) != elementary.end();
    };
    return known(name) || ((name.ends_with('f') || name.ends_with('l')) && known(name.substr(0, name.size() - 1)));
}
} // namespace qiki::anatomy
