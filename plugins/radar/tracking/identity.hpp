// SPDX-License-Identifier: MIT
// tracking/identity.hpp - what an answer of a transponder says about which track a plot belongs to: evidence, never a
// key.
#pragma once
#include "plot.hpp"
#include <algorithm>

namespace tracking {

// How often an answer is wrong, and how rarely another target would give the same one.
struct identity_errors {
    double log_wrong_address, log_same_address;
    double log_wrong_code, log_same_code;

    // address_error, code_error: probability that a validated 24-bit address or Mode A code is not the target's own.
    // Two targets share a code about once in `sharing` (conspicuity codes 7000, 2000, 1000 are shared widely).
    static identity_errors of(double address_error, double code_error) {
        constexpr double sharing_address = 1e-5, sharing_code = 0.03;
        return {qiki_log(address_error), -qiki_log(sharing_address), qiki_log(code_error), -qiki_log(sharing_code)};
    }
};

// So many silences in a row are no missed answers any more: the transponder is off. Who it was is still known.
constexpr uint32_t turned_off = 5;

// Votes are kept per kind, so that one wrong answer does not change the name and a real change of code is followed.
struct known_identity {
    claim is;
    uint32_t address_votes = 0, code_votes = 0, name_votes = 0;
    uint32_t silences = 0; // in a row, where it could have answered

    // ln of (probability of this claim if it is this track's) / (if it is somebody else's). The code counts only where
    // no address can be compared: an aircraft changes its code in flight, never its address.
    double log_ratio(const claim& c, const identity_errors& e) const {
        const uint32_t both = is.valid & c.valid;
        if (both & QIKI_TRACK_HAS_ADDRESS)
            return is.address24 == c.address24 ? e.log_same_address : e.log_wrong_address;
        if (both & QIKI_TRACK_HAS_MODE3A) return is.mode3a == c.mode3a ? e.log_same_code : e.log_wrong_code;
        return 0;
    }
    bool contradicts(const claim& c) const {
        return (is.valid & c.valid & QIKI_TRACK_HAS_ADDRESS) && is.address24 != c.address24;
    }
    void hear(const claim& c) {
        vote(c, QIKI_TRACK_HAS_ADDRESS, is.address24, c.address24, address_votes, 20);
        vote(c, QIKI_TRACK_HAS_MODE3A, is.mode3a, c.mode3a, code_votes, 5);
        vote(c, QIKI_TRACK_HAS_IDENTITY, is.name, c.name, name_votes, 3);
        if (c.valid & QIKI_TRACK_HAS_HEIGHT) is.valid |= QIKI_TRACK_HAS_HEIGHT, is.height_m = c.height_m;
        if (c.transponder) is.transponder = c.transponder, silences = 0;
        else if (c.asked && ++silences >= turned_off) is.transponder = QIKI_XPDR_NONE, silences = turned_off;
    }

private:
    template <class V>
    void vote(const claim& c, uint32_t bit, V& mine, const V& theirs, uint32_t& votes, uint32_t most) {
        if (!(c.valid & bit)) return;
        if (!(is.valid & bit) || mine == theirs) {
            is.valid |= bit, mine = theirs;
            votes = std::min(votes + 1, most);
        } else if (votes > 1) {
            --votes;
        } else {
            mine = theirs, votes = 1;
        }
    }
};

} // namespace tracking
