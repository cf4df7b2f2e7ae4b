// SPDX-License-Identifier: MIT
// host/conform/drive/speech.hpp - what an agent says in a scene that gives it reasons to.
#pragma once
#include "host/conform/drive/actor.hpp"
#include "qiki/command.h"

namespace qiki::conform {

struct speech {
    std::vector<std::pair<uint64_t, qiki_proposal>> proposals; // with the number of the tick
    std::vector<std::pair<uint64_t, qiki_command>> commands;
    bool empty() const { return proposals.empty() && commands.empty(); }
};

// Sixty ticks: tracks near and far, then none, then some again. Throws skipped when it said nothing.
speech listen(actor&, uint64_t seed, uint64_t own = 1); // own: its craft

// Verbs of a craft that obeys more than the agent knows, `first` of them before those, in another order: rows are found
// by name alone.
std::vector<qiki_verb> other_rows(const qiki_descriptor&, size_t first = 1);
} // namespace qiki::conform
