// SPDX-License-Identifier: MIT
// host/conform/drive/heaps.hpp - contacts of bodies and false alarms on two heaps, and what tells the one from the
// other.
#pragma once
#include "host/conform/drive/looks.hpp"
#include <set>

namespace qiki::conform {

// Of many looks, with what the origin port says of their contacts. Jamming and ghosts lie on neither heap.
class heaps {
public:
    void add(const look&, const std::map<uint64_t, qiki_origin>&);
    // Throws failed for a field that always has a value in one heap and never in the other, and for ids of bodies that
    // lie below (or above) those of false alarms in every look though the order of contacts is another. Says nothing
    // when there are few of either, or of few bodies.
    void judge() const;

private:
    struct said {
        qiki_contact contact;
        qiki_ns before_end, after_begin; // of the look
    };
    void judge_fields() const;
    void judge_ids() const;
    std::vector<said> all_[2]; // false alarms, bodies
    std::set<uint64_t> bodies_;
    // Looks in which the order mixes both: how many have the ids of bodies below, above, or mixed as well, and how
    // little it is to be expected of ids without order that they are apart, as a logarithm.
    size_t below_ = 0, above_ = 0, mixed_ = 0;
    double unlikely_ = 0;
};
} // namespace qiki::conform
