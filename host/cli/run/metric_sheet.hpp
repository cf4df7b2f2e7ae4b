// SPDX-License-Identifier: MIT
// host/cli/run/metric_sheet.hpp - quantities of a run as CSV: a row a tick, a column each, and where some are about
// subjects a row for each subject, too.
#pragma once
#include "host/run/quantity.hpp"
#include <string>
#include <vector>

namespace qiki::cli {

// In heading and rows an absent value is an empty cell; a value from a list of words is its number, from 0.
class metric_sheet {
public:
    explicit metric_sheet(std::vector<run::quantity>);
    // "time_s,picture.gate [m],mind.state [IDLE|ALERT]\n"
    std::string heading() const;
    std::string rows(const run::readings&, const std::vector<size_t>& which); // which: of each column
    bool any(size_t column) const { return any_[column]; }

private:
    std::vector<run::quantity> columns_;
    std::vector<std::string> held_; // an agent that did not look in this tick knows what it knew
    std::vector<bool> any_;
    bool of_subjects_ = false, of_none_ = false;
};
} // namespace qiki::cli
