// SPDX-License-Identifier: MIT
// plugins/bridges/registration/reference.hpp - where the targets of reference tracks were at any time just past.
#pragma once
#include "qiki/track.h"
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace registration {

// Position and velocity between two updates of one track, ENU.
struct moment {
    std::array<double, 3> at{}, velocity{};
};

class reference {
public:
    static constexpr qiki_ns longest_gap = 30'000'000'000; // between two updates of which the one leads to the other

    // Another picture of the tracks; those without height are of no use for slant ranges. Forgets what is `kept` old.
    void hear(uint32_t writer, const qiki_track& x, qiki_ns kept) {
        if (!(x.flags & QIKI_TRACK_REFERENCE) || x.state_dims != 3 || x.status == QIKI_TRACK_COASTING) return;
        trail& l = trails_[{writer, x.id}];
        if (!l.way.empty() && x.t <= l.way.back().t) return;
        l.valid = x.valid, l.address = x.address24, l.code = x.mode3a;
        l.way.push_back({x.t, {x.x[0], x.x[1], x.x[2]}});
        std::erase_if(l.way, [&](const point& p) { return p.t < x.t - kept; });
    }
    void forget(qiki_ns before) {
        std::erase_if(trails_, [&](const auto& l) { return l.second.way.back().t < before; });
    }

    // Calls use(moment) for each track that a plot of this identity may be of, by address where both have one, else by
    // Mode 3/A code, at time t.
    template <class F>
    void candidates(uint32_t valid, uint32_t address, uint32_t code, qiki_ns t, F&& use) const {
        for (const auto& [id, l] : trails_) {
            const uint32_t both = valid & l.valid;
            const bool same =
                both & QIKI_TRACK_HAS_ADDRESS ? address == l.address : (both & QIKI_TRACK_HAS_MODE3A) && code == l.code;
            moment m;
            if (same && between(l.way, t, m)) use(m);
        }
    }

private:
    struct point {
        qiki_ns t;
        std::array<double, 3> at;
    };
    struct trail {
        uint32_t valid = 0, address = 0, code = 0;
        std::vector<point> way; // by time
    };
    static bool between(const std::vector<point>& way, qiki_ns t, moment& m) {
        for (size_t i = 1; i < way.size(); ++i) {
            const point &a = way[i - 1], &b = way[i];
            if (t <= a.t || t > b.t) continue;
            if (b.t - a.t > longest_gap) return false;
            const double whole = static_cast<double>(b.t - a.t) * 1e-9, part = static_cast<double>(t - a.t) * 1e-9;
            for (size_t n = 0; n < 3; ++n) {
                m.velocity[n] = (b.at[n] - a.at[n]) / whole;
                m.at[n] = a.at[n] + part * m.velocity[n];
            }
            return true;
        }
        return false;
    }
    std::map<std::pair<uint32_t, uint64_t>, trail> trails_;
};
} // namespace registration
