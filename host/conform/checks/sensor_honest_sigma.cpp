// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_honest_sigma.cpp - errors are as large as the contact says.
#include "host/conform/drive/errors.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/riding.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace sensor_honest_sigma_parts {
constexpr uint64_t ticks = 400, bodies = 40;
constexpr uint64_t moving_ticks = 40, moving_enough = 100;
constexpr double gate = 2000, exact = 200; // m

// Twelve sigmas around: farther off it is a false alarm (sensor.geometry judges when most are).
bool of_body(const miss& m) {
    for (int k = 0; k < 3; ++k)
        if ((m.measured >> k & 1) && m.sigma[k] > 0 && std::fabs(m.off[k]) > 12 * m.sigma[k]) return false;
    return true;
}

// Of bodies that move along with the carrier, and a little away from it or towards it, the range rate is that little,
// wherever exactly the antenna was in a look: what is more is its own velocity, forgotten. The median judges, as there
// may be false alarms among the contacts.
double middle_error(const subject& s, const configuration& c, const double (&velocity)[3]) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    std::vector<qiki_truth> all = spiral(bodies, 0.1 * reach, 0.6 * reach), now = all;
    std::copy_n(velocity, 3, scene.carrier.vel);
    for (size_t i = 0; i < all.size(); ++i) {
        double d[3], square = 0;
        for (int k = 0; k < 3; ++k) d[k] = all[i].pos[k] - scene.carrier.pos[k], square += d[k] * d[k];
        const double little = (i % 2 ? 10 : -10) / std::sqrt(square);
        for (int k = 0; k < 3; ++k) all[i].vel[k] = velocity[k] + little * d[k];
    }
    std::vector<double> errors;
    for (uint64_t i = 0; i < moving_ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all)))) {
            if (!rides_on(l.frame, scene.carrier)) continue; // where it is said to be, sensor.geometry judges
            for (const qiki_contact& x : l.contacts) {
                for (size_t b = 0; b < all.size(); ++b) {
                    now[b] = all[b];
                    for (int k = 0; k < 3; ++k) now[b].pos[k] += all[b].vel[k] * static_cast<double>(x.t) * 1e-9;
                }
                const auto m = nearest(l.frame, x, now, gate);
                if (m && x.kind == QIKI_POLAR && (m->off.measured >> 3 & 1) && m->off.sigma[3] > 0)
                    errors.push_back(std::fabs(m->off.off[3]) / m->off.sigma[3]);
            }
        }
    if (errors.size() < moving_enough) return 0;
    const auto middle = errors.begin() + static_cast<ptrdiff_t>(errors.size() / 2);
    std::nth_element(errors.begin(), middle, errors.end());
    return *middle;
}

void judge_moving(const subject& s) {
    constexpr double still[3] = {0, 0, 0}, ways[][3] = {{200, 0, 0}, {0, -200, 0}, {0, 0, 100}};
    const configuration c(*s.about, with(s, {{"range_rate", 1}}));
    try {
        actor probe(s, c);
    } catch (const skipped&) {
        return; // it measures that with other parameters beside
    }
    if (middle_error(s, c, still) > 2) return; // wrong already at rest: radar.physics and sensor.geometry judge
    for (const auto& velocity : ways) {
        const double middle = middle_error(s, c, velocity);
        if (middle <= 3) continue;
        char text[300];
        std::snprintf(
            text, sizeof text,
            "on a carrier that moves by (%g, %g, %g) m/s, among bodies that move along, half of the errors of "
            "z[3] are greater than %.1f of their sigmas",
            velocity[0], velocity[1], velocity[2], middle);
        throw failed(std::string(text) +
                     ": expected 0.7, as at rest; range rate is the velocity of the body minus that of the antenna, "
                     "which frame.vel states, along the line of sight (rules radar.sigma, rec.6)");
    }
}

// With other parameters: a sigma that is stated as it is by default, and no longer drawn so, is far off.
void judge_others(const subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(bodies, 0.1 * reach, 0.6 * reach);
    moments of[2][4];
    for (uint64_t i = 0; i < moving_ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all))))
            for (const qiki_contact& c : l.contacts) {
                const auto m = nearest(l.frame, c, all, gate);
                if (!m || !of_body(m->off)) continue;
                for (int k = 0; k < 4; ++k)
                    if ((m->off.measured >> k & 1) && m->off.sigma[k] > 0)
                        of[c.kind == QIKI_ENU][k].add(m->off.off[k] / m->off.sigma[k]);
            }
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k) {
            const moments& m = of[kind][k];
            if (m.n < moving_enough || m.two / m.n > 0.2) continue;
            char text[160];
            std::snprintf(text, sizeof text,
                          "%s contacts, z[%d]: %.0f errors in their sigmas have the mean square %.4f",
                          kind ? "ENU" : "polar", k, m.n, m.two / m.n);
            throw failed(std::string(text) +
                         ": expected 1; state the variance that is drawn, not that of the default (rule radar.sigma)");
        }
}

// A run that lasts: of bodies at rest the contacts of looks whose seq has the same 16 or 32 low bits are others. It
// is one instance, since who counts its looks by itself draws anew, too.
void judge_far_on(const subject& s) {
    constexpr uint64_t starts[] = {0, 1 << 16, uint64_t{1} << 32}, length = 12, few = 20;
    actor it(s);
    stage scene(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(bodies, 0.1 * reach, 0.6 * reach);
    std::map<std::pair<uint64_t, size_t>, std::array<double, 4>> first; // by tick and body
    uint64_t pairs = 0, steady = 0;
    for (const uint64_t start : starts) {
        uint64_t again = 0, compared = 0;
        std::map<std::pair<uint64_t, size_t>, std::array<double, 4>> now;
        for (uint64_t i = 0; i < length; ++i) {
            moment late = scene.next(all);
            late.seq = start + i; // its time goes on as it did: who makes good what a gap left out is not asked to
            const told t = it.tick(late);
            if (t.status < 0) return; // says that it cannot go so far, which tick.far looks at
            for (const look& l : looks_of(t))
                for (const qiki_contact& c : l.contacts)
                    if (const auto m = nearest(l.frame, c, all, gate); m && of_body(m->off))
                        now.try_emplace({i, m->body}, std::to_array(c.z));
        }
        for (const auto& [at, z] : now) {
            if (const auto same = first.find(at); same != first.end()) ++compared, again += same->second == z;
            if (const auto next = now.find({at.first + 1, at.second}); next != now.end())
                ++pairs, steady += next->second == z;
        }
        if (!start) first = now;
        if (steady * 4 > pairs) return; // hardly any errors
        if (compared < few || again * 2 < compared) continue;
        throw failed(std::to_string(again) + " of " + std::to_string(compared) +
                     " contacts of bodies at rest are to the last bit those of " + std::to_string(start) +
                     " ticks before: expected new errors in each look; draw by all 64 bits of qiki_tick.seq (rules "
                     "det.2, radar.sigma)");
    }
}

void run(subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(bodies, 0.1 * reach, 0.6 * reach);
    moments of[2][4]; // by kind: polar, ENU
    products both[2][4][4];
    repeats again[2][4];
    diary days[2][4];
    twins alike;
    std::map<size_t, std::array<double, 4>> last; // by body, NaN: not in its last look
    constexpr int places[4][4] = {{0, 1, 2, 3}, {1, 4, 5, 6}, {2, 5, 7, 8}, {3, 6, 8, 9}};
    uint64_t blurred = 0;
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all)))) {
            for (const qiki_contact& c : l.contacts) {
                const auto m = nearest(l.frame, c, all, gate);
                if (!m || !of_body(m->off)) continue;
                std::array<double, 4> error;
                error.fill(NAN);
                for (int k = 0; k < 4; ++k) {
                    if (!(m->off.measured >> k & 1) || m->off.sigma[k] < 0) continue;
                    const double sigma = m->off.sigma[k], off = m->off.off[k];
                    if (sigma == 0 && m->off.metres < exact && std::fabs(off) > 1e-6 * std::max(1.0, std::fabs(c.z[k])))
                        throw failed(at_tick(i) + "contact " + std::to_string(c.id) + ": z[" + std::to_string(k) +
                                     "] has the variance 0, and is off by " + std::to_string(off) +
                                     ": expected a variance above 0 of what is not exact (rule radar.sigma)");
                    const bool angle = c.kind == QIKI_POLAR && (k == 1 || k == 2);
                    if (k < 3 && 8 * sigma * (angle ? reach : 1) > gate) ++blurred;
                    else if (sigma > 0) of[c.kind == QIKI_ENU][k].add(error[static_cast<size_t>(k)] = off / sigma);
                }
                const bool flat = c.kind == QIKI_ENU;
                const auto [then, fresh] = last.emplace(m->body, error);
                for (size_t k = 0; k < 4; ++k) {
                    if (std::isnan(error[k])) continue;
                    days[flat][k].add(m->body, i, error[k]);
                    for (size_t j = k + 1; j < 4; ++j) {
                        if (std::isnan(error[j])) continue;
                        const double stated = c.valid & QIKI_CONTACT_HAS_COV ? c.cov[places[k][j]] : 0;
                        both[flat][k][j].add(error[k] * error[j] - stated / (m->off.sigma[k] * m->off.sigma[j]));
                    }
                    if (!fresh && !std::isnan(then->second[k])) again[flat][k].add(then->second[k], error[k]);
                }
                then->second = error;
                if (!flat) alike.add(m->body, error);
            }
            alike.close();
        }
    double judged = 0;
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k) {
            const std::string what = std::string(kind ? "ENU" : "polar") + " contacts, z[" + std::to_string(k) + "]: ";
            again[kind][k].judge(what, of[kind][k], "its next");
            days[kind][k].judge(what, of[kind][k]);
        }
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k)
            for (int j = k + 1; j < 4; ++j)
                both[kind][k][j].judge(std::string(kind ? "ENU" : "polar") + " contacts: ", k, j);
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k)
            if (of[kind][k].n >= enough_errors) {
                of[kind][k].judge(std::string(kind ? "ENU" : "polar") + " contacts, z[" + std::to_string(k) + "]: ");
                judged += of[kind][k].n;
            }
    alike.judge("polar contacts: ");
    judge_far_on(s);
    judge_moving(s);
    if (judged > 0) with_each(s, lowest(s), judge_others);
    if (judged == 0)
        throw skipped(blurred ? "its errors are too great for a scene of bodies some kilometres apart"
                              : "fewer than 500 contacts of known places state a sigma");
    s.note("looked at " + std::to_string(static_cast<uint64_t>(judged)) + " errors");
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace sensor_honest_sigma_parts
extern const check sensor_honest_sigma{
    .id = "sensor.honest-sigma",
    .level = 4,
    .from = needs::plugin,
    .rules = "radar.sigma rec.6 det.2",
    .asserts =
        "some 10,000 errors of a radar's contacts, each in its stated sigma, have the mean 0, the mean square 1 and "
        "the correlations that it states, and are others of each body, and in each look, the next one and all of 400 "
        "ticks (a faultless "
        "one fails once in a million), and of looks 2^16 and 2^32 ticks later: a "
        "tracker weighs by them; and range rate is that of body and antenna together, also when that moves, in three "
        "directions; with each parameter at its lower limit no errors are less than half of what is stated",
    .varies = axis::configuration | axis::records,
    .run = sensor_honest_sigma_parts::run,
    .spares = sensor_honest_sigma_parts::spares};
} // namespace qiki::conform
