// SPDX-License-Identifier: MIT
// host/conform/checks/log_sane.cpp - what it tells the human can be read, and is worth being read.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/hush.hpp"
#include "host/load/words.hpp"
#include "qiki/services/log.h"

namespace qiki::conform {
namespace log_sane_parts {
constexpr uint64_t ticks = 40, longest = 4096;
constexpr size_t most_in_a_tick = 64;

std::string quoted(const std::string& text) { return "\"" + load::one_line(text, 120) + "\""; }

void judge(const std::vector<solo::line>& lines, const char* when, bool quiet) {
    uint64_t tick = 0;
    size_t in_a_tick = 0;
    for (const solo::line& l : lines) {
        const std::string where = std::string("a line of ") + when + ", " + quoted(l.text) + ", ";
        if (l.level < QIKI_LOG_DEBUG || l.level > QIKI_LOG_ERROR)
            throw failed(where + "has level " + std::to_string(l.level) +
                         ": expected one of QIKI_LOG_DEBUG to QIKI_LOG_ERROR (rule log.1)");
        if (l.length > longest)
            throw failed(where + "is " + std::to_string(l.length) +
                         " bytes long: expected at most 4096, and no more is shown; say less (rule log.1)");
        if (!load::is_line(l.text))
            throw failed(where + "is not one line of UTF-8: expected no control characters and no newline at the end; "
                                 "give the length without the NUL (rule log.1)");
        in_a_tick = l.tick == tick ? in_a_tick + 1 : 1, tick = l.tick;
        if (tick && in_a_tick > most_in_a_tick)
            throw failed(std::string("tick() says more than ") + std::to_string(most_in_a_tick) +
                         " lines in one tick of " + when + ", such as " + quoted(l.text) +
                         ": nobody reads them; count, and say the number (rule log.1)");
        if (quiet && tick && l.level > QIKI_LOG_DEBUG)
            throw failed(where + "is above DEBUG: expected silence when there is nothing to tell; the bytes of a run's "
                                 "log grow with what happens, not with time (rule log.1)");
    }
}

void run(subject& s) {
    hush quiet;
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (uint64_t i = 0; i < ticks; ++i) it.play(without_records(world.next()));
        judge(it.host().take_lines(), "ticks without a record", true);
    }
    actor it(s);
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks; ++i) it.play(world.next());
    judge(it.host().take_lines(), "ordinary ticks", false);
    it.finish();
    judge(it.host().take_lines(), "the end of a run", false);
    if (const std::string said = quiet.heard(); !said.empty())
        throw failed(
            "wrote " + quoted(said) +
            " to standard output or error: expected nothing, since they are the host's; words for the human go "
            "through qiki.log/1 (rule log.1)");
}
} // namespace log_sane_parts
extern const check log_sane{
    .id = "log.sane",
    .level = 2,
    .from = needs::plugin,
    .rules = "log.1",
    .asserts =
        "lines are UTF-8 of at most 4 KiB without control characters, of a known level, no more than 64 a tick; 40 "
        "ticks without a record say nothing above DEBUG; nothing is written to standard output or error: a log "
        "that says little is read",
    .run = log_sane_parts::run};
} // namespace qiki::conform
