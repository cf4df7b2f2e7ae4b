// SPDX-License-Identifier: MIT
// host/conform/checks/unload_twice.cpp - a library that may be closed is gone then, and comes back as it was.
#include "host/conform/child.hpp"
#include "host/conform/drive/history.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <dlfcn.h>
#include <fstream>

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
    for (int i = 1; i <= cycles; ++i) {
        const std::string bytes = life(s), so_often = " after " + std::to_string(i) + " times of opening and closing ";
        if (mapped(s.path))
            throw failed("dlclose() leaves the library in memory" + so_often +
                         "(/proc/self/maps): expected it gone; a thread_local with a destructor, a unique symbol or "
                         "NODELETE holds it: do without, or do not declare QIKI_CAP_UNLOADABLE (rule life.9)");
        if (entries("/proc/self/task") != threads || entries("/proc/self/fd") != files)
            throw failed("a thread or a descriptor is left" + so_often +
                         ": expected none; end and close them in destroy() (rules life.9, thread.4)");
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
                                           "thread and no descriptor, and gives the same bytes",
                                .run = unload_twice_parts::run};
} // namespace qiki::conform
