// SPDX-License-Identifier: MIT
// host/explain/plots.hpp - the contacts of the last while, so that an association can be shown with what was measured.
#pragma once
#include "host/explain/stories.hpp"
#include "qiki/radar.h"

namespace qiki::explain {

struct plot {
    uint64_t id;
    int64_t t;
    uint32_t writer, valid;
    uint8_t kind;
    char identity[QIKI_IDENTITY_BYTES];
    double z[4], snr_db;
};

class recent_plots {
public:
    void look(const observe::finished_port&);
    // By its number and time; that of `source`, else whoever passed it on. NULL: forgotten, or never seen.
    const plot* find(uint64_t id, int64_t t, uint32_t source) const;

private:
    static constexpr size_t room = 1 << 16;
    std::vector<plot> ring_;
    size_t next_ = 0;
};

// "12.03 km, 45.1 deg, -12.3 m/s" and the like; "" for what was not measured.
std::string measured(const plot&);
} // namespace qiki::explain
