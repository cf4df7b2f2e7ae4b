// SPDX-License-Identifier: MIT
// host/cli/plugins/diagnosis.hpp - what the doctor finds: rows of one sentence, each graded.
#pragma once
#include "host/load/catalogue.hpp"
#include <string>
#include <vector>

namespace qiki::cli {

enum class grade { good, note, wrong };

struct finding {
    std::string section; // "plugins", "quarantine", ...
    grade how = grade::good;
    std::string text;
};

struct diagnosis {
    std::vector<finding> findings; // in the order of their sections
    void add(std::string section, grade how, std::string text) {
        findings.push_back({std::move(section), how, std::move(text)});
    }
    bool wrong() const {
        for (const finding& f : findings)
            if (f.how == grade::wrong) return true;
        return false;
    }
    bool wrong(const std::string& section) const {
        for (const finding& f : findings)
            if (f.how == grade::wrong && f.section == section) return true;
        return false;
    }
};

const char* grade_word(grade);

void examine_plugins(diagnosis&, const load::catalogue&);    // places, refused files, duplicates
void examine_quarantine(diagnosis&, const load::catalogue&); // files that failed at their first load
void examine_scenarios(diagnosis&);                          // the Lua library
void examine_machine(diagnosis&);                            // units of the CPU
void examine_program(diagnosis&);                            // versions of host and libraries, what is off and why
// Opens every plugin, makes an instance with its defaults and asks it (ext/selftest.h).
void examine_instances(diagnosis&, load::catalogue&);
} // namespace qiki::cli
