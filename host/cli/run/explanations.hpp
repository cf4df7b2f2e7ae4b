// SPDX-License-Identifier: MIT
// host/cli/run/explanations.hpp - the answers to --explain: asked before a run, told after it.
#pragma once
#include "host/explain/explain.hpp"
#include "host/run/run.hpp"
#include <ostream>

namespace qiki::cli {

class explanations {
public:
    explicit explanations(const std::vector<std::string>& asked); // throws usage_error
    void watch(run::options&);                                    // outlives the run
    void begin(observe::names);                                   // throws usage_error; the run outlives tell()
    // Each answer behind an empty line; what was not there is said on standard error. False: something was not there.
    bool tell(std::ostream&) const;

private:
    std::vector<std::unique_ptr<explain::story>> stories_;
    observe::names names_;
};
} // namespace qiki::cli
