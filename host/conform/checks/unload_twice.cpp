// SPDX-License-Identifier: MIT
// host/conform/checks/unload_twice.cpp - a library that may be closed is gone then, and comes back as it was.
#include "host/conform/child.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <dlfcn.h>
#include <fstream>
#include <limits.h>
#include <pthread.h>

namespace qiki::conform {
namespace unload_twice_parts {
constexpr uint64_t ticks = 10;
constexpr int cycles = 20;

bool mapped(const std::filesystem::path& file) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (const size_t at = line.find('/'); at != line.npos && line.substr(at) == file.native()) return true;
    return false;
}
std::ptrdiff_t entries(const char* folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

// The lowest that is free: who leaves one behind pushes it up.
pthread_key_t free_key() {
    pthread_key_t k = 0;
    if (pthread_key_create(&k, nullptr) != 0) return PTHREAD_KEYS_MAX;
    pthread_key_delete(k);
    return k;
}

bool each_may_go(const qiki_entry& e) {
    bool all = true, any = false;
    for (uint32_t i = 0; const qiki_descriptor* d = e.describe(i); ++i)
        any = true, all = all && (d->caps & QIKI_CAP_UNLOADABLE);
    return any && all; // as a host decides
}

// A whole life of the library: its bytes, all plugins one after the other.
std::string life(subject s) {
    doing("dlopen()");
    void* so = dlopen(s.path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!so) {
        const char* why = dlerror();
        throw failed("cannot be loaded again: " + load::one_line(why ? why : "no reason given") + " (rule life.9)");
    }
    const auto* e = static_cast<const qiki_entry*>(dlsym(so, "qiki_plugin"));
    if (!e) throw skipped("has no entry");
    doing("init()");
    qiki_error why{-1, {}};
    if (e->init && e->init(s.path.c_str(), s.path.native().size(), &why) < 0)
        throw failed("init() fails after the library was opened again: " + said(why) + " (rule life.9)");
    if (!each_may_go(*e)) throw skipped("does not declare QIKI_CAP_UNLOADABLE, so the host never closes it");
    std::string bytes;
    for (uint32_t i = 0; (s.about = e->describe(i)); ++i)
        if (const history h = live(s, ticks); impure(*s.about).empty()) {
            if (live(s, ticks).ticks != h.ticks) throw deferred("two runs in one process already differ", "det.repeat");
            bytes += pack(h);
        }
    doing("deinit()");
    if (e->deinit) e->deinit();
    doing("dlclose()");
    dlclose(so);
    return bytes;
}

void run(subject& s) {
#ifdef QIKI_SANITIZED
    throw skipped("a sanitizer holds what it has seen");
#endif
    const std::ptrdiff_t threads = entries("/proc/self/task"), files = entries("/proc/self/fd");
    std::string first;
    pthread_key_t keys = 0;
    for (int i = 1; i <= cycles; ++i) {
        const std::string bytes = life(s), so_often = " after it was opened and closed " +
                                                      (i == 1 ? "once" : std::to_string(i) + " times");
        if (mapped(s.path))
            throw failed("dlclose() leaves the library in memory" + so_often +
                         " (/proc/self/maps): expected it gone; a thread_local with a destructor, a unique symbol or "
                         "NODELETE holds it: do without, or do not declare QIKI_CAP_UNLOADABLE (rule life.9)");
        const auto count = [&](std::ptrdiff_t left, const char* what, const char* end) {
            if (left > 0)
                throw failed(std::to_string(left) + " " + what + (left == 1 ? " is" : "s are") + " left" + so_often +
                             ": expected none; " + end);
        };
        count(entries("/proc/self/task") - threads, "thread",
              "end it in destroy() or deinit() (rules life.9, thread.4)");
        count(entries("/proc/self/fd") - files, "descriptor", "close it in destroy() or deinit() (rule life.9)");
        if (i == 1) keys = free_key();
        else if (free_key() != keys)
            throw failed(
                "a key of pthread_key_create() is left" + so_often +
                ": expected none, as its destructor is code of the library that is gone; delete it in deinit() "
                "(rule life.9)");
        if (i == 1) first = bytes;
        else if (bytes != first)
            throw failed("the same " + std::to_string(ticks) + " ticks differ" + so_often +
                         ": expected the bytes of the first time; leave nothing behind that the next life finds (rule "
                         "life.9)");
    }
}
} // namespace unload_twice_parts
extern const check unload_twice{.id = "unload.twice",
                                .level = 5,
                                .from = needs::file,
                                .rules = "life.9",
                                .asserts = "with QIKI_CAP_UNLOADABLE, opened, used and closed 20 times: each time the "
                                           "library is gone from memory, leaves no "
                                           "thread, no descriptor and no key of a thread, and gives the same bytes",
                                .varies = axis::places,
                                .run = unload_twice_parts::run};
} // namespace qiki::conform
