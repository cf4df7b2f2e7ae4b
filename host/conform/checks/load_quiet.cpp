// SPDX-License-Identifier: MIT
// host/conform/checks/load_quiet.cpp - to be loaded is not to work.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/page.hpp"
#include "host/load/words.hpp"
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <set>
#include <unistd.h>

namespace qiki::conform {
namespace load_quiet_parts {
std::set<std::string> names_in(const char* folder) {
    std::set<std::string> out;
    for (const auto& e : std::filesystem::directory_iterator(folder)) out.insert(e.path().filename());
    return out;
}
// What goes to standard output and error while this lives.
class ear {
public:
    ear() {
        std::fflush(nullptr);
        if (pipe2(pipe_, O_CLOEXEC | O_NONBLOCK) != 0) throw std::runtime_error("no pipe");
        out_ = fcntl(1, F_DUPFD_CLOEXEC, 64), err_ = fcntl(2, F_DUPFD_CLOEXEC, 64);
        dup2(pipe_[1], 1), dup2(pipe_[1], 2);
    }
    std::string heard() {
        std::fflush(nullptr);
        char some[1024];
        const ssize_t n = read(pipe_[0], some, sizeof some);
        return n > 0 ? std::string(some, static_cast<size_t>(n)) : "";
    }
    void end() { dup2(out_, 1), dup2(err_, 2); }

private:
    int pipe_[2] = {-1, -1}, out_ = -1, err_ = -1;
};

void run(subject& s) {
    load_entry(s.path); // once before: its libraries are not to be blamed on it, and what they open stays open
    ear listening;
    const auto threads = names_in("/proc/self/task"), files = names_in("/proc/self/fd");
    const auto start = std::chrono::steady_clock::now();
    const std::filesystem::path fresh = std::filesystem::current_path() / "copy.so"; // its constructors run now
    std::filesystem::copy_file(s.path, fresh);
    const qiki_entry& e = load_entry(fresh);
    doing("init()");
    qiki_error why{-1, {}};
    if (e.init) e.init(fresh.c_str(), fresh.native().size(), &why);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    const std::string said = listening.heard();
    listening.end();
    if (names_in("/proc/self/task") != threads)
        throw failed("started a thread while it was loaded; a plugin starts none, a bridge not before configure() "
                     "(rule lang.7)");
    for (const std::string& fd : names_in("/proc/self/fd"))
        if (!files.contains(fd))
            throw failed("opened descriptor " + fd +
                         " while it was loaded and kept it; open files in configure() (rule lang.7)");
    if (!said.empty())
        throw failed("wrote \"" + load::one_line(said, 160) +
                     "\" to standard output or error while it was loaded; words for "
                     "the human go through qiki.log/1 (rules lang.7, log.1)");
    if (ms > 100) s.warn("took " + std::to_string(static_cast<int>(ms)) + " ms to be loaded; more than 100 ms is felt");
}
} // namespace load_quiet_parts
extern const check load_quiet{
    .id = "load.quiet",
    .level = 1,
    .from = needs::file,
    .rules = "lang.7",
    .asserts = "loading and init() start no thread, keep no descriptor and write nothing; a warning above 100 ms",
    .run = load_quiet_parts::run};
} // namespace qiki::conform
