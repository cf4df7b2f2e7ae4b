// SPDX-License-Identifier: MIT
// host/conform/checks/tick_backwards.cpp - time that runs backwards is refused and leaves no trace.
#include "host/conform/check.hpp"
#include "host/conform/drive/detour.hpp"

namespace qiki::conform {
namespace tick_backwards_parts {
constexpr qiki_ns second = 1'000'000'000;

constexpr struct {
    const char* words;
    qiki_ns t0, t1; // against the end of the last tick
} ways[] = {{"whose t1 lies before its t0", 0, -1},
            {"whose t1 lies a second before its t0", 0, -second},
            {"that comes a second time", -second, 0},
            {"whose t0 lies 1 ns before the last t1", -1, second},
            {"of long ago", -3 * second, -2 * second}};

void run(subject& s) {
    for (const uint64_t before : {4ul, 9ul})
        for (const auto& way : ways)
            compare(s,
                    {std::string("a tick ") + way.words, "rule tick.2", before, 4, [&](actor& it, const moment& next) {
                         moment back = next;
                         back.t0 = next.t0 + way.t0, back.t1 = next.t0 + way.t1;
                         const told t = it.tick(back);
                         if (t.status != QIKI_E_TIME)
                             throw failed(std::string("tick() of a tick ") + way.words + " gives status " +
                                          std::to_string(t.status) + (t.status < 0 ? ", " + t.error : "") +
                                          ": expected QIKI_E_TIME; compare t0 with the last t1, and t1 with t0 "
                                          "(rule tick.2)");
                     }});
}
} // namespace tick_backwards_parts
extern const check tick_backwards{
    .id = "tick.backwards",
    .level = 3,
    .from = needs::plugin,
    .rules = "tick.2 err.3",
    .asserts =
        "a tick whose t1 lies before its t0, or whose t0 lies before the last t1, gives QIKI_E_TIME, and all that "
        "follows comes out as if it had not been",
    .varies = axis::time,
    .run = tick_backwards_parts::run};
} // namespace qiki::conform
