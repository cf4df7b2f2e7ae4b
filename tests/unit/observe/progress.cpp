// SPDX-License-Identifier: MIT
// tests/unit/observe/progress.cpp - what a waiting person sees.
#include "host/observe/progress.hpp"
#include "host/observe/log.hpp"
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <pty.h>
#include <unistd.h>

using namespace qiki::observe;

namespace {

size_t characters(const std::string& s) {
    return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}
} // namespace

TEST_CASE("a bar names ticks, simulated time, speed and tracks, and fits its columns") {
    const progress_state half{50, 100, 5.0, 0.5, 12};
    const std::string bar = progress_bar(half, 100);
    CHECK(bar.find("50 %") != std::string::npos);
    CHECK(bar.find("50 ticks, 5 s, 10 x real time, 12 tracks") != std::string::npos);
    for (unsigned columns = 10; columns < 200; ++columns) CHECK(characters(progress_bar(half, columns)) <= columns);
}

TEST_CASE("a bar grows with the run") {
    const auto full = [](uint64_t k) {
        const std::string s = progress_bar({k, 100, 1, 1, 0}, 120);
        size_t n = 0;
        for (size_t at = s.find("█"); at != std::string::npos; at = s.find("█", at + 1)) ++n;
        return n;
    };
    CHECK(full(0) == 0);
    CHECK(full(50) > full(25));
    CHECK(full(100) > full(50));
    CHECK(progress_bar({100, 100, 1, 1, 0}, 120).find("·") == std::string::npos);
}

TEST_CASE("a run of unknown length has a line without a share") {
    CHECK(progress_line({7, 0, 0.7, 0, 1}) == "7 ticks, 0.7 s, 1 track");
}

TEST_CASE("a pause stands in place of the speed") {
    const progress_state held{50, 100, 5.0, 0.5, 12, "paused at t = 5 s"};
    CHECK(progress_bar(held, 120).find("50 %  paused at t = 5 s, 50 ticks, 5 s, 12 tracks") != std::string::npos);
    CHECK(progress_line(held) == "50 %, paused at t = 5 s, 50 ticks, 5 s, 12 tracks");
    for (unsigned columns = 10; columns < 200; ++columns) CHECK(characters(progress_bar(held, columns)) <= columns);
}

TEST_CASE("on a terminal a line of the log wipes the bar before it") {
    int terminal = -1, user = -1;
    winsize size{};
    size.ws_col = 120;
    REQUIRE(openpty(&terminal, &user, nullptr, nullptr, &size) == 0);
    const int before = dup(STDERR_FILENO);
    setenv("TERM", "xterm", 1), setenv("NO_COLOR", "1", 1);
    dup2(user, STDERR_FILENO);
    {
        progress bar;
        open_log(level::info);
        bar.show({10, 100, 1, 0.5, 3});
        log(level::info, "nose", 1'000'000'000, "hello");
        log(level::debug, "nose", 1'000'000'000, "unheard");
        bar.show({20, 100, 2, 1, 3});
        bar.done();
        bar.done();
    }
    std::fflush(stderr);
    dup2(before, STDERR_FILENO);
    close(before), close(user);
    std::string all;
    char text[4096];
    for (ssize_t n; (n = read(terminal, text, sizeof text)) > 0;) all.append(text, static_cast<size_t>(n)); // then EIO
    close(terminal);
    unsetenv("NO_COLOR");
    open_log(level::info);
    const size_t first = all.find("10 %"), hello = all.find("hello"), second = all.find("20 %");
    REQUIRE((first != all.npos && hello != all.npos && second != all.npos));
    CHECK(all.substr(first, hello - first).find("\r\x1b[K") != all.npos);
    CHECK(all.find("\n", hello) < second);
    CHECK(all.substr(all.size() - 4) == "\r\x1b[K");
    size_t wiped = 0;
    for (size_t at = all.find("\x1b[K"); at != all.npos; at = all.find("\x1b[K", at + 1)) ++wiped;
    CHECK(wiped == 4); // each show() begins with one, the line, done()
}
