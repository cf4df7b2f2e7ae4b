// SPDX-License-Identifier: MIT
// host/conform/checks/life_finish.cpp - what finish() calls complete is complete, and without it nothing is left.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/variants.hpp"
#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <sys/resource.h>

namespace qiki::conform {
namespace life_finish_parts {
namespace fs = std::filesystem;
constexpr uint64_t ticks = 12;
using files = std::map<std::string, std::string>; // by name, what they hold

files found_in(const fs::path& folder) {
    files all;
    for (const auto& e : fs::recursive_directory_iterator(folder)) {
        if (!e.is_regular_file()) continue;
        std::ostringstream text;
        text << std::ifstream(e.path(), std::ios::binary).rdbuf();
        all[fs::relative(e.path(), folder).string()] = text.str();
    }
    return all;
}

// A run in an empty folder, which is the working folder meanwhile.
struct stay {
    fs::path before = fs::current_path(), here;
    explicit stay(const char* name) : here(before / name) {
        fs::create_directory(here);
        fs::current_path(here);
    }
    ~stay() { fs::current_path(before); }
    stay(const stay&) = delete;
    stay& operator=(const stay&) = delete;
    files now() const { return found_in(here); }
};
// False when a tick failed.
bool play(const subject& s, actor& it) {
    scene world(*s.about, s.seed);
    for (uint64_t i = 0; i < ticks; ++i)
        if (it.tick(world.next()).status < 0) return false;
    return true;
}

files whole(const subject& s, const char* folder) {
    const stay at(folder);
    {
        actor it(s);
        qiki_error e{-1, {}};
        if (!play(s, it) || it.finish(&e) < 0) throw skipped("a tick or finish() fails: " + said(e));
    }
    files all = at.now();
    std::erase_if(all, [](const auto& f) { return f.second.empty(); });
    return all;
}

void unfinished(const subject& s, const files& complete) {
    const stay at("unfinished");
    files before; // as it was when destroy() came
    {
        actor it(s);
        if (!play(s, it)) return;
        before = at.now();
    }
    for (const auto& [name, text] : at.now()) {
        const auto c = complete.find(name);
        const auto then = before.find(name);
        if (c != complete.end() && c->second == text && then != before.end() && then->second == text)
            continue; // was whole after each tick
        const bool published = c != complete.end() && then == before.end();
        throw failed("an instance that was destroyed after " + std::to_string(ticks) + " ticks without finish() " +
                     (published
                          ? "publishes the file '" + name + "' in destroy()"
                          : "leaves the file '" + name + "' of " + std::to_string(text.size()) + " bytes behind") +
                     ": expected no file, since a run that was not finished has no result; write under another name, "
                     "rename in finish(), and remove in destroy() and reset() what was not finished (rule life.7)");
    }
}

// The run, reset, and the run again: of the first nothing may be left.
void begun_anew(const subject& s, const files& complete) {
    if (whole(s, "again") != complete) return; // two runs differ by themselves: a time stands in it, say
    const stay at("anew");
    {
        actor it(s);
        if (!play(s, it) || it.reset() < 0 || !play(s, it) || it.finish() < 0) return; // others judge
    }
    const files found = at.now();
    for (const auto& [name, text] : complete) {
        const auto f = found.find(name);
        if (f != found.end() && f->second == text) continue;
        throw failed("after a run, reset() and the same run, finish() " +
                     (f == found.end() ? "leaves no file '" + name + "'"
                                       : "leaves the file '" + name + "' of " + std::to_string(f->second.size()) +
                                             " bytes, which differs from the one of a new instance,") +
                     ": expected its " + std::to_string(text.size()) +
                     " bytes; begin the file anew after reset(): remove there what was begun, and do not append (rules "
                     "det.6, life.7)");
    }
    for (const auto& [name, text] : found)
        if (!complete.contains(name) && !text.empty())
            throw failed("after a run, reset() and the same run, finish() leaves the file '" + name +
                         "' behind, which a new instance does not write: expected none; remove in reset() what was "
                         "not finished (rules life.7, det.6)");
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

void on_a_full_disk(const subject& s, const files& complete) {
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
        if (!play(s, *it)) return; // a tick said so
        ended_well = it->finish() >= 0;
        it.reset();
    }
    const files left = at.now();
    const auto there = left.find(longest->first);
    const std::string found =
        there == left.end() ? "there is no file '" + longest->first + "'"
                            : "the file '" + longest->first + "' ends after " + std::to_string(there->second.size());
    if (ended_well)
        throw failed(what + "finish() says QIKI_OK, and " + found +
                     ": expected QIKI_E_IO, since what was written is complete when it returns QIKI_OK; look at the "
                     "results of write, flush, close and rename (rule life.7)");
    if (there != left.end())
        throw failed(what + "finish() fails as it shall, yet " + found +
                     ": expected none under this name; write under another name, and rename when all is written "
                     "(rule life.7)");
}

void judge(const subject& s, const files& complete) {
    unfinished(s, complete);
    begun_anew(s, complete);
    on_a_full_disk(s, complete);
}

// Who writes no file by default is asked for one.
void run(subject& s) {
    if (const files complete = whole(s, "whole"); !complete.empty()) return judge(s, complete);
    uint32_t asked = 0;
    bool wrote = false;
    with_each(s, named_files(s), [&](const subject& other) {
        if (wrote) return;
        const files complete = whole(other, ("named." + std::to_string(++asked)).c_str());
        if (complete.empty()) return;
        wrote = true;
        judge(other, complete);
    });
    if (!wrote) throw skipped("writes no file into its working folder");
}
} // namespace life_finish_parts
extern const check life_finish{
    .id = "life.finish",
    .level = 2,
    .from = needs::plugin,
    .rules = "life.7 det.6",
    .asserts =
        "of who writes files into its working folder, by default or when a text that speaks of a file names one: "
        "destroyed without finish() it leaves none behind; a run, reset() "
        "and the same run leave those of a new instance; and when no file can grow to its full length, finish() says "
        "so, and no half of one stands under its name",
    .varies = axis::configuration | axis::calls | axis::files,
    .run = life_finish_parts::run};
} // namespace qiki::conform
