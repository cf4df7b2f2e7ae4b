// SPDX-License-Identifier: MIT
// host/conform/drive/history.hpp - what an instance did, tick by tick, as bytes: to be compared, or told to another
// process.
#pragma once
#include "host/conform/drive/actor.hpp"

namespace qiki::conform {

struct history {
    std::vector<std::string> ticks; // told::bytes(); of more than 64 KiB a fingerprint
    std::string state;              // saved after the last; "" of who keeps none
};

std::string kept(std::string bytes); // of a tick, as a history has it

// So many ticks of that scene; of a new actor with the defaults when none is given.
history live(actor&, scene&, uint64_t ticks);
history live(const subject&, uint64_t ticks, const solo::terms& = {});

// What decides whether a difference may be laid at somebody's door: the same twice in this process. Throws skipped.
history settled(const subject&, uint64_t ticks, const solo::terms& = {});

// What save() gives can be loaded by a new instance and is then saved as it was; and saving twice is saving once. What
// state.round judges, and others rely on.
bool goes_round(const subject&, actor&);

// "" when the ticks, or the saved bytes, are the same; else where they first differ: "tick() number 3, output 'plots',
// record 0: contact.z".
std::string difference(const qiki_descriptor&, const history&, const history&);
std::string difference_of_state(const history&, const history&);
// Where two strings first differ: "byte 3 of 16", or their lengths.
std::string difference(const std::string&, const std::string&);

std::string pack(const history&);
history unpack(const std::string&);
// Strings one behind the other, each with its length.
std::string bundle(const std::vector<std::string>&);
std::vector<std::string> unbundle(const std::string&);
} // namespace qiki::conform
