// SPDX-License-Identifier: MIT
// host/cli/test/report.hpp - what `qiki test` says at its end: for people, for machines, for continuous integration.
#pragma once
#include "host/cli/run/junit.hpp"
#include "host/cli/test/outcome.hpp"

namespace qiki::cli {

struct test_report {
    std::vector<test_outcome> all; // by name
    std::vector<std::string> modules;
    double seconds = 0;
    size_t count(ending) const;
    bool ok() const { return count(ending::passed) + count(ending::skipped) == all.size(); }
};

std::string test_table(const test_report&, bool verbose);
std::string test_json(const test_report&); // one object: ok, passed, failed, skipped, seconds, modules, scenarios
std::vector<junit_suite> test_junit(const test_report&);
} // namespace qiki::cli
