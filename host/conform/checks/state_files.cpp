// SPDX-License-Identifier: MIT
// host/conform/checks/state_files.cpp - a run that was interrupted ends with the files of the one that was not.
#include "host/conform/drive/folder.hpp"

namespace qiki::conform {
namespace state_files_parts {
constexpr uint64_t places[] = {1, 5, written_ticks - 1, written_ticks};

// Saved after so many ticks and destroyed; another one loads that, plays the rest and finishes.
documents interrupted(const subject& s, uint64_t after) {
    const stay here(("after." + std::to_string(after)).c_str());
    std::string saved;
    standing at;
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (uint64_t i = 0; i < after; ++i) it.play(world.next());
        saved = it.save(), at = it.stands();
    }
    {
        actor it(s);
        if (it.load(saved) < 0) throw deferred("load() of what was saved fails", "state.continue");
        it.stand(at);
        if (!play_written(s, it, after) || it.finish() < 0)
            throw failed("saved after " + std::to_string(after) + " of " + std::to_string(written_ticks) +
                         " ticks and loaded by a new instance, a tick or finish() fails: expected the end of the run "
                         "that was not interrupted (rule state.2)");
    }
    return here.now();
}

// Saved after each tick, and gone on with.
documents saved_all_the_time(const subject& s) {
    const stay here("saved");
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (uint64_t i = 0; i < written_ticks; ++i) it.play(world.next()), it.save();
        if (it.finish() < 0) throw skipped("finish() fails");
    }
    return here.now();
}

void judge(const subject& s, const documents& complete) {
    if (!difference_of_documents(complete, whole_run(s, "again")).empty())
        throw deferred("two runs already write different files", "det.files");
    if (const std::string d = difference_of_documents(complete, saved_all_the_time(s)); !d.empty())
        throw failed("saved after each of " + std::to_string(written_ticks) + " ticks and finished: " + d +
                     "; expected the files of the run that was never saved; save() changes nothing (rule state.6)");
    for (const uint64_t after : places)
        if (const std::string d = difference_of_documents(complete, interrupted(s, after)); !d.empty())
            throw failed("saved after " + std::to_string(after) + " of " + std::to_string(written_ticks) +
                         " ticks, loaded by a new instance, gone on from there and finished: " + d +
                         "; expected the files of the run that was not interrupted; save what finish() will write, "
                         "that of the ticks before among it (rule state.2)");
}

// Of who declares that there is no state: begun after so many ticks, as from a checkpoint.
documents begun_late(const subject& s, uint64_t after) {
    const stay here("late");
    standing at;
    {
        actor it(s);
        scene world(*s.about, s.seed);
        for (uint64_t i = 0; i < after; ++i) it.play(world.next());
        at = it.stands();
    }
    {
        actor it(s);
        it.stand(at);
        if (!play_written(s, it, after) || it.finish() < 0) throw skipped("a tick or finish() fails");
    }
    return here.now();
}

void run(subject& s) {
    if (s.about->state_schema) return with_documents(s, judge);
    with_documents(s, [&](const subject& other, const documents& complete) {
        if (!difference_of_documents(complete, whole_run(other, "again")).empty())
            throw deferred("two runs already write different files", "det.files");
        const std::string d = difference_of_documents(complete, begun_late(other, places[1]));
        if (!d.empty())
            s.warn("keeps no state (state_schema is 0), and begun after " + std::to_string(places[1]) + " of " +
                   std::to_string(written_ticks) + " ticks it leaves other files: " + d +
                   ". A run that goes on from a checkpoint loses what was written before it; keep in the state what "
                   "finish() will write (rules state.4, state.2)");
    });
}
} // namespace state_files_parts
extern const check state_files{
    .id = "state.files",
    .level = 4,
    .from = needs::plugin,
    .rules = "state.2 state.4 state.6",
    .asserts =
        "of who keeps a state and writes files into its working folder, by default or when a text that speaks of a "
        "file names one: saved after 1, 5, 11 and 12 of 12 ticks, destroyed, loaded by a new instance and gone on "
        "from there, finish() leaves the files of the run that was not interrupted, byte for byte; and so when it is "
        "saved after each tick and goes on; a warning when who declares no state leaves others when it begins after 5 "
        "of them",
    .varies = axis::configuration | axis::state | axis::files,
    .run = state_files_parts::run,
    .spares = impure};
} // namespace qiki::conform
