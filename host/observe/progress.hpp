// SPDX-License-Identifier: MIT
// host/observe/progress.hpp - how far a run is: a bar on a terminal, now and then a plain line elsewhere.
#pragma once
#include <cstdint>
#include <string>

namespace qiki::observe {

struct progress_state {
    uint64_t ticks = 0, ticks_total = 0;
    double sim_s = 0, wall_s = 0;
    uint64_t tracks = 0;
    std::string held; // "paused at t = 3 s"; then it stands in place of the speed
};

// The bar without terminal control, `columns` wide at most.
std::string progress_bar(const progress_state&, unsigned columns);
// The plain line.
std::string progress_line(const progress_state&);

// Wipes the bar that stands on the terminal, if there is one, so that a line can be written; the next show() draws it
// anew.
void wipe_progress();

// Writes to standard error. A bar redraws in place and is wiped by done(); plain lines come at each tenth of the run.
class progress {
public:
    progress();
    void show(const progress_state&);
    void done();

private:
    bool terminal_;
    uint64_t tenths_ = 0;
};
} // namespace qiki::observe
