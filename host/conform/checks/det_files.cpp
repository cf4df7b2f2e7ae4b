// SPDX-License-Identifier: MIT
// host/conform/checks/det_files.cpp - what is written into files is a result like any other.
#include "host/conform/child.hpp"
#include "host/conform/drive/folder.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/drive/stopped_clock.hpp"

namespace qiki::conform {
extern const check det_files;
namespace det_files_parts {
constexpr timespec once{1'700'000'001, 123'456'789};
constexpr timespec later{once.tv_sec + 400 * 86'400 + 4 * 3600 + 83, 987'654'321}; // all that a date says is another

const void* code_of(const subject& s) { return reinterpret_cast<const void*>(s.about->create); }

documents whole_at(const subject& s, const char* folder, const timespec& t) {
    const stopped_clock at(code_of(s), t);
    return whole_run(s, folder);
}

documents in_another_process(const subject& s) {
    documents all;
    const std::vector<std::string> said = unbundle(elsewhere(s, det_files, "there"));
    for (size_t i = 0; i + 1 < said.size(); i += 2) all[said[i]] = said[i + 1];
    return all;
}

// In the folder where a run is complete, by another instance.
documents once_more(const subject& s) {
    const stopped_clock at(code_of(s), once);
    const stay here("over");
    for (int run = 0; run < 2; ++run) {
        actor it(s);
        if (!play_written(s, it) || it.finish() < 0) throw skipped("a second run in the same folder fails");
    }
    return here.now();
}

void judge(const subject& s) {
    const documents first = whole_at(s, "once", once);
    const auto compare = [&](const documents& found, const std::string& where, const std::string& remedy) {
        if (const std::string d = difference_of_documents(first, found); !d.empty())
            throw failed("the same " + std::to_string(written_ticks) + " ticks and finish() twice, " + where + ": " +
                         d + "; expected the same files with the same bytes; " + remedy);
    };
    compare(whole_at(s, "twice", once), "one instance after the other in one process",
            "look for what outlives an instance (static and thread_local variables), for addresses and for memory that "
            "was not set (rules det.5, life.5)");
    compare(whole_at(s, "later", later), "the second with a clock that shows another time",
            "neither a file nor its name tells the time of the day; write that of the ticks (rule det.5)");
    compare(in_another_process(s), "in two processes",
            "neither a file nor its name has the number of a process, an address, or chance that is not of "
            "qiki/random.h (rule det.5)");
    compare(once_more(s), "the second in the folder of the first",
            "write the file anew: what stands there is not read, nor gone on with (rule det.5)");
}

void run(subject& s) {
    if (s.part.empty()) return with_documents(s, [](const subject& other, const documents&) { judge(other); });
    std::vector<std::string> all;
    for (const auto& [name, text] : whole_at(s, "elsewhere", once)) all.push_back(name), all.push_back(text);
    say(s, bundle(all));
}
} // namespace det_files_parts
extern const check det_files{
    .id = "det.files",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.1 det.5 life.5",
    .asserts =
        "of who writes files into its working folder, by default or when a text that speaks of a file names one, and "
        "does not read the world: their names and bytes are the same from two instances in one process, from another "
        "process, on another day, and in a folder where those of an earlier run stand",
    .varies = axis::configuration | axis::instances | axis::process | axis::time | axis::files,
    .run = det_files_parts::run,
    .spares = impure,
    .compares = true};
} // namespace qiki::conform
