// SPDX-License-Identifier: MIT
// plugins/radar/asterix/live/decoder.cpp - blocks to plots, times of day to simulated time.
#include "decoder.hpp"
#include "../reports.hpp"
#include <algorithm>

namespace asterix::live {

decoder::decoder(const parameters& p, const qiki_instance_info& info) {
    made_.said = p;
    made_.plane = tangent_plane(info.origin[0], info.origin[1], info.origin[2]);
    made_.index = info.index;
    made_.platform = info.host_entity;
    if (p.decoding.start_ns) made_.all.start_ns = *p.decoding.start_ns, anchored_ = true;
}

void decoder::hear(octets datagram, qiki_ns t) {
    now_ = t;
    ++counts_.datagrams;
    const asterix::datagram kind = made_.said.decoding.how.inner;
    const bool wrapped = kind == asterix::datagram::oradis ||
                         (kind == asterix::datagram::detect && !is_plain(datagram) && is_oradis(datagram));
    if (wrapped) read_oradis(datagram, 0, *this);
    else read_plain(datagram, 0, *this);
}

void decoder::refuse(const refusal& r) {
    ++counts_.refusals;
    if (!first_) first_ = r;
}

void decoder::block(octets b, uint64_t offset) {
    const dialect& d = made_.said.decoding.how.speaks;
    ++counts_.blocks;
    if (!configured(b[0], d) || b[0] == 62) return void(++counts_.skipped);
    std::optional<uint16_t> heir;
    refusal why;
    for (uint32_t at = 3; at < b.size(); at = record_.end) {
        const profile* p = profile_for(b, at, offset, why, d);
        if (p == nullptr || !walk(*p, b, at, offset, record_, why)) return refuse(why);
        ++order_, ++counts_.records;
        switch (b[0]) {
        case 2:
        case 34: {
            const service s = read_service(record_);
            take_service(s.has, s.source, s.time, heir);
            break;
        }
        case 10: {
            const target t = read_surface(record_);
            if (surface_message(record_) == 1) take(t, heir);
            else take_service(t.has, t.source, t.time, heir);
            break;
        }
        case 21: take(read_adsb(record_), heir); break;
        default: take(read_target(record_), heir); break;
        }
    }
}

decoder::feed& decoder::feed_of(uint16_t source, size_t& row) {
    const auto [at, fresh] = rows_.try_emplace(source, feeds_.size());
    row = at->second;
    if (fresh) {
        feeds_.emplace_back();
        asterix::source s;
        s.id = source;
        made_.all.sources.push_back(s);
        made_.antennas.push_back(antenna_of(made_, s, true));
    }
    return feeds_[row];
}

// The first time that is heard counts as a second old; from then on times of day are those next to what the clock
// should show, so that no record, however wrong, moves the others. Truncated ones follow the source's full ones.
tick decoder::accept(feed& f, uint32_t time, tick cycle) {
    if (!anchored_) made_.all.start_ns = ns_of(time) - now_ + 1'000'000'000, anchored_ = true;
    if (cycle != ticks_per_day) return unwrap(time, *f.newest, cycle);
    const tick when = unwrap(time, (made_.all.start_ns + now_) / 7812500, cycle);
    f.newest = when;
    return when;
}

// FNV-1a of the record's octets (Fowler, Noll, Vo 1991).
uint64_t decoder::fingerprint() const {
    uint64_t hash = 0xCBF29CE484222325u;
    for (const uint8_t o : record_.block.subspan(record_.begin, record_.end - record_.begin))
        hash = (hash ^ o) * 0x100000001B3u;
    return hash;
}

void decoder::take_service(uint16_t has, uint16_t source, uint32_t time, std::optional<uint16_t>& heir) {
    if (has & has_source) heir = source;
    else if (heir) source = *heir;
    size_t row = 0;
    feed& f = feed_of(source, row);
    if (has & has_time) accept(f, time, ticks_per_day);
}

void decoder::take(target t, std::optional<uint16_t>& heir) {
    if (t.has & has_source) heir = t.source;
    else if (heir) t.source = *heir;
    size_t row = 0;
    feed& f = feed_of(t.source, row);
    if (seen_.seen(t.time, {uint64_t{t.source} << 40 | uint64_t{record_.of->category} << 32 | t.time, fingerprint(),
                            t.address}))
        return void(++counts_.duplicates);
    const bool whole = t.has & has_time, part = (t.has & has_truncated_time) && f.newest;
    if (!whole && !part) return void(++counts_.untimed);
    plot p{0, order_, 0, t};
    p.when = accept(f, t.time, whole ? ticks_per_day : ticks_per_truncated);
    const bool detected = (t.has & has_descriptor) == 0 || t.type != 0;
    const bool real = (t.flags & simulated) == 0 || made_.said.decoding.test_targets;
    if ((t.has & has_position) && detected && real) f.plots.push_back(p), ++counts_.plots;
}

void decoder::cut(qiki_ns t, std::vector<qiki_frame>& frames, std::vector<qiki_contact>& contacts) {
    frames.clear(), contacts.clear();
    for (size_t row = 0; row < feeds_.size(); ++row) {
        feed& f = feeds_[row];
        if (f.plots.empty()) continue;
        std::stable_sort(f.plots.begin(), f.plots.end(),
                         [&](const plot& a, const plot& b) { return time_of(made_.all, a) < time_of(made_.all, b); });
        // A clock that runs ahead of ours: nothing was seen after it was heard.
        const int64_t latest = made_.all.start_ns + t, earliest = latest - int64_t{86400} * 1'000'000'000;
        frame x;
        x.source = static_cast<uint16_t>(row), x.seq = f.seq++;
        x.from = latest, x.to = INT64_MIN, x.available = latest;
        x.first = static_cast<uint32_t>(contacts.size());
        for (const plot& p : f.plots) {
            counts_.ahead += time_of(made_.all, p) > latest;
            qiki_contact c = made_.contact_record(p, ++last_id_, x);
            const int64_t at = std::clamp(time_of(made_.all, p), earliest, latest);
            c.t = made_.at(at);
            x.from = std::min(x.from, at), x.to = std::max(x.to, at);
            contacts.push_back(c);
        }
        x.count = static_cast<uint32_t>(f.plots.size());
        qiki_frame out = made_.frame_record(x);
        out.valid &= static_cast<uint8_t>(~QIKI_FRAME_HAS_SECTOR);
        out.bearing[0] = out.bearing[1] = out.elevation[0] = out.elevation[1] = out.range[0] = out.range[1] = 0;
        out.first = ordinal_ + x.first;
        frames.push_back(out);
        f.plots.clear();
    }
    ordinal_ += contacts.size();
}
} // namespace asterix::live
