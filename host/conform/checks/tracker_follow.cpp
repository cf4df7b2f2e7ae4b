// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_follow.cpp - who found a target goes on finding its contacts.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "qiki/math.h"
#include "qiki/truth.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

namespace qiki::conform {
namespace tracker_follow_parts {
constexpr uint64_t ticks = 60, settled = 20, patience = 10;

// Straight targets, seen from an antenna far from the origin that moves, in looks 0.2 to 1.2 s apart that arrive 0.3 s
// later, and earlier than the tick ends: the state of a track is that of a target, at its time.
constexpr qiki_ns delay = 600'000'000, between = 600'000'000; // on average
constexpr uint64_t looks_of_it = 80, warm = 40;
constexpr double near = 600; // m

void from_aboard(look& l) { // what is seen from the origin, as it is seen from there
    const double t = static_cast<double>(l.frame.t_to) * 1e-9, vel[3] = {90, -60, 0};
    const double from[3] = {4000 + vel[0] * t, -3000 + vel[1] * t, 250};
    std::copy_n(from, 3, l.frame.pos), std::copy_n(vel, 3, l.frame.vel);
    for (qiki_contact& c : l.contacts) {
        const qiki_sc way = qiki_sincos(c.z[1]), tilt = qiki_sincos(c.z[2]);
        const double pos[3] = {c.z[0] * tilt.cos * way.sin, c.z[0] * tilt.cos * way.cos, c.z[0] * tilt.sin};
        see(c, pos, from);
    }
}

void judge_states(subject& s) {
    actor it(s);
    const solo::world w = scene::world_of(*s.about, s.seed);
    looks world(*s.about, w);
    double tracks = 0, fits = 0, late = 0, square = 0, slope = 0, moving = 0;
    for (uint64_t i = 0; i < looks_of_it; ++i) {
        look l = world.lasting(uneven(i, between));
        l.frame.t_available += delay / 2;
        from_aboard(l);
        moment m = world.put({l});
        m.t0 += i ? delay : 0, m.t1 += delay;
        const auto set = track_set(it.play(m));
        for (size_t k = 0; set && i >= warm && k < set->size(); ++k) {
            const qiki_track& x = (*set)[k];
            if (x.status != QIKI_TRACK_CONFIRMED || x.label != QIKI_LABEL_OK) continue;
            const solo::records truth = solo::make(w, QIKI_REC_TRUTH, i, x.t);
            const auto* body = reinterpret_cast<const qiki_truth*>(truth.words.data());
            const auto far = [&](const qiki_truth& b) { return std::hypot(x.x[0] - b.pos[0], x.x[1] - b.pos[1]); };
            const qiki_truth& own =
                *std::min_element(body, body + w.bodies, [&](auto& a, auto& b) { return far(a) < far(b); });
            ++tracks;
            if (far(own) > near) continue;
            ++fits;
            for (int n = 0; n < 2; ++n) {
                late += (x.x[n] - own.pos[n]) * own.vel[n], square += own.vel[n] * own.vel[n];
                if (x.valid & QIKI_TRACK_HAS_VELOCITY)
                    slope += x.x[n + 3] * own.vel[n], moving += own.vel[n] * own.vel[n];
            }
        }
    }
    if (tracks < 100) return; // too few are confirmed to say anything
    constexpr const char* where = "ten straight targets, looks 0.2 to 1.2 s apart from an antenna that moves, each of "
                                  "which arrives 0.3 s later: ";
    char text[200];
    if (fits < 0.5 * tracks) {
        std::snprintf(text, sizeof text, "only %.0f of %.0f confirmed tracks have a target within %.0f m", fits, tracks,
                      near);
        throw failed(std::string(where) + text +
                     ": expected nearly all; take pos and att of each frame anew, and the time between looks from "
                     "t_to of the frames (rules tracker.state, rec.6)");
    }
    if (moving > 0 && (slope < 0.75 * moving || slope > 1.3 * moving)) {
        std::snprintf(text, sizeof text, "the velocities of tracks are on average %.3g times those of their targets",
                      slope / moving);
        throw failed(std::string(where) + text +
                     ": expected as fast; x[3] to x[5] are ENU m/s, and the time between looks is that between t_to of "
                     "their frames (rules tracker.state, rec.6)");
    }
    if (std::fabs(late) > 0.15 * square) {
        std::snprintf(text, sizeof text, "the places of tracks are those of their targets %.3g s %s t",
                      std::fabs(late) / square, late < 0 ? "before" : "after");
        throw failed(std::string(where) + text +
                     ": expected them to be of t; the contacts of a frame are of its t_to, neither of its arrival "
                     "(t_available) nor of the end of the tick: predict to t, or say t_to (rule tracker.state)");
    }
}

// Four targets at 250 m/s, 12 km apart, and two looks a second, of which one comes 5.5 s after the next: late contacts
// are of where their targets were, or of no use; who takes them for new ones sees others fly 1.4 km behind.
constexpr const char* late_ones =
    "four targets at 250 m/s, and every second frame comes 5.5 s late (QIKI_FRAME_LATE): ";
constexpr size_t most_strangers = 20;
constexpr uint64_t column = 4, columns = 140, columns_warm = 80, held = 12;
void column_at(double t, size_t n, double* pos) {
    pos[0] = 12'000 * static_cast<double>(n) - 18'000, pos[1] = 250 * t - 8000, pos[2] = 4000;
}
void judge_late(const subject& s) {
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = column, w.period = 500'000'000;
    looks world(*s.about, w);
    std::vector<look> all;
    double tracks = 0, fits = 0, pos[3];
    std::set<uint64_t> strangers; // tracks that are tentative and nowhere
    for (uint64_t i = 0; i < columns; ++i) {
        look& l = all.emplace_back(world.next());
        for (size_t n = 0; n < l.contacts.size(); ++n) {
            column_at(static_cast<double>(l.frame.t_to) * 1e-9, n, pos);
            see(l.contacts[n], pos, l.frame.pos);
        }
        std::vector<look> now;
        if (i % 2 == 0) now = {l};
        else if (i > held) {
            now = {all[i - held]};
            now[0].frame.t_available = world.now(), now[0].frame.flags |= QIKI_FRAME_LATE;
        }
        const auto set = track_set(it.play(world.put(now)));
        for (size_t k = 0; set && i >= columns_warm && k < set->size(); ++k) {
            const qiki_track& x = (*set)[k];
            if (x.status == QIKI_TRACK_ENDED || x.label != QIKI_LABEL_OK) continue;
            bool fit = false;
            for (size_t n = 0; n < column; ++n) {
                column_at(static_cast<double>(x.t) * 1e-9, n, pos);
                fit = fit || std::hypot(x.x[0] - pos[0], x.x[1] - pos[1]) < near;
            }
            if (x.status != QIKI_TRACK_TENTATIVE) ++tracks, fits += fit;
            else if (!fit) strangers.insert(x.id);
        }
    }
    if (tracks < 100) return; // it hardly follows them
    char text[200];
    if (strangers.size() > most_strangers) {
        std::snprintf(text, sizeof text, "in 30 s %zu tentative tracks begin where no target is within %.0f m",
                      strangers.size(), near);
        throw failed(std::string(late_ones) + text +
                     ": expected hardly any; a late contact belongs to the track of where the target was at its t, or "
                     "is of no use: predict back from t of the track, by a time below 0 (rule tracker.state)");
    }
    if (fits >= 0.75 * tracks) return;
    std::snprintf(text, sizeof text, "only %.0f of %.0f tracks that are not tentative have a target within %.0f m",
                  fits, tracks, near);
    throw failed(std::string(late_ones) + text +
                 ": expected nearly all; a contact is of its t, whenever its frame comes, so a late one is of where "
                 "the target was, or of no use (rule tracker.state)");
}

// Looks 1.5 to 4 s apart of four straight targets, in ticks of 0.5 s, most of which bring no frame; and the very same
// looks in ticks that are as long as the time since the look before: what the tracks say is the same.
constexpr uint64_t sparse_targets = 4, sparse_looks = 30, sparse_warm = 16;
constexpr uint64_t apart[] = {8, 5, 8, 3}; // short ticks
constexpr qiki_ns short_tick = 500'000'000;
struct sparse {
    double found = 0, slope = 0, moving = 0; // targets that a confirmed track is at; their velocities
    double faster() const { return moving > 0 ? slope / moving : 1; }
};
sparse play_sparse(const subject& s, bool short_ticks) {
    constexpr double vel[2] = {80, 120};
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = sparse_targets, w.period = short_tick;
    looks world(*s.about, w);
    sparse sum;
    for (uint64_t i = 0; i < sparse_looks; ++i) {
        const uint64_t n = apart[i % std::size(apart)];
        for (uint64_t k = 1; short_ticks && k < n; ++k) world.next(), it.play(world.put({}));
        look l = short_ticks ? world.next() : world.lasting(static_cast<qiki_ns>(n) * short_tick);
        l.frame.seq = i, l.frame.t_from = l.frame.t_to - short_tick;
        const auto at = [&](size_t k, qiki_ns t, double* pos) {
            for (int a = 0; a < 2; ++a) pos[a] = vel[a] * static_cast<double>(t) * 1e-9 - 8000;
            pos[0] += 12'000 * static_cast<double>(k) - 10'000, pos[2] = 3000;
        };
        double pos[3];
        for (size_t k = 0; k < l.contacts.size(); ++k) {
            at(k, l.frame.t_to, pos), see(l.contacts[k], pos, l.frame.pos);
            l.contacts[k].frame = static_cast<decltype(l.contacts[k].frame)>(i);
        }
        const auto set = track_set(it.play(world.put({l})));
        for (size_t k = 0; set && i >= sparse_warm && k < sparse_targets; ++k)
            for (const qiki_track& x : *set) {
                at(k, x.t, pos);
                if (x.status != QIKI_TRACK_CONFIRMED || x.label != QIKI_LABEL_OK) continue;
                if (std::hypot(x.x[0] - pos[0], x.x[1] - pos[1]) > near) continue;
                ++sum.found;
                for (int a = 0; a < 2 && (x.valid & QIKI_TRACK_HAS_VELOCITY); ++a)
                    sum.slope += x.x[a + 3] * vel[a], sum.moving += vel[a] * vel[a];
                break;
            }
    }
    return sum;
}
void judge_sparse(const subject& s) {
    constexpr double all = (sparse_looks - sparse_warm) * sparse_targets;
    const sparse plain = play_sparse(s, false);
    if (plain.found < 0.75 * all || plain.faster() < 0.75 || plain.faster() > 1.3) return; // too long for it
    const sparse many = play_sparse(s, true);
    const bool lost = many.found < 0.5 * plain.found;
    if (!lost && many.faster() > 0.6 && many.faster() < 1.6) return;
    char text[240];
    if (lost)
        std::snprintf(text, sizeof text,
                      "confirmed tracks are within %.0f m of a target %.0f of %.0f times; %.0f times when each look "
                      "has a tick as long as the time since the look before",
                      near, many.found, all, plain.found);
    else
        std::snprintf(text, sizeof text,
                      "the velocities of tracks are on average %.3g times those of their targets; %.3g times when "
                      "each look has a tick as long as the time since the look before",
                      many.faster(), plain.faster());
    throw failed(std::string("four straight targets, looks 1.5 to 4 s apart, in ticks of 0.5 s, of which most bring no "
                             "frame: ") +
                 text +
                 ": expected the same; the time between looks is that between the t_to of their frames, or the t of "
                 "their contacts, not the length of a tick (rule tracker.state)");
}

// Ten targets that each look shows: between the 20th and the 60th there is a track that was updated of late.
void run(subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    uint64_t made = 0;            // tracks seen so far
    uint64_t sure = 0, blank = 0; // those that are confirmed, and say NO_DATA
    uint64_t last = 0;            // the look, from 1, after which one was updated later than any before
    qiki_ns newest = INT64_MIN;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.play(world.put({world.next()}));
        if (const auto set = track_set(t))
            for (const qiki_track& x : *set) {
                ++made, sure += x.status == QIKI_TRACK_CONFIRMED;
                blank += x.status == QIKI_TRACK_CONFIRMED && x.label == QIKI_LABEL_NO_DATA;
                if (x.status != QIKI_TRACK_ENDED && x.t_update > newest) newest = x.t_update, last = i + 1;
            }
        if (!made || i < settled || i + 1 < last + patience) continue;
        throw failed(at_tick(i) + "ten plain targets are in every look, and no track has been updated " +
                     (last ? "since look number " + std::to_string(last - 1) : "by any look") +
                     ": expected contacts to be taken up in each. Frames name their contacts by ordinals that count "
                     "from reset: take row frame.first - view.first of the view, not row frame.first (rule tick.4)");
    }
    if (!made) s.warn("made no track of ten targets in 60 looks: nothing was looked at");
    else if (sure && blank == sure)
        s.warn("all records of confirmed tracks of ten plain targets are labelled QIKI_LABEL_NO_DATA, and say no "
               "place: where "
               "they are, and how fast, was not looked at (rules rec.4, tracker.state)");
    judge_states(s);
    if (reads(*s.about, QIKI_REC_TRACK)) return; // tracks that come are of other targets
    judge_late(s);
    judge_sparse(s);
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_follow_parts
extern const check tracker_follow{
    .id = "tracker.follow",
    .level = 2,
    .from = needs::plugin,
    .rules = "tick.4 tracker.state rec.6",
    .asserts =
        "of ten targets that each of 60 looks shows, some track is updated all the time: who finds contacts by "
        "the wrong ordinals sees those of the first ticks alone; and of straight targets, in uneven looks that arrive "
        "late, from an antenna that moves, most confirmed tracks are where one of them is at their t, and as fast; "
        "they also are there when every second frame comes 5.5 s late, and few begin where no target is; of looks 1.5 "
        "to 4 s apart they say the same in ticks of 0.5 s, most of which bring no frame, as in ticks of that length",
    .varies = axis::order | axis::time,
    .run = tracker_follow_parts::run,
    .spares = tracker_follow_parts::spares};
} // namespace qiki::conform
