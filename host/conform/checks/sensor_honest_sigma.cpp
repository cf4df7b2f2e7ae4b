// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_honest_sigma.cpp - errors are as large as the contact says.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <array>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace sensor_honest_sigma_parts {
constexpr uint64_t ticks = 400, bodies = 40, enough = 500;
constexpr double gate = 2000, exact = 200, unlikely = 4.8916; // of a normal law, either side together 1e-6

// Of two errors of one contact, in their sigmas, beside the correlation that it states; or of one body in two looks.
struct products {
    double n = 0, one = 0, two = 0;
    void add(double p) { n += 1, one += p, two += p * p; }
};

struct moments {
    double n = 0, one = 0, two = 0, four = 0;
    void add(double e) { n += 1, one += e, two += e * e, four += e * e * e * e; }
};

void judge(const std::string& what, const moments& m) {
    const double mean = m.one / m.n, square = m.two / m.n;
    const double spread = std::sqrt(std::max(m.four / m.n - square * square, 0.0) / m.n);
    char text[200];
    std::snprintf(text, sizeof text, "%.0f errors in their sigmas have the mean %.4f and the mean square %.4f", m.n,
                  mean, square);
    if (std::fabs(mean) > unlikely * std::sqrt(square / m.n) + 1e-3)
        throw failed(
            what + text +
            ": expected the mean 0 (by chance one in a million); take the bias out, or state more (rule radar.sigma)");
    if (std::fabs(square - 1) > unlikely * spread + 0.01)
        throw failed(what + text +
                     ": expected the mean square 1 (by chance one in a million); state the variance that was drawn "
                     "(rule radar.sigma)");
}

void judge(const std::string& what, const products& of, int k, int l) {
    if (of.n < enough) return;
    const double mean = of.one / of.n, doubt = unlikely * std::sqrt(of.two / of.n / of.n) + 0.01;
    if (std::fabs(mean) <= doubt) return;
    char text[200];
    std::snprintf(
        text, sizeof text,
        "%.0f errors of z[%d] and z[%d], in their sigmas, have a correlation that lies %.4f beside the stated "
        "one (known to %.4f)",
        of.n, k, l, mean, doubt);
    throw failed(what + text +
                 ": expected 0 (by chance one in a million); draw each from a number of its own, or state the "
                 "covariance (rule radar.sigma)");
}

// Errors of a body in one look and its next: when they are the same, there was one draw for all of them.
void judge_repeats(const std::string& what, const products& of) {
    if (of.n < enough || of.one / of.n < 0.5) return;
    char text[200];
    std::snprintf(text, sizeof text,
                  "the errors of a body in one look and in its next have the correlation %.3f over %.0f pairs",
                  of.one / of.n, of.n);
    throw failed(what + text +
                 ": expected new errors in each look; draw by (rng_key, tick, who, purpose, i), where the tick changes "
                 "(rules det.2, radar.sigma)");
}

// Twelve sigmas around: farther off it is a false alarm (sensor.geometry judges when most are).
bool of_body(const miss& m) {
    for (int k = 0; k < 3; ++k)
        if ((m.measured >> k & 1) && m.sigma[k] > 0 && std::fabs(m.off[k]) > 12 * m.sigma[k]) return false;
    return true;
}

void run(subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const double reach = real_parameter(s, "range").value_or(20e3);
    const std::vector<qiki_truth> all = spiral(bodies, 0.1 * reach, 0.6 * reach);
    moments of[2][4]; // by kind: polar, ENU
    products both[2][4][4], again[2][4];
    std::map<size_t, std::array<double, 4>> last; // by body, NaN: not in its last look
    constexpr int places[4][4] = {{0, 1, 2, 3}, {1, 4, 5, 6}, {2, 5, 7, 8}, {3, 6, 8, 9}};
    uint64_t blurred = 0;
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all))))
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
                    for (size_t j = k + 1; j < 4; ++j) {
                        if (std::isnan(error[j])) continue;
                        const double stated = c.valid & QIKI_CONTACT_HAS_COV ? c.cov[places[k][j]] : 0;
                        both[flat][k][j].add(error[k] * error[j] - stated / (m->off.sigma[k] * m->off.sigma[j]));
                    }
                    if (!fresh && !std::isnan(then->second[k])) again[flat][k].add(error[k] * then->second[k]);
                }
                then->second = error;
            }
    double judged = 0;
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k)
            judge_repeats(std::string(kind ? "ENU" : "polar") + " contacts, z[" + std::to_string(k) + "]: ",
                          again[kind][k]);
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k)
            for (int j = k + 1; j < 4; ++j)
                judge(std::string(kind ? "ENU" : "polar") + " contacts: ", both[kind][k][j], k, j);
    for (int kind = 0; kind < 2; ++kind)
        for (int k = 0; k < 4; ++k)
            if (of[kind][k].n >= enough) {
                judge(std::string(kind ? "ENU" : "polar") + " contacts, z[" + std::to_string(k) + "]: ", of[kind][k]);
                judged += of[kind][k].n;
            }
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
        "the correlations that it states, and are others in each look (a faultless one fails once in a million): a "
        "tracker weighs by them",
    .run = sensor_honest_sigma_parts::run,
    .spares = sensor_honest_sigma_parts::spares};
} // namespace qiki::conform
