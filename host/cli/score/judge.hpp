// SPDX-License-Identifier: MIT
// host/cli/score/judge.hpp - tracks and truth of files become marks, over one run or several.
#pragma once
#include "host/cli/score/files.hpp"
#include "score/atc.hpp"
#include "score/consistency.hpp"
#include "score/efficiency.hpp"
#include "score/phases.hpp"
#include "score/score.hpp"
#include "score/siap.hpp"

namespace qiki::cli {

struct judging {
    double c = 0; // m
    int p = 2;
    bool trajectory = false; // trajectory GOSPA, too: seconds where tracks are many and near
    double gamma = 0;        // m
    score::phase_limits phases;
    std::optional<score::bound_model> model;
    size_t settle = 10; // looks
    const score::atc_profile* atc = nullptr;
    double interval = 0;               // s: of an update
    std::optional<score::point> radar; // where it stands, for errors of range and azimuth
    std::map<std::string, double, std::less<>> limits;
    std::optional<int64_t> run; // this one alone
    std::string tracks, truth;  // names of the files, for errors
};

// Of one instant, means over the runs.
struct moment {
    double t = 0, gospa2 = 0, location2 = 0, missed2 = 0, wrong2 = 0, truths = 0, estimates = 0;
    std::optional<double> nees;
    score::band nees_band;
    std::optional<double> error, bound; // m
};

// Trajectory GOSPA: p-th roots of means over instants and runs, m, so that they stand beside those of GOSPA.
struct trajectory_marks {
    std::optional<double> all, location, missed, wrong, changes;
    std::optional<double> whole; // root mean over runs of the distance of a whole run, m
    double gap = 0;              // the greatest doubt about it, as a share: 0 where it was proved to be the least
    std::string left_out = "not computed; ask with --trajectory"; // why there is none
};

struct judged_tracks {
    score::marks marks;
    trajectory_marks trajectory;
    score::siap_marks siap;
    score::consistency_marks nees, nis;
    std::optional<score::efficiency_marks> efficiency;
    std::array<score::phase_marks, 3> phases;
    std::vector<score::atc_result> atc;
    std::vector<moment> over_time;
    size_t idle = 0;  // rows of tracks at times without truth
    size_t blank = 0; // runs without a track: there all is missed
};

// Throws score::bad_table where the files do not fit each other.
judged_tracks judge(const positions& truth, const positions& tracks, const judging&);
} // namespace qiki::cli
