// SPDX-License-Identifier: MIT
// host/load/guard.cpp - snapshot, comparison and return of what belongs to the process and not to a plugin.
#include "host/load/guard.hpp"
#include <array>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <map>
#include <sys/stat.h>
#include <typeinfo>
#include <unistd.h>
#include <xmmintrin.h>

namespace qiki::load {
namespace {

constexpr unsigned control_bits = 0xFFC0; // without the six sticky exception flags
constexpr int signals = 65;

std::string hexadecimal(unsigned v) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%x", v);
    return text;
}

std::string working_directory() {
    char path[4096];
    return getcwd(path, sizeof path) ? path : "";
}

mode_t file_mask() {
    const mode_t now = umask(0077); // there is no way to look without touching
    umask(now);
    return now;
}

// All variables, each with its NUL: made and compared at little cost, as most of the time nothing has changed.
std::string environment_block() {
    std::string all;
    for (char** v = environ; v && *v; ++v) all.append(*v, std::strlen(*v) + 1);
    return all;
}
std::map<std::string, std::string> variables_in(const std::string& block) {
    std::map<std::string, std::string> all;
    for (size_t at = 0, end; at < block.size(); at = end + 1) {
        end = block.find('\0', at);
        const size_t is = block.find('=', at);
        if (is < end) all.emplace(block.substr(at, is - at), block.substr(is + 1, end - is - 1));
    }
    return all;
}
std::string changed_variable(const std::string& before, const std::string& after) {
    if (before == after) return "";
    const auto was = variables_in(before), is = variables_in(after);
    for (const auto& [name, text] : was)
        if (const auto at = is.find(name); at == is.end() || at->second != text) return name;
    for (const auto& [name, text] : is)
        if (!was.contains(name)) return name;
    return "";
}

bool same(const struct sigaction& a, const struct sigaction& b) {
    constexpr int restorer = 0x04000000; // set by libc as soon as anything is set
    if (((a.sa_flags ^ b.sa_flags) & ~restorer) != 0 || a.sa_sigaction != b.sa_sigaction) return false;
    return std::memcmp(&a.sa_mask, &b.sa_mask, signals / 8) == 0; // what the kernel knows of it
}

std::string signal_name(int s) {
    const char* name = sigabbrev_np(s);
    return name ? std::string("SIG") + name : "signal " + std::to_string(s);
}

std::string current_exception_text() {
    const std::type_info* type = abi::__cxa_current_exception_type();
    std::string name = "an exception";
    if (type) {
        int failed = 0;
        char* plain = abi::__cxa_demangle(type->name(), nullptr, nullptr, &failed);
        name = plain && !failed ? plain : type->name();
        std::free(plain);
    }
    try {
        throw;
    } catch (const std::exception& e) { return name + ": " + e.what(); } catch (...) {
        return name;
    }
}
} // namespace

struct environment::state {
    float_control arithmetic = float_control::now();
    sigset_t blocked{};
    std::array<struct sigaction, signals> handlers{};
    std::string locale, folder;
    locale_t thread_locale{};
    mode_t mask = 0;
    std::string env;

    state() {
        pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
        for (int s = 1; s < signals; ++s) sigaction(s, nullptr, &handlers[static_cast<size_t>(s)]);
        if (const char* l = std::setlocale(LC_ALL, nullptr)) locale = l;
        thread_locale = uselocale(nullptr);
        folder = working_directory();
        mask = file_mask();
        env = environment_block();
    }
};

environment::environment() : then_(std::make_shared<const state>()) {}

std::string environment::difference() const {
    const state &was = *then_, is;
    const auto became = [](const std::string& what, const std::string& a, const std::string& b) {
        return what + ": " + a + " became " + b;
    };
    if ((was.arithmetic.mxcsr ^ is.arithmetic.mxcsr) & control_bits)
        return became("MXCSR", hexadecimal(was.arithmetic.mxcsr & control_bits),
                      hexadecimal(is.arithmetic.mxcsr & control_bits));
    if (was.arithmetic.x87 != is.arithmetic.x87)
        return became("x87 control word", hexadecimal(was.arithmetic.x87), hexadecimal(is.arithmetic.x87));
    for (int s = 1; s < signals; ++s) {
        const auto i = static_cast<size_t>(s);
        if (sigismember(&was.blocked, s) != sigismember(&is.blocked, s))
            return "signal mask: " + signal_name(s) + (sigismember(&is.blocked, s) ? " blocked" : " unblocked");
        if (!same(was.handlers[i], is.handlers[i])) return "handler of " + signal_name(s);
    }
    if (was.locale != is.locale) return became("locale", was.locale, is.locale);
    if (was.thread_locale != is.thread_locale) return "locale of the thread";
    if (was.folder != is.folder) return became("working directory", was.folder, is.folder);
    if (was.mask != is.mask) {
        char text[64];
        std::snprintf(text, sizeof text, "umask: %03o became %03o", was.mask, is.mask);
        return text;
    }
    const std::string variable = changed_variable(was.env, is.env);
    return variable.empty() ? "" : "environment variable " + variable;
}

void environment::restore() const noexcept {
    const state& was = *then_;
    was.arithmetic.keep();
    pthread_sigmask(SIG_SETMASK, &was.blocked, nullptr);
    for (int s = 1; s < signals; ++s) {
        struct sigaction is {};
        const struct sigaction& old = was.handlers[static_cast<size_t>(s)];
        if (sigaction(s, nullptr, &is) == 0 && !same(old, is)) sigaction(s, &old, nullptr);
    }
    std::setlocale(LC_ALL, was.locale.c_str());
    uselocale(was.thread_locale);
    if (!was.folder.empty() && chdir(was.folder.c_str()) != 0) {} // gone: then it cannot be had back
    umask(was.mask);
    const auto then = variables_in(was.env), is = variables_in(environment_block());
    for (const auto& [name, text] : is)
        if (!then.contains(name)) unsetenv(name.c_str());
    for (const auto& [name, text] : then)
        if (const auto at = is.find(name); at == is.end() || at->second != text) setenv(name.c_str(), text.c_str(), 1);
}

aftermath watch(const std::function<void()>& call) {
    aftermath left;
    const environment before;
    try {
        call();
    } catch (...) { left.threw = current_exception_text(); }
    left.changed = before.difference();
    if (!left.changed.empty()) before.restore();
    return left;
}

std::string guarded(const std::function<void()>& call) {
    const aftermath left = watch(call);
    std::string text;
    if (!left.threw.empty()) text = "threw " + left.threw;
    if (!left.changed.empty()) text += (text.empty() ? "changed the " : "; changed the ") + left.changed;
    return text;
}

float_control float_control::now() noexcept {
    float_control f{_mm_getcsr(), 0};
    __asm__ volatile("fnstcw %0" : "=m"(f.x87));
    return f;
}

bool float_control::keep() const noexcept {
    const float_control is = now();
    if (((is.mxcsr ^ mxcsr) & control_bits) == 0 && is.x87 == x87) return true;
    _mm_setcsr(mxcsr);
    __asm__ volatile("fldcw %0" : : "m"(x87));
    return false;
}
} // namespace qiki::load
