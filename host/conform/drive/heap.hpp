// SPDX-License-Identifier: MIT
// host/conform/drive/heap.hpp - what the plugin takes from the heap, the services of the host left aside.
#pragma once
#include <cstdint>
#include <string>

namespace qiki::conform {

// While it lives: counts this thread's allocations but for those of a lone host's services; one may fail, or be looked
// at. One at a time.
class heap_watch {
public:
    enum class at { count, fail, look };
    explicit heap_watch(at what = at::count, uint64_t nth = 0); // the nth from now, from 1
    ~heap_watch();
    heap_watch(const heap_watch&) = delete;
    heap_watch& operator=(const heap_watch&) = delete;

    uint64_t taken() const;
    bool came() const;               // the nth has been asked for
    const std::string& seen() const; // who asked for it: frames, "step+0x12 (x.so+0x340)", from the inside
    static uint64_t in_use();        // bytes of all arenas, those mapped for themselves too
    static std::string refusal();    // why nothing can be counted here; "" when it can
};
} // namespace qiki::conform
