// SPDX-License-Identifier: MIT
// host/cli/run/junit.hpp - verdicts as the XML that continuous integration reads (JUnit, in the form Jenkins' xunit
// takes).
#pragma once
#include "host/run/run.hpp"
#include "host/scenario/scenario.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace qiki::cli {

struct junit_case {
    enum class result { passed, failed, error, skipped };
    std::string name;
    result how = result::passed;
    std::string message, text; // of what is not passed; text: the whole story
    double seconds = 0;
    std::string said = {}; // whatever became of it, what shall be read all the same
};

struct junit_suite {
    std::string name; // a scenario; '/' and ".lua" of a file become a class name
    std::string file;
    std::vector<junit_case> cases;
    double seconds = 0;
    std::string said = {}; // about all of it
};

std::string junit_xml(const std::vector<junit_suite>&);

// Characters that XML 1.0 does not allow, and bytes that are no UTF-8, as \xNN; markup as entities.
std::string xml_escaped(std::string_view);

// The run itself as the first case, then a case an expectation. `failure`: why the run failed apart from those.
junit_suite junit_of(const scenario::scenario&, const run::report&, const std::string& failure);
} // namespace qiki::cli
