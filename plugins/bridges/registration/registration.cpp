// SPDX-License-Identifier: MIT
// plugins/bridges/registration/registration.cpp - qiki.bridge.registration: what a radar adds to range, azimuth and
// time, found on line from targets that a reference tracker knows, too.
//
// A plot waits until the reference has gone by its time, is compared with the reference's place at that time, and then
// moves the estimate; so the estimate at t knows nothing that came after t.
#include "bias.hpp"
#include "qiki/math.h"
#include "qiki/qiki.hpp"
#include "reference.hpp"
#include <cmath>
#include <cstdio>
#include <deque>

namespace {

using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY>;

// Mean and standard deviation as they grow (Welford 1962).
struct spread {
    double n = 0, mean = 0, sum = 0;
    void add(double v) {
        const double off = v - mean;
        mean += off / ++n;
        sum += off * (v - mean);
    }
    double deviation() const { return qiki_sqrt(sum / n); }
};

struct bridge {
    using inputs = qiki::ports<frames, contacts, tracks>;
    using outputs = qiki::ports<>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr qiki_param params[] = {
        qiki::integer("sensor", "", 0, 0, 65535, "SAC * 256 + SIC of the radar; 0: the first one heard"),
        qiki::real("wait", "s", 30, 1, 600, "how long a plot waits for the reference to go by its time"),
        qiki::real("far_range", "m", 18520, 1, 1e6, "a plot farther off in range is of somebody else"),
        qiki::real("far_azimuth", "rad", 0.08726646259971647, 1e-4, 1, "or in azimuth"),
        qiki::real("sigma.range", "m", 100, 0.1, 1e5, "standard deviation of a plot against the reference"),
        qiki::real("sigma.azimuth", "rad", 0.001, 1e-6, 0.5, "the same"),
        qiki::real("first.range", "m", 2000, 0.1, 1e6, "standard deviation of the range bias before any plot"),
        qiki::real("first.azimuth", "rad", 0.035, 1e-6, 1, "of the azimuth bias"),
        qiki::real("first.delay", "s", 1, 1e-6, 1e3, "of the delay"),
        qiki::real("wander.range", "m", 0.1, 0, 1e3, "how much the range bias changes in a second, as a random walk"),
        qiki::real("wander.azimuth", "rad", 1e-6, 0, 1e-2, "the azimuth bias"),
        qiki::real("wander.delay", "s", 1e-4, 0, 1, "the delay"),
        qiki::flag("delay", true, "estimate the delay of the radar's clock, too"),
    };

    bridge(const qiki_host& h, const qiki_instance_info&) : host_(&h) {}

    void configure(const qiki::config& c) {
        sensor_ = static_cast<uint32_t>(c.integer("sensor", 0));
        wait_ = static_cast<qiki_ns>(c.real("wait", 30) * 1e9);
        far_range_ = c.real("far_range", 18520), far_azimuth_ = c.real("far_azimuth", 0.08726646259971647);
        assume_ = {c.real("sigma.range", 100),
                   c.real("sigma.azimuth", 0.001),
                   {c.real("first.range", 2000), c.real("first.azimuth", 0.035), c.real("first.delay", 1)},
                   {c.real("wander.range", 0.1), c.real("wander.azimuth", 1e-6), c.real("wander.delay", 1e-4)},
                   c.flag("delay", true)};
        const auto gauge = [&](const char* name, const char* unit, const char* help) {
            return qiki::gauge(*host_, name, unit, help);
        };
        estimate_[0] = gauge("range", "NM", "plots are so much too far");
        estimate_[1] = gauge("azimuth", "deg", "plots are so much too far clockwise");
        estimate_[2] = gauge("delay", "s", "times of plots are so much too late");
        sigma_[0] = gauge("range.sigma", "NM", "standard deviation of that, as the filter sees it");
        sigma_[1] = gauge("azimuth.sigma", "deg", "the same");
        sigma_[2] = gauge("delay.sigma", "s", "the same");
        left_[0] =
            gauge("range.left", "NM", "standard deviation of what the correction leaves, each plot before it counts");
        left_[1] = gauge("azimuth.left", "deg", "the same");
        pairs_ = gauge("pairs", "", "plots compared with the reference");
        refused_ = gauge("refused", "", "of them too far off to be used");
        alone_ = gauge("alone", "", "plots without a target in the reference");
        reset();
    }

    void step(const qiki::tick<bridge>& t) {
        for (const auto v : t.views<tracks>())
            for (const qiki_track& x : v)
                known_.hear(v.head.producer, x, 2 * wait_ + registration::reference::longest_gap);
        known_.forget(t.to() - 4 * wait_);
        for (const auto v : t.views<frames>())
            for (const qiki_frame& f : v)
                for (const auto all : t.views<contacts>())
                    if (all.head.producer == v.head.producer) hear(f, all.slice(f.first, f.count));
        while (!waiting_.empty() && waiting_.front().c.t + wait_ <= t.to()) {
            compare(waiting_.front());
            waiting_.pop_front();
        }
        tell();
    }

    void reset() {
        known_ = {}, waiting_.clear(), bias_ = registration::bias(assume_), radar_ = 0;
        left_range_ = left_azimuth_ = {}, used_ = off_ = unknown_ = 0;
    }
    void finish() const { tell(); }

    // Two radars of known bias, noiseless: what is put in must come out.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> out) const {
        if (out.empty()) return 1;
        registration::bias b({});
        std::array<double, 2> left{};
        for (int k = 0; k < 200; ++k) {
            const double rate = k % 2 ? 200 : -150, turn = k % 3 ? 1e-3 : -1e-3;
            b.take({k * 1.0, 195 - 0.25 * rate, 0.0093 - 0.25 * turn, rate, turn}, left);
        }
        qiki_selftest_row& r = out[0] = {};
        r.t = t, r.label = QIKI_LABEL_OK, r.value = b.estimate()[0], r.min = 194, r.max = 196;
        qiki::fill(r.device, "range bias");
        std::snprintf(r.found, sizeof r.found, "%.6g m", r.value);
        r.result = r.value >= r.min && r.value <= r.max ? QIKI_TEST_PASS : QIKI_TEST_FAIL;
        return 1;
    }

private:
    struct heard {
        qiki_contact c;
        std::array<double, 3> antenna;
    };

    void hear(const qiki_frame& f, std::span<const qiki_contact> plots) {
        if (plots.empty() || (sensor_ && f.sensor != sensor_)) return;
        if (!(f.valid & QIKI_FRAME_HAS_PLATFORM) || f.axes != QIKI_AXES_ENU) return;
        const uint64_t who = (uint64_t{f.source} << 16 | f.sensor) + 1;
        if (radar_ == 0) radar_ = who;
        if (who != radar_) return;
        for (const qiki_contact& c : plots)
            if (c.kind == QIKI_POLAR && (c.valid & 3u) == 3u) waiting_.push_back({c, {f.pos[0], f.pos[1], f.pos[2]}});
    }

    // Of several tracks with this identity the one nearest in range.
    void compare(const heard& h) {
        const qiki_contact& c = h.c;
        const bool code =
            (c.valid & QIKI_CONTACT_HAS_MODE3A) && !(c.code_flags & (QIKI_CODE_NOT_VALIDATED | QIKI_CODE_GARBLED));
        const uint32_t valid =
            (c.valid & QIKI_CONTACT_HAS_ADDRESS ? QIKI_TRACK_HAS_ADDRESS : 0u) | (code ? QIKI_TRACK_HAS_MODE3A : 0u);
        registration::difference best;
        bool found = false;
        known_.candidates(valid, c.address24, c.mode3a, c.t, [&](const registration::moment& m) {
            const registration::difference d = differ(h, m);
            if (std::fabs(d.range) > far_range_ || std::fabs(d.azimuth) > far_azimuth_) return;
            if (!found || std::fabs(d.range) < std::fabs(best.range)) best = d, found = true;
        });
        if (!found) return void(++unknown_);
        ++used_;
        std::array<double, 2> left{};
        const bool settled = bias_.sigma(0) < assume_.range && bias_.sigma(1) < assume_.azimuth;
        if (!bias_.take(best, left)) return void(++off_);
        if (settled) left_range_.add(left[0]), left_azimuth_.add(left[1]);
    }

    static registration::difference differ(const heard& h, const registration::moment& m) {
        const std::array<double, 3> d{m.at[0] - h.antenna[0], m.at[1] - h.antenna[1], m.at[2] - h.antenna[2]};
        const double ground2 = d[0] * d[0] + d[1] * d[1], range = qiki_sqrt(ground2 + d[2] * d[2]);
        double off = h.c.z[1] - qiki_atan2(d[0], d[1]);
        off -= 2 * QIKI_PI * std::floor(off / (2 * QIKI_PI) + 0.5);
        return {static_cast<double>(h.c.t) * 1e-9, h.c.z[0] - range, off,
                (d[0] * m.velocity[0] + d[1] * m.velocity[1] + d[2] * m.velocity[2]) / range,
                (d[1] * m.velocity[0] - d[0] * m.velocity[1]) / ground2};
    }

    void tell() const {
        constexpr std::array<double, 3> unit{1852, QIKI_PI / 180, 1};
        if (used_ > off_)
            for (unsigned i = 0; i < (assume_.delay ? 3u : 2u); ++i) {
                estimate_[i].set(bias_.estimate()[i] / unit[i]);
                sigma_[i].set(bias_.sigma(i) / unit[i]);
            }
        if (left_range_.n > 1)
            left_[0].set(left_range_.deviation() / unit[0]), left_[1].set(left_azimuth_.deviation() / unit[1]);
        pairs_.set(static_cast<double>(used_)), refused_.set(static_cast<double>(off_));
        alone_.set(static_cast<double>(unknown_));
    }

    const qiki_host* host_;
    uint32_t sensor_ = 0;
    uint64_t radar_ = 0; // source and sensor, plus 1; 0: none heard yet
    qiki_ns wait_ = 0;
    double far_range_ = 0, far_azimuth_ = 0;
    registration::assumed assume_;
    registration::reference known_;
    registration::bias bias_{assume_};
    std::deque<heard> waiting_;
    spread left_range_, left_azimuth_;
    uint64_t used_ = 0, off_ = 0, unknown_ = 0;
    std::array<qiki::gauge, 3> estimate_, sigma_;
    std::array<qiki::gauge, 2> left_;
    qiki::gauge pairs_, refused_, alone_;
};
} // namespace
QIKI_PLUGIN(bridge, "qiki.bridge.registration", QIKI_KIND_BRIDGE, "0.1.0",
            "Estimates what a radar adds to range, azimuth and time, against reference tracks");
