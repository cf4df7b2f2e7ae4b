// SPDX-License-Identifier: MIT
// host/conform/checks/state_none.cpp - who says that it keeps no state has none.
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <ctime>
#include <list>

namespace qiki::conform {
namespace state_none_parts {
constexpr uint64_t sure = 500, most = 1200, places[] = {1, 7, 20, 200};
constexpr double patience = 1; // s of the processor for those beyond the sure ones, or for each of the two runs

double processor_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Who begins in the middle, and what it wrote since.
struct newcomer {
    newcomer(const subject& s, const configuration& c, const standing& at, uint64_t when) : it(s, c), begun(when) {
        it.stand(at);
    }
    actor it;
    uint64_t begun;
};

void judge(const subject& s, const newcomer& n, uint64_t i, const std::string& was, const std::string& is) {
    if (was == is) return;
    history a, b;
    a.ticks.assign(i + 1, ""), b.ticks.assign(i + 1, ""); // so that the difference is named by its tick
    a.ticks.back() = was, b.ticks.back() = is;
    const std::string d = difference(*s.about, a, b);
    settled(s, i + 1); // or it is not repeatable at all
    throw failed("declares state_schema 0, yet an instance that begins after " + std::to_string(n.begun) +
                 " ticks differs from the one that lived through them, at " + d +
                 ": expected the same bytes, as a run goes on from a checkpoint so; declare a schema and offer " +
                 QIKI_STATE_ID " (rules state.4, state.2)");
}

void live_through(const subject& s, const configuration& with) {
    actor old(s, with);
    scene world(*s.about, s.seed);
    std::list<newcomer> later;
    const double begin = processor_seconds();
    for (uint64_t i = 0; i < most && (i < sure || processor_seconds() - begin < patience); ++i) {
        if (std::find(std::begin(places), std::end(places), i) != std::end(places))
            later.emplace_back(s, with, old.stands(), i);
        const moment m = world.next();
        const std::string was = old.play(m).bytes();
        for (newcomer& n : later) judge(s, n, i, was, n.it.play(m).bytes());
    }
}

void run(subject& s) {
    {
        actor it(s, nullptr);
        if (it.extension<qiki_state>(QIKI_STATE_ID))
            throw failed("has the extension " QIKI_STATE_ID
                         ", but declares state_schema 0, which says that it keeps no state: expected one or the other; "
                         "declare schema 1, or leave the extension out (rule state.4)");
    }
    if (!impure(*s.about).empty()) return;
    live_through(s, configuration(*s.about, s.set));
    // What is rounded hides a small drift: once more with steps as fine as they can be.
    const auto fine = with(s, {{"resolution", 1e-6}, {"quantum", 1e-6}, {"quantisation", 1e-6}, {"lsb", 1e-6}});
    auto finest = with(s, {{"resolution", 1e-3}, {"quantum", 1e-3}, {"quantisation", 1e-3}, {"lsb", 1e-3}});
    for (const auto& [key, value] : fine) finest[key] = value;
    if (finest != s.set) live_through(s, configuration(*s.about, finest));
}
std::string spares(const qiki_descriptor& d) {
    return d.state_schema ? "declares that it keeps a state; state.round and state.continue are for it" : "";
}
} // namespace state_none_parts
extern const check state_none{
    .id = "state.none",
    .level = 4,
    .from = needs::plugin,
    .rules = "state.4 state.2",
    .asserts =
        "who declares state_schema 0 has no extension qiki.state/1, and an instance that begins after 1, 7, 20 or 200 "
        "of 500 ticks, and of as many as fit into 1 s (1,200 at most), goes on byte for byte as the one that was there "
        "from the start; and so with a resolution as fine as it takes",
    .varies = axis::configuration | axis::state,
    .run = state_none_parts::run,
    .spares = state_none_parts::spares,
    .compares = true};
} // namespace qiki::conform
