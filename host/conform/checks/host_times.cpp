// SPDX-License-Identifier: MIT
// host/conform/checks/host_times.cpp - services are called in the calls that their headers name.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"

namespace qiki::conform {
namespace host_times_parts {
constexpr uint64_t ticks = 60;

void run(subject& s) {
    actor it(s);
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks && !it.host().misplaced(); ++i) it.play(world.next());
    if (!it.host().misplaced()) it.reset();
    if (!it.host().misplaced()) it.finish();
    if (const char* wrong = it.host().misplaced())
        throw failed(std::string("calls ") + wrong +
                     ": expected it at the times that its header names in brackets, since a run refuses it elsewhere; "
                     "ask once, and keep what was given (rule thread.3)");
}
} // namespace host_times_parts
extern const check host_times{
    .id = "host.times",
    .level = 2,
    .from = needs::plugin,
    .rules = "thread.3",
    .asserts = "in a life of 60 ticks each service is called in the calls that its header names alone: a text is made "
               "in configure(), an entity is looked up there, scratch memory is taken in a tick",
    .run = host_times_parts::run};
} // namespace qiki::conform
