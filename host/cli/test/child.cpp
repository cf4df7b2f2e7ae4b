// SPDX-License-Identifier: MIT
// host/cli/test/child.cpp - fork, exec, two pipes and a time limit.
#include "host/cli/test/child.hpp"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace qiki::cli {
namespace {
constexpr size_t most_out = size_t{64} << 20, most_err = size_t{16} << 10;
constexpr std::chrono::seconds grace{2};

void shut(int& fd) {
    if (fd >= 0) close(std::exchange(fd, -1));
}

// Up to so many pieces, as a child may write faster than we read. False: it is at its end.
template <class Take>
bool take_some(int fd, Take&& take) {
    char text[65536];
    for (int pieces = 0; pieces < 64; ++pieces) {
        const ssize_t n = read(fd, text, sizeof text);
        if (n > 0) take(std::string_view(text, static_cast<size_t>(n)));
        else if (n < 0 && errno == EINTR) continue;
        else return n < 0 && errno == EAGAIN;
    }
    return true;
}

[[noreturn]] void become(char* const* argv, int out, int err, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, 0), dup2(out, 1), dup2(err, 2);
    for (int s = 1; s < 32; ++s) signal(s, SIG_DFL);
    sigset_t all;
    sigemptyset(&all);
    sigprocmask(SIG_SETMASK, &all, nullptr);
    execv("/proc/self/exe", argv);
    dprintf(2, "qiki test: cannot start itself: %s\n", std::strerror(errno));
    _exit(127);
}
} // namespace

child::child(const std::vector<std::string>& arguments, std::chrono::duration<double> limit)
    : seconds_allowed(limit.count()) {
    std::vector<char*> argv;
    std::string own = "qiki";
    argv.push_back(own.data());
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    int said[2], moaned[2];
    if (pipe2(said, O_CLOEXEC) != 0) throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
    if (pipe2(moaned, O_CLOEXEC) != 0) {
        close(said[0]), close(said[1]);
        throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
    }
    out_ = said[0], err_ = moaned[0];
    fcntl(out_, F_SETFL, O_NONBLOCK), fcntl(err_, F_SETFL, O_NONBLOCK);
    start_ = clock::now();
    limit_ = start_ + std::chrono::duration_cast<clock::duration>(limit);
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) become(argv.data(), said[1], moaned[1], parent);
    const int code = errno;
    close(said[1]), close(moaned[1]);
    if (pid_ < 0) {
        shut(out_), shut(err_);
        throw std::runtime_error(std::string("no process: ") + std::strerror(code));
    }
    setpgid(pid_, pid_);
}

child::~child() {
    if (pid_ > 0) {
        kill(-pid_, SIGKILL);
        while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
    }
    shut(out_), shut(err_);
}

void child::listen(std::vector<pollfd>& all) const {
    for (const int fd : {out_, err_})
        if (fd >= 0) all.push_back({fd, POLLIN, 0});
}

void child::drain() {
    if (out_ >= 0 && !take_some(out_, [&](std::string_view s) { out.append(s.substr(0, most_out - out.size())); }))
        shut(out_);
    if (err_ >= 0 && !take_some(err_, [&](std::string_view s) {
            err += s;
            if (err.size() > most_err) err.erase(0, err.size() - most_err);
        }))
        shut(err_);
}

void child::ask_to_end() {
    if (late) return;
    late = true, kill_ = clock::now() + grace;
    kill(-pid_, SIGTERM);
}

bool child::look() {
    if (pid_ < 0) return true;
    drain();
    const auto now = clock::now();
    if (!late && now >= limit_) ask_to_end();
    else if (late && now >= kill_) kill(-pid_, SIGKILL);
    else if (late && now >= kill_ - grace / 2 && !std::exchange(pressed_, true)) kill(-pid_, SIGTERM); // who hangs?
    siginfo_t gone{};
    if (waitid(P_PID, static_cast<id_t>(pid_), &gone, WEXITED | WNOHANG | WNOWAIT) != 0 || gone.si_pid == 0)
        return false;
    kill(-pid_, SIGKILL); // whatever it started; it is still there, so its number is nobody else's
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
    pid_ = -1;
    drain();
    seconds = std::chrono::duration<double>(clock::now() - start_).count();
    return true;
}
} // namespace qiki::cli
