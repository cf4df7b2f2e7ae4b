// SPDX-License-Identifier: MIT
// host/cli/score/report.hpp - marks as a table, as JSON and as a picture over time.
#pragma once
#include "host/cli/score/judge.hpp"

namespace qiki::cli {

struct shown_mark {
    std::string group, key, unit, help; // group: empty, or an object of the JSON
    std::optional<double> value;
    std::string name() const { return group.empty() ? key : group + "." + key; }
};

// In the order of the table.
std::vector<shown_mark> rows_of(const judged_tracks&);
std::string score_table(const judged_tracks&, const judging&);
std::string score_json(const judged_tracks&, const judging&);
std::string score_picture(const judged_tracks&, const judging&);
} // namespace qiki::cli
