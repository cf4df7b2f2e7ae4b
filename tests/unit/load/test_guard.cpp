// SPDX-License-Identifier: MIT
// tests/unit/load/test_guard.cpp - what a call changes in the process is named and put back.
#include "host/load/guard.hpp"
#include <catch2/catch.hpp>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <xmmintrin.h>

using qiki::load::environment;
using qiki::load::float_control;
using qiki::load::guarded;

namespace {
void ignored(int) {}

// Names what `change` does, and leaves nothing of it behind.
std::string named(const std::function<void()>& change) {
    const environment before;
    const std::string said = guarded(change);
    CHECK(before.difference() == "");
    return said;
}
} // namespace

TEST_CASE("A call that changes nothing is clean") {
    CHECK(guarded([] {}) == "");
    volatile double x = 1e-320, y = 3;
    CHECK(guarded([&] { // sticky flags are results, not control
              x = x / y;
              y = 1 / (y - y);
          }) == "");
}

TEST_CASE("Floating-point control is named and put back") {
    const unsigned was = _mm_getcsr() & 0xFFC0;
    CHECK(named([] { _mm_setcsr(_mm_getcsr() | 0x8040); }).find("changed the MXCSR: 0x") == 0);
    CHECK((_mm_getcsr() & 0xFFC0) == was);
    CHECK(named([] {
              unsigned short rough = 0x007F; // 24-bit precision
              __asm__ volatile("fldcw %0" : : "m"(rough));
          }).find("x87 control word: 0x37f became 0x7f") != std::string::npos);
}

TEST_CASE("Signal mask and handlers are named and put back") {
    CHECK(named([] {
              sigset_t s;
              sigemptyset(&s);
              sigaddset(&s, SIGUSR1);
              sigprocmask(SIG_BLOCK, &s, nullptr);
          }) == "changed the signal mask: SIGUSR1 blocked");
    CHECK(named([] { std::signal(SIGUSR2, ignored); }) == "changed the handler of SIGUSR2");
    struct sigaction now {};
    sigaction(SIGUSR2, nullptr, &now);
    CHECK(now.sa_handler == SIG_DFL);
}

TEST_CASE("Locale, folder, umask and variables are named and put back") {
    CHECK(named([] { std::setlocale(LC_ALL, "C.UTF-8"); }) == "changed the locale: C became C.UTF-8");
    const locale_t other = newlocale(LC_ALL_MASK, "C.UTF-8", nullptr);
    CHECK(named([&] { uselocale(other); }) == "changed the locale of the thread");
    freelocale(other);
    CHECK(named([] { REQUIRE(chdir("/") == 0); }).find(" became /") != std::string::npos);
    CHECK(named([] { umask(0123); }).find("changed the umask: ") == 0);
    setenv("QIKI_TEST_KEPT", "1", 1);
    CHECK(named([] { setenv("QIKI_TEST_KEPT", "2", 1); }) == "changed the environment variable QIKI_TEST_KEPT");
    CHECK(std::getenv("QIKI_TEST_KEPT") == std::string("1"));
    CHECK(named([] { unsetenv("QIKI_TEST_KEPT"); }) == "changed the environment variable QIKI_TEST_KEPT");
    CHECK(named([] { setenv("QIKI_TEST_NEW", "2", 1); }) == "changed the environment variable QIKI_TEST_NEW");
    CHECK(std::getenv("QIKI_TEST_NEW") == nullptr);
}

TEST_CASE("An exception is caught and named by its type and text, beside what it changed") {
    CHECK(guarded([] { throw std::runtime_error("no fuel"); }) == "threw std::runtime_error: no fuel");
    CHECK(guarded([] { throw 7; }) == "threw int");
    CHECK(named([] {
              umask(0123);
              throw std::logic_error("x");
          }).find("threw std::logic_error: x; changed the umask: ") == 0);
}

TEST_CASE("The cheap guard of every tick sees floating-point control alone") {
    const float_control before = float_control::now();
    CHECK(before.keep());
    volatile double x = 1, y = 0;
    x = x / y;
    CHECK(before.keep());
    _mm_setcsr(_mm_getcsr() | 0x8000);
    CHECK_FALSE(before.keep());
    CHECK(before.keep());
    CHECK((_mm_getcsr() & 0x8000) == 0);
}
