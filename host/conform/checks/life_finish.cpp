// SPDX-License-Identifier: MIT
// host/conform/checks/life_finish.cpp - what finish() calls complete is complete, and without it nothing is left.
#include "host/conform/drive/folder.hpp"
#include <algorithm>
#include <csignal>
#include <fstream>
#include <sys/resource.h>

namespace qiki::conform {
namespace life_finish_parts {
namespace fs = std::filesystem;

// Named as what is not complete yet.
bool is_provisional(const std::string& name) {
    constexpr std::string_view ends[] = {".part", ".partial", ".tmp", ".temp", "~"};
    return std::any_of(std::begin(ends), std::end(ends), [&](std::string_view e) { return name.ends_with(e); });
}

// Beside what is complete nothing stays that was only on the way to it. Nobody can know that of a file but by its name:
// one that is called as provisional ones are, and begins with the name of another one, or holds the same.
void nothing_else(const documents& complete) {
    for (const auto& [name, text] : complete) {
        if (!is_provisional(name)) continue;
        for (const auto& [other, same] : complete)
            if (!is_provisional(other) && (name.starts_with(other) || text == same))
                throw failed("after finish() and destroy() the file '" + name + "' of " + std::to_string(text.size()) +
                             " bytes is left beside '" + other +
                             "': expected that only what is complete stays; rename, or remove what was copied (rule "
                             "life.7)");
    }
}

void unfinished(const subject& s, const documents& complete, const char* call = "") {
    const stay at(*call ? "unfinished.reset" : "unfinished");
    documents before; // as it was after the last tick
    {
        actor it(s);
        if (!play_written(s, it)) return;
        before = at.now();
        if (*call && it.reset() < 0) return;
    }
    for (const auto& [name, text] : at.now()) {
        const auto c = complete.find(name);
        const auto then = before.find(name);
        if (c != complete.end() && c->second == text && then != before.end() && then->second == text)
            continue; // was whole after each tick
        const bool published = c != complete.end() && then == before.end();
        throw failed("an instance that was destroyed after " + std::to_string(written_ticks) + " ticks" + call +
                     " without finish() " +
                     (published
                          ? "publishes the file '" + name + "'"
                          : "leaves the file '" + name + "' of " + std::to_string(text.size()) + " bytes behind") +
                     ": expected none, or after each tick what finish() would leave there; write under another name, "
                     "rename in finish(), and remove in destroy() and reset() what was not finished, or flush in each "
                     "tick (rule life.7)");
    }
}

// Who writes a file for each run gives the second one another name.
bool holds(const documents& all, const std::string& text) {
    return std::any_of(all.begin(), all.end(), [&](const auto& f) { return f.second == text; });
}

// A run, what begins anew, and the run again: of the first nothing may be left, whether it was finished or not.
enum class anew { reset, configured, finished };
void begun_anew(const subject& s, const documents& complete, anew how) {
    constexpr const char* folders[] = {"anew.reset", "anew.configured", "anew.finished"};
    constexpr const char* words[] = {"reset()", "configure() as before", "finish(), reset()"};
    const auto i = static_cast<size_t>(how);
    const stay at(folders[i]);
    const configuration with(*s.about, s.set);
    {
        actor it(s);
        if (!play_written(s, it) || (how == anew::finished && it.finish() < 0)) return; // others judge
        if ((how == anew::configured ? it.configure(with) : it.reset()) < 0) return;
        if (!play_written(s, it) || it.finish() < 0) return;
    }
    const documents found = at.now();
    const std::string what = std::string("after a run, ") + words[i] + " and the same run, ";
    for (const auto& [name, text] : complete) {
        const auto f = found.find(name);
        if (f != found.end() && f->second == text) continue;
        throw failed(what + "finish() " +
                     (f == found.end() ? "leaves no file '" + name + "'"
                                       : "leaves the file '" + name + "' of " + std::to_string(f->second.size()) +
                                             " bytes, which differs from the one of a new instance") +
                     ": expected its " + std::to_string(text.size()) +
                     " bytes; begin the file anew: remove there what was begun, and do not append (rules "
                     "det.6, life.7)");
    }
    for (const auto& [name, text] : found)
        if (!complete.contains(name) && !text.empty() && !(how == anew::finished && holds(complete, text)))
            throw failed(what + "finish() leaves the file '" + name +
                         "' behind, which a new instance does not write: expected none; remove in reset() what was "
                         "not finished (rules life.7, det.6)");
}
void begun_anew(const subject& s, const documents& complete) {
    if (whole_run(s, "again") != complete) return; // two runs differ by themselves: a time stands in it, say
    for (const anew how : {anew::reset, anew::configured}) begun_anew(s, complete, how);
    if (!impure(*s.about).empty()) return; // its file may go on with what it finds there
    {
        const stay at("again");
        actor it(s);
        if (!play_written(s, it) || it.finish() < 0) return;
        documents found = at.now();
        std::erase_if(found, [&](const auto& f) { return !complete.contains(f.first) && holds(complete, f.second); });
        if (!difference_of_documents(complete, found).empty())
            throw deferred("the file of a run in the folder of another one is not that of a run alone", "det.files");
    }
    begun_anew(s, complete, anew::finished);
}

// While it lives, no file grows beyond so many bytes: what a full disk does, without one.
struct full_disk {
    rlimit old{};
    explicit full_disk(uint64_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old);
        const rlimit less{bytes, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &less);
    }
    ~full_disk() { setrlimit(RLIMIT_FSIZE, &old); }
    full_disk(const full_disk&) = delete;
    full_disk& operator=(const full_disk&) = delete;
};

// Of a finish() that failed: what is left of the others.
void nothing_half(const documents& complete, const documents& left, const std::string& what) {
    for (const auto& [name, text] : left) {
        const auto c = complete.find(name);
        const bool half = c != complete.end() && text.size() < c->second.size() && c->second.starts_with(text);
        if (!half && (c != complete.end() || !is_provisional(name))) continue;
        throw failed(what + "finish() fails as it shall, and after destroy() the file '" + name + "' of " +
                     std::to_string(text.size()) +
                     " bytes is left: expected none that is not complete; remove what could not be finished (rule "
                     "life.7)");
    }
}

// What of it stands under its name after each tick already, and so is there when finish() fails, as far as it came.
documents in_place(const subject& s, const documents& complete) {
    const stay at("ticks.alone");
    actor it(s);
    if (!play_written(s, it)) return {};
    documents found = at.now();
    std::erase_if(found, [&](const auto& f) {
        const auto c = complete.find(f.first);
        return c == complete.end() || c->second != f.second;
    });
    return found;
}

void on_a_full_disk(const subject& s, const documents& complete) {
    const auto longest = std::max_element(complete.begin(), complete.end(), [](const auto& a, const auto& b) {
        return a.second.size() < b.second.size();
    });
    const uint64_t room = longest->second.size() / 2;
    const std::string what = "where no file grows beyond " + std::to_string(room) + " of " +
                             std::to_string(longest->second.size()) + " bytes, ";
    const stay at("full");
    bool ended_well = false;
    {
        std::unique_ptr<actor> it;
        try {
            it = std::make_unique<actor>(s);
        } catch (const skipped&) { return; } // configure() said so already
        const full_disk here(room);
        if (!play_written(s, *it)) return; // a tick said so
        ended_well = it->finish() >= 0;
        it.reset();
    }
    documents left = at.now();
    const auto there = left.find(longest->first);
    const std::string found =
        there == left.end() ? "there is no file '" + longest->first + "'"
                            : "the file '" + longest->first + "' ends after " + std::to_string(there->second.size());
    if (ended_well)
        throw failed(what + "finish() says QIKI_OK, and " + found +
                     ": expected QIKI_E_IO, since what was written is complete when it returns QIKI_OK; look at the "
                     "results of write, flush, close and rename (rule life.7)");
    const documents grown = in_place(s, complete);
    std::erase_if(left, [&](const auto& f) { return grown.contains(f.first); });
    if (left.contains(longest->first))
        throw failed(
            what + "finish() fails as it shall, yet " + found +
            ": expected none under this name, which was not complete there after each tick either; write under "
            "another name, and rename when all is written (rule life.7)");
    nothing_half(complete, left, what);
}

// A longer run, in which the disk is full in all ticks and has room again at finish().
void on_a_disk_that_was_full(const subject& s) {
    constexpr uint64_t many = 96, slack = 64; // so many bytes fewer may be those of a shorter time of the day
    const auto play = [&](const char* folder, uint64_t room) -> documents {
        const stay at(folder);
        {
            actor it(s);
            scene world(*s.about, s.seed);
            std::optional<full_disk> full;
            if (room) full.emplace(room);
            for (uint64_t i = 0; i < many; ++i)
                if (it.tick(world.next()).status < 0) return {}; // said so
            full.reset();
            if (it.finish() < 0) return {};
        }
        return at.now();
    };
    const documents whole = play("long", 0);
    const auto longest = std::max_element(
        whole.begin(), whole.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    if (longest == whole.end() || longest->second.size() < 4 * slack) return;
    const documents found = play("was.full", longest->second.size() / 2);
    const auto f = found.find(longest->first);
    if (f == found.end() || f->second.size() + slack >= longest->second.size()) return;
    throw failed("where no file grew beyond " + std::to_string(longest->second.size() / 2) + " of " +
                 std::to_string(longest->second.size()) + " bytes in " + std::to_string(many) +
                 " ticks, and there is room again at finish(), that says QIKI_OK, and the file '" + f->first +
                 "' has " + std::to_string(f->second.size()) +
                 " bytes: expected all of them or QIKI_E_IO; look at the result of each write, or at ferror() before "
                 "fclose() (rule life.7)");
}

// Between the last tick and finish() a file loses its place: a folder takes its name, or the working folder is gone, so
// that nobody could write there, whatever rights he has.
enum class loss { name, folder };
void without_a_place(const subject& s, const documents& complete, const std::string& name, loss how,
                     const char* where) {
    const std::string what = how == loss::name ? "where a folder that is not empty has the name '" + name + "', "
                                               : "where the working folder was removed before finish(), ";
    const stay at(where);
    bool ended_well = false;
    {
        actor it(s);
        if (!play_written(s, it)) return;
        if (at.now().contains(name)) return; // was written in ticks: it is there already
        if (how == loss::name) {
            fs::create_directories(at.here() / name);
            std::ofstream(at.here() / name / "kept") << "another's";
        } else {
            fs::remove_all(at.here());
        }
        ended_well = it.finish() >= 0;
    }
    if (!ended_well || fs::is_regular_file(at.here() / name)) return; // it found a way
    if (fs::exists(at.here()))
        for (const auto& [other, text] : at.now())
            if (other != name + "/kept" && !complete.contains(other) && !is_provisional(other) && !text.empty())
                return; // under another name
    throw failed(what + "finish() says QIKI_OK, and there is no file '" + name +
                 "': expected QIKI_E_IO, since what was written is complete when it returns QIKI_OK; look at the "
                 "results of fopen and rename (rule life.7)");
}

void judge(const subject& s, const documents& complete) {
    nothing_else(complete);
    unfinished(s, complete);
    unfinished(s, complete, " and reset()");
    on_a_full_disk(s, complete);
    on_a_disk_that_was_full(s);
    constexpr uint32_t most = 4;
    uint32_t played = 0;
    for (const auto& [name, text] : complete) {
        if (played == most) break;
        without_a_place(s, complete, name, loss::name, ("taken." + std::to_string(played++)).c_str());
    }
    without_a_place(s, complete, complete.begin()->first, loss::folder, "gone");
    begun_anew(s, complete);
}

void run(subject& s) { with_documents(s, judge); }
} // namespace life_finish_parts
extern const check life_finish{
    .id = "life.finish",
    .level = 2,
    .from = needs::plugin,
    .rules = "life.7 det.6",
    .asserts =
        "of who writes files into its working folder, by default or when a text that speaks of a file names one: "
        "destroyed without finish() it leaves none behind, nor after reset(); a run, reset() or configure(), "
        "and the same run leave those of a new instance, also when the first was finished, unless it reads the world; "
        "and when no file can grow to its full length, finish() says "
        "so, and no half of one stands under its name, unless it is whole there after each tick; also when there was "
        "no room in the ticks alone; when a folder "
        "has taken that name, or the working folder is "
        "gone, finish() says so, too; and of what was on the way to a complete file nothing stays",
    .varies = axis::configuration | axis::calls | axis::files,
    .run = life_finish_parts::run};
} // namespace qiki::conform
