// SPDX-License-Identifier: MIT
// host/cli/score/options.hpp - how tracks are to be judged, as `qiki score` and `qiki compare` are told on the command
// line.
#pragma once
#include "host/cli/score/judge.hpp"
#include "host/cli/words/manual.hpp"

namespace qiki::cli {

class score_options {
public:
    void add_to(boost::program_options::options_description&);
    // Throws usage_error.
    void check(const boost::program_options::variables_map&) const;
    // As they were given, for another `qiki score`.
    std::vector<std::string> arguments(const boost::program_options::variables_map&) const;
    // After check(). Reads the model's file; throws score::bad_table.
    judging judging_of(const std::string& tracks, const std::string& truth) const;

private:
    double c_ = 0, gamma_ = 0, turn_rate_ = 0.5, acceleration_ = 0.5, transition_ = 15, interval_ = 0;
    int p_ = 2;
    unsigned settle_ = 10;
    std::string model_, atc_, radar_;
    std::vector<std::string> limits_;
};

reading truth_reading(const std::string& file, bool in_space);
} // namespace qiki::cli
