// SPDX-License-Identifier: MIT
// host/run/inspect.hpp - checked mode: what an instance wrote keeps the rules of its records, what it read is
// untouched.
#pragma once
#include "host/run/ports.hpp"
#include <string>
#include <vector>

namespace qiki::run {

struct output;

class inspector {
public:
    void before(const std::vector<qiki_view>&);
    // "" or what the plugin did, in words that fit behind its name. After the last pass of a tick (t0, t1].
    std::string after(const std::vector<qiki_view>&, const std::vector<output>&, const member&, qiki_ns t0, qiki_ns t1);

private:
    std::vector<uint64_t> seen_; // fingerprints: all views, then the data of each
    std::vector<uint64_t> ids_;
};
} // namespace qiki::run
