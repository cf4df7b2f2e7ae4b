// SPDX-License-Identifier: MIT
// host/cli/test/outcome.hpp - what became of one scenario under `qiki test`.
#pragma once
#include "host/cli/run/expectations.hpp"
#include "host/cli/test/child.hpp"
#include "host/cli/test/find.hpp"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qiki::cli {

enum class ending { passed, skipped, failed, crashed, timed_out };

struct judged { // one expectation, as the run's JSON tells it
    std::string name, expected, verdict, seen, file;
    int line = 0;
};

struct test_outcome {
    std::string name, file;
    ending how = ending::passed;
    std::string verdict; // for people: "passed", "crashed: SIGABRT", "skipped: needs --set file="
    std::string why;     // the first line that says what went wrong; of what is not passed
    std::string failure; // why, when it was not the expectations alone
    std::string digest;
    std::vector<judged> expectations;
    // By instance and name, in each run of the scenario; of several runs counters have none.
    std::map<std::string, std::map<std::string, std::vector<std::optional<double>>>> metrics;
    tally counts;
    int exit = 0; // code of the run; of a crash 128 + signal
    double seconds = 0;
};

test_outcome outcome_of(const candidate&, const child& gone);
test_outcome outcome_without(const candidate&); // it needs values that were not given
} // namespace qiki::cli
