// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_covariance.cpp - how sure a track says it is.
#include "host/conform/drive/covariance.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace qiki::conform {
namespace tracker_covariance_parts {
constexpr uint64_t scans = 10'000, bodies = 4, blink = 200; // of these looks the last three see nothing
constexpr uint64_t rare = 1000, far_gap = 12;               // and of these the last twelve

struct history { // of a track while it coasts
    qiki_ns t = 0, update = 0;
    double place = 0, motion = 0;
    bool moving = false;
};

// e' P^-1 e of the place, by forward substitution: Bar-Shalom, Li, Kirubarajan 2001, eq. 5.4.2-1.
double squared_distance(const qiki_track& x, const qiki_truth& b) {
    qiki_track only = x;
    only.valid &= ~QIKI_TRACK_HAS_VELOCITY;
    covariance m(only);
    if (!m.factor()) return 0;
    double sum = 0, y[6];
    for (size_t i = 0; i < m.n; ++i) {
        y[i] = x.x[i] - b.pos[i];
        for (size_t k = 0; k < i; ++k) y[i] -= m.at[i][k] * y[k];
        y[i] /= m.at[i][i];
        sum += y[i] * y[i];
    }
    return sum;
}

// `blind`: nobody was seen in this look, so that it coasts, whatever it says of itself.
void judge_growth(uint64_t i, const qiki_track& x, const covariance& m, bool blind, std::map<uint64_t, history>& past) {
    const size_t half = x.state_dims == 3 ? 3 : 2;
    const bool moving = m.n > half;
    const history now{x.t, x.t_update, m.spread(0, half), moving ? m.spread(half, m.n) : 0, moving};
    history& then = past[x.id];
    const bool says = x.misses > 0 && then.update == now.update && x.status != QIKI_TRACK_ENDED;
    const bool coasts = (blind || says) && then.t && now.t > then.t;
    if (coasts && (now.place <= then.place || (then.moving && moving && now.motion < then.motion * (1 - 1e-9)))) {
        char text[220];
        std::snprintf(text, sizeof text,
                      "%s the sum of its variances goes from %.6g to %.6g m^2, and from %.6g to %.6g (m/s)^2",
                      blind ? "nothing was seen in this look," : "it says so by misses and t_update,", then.place,
                      now.place, then.motion, now.motion);
        throw failed(at_tick(i) + "track " + std::to_string(x.id) + " coasts: " + text +
                     ": expected the place to grow less certain, and the velocity no more certain (rule tracker.cov)");
    }
    then = now;
}

// Forty looks at targets, then looks that see nobody and are not complete, so that no track misses one, until all have
// ended, or 600 s: each is less sure of its place than ten looks before. From look to look who prunes hypotheses may be
// a little surer, and of a velocity for longer.
constexpr uint64_t shown = 40, alone = 600, stride = 10;
constexpr double growth = 1.0001; // in ten looks; of the slowest, a random walk, it is by 10 of 600 at the end
void coast_long(const subject& s) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = bodies;
    looks world(*s.about, w);
    struct coasting {
        qiki_ns t = INT64_MIN;
        std::vector<double> wide; // the sum of the variances of its place, look by look
    };
    std::map<uint64_t, coasting> past;
    bool any = true;
    for (uint64_t i = 0; i < shown + alone && any; ++i) {
        look l = world.next();
        if (i >= shown) l.contacts.clear(), l.frame.flags = 0;
        const auto set = track_set(it.play(world.put({l})));
        any = i < shown;
        for (size_t n = 0; set && i >= shown && n < set->size(); ++n) {
            const qiki_track& x = (*set)[n];
            if (x.status == QIKI_TRACK_ENDED || !(x.valid & QIKI_TRACK_HAS_COV)) continue;
            any = true;
            auto& [t, wide] = past[x.id];
            if (x.t <= t) continue; // who says no new time need be no less sure
            t = x.t;
            wide.push_back(covariance(x).spread(0, x.state_dims == 3 ? 3 : 2));
            if (wide.size() <= stride || wide.back() > wide[wide.size() - 1 - stride] * growth) continue;
            char text[160];
            std::snprintf(text, sizeof text, "the sum of its variances was %.6g m^2 ten looks before, and is %.6g m^2",
                          wide[wide.size() - 1 - stride], wide.back());
            throw failed(at_tick(i) + "track " + std::to_string(x.id) + " coasts, without a contact for " +
                         std::to_string(i + 1 - shown) + " looks: " + text +
                         ": expected the place to grow less certain as long as it is told (rule tracker.cov)");
        }
    }
}

// And so with each of its times as long as it may be (at most four), when tracks last longer.
std::vector<settings> long_lives(const subject& s) {
    std::vector<settings> all;
    for (uint32_t i = 0; i < s.about->params.count && all.size() < 4; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        if (p.type != QIKI_REAL || !p.unit || std::strcmp(p.unit, "s") != 0 || !(p.max > p.value)) continue;
        char text[40];
        std::snprintf(text, sizeof text, "%.17g", p.max);
        if (!s.set.contains(p.key)) all.push_back({{p.key, text}});
    }
    return all;
}

void run(subject& s) {
    coast_long(s);
    with_each(s, long_lives(s), [](subject& other) { coast_long(other); });
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = bodies, w.turn = 0.01;
    looks world(*s.about, w);
    std::map<uint64_t, history> past;
    uint64_t judged = 0, near = 0;
    double sum = 0, dims = 3;
    for (uint64_t i = 0; i < scans; ++i) {
        look l = world.next();
        const bool blind = i % blink >= blink - 3 || i % rare >= rare - far_gap;
        if (blind) l.contacts.clear();
        const auto set = track_set(it.play(world.put({l})));
        if (!set) continue;
        const solo::records truth = solo::make(w, QIKI_REC_TRUTH, i, world.now());
        const auto* body = reinterpret_cast<const qiki_truth*>(truth.words.data());
        for (const qiki_track& x : *set) {
            if (!(x.valid & QIKI_TRACK_HAS_COV)) continue;
            ++judged;
            const covariance m(x);
            if (!covariance(m).factor()) {
                const char* flaw = qiki_track_flaw(&x);
                throw unsound(at_tick(i) + "track " + std::to_string(x.id) + ": p is not positive definite in its " +
                                  std::to_string(m.n) +
                                  " rows that count; use the Joseph form, or leave HAS_COV away (rule tracker.cov)" +
                                  triangle_hint(QIKI_REC_TRACK, &x),
                              flaw ? flaw : "");
            }
            judge_growth(i, x, m, blind, past);
            if (x.status != QIKI_TRACK_CONFIRMED || i % blink < 50) continue;
            const auto far = [&](const qiki_truth& b) {
                return std::hypot(x.x[0] - b.pos[0], x.x[1] - b.pos[1], x.x[2] - b.pos[2]);
            };
            const qiki_truth& own =
                *std::min_element(body, body + bodies, [&](const auto& a, const auto& b) { return far(a) < far(b); });
            if (far(own) < 1000) sum += squared_distance(x, own), ++near, dims = x.state_dims;
        }
    }
    if (!judged) throw skipped("states no covariance");
    if (near && sum / static_cast<double>(near) > 3 * dims) {
        char text[160];
        std::snprintf(text, sizeof text, "%.3g on average over %llu confirmed tracks, expected %g",
                      sum / static_cast<double>(near), static_cast<unsigned long long>(near), dims);
        s.warn(
            std::string("it is surer than it should be: the normalised squared error of targets in a gentle turn is ") +
            text + " (rule tracker.cov)");
    }
}
std::string spares(const qiki_descriptor& d) { return no_maker_of_tracks(d); }
} // namespace tracker_covariance_parts
extern const check tracker_covariance{.id = "tracker.covariance",
                                      .level = 4,
                                      .from = needs::plugin,
                                      .rules = "tracker.cov",
                                      .asserts =
                                          "over 10,000 looks at turning targets, with gaps of 3 and of 12 looks, and "
                                          "over 600 s without a contact, also with each of its times as long as "
                                          "it may be: the covariance of each track is positive definite, and grows "
                                          "while it coasts, also when the track does not say "
                                          "that it does; a warning when the errors are far greater than it says",
                                      .varies = axis::configuration | axis::time,
                                      .run = tracker_covariance_parts::run,
                                      .spares = tracker_covariance_parts::spares};
} // namespace qiki::conform
