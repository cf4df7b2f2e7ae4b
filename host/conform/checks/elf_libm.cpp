// SPDX-License-Identifier: MIT
// host/conform/checks/elf_libm.cpp - whose results count calls no elementary function of libm.
#include "host/conform/check.hpp"
#include "host/conform/elf.hpp"
#include "host/load/words.hpp"
#include <algorithm>
#include <array>

namespace qiki::conform {
namespace elf_libm_parts {
// Without the f of float, the l of long double, and what glibc puts before and behind. What IEEE 754 rounds correctly
// (sqrt, fma) or has exactly (floor, fabs, fmod, ldexp and the like) has one result everywhere and is not here.
constexpr std::array elementary = std::to_array<std::string_view>(
    {"sin",   "cos",   "tan",    "asin",   "acos",   "atan",   "atan2",  "sinh",   "cosh",   "tanh",  "asinh",
     "acosh", "atanh", "sincos", "exp",    "exp2",   "exp10",  "expm1",  "log",    "log2",   "log10", "log1p",
     "pow",   "pow10", "cbrt",   "hypot",  "erf",    "erfc",   "tgamma", "lgamma", "gamma",  "j0",    "j1",
     "jn",    "y0",    "y1",     "yn",     "cexp",   "clog",   "clog10", "cpow",   "csin",   "ccos",  "ctan",
     "casin", "cacos", "catan",  "csinh",  "ccosh",  "ctanh",  "casinh", "cacosh", "catanh", "cabs",  "carg",
     "sinpi", "cospi", "tanpi",  "asinpi", "acospi", "atanpi", "atan2pi"});

bool is_elementary(std::string_view name) {
    if (name.starts_with("_ZGV")) return name.find('_', 4) != name.npos; // libmvec: several at once, to 4 ulp
    if (name.starts_with("__")) name.remove_prefix(2);
    const auto drop = [&](std::string_view tail) {
        if (name.ends_with(tail)) name.remove_suffix(tail.size());
    };
    drop("_finite"), drop("_r"), drop("f128"), drop("f64"), drop("f32");
    const auto known = [](std::string_view n) {
        return std::find(elementary.begin(), elementary.end(), n) != elementary.end();
    };
    return known(name) || ((name.ends_with('f') || name.ends_with('l')) && known(name.substr(0, name.size() - 1)));
}

void run(subject& s) {
    std::string found;
    for (const anatomy::symbol& y : read_elf(load::file(s.path)).links.symbols)
        if (y.imported && is_elementary(y.name))
            found += (found.empty() ? "'" : ", '") + load::one_line(y.name, 80) + "'";
    if (found.empty()) return;
    const std::string why = s.about->caps & QIKI_CAP_PURE ? "it declares QIKI_CAP_PURE" : "it keeps state";
    throw failed("calls " + load::one_line(found, 600) + " of libm, and " + why +
                 ": expected none, since the last bits of these depend on the processor and on the version of libm; "
                 "call qiki_sin() and the like of qiki/math.h (rule det.3)");
}
std::string spares(const qiki_descriptor& d) {
    return d.caps & QIKI_CAP_PURE || d.state_schema ? "" : "neither declares QIKI_CAP_PURE nor keeps state";
}
} // namespace elf_libm_parts
extern const check elf_libm{
    .id = "elf.libm",
    .level = 1,
    .from = needs::plugin,
    .rules = "det.3",
    .asserts = "who declares QIKI_CAP_PURE or keeps state has no elementary function of libm (sin, exp, pow, hypot and "
               "the like, in any precision) among its undefined symbols: their last bits depend on the processor",
    .run = elf_libm_parts::run,
    .spares = elf_libm_parts::spares};
} // namespace qiki::conform
