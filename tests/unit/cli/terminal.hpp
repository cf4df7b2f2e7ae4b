// SPDX-License-Identifier: MIT
// tests/unit/cli/terminal.hpp - the real binary on a pseudo-terminal: what it shows, keys typed, the mode it leaves.
#pragma once
#include "unit/cli/command.hpp"
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <poll.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

class terminal {
public:
    std::string seen; // all that was shown
    // A shell outlives the binary and tells its exit code and the mode of the terminal: when the first process of a
    // terminal ends, the kernel itself puts the mode back.
    terminal(const command& c, const std::string& arguments) {
        const std::string line = "trap : INT QUIT TERM; cd " + c.dir.string() + "; " QIKI_BIN_DIR "/qiki " + arguments +
                                 "; echo \"[code $?]\"; stty -a; echo '[end]'";
        winsize size{};
        size.ws_col = 120;
        shell_ = forkpty(&fd_, nullptr, nullptr, &size);
        if (shell_ == 0) {
            setenv("TERM", "xterm", 1), setenv("NO_COLOR", "1", 1);
            execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
            _exit(127);
        }
    }
    ~terminal() {
        kill(-shell_, SIGKILL);
        while (waitpid(shell_, nullptr, 0) < 0 && errno == EINTR) {}
        close(fd_);
    }
    terminal(const terminal&) = delete;
    terminal& operator=(const terminal&) = delete;

    void type(const std::string& keys) const { REQUIRE(write(fd_, keys.data(), keys.size()) > 0); }
    // Waits, for half a minute at most, until this is shown behind what was waited for before.
    void until(const std::string& text) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        size_t at;
        while ((at = seen.find(text, from_)) == seen.npos && std::chrono::steady_clock::now() < end) {
            pollfd p{fd_, POLLIN, 0};
            char some[4096];
            if (poll(&p, 1, 100) <= 0) continue;
            const ssize_t n = read(fd_, some, sizeof some);
            if (n <= 0) break;
            seen.append(some, static_cast<size_t>(n));
        }
        INFO("waits for " << text << " in:\n" << seen);
        REQUIRE(at != seen.npos);
        from_ = at + text.size();
    }
    bool by_line() const { // the mode now
        termios t{};
        return tcgetattr(fd_, &t) == 0 && (t.c_lflag & ICANON) && (t.c_lflag & ECHO);
    }
    // The exit code; the terminal is left by lines and with an echo.
    int code() {
        until("[code ");
        const size_t at = from_;
        until("[end]");
        INFO(seen);
        CHECK(seen.find(" icanon ", at) != seen.npos);
        CHECK(seen.find(" echo ", at) != seen.npos);
        return std::stoi(seen.substr(at));
    }

private:
    int fd_ = -1;
    pid_t shell_ = -1;
    size_t from_ = 0;
};
