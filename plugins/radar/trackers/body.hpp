// SPDX-License-Identifier: MIT
// trackers/body.hpp - a track of fixed gains: where it is, how a plot moves it, and what others read of it.
#pragma once
#include "../tracking/track.hpp"
#include "echoes.hpp"

namespace tracking {

// No padding: it is saved as it stands.
struct body {
    uint64_t id = 0;
    qiki_ns t = 0, t_birth = 0; // of x; of the first plot
    std::array<double, 6> x{};
    double snr_db = 0;
    uint32_t hits = 0, misses = 0, status = QIKI_TRACK_TENTATIVE, snr_known = 0;
    known_identity identity{};

    bool ended() const { return status == QIKI_TRACK_ENDED; }
    vec3 at(qiki_ns when) const {
        const double dt = seconds(when - t);
        return {x[0] + dt * x[3], x[1] + dt * x[4], x[2] + dt * x[5]};
    }
    // Range rate along the line of sight of an antenna that moves with `velocity`.
    double rate_seen(const echo& e, const vec3& velocity) const {
        double r = 0;
        for (size_t n = 0; n < 3; ++n) r += (x[3 + n] - velocity[n]) * e.sight[n];
        return r;
    }

    // v += beta / dt * residual (Kalata 1984); the measured range rate corrects the radial part only, so that
    // cross-range motion stays.
    void renew(const alphabeta_settings& s, const echo& e, const vec3& velocity) {
        const vec3 from = at(e.p.t);
        const double dt = std::max(seconds(e.p.t - t), 0.05);
        for (size_t n = 0; n < 3; ++n) {
            const double residual = e.p.at[n] - from[n];
            x[n] = from[n] + s.alpha * residual;
            x[3 + n] += s.beta / dt * residual;
        }
        if (e.has_rate) {
            const double off = e.rate - rate_seen(e, velocity);
            for (size_t n = 0; n < 3; ++n) x[3 + n] += s.beta * off * e.sight[n];
        }
        t = std::max(t, e.p.t);
        if (e.has_snr) snr_db = snr_known ? (snr_db + e.snr_db) / 2 : e.snr_db, snr_known = 1;
        misses = 0;
        hit(s, e);
    }

    // Velocity starts as the measured range rate along the line of sight, or at rest.
    static body born(uint64_t id, const alphabeta_settings& s, const echo& e, const vec3& velocity) {
        body b;
        b.id = id;
        b.t = b.t_birth = e.p.t;
        for (size_t n = 0; n < 3; ++n) b.x[n] = e.p.at[n];
        if (e.has_rate)
            for (size_t n = 0; n < 3; ++n) b.x[3 + n] = e.rate * e.sight[n] + velocity[n];
        b.snr_db = e.snr_db, b.snr_known = e.has_snr;
        b.hit(s, e);
        return b;
    }

    void miss(const alphabeta_settings& s) {
        ++misses;
        status = misses > s.max_misses    ? QIKI_TRACK_ENDED
                 : hits >= s.confirm_hits ? QIKI_TRACK_COASTING
                                          : QIKI_TRACK_TENTATIVE;
    }

    qiki_track record(const alphabeta_settings& s, qiki_ns now) const {
        qiki_track r{};
        const vec3 place = at(now);
        r.id = id, r.t = now, r.t_update = t, r.t_birth = t_birth;
        r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_QUALITY | identity.is.valid;
        r.hits = hits, r.misses = misses;
        r.address24 = identity.is.address24;
        r.mode3a = static_cast<uint16_t>(identity.is.mode3a);
        r.status = static_cast<uint8_t>(status), r.label = QIKI_LABEL_OK;
        r.transponder = static_cast<uint8_t>(identity.is.transponder);
        r.state_dims = s.assume.plane ? 2 : 3;
        std::copy(identity.is.name.begin(), identity.is.name.end(), r.identity);
        r.height_m = identity.is.height_m + 0.0;
        const double left = s.max_misses ? 1 - static_cast<double>(std::min(misses, s.max_misses)) / s.max_misses
                            : misses     ? 0
                                         : 1;
        const double clear = snr_known ? std::clamp(snr_db / s.snr_reference, 0.0, 1.0) : 1;
        r.quality = left * clear + 0.0;
        for (size_t n = 0; n < 3; ++n) r.x[n] = place[n] + 0.0, r.x[3 + n] = x[3 + n] + 0.0;
        return r;
    }

private:
    void hit(const alphabeta_settings& s, const echo& e) {
        if (++hits >= s.confirm_hits) status = QIKI_TRACK_CONFIRMED;
        identity.hear(e.p.who);
    }
};

static_assert(sizeof(body) == 152);

} // namespace tracking
