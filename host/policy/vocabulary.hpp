// SPDX-License-Identifier: MIT
// host/policy/vocabulary.hpp - what an agent plugin declares for its policies: facts to ask, verbs to say.
#pragma once
#include "qiki/command.h"
#include "qiki/plugin.h"
#include <string>
#include <vector>

namespace qiki::policy {

struct fact {
    std::string name, unit;
    uint32_t type = QIKI_REAL;
    bool of_subject = false;
    bool limited = false; // by min and max
    double min = 0, max = 0;
    std::vector<std::string> words; // of its values 0, 1, ...; empty: numbers only
};

struct verb {
    std::string name;
    struct argument {
        std::string name;
        bool limited = false;
        double min = 0, max = 0;
    };
    std::vector<argument> arguments;
};

struct vocabulary {
    std::string plugin;
    std::vector<fact> facts; // in the plugin's order: policy.h goes by index
    std::vector<verb> verbs;
};

vocabulary vocabulary_of(const qiki_descriptor&);

// The number behind a word of this fact; -1 when it has no such word. "foe" is "hostile".
int value_of_word(const fact&, const std::string& word);
} // namespace qiki::policy
