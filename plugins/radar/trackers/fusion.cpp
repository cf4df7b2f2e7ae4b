// SPDX-License-Identifier: MIT
// trackers/fusion.cpp - qiki.tracker.fusion: one picture of several radars, whose frames may come in any order.
//
// Frames are taken by the time at which they end, whatever order they come in: one that comes late, within `window`,
// makes the picture go back to before it and take all frames since then again, so that the result is, bit for bit, that
// of frames in their order. An older one is refused. Tracks, plots, births and deaths are those of qiki.tracker.gnn.
// With `registration` what each radar adds to range and azimuth, and how late its clock is, is found from the targets
// that several of them see, and taken off before the plots are used.
#include "../tracking/fuse/ledger.hpp"
#include "../tracking/oosm/replay.hpp"
#include "fusion_settings.hpp"
#include "nearest.hpp"
#include "registration_gauges.hpp"

namespace tracking {
namespace {

// A frame that may be taken again, and where its contacts are. No padding: it is saved as it stands.
struct kept_frame {
    qiki_ns t; // its end
    uint64_t fresh, at, count;
    qiki_frame frame;
    bool operator<(const kept_frame& o) const {
        return std::tie(t, frame.source, frame.sensor, frame.seq) <
               std::tie(o.t, o.frame.source, o.frame.sensor, o.frame.seq);
    }
};
static_assert(sizeof(kept_frame) == 272);

// A picture that knows its plots.
struct traced {
    picture seen;
    std::vector<fuse::trail> ways; // of seen.live
    registration radars;

    void reserve(const room& r, const registration_rules& rules) {
        seen.reserve(r), ways.reserve(r.tracks), radars.reserve(rules, r);
    }
    void drop_ended() {
        size_t n = 0;
        std::vector<witness>& last = radars.last;
        if (!last.empty()) last.resize(ways.size());
        for (size_t i = 0; i < ways.size(); ++i) {
            if (seen.live[i].ended()) continue;
            if (n != i) {
                seen.live[n] = seen.live[i], ways[n] = ways[i];
                if (!last.empty()) last[n] = last[i];
            }
            ++n;
        }
        seen.live.resize(n), ways.resize(n);
        if (!last.empty()) last.resize(n);
    }
    void state(auto& io) {
        seen.state(io), io(ways), radars.state(io);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            if (ways.size() != seen.live.size() || radars.last.size() > ways.size())
                throw qiki::failure(QIKI_E_STATE, "state: tracks without their plots");
    }
};

class fusion {
public:
    using inputs = qiki::ports<wire::frames, wire::contacts>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = fusion_settings::params;

    fusion(const qiki_host& h, const qiki_instance_info& i) : host_(&h), method_(h, i) {}
    void configure(const qiki::config& c) {
        method_.rules = gnn_settings::of(c), method_.learns = lessons::of(c);
        lessons_ = lesson_gauges(*host_);
        limits_.window = static_cast<qiki_ns>(c.real("window", 20) * 1e9);
        limits_.items = static_cast<size_t>(c.integer("window_frames", 1024));
        registers_ = fusion_settings::registration_of(c);
        offsets_ = registers_.on ? offset_gauges(*host_) : offset_gauges();
        late_ = {*host_, "frames.late", "1", "that came out of order and were taken in it"};
        refused_ = {*host_, "frames.refused", "1", "older than the window"};
        bearings_ = bearing_counters(*host_);
        again_ = {*host_, "frames.again", "1", "taken once more, because an earlier one came late"};
    }
    void reserve() {
        const room r(method_.rules.expected);
        method_.reserve(r), inbox_.reserve(r), outbox_.reserve(r), now_.reserve(r, registers_);
        past_.reserve(room::frames, [&](traced& x) { x.reserve(r, registers_); });
        if (registers_.on) mended_.reserve(r.plots);
        heard_.all.reserve(r.sensors), contacts_.reserve(16 * r.plots), spare_.reserve(16 * r.plots);
        names_.reserve(r.tracks), shown_.reserve(r.tracks), links_.reserve(r.plots);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(method_.rules.expected, per_port); }
    void state(auto& io) {
        io(heard_.all), now_.state(io), past_.state(io), io(contacts_), names_.state(io);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            for (const kept_frame& k : past_.items())
                if (k.t != k.frame.t_to || !believed(k.frame, k.frame.t_available) || k.at > contacts_.size() ||
                    k.count > contacts_.size() - k.at)
                    throw qiki::failure(QIKI_E_STATE, "state: frames that cannot be");
    }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const auto found = method_.selftest(t);
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<fusion>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            news_ = false;
            inbox_.each(t, [this](const qiki_frame& f, std::span<const qiki_contact> seen) { hear(f, seen); });
            if (open_) settle();
            if (!news_) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            show();
            lessons_.set(method_.learns, now_.seen.learnt, method_.rules.pd);
            if (registers_.on) offsets_.set(now_.radars), offsets_.warn(now_.radars, now_.seen.radars.all.size());
        }
        return outbox_.send(t, shown_, [](const qiki_track& x) { return x; });
    }

private:
    void hear(const qiki_frame& f, std::span<const qiki_contact> seen) {
        if (heard_.all[heard_.index(f.source, f.sensor)].arrive(f) == sensor::arrival::again) return;
        news_ = true;
        const kept_frame k{f.t_to, 1, contacts_.size(), seen.size(), f};
        // Names are found again by the newest plots: late frames are taken, all at once, before these change.
        if (open_ && past_.in_order(k)) settle();
        const auto came = past_.add(k, limits_);
        if (came == past::came::too_late) return refused_.add();
        if (came == past::came::late) late_.add();
        contacts_.insert(contacts_.end(), seen.begin(), seen.end());
        open_ = true;
        if (came == past::came::in_order) settle();
    }

    void settle() {
        open_ = false;
        links_.clear();
        bool begun = false;
        uint64_t since = 0;
        past_.settle(now_, limits_, [&](traced& x, const kept_frame& k, bool again) {
            if (!begun) begun = true, since = x.seen.last_id;
            take(x, k, again);
        });
        names_.follow(now_.seen.live, now_.ways, since);
        for (qiki_assoc& a : links_)
            if ((a.track = names_.name_of(a.track)) != 0) outbox_.link(a);
        tidy();
    }

    // What a picture becomes depends on its frames alone, not on the ticks that brought them.
    void take(traced& x, const kept_frame& k, bool again) {
        if (again) again_.add();
        x.drop_ended();
        std::span<const qiki_contact> contacts =
            std::span(contacts_).subspan(static_cast<size_t>(k.at), static_cast<size_t>(k.count));
        qiki_frame frame = k.frame;
        size_t radar = 0;
        if (registers_.on) {
            radar = x.seen.radars.index(frame.source, frame.sensor);
            x.radars.mend(registers_, method_.rules.assume, radar, frame, contacts, mended_);
        }
        method_.take(x.seen, frame, contacts, [&](uint32_t i, const plot& p, uint32_t how) {
            if (how & QIKI_ASSOC_BIRTH) x.ways.push_back({k.frame.source, k.frame.source, p.id, p.id});
            else x.ways[i].last_source = k.frame.source, x.ways[i].last = p.id;
            if (registers_.on) x.radars.compare(registers_, method_.rules.motion, x.seen.live[i], i, radar, p);
            if (!again)
                links_.push_back({x.seen.live[i].id, p.id, p.t, 1.0, k.frame.source, static_cast<uint16_t>(how),
                                  QIKI_ITEM_CONTACT, QIKI_LABEL_OK});
        });
        if (!again) bearings_.add(method_.lines());
        for (track& one : x.seen.live) method_.rules.life.outlive(one, x.seen.t);
    }

    void show() {
        shown_.clear();
        const auto add = [this](const fuse::ledger::entry& e, bool over) {
            qiki_track r = record_of(e.x, now_.seen.t, method_.rules.motion, method_.rules.plane);
            r.id = e.name;
            if (over) r.status = QIKI_TRACK_ENDED;
            shown_.push_back(r);
        };
        for (const auto& e : names_.known()) add(e, false);
        for (const auto& e : names_.gone()) add(e, true);
        names_.shown();
    }

    // Contacts of frames that are forgotten go when they are half of all.
    void tidy() {
        size_t used = 0;
        for (const kept_frame& k : past_.items()) used += k.count;
        if (contacts_.size() <= 2 * used + 64) return;
        spare_.clear();
        for (kept_frame& k : past_.items()) {
            const auto from = contacts_.begin() + static_cast<ptrdiff_t>(k.at);
            k.at = spare_.size();
            spare_.insert(spare_.end(), from, from + static_cast<ptrdiff_t>(k.count));
        }
        contacts_.swap(spare_);
    }

    using past = replay<traced, kept_frame>;
    const qiki_host* host_;
    nearest method_;
    past::bounds limits_;
    qiki::counter late_, refused_, again_;
    bearing_counters bearings_;
    lesson_gauges lessons_;
    registration_rules registers_;
    offset_gauges offsets_;
    sensors heard_; // of frames as they came
    traced now_;
    past past_;
    std::vector<qiki_contact> contacts_; // of the frames in past_
    fuse::ledger names_;
    // Of this tick only.
    inbox inbox_;
    outbox outbox_;
    std::vector<qiki_contact> spare_, mended_;
    std::vector<qiki_assoc> links_;
    std::vector<qiki_track> shown_;
    bool news_ = false, open_ = false; // open_: frames wait to be taken
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::fusion, "qiki.tracker.fusion", QIKI_KIND_TRACKER, "0.1.0",
            "One picture of several radars whose frames may come late and in any order");
