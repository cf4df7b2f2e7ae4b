// SPDX-License-Identifier: MIT
// host/conform/checks/elf_libm.cpp - whose results count calls no elementary function of libm.
#include "host/anatomy/elementary.hpp"
#include "host/conform/check.hpp"
#include "host/conform/elf.hpp"
#include "host/load/words.hpp"

namespace qiki::conform {
namespace elf_libm_parts {
void run(subject& s) {
    std::string found;
    for (const anatomy::symbol& y : read_elf(load::file(s.path)).links.symbols)
        if (y.imported && anatomy::is_elementary(y.name))
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
