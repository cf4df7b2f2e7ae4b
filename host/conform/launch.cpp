// SPDX-License-Identifier: MIT
// host/conform/launch.cpp - fork, limits, and an exec where the process has to be a new one; then listen and wait.
#include "host/conform/launch.hpp"
#include "host/conform/child.hpp"
#include "host/conform/queueing.hpp"
#include "host/conform/strays.hpp"
#include "host/load/ended.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <poll.h>
#include <stdexcept>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace qiki::conform {
namespace {
constexpr size_t most_said = size_t{16} << 10;

// A sanitizer reserves more address space than any limit allows.
#ifdef QIKI_SANITIZED
constexpr rlim_t most_memory = RLIM_INFINITY;
#else
constexpr rlim_t most_memory = rlim_t{3} << 30;
#endif

void limit(int what, rlim_t n, rlim_t grace = 0) {
    const rlimit l{n, n == RLIM_INFINITY ? n : n + grace};
    setrlimit(static_cast<__rlimit_resource_t>(what), &l);
}

// environment NULL: this program as it stands, which has done nothing with the plugin yet; a new one costs half of a
// short check's time. Else as it begins, with these variables.
[[noreturn]] void become(std::vector<char*>& argv, char* const* environment, bool still, const char* folder, int page,
                         int talk, double seconds, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(seconds) + 1, 1); // SIGXCPU, which says why, comes with the lower of the two
    limit(RLIMIT_FSIZE, rlim_t{64} << 20);
    limit(RLIMIT_NOFILE, 256);
    limit(RLIMIT_AS, most_memory);
    if (chdir(folder) != 0) _exit(126);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, 0), dup2(talk, 1), dup2(talk, 2);
    for (int s = 1; s < 32; ++s) signal(s, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (!environment) {
        const auto descriptor = static_cast<unsigned>(page);
        if (descriptor > 3) close_range(3, descriptor - 1, 0);
        close_range(descriptor + 1, ~0U, 0);
        _exit(child_main(static_cast<int>(argv.size()) - 2, argv.data() + 1));
    }
    fcntl(page, F_SETFD, 0);
    if (still) personality(ADDR_NO_RANDOMIZE);
    execve("/proc/self/exe", argv.data(), environment);
    _exit(127);
}

// What this process has, with `other` in front.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& other) {
    std::vector<std::string> all;
    for (const auto& [name, value] : other) all.push_back(name + "=" + value);
    for (char** e = environ; *e; ++e)
        if (!other.count(std::string(*e, strcspn(*e, "=")))) all.emplace_back(*e);
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> out;
    for (std::string& w : words) out.push_back(w.data());
    out.push_back(nullptr);
    return out;
}

std::string new_folder() {
    const char* base = std::getenv("TMPDIR");
    const std::string place = base && *base ? base : "/tmp";
    std::string name = place + "/qiki-conform-XXXXXX";
    if (!mkdtemp(name.data()))
        throw no_folder("TMPDIR: expected a folder for the checks to work in, found " + place + ": " +
                        std::strerror(errno));
    return name;
}
} // namespace

process::process(const errand& e) : what_(e) {
    folder_ = e.folder.empty() ? std::filesystem::path(new_folder()) : e.folder;
    std::vector<std::string> words = {"qiki",
                                      "conform-child",
                                      std::to_string(page_.descriptor()),
                                      e.file,
                                      e.check,
                                      e.plugin,
                                      e.part,
                                      std::to_string(e.seed),
                                      in_seconds(e.seconds),
                                      e.asks};
    for (const auto& [key, value] : e.set) words.push_back(key + "=" + value);
    std::vector<char*> argv = pointers(words);
    std::vector<std::string> variables = environment_with(e.environment);
    const std::vector<char*> environment = pointers(variables);
    std::cout.flush(), std::fflush(nullptr); // what the child finds unwritten it would write, too
    int talk[2];
    if (pipe2(talk, O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
    heard_ = talk[0];
    fcntl(heard_, F_SETFL, O_NONBLOCK);
    start_ = watched_ = clock::now();
    limit_ = start_ + std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(e.seconds));
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0)
        become(argv, e.anew ? environment.data() : nullptr, e.still, folder_.c_str(), page_.descriptor(), talk[1],
               e.seconds, parent);
    const int code = errno;
    close(talk[1]);
    if (pid_ < 0) {
        close(heard_);
        throw std::runtime_error(std::string("no process: ") + std::strerror(code));
    }
    setpgid(pid_, pid_);
    ended_ = load::watch_end(pid_);
}

process::~process() {
    if (pid_ > 0) {
        end_all();
        while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    }
    if (heard_ >= 0) close(heard_);
    if (ended_ >= 0) close(ended_);
    std::error_code ignored;
    if (what_.folder.empty()) std::filesystem::remove_all(folder_, ignored);
}

void process::listen(std::vector<pollfd>& all) const {
    for (const int fd : {heard_, ended_})
        if (fd >= 0) all.push_back({fd, POLLIN, 0});
}

void process::drain() {
    char some[4096];
    for (int pieces = 0; heard_ >= 0 && pieces < 256; ++pieces) {
        const ssize_t n = read(heard_, some, sizeof some);
        if (n > 0) said_.append(some, std::min(static_cast<size_t>(n), most_said - said_.size()));
        else if (n < 0 && errno == EAGAIN) return;
        else if (n == 0 || errno != EINTR) close(std::exchange(heard_, -1));
    }
}

// By its number, too: it may have left its group.
void process::end_all() const { kill(-pid_, SIGKILL), kill(pid_, SIGKILL); }

// It, what it has started, and what it had started and has seen end.
std::chrono::nanoseconds process::queued() const {
    return conform::queued(pid_) + held_ + std::chrono::nanoseconds((*page_).queued.load());
}

// No more than some times its limit: who starts a hundred that are busy makes them wait for each other.
bool process::is_late(clock::time_point now) const {
    constexpr int most = 4;
    return now >= limit_ && now >= limit_ + std::min<std::chrono::nanoseconds>(queued(), most * (limit_ - start_));
}

// Now and then: how many processes it has, and what holds it up, which whoever waits for this process is told at once.
void process::watch(clock::time_point now) {
    if (now < watched_ + std::chrono::milliseconds(50)) return;
    const std::chrono::nanoseconds since = now - watched_;
    constexpr std::chrono::seconds long_ago(
        1); // this process did not come to it: neither did that one, for all we know
    if (is_held_up(pid_) || since > long_ago) { held_ += since, mine().queued += static_cast<uint64_t>(since.count()); }
    watched_ = now;
    if (const size_t n = children_of(pid_).size(); n > most_processes) started_ = n, end_all();
}

bool process::look() {
    if (pid_ < 0) return true;
    drain();
    const clock::time_point now = clock::now();
    if (!late_ && is_late(now)) late_ = true, end_all();
    if (started_ == 0) watch(now);
    siginfo_t gone{};
    if (waitid(P_PID, static_cast<id_t>(pid_), &gone, WEXITED | WNOHANG | WNOWAIT) != 0 || gone.si_pid == 0)
        return false;
    mine().queued += static_cast<uint64_t>((queued() - held_).count());
    kill(-pid_, SIGKILL); // whatever it started; it is still there, so its number is nobody else's
    while (waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {}
    pid_ = -1;
    drain();
    seconds_ = std::chrono::duration<double>(clock::now() - start_).count();
    return true;
}

ending process::end() const {
    return ending_of(*page_,
                     {what_.file.filename().string(), status_, late_, what_.seconds, started_, seconds_, said_});
}

ending perform(const errand& e, const std::atomic<int>* stop) {
    process p(e);
    while (!p.look()) {
        if (stop && *stop) throw interrupted{*stop};
        std::vector<pollfd> ears;
        p.listen(ears);
        poll(ears.data(), ears.size(), ears.empty() ? 1 : 5);
    }
    return p.end();
}
} // namespace qiki::conform
