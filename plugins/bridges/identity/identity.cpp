// SPDX-License-Identifier: MIT
// plugins/bridges/identity/identity.cpp - qiki.bridge.identity: scores a tracker that could not see identities against
// them.
//
// It reads which target each plot came from (`origin`, which no tracker can read) and which track took it (`assoc`). A
// plot without an origin does not count; one of nobody is a false plot. Of several tracks that took shares of one plot
// the greatest share wins.
#include "holds.hpp"
#include "qiki/qiki.hpp"
#include <cstdio>
#include <map>
#include <set>

namespace {

using origins = qiki::port<"origins", qiki_origin, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using assocs = qiki::port<"assoc", qiki_assoc, QIKI_PORT_STREAM>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY>; // a recording may have some, too

struct bridge {
    using inputs = qiki::ports<origins, assocs, tracks>;
    using outputs = qiki::ports<>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr qiki_param params[] = {
        qiki::text("tracks", "confirmed", "confirmed|all",
                   "tracks that were confirmed once, with all their plots from the first, or all tracks"),
        qiki::integer("least_track", "", 3, 1, 1000000, "plots that make a track count"),
        qiki::integer("least_target", "", 10, 1, 1000000, "plots that make a target count"),
    };

    bridge(const qiki_host& h, const qiki_instance_info&) : host_(&h) {}

    void configure(const qiki::config& c) {
        all_ = c.text("tracks", "confirmed") == "all";
        least_ = {static_cast<uint64_t>(c.integer("least_track", 3)),
                  static_cast<uint64_t>(c.integer("least_target", 10))};
        const auto gauge = [&](const char* name, const char* help) { return qiki::gauge(*host_, name, "", help); };
        purity_ = gauge("purity", "share of a track's plots that are of its main target, over all tracks");
        fragmentation_ = gauge("fragmentation", "tracks of a target, mean; 1 is best");
        completeness_ = gauge("completeness", "share of a target's plots in its longest track, mean");
        swaps_ = gauge("swaps", "two successive plots of a track are of different targets");
        false_ = gauge("false_tracks", "tracks that hold nobody's plots");
        tracks_ = gauge("tracks", "tracks that count");
        targets_ = gauge("targets", "targets that count");
        rows_ = gauge("plots", "plots of targets");
        reset();
    }

    void step(const qiki::tick<bridge>& t) {
        if (!t.writers<assocs>()) return;
        for (const auto v : t.views<origins>())
            for (const qiki_origin& o : v)
                if (o.cause == QIKI_CAUSE_TARGET || o.entity == identity::nobody)
                    rows_of_[{o.source, o.contact}].plot = {o.t, o.contact, o.entity, 0};
        for (const qiki_assoc& a : t.read<assocs>()) {
            if (a.kind != QIKI_ITEM_CONTACT) continue;
            held& h = rows_of_[{a.source, a.item}];
            if (a.weight > h.weight || (a.weight == h.weight && a.track < h.track))
                h.weight = a.weight, h.track = a.track;
        }
        for (const auto v : t.views<tracks>())
            if (v.head.producer == t.read<assocs>(0).head.producer)
                for (const qiki_track& x : v)
                    if (x.status == QIKI_TRACK_CONFIRMED) confirmed_.insert(x.id);
    }

    void reset() { rows_of_.clear(), confirmed_.clear(); }

    void finish() const {
        std::vector<identity::row> rows;
        for (const auto& [key, h] : rows_of_) {
            if (h.plot.contact == 0) continue; // nobody said whose it is
            rows.push_back(h.plot);
            if (all_ || confirmed_.count(h.track)) rows.back().track = h.track;
        }
        const identity::marks m = identity::judge(rows, least_);
        if (m.purity >= 0) purity_.set(m.purity);
        if (m.targets) fragmentation_.set(m.fragmentation), completeness_.set(m.completeness);
        const auto set = [](const qiki::gauge& g, uint64_t n) { g.set(static_cast<double>(n)); };
        set(swaps_, m.swaps), set(false_, m.false_tracks), set(tracks_, m.tracks);
        set(targets_, m.targets), set(rows_, m.rows);
    }

    // A case counted by hand: track 1 has two plots of 7, then two of 8; track 2 has one of 8.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> out) const {
        if (out.empty()) return 1;
        std::vector<identity::row> rows{{1, 1, 7, 1}, {2, 2, 7, 1}, {3, 3, 8, 1}, {4, 4, 8, 1}, {5, 5, 8, 2}};
        const identity::marks m = identity::judge(rows, {3, 3});
        qiki_selftest_row& r = out[0] = {};
        r.t = t, r.label = QIKI_LABEL_OK, r.value = m.purity, r.min = r.max = 0.5;
        qiki::fill(r.device, "purity");
        std::snprintf(r.found, sizeof r.found, "%.17g", m.purity);
        r.result = m.purity == 0.5 && m.swaps == 1 ? QIKI_TEST_PASS : QIKI_TEST_FAIL;
        return 1;
    }

private:
    struct held {
        identity::row plot;
        uint64_t track = 0;
        double weight = 0;
    };
    const qiki_host* host_;
    bool all_ = false;
    identity::least least_;
    std::map<std::pair<uint32_t, uint64_t>, held> rows_of_; // by source and contact
    std::set<uint64_t> confirmed_;
    qiki::gauge purity_, fragmentation_, completeness_, swaps_, false_, tracks_, targets_, rows_;
};
} // namespace
QIKI_PLUGIN(bridge, "qiki.bridge.identity", QIKI_KIND_BRIDGE, "0.1.0",
            "Scores a tracker against identities that it could not see");
