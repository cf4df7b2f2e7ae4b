// SPDX-License-Identifier: MIT
// host/conform/launch.cpp - fork, limits, exec; then listen, wait and judge.
#include "host/conform/launch.hpp"
#include "host/load/words.hpp"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
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

void limit(int what, rlim_t n) {
    const rlimit l{n, n};
    setrlimit(static_cast<__rlimit_resource_t>(what), &l);
}

[[noreturn]] void become(char* const* argv, char* const* environment, bool still, const char* folder, int page,
                         int talk, double seconds, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(seconds) + 1);
    limit(RLIMIT_FSIZE, rlim_t{64} << 20);
    limit(RLIMIT_NOFILE, 256);
    limit(RLIMIT_AS, most_memory);
    if (chdir(folder) != 0) _exit(126);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, 0), dup2(talk, 1), dup2(talk, 2);
    fcntl(page, F_SETFD, 0);
    for (int s = 1; s < 32; ++s) signal(s, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (still) personality(ADDR_NO_RANDOMIZE);
    execve("/proc/self/exe", argv, environment);
    _exit(127);
}

std::string signal_words(int s) {
    const char *name = sigabbrev_np(s), *about = sigdescr_np(s);
    return (name ? std::string("SIG") + name : "signal " + std::to_string(s)) +
           (about ? std::string(" (") + about + ")" : "");
}

std::string where(const page& p) {
    const std::string step = text_of(p.step, sizeof p.step);
    if (step.empty()) return " before the plugin was loaded";
    const uint64_t n = p.count.load();
    const std::string with = text_of(p.given, sizeof p.given);
    return " in " + step + (n ? ", " + std::to_string(n) : "") + (with.empty() ? "" : ", when " + with);
}

// What ended in abort() says so on standard error.
const char* abort_words(const std::string& said) {
    const auto has = [&](const char* words) { return said.find(words) != std::string::npos; };
    return has("terminate called")
               ? "; an exception met nobody who catches it: catch all before the boundary (rule err.4)"
           : has("longjmp")        ? "; longjmp() across the boundary (rule err.4)"
           : has("Assertion")      ? "; an assertion failed: return a status instead (rule err.4)"
           : has("stack smashing") ? "; it wrote past an array on its stack"
           : has("free(): ") || has("malloc") || has("corrupted")
               ? "; it damaged the heap"
               : "; no call may end the process (rule err.4): return a status";
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
    std::string name = std::string(base && *base ? base : "/tmp") + "/qiki-conform-XXXXXX";
    if (!mkdtemp(name.data())) throw std::runtime_error("no folder to work in: " + name + ": " + std::strerror(errno));
    return name;
}
} // namespace

process::process(const errand& e) : what_(e) {
    folder_ = e.folder.empty() ? std::filesystem::path(new_folder()) : e.folder;
    std::vector<std::string> words = {
        "qiki", "conform-child",       std::to_string(page_.descriptor()), e.file, e.check, e.plugin,
        e.part, std::to_string(e.seed)};
    for (const auto& [key, value] : e.set) words.push_back(key + "=" + value);
    const std::vector<char*> argv = pointers(words);
    std::vector<std::string> variables = environment_with(e.environment);
    const std::vector<char*> environment = pointers(variables);
    int talk[2];
    if (pipe2(talk, O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
    heard_ = talk[0];
    fcntl(heard_, F_SETFL, O_NONBLOCK);
    start_ = clock::now();
    limit_ = start_ + std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(e.seconds));
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0)
        become(argv.data(), environment.data(), e.still, folder_.c_str(), page_.descriptor(), talk[1], e.seconds,
               parent);
    const int code = errno;
    close(talk[1]);
    if (pid_ < 0) {
        close(heard_);
        throw std::runtime_error(std::string("no process: ") + std::strerror(code));
    }
    setpgid(pid_, pid_);
}

process::~process() {
    if (pid_ > 0) {
        kill(-pid_, SIGKILL);
        while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    }
    if (heard_ >= 0) close(heard_);
    std::error_code ignored;
    if (what_.folder.empty()) std::filesystem::remove_all(folder_, ignored);
}

void process::listen(std::vector<pollfd>& all) const {
    if (heard_ >= 0) all.push_back({heard_, POLLIN, 0});
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

bool process::look() {
    if (pid_ < 0) return true;
    drain();
    if (!late_ && clock::now() >= limit_) late_ = true, kill(-pid_, SIGKILL);
    siginfo_t gone{};
    if (waitid(P_PID, static_cast<id_t>(pid_), &gone, WEXITED | WNOHANG | WNOWAIT) != 0 || gone.si_pid == 0)
        return false;
    kill(-pid_, SIGKILL); // whatever it started; it is still there, so its number is nobody else's
    while (waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {}
    pid_ = -1;
    drain();
    seconds_ = std::chrono::duration<double>(clock::now() - start_).count();
    return true;
}

ending process::end() const {
    const page& p = *page_;
    ending e{static_cast<verdict>(p.said.load()),
             text_of(p.text, sizeof p.text),
             text_of(p.stack, sizeof p.stack),
             said_,
             seconds_,
             text_of(p.judge, sizeof p.judge),
             p.spared};
    const bool killed = WIFSIGNALED(status_), processor = killed && WTERMSIG(status_) == SIGXCPU;
    if (late_ || processor) {
        e.how = verdict::timeout;
        e.text = "did not finish within " + std::to_string(static_cast<int>(what_.seconds)) +
                 (processor ? " s of processor time" : " s") + where(p) +
                 "; every call must come to an end (rule tick.9)";
    } else if (killed) {
        const int s = WTERMSIG(status_);
        // The handler may have named the sin: a write past a fence.
        if (e.how == verdict::fail) return e;
        e.how = verdict::crash;
        e.text = "the process ended with " + signal_words(s) + where(p) +
                 (s == SIGABRT   ? abort_words(said_)
                  : s == SIGXFSZ ? "; it wrote a file of more than 64 MiB"
                  : s == SIGKILL ? "; nobody but itself sent it"
                                 : "");
    } else if (e.how == verdict::none) {
        e.how = verdict::fail;
        e.text = WEXITSTATUS(status_) >= 126 ? "the check's process could not be started"
                                             : "called exit(" + std::to_string(WEXITSTATUS(status_)) + ")" + where(p) +
                                                   "; no call may end the process (rule err.4): return a status";
    }
    return e;
}

ending perform(const errand& e) {
    process p(e);
    while (!p.look()) {
        std::vector<pollfd> ears;
        p.listen(ears);
        poll(ears.data(), ears.size(), ears.empty() ? 1 : 5);
    }
    return p.end();
}

void adopt_orphans() { prctl(PR_SET_CHILD_SUBREAPER, 1); }

void strays(const std::vector<pid_t>& known) {
    std::ifstream in("/proc/self/task/" + std::to_string(getpid()) + "/children");
    for (pid_t p = 0; in >> p;) {
        if (std::find(known.begin(), known.end(), p) != known.end()) continue;
        kill(p, SIGKILL);
        while (waitpid(p, nullptr, 0) < 0 && errno == EINTR) {}
    }
}
} // namespace qiki::conform
