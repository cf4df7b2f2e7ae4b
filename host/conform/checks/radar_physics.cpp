// SPDX-License-Identifier: MIT
// host/conform/checks/radar_physics.cpp - echoes weaken by the fourth power, closing is negative, far is seen less.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <array>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace radar_physics_parts {
constexpr uint64_t ticks = 100, round_about = 24;
constexpr double unlikely = 4.8916, fall = 12.0411998265592457; // 10 log10 of 2^4

struct ring {
    double n = 0, sum = 0, square = 0, seen = 0; // snr as a ratio
};

// What comes of bodies all around at these shares of the reach; by share, contacts within a fifth of it.
template <size_t N>
std::array<ring, N> look_at(const subject& s, const configuration& c, double reach,
                            const std::array<double, N>& shares) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    std::vector<qiki_truth> all;
    for (size_t k = 0; k < N; ++k)
        for (uint64_t i = 0; i < round_about; ++i) {
            const double r = shares[k] * reach;
            all.push_back(body(2 + all.size(), 2 * QIKI_PI * static_cast<double>(i) / round_about, r * 0.99875026,
                               1000 + r * 0.04997917));
        }
    std::array<ring, N> out{};
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(all))))
            for (const qiki_contact& x : l.contacts) {
                const auto m = nearest(l.frame, x, all, 0.2 * reach);
                if (!m || m->off.metres > 0.2 * shares[m->body / round_about] * reach) continue;
                ring& r = out[m->body / round_about];
                r.seen += 1;
                if (!(x.valid & QIKI_CONTACT_HAS_SNR)) continue;
                const double snr = qiki_exp(x.snr_db * 0.2302585092994046);
                r.n += 1, r.sum += snr, r.square += snr * snr;
            }
    return out;
}

std::string strength(subject& s, const configuration& c, double reach) {
    const auto [near, far] = look_at<2>(s, c, reach, {0.05, 0.1});
    if (far.n < 500) return "its contacts state no SNR";
    if (far.seen < 0.98 * near.seen)
        return "it misses echoes at a tenth of its range, and those that it does not are too strong";
    const auto doubt = [](const ring& r) {
        return (r.square / r.n - r.sum / r.n * r.sum / r.n) / (r.sum / r.n * r.sum / r.n) / r.n;
    };
    const double fell = 10 * qiki_log10((near.sum / near.n) / (far.sum / far.n));
    const double most = 0.05 + 4.34 * unlikely * std::sqrt(std::fmax(doubt(near) + doubt(far), 0.0));
    if (std::fabs(fell) <= most) return "its SNR does not depend on range";
    char text[160];
    std::snprintf(text, sizeof text, "when range doubles, SNR falls by %.2f dB, known to %.2f dB", fell, most);
    if (fell < fall - most)
        throw failed(std::string(text) +
                     ": expected 12.04 dB or more, as echoes weaken by the fourth power of range (Skolnik 2001, "
                     "chapter 1; rule radar.stats)");
    if (fell > fall + most) s.warn(std::string(text) + ", and in free space 12.04 dB");
    else s.note(text);
    return "";
}

std::string closing(subject& s, const configuration& c, double reach) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    std::vector<qiki_truth> all = spiral(12, 0.1 * reach, 0.2 * reach);
    for (size_t k = 0; k < all.size(); ++k) {
        const double ground = qiki_hypot(all[k].pos[0], all[k].pos[1]), way = k % 2 ? 100 : -100;
        for (int i = 0; i < 2; ++i) all[k].vel[i] = way * all[k].pos[i] / ground + 0.0;
    }
    double sum[2] = {}, n[2] = {}, strange = 0, fit = 0;
    for (uint64_t i = 0; i < 10; ++i) {
        const told t = it.play(scene.next(all));
        const std::map<uint64_t, qiki_origin> origins = origins_of(t);
        for (const look& l : looks_of(t))
            for (const qiki_contact& x : l.contacts) {
                const auto o = origins.find(x.id);
                if (o != origins.end() && o->second.cause != QIKI_CAUSE_TARGET) continue; // a false alarm fits nobody
                std::vector<qiki_truth> now = all;
                for (qiki_truth& b : now)
                    for (int k = 0; k < 2; ++k) b.pos[k] += b.vel[k] * static_cast<double>(x.t) * 1e-9;
                const auto m = nearest(l.frame, x, now, 0.02 * reach);
                (m ? fit : strange) += 1;
                if (m && x.kind == QIKI_POLAR && (x.valid & QIKI_CONTACT_HAS_Z(3)))
                    sum[m->body % 2] += x.z[3], n[m->body % 2] += 1;
            }
    }
    if (strange > fit) return "most contacts of bodies that move lie at none of them";
    if (n[0] < 10 || n[1] < 10) return "it measures no range rate";
    char text[160];
    std::snprintf(text, sizeof text,
                  "bodies that close at 100 m/s have the mean range rate %.4g m/s, those that open %.4g m/s",
                  sum[0] / n[0], sum[1] / n[1]);
    if (sum[0] >= 0 || sum[1] <= 0)
        throw failed(std::string(text) +
                     ": expected below 0 for closing, above 0 for opening (rule rec.6; qiki/radar.h)");
    return "";
}

std::string farther_is_less(subject& s, const configuration& c, double reach) {
    const std::array<double, 3> shares = {0.25, 0.5, 0.9};
    const auto rings = look_at<3>(s, c, reach, shares);
    if (rings[0].seen + rings[1].seen + rings[2].seen == 0) return "it saw no body";
    for (size_t k = 1; k < 3; ++k)
        if (rings[k].seen - rings[k - 1].seen > unlikely * std::sqrt(rings[k].seen + rings[k - 1].seen)) {
            char text[160];
            std::snprintf(text, sizeof text, "%.0f contacts of bodies at %.3g m, and %.0f of as many at %.3g m",
                          rings[k - 1].seen, shares[k - 1] * reach, rings[k].seen, shares[k] * reach);
            throw failed(std::string(text) +
                         ": expected no more from farther away, since Pd rises with SNR (rule radar.stats)");
        }
    return "";
}

void run(subject& s) {
    const configuration c(*s.about, with(s, {{"range_rate", 1}, {"noise_alarms", 0}, {"clutter", 0}}));
    const double reach = real_parameter(s, "range").value_or(20e3);
    std::string silent;
    size_t said = 0;
    for (const auto part : {strength, closing, farther_is_less})
        if (const std::string why = part(s, c, reach); why.empty()) ++said;
        else silent += (silent.empty() ? "" : "; ") + why;
    if (!said) throw skipped(silent);
    if (!silent.empty()) s.note(silent);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace radar_physics_parts
extern const check radar_physics{.id = "radar.physics",
                                 .level = 4,
                                 .from = needs::plugin,
                                 .rules = "rec.6 radar.stats",
                                 .asserts = "SNR, where stated, falls by 12.04 dB when range doubles (a warning when "
                                            "by more), range rate is negative for what "
                                            "closes, and farther bodies are not seen more often",
                                 .varies = axis::records,
                                 .run = radar_physics_parts::run,
                                 .spares = radar_physics_parts::spares};
} // namespace qiki::conform
