// SPDX-License-Identifier: MIT
// plugins/radar/link/plugin.cpp - qiki.radar.link: between radars and a tracker, delays, loses, repeats and cuts
// frames.
//
// A frame arrives with its contacts, as its radar wrote it: source, sensor, number and ids stay, so that who reads it
// can tell what is late, missing or repeated, and a scorer finds where a contact came from. Only t_available, `first`
// and the LATE flag are the link's. A frame that breaks the rules of records, or misses contacts, is not passed on.
#include "chance.hpp"
#include "flights.hpp"
#include "selftest.hpp"

namespace frame_link {
namespace {

using frames_in = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY, 64, "of the radars behind it">;
using contacts_in = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using frames_out = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM, 16>;
using contacts_out = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM, 1024>;

// The newest frame of a sensor that arrived. No padding: it is saved as it stands.
struct newest {
    uint32_t source, sensor;
    qiki_ns t_to;
};

class link {
public:
    using inputs = qiki::ports<frames_in, contacts_in>;
    using outputs = qiki::ports<frames_out, contacts_out>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr auto& params = parameter_rows;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";

    link(const qiki_host& h, const qiki_instance_info& i) : host_(&h), key_(i.rng_key) {}

    void configure(const qiki::config& c) {
        s_ = settings::of(c);
        sent_ = {*host_, "frames.sent", "1", "handed over by the radars"};
        arrived_ = {*host_, "frames.arrived", "1", "delivered, copies included"};
        lost_ = {*host_, "frames.lost", "1", "lost by chance"};
        cut_ = {*host_, "frames.cut", "1", "lost in an outage"};
        twice_ = {*host_, "frames.duplicated", "1", "that set out twice"};
        late_ = {*host_, "frames.late", "1", "delivered after a newer one of their sensor"};
        refused_ = {*host_, "frames.refused", "1", "that broke the rules of records or missed contacts"};
    }
    void reserve() {
        on_way_.reserve(256, s_.expected);
        newest_.reserve(16);
    }
    void state(auto& io) { on_way_.state(io), io(newest_); }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const auto all = test(s_, key_, t, on_way_.size());
        std::copy_n(all.begin(), std::min(all.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(all.size());
    }

    qiki_status step(const qiki::tick<link>& t) {
        if (t.pass() == 0) {
            const size_t before = on_way_.size();
            take(t);
            landed_ = on_way_.arrive(t.to());
            delivered_ = told_ = 0;
            if (landed_ == 0 && before == on_way_.size()) return QIKI_OK;
        }
        for (; delivered_ < landed_; ++delivered_, told_ = 0) {
            const flight& x = on_way_[delivered_];
            const auto contacts = on_way_.of(x);
            if (told_ == 0) first_ = t.ordinal<contacts_out>();
            for (; told_ < contacts.size(); ++told_) {
                if (!t.room<contacts_out>()) return QIKI_MORE;
                t.put<contacts_out>(contacts[told_]);
            }
            if (!t.room<frames_out>()) return QIKI_MORE;
            t.put<frames_out>(arrived(x, t.from()));
        }
        on_way_.leave(landed_);
        return QIKI_OK;
    }

private:
    void take(const qiki::tick<link>& t) {
        for (const auto frames : t.views<frames_in>())
            for (const qiki_frame& f : frames) {
                sent_.add();
                std::span<const qiki_contact> contacts;
                for (const auto c : t.views<contacts_in>())
                    if (c.head.producer == frames.head.producer) contacts = c.slice(f.first, f.count);
                constexpr qiki_ns earliest = INT64_MIN / 4; // differences of times fit
                if (f.t_from < earliest || f.t_available > t.to() || !sound(f, contacts)) refused_.add();
                else send(f, contacts);
            }
    }
    void send(const qiki_frame& f, std::span<const qiki_contact> contacts) {
        if (s_.cut(f.t_available)) return cut_.add();
        const fate its = fate_of(s_, key_, f);
        if (its.lost) return lost_.add();
        if (its.copies > 1) twice_.add();
        for (uint32_t i = 0; i < its.copies; ++i) {
            const bool ever = f.t_available <= INT64_MAX - its.delay[i];
            on_way_.board(ever ? f.t_available + its.delay[i] : INT64_MAX, f, contacts);
        }
    }
    qiki_frame arrived(const flight& x, qiki_ns t0) {
        qiki_frame f = x.frame;
        f.t_available = std::max(x.due, t0 + 1);
        f.first = first_;
        arrived_.add();
        auto at = std::find_if(newest_.begin(), newest_.end(),
                               [&](const newest& n) { return n.source == f.source && n.sensor == f.sensor; });
        if (at == newest_.end()) at = newest_.insert(at, {f.source, f.sensor, INT64_MIN});
        const bool late = f.t_to < at->t_to;
        at->t_to = std::max(at->t_to, f.t_to);
        f.flags = static_cast<uint16_t>(late ? f.flags | QIKI_FRAME_LATE : f.flags & ~QIKI_FRAME_LATE);
        if (late) late_.add();
        return f;
    }

    const qiki_host* host_;
    uint64_t key_;
    settings s_;
    qiki::counter sent_, arrived_, lost_, cut_, twice_, late_, refused_;
    flights on_way_;
    std::vector<newest> newest_; // in the order in which they were first heard
    // Of this tick only.
    size_t landed_ = 0, delivered_ = 0, told_ = 0;
    uint64_t first_ = 0;
};

} // namespace
} // namespace frame_link

QIKI_PLUGIN(frame_link::link, "qiki.radar.link", QIKI_KIND_RADAR, "0.1.0",
            "Between radars and a tracker: delays, loses, repeats, holds up and cuts frames with their contacts");
