// SPDX-License-Identifier: MIT
// qiki/cxx/looks.hpp - what radars looked at in a tick: each frame with its contacts, in the order in which readers take them.
#pragma once
#include "../check.h"
#include "port.hpp"
#include <algorithm>
#include <span>
#include <tuple>
#include <vector>

namespace qiki {

struct look {
    const qiki_frame* frame;
    std::span<const qiki_contact> contacts; // empty, too, where some were lost
};

// Of port F the frames that are sound and available by now, each with its contacts of port C by the same writer; by the time
// at which they were available, then by that of the look, radar and sensor. As long as the tick lasts. [tick]
template <class F, class C, class P> std::vector<look> looks(const tick<P>& t) {
    std::vector<look> all;
    for (const auto f : t.template views<F>())
        for (const auto c : t.template views<C>())
            for (const qiki_frame& x : f)
                if (f.head.producer == c.head.producer && !qiki_frame_flaw(&x) && x.t_available <= t.to())
                    all.push_back({&x, c.slice(x.first, x.count)});
    std::ranges::stable_sort(all, {}, [](const look& l) {
        return std::tie(l.frame->t_available, l.frame->t_to, l.frame->source, l.frame->sensor, l.frame->seq);
    });
    return all;
}
} // namespace qiki
