// SPDX-License-Identifier: MIT
// plugins/sensors/common/outage.cpp - lists of stretches of time, checked.
#include "outage.hpp"

namespace sensors {

spans spans::read(const qiki::config& c, const char* key, bool open) {
    spans s;
    const auto ends = c.reals(key);
    if (ends.size() % 2 != 0 && !open)
        c.refuse(key, "expected pairs of begin and end in seconds, found %zu numbers", ends.size());
    for (size_t i = 0; i < ends.size(); i += 2) {
        if (i > 0 && ends[i] < ends[i - 1])
            c.refuse(key, "expected one that begins at %g s or later, where the one before ends, found %g s",
                     ends[i - 1], ends[i]);
        if (i + 1 == ends.size()) {
            s.all.push_back({instant(ends[i]), never});
            break;
        }
        if (!(ends[i] < ends[i + 1]))
            c.refuse(key, "expected an end after %g s, where it begins, found %g s", ends[i], ends[i + 1]);
        s.all.push_back({instant(ends[i]), instant(ends[i + 1])});
    }
    return s;
}

} // namespace sensors
