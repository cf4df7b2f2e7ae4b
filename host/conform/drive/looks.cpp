// SPDX-License-Identifier: MIT
// host/conform/drive/looks.cpp - frames and contacts apart, and together again.
#include "host/conform/drive/looks.hpp"
#include "host/load/contract.hpp"
#include "host/solo/lone_host.hpp"
#include "qiki/math.h"
#include <algorithm>
#include <tuple>

namespace qiki::conform {
namespace {
template <class M> // a moment, const or not
auto* find(M& m, uint32_t record) {
    const auto at = std::find_if(m.in.begin(), m.in.end(), [&](const feed& f) { return f.record == record; });
    return at == m.in.end() ? nullptr : &*at;
}
const written* output(const told& t, uint32_t record) {
    const auto at = std::find_if(t.out.begin(), t.out.end(), [&](const written& w) { return w.record == record; });
    return at == t.out.end() ? nullptr : &*at;
}
} // namespace

looks::looks(const qiki_descriptor& d, const solo::world& w) : scene_(d, w) {}

look looks::next() {
    now_ = scene_.next();
    return opened();
}
look looks::lasting(qiki_ns length) {
    now_ = scene_.lasting(length);
    return opened();
}
look looks::opened() const {
    look l{};
    if (const feed* f = find(now_, QIKI_REC_FRAME)) l.frame = f->as<qiki_frame>(0);
    if (const feed* c = find(now_, QIKI_REC_CONTACT))
        for (uint64_t i = 0; i < c->now.count; ++i) l.contacts.push_back(c->as<qiki_contact>(i));
    return l;
}

moment looks::put(const std::vector<look>& all) {
    moment m = now_;
    feed *f = find(m, QIKI_REC_FRAME), *c = find(m, QIKI_REC_CONTACT);
    if (!f || !c) throw skipped("reads no frames with contacts");
    size_t n = 0, k = 0;
    for (const look& l : all) n += l.contacts.size();
    f->resize(all.size()), c->resize(n);
    f->first = frames_, c->first = contacts_;
    n = 0;
    for (const look& l : all) {
        qiki_frame& one = f->as<qiki_frame>(k++);
        one = l.frame, one.first = contacts_ + n, one.count = static_cast<uint32_t>(l.contacts.size());
        for (const qiki_contact& x : l.contacts) c->as<qiki_contact>(n++) = x;
    }
    frames_ += k, contacts_ += n;
    return m;
}

void see(qiki_contact& c, const double pos[3], const double from[3]) {
    const double d[3] = {pos[0] - from[0], pos[1] - from[1], pos[2] - from[2]};
    const double ground = qiki_hypot(d[0], d[1]);
    c.z[0] = qiki_hypot(ground, d[2]) + 0.0, c.z[1] = qiki_atan2(d[0], d[1]) + 0.0;
    c.z[2] = qiki_atan2(d[2], ground) + 0.0;
}

moment joined(moment first, const moment& second) {
    static_assert(second_radar != solo::other_index && second_radar != solo::subject_index);
    for (feed f : second.in) {
        if (f.record != QIKI_REC_FRAME && f.record != QIKI_REC_CONTACT) continue;
        f.producer = second_radar;
        for (uint64_t i = 0; f.record == QIKI_REC_FRAME && i < f.now.count; ++i)
            f.as<qiki_frame>(i).source = second_radar;
        first.in.push_back(std::move(f));
    }
    std::stable_sort(first.in.begin(), first.in.end(), [](const feed& a, const feed& b) {
        return std::tie(a.port, a.producer) < std::tie(b.port, b.producer);
    });
    return first;
}
bool hears_radars(const qiki_descriptor& d) {
    bool frames = false, contacts = false;
    for (uint32_t i = 0; i < d.inputs.count; ++i) {
        const auto& p = load::row<qiki_port>(d.inputs, i);
        if (!(p.flags & QIKI_PORT_MANY)) continue;
        frames |= p.record == QIKI_REC_FRAME, contacts |= p.record == QIKI_REC_CONTACT;
    }
    return frames && contacts;
}

std::string astray(const qiki_frame& f, const written* c) {
    if (!f.count ||
        (c && f.first >= c->first && f.first - c->first <= c->count && f.count <= c->count - (f.first - c->first)))
        return "";
    const uint64_t from = c ? c->first : 0, n = c ? c->count : 0, lost = c ? c->dropped : 0;
    return "frame " + std::to_string(f.seq) + " names " + std::to_string(f.count) + " contacts from " +
           std::to_string(f.first) + " on, and this tick wrote " + std::to_string(n) + " from " + std::to_string(from) +
           " on" + (lost ? " and dropped " + std::to_string(lost) + " for which there was no room" : "");
}

std::vector<look> looks_of(const told& t) {
    std::vector<look> out;
    const written *f = output(t, QIKI_REC_FRAME), *c = output(t, QIKI_REC_CONTACT);
    for (uint64_t i = 0; f && i < f->count; ++i) {
        look& l = out.emplace_back();
        l.frame = f->as<qiki_frame>(i);
        if (const std::string flaw = astray(l.frame, c); !flaw.empty()) throw deferred(flaw, "radar.frame");
        for (uint64_t k = 0; k < l.frame.count; ++k)
            l.contacts.push_back(c->as<qiki_contact>(l.frame.first - c->first + k));
    }
    return out;
}

std::map<uint64_t, qiki_origin> origins_of(const told& t) {
    std::map<uint64_t, qiki_origin> out;
    if (const written* w = output(t, QIKI_REC_ORIGIN))
        for (uint64_t i = 0; i < w->count; ++i) out.emplace(w->as<qiki_origin>(i).contact, w->as<qiki_origin>(i));
    return out;
}

std::optional<std::vector<qiki_track>> track_set(const told& t) {
    const written* w = output(t, QIKI_REC_TRACK);
    if (!w || (w->flags & QIKI_OUT_KEEP)) return std::nullopt;
    std::vector<qiki_track> out;
    for (uint64_t i = 0; i < w->count; ++i) out.push_back(w->as<qiki_track>(i));
    return out;
}

std::string at_tick(uint64_t number) { return "tick() number " + std::to_string(number) + ": "; }
} // namespace qiki::conform
