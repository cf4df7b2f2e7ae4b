// SPDX-License-Identifier: MIT
// host/explain/plots.cpp - a ring of contacts, searched from its youngest.
#include "host/explain/plots.hpp"
#include "host/observe/table.hpp"

namespace qiki::explain {
namespace {
constexpr double degrees = 57.295779513082320877;

double bearing(double rad) {
    const double d = rad * degrees;
    return d < 0 ? d + 360 : d;
}
} // namespace

void recent_plots::look(const observe::finished_port& p) {
    each<qiki_contact>(p, QIKI_REC_CONTACT, [&](const qiki_contact& c) {
        plot x{c.id, c.t, p.writer, c.valid, c.kind, {}, {c.z[0], c.z[1], c.z[2], c.z[3]}, c.snr_db};
        std::memcpy(x.identity, c.identity, sizeof x.identity);
        if (ring_.size() < room) ring_.push_back(x);
        else ring_[next_] = x;
        next_ = (next_ + 1) % room;
    });
}

const plot* recent_plots::find(uint64_t id, int64_t t, uint32_t source) const {
    const plot* other = nullptr;
    for (size_t i = 0; i < ring_.size(); ++i) {
        const plot& p = ring_[(next_ + room - 1 - i) % room];
        if (p.id != id || p.t != t) continue;
        if (p.writer == source) return &p;
        if (!other) other = &p;
    }
    return other;
}

std::string measured(const plot& p) {
    const auto has = [&](unsigned i) { return (p.valid & QIKI_CONTACT_HAS_Z(i)) != 0; };
    std::string s;
    const auto add = [&](unsigned i, const std::string& text) {
        if (has(i)) s += (s.empty() ? "" : ", ") + text;
    };
    switch (p.kind) {
    case QIKI_ENU:
        add(0, fixed(p.z[0], 1) + " m east"), add(1, fixed(p.z[1], 1) + " m north"), add(2, fixed(p.z[2], 1) + " m up");
        break;
    case QIKI_GEODETIC:
        add(0, fixed(p.z[0] * degrees, 5) + "° lat"), add(1, fixed(p.z[1] * degrees, 5) + "° lon");
        add(2, fixed(p.z[2], 1) + " m");
        break;
    default: // polar; a bearing alone has no range
        if (p.kind == QIKI_POLAR) add(0, fixed(p.z[0], 1) + " m");
        add(1, fixed(bearing(p.z[1]), 2) + "°");
        add(2, fixed(p.z[2] * degrees, 2) + "° up");
        if (p.kind == QIKI_POLAR) add(3, fixed(p.z[3], 1) + " m/s");
    }
    if (p.valid & QIKI_CONTACT_HAS_SNR) s += (s.empty() ? "" : ", ") + fixed(p.snr_db, 1) + " dB";
    return s;
}
} // namespace qiki::explain
