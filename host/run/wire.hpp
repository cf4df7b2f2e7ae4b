// SPDX-License-Identifier: MIT
// host/run/wire.hpp - who reads whom: the contract of every kind, turned into a list of links and an order of levels.
#pragma once
#include "host/run/plan.hpp"

namespace qiki::run {

// An output port: row of plan.members and row of its outputs.
struct tap {
    uint32_t writer, port;
    bool operator==(const tap&) const = default;
};

// What becomes one view of a reader.
struct link {
    uint32_t reader, port; // row of plan.members, row of its inputs
    std::vector<tap> from; // one writer, or in index order those that the host joins
    bool merged = false;   // the host is the producer: the world, all commands to the reader's entities, or the gate
    bool snapshot = false; // else a stream
    bool delayed = false;  // reads what was there when the tick before ended
    bool gate = false;     // receipts of the gate; there is no writer
    bool host = false;     // what the host itself has to say; `from` is empty
};

// Entities [first, first + count) of a vehicle; first is 0 for everybody else.
struct owned {
    uint64_t first = 0, count = 0;
    bool holds(uint64_t entity) const { return entity >= first && entity - first < count; }
};

struct wiring {
    std::vector<link> links;                   // by reader, port, producer
    std::vector<owned> entities;               // one a member
    std::vector<std::vector<uint32_t>> levels; // rows of members; a level reads only earlier ones in the same tick
};

// The port rules of every kind (table in qiki/plugin.h), the order of links and fusions, and who is read by default:
//   vehicle  truth and receipts of all vehicles, samples of all vehicles and of what it carries (all DELAYED); the
//            commands to its own entities, one tick later
//   sensor   the world; samples of its carrier
//   radar    the same, with MANY also samples of the sensors beside it; a link: frames of from=, else of all radars
//   that
//            are not links
//   tracker  frames and contacts of the same writers: from=, else all radars and bridges whose frames no link takes;
//            tracks only of from=
//   agent    tracks of from=, else of all trackers; samples and receipts of its vehicle (of=) and what that carries,
//   else
//            of all; events of earlier stages, with of= those of other vehicles and of what these carry left out. One
//            that writes commands hears the gate, too, one tick later
//   agents and bridges with an event input also read the events of the host: with MANY beside the others, else when
//            nobody else writes any. A bridge with from= does without them
//   bridge   from=, else everything; a required input that from= names no writer of has its default. Those without
//            outputs read what bridges with outputs bring, in the same tick
// Writers of a later stage are read one tick later. Throws run::error, which names place, instance, port and remedy.
wiring wire(const plan&);

// Throws run::error when the plugin's ports break the contract of its kind, or its kind does not fit its section.
void check_contract(const member&);

inline const qiki_port& input_of(const member& m, uint32_t row) {
    return *static_cast<const qiki_port*>(qiki_row(m.about->inputs, row));
}
inline const qiki_port& output_of(const member& m, uint32_t row) {
    return *static_cast<const qiki_port*>(qiki_row(m.about->outputs, row));
}

// The record kinds that a kind may read and write at all; for tests of the contract and for error texts.
bool may_read(scenario::section, uint32_t record);
bool may_write(scenario::section, uint32_t record);
} // namespace qiki::run
