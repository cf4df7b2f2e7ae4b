// SPDX-License-Identifier: MIT
// host/conform/drive/pass.hpp - one call of tick() in all its parts, for checks that call the table by themselves.
#pragma once
#include "host/conform/drive/scene.hpp"
#include <cstdlib>
#include <memory>

namespace qiki::conform {

// Views of a moment, which outlives it, and outputs with memory of their own. A check may change all of it.
struct pass {
    // room: records, one an output; the hints of the ports when empty.
    pass(const qiki_descriptor&, const moment&, std::vector<uint64_t> room = {}, uint32_t number = 0);
    pass(const pass&) = delete;
    pass& operator=(const pass&) = delete;

    std::string bytes() const; // of the outputs: counts, flags, records
    uint64_t records() const;
    void paint(uint8_t);       // what outputs hold before they are written; 0 unless said
    void must_be_kept() const; // throws deferred when something was written past a capacity: tick.bounds judges

    std::vector<qiki_view> views;
    std::vector<qiki_out> outs;
    qiki_tick tick;

private:
    struct give_back {
        void operator()(uint64_t* p) const { std::free(p); }
    };
    std::vector<std::unique_ptr<uint64_t[], give_back>> memory_;
    std::vector<uint64_t*> ends_; // behind what a plugin may write
};

// What demand() says, or the hints of the ports. Throws skipped when it fails or asks for more than 1 GiB.
std::vector<uint64_t> room_of(const qiki_descriptor&, const qiki_vtable&, void* self);
} // namespace qiki::conform
