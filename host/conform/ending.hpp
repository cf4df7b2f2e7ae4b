// SPDX-License-Identifier: MIT
// host/conform/ending.hpp - what became of a check's process.
#pragma once
#include "host/conform/page.hpp"
#include <string>

namespace qiki::conform {
// What the process itself could not tell any more.
struct stopped {
    std::string file; // the name of the plugin's file, as its stack has it
    int status = 0;   // as waitpid() gives it
    bool late = false;
    double limit = 0;     // [s]
    size_t processes = 0; // of its own, when they were more than any check allows
    double seconds = 0;   // that it took
    std::string said;     // see ending
};

struct ending {
    verdict how = verdict::none;
    std::string text, stack, said; // said: what it wrote to standard output and error, the first 16 KiB
    double seconds = 0;
    std::string judge = {}; // of a skip that leaves it to another check: its id
    bool spared = false;    // of a skip: the check is not for this plugin
    std::string flaw = {};  // of a failure: what is wrong with a record, in the words of qiki/check.h
    std::string step = {};  // the call that it ended in
    std::string unset = {}; // of a skip: the parameters without a default that are missing, with blanks between them
    // Of who died, hung or left by exit(): "SIGSEGV in tick()"; the plugin's frames, "" for none that are known; and
    // what was special about it. Two that have these in common died of the same.
    std::string fault = {}, frames = {}, given = {};
};

ending ending_of(const page&, const stopped&);

std::string in_seconds(double); // "20", "0.01"
} // namespace qiki::conform
