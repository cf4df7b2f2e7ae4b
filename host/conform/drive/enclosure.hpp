// SPDX-License-Identifier: MIT
// host/conform/drive/enclosure.hpp - ticks in fenced memory: inputs that can be read alone, outputs no longer than
// their room.
#pragma once
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/fence.hpp"

namespace qiki::conform {

// What one pass left in its outputs.
struct left {
    qiki_status status = QIKI_OK;
    std::string error;         // its text, fit for a message
    std::vector<qiki_out> out; // its data is there until the next pass
    uint64_t records() const;
    uint64_t dropped() const;
};

// All ticks of an actor go through one enclosure, which counts its ordinals. A pass that touches what is not its own is
// killed by the page it hit, or its failure is thrown here (failed, rules tick.5, tick.7, own.2).
class enclosure {
public:
    explicit enclosure(actor& a) : actor_(a), first_(a.about().outputs.count) {}
    void begin(const moment&);
    left pass(const std::vector<uint64_t>& room); // the next one; records, one an output
    void end();

private:
    std::unique_ptr<fence> copy(const void* data, size_t bytes, std::string what);
    actor& actor_;
    std::vector<uint64_t> first_;
    moment now_;
    std::vector<std::unique_ptr<fence>> inputs_;
    std::unique_ptr<fence> views_;
    std::vector<std::unique_ptr<fence>> outputs_;
    uint32_t passes_ = 0;
    uint64_t ticks_ = 0;
};
} // namespace qiki::conform
