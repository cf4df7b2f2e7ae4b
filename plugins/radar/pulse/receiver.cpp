// SPDX-License-Identifier: MIT
// plugins/radar/pulse/receiver.cpp - detection and measurement, in blocks that the array functions can chew.
#include "receiver.hpp"

namespace pulse {
namespace {

constexpr size_t block = 128;
using lane = double[block];

// Two standard normals a draw. Box and Muller 1958.
void normals(const lane& u, const lane& v, lane& a, lane& b, size_t n) {
    lane radius, angle;
    for (size_t i = 0; i < n; ++i) radius[i] = 1 - u[i], angle[i] = full_circle * v[i];
    qiki_log_n(radius, radius, n);
    qiki_sincos_n(angle, a, b, n);
    for (size_t i = 0; i < n; ++i) {
        const double r = qiki_sqrt(-2 * radius[i]);
        a[i] *= r;
        b[i] *= r;
    }
}

// Factor of mean 1 on the energy of a scan, from two uniforms.
void fluctuate(int swerling, const lane& u, const lane& v, lane& factor, size_t n) {
    if (swerling == 0) {
        std::fill_n(factor, n, 1.0);
        return;
    }
    for (size_t i = 0; i < n; ++i) factor[i] = swerling == 1 ? 1 - u[i] : (1 - u[i]) * (1 - v[i]);
    qiki_log_n(factor, factor, n);
    for (size_t i = 0; i < n; ++i) factor[i] *= swerling == 1 ? -1.0 : -0.5;
}

// Sum of n - 1 exponentials: the noise of the pulses' remaining degrees of freedom. At most 255, so that the product
// stays far from underflow.
double rest_of_noise(uint64_t key, const echo& e, int pulses) {
    double product = 1;
    for (int k = 1; k < pulses; k += 2) {
        const qiki_bits b = qiki_draw(key, static_cast<uint64_t>(e.look), e.entity, detector, static_cast<uint32_t>(k));
        product *= 1 - qiki_uniform(b, 0);
        if (k + 1 < pulses) product *= 1 - qiki_uniform(b, 1);
    }
    return -qiki_log(product);
}

struct geometry {
    lane range, bearing, elevation, rate;

    void of(const settings& s, const axes& x, const echo* e, size_t n) {
        lane ahead, right, up, ground;
        for (size_t i = 0; i < n; ++i) {
            const vec3 p = x.of(e[i].pos);
            const double g2 = p[0] * p[0] + p[1] * p[1];
            ahead[i] = p[0], right[i] = p[1], up[i] = p[2], ground[i] = qiki_sqrt(g2);
            range[i] = qiki_sqrt(g2 + p[2] * p[2]);
            rate[i] = dot(e[i].pos, e[i].vel) / range[i];
        }
        qiki_atan2_n(right, ahead, bearing, n);
        if (s.elevation) qiki_atan2_n(up, ground, elevation, n);
    }
};

// Measured snr of one pulse, or 0 for what stays below the threshold. The detector is played, not tabulated: a Rician
// envelope squared plus the noise of the other pulses; its statistics are those of detection().
void detect(const settings& s, uint64_t key, const echo* e, const geometry& g, lane& snr, size_t n) {
    lane u, v, in_phase, quadrature, factor, level;
    for (size_t i = 0; i < n; ++i) {
        const qiki_bits b = qiki_draw(key, static_cast<uint64_t>(e[i].look), e[i].entity, detector, 0);
        u[i] = qiki_uniform(b, 0), v[i] = qiki_uniform(b, 1);
    }
    normals(u, v, in_phase, quadrature, n);
    if (s.swerling != 0)
        for (size_t i = 0; i < n; ++i) {
            const qiki_bits b = qiki_draw(key, static_cast<uint64_t>(e[i].look), e[i].entity, fluctuation, 0);
            u[i] = qiki_uniform(b, 0), v[i] = qiki_uniform(b, 1);
        }
    fluctuate(s.swerling, u, v, factor, n);
    for (size_t i = 0; i < n; ++i)
        level[i] = (s.budget.at_one_metre_db + (s.budget.constant ? 0 : e[i].rcs_dbsm)) * (2.30258509299404568402 / 10);
    qiki_exp_n(level, level, n);
    if (!s.budget.constant)
        for (size_t i = 0; i < n; ++i) {
            const double range2 = g.range[i] * g.range[i];
            level[i] /= range2 * range2;
        }
    for (size_t i = 0; i < n; ++i) level[i] /= e[i].risen;
    for (size_t i = 0; i < n; ++i) {
        const double signal = in_phase[i] + qiki_sqrt(2 * s.pulses * level[i] * factor[i]);
        double y = (signal * signal + quadrature[i] * quadrature[i]) / 2;
        if (s.pulses > 1) y += rest_of_noise(key, e[i], s.pulses);
        snr[i] = y > s.threshold ? y / s.pulses - 1 : 0;
    }
}

// What follows from strength and measured place, for n <= block contacts; one snr each.
void describe(const settings& s, const double* snr, draft* d, size_t n) {
    lane strength, size;
    for (size_t k = 0; k < n; ++k) {
        const double range = std::max(d[k].contact.z[0], 1e-3), range2 = range * range;
        strength[k] = snr[k];
        size[k] = snr[k] * d[k].risen * range2 * range2; // the receiver knows its noise
    }
    qiki_log10_n(strength, strength, n);
    if (!s.budget.constant) qiki_log10_n(size, size, n);
    for (size_t k = 0; k < n; ++k) {
        qiki_contact& c = d[k].contact;
        c.kind = QIKI_POLAR;
        c.label = QIKI_LABEL_OK;
        c.valid |= s.measured() | QIKI_CONTACT_HAS_COV | QIKI_CONTACT_HAS_SNR;
        c.band = c.z[0] <= s.sr_threshold ? QIKI_BAND_SR : QIKI_BAND_LR;
        c.snr_db = 10 * strength[k] + 0.0;
        if (s.budget.constant) continue;
        c.rcs_dbsm = 10 * size[k] - s.budget.at_one_metre_db + 0.0;
        c.valid |= QIKI_CONTACT_HAS_RCS;
    }
}

// The errors drawn have the variances published, which follow from the strength that was measured.
struct errors {
    lane of[4];

    void draw(const settings& s, uint64_t key, const echo* e, const size_t* who, size_t n) {
        lane u, v;
        for (uint32_t pair = 0; pair < (s.elevation || s.range_rate ? 2u : 1u); ++pair) {
            for (size_t k = 0; k < n; ++k) {
                const echo& one = e[who[k]];
                const qiki_bits b = qiki_draw(key, static_cast<uint64_t>(one.look), one.entity, measurement, pair);
                u[k] = qiki_uniform(b, 0), v[k] = qiki_uniform(b, 1);
            }
            normals(u, v, of[2 * pair], of[2 * pair + 1], n);
        }
    }
};

constexpr size_t diagonal[4] = {0, 4, 7, 9}; // of qiki_contact.cov

void measure(const settings& s, uint64_t key, const echo* e, const geometry& g, const lane& snr, size_t n,
             std::vector<draft>& out) {
    size_t who[block], found = 0;
    lane strength;
    for (size_t i = 0; i < n; ++i)
        if (snr[i] > 0) strength[found] = snr[i], who[found++] = i;
    errors error;
    error.draw(s, key, e, who, found);
    const double* const place[4] = {g.range, g.bearing, g.elevation, g.rate};
    const size_t begin = out.size();
    for (size_t k = 0; k < found; ++k) {
        const size_t i = who[k];
        draft& d = out.emplace_back();
        qiki_contact& c = d.contact;
        d.entity = e[i].entity, d.risen = e[i].risen;
        c.t = e[i].t;
        for (size_t j = 0; j < 4; ++j) {
            if (!(s.measured() & QIKI_CONTACT_HAS_Z(j))) continue;
            c.cov[diagonal[j]] = s.noise.variance(j, s.pulses * snr[i]);
            c.z[j] = place[j][i] + qiki_sqrt(c.cov[diagonal[j]]) * error.of[j][k] + 0.0;
        }
        c.z[0] = std::fabs(c.z[0] + s.offset_range);
        c.z[1] = wrapped(c.z[1] + s.offset_bearing);
    }
    describe(s, strength, out.data() + begin, found);
    for (size_t k = 0; k < found; ++k) {
        const echo& one = e[who[k]];
        qiki_contact& c = out[begin + k].contact;
        if (c.band != QIKI_BAND_SR || one.reply.mode == QIKI_XPDR_NONE) continue;
        const qiki_bits b = qiki_draw(key, static_cast<uint64_t>(one.look), one.entity, replying, 0);
        if (qiki_uniform(b, 0) < s.reply) answer(one.reply, one.entity, c);
    }
}

} // namespace

void listen(const settings& s, uint64_t key, const axes& x, std::span<const echo> echoes, std::vector<draft>& out) {
    for (size_t at = 0; at < echoes.size(); at += block) {
        const size_t n = std::min(block, echoes.size() - at);
        const echo* e = echoes.data() + at;
        geometry g;
        lane snr;
        g.of(s, x, e, n);
        detect(s, key, e, g, snr, n);
        measure(s, key, e, g, snr, n, out);
    }
}

void alarms(const settings& s, uint64_t key, int64_t sector, qiki_ns from, qiki_ns to, std::vector<draft>& out) {
    const bool stares = s.scan.period == 0;
    const double share = stares ? 1 : 1 / static_cast<double>(s.scan.sectors);
    const auto index = static_cast<uint64_t>(sector);
    const double left =
        s.view.begin() + (stares ? 0 : s.view.width * share * static_cast<double>(sector % s.scan.sectors));
    for (const auto& [cause, mean] : {std::pair{QIKI_CAUSE_CLUTTER, s.clutter}, {QIKI_CAUSE_NOISE, s.alarms}}) {
        const uint32_t count = qiki_poisson(key, index, cause, alarm_count, mean * share);
        for (uint32_t k = 0; k < count; ++k) {
            const uint64_t who = uint64_t{cause} << 32 | k;
            const qiki_bits place = qiki_draw(key, index, who, alarm_place, 0);
            const qiki_bits more = qiki_draw(key, index, who, alarm_place, 1);
            const double along = qiki_uniform(place, 1);
            draft& d = out.emplace_back();
            qiki_contact& c = d.contact;
            d.cause = static_cast<uint8_t>(cause);
            c.z[0] = s.view.range[0] + (s.view.range[1] - s.view.range[0]) * qiki_uniform(place, 0);
            c.z[1] = wrapped(left + s.view.width * share * along);
            if (s.elevation)
                c.z[2] =
                    s.view.elevation[0] + (s.view.elevation[1] - s.view.elevation[0]) * qiki_uniform(more, 0) + 0.0;
            if (s.range_rate) c.z[3] = s.clutter_speed * (2 * qiki_uniform(more, 1) - 1) + 0.0;
            c.t = stares ? to : to - static_cast<qiki_ns>(static_cast<double>(to - from) * (1 - along));
            // A false alarm has crossed the threshold, and above it the statistic follows the law of noise alone.
            const double u = 1 - qiki_uniform(qiki_draw(key, index, who, alarm_strength, 0), 0);
            const double y = s.pulses == 1 ? s.threshold - qiki_log(u) : threshold(s.pulses, s.pfa * std::max(u, 1e-9));
            const double snr = y / s.pulses - 1;
            for (size_t j = 0; j < 4; ++j)
                if (s.measured() & QIKI_CONTACT_HAS_Z(j)) c.cov[diagonal[j]] = s.noise.variance(j, s.pulses * snr);
            describe(s, &snr, &d, 1);
        }
    }
}

} // namespace pulse
