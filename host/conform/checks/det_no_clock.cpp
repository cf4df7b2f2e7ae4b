// SPDX-License-Identifier: MIT
// host/conform/checks/det_no_clock.cpp - a tick asks the world for nothing.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/snare.hpp"

namespace qiki::conform {
namespace det_no_clock_parts {
constexpr uint64_t ticks = 30;

void run(subject& s) {
#ifdef QIKI_SANITIZED
    throw skipped("a sanitizer's own system calls cannot be told from those of the plugin");
#endif
    auto* it = new actor(s); // stays: its destroy() may do what a tick may not
    scene world(*s.about, s.seed);
    it->capacities();
    set_snare(s.path.native());
    for (uint64_t i = 0; i < ticks; ++i) it->play(world.next());
}
} // namespace det_no_clock_parts
extern const check det_no_clock{
    .id = "det.no-clock",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.5",
    .asserts =
        "30 ticks read no clock (by a system call, by the vDSO, by rdtsc or rdtscp), ask the system for no chance, "
        "and read no file, no socket and no fact of the machine; a file that is only written may be opened. Not seen "
        "are "
        "the instructions rdrand, rdseed and cpuid, and fstat() of a file that is open: what comes of them shows in "
        "det.repeat and det.disturbed",
    .run = det_no_clock_parts::run,
    .spares = impure};
} // namespace qiki::conform
