// SPDX-License-Identifier: MIT
// host/load/trial.cpp - fork, watch, judge.
#include "host/load/trial.hpp"
#include "host/load/ended.hpp"
#include "host/load/guard.hpp"
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace qiki::load {
namespace {

using clock = std::chrono::steady_clock;
constexpr size_t most_heard = 4096;

struct channel { // a pipe from the child
    int from = -1, to = -1;
    std::string heard;
    channel() {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) == 0) from = ends[0], to = ends[1];
        if (from >= 0) fcntl(from, F_SETFL, O_NONBLOCK);
    }
    ~channel() { shut(from), shut(to); }
    channel(const channel&) = delete;
    channel& operator=(const channel&) = delete;
    static void shut(int& fd) {
        if (fd >= 0) close(std::exchange(fd, -1));
    }
    void drain() {
        char text[1024];
        ssize_t n = 0;
        while (from >= 0 && (n = read(from, text, sizeof text)) > 0)
            heard.append(text, std::min(static_cast<size_t>(n), most_heard - std::min(most_heard, heard.size())));
        if (from >= 0 && (n == 0 || (errno != EAGAIN && errno != EINTR))) shut(from);
    }
};

void say(int fd, std::string_view s) {
    while (!s.empty()) {
        const ssize_t n = write(fd, s.data(), s.size());
        if (n <= 0) return;
        s.remove_prefix(static_cast<size_t>(n));
    }
}

const char* where(char s) {
    switch (static_cast<step>(s)) {
    case step::load: return "while it was loaded (in a static constructor)";
    case step::entry: return "while its entry was read";
    case step::init: return "in init()";
    case step::describe: return "in describe(), or while its descriptors were read";
    case step::create: return "in create()";
    case step::destroy: return "in destroy()";
    case step::leave: return "when it was left (deinit(), a static destructor or a function of atexit())";
    }
    return "before it was loaded";
}

const void* no_service(const qiki_host*, const char*) { return nullptr; }

// `begins` hears that the instance now ends.
template <class F>
void create_and_destroy(const qiki_descriptor& d, F&& begins) {
    const qiki_host host{QIKI_HEAD(qiki_host), "trial", "0", nullptr, no_service};
    const qiki_instance_info info{QIKI_HEAD(qiki_instance_info), "trial", d.id, 1, 0, 1, 0, 0, {0, 0, 0}, 1, 1};
    const qiki_vtable* table = nullptr;
    void* self = nullptr;
    qiki_error e{-1, {}};
    if (d.create(&host, &info, &table, &self, &e) < 0) return; // it may want a service
    check_table(table, self);
    begins();
    table->destroy(self);
}

// What would run at the end of the process, which here ends at once. Whoever leaves a thread behind keeps his code.
void leave(const std::string& name) {
    const auto tasks =
        std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
    void* const so = tasks == 1 ? dlopen(name.c_str(), RTLD_NOW | RTLD_NOLOAD) : nullptr;
    if (so) dlclose(so), dlclose(so); // this reference, and the one that library kept
}

// The child's life. 'K': all well; 'R', 'U': refused or unready, then the text.
void live(const file& f, const std::vector<found>& listed, int report) {
    const auto at = [&](step s) { say(report, std::string(1, static_cast<char>(s))); };
    std::string last;
    try {
        auto l = std::make_unique<library>(f, listed, at);
        for (const qiki_descriptor* d : l->plugins()) {
            const char* call = "create()";
            at(step::create);
            const aftermath left = watch([&] {
                try {
                    create_and_destroy(*d, [&] { call = "destroy()", at(step::destroy); });
                } catch (const refused& r) { last = r.what(); }
            });
            if (!left.threw.empty())
                last = "threw " + one_line(left.threw) + " in " + call +
                       "; no exception may leave a plugin: catch it there (rule err.4)";
            if (!last.empty()) throw refused(last);
        }
        at(step::leave);
        l.reset();
        leave(f.name_for_loader());
        last = "K";
    } catch (const unready& r) { last = std::string("U") + r.what(); } catch (const std::exception& r) {
        last = std::string("R") + r.what();
    }
    say(report, last);
}

[[noreturn]] void child(const file& f, const std::vector<found>& listed, int report, int chatter, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, 0), dup2(chatter, 1), dup2(chatter, 2);
    for (int s = 1; s < 65; ++s) signal(s, SIG_DFL); // the host's, a sanitizer's: here a crash shall look like one
    sigset_t all;
    sigemptyset(&all);
    sigprocmask(SIG_SETMASK, &all, nullptr);
    on_exit([](int status, void*) { _exit(status); }, nullptr); // the host's exit handlers are not the child's
    live(f, listed, report);
    _exit(0);
}

std::string said(const std::string& chatter) {
    const std::string s = one_line(chatter, 240);
    return s.empty() ? "" : "; it said \"" + s + "\"";
}

verdict judge(const std::string& report, const std::string& chatter, int status, bool late,
              std::chrono::milliseconds limit) {
    constexpr const char* again = "; correct the plugin, or 'qiki doctor --forget' to try it again as it is";
    const size_t last = report.find_first_of("KRU");
    const std::string text = last == std::string::npos ? "" : report.substr(last + 1);
    const char stage = last == std::string::npos ? (report.empty() ? '?' : report.back()) : '?';
    if (last != std::string::npos && report[last] == 'K') return {};
    if (last != std::string::npos) return {report[last] == 'U' ? outcome::unready : outcome::refused, text};
    if (late) {
        char seconds[32];
        const auto end =
            std::to_chars(seconds, seconds + sizeof seconds, static_cast<double>(limit.count()) / 1000.0).ptr;
        return {outcome::hung, "did not finish within " + std::string(seconds, end) + " s " + where(stage) +
                                   said(chatter) + again + " (rule lang.7)"};
    }
    if (WIFSIGNALED(status)) {
        const int s = WTERMSIG(status);
        const char *name = sigabbrev_np(s), *about = sigdescr_np(s);
        return {outcome::crashed, "crashed with " + (name ? std::string("SIG") + name : "signal " + std::to_string(s)) +
                                      (about ? std::string(" (") + about + ")" : "") + " " + where(stage) +
                                      said(chatter) + again + " (rule err.4)"};
    }
    return {outcome::exited, "called exit(" + std::to_string(WEXITSTATUS(status)) + ") " + where(stage) +
                                 said(chatter) + again + " (rule err.4)"};
}
} // namespace

std::chrono::milliseconds trial_limit() {
    double s = 5;
    if (const char* set = std::getenv("QIKI_TRIAL_SECONDS")) {
        double v = 0;
        const auto read = std::from_chars(set, set + std::strlen(set), v);
        if (read.ec == std::errc() && *read.ptr == 0 && v > 0 && v <= 3600) s = v;
    }
    return std::chrono::milliseconds(static_cast<int64_t>(s * 1000));
}

verdict try_in_child(const file& f, const std::vector<found>& listed, std::chrono::milliseconds limit) {
    channel report, chatter;
    if (report.from < 0 || chatter.from < 0)
        return {outcome::unready, "cannot be tried: no descriptors left; raise ulimit -n"};
    std::fflush(nullptr); // or the child would write what we have not written yet
    const pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        return {outcome::unready,
                std::string("cannot be tried: fork: ") + std::strerror(errno) + "; free memory or processes"};
    if (pid == 0) child(f, listed, report.to, chatter.to, parent);
    setpgid(pid, pid);
    channel::shut(report.to), channel::shut(chatter.to);

    int ended = watch_end(pid);
    const auto end = clock::now() + limit;
    int status = 0;
    bool late = false;
    for (pid_t gone = 0; gone == 0;) {
        // A grandchild may keep the pipes open: wait for the child, too; without a descriptor of it ask now and then.
        std::array<pollfd, 3> all{pollfd{report.from, POLLIN, 0}, pollfd{chatter.from, POLLIN, 0},
                                  pollfd{ended, POLLIN, 0}};
        poll(all.data(), all.size(), ended >= 0 || report.from >= 0 || chatter.from >= 0 ? 20 : 1);
        report.drain(), chatter.drain();
        if (!late && clock::now() >= end) late = true, kill(-pid, SIGKILL), kill(pid, SIGKILL);
        gone = waitpid(pid, &status, WNOHANG);
        if (gone < 0 && errno == EINTR) gone = 0;
    }
    channel::shut(ended);
    kill(-pid, SIGKILL); // whatever it started
    report.drain(), chatter.drain();
    return judge(report.heard, chatter.heard, status, late, limit);
}
} // namespace qiki::load
