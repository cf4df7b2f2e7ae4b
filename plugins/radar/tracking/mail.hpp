// SPDX-License-Identifier: MIT
// tracking/mail.hpp - what every tracker here reads and writes: frames with their contacts, in order; tracks and
// associations, in as many passes as the outputs have room for.
#pragma once
#include "crew.hpp"
#include "intake.hpp"

namespace tracking {

namespace wire { // the ports
using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT, 256>;
using assocs = qiki::port<"assoc", qiki_assoc, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 1024>;
} // namespace wire

inline void demand_for(size_t expected, std::span<uint64_t> per_port) { // tracks, associations
    per_port[0] = std::max<uint64_t>(256, expected);
    per_port[1] = std::max<uint64_t>(1024, expected);
}

// Frames come from others. One of a time that cannot be is left out: what it says about its contacts cannot be believed
// either. One that says it did not look (NO_DATA) tells nothing: no track is hit by it, none is missed.
inline bool believed(const qiki_frame& f, qiki_ns now) {
    return f.label != QIKI_LABEL_NO_DATA && earliest <= f.t_from && f.t_from <= f.t_to && f.t_to <= f.t_available &&
           f.t_available <= now;
}

// Keeps its buffer between ticks.
class inbox {
public:
    void reserve(const room& r) { jobs_.reserve(r.frames); }
    // Calls take(frame, its contacts) for each frame of the tick.
    template <class Tick, class F>
    void each(const Tick& t, F&& take) {
        jobs_.clear();
        for (uint32_t k = 0; k < t.template writers<wire::frames>(); ++k)
            for (const qiki_frame& f : t.template read<wire::frames>(k))
                if (believed(f, t.to())) jobs_.push_back({&f, t.template read<wire::frames>(k).head.producer});
        in_order(jobs_);
        for (const job& j : jobs_) {
            std::span<const qiki_contact> seen;
            for (uint32_t k = 0; k < t.template writers<wire::contacts>(); ++k)
                if (t.template read<wire::contacts>(k).head.producer == j.writer)
                    seen = t.template read<wire::contacts>(k).slice(j.frame->first, j.frame->count);
            take(*j.frame, seen);
        }
    }

private:
    std::vector<job> jobs_;
};

class outbox {
public:
    void reserve(const room& r) { links_.reserve(r.plots); }
    template <class Tick>
    void begin(const Tick& t) {
        links_.clear();
        sent_ = told_ = 0;
        tell_ = t.template wanted<wire::assocs>();
    }
    void link(uint64_t track, const plot& p, const qiki_frame& f, uint32_t how) {
        if (!tell_) return;
        links_.push_back(
            {track, p.id, p.t, 1.0, f.source, static_cast<uint16_t>(how), QIKI_ITEM_CONTACT, QIKI_LABEL_OK});
    }
    void link(const qiki_assoc& a) {
        if (tell_) links_.push_back(a);
    }
    // Goes on where the last pass stopped; QIKI_MORE until all is sent. record(item of live): by any thread of `hands`.
    template <class Tick, class Live, class F>
    qiki_status send(const Tick& t, Live&& live, F&& record, const crew& hands = {}) {
        const auto out = t.template take<wire::tracks>(live.size() - sent_);
        hands.each(out.size(), [&](size_t from, size_t to) {
            for (size_t i = from; i < to; ++i) out[i] = record(live[sent_ + i]);
        });
        sent_ += out.size();
        if (sent_ < live.size()) return QIKI_MORE;
        for (; told_ < links_.size(); ++told_) {
            if (!t.template room<wire::assocs>()) return QIKI_MORE;
            t.template put<wire::assocs>(links_[told_]);
        }
        return QIKI_OK;
    }

private:
    std::vector<qiki_assoc> links_;
    size_t sent_ = 0, told_ = 0;
    bool tell_ = false;
};

} // namespace tracking
