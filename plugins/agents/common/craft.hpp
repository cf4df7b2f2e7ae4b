// SPDX-License-Identifier: MIT
// plugins/agents/common/craft.hpp - what the agent knows of its own craft, from samples: place, speed, charge, health.
#pragma once
#include "facts.hpp"
#include "qiki/qiki.hpp"
#include "settings.hpp"
#include <span>

namespace agents {

struct device { // one channel of one writer of samples
    uint32_t producer = 0, channel = 0, status = 0, reserved = 0;
};

class craft {
public:
    void reserve() { devices_.reserve(64), rows_.reserve(16); }

    void hear(const qiki_host& h, uint32_t producer, uint64_t entity, std::span<const qiki_sample> samples) {
        for (const qiki_sample& s : samples)
            if (s.entity == entity || entity == 0) hear(rows_of(h, producer), s);
    }

    // Place and speed at t: measured, then carried on. False while unknown. An agent without a craft stands.
    bool place(qiki_ns t, const settings& s, bool carried, std::array<double, 3>& at, std::array<double, 3>& v) const {
        at = s.at, v = {};
        if (!carried) return true;
        if (where_.t < 0 || t - where_.t > s.dead) return false;
        if (velocity_known(t, s)) v = speed_.v;
        for (size_t i = 0; i < 3; ++i) at[i] = where_.v[i] + v[i] * static_cast<double>(t - where_.t) / 1e9;
        return true;
    }
    bool velocity_known(qiki_ns t, const settings& s) const { return speed_.t >= 0 && t - speed_.t <= s.dead; }

    void tell(sheet& f, qiki_ns t, const settings& s) const {
        const auto since = [t](qiki_ns then) { return static_cast<double>(t - then) / 1e9; };
        double failed = 0, off = 0;
        for (const device& d : devices_) failed += d.status == QIKI_SENSE_FAILED, off += d.status == QIKI_SENSE_OFF;
        f.set(devices, static_cast<double>(devices_.size()));
        f.set(devices_failed, failed + off);
        if (!devices_.empty() || post_) f.set(bios_ok, failed == 0 && post_ != no_go); // off is no fault
        if (heard_ >= 0) f.set(samples_age, since(heard_)), f.set(samples_stale, t - heard_ > s.stale);
        if (where_.t >= 0) f.set(position_age, since(where_.t));
        if (where_.t >= 0 && t - where_.t <= s.dead) f.set(height, where_.v[2]);
        if (velocity_known(t, s)) f.set(speed, qiki_hypot(qiki_hypot(speed_.v[0], speed_.v[1]), speed_.v[2]));
        if (charge_.t >= 0 && t - charge_.t <= s.dead) f.set(soc, charge_.v[0]);
    }

    void state(auto& io) { io(where_), io(speed_), io(charge_), io(heard_), io(devices_), io(post_); }

    void post(bool good) { post_ = good ? go : no_go; } // the host's POST of this craft

private:
    static constexpr uint32_t go = 1, no_go = 2;
    struct measured {
        qiki_ns t = -1; // -1: never
        std::array<double, 3> v{};
    };
    struct rows { // of a writer's channel table; -1: it has none of that name
        uint32_t producer;
        int32_t position, velocity, soc;
    };

    const rows& rows_of(const qiki_host& h, uint32_t producer) {
        for (const rows& r : rows_)
            if (r.producer == producer) return r;
        const auto* names = qiki::service<qiki_names>(h);
        const auto row = [&](const char* n) {
            return names && QIKI_HAS(names, channel) ? names->channel(&h, producer, n) : -1;
        };
        return rows_.emplace_back(rows{producer, row("position"), row("velocity"), row("soc")});
    }

    void hear(const rows& r, const qiki_sample& s) {
        note(r.producer, s);
        if (s.label == QIKI_LABEL_NO_DATA || s.label == QIKI_LABEL_INVALID) return;
        heard_ = std::max(heard_, s.t);
        const auto channel = static_cast<int32_t>(s.channel);
        const auto take = [&](measured& m, uint8_t n) {
            if (s.n < n || s.part != 0 || s.t < m.t) return;
            m.t = s.t;
            for (size_t i = 0; i < n; ++i) m.v[i] = s.v[i];
        };
        if (channel == r.position) take(where_, 3);
        if (channel == r.velocity) take(speed_, 3);
        if (channel == r.soc) take(charge_, 1);
    }

    void note(uint32_t producer, const qiki_sample& s) {
        for (device& d : devices_)
            if (d.producer == producer && d.channel == s.channel) {
                d.status = s.status;
                return;
            }
        devices_.push_back({producer, s.channel, s.status, 0});
    }

    measured where_, speed_, charge_;
    qiki_ns heard_ = -1;
    uint32_t post_ = 0; // 0: no verdict yet
    std::vector<device> devices_;
    std::vector<rows> rows_; // looked up when a writer is met first
};

} // namespace agents
