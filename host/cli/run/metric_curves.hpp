// SPDX-License-Identifier: MIT
// host/cli/run/metric_curves.hpp - quantities of a run over time, as a chart.
#pragma once
#include "host/observe/chart.hpp"
#include "host/observe/series.hpp"
#include "host/run/quantity.hpp"
#include <map>
#include <string>
#include <vector>

namespace qiki::cli {

struct curve {
    run::quantity what;
    std::map<uint64_t, observe::series> subjects{}; // of one that has no subjects: of subject 0
    uint64_t more = 0;                              // readings of subjects that came when there were too many

    void take(const run::readings&, size_t which);
    bool any() const;
    bool once() const; // one value in all
};

// One panel for each unit, and for each fact about subjects. `title` and `note` stand above.
observe::chart chart_of(const std::vector<curve>&, const std::string& title, const std::string& note);
} // namespace qiki::cli
