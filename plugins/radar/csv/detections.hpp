// SPDX-License-Identifier: MIT
// plugins/radar/csv/detections.hpp - one run of a file of detections as frames and contacts, in the order of time.
#pragma once
#include "parameters.hpp"
#include "qiki/radar.h"

namespace csv {

// All that ticks need, made once in configure(); never changed.
struct detections {
    std::vector<qiki_frame> frames; // first and count point into contacts; source is for the radar to fill in
    std::vector<qiki_contact> contacts;
    uint64_t rows = 0;              // of the file, all runs
    uint64_t runs = 0;              // in the file; 1 without a column of runs
    uint64_t empty = 0;             // frames without a contact
    std::vector<std::string> slips; // of headings: what may have been meant to be read

    qiki_ns end() const { return frames.empty() ? 1 : frames.back().t_available; }
};

// How far from the scenario's origin (latitude and longitude, rad) the nearest position in latitude and longitude is,
// m, straight through the Earth; 0 when there is none.
double nearest(const detections&, const double* origin);

// A plane that touches the Earth 1000 km away bends places and speeds. Where that is because the scenario says no
// origin (0, 0), throws qiki::failure with one to say; else a warning, empty where all is well.
std::string placed(const detections&, const std::string& file, const double* origin);

// Reads the whole file before anything counts. Throws qiki::failure that names file, line, column, what was expected,
// what was found and the remedy.
detections read_detections(const parameters&);

// The same of a text instead of a file; `p.file` is its name in errors.
detections read_detections(const parameters&, std::string text);
} // namespace csv
