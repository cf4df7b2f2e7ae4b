// SPDX-License-Identifier: MIT
// trackers/system.cpp - qiki.tracker.system: tracks of several trackers as one picture; each system track lists its
// sources.
//
// Track-to-track fusion without knowledge of what the sources have in common (plots, motion, earlier fusions): pairs
// are found by an optimal assignment within a gate, and stay until they are far apart; the state is their covariance
// intersection. Associations of kind TRACK name the sources with their weights, in every picture.
#include "../tracking/fuse/sources.hpp"
#include "../tracking/grid.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/pairing.hpp"
#include "../tracking/verdict.hpp"
#include "system_settings.hpp"

namespace tracking {
namespace {
using fuse::blend, fuse::estimate;

using sources_in =
    qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY, 256, "of the trackers to fuse, by from=">;
constexpr uint32_t unowned = UINT32_MAX;

// No padding: it is saved as it stands.
struct member {
    uint64_t track, source;
};
struct system_track {
    uint64_t id;
    qiki_ns t_birth;
    uint64_t count;
    std::array<member, blend::most> of; // in the order in which they joined
    qiki_track said;                    // the last record
};
static_assert(sizeof(system_track) == 24 + 16 * blend::most + sizeof(qiki_track));

class system_tracker {
public:
    using inputs = qiki::ports<sources_in>;
    using outputs = qiki::ports<wire::tracks, wire::assocs>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = system_settings::params;

    system_tracker(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config& c) { s_ = system_settings::of(c); }
    void reserve() {
        const room r(s_.expected);
        all_.reserve(4 * r.tracks);
        owner_.reserve(4 * r.tracks), free_.reserve(r.tracks);
        live_.reserve(r.tracks), blends_.reserve(r.tracks), rows_.reserve(r.tracks), shown_.reserve(r.tracks);
        pairs_.reserve(r.pairs), grid_.reserve(r.tracks), pairing_.reserve(2 * r.tracks, r.pairs, limit);
        outbox_.reserve(r);
    }
    void demand(std::span<uint64_t> per_port) const { demand_for(s_.expected, per_port); }
    void state(auto& io) {
        io(last_id_), io(t_), io(live_);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            for (const system_track& x : live_)
                if (x.count > blend::most || x.said.t > t_ || qiki_record_flaw(QIKI_REC_TRACK, &x.said))
                    throw qiki::failure(QIKI_E_STATE, "state: system tracks that cannot be");
    }
    // Two estimates that are sure of different axes: the determinant of their intersection is known in closed form.
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const fuse::normal<2> a{{}, {{1, 0, 0, 9}}}, b{{}, {{9, 0, 0, 1}}};
        const auto both = fuse::intersected(a, b);
        const std::array<qiki_selftest_row, 2> found{
            verdict(t, "intersection", both.state.p(0, 0) * both.state.p(1, 1), 3.24),
            verdict(t, "gate", chi_square_quantile(1 - 3 * qiki_exp(-2), 4), 4)}; // 1 - (1 + x / 2) exp(-x / 2)
        std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
        return static_cast<int32_t>(found.size());
    }

    qiki_status step(const qiki::tick<system_tracker>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            bool news = false;
            for (const auto v : t.views<sources_in>()) news |= (v.head.flags & QIKI_VIEW_FRESH) != 0;
            if (!news) return t.keep<wire::tracks>(), QIKI_SKIPPED;
            read(t);
            stay();
            known_ids_ = last_id_;
            for (uint32_t begin = 0; begin < all_.size();) {
                uint32_t end = begin;
                while (end < all_.size() && all_[end].source == all_[begin].source) ++end;
                join(begin, end);
                begin = end;
            }
            show();
        }
        return outbox_.send(t, shown_, [](const qiki_track& x) { return x; });
    }

private:
    static constexpr size_t limit = 200; // tracks assigned together at most

    void read(const qiki::tick<system_tracker>& t) {
        all_.clear();
        for (const auto v : t.views<sources_in>())
            for (const qiki_track& r : v)
                if (fuse::usable(r) && r.t <= t.to()) t_ = std::max(t_, r.t);
        estimate e;
        for (const auto v : t.views<sources_in>())
            for (const qiki_track& r : v)
                if (fuse::usable(r) && r.t <= t.to() && t_ - r.t <= s_.quiet &&
                    fuse::moved_to(r, v.head.producer, t_, s_.motion, e))
                    all_.push_back(e);
        std::sort(all_.begin(), all_.end(), [](const estimate& a, const estimate& b) {
            return std::tie(a.source, a.id, a.said.t, a.said.x[0]) < std::tie(b.source, b.id, b.said.t, b.said.x[0]);
        });
        all_.erase(
            std::unique(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return !(a < b) && !(b < a); }),
            all_.end());
        owner_.assign(all_.size(), unowned);
    }

    bool contradict(const qiki_track& a, const qiki_track& b) const {
        return s_.use_identity && (a.valid & b.valid & QIKI_TRACK_HAS_ADDRESS) && a.address24 != b.address24;
    }
    double gate(const qiki_track& a, const qiki_track& b) const {
        const bool same = s_.use_identity && (a.valid & b.valid & QIKI_TRACK_HAS_ADDRESS);
        return same ? 4 * s_.gate : s_.gate;
    }

    // Members that are still there and near enough.
    void stay() {
        blends_.assign(live_.size(), {});
        for (uint32_t i = 0; i < live_.size(); ++i) {
            system_track& x = live_[i];
            size_t n = 0;
            for (size_t k = 0; k < x.count; ++k) {
                const member m = x.of[k];
                const auto at = place_of(m);
                if (at == all_.end() || at->source != m.source || at->id != m.track) continue;
                const auto row = static_cast<size_t>(at - all_.begin());
                if (owner_[row] != unowned) continue;
                if (n && (contradict(at->said, x.said) ||
                          fuse::distance(blends_[i].state(), at->at) > s_.split * gate(at->said, x.said)))
                    continue;
                blends_[i].add(*at), owner_[row] = i;
                x.of[n++] = m;
            }
            x.count = n;
        }
    }

    static bool hears(const system_track& x, uint32_t source) {
        return std::any_of(x.of.begin(), x.of.begin() + static_cast<ptrdiff_t>(x.count),
                           [source](const member& m) { return m.source == source; });
    }

    // Tracks of one source, all_[begin, end), that belong to nobody: to the nearest system tracks without that source,
    // else they begin new ones. One that is a system track by itself joins an older one, and its own ends.
    void join(uint32_t begin, uint32_t end) {
        const uint32_t source = all_[begin].source;
        rows_.clear(), free_.clear(), pairs_.clear();
        double widest = 0;
        for (uint32_t i = 0; i < live_.size(); ++i) {
            const system_track& x = live_[i];
            if (x.count == 0 || x.count == blend::most || hears(x, source)) continue;
            rows_.push_back(i), widest = std::max(widest, width(blends_[i].state()));
        }
        for (uint32_t j = begin; j < end; ++j)
            if (owner_[j] == unowned || live_[owner_[j]].count == 1) free_.push_back(j);
        if (!rows_.empty() && !free_.empty()) {
            const auto at = [this](size_t i) -> const fuse::normal<6>& { return blends_[rows_[i]].state(); };
            grid_.build(
                rows_.size(), std::max(4 * widest, 1.0), [&](size_t i) { return at(i).x[0]; },
                [&](size_t i) { return at(i).x[1]; });
            for (uint32_t j = 0; j < free_.size(); ++j) {
                const estimate& e = all_[free_[j]];
                const double reach = qiki_sqrt(4 * s_.gate) * (widest + width(e.at));
                grid_.near(e.at.x[0], e.at.x[1], reach, [&](uint32_t i) {
                    const qiki_track& said = live_[rows_[i]].said;
                    const double most = gate(e.said, said), d2 = fuse::distance(at(i), e.at);
                    const bool older = owner_[free_[j]] == unowned || rows_[i] < owner_[free_[j]];
                    if (older && !contradict(e.said, said) && d2 < most)
                        pairs_.push_back({i, j, 4 * s_.gate - d2 + 1e-9, 0});
                });
            }
            std::sort(pairs_.begin(), pairs_.end(), [](const candidate& a, const candidate& b) {
                return a.track != b.track ? a.track < b.track : a.plot < b.plot;
            });
            pairing_.run(pairs_, rows_.size(), free_.size(), limit,
                         [&](const candidate& c) { take(rows_[c.track], free_[c.plot]); });
        }
        for (const uint32_t j : free_) {
            if (owner_[j] != unowned) continue;
            system_track x{};
            x.id = ++last_id_, x.t_birth = all_[j].said.t_birth, x.said = all_[j].said;
            live_.push_back(x), blends_.emplace_back();
            take(static_cast<uint32_t>(live_.size() - 1), j);
        }
    }
    static double width(const fuse::normal<6>& g) { return qiki_sqrt(g.p(0, 0) + g.p(1, 1)); }
    void take(uint32_t i, uint32_t j) {
        if (owner_[j] != unowned) live_[owner_[j]].count = 0;
        owner_[j] = i;
        blends_[i].add(all_[j]);
        live_[i].of[live_[i].count++] = {all_[j].id, all_[j].source};
    }

    void show() {
        shown_.clear();
        for (uint32_t i = 0; i < live_.size(); ++i) {
            system_track& x = live_[i];
            if (x.count == 0) end(x.said);
            else describe(x, blends_[i]);
            shown_.push_back(x.said);
        }
        std::erase_if(live_, [](const system_track& x) { return x.count == 0; });
    }

    void describe(system_track& x, const blend& b) {
        qiki_track r{};
        r.id = x.id, r.t = t_, r.t_birth = x.t_birth, r.t_update = INT64_MIN;
        r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV;
        r.flags = QIKI_TRACK_FUSED, r.status = QIKI_TRACK_COASTING, r.label = QIKI_LABEL_OK;
        r.state_dims = b.dims(), r.misses = UINT32_MAX;
        for (size_t k = 0; k < x.count; ++k) {
            const member& m = x.of[k];
            const qiki_track& one = place_of(m)->said;
            outbox_.link({x.id, m.track, t_, b.weight(k) + 0.0, static_cast<uint32_t>(m.source),
                          static_cast<uint16_t>(k == 0 && x.id > known_ids_ ? QIKI_ASSOC_BIRTH : 0), QIKI_ITEM_TRACK,
                          QIKI_LABEL_OK});
            if (one.t_update > r.t_update) r.t_update = one.t_update;
            r.hits = std::max(r.hits, one.hits), r.misses = std::min(r.misses, one.misses);
            if (one.status == QIKI_TRACK_CONFIRMED) r.status = QIKI_TRACK_CONFIRMED;
            adopt(r, one);
        }
        r.t_birth = x.t_birth = std::min(x.t_birth, r.t_update);
        place(r, b.state());
        x.said = r;
    }
    static void place(qiki_track& r, const fuse::normal<6>& g) {
        for (size_t i = 0, k = 0; i < 6; ++i) {
            r.x[i] = g.x[i] + 0.0;
            for (size_t j = i; j < 6; ++j, ++k) r.p[k] = g.p(i, j) + 0.0;
        }
    }
    // Where it would be now.
    void end(qiki_track& r) const {
        estimate e;
        fuse::moved_to(r, 0, t_, s_.motion, e);
        place(r, e.at);
        r.status = QIKI_TRACK_ENDED, r.t = t_;
    }
    std::vector<estimate>::const_iterator place_of(const member& m) const {
        return std::lower_bound(all_.begin(), all_.end(), m, [](const estimate& a, const member& b) {
            return a.source != b.source ? a.source < b.source : a.id < b.track;
        });
    }
    // What the first source that knows it says.
    static void adopt(qiki_track& r, const qiki_track& one) {
        const uint32_t more = one.valid & ~r.valid;
        if (more & QIKI_TRACK_HAS_ADDRESS) r.address24 = one.address24;
        if (more & QIKI_TRACK_HAS_MODE3A) r.mode3a = one.mode3a;
        if (more & QIKI_TRACK_HAS_HEIGHT) r.height_m = one.height_m;
        if (more & QIKI_TRACK_HAS_IDENTITY) std::copy_n(one.identity, QIKI_IDENTITY_BYTES, r.identity);
        if (one.valid & QIKI_TRACK_HAS_EXISTENCE) r.existence = std::max(r.existence, one.existence);
        r.valid |= more & ~static_cast<uint32_t>(QIKI_TRACK_HAS_QUALITY);
        if (!r.transponder) r.transponder = one.transponder;
        if (!r.object_class) r.object_class = one.object_class;
        if (!r.iff) r.iff = one.iff;
    }

    system_settings s_;
    uint64_t last_id_ = 0;
    qiki_ns t_ = INT64_MIN;
    std::vector<system_track> live_; // by id
    // Of this tick only.
    uint64_t known_ids_ = 0;
    std::vector<estimate> all_;
    std::vector<uint32_t> owner_, rows_, free_; // owner_: of each estimate
    std::vector<blend> blends_;                 // of live_
    std::vector<candidate> pairs_;
    std::vector<qiki_track> shown_;
    grid grid_;
    pairing pairing_;
    outbox outbox_;
};

} // namespace
} // namespace tracking

QIKI_PLUGIN(tracking::system_tracker, "qiki.tracker.system", QIKI_KIND_TRACKER, "0.1.0",
            "Tracks of several trackers as one picture, by covariance intersection; each track lists its sources");
