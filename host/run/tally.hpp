// SPDX-License-Identifier: MIT
// host/run/tally.hpp - what a run counts about records: how many of each kind, late frames, and how many tracks ever
// lived.
#pragma once
#include "host/run/ports.hpp"
#include "host/run/records.hpp"
#include "host/run/run.hpp"
#include <array>

namespace qiki::run {

// Distinct numbers. Small ones cost a bit each, and no memory is asked for until one passes 2^20.
class distinct {
public:
    distinct();
    void add(uint64_t id);
    uint64_t count() const { return count_; }
    void forget();

private:
    bool insert(uint64_t id);
    void grow();
    std::vector<uint64_t> bits_, table_; // table_: open addressing, 0 is empty
    uint64_t count_ = 0, in_table_ = 0;
};

// The tracks of one tracker's output.
struct track_book {
    const source* tracks;
    std::string tracker;
    uint64_t seen = 0; // serial
    distinct born;

    void look(); // after each tick
    track_count count() const;
    void forget();
};

// The frames of one output. Late is a frame whose t_available does not lie in the tick that brought it, or that looked
// before a frame that its sensor sent earlier (t_to), in the order in which readers take them (qiki/radar.h).
struct frame_book {
    struct sensor {
        uint32_t source;
        uint16_t number;
        qiki_ns newest; // t_to
    };
    const source* frames;
    qiki_ns period;                    // of the writer
    std::vector<sensor> sensors{};     // in the order of source and number
    std::vector<qiki_frame> arrived{}; // in this tick
    uint64_t late = 0;                 // in this run

    void look(uint64_t tick, qiki_ns t); // after each tick, which ends at t
    void take(const qiki_frame&, qiki_ns t);
    void forget() { sensors.clear(), late = 0; }
};

using kind_counts = std::array<uint64_t, record_kind_count>;
} // namespace qiki::run
