// SPDX-License-Identifier: MIT
// host/conform/check.hpp - what a check is: a value that says what it asserts, of whom, and the function that finds
// out.
#pragma once
#include "host/conform/axes.hpp"
#include "qiki/plugin.h"
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace qiki::conform {

// What a check needs before its function runs.
enum class needs {
    bytes,  // the file alone; what the check loads by itself, it answers for
    file,   // a file that can be loaded; the check does so itself, once a file
    entry,  // loaded, with a sound entry; once a file
    plugin, // loaded and initialised; once for each plugin of the file
};

// The plugin under test, inside the process of one check.
struct subject {
    std::filesystem::path path;             // absolute
    uint64_t seed = 1;                      // of all that the check draws
    double seconds = 20;                    // that this process has
    std::map<std::string, std::string> set; // parameters by hand: what REQUIRED ones need
    const qiki_entry* entry = nullptr;      // of needs::entry and plugin
    const qiki_descriptor* about = nullptr; // of needs::plugin
    std::string part;                       // "" in the check's own process; else what it asked elsewhere() for
    std::vector<std::string> warnings;      // does not fail, but shall be read
    std::vector<std::string> notes;         // of a pass: what it measured
    void warn(std::string text) { warnings.push_back(std::move(text)); }
    void note(std::string text) { notes.push_back(std::move(text)); }
};

struct check {
    const char* id; // "tick.bounds": how it is asked for, and its row in the documentation
    int level;      // 1 load, 2 contract, 3 hostile, 4 deterministic, 5 soak
    needs from;
    const char* rules;   // ids of docs/abi.md, with blanks between them
    const char* asserts; // what holds, and why it matters: the text of the documentation
    uint32_t varies = 0; // of axis: what is not the same in all of its runs
    void (*run)(subject&);
    // "" or why it says nothing about this plugin; NULL: it is for all. For needs::plugin.
    std::string (*spares)(const qiki_descriptor&) = nullptr;
    // It judges by what two runs have in common: says nothing about a plugin whose runs differ by themselves.
    bool compares = false;
};

// Thrown by a check: the plugin is wrong (what, expected, found, remedy), or nothing can be said (why).
struct failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct skipped : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// It cannot live for want of parameters without a default: their keys, with blanks between them.
struct unset : skipped {
    unset(const std::string& what, std::string all) : skipped(what), keys(std::move(all)) {}
    std::string keys;
};
// Likewise wrong, and what is wrong is that a record breaks a rule of qiki/check.h, in these words: nothing of its own
// when out.finite, which plays the plainest world, finds the same.
struct unsound : failed {
    unsound(const std::string& what, std::string words) : failed(what), flaw(std::move(words)) {}
    std::string flaw;
};
// The plugin is wrong in a way that another check is for, its judge. A skip when the judge fails in the same run, which
// asks it when nobody else did; else a failure of this check. So nothing that was seen is lost between two checks that
// each leave it to the other.
struct deferred : skipped {
    deferred(const std::string& what, std::string id) : skipped(what), judge(std::move(id)) {}
    std::string judge;
};
// A call that failed, though all that it was given is sound: left to the check that is for this call.
[[noreturn]] void falls_short(std::string_view call, qiki_status, const std::string& text);
// What to do, with the rule, about what is left to that check.
std::string remedy_of(std::string_view judge);

// In the order of checks.def.
const std::vector<const check*>& checks();
const check* find_check(std::string_view id);

// Reasons to spare a plugin that several checks share.
std::string without_state(const qiki_descriptor&);
std::string impure(const qiki_descriptor&); // reads the world: all others say the same again (rule det.5)
bool reads(const qiki_descriptor&, uint32_t record);
bool writes(const qiki_descriptor&, uint32_t record);
} // namespace qiki::conform
