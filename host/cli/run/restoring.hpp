// SPDX-License-Identifier: MIT
// host/cli/run/restoring.hpp - a run that was restored half-way, held against the same run without that.
#pragma once
#include "host/run/run.hpp"

namespace qiki::cli {

class restoring {
public:
    // Remembers what instances write, up to so many of their ticks; a difference behind that is not laid to anybody.
    static constexpr size_t most = 2'000'000;

    // Before the run is made; of several rounds the first is compared.
    void watch(const scenario::scenario&, run::options&);
    void begin(const observe::names&); // when it is made
    // Plays it again without the restore and without the bridges that write files, and fills report.restore. Throws
    // what run throws. The run itself should be gone by then: a plugin may have room for one.
    void compare(const scenario::scenario&, load::catalogue&, const run::options&, const std::atomic<bool>& ended,
                 const run::observer&, run::report&);

private:
    std::vector<uint64_t> prints_;
    std::vector<std::string> texts_;
};

// "" or what is wrong with it.
std::string complaint(const run::restored&, const std::string& digest);
} // namespace qiki::cli
