// SPDX-License-Identifier: MIT
// trackers/registration.hpp - frames as they would be without the offsets of their radar, and what two radars' plots of
// one track say about these.
#pragma once
#include "../tracking/bearings.hpp"
#include "../tracking/intake.hpp"
#include "../tracking/motion.hpp"
#include "../tracking/offsets.hpp"
#include "../tracking/track.hpp"
#include <vector>

namespace tracking {

// The newest plot of a track that no other has been compared with. No padding: it is saved as it stands.
struct witness {
    uint64_t sensor = UINT64_MAX;            // index in `sensors`
    qiki_ns t = 0;                           // corrected
    std::array<double, 2> at{};              // east, north; as measured, but for the clock
    std::array<double, 4> cov{};             // of the plot's own error
    std::array<double, 2> along{}, across{}; // metres by a metre of range, by a radian
    std::array<double, 3> taken{};           // what was taken off
};

struct registration_rules {
    bool on = false;
    offset_prior prior;
    double most_apart = 10; // s between two plots that are compared
};

// How many pairs of plots told of a radar, and how many were too far off to be of one target. No padding.
struct compared {
    uint64_t used = 0, refused = 0;
};

// Part of a picture: what it becomes depends on its frames alone.
class registration {
public:
    offsets found;
    std::array<compared, offsets::radars> pairs{};
    std::vector<witness> last; // of each live track, if rules.on

    void reserve(const registration_rules& rules, const room& r) {
        if (rules.on) last.reserve(r.tracks);
    }
    void state(auto& io) {
        io(found), io(pairs), io(last);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            if (!found.sound()) throw qiki::failure(QIKI_E_STATE, "state: offsets that cannot be");
    }

    // f and seen := what sensor k would have told without its offsets, as far as they are known; what is unknown of
    // those of range and azimuth is added to the noise of each contact. What the frame says of itself stays: it holds
    // for contacts that measure this and for others that measure that. `own` holds the contacts.
    void mend(const registration_rules& rules, const assumptions& a, size_t k, qiki_frame& f,
              std::span<const qiki_contact>& seen, std::vector<qiki_contact>& own) {
        bool polar = false;
        for (const qiki_contact& c : seen) polar |= c.kind == QIKI_POLAR || is_bearing(c);
        found.wander(f.t_to, rules.prior);
        if (!found.meet(k, polar, rules.prior) || !found.found(k)) return;
        const std::array<double, 3> less = found.of(k);
        const auto late = static_cast<qiki_ns>(less[2] * 1e9);
        own.assign(seen.begin(), seen.end());
        for (qiki_contact& c : own) {
            const bool ranged = c.kind == QIKI_POLAR;
            if (!sane(c, ranged)) continue;
            c.t = std::min(c.t - late, f.t_available); // whatever the offsets say, it was measured before it came
            widen(c, f, a, {ranged ? found.variance(k, 0) : 0, found.variance(k, 1)});
            if (ranged) c.z[0] = std::max(c.z[0] - less[0], 1.0);
            c.z[1] = wrapped(c.z[1] - less[1]);
            f.t_to = std::max(f.t_to, c.t);
        }
        seen = own;
    }

    // Plot p of sensor k moved track x, which is the i-th: it is compared with the newest of another sensor.
    void compare(const registration_rules& rules, const white_acceleration& motion, const track& x, size_t i, size_t k,
                 const plot& p) {
        if (i >= last.size()) last.resize(i + 1);
        witness& before = last[i];
        witness now = of(k, p);
        if (now.sensor == UINT64_MAX) return;
        const double apart = seconds(now.t - before.t);
        const bool pair = x.confirmed() && before.sensor < offsets::radars && before.sensor != k &&
                          std::fabs(apart) <= rules.most_apart;
        if (!pair) return void(before = now);
        const std::array<double, 2> v{x.state.x[3], x.state.x[4]};
        const lever jn = lever_of(now, v), jb = lever_of(before, v);
        std::array<double, 2> y{};
        std::array<double, 4> r{};
        const double moved = apart * apart, swerved = std::fabs(apart) * moved / 3;
        for (size_t m = 0; m < 2; ++m) {
            // `at` holds the offsets of range and azimuth, the times do not hold those of the clocks.
            y[m] = now.at[m] - before.at[m] - v[m] * apart + jn[m][2] * now.taken[2] - jb[m][2] * before.taken[2];
            for (size_t q = 0; q < 2; ++q)
                r[2 * m + q] = now.cov[2 * m + q] + before.cov[2 * m + q] + moved * x.state.at(3 + m, 3 + q) +
                               (m == q ? swerved * motion.q[m] : 0);
        }
        const auto other = static_cast<size_t>(before.sensor);
        const bool taken = found.take(k, jn, other, jb, y, r);
        for (const size_t one : {k, other}) ++(taken ? pairs[one].used : pairs[one].refused);
        before = witness{}; // each plot is compared once, so that differences are independent
    }

private:
    static bool sane(const qiki_contact& c, bool ranged) {
        if (!ranged && !is_bearing(c)) return false;
        return finite(c.z, 2) && (!ranged || c.z[0] > 0) && c.t > earliest && c.t < INT64_MAX / 2 &&
               (!(c.valid & QIKI_CONTACT_HAS_COV) || finite(c.cov, 10));
    }
    // more: added to the variances of range and azimuth, which c then states itself. Where it did not, frame or
    // assumption did, and the components that it states go on as before.
    static void widen(qiki_contact& c, const qiki_frame& f, const assumptions& a, const std::array<double, 2>& more) {
        if (!(c.valid & QIKI_CONTACT_HAS_COV)) std::fill_n(c.cov, 10, 0.0), c.valid |= QIKI_CONTACT_HAS_COV;
        const auto stated = [&](size_t i) {
            const bool frame = (f.valid & QIKI_FRAME_HAS_SIGMA) && f.sigma[i] > 0 && std::isfinite(f.sigma[i]);
            return frame ? f.sigma[i] : a.sigma_polar[i];
        };
        if (!(c.cov[0] > 0)) c.cov[0] = stated(0) * stated(0), c.cov[1] = c.cov[2] = c.cov[3] = 0;
        if (!(c.cov[4] > 0)) c.cov[4] = stated(1) * stated(1), c.cov[1] = c.cov[5] = c.cov[6] = 0;
        c.cov[0] += more[0], c.cov[4] += more[1];
    }
    static lever lever_of(const witness& g, const std::array<double, 2>& v) {
        const bool clock = g.along[0] != 0 || g.along[1] != 0;
        return {{{g.along[0], g.across[0], clock ? -v[0] : 0}, {g.along[1], g.across[1], clock ? -v[1] : 0}}};
    }
    // As it was measured: what was taken off is put back, what was added to the noise is taken off.
    witness of(size_t k, const plot& p) const {
        witness g;
        if (k >= offsets::radars || p.what[0] == component::bearing) return g; // a bearing alone is no place
        g.sensor = k, g.t = p.t, g.at = {p.at[0], p.at[1]};
        g.cov = {p.cov[0], p.cov[1], p.cov[3], p.cov[4]};
        if (!found.found(k) || p.what[0] != component::range) return g;
        const double e = p.at[0] - p.antenna[0], n = p.at[1] - p.antenna[1], ground = qiki_sqrt(e * e + n * n);
        if (!(ground > 1)) return witness{};
        const double slope = p.z[0] / ground; // of ground range by slant range
        const std::array<double, 2> u{e / ground, n / ground};
        g.taken = found.of(k);
        g.along = {u[0] * slope, u[1] * slope}, g.across = {n, -e};
        const double rr = found.variance(k, 0) * slope * slope, aa = found.variance(k, 1) * ground * ground;
        const double along = u[0] * u[0] * g.cov[0] + 2 * u[0] * u[1] * g.cov[1] + u[1] * u[1] * g.cov[3];
        const double across = u[1] * u[1] * g.cov[0] - 2 * u[0] * u[1] * g.cov[1] + u[0] * u[0] * g.cov[3];
        const double own_along = std::max(along - rr, 1.0), own_across = std::max(across - aa, 1.0);
        g.cov = {u[0] * u[0] * own_along + u[1] * u[1] * own_across, u[0] * u[1] * (own_along - own_across),
                 u[0] * u[1] * (own_along - own_across), u[1] * u[1] * own_along + u[0] * u[0] * own_across};
        for (size_t m = 0; m < 2; ++m) g.at[m] += g.along[m] * g.taken[0] + g.across[m] * g.taken[1];
        return g;
    }
};

} // namespace tracking
