// SPDX-License-Identifier: MIT
// plugins/sensors/common/outage.cpp - the list of outages, checked.
#include "outage.hpp"

namespace sensors {

outage outage::read(const qiki::config& c) {
    outage o;
    o.dropout = c.real("dropout", 0);
    const auto ends = c.reals("outages");
    if (ends.size() % 2 != 0)
        c.refuse("outages", "expected pairs of begin and end in seconds, found %zu numbers", ends.size());
    for (size_t i = 0; i < ends.size(); i += 2) {
        if (!(ends[i] < ends[i + 1]))
            c.refuse("outages", "expected an end after %g s, where it begins, found %g s", ends[i], ends[i + 1]);
        if (i > 0 && ends[i] < ends[i - 1])
            c.refuse("outages", "expected one that begins at %g s or later, where the one before ends, found %g s",
                     ends[i - 1], ends[i]);
        o.windows.push_back({instant(ends[i]), instant(ends[i + 1])});
    }
    return o;
}

} // namespace sensors
