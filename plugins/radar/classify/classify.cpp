// SPDX-License-Identifier: MIT
// classify/classify.cpp - qiki.tracker.classify: the tracks of a tracker once more, with side and kind, decided by
// rules.
//
// It reads the tracks that it names by from=, and the plots of the radars that it names there. A plot is a track's when
// it is the one of which the track says that it took it last (the same time), lies within the gate, and no second track
// is about as near. What plots say in the course of time (radar cross section, answers of the transponder) and what
// tracks say (speed, address, name) is a signature; the rules are rows over it.
#include "../tracking/gate.hpp"
#include "../tracking/mail.hpp"
#include "../tracking/verdict.hpp"
#include "history.hpp"
#include "words.hpp"

namespace classify {
namespace {
using tracking::vec3, tracking::seconds;

// clang-format off
constexpr qiki_param parameters[] = {
    qiki::reals("rules", "", nullptr, -1e9, 3e14, "rows, made by the Lua module qiki.rules; of each outcome the first that holds counts"),
    qiki::real("memory", "s", 20, 0.1, 1e6, "time constant of the means of radar cross section and speed"),
    qiki::integer("echoes", "", 5, 1, 1e6, "plots of a track before its means are believed"),
    qiki::real("patience", "s", 5, 0, 1e6, "asked so long in vain, a transponder counts as silent"),
    qiki::integer("agreement", "", 3, 1, 1e6, "pictures in a row that must agree before the verdict on a track changes"),
    qiki::real("gate_probability", "", 0.999, 0.5, 0.9999999, "share of a track's own plots that are found to be that (chi-square)"),
    qiki::integer("expected_tracks", "", 256, 1, 1e6, "room made before the first tick; more tracks are no error"),
};
// clang-format on

using tracks_in = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT, 256, "of the tracker to classify, by from=">;
using frames_in = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL, 64,
                             "of the radars whose plots say more, by from=">;
using contacts_in = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL, 1024>;
using events_out =
    qiki::port<"events", qiki_event, QIKI_PORT_STREAM, 64, "TRACK_CLASSIFIED: the verdict on a track changed">;

class tracker {
public:
    using inputs = qiki::ports<tracks_in, frames_in, contacts_in>;
    using outputs = qiki::ports<tracking::wire::tracks, tracking::wire::assocs, events_out>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr auto& params = parameters;

    tracker(const qiki_host& h, const qiki_instance_info& i)
        : host_(&h), index_(i.index), plane_(i.origin), origin_height_(i.origin[2]) {}

    void configure(const qiki::config& c) {
        rules_ = read_rules(c, "rules");
        s_.memory = c.real("memory", 20);
        s_.echoes = static_cast<double>(c.integer("echoes", 5));
        s_.patience = static_cast<qiki_ns>(c.real("patience", 5) * 1e9);
        s_.agreement = static_cast<uint32_t>(c.integer("agreement", 3));
        gates_ = {tracking::chi_square_quantile(c.real("gate_probability", 0.999), 2),
                  tracking::chi_square_quantile(c.real("gate_probability", 0.999), 3)};
        expected_ = static_cast<size_t>(c.integer("expected_tracks", 256));
        words_ = words::of(*host_);
        plots_ = {*host_, "plots.used", "1", "that were found to be a track's"};
        doubtful_ = {*host_, "plots.doubtful", "1", "that may be of either of two tracks, and count for none"};
        needs_plots_ = std::any_of(rules_.begin(), rules_.end(), [](const rule& r) {
            return (r.when & (by_rcs | by_changed)) || ((r.when & by_answers) && r.answers != reply::yes);
        });
    }
    void reserve() {
        known_.reserve(expected_), old_.reserve(expected_), now_.reserve(expected_), events_.reserve(expected_),
            spots_.reserve(expected_), claimed_.reserve(expected_);
        outbox_.reserve(tracking::room(expected_));
        jobs_.reserve(tracking::room::frames);
    }
    void demand(std::span<uint64_t> per_port) const {
        tracking::demand_for(expected_, per_port);
        per_port[2] = 64;
    }
    void state(auto& io) {
        io(known_), io(warned_);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(io)>, qiki::reader>)
            for (size_t k = 0; k < known_.size(); ++k)
                if (!sound(known_[k]) || (k && known_[k].id <= known_[k - 1].id))
                    throw qiki::failure(QIKI_E_STATE, "state: tracks that cannot be");
    }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const;

    qiki_status step(const qiki::tick<tracker>& t) {
        if (t.pass() == 0) {
            outbox_.begin(t);
            events_.clear(), told_ = 0, now_.clear();
            const auto tracks = t.views<tracks_in>();
            fresh_ = false;
            for (const auto v : tracks)
                if (v.head.flags & QIKI_VIEW_FRESH) fresh_ = true, source_ = v.head.producer, look(t, v.records);
            if (!fresh_) return t.keep<tracking::wire::tracks>(), QIKI_SKIPPED;
        }
        const qiki_status sent = outbox_.send(t, now_, [](const qiki_track& x) { return x; });
        for (; told_ < events_.size() && t.room<events_out>(); ++told_) t.put<events_out>(events_[told_]);
        return sent == QIKI_OK && told_ < events_.size() ? QIKI_MORE : sent;
    }

private:
    struct spot {
        qiki_ns t;
        uint32_t track, spare; // place in now_
        vec3 at;
    };
    static constexpr qiki_ns earliest = INT64_MIN / 4; // differences of times fit

    static bool sound(const history& h) {
        const auto when = [](qiki_ns t) { return t == INT64_MIN || t >= earliest; };
        const auto good = [&](const fading_mean& m) {
            return std::isfinite(m.sum) && std::isfinite(m.weight) && m.weight >= 0 && m.sum >= 0 && when(m.t);
        };
        const auto known = [](const verdict& v) {
            return v.iff >= -1 && v.iff <= static_cast<int32_t>(QIKI_IFF_HOSTILE) && v.object_class >= -1 &&
                   v.object_class <= static_cast<int32_t>(QIKI_CLASS_BODY) && v.spoofed >= -1 && v.spoofed <= 1;
        };
        const bool asked = h.t_silent != INT64_MIN;
        if (!when(h.t_answer) || !when(h.t_silent) || asked != (h.t_asked != INT64_MIN) || h.t_asked < h.t_silent)
            return false;
        return h.id && good(h.rcs) && good(h.speed) && known(h.said) && known(h.next);
    }

    void look(const qiki::tick<tracker>& t, std::span<const qiki_track> tracks) {
        for (const qiki_track& x : tracks)
            if (x.id && x.t <= t.to() && x.t_update >= earliest && !qiki_record_flaw(QIKI_REC_TRACK, &x))
                now_.push_back(x);
        std::sort(now_.begin(), now_.end(), [](const qiki_track& a, const qiki_track& b) { return a.id < b.id; });
        now_.erase(std::unique(now_.begin(), now_.end(), [](const auto& a, const auto& b) { return a.id == b.id; }),
                   now_.end());
        meet();
        place();
        take_plots(t);
        claimed_.clear();
        for (const qiki_track& x : now_)
            if ((x.valid & QIKI_TRACK_HAS_ADDRESS) && counts(x)) claimed_.push_back(x.address24);
        std::sort(claimed_.begin(), claimed_.end());
        for (size_t k = 0; k < now_.size(); ++k) decide(now_[k], known_[k], t.to());
        for (const qiki_track& x : now_)
            outbox_.link({x.id, x.id, x.t, 1.0, source_, QIKI_ASSOC_HARD, QIKI_ITEM_TRACK, QIKI_LABEL_OK});
    }
    static bool counts(const qiki_track& x) {
        return x.status == QIKI_TRACK_CONFIRMED || x.status == QIKI_TRACK_COASTING;
    }

    // known_[k] becomes the history of now_[k]; who is not in the picture any more is forgotten.
    void meet() {
        old_.swap(known_);
        known_.clear();
        auto then = old_.begin();
        for (const qiki_track& x : now_) {
            while (then != old_.end() && then->id < x.id) ++then;
            if (then != old_.end() && then->id == x.id) known_.push_back(*then);
            else known_.emplace_back().id = x.id;
        }
    }

    // Where each track was when it took its last plot, by that time and from west to east.
    void place() {
        spots_.clear(), widest_ = 0;
        for (uint32_t k = 0; k < now_.size(); ++k) {
            const qiki_track& x = now_[k];
            if (x.status == QIKI_TRACK_ENDED) continue;
            spot s{x.t_update, k, 0, {}};
            const double back = x.valid & QIKI_TRACK_HAS_VELOCITY ? seconds(x.t_update - x.t) : 0;
            for (size_t i = 0; i < 3; ++i) s.at[i] = x.x[i] + back * x.x[3 + i];
            spots_.push_back(s);
            if (x.valid & QIKI_TRACK_HAS_COV) widest_ = std::max(widest_, x.p[0]);
        }
        std::sort(spots_.begin(), spots_.end(), [](const spot& a, const spot& b) {
            return std::tie(a.t, a.at[0], a.track) < std::tie(b.t, b.at[0], b.track);
        });
    }

    void take_plots(const qiki::tick<tracker>& t) {
        if (!warned_ && needs_plots_ && t.writers<frames_in>() == 0) {
            warned_ = 1;
            qiki::log(*host_, QIKI_LOG_WARN,
                      "rules ask for the echo or the silence of a track, and no radar is named; name it in from=, "
                      "beside the tracker");
        }
        jobs_.clear();
        for (const auto v : t.views<frames_in>())
            for (const qiki_frame& f : v)
                if (tracking::believed(f, t.to())) jobs_.push_back({&f, v.head.producer});
        tracking::in_order(jobs_);
        for (const tracking::job& j : jobs_)
            for (const auto v : t.views<contacts_in>())
                if (v.head.producer == j.writer) take(*j.frame, v.slice(j.frame->first, j.frame->count));
    }

    void take(const qiki_frame& f, std::span<const qiki_contact> seen) {
        const tracking::plot_maker maker(assume_, plane_, origin_height_, f);
        tracking::plot p;
        for (const qiki_contact& c : seen) {
            if (!maker.make(c, p)) continue;
            const size_t k = owner(p);
            if (k < now_.size()) known_[k].hear(p.who, c, s_), plots_.add();
        }
    }

    // The track that says it took a plot of this time, and is there; now_.size() when none or more than one is.
    size_t owner(const tracking::plot& p) {
        constexpr double about_as_near = 4; // in squared distances: a likelihood ratio of e^2
        double best = 1e300, second = 1e300;
        size_t who = now_.size();
        const double reach = qiki_sqrt(gates_[1] * (p.cov[0] + widest_));
        const auto west = [](const spot& s, const std::pair<qiki_ns, double>& edge) {
            return s.t != edge.first ? s.t < edge.first : s.at[0] < edge.second;
        };
        auto s = std::lower_bound(spots_.begin(), spots_.end(), std::pair(p.t, p.at[0] - reach), west);
        for (; s != spots_.end() && s->t == p.t && s->at[0] <= p.at[0] + reach; ++s) {
            const qiki_track& x = now_[s->track];
            const double d2 = distance(x, s->at, p);
            if (!(d2 <= gates_[x.state_dims == 2 ? 0 : 1])) continue;
            if (d2 < best) second = best, best = d2, who = s->track;
            else second = std::min(second, d2);
        }
        if (who < now_.size() && second - best < about_as_near) return doubtful_.add(), now_.size();
        return who;
    }

    // Squared distance of a plot and a track that was `at` then, in standard deviations of both.
    static double distance(const qiki_track& x, const vec3& at, const tracking::plot& p) {
        constexpr size_t of[3][3] = {{0, 1, 2}, {1, 6, 7}, {2, 7, 11}}; // of qiki_track.p
        const size_t n = x.state_dims == 2 ? 2 : 3;
        std::array<double, 16> s{};
        std::array<double, 4> d{};
        for (size_t i = 0; i < n; ++i) {
            d[i] = p.at[i] - at[i];
            for (size_t j = 0; j < n; ++j)
                s[4 * i + j] = p.cov[3 * i + j] + (x.valid & QIKI_TRACK_HAS_COV ? x.p[of[i][j]] : 0);
        }
        if (!tracking::factor(s.data(), n)) return 1e300;
        tracking::solve_lower(s.data(), n, d.data());
        return d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
    }

    void decide(qiki_track& x, history& h, qiki_ns now) {
        if (counts(x)) {
            if (x.valid & QIKI_TRACK_HAS_VELOCITY)
                h.speed.add(qiki_hypot(qiki_hypot(x.x[3], x.x[4]), x.x[5]), x.t, s_.memory);
            signature k = h.of(x, s_);
            const auto mine = std::lower_bound(claimed_.begin(), claimed_.end(), x.address24);
            k.twice = k.has_address && mine != claimed_.end() && mine + 1 != claimed_.end() && mine[1] == x.address24;
            if (h.settle(judge(rules_, k), s_.agreement)) tell(x, h.said, now);
        }
        if (h.said.iff >= 0) x.iff = static_cast<uint8_t>(h.said.iff);
        if (h.said.object_class >= 0) x.object_class = static_cast<uint32_t>(h.said.object_class);
        if (h.said.spoofed >= 0)
            x.flags =
                static_cast<uint16_t>((x.flags & ~QIKI_TRACK_SPOOFED) | (h.said.spoofed ? QIKI_TRACK_SPOOFED : 0));
    }

    void tell(const qiki_track& x, const verdict& v, qiki_ns now) {
        qiki_event& e = events_.emplace_back();
        e = {};
        e.track = x.id, e.t = now, e.source = index_, e.code = words_.code, e.label = QIKI_LABEL_OK, e.n = 4;
        const auto iff = static_cast<size_t>(std::max(v.iff, 0)),
                   kind = static_cast<size_t>(std::max(v.object_class, 0));
        const bool bad = iff == QIKI_IFF_HOSTILE || v.spoofed > 0;
        e.severity = bad ? QIKI_SEVERITY_WARNING : QIKI_SEVERITY_NOTICE;
        e.text = words_.text[v.spoofed > 0][iff][kind];
        e.v[0] = static_cast<double>(iff), e.v[1] = static_cast<double>(kind);
        e.v[2] = v.iff_row, e.v[3] = v.class_row;
    }

    const qiki_host* host_;
    uint32_t index_, source_ = 0;
    tracking::tangent_plane plane_;
    double origin_height_;
    tracking::assumptions assume_;
    std::vector<rule> rules_;
    memory_settings s_;
    std::array<double, 2> gates_{};
    size_t expected_ = 256;
    bool needs_plots_ = false;
    words words_;
    qiki::counter plots_, doubtful_;
    // Kept from tick to tick, by id.
    std::vector<history> known_;
    uint64_t warned_ = 0;
    // Of this tick only.
    std::vector<history> old_;
    std::vector<qiki_track> now_; // by id
    std::vector<uint32_t> claimed_;
    std::vector<spot> spots_;
    double widest_ = 0; // variance of east
    std::vector<qiki_event> events_;
    std::vector<tracking::job> jobs_;
    tracking::outbox outbox_;
    size_t told_ = 0;
    bool fresh_ = false;
};

// Does the first row that holds decide, and is a mean of equals what each of them is?
int32_t tracker::selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
    std::vector<rule> two(2);
    two[0].number = 1, two[0].when = by_speed, two[0].speed[1] = 1, two[0].iff = QIKI_IFF_FRIEND;
    two[1].number = 2, two[1].iff = QIKI_IFF_HOSTILE;
    signature fast;
    fast.speed_known = true, fast.speed = 2;
    fading_mean m;
    for (int i = 0; i < 9; ++i) m.add(3, i * 1'000'000'000LL, s_.memory);
    const std::array<qiki_selftest_row, 2> found{tracking::verdict(t, "rules", judge(two, fast).iff_row, 2),
                                                 tracking::verdict(t, "mean", m.mean(), 3)};
    std::copy_n(found.begin(), std::min(found.size(), rows.size()), rows.begin());
    return static_cast<int32_t>(found.size());
}

} // namespace
} // namespace classify

QIKI_PLUGIN(classify::tracker, "qiki.tracker.classify", QIKI_KIND_TRACKER, "0.1.0",
            "Says of each track whose side it is on and what it is, by rules over echo, speed, answers and names");
