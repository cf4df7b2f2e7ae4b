// SPDX-License-Identifier: MIT
// host/run/inspect.hpp - checked mode: what an instance wrote keeps the rules of docs/abi.md, and it changed nothing
// that is not its own.
#pragma once
#include "host/load/guard.hpp"
#include "host/run/ports.hpp"
#include "qiki/track.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace qiki::run {

struct output;

// All here say "" or what the plugin did, the rule and the remedy, in words that fit behind its name.
class inspector {
public:
    void before(const std::vector<qiki_view>&);
    void forget() { pasts_.clear(); } // a run begins anew
    // After the last pass of a tick (t0, t1].
    std::string after(const std::vector<qiki_view>&, const std::vector<output>&, const member&, qiki_ns t0, qiki_ns t1);

private:
    std::vector<uint64_t> seen_; // fingerprints: all views, then the data of each
    std::vector<uint64_t> ids_;
    std::vector<qiki_track> tracks_; // of one output in this tick
    struct past {                    // of the tracks of an output
        std::set<uint64_t> live, over;
    };
    std::map<uint32_t, past> pasts_; // by output
    std::string returned(uint32_t output);
};

// What belongs to the process and not to a plugin, against how it was; what was changed is put back.
std::string trespass(const load::environment& before);
std::string unknown_remark(qiki_status); // a positive status that no header knows
// Says lost or idle, and was not; `chooses`: it may leave out input, and says that likewise (rule tracker.state).
std::string untrue_remark(qiki_status, const std::vector<output>&, bool chooses);
std::string hungry(const member&, uint64_t allocations, uint64_t ticks); // in a tick once warm, against its word
// Of the record at `at`, which a tick (t0, t1] wrote: a time that cannot be.
std::string untimely(uint32_t record, const std::byte* at, qiki_ns t0, qiki_ns t1);
} // namespace qiki::run
