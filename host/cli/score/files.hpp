// SPDX-License-Identifier: MIT
// host/cli/score/files.hpp - tracks and truth as CSV files give them, brought to the instants of the truth.
#pragma once
#include "score/scene.hpp"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qiki::cli {

// Positions by run and by time in ms; times are told apart to one millisecond.
using instants = std::map<int64_t, std::vector<score::sighted>>;

struct positions {
    std::map<int64_t, instants> runs;
    std::map<std::string, uint64_t> ids; // as the file writes them
    size_t rows = 0;                     // of data, read
    size_t left_out = 0;                 // tentative and ended tracks
    bool has_run = false;
};

struct reading {
    std::string file;
    std::vector<std::string> id;       // names of the column of ids, the first that is there counts
    std::optional<std::string> writer; // only rows of this one
    bool one_writer = false;           // rows of several are an error, unless `writer` chooses
    bool confirmed_only = false;       // by a column `status`, where there is one
    bool in_space = false;             // z_m counts
    bool may_be_none = false;          // no row of `writer` is no error
    bool truth = false;                // z_m is the height, too, where there is one
};

// Beside time, id and place it takes what else the file has: vx_mps, vy_mps (and vz_mps), var_x_m2, cov_xy_m2,
// var_y_m2, height_m, address24, mode3a, identity, status, nis and nis_dims. An empty cell is not known. Throws
// score::bad_table with file, line and column: no such column, a cell that is no finite number, an id twice at one
// time, rows of several writers and none chosen.
positions read_positions(const reading&);
// The same of a text instead of a file; `file` is its name in errors.
positions read_positions(const reading&, std::string text);
} // namespace qiki::cli
