// SPDX-License-Identifier: MIT
// host/conform/drive/heap.cpp - appointments with the counter of allocations, put off while the host works.
#include "host/conform/drive/heap.hpp"
#include "host/observe/allocations.hpp"
#include "host/solo/lone_host.hpp"
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <execinfo.h>
#include <malloc.h>

namespace qiki::conform {
namespace {
struct watch {
    heap_watch::at what = heap_watch::at::count;
    uint64_t start = 0, host = 0, entered = 0, put_off = 0; // host: allocations that are not the plugin's
    unsigned depth = 0;
    bool came = false;
    int frames = 0;
    void* stack[24] = {};
    std::string seen;
};
thread_local watch watched;

bool come() {
    observe::appoint(0, nullptr);
    watched.came = true;
    if (watched.what == heap_watch::at::look) watched.frames = backtrace(watched.stack, 24);
    return watched.what == heap_watch::at::fail;
}
void door(bool in) noexcept {
    if (in && watched.depth++ == 0) {
        watched.entered = observe::allocations(), watched.put_off = observe::appointed();
        observe::appoint(0, nullptr);
    } else if (!in && --watched.depth == 0) {
        const uint64_t theirs = observe::allocations() - watched.entered;
        watched.host += theirs;
        if (watched.put_off) observe::appoint(watched.put_off + theirs, come);
    }
}
} // namespace

heap_watch::heap_watch(at what, uint64_t nth) {
    watched = {};
    watched.what = what, watched.start = observe::allocations();
    solo::at_the_door = door;
    if (nth) observe::appoint(watched.start + nth, come);
}
heap_watch::~heap_watch() {
    solo::at_the_door = nullptr;
    observe::appoint(0, nullptr);
}
uint64_t heap_watch::taken() const { return observe::allocations() - watched.start - watched.host; }
bool heap_watch::came() const { return watched.came; }

namespace {
bool of_language(std::string_view name) {
    for (const char* own : {"libc.so", "libstdc++.so", "libm.so", "libgcc_s.so"})
        if (name.starts_with(own)) return true;
    return false;
}
// The first frame that is neither of the counter nor of a library: `any`: of those of the language alone.
std::string culprit(bool any) {
    for (int i = 0; i < watched.frames; ++i) {
        Dl_info is{};
        if (!dladdr(watched.stack[i], &is) || !is.dli_fname) continue;
        const std::string file = is.dli_fname;
        const std::string name = file.substr(file.rfind('/') + 1);
        if (name == "qiki" || (any ? of_language(name) : name.starts_with("lib"))) continue;
        char text[512];
        const auto offset = static_cast<char*>(watched.stack[i]) - static_cast<const char*>(is.dli_fbase);
        std::snprintf(text, sizeof text, "%s%s%s+0x%lx", is.dli_sname ? is.dli_sname : "", is.dli_sname ? " in " : "",
                      name.c_str(), static_cast<unsigned long>(offset));
        return text;
    }
    return {};
}
} // namespace

const std::string& heap_watch::seen() const {
    if (watched.seen.empty()) watched.seen = culprit(false);
    if (watched.seen.empty()) watched.seen = culprit(true); // a plugin may be called lib, too
    return watched.seen;
}

// glibc counts the pieces that a thread has put aside to use again (7 of each of 64 sizes) as in use, so all places are
// filled before it is asked.
uint64_t heap_watch::in_use() {
    constexpr size_t sizes = 64, places = 7, step = 16, first = 24;
    void* all[sizes * places];
    for (size_t i = 0; i < sizes * places; ++i) all[i] = std::malloc(first + i / places * step);
    for (void* p : all) std::free(p);
    const auto is = mallinfo2();
    return is.uordblks + is.hblkhd;
}
std::string heap_watch::refusal() {
    return observe::allocations_counted() ? "" : "a sanitizer owns malloc in this build of qiki, so nothing is counted";
}
} // namespace qiki::conform
