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

// What the scenario says about one verb of a vehicle.
struct verb_rule {
    bool emergency = false; // beside those that the verb's own flags say
    int32_t lesser = -1;    // row that takes its place in SAFE_MODE: an emergency verb without arguments
    uint32_t limited = 0;   // bit per argument: held between min and max
    double min[6]{}, max[6]{};
};

// Who of more authority than an agent commands an entity, and until when.
struct claim {
    uint64_t entity = 0;
    uint8_t authority = 0;
    qiki_ns until = 0; // inclusive
};

// A vehicle instance, as the one who obeys.
struct obeyer {
    entities mine;
    qiki_table verbs{}; // of qiki_verb, its plugin's
    bool listens = false;
    qiki_ns begins = 0;             // of the tick in which it looks for commands next
    bool safe = false;              // in SAFE_MODE
    std::vector<verb_rule> rules{}; // by row of verbs; those behind the end have none
    std::vector<claim> claims{};    // still valid
};

// QIKI_VERB_... of a row of the table; 0 where the table is of a plugin that knows no flags.
uint32_t flags_of(const qiki_table& verbs, uint32_t row);
// Whether the verb passes in SAFE_MODE. `row` is one of the table.
bool emergency(const obeyer&, uint32_t row);

// An instance that writes commands.
struct speaker {
    uint32_t index = 0;    // qiki_instance_info.index
    uint8_t authority = 0; // the highest QIKI_BY_... it may claim
    bool bound = false;    // to `own`; an operator is not
    std::vector<entities> own;
    uint32_t last = 0;       // lower half of the id of the last command that was its own
    bool mute = false;       // the scenario gives it no authority at all
    bool needs_word = false; // of the operator, for all but emergency verbs
};

struct verdict {
    reason why = reason::none;
    size_t obeyer = 0; // row, unless it is blocked
    qiki_command said; // what is handed on, unless it is blocked
    ruling rules() const { return ruling_of(why); }
};

// `all` is in the order of entities. A command that is the speaker's own counts as said, also when it is refused.
// Whoever has more authority is judged before who has less.
verdict judge(const qiki_command&, speaker&, const std::vector<obeyer>& all);

} // namespace qiki::gate
