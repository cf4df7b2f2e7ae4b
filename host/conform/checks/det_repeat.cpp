// SPDX-License-Identifier: MIT
// host/conform/checks/det_repeat.cpp - the same run again gives the same bytes, here and in another process.
#include "host/conform/child.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/variants.hpp"

namespace qiki::conform {
extern const check det_repeat;
namespace det_repeat_parts {
constexpr uint64_t ticks = 50, fewer = 20; // of the defaults, and of each other configuration
constexpr uint32_t configurations = 8;

void compare(const subject& s, const history& a, const history& b, const std::string& where) {
    std::string d = difference(*s.about, a, b);
    if (d.empty() && !difference_of_state(a, b).empty()) d = "the saved bytes: " + difference_of_state(a, b);
    if (!d.empty())
        throw failed(
            "the same " + std::to_string(a.ticks.size()) + " ticks twice, " + where + ", differ at " + d +
            ": expected the same bytes; look for what outlives an instance (static and thread_local variables, "
            "rules life.5, thread.2), for memory that was not set, for an order by addresses, for clocks, and "
            "for chance that is not of qiki/random.h (rule det.1)");
}

void run(subject& s) {
    if (!s.part.empty()) return say(s, pack(live(s, ticks)));
    compare(s, live(s, ticks), live(s, ticks), "one instance after the other in one process");
    with_each(s, drawn(s, configurations), [](const subject& other) {
        if (is_costly(other)) return;
        compare(other, live(other, fewer), live(other, fewer), "one instance after the other in one process");
    });
    // Without chance in their addresses, which det.disturbed varies.
    const std::string one = elsewhere(s, det_repeat, "one", {}, {{}, true}),
                      two = elsewhere(s, det_repeat, "two", {}, {{}, true});
    compare(s, unpack(one), unpack(two), "in two processes");
}
} // namespace det_repeat_parts
extern const check det_repeat{
    .id = "det.repeat",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.1 det.2 det.5",
    .asserts = "configuration, inputs and rng_key being the same, 50 ticks and the bytes saved after them are the "
               "same: twice in one process, and in two processes; and twice in one process with each of 8 drawn "
               "configurations, which switch on what the defaults leave off",
    .varies = axis::configuration | axis::process,
    .run = det_repeat_parts::run,
    .spares = impure};
} // namespace qiki::conform
