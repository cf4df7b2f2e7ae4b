// SPDX-License-Identifier: MIT
// plugins/radar/pulse/feed.hpp - whether the carrier feeds the radar, from what the carrier tells about itself.
#pragma once
#include "qiki/qiki.hpp"
#include <vector>

namespace pulse {

// A carrier with a power plane says so on its channel "radar_allowed": switched off, shed for lack of charge, tripped
// by heat or by overcurrent, all come out there. One that has no such channel feeds the radar always. What it says
// holds until it says otherwise; a sample without data says nothing.
class feed {
public:
    explicit feed(const qiki_host& h) : host_(&h) {}
    bool on() const { return on_ != 0; }
    void state(auto& io) { io(on_), io(t_); }

    void hear(uint32_t producer, uint64_t carrier, std::span<const qiki_sample> all) {
        if (all.empty()) return;
        if (producer != producer_ || row_ == unasked) {
            const auto* names = qiki::service<qiki_names>(*host_);
            row_ = names && QIKI_HAS(names, channel) ? names->channel(host_, producer, "radar_allowed") : -1;
            producer_ = producer;
        }
        for (const qiki_sample& s : all) {
            if (static_cast<int64_t>(s.channel) != row_ || s.entity != carrier || s.n < 1 || s.part || s.t < t_)
                continue;
            if (s.label == QIKI_LABEL_NO_DATA || s.label == QIKI_LABEL_INVALID) continue;
            on_ = s.v[0] != 0, t_ = s.t;
        }
    }

private:
    static constexpr int32_t unasked = -2;
    const qiki_host* host_;
    // Kept from tick to tick.
    uint64_t on_ = 1;
    qiki_ns t_ = INT64_MIN;
    // Looked up when the carrier speaks first.
    uint32_t producer_ = 0;
    int32_t row_ = unasked;
};

} // namespace pulse
