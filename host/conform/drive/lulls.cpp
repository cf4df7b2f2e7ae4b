// SPDX-License-Identifier: MIT
// host/conform/drive/lulls.cpp - records are taken out or say that they know nothing; what is left is counted anew.
#include "host/conform/drive/lulls.hpp"
#include "host/conform/check.hpp"
#include "host/load/contract.hpp"
#include "qiki/radar.h"
#include "qiki/track.h"
#include "qiki/truth.h"

namespace qiki::conform {
namespace {
solo::world in_ticks_of(qiki_ns period, const qiki_descriptor& d, uint64_t seed) {
    solo::world w = scene::world_of(d, seed);
    w.period = period;
    return w;
}
// Records that only say more about others, which are not there.
bool falls_with(uint32_t silent, uint32_t other) {
    switch (silent) {
    case QIKI_REC_FRAME: return other == QIKI_REC_CONTACT || other == QIKI_REC_ORIGIN;
    case QIKI_REC_CONTACT: return other == QIKI_REC_ORIGIN;
    case QIKI_REC_TRACK: return other == QIKI_REC_ASSOC || other == QIKI_REC_TRACK_MODES;
    default: return false;
    }
}
bool is_set(const qiki_descriptor& d, uint32_t port) {
    return load::row<qiki_port>(d.inputs, port).flags & QIKI_PORT_SNAPSHOT;
}
void hide_carrier(feed& f, lull::manner how) {
    if (!f.now.count) return;
    auto& b = f.as<qiki_truth>(0);
    if (how == lull::missing) return f.erase(0);
    if (how == lull::blank) {
        qiki_truth no_data{};
        no_data.entity = b.entity, no_data.t = b.t;
        b = no_data;
    } else
        b.label = how == lull::invalid ? QIKI_LABEL_INVALID
                  : how == lull::stale ? QIKI_LABEL_STALE
                                       : QIKI_LABEL_FALLBACK;
}
} // namespace

std::string lull::text(const qiki_descriptor& d) const {
    switch (how) {
    case none: return "tell all";
    case missing: return "do not have its carrier in the truth";
    case blank: return "have a truth without data of its carrier";
    case invalid: return "have an invalid truth of its carrier";
    case stale: return "have a stale truth of its carrier";
    case makeshift: return "have a makeshift (FALLBACK) of the truth of its carrier";
    case input: return std::string("have no record at the input '") + load::row<qiki_port>(d.inputs, port).name + "'";
    case everything: return "have no record at any input";
    case again: return "bring again what slower writers said before them, and nothing new";
    }
    return {};
}

std::vector<lull> lulls_of(const qiki_descriptor& d) {
    std::vector<lull> all;
    if (reads(d, QIKI_REC_TRUTH))
        for (const lull::manner how : {lull::missing, lull::blank, lull::stale}) all.push_back({how, 0});
    for (uint32_t i = 0; i < d.inputs.count; ++i) all.push_back({lull::input, i});
    if (d.inputs.count > 1) all.push_back({lull::everything, 0});
    return all;
}

void fall_silent(moment& m, const lull& l) {
    if (l.how == lull::none || l.how == lull::again) return;
    uint32_t silent = 0;
    for (const feed& f : m.in)
        if (l.how == lull::input && f.port == l.port) silent = f.record;
    for (feed& f : m.in) {
        if (l.how == lull::everything || (l.how == lull::input && (f.port == l.port || falls_with(silent, f.record))))
            f.resize(0);
        else if (l.how != lull::input && f.record == QIKI_REC_TRUTH) hide_carrier(f, l.how);
    }
}

lulls::lulls(const qiki_descriptor& d, uint64_t seed, qiki_ns period)
    : about_(d), scene_(d, in_ticks_of(period, d, seed)) {}

moment lulls::next(const lull& l) {
    moment m = scene_.next();
    fall_silent(m, l);
    recount(m, first_);
    if (l.how != lull::again) return spoken_ = m;
    for (feed& f : m.in)
        for (const feed& old : spoken_.in) {
            if (f.port != old.port || f.producer != old.producer || !is_set(about_, f.port)) continue;
            first_[f.port] -= f.now.count;
            f = old, f.flags &= ~QIKI_VIEW_FRESH, f.t = spoken_.t1;
        }
    return m;
}
} // namespace qiki::conform
