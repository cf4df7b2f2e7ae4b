// SPDX-License-Identifier: MIT
// host/gate/gate.hpp - the one door for commands: who may say what to whom, as a function of values.
#pragma once
#include "host/gate/reasons.hpp"
#include "qiki/command.h"
#include <vector>

namespace qiki::gate {

struct entities { // [first, first + count)
    uint64_t first = 0, count = 0;
    bool holds(uint64_t e) const { return e >= first && e - first < count; }
};

// A vehicle instance, as the one who obeys.
struct obeyer {
    entities mine;
    qiki_table verbs{}; // of qiki_verb, its plugin's
    bool listens = false;
    qiki_ns begins = 0; // of the tick in which it looks for commands next
};

// An instance that writes commands.
struct speaker {
    uint32_t index = 0;    // qiki_instance_info.index
    uint8_t authority = 0; // the highest QIKI_BY_... it may claim
    bool bound = false;    // to `own`; an operator is not
    std::vector<entities> own;
    uint32_t last = 0; // lower half of the id of the last command that was its own
};

struct verdict {
    reason why = reason::none;
    size_t obeyer = 0; // row, when why is none
};

// `all` is in the order of entities. A command that is the speaker's own counts as said, also when it is refused.
verdict judge(const qiki_command&, speaker&, const std::vector<obeyer>& all);

} // namespace qiki::gate
