// SPDX-License-Identifier: MIT
// plugins/sensors/common/answer.hpp - the samples of one measurement: NO_DATA until told, and what becomes of them when
// something is wrong.
#pragma once
#include "report.hpp"
#include "status.hpp"
#include <initializer_list>

namespace sensors {

class answer {
public:
    // How many records one measurement takes.
    static constexpr uint32_t records(std::span<const qiki_channel> channels) {
        uint32_t n = 0;
        for (const qiki_channel& c : channels) n += (c.width + 3) / 4;
        return n;
    }

    // `ill`: what ails the device itself, which comes before what it finds.
    answer(std::span<qiki_sample> out, std::span<const qiki_channel> channels, uint64_t entity, qiki_ns t, reason ill)
        : out_(out), channels_(channels), ill_(ill) {
        size_t at = 0;
        for (uint32_t c = 0; c < channels.size(); ++c)
            for (uint8_t part = 0; 4u * part < channels[c].width; ++part)
                out[at] = nothing(entity, t, c, QIKI_SENSE_OK), out[at++].part = part;
    }

    // The first record of a channel.
    size_t first(uint32_t channel) const { return records(channels_.first(channel)); }

    void tell(uint32_t channel, std::span<const double> v) {
        const size_t begin = first(channel);
        for (size_t i = 0; i < v.size() && i < channels_[channel].width; ++i) {
            qiki_sample& s = out_[begin + i / 4];
            s.label = QIKI_LABEL_OK, s.trust = 1;
            s.v[s.n++] = v[i] + 0.0;
        }
    }
    void tell(uint32_t channel, std::initializer_list<double> v) { tell(channel, std::span(v.begin(), v.size())); }
    // What a channel tells was true at t, before the time of the measurement.
    void date(uint32_t channel, qiki_ns t) {
        for (size_t i = first(channel); i < first(channel + 1); ++i)
            if (out_[i].n > 0) out_[i].t = t;
    }
    // The values of a channel are beyond what the device can show.
    void mistrust(uint32_t channel) {
        for (size_t i = first(channel); i < first(channel + 1); ++i)
            if (out_[i].n > 0) out_[i].label = QIKI_LABEL_INVALID, out_[i].trust = 0;
    }

    void because(reason r) { found_ = worse(found_, r); }
    reason found() const { return found_; }
    reason why() const { return worse(ill_, found_); }

    void lose() {
        for (qiki_sample& s : measured()) {
            const uint8_t part = s.part;
            s = nothing(s.entity, out_.back().t, s.channel, QIKI_SENSE_DEGRADED);
            s.part = part;
        }
    }
    // What was delivered last instead, and found then; the device may know.
    void repeat(std::span<const qiki_sample> last, reason found, bool knows) {
        lose();
        found_ = found;
        for (size_t i = 0; i < measured().size(); ++i) out_[i] = again(last[i], out_[i], knows);
    }
    void remember(std::span<qiki_sample> last) const {
        for (size_t i = 0; i + 1 < out_.size(); ++i)
            if (out_[i].label == QIKI_LABEL_OK) last[i] = out_[i];
    }

    // The status, and what follows from it for the rest.
    void close() {
        const reason_row& r = row_of(why());
        for (qiki_sample& s : measured()) {
            if (s.status == QIKI_SENSE_OK) s.status = r.device;
            if (doubtful(why()) && s.label == QIKI_LABEL_OK) s.trust = 0.5;
        }
        qiki_sample& last = out_.back();
        last = status_of(last.entity, last.t, last.channel, why());
    }

private:
    std::span<qiki_sample> measured() const { return out_.first(out_.size() - 1); }

    std::span<qiki_sample> out_;
    std::span<const qiki_channel> channels_;
    reason ill_, found_ = reason::none;
};

} // namespace sensors
