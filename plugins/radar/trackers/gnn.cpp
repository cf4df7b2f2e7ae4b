// SPDX-License-Identifier: MIT
// trackers/gnn.cpp - qiki.tracker.gnn: global nearest neighbour with an extended Kalman filter, for any number of
// radars.
//
// A frame counts when it arrives. A late one (t_to before an earlier frame's of the same sensor, or before the state of
// a track) still updates tracks that are at most max_late ahead of its plots, by retrodiction; it never counts as a
// miss. A frame that repeats a number of its sensor is ignored. Frames without platform are measured from ENU (0, 0,
// 0). Strobes (bearing only) move tracks and begin none; contacts without bearing are not used.
#include "nearest.hpp"

namespace tracking {
namespace {

class gnn {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = gnn_settings::params;

    gnn(const qiki_host& h, const qiki_instance_info& i) : method_(h, i), gauges_(h), bearings_(h), lessons_(h) {}
    void configure(const qiki::config& c) { method_.rules = gnn_settings::of(c), method_.learns = lessons::of(c); }
    void reserve() {
        const room r(method_.rules.expected);
        method_.reserve(r), inbox_.reserve(r), outbox_.reserve(r), now_.reserve(r), over_.reserve(r.tracks);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(method_.rules.expected, per_port); }
    void state(auto& io) { now_.state(io); }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const auto found = method_.selftest(t);
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<gnn>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) {
                news_ |= method_.take(now_, f, seen, [&](uint32_t i, const plot& p, uint32_t how) {
                    outbox_.link(now_.live[i].id, p, f, how);
                });
                bearings_.add(method_.lines());
            });
            if (!news_) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            gauges_.set(now_.squares), lessons_.set(method_.learns, now_.learnt, method_.rules.pd);
            over_.resize(now_.live.size());
        }
        const auto record = [this](track& x) {
            const auto i = static_cast<size_t>(&x - now_.live.data());
            if (i + 4 < now_.live.size()) fetch(now_.live[i + 4]);
            method_.rules.life.outlive(x, now_.t);
            over_[i] = x.ended();
            return record_of(x, now_.t, method_.rules.motion, method_.rules.plane);
        };
        if (outbox_.send(t, now_.live, record, method_.hands()) == QIKI_MORE) return QIKI_MORE;
        forget();
        return QIKI_OK;
    }

private:
    // Tracks that ended are gone; the others move up, in runs.
    void forget() {
        size_t n = 0;
        for (auto from = over_.begin(); from != over_.end();) {
            const auto begin = std::find(from, over_.end(), 0), end = std::find(begin, over_.end(), 1);
            const auto run = now_.live.begin() + (begin - over_.begin());
            const auto to = now_.live.begin() + static_cast<ptrdiff_t>(n);
            if (run != to) std::copy(run, run + (end - begin), to);
            n += static_cast<size_t>(end - begin), from = end;
        }
        now_.live.resize(n);
    }

    nearest method_;
    picture now_;
    innovation_gauges gauges_;
    bearing_counters bearings_;
    lesson_gauges lessons_;
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    std::vector<uint8_t> over_; // of each track: it has ended
    bool news_ = false;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::gnn, "qiki.tracker.gnn", QIKI_KIND_TRACKER, "0.1.0",
            "Global nearest neighbour with an extended Kalman filter, for plots of any number of radars");
