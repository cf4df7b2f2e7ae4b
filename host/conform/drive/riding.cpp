// SPDX-License-Identifier: MIT
// host/conform/drive/riding.cpp - an antenna goes where its carrier goes.
#include "host/conform/drive/riding.hpp"
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <cstdio>

namespace qiki::conform {
namespace {
constexpr double aboard = 300; // m from the middle of its carrier: a look may have begun a second ago

double norm_of(const double* d) { return qiki_hypot(qiki_hypot(d[0], d[1]), d[2]); }
} // namespace

bool rides_on(const qiki_frame& f, const qiki_truth& carrier) {
    double apart[3];
    for (int k = 0; k < 3; ++k)
        apart[k] = f.pos[k] - carrier.pos[k] - carrier.vel[k] * static_cast<double>(f.t_to) * 1e-9;
    return norm_of(apart) <= aboard;
}

namespace {
// What the frames of a short run say of an antenna on a carrier that goes straight.
struct ride {
    std::vector<double> at[3];  // m from the middle of the carrier at t_to
    std::vector<double> beside; // m/s, how far its velocity is from the carrier's
    double said[3] = {};        // the last velocity
};
double middle(std::vector<double> all) {
    const auto half = all.begin() + static_cast<ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), half, all.end());
    return *half;
}

// Nothing of one that stands elsewhere.
ride ride_of(const subject& s, const double (&velocity)[3]) {
    constexpr uint64_t length = 12; // ticks
    actor it(s);
    stage world(*s.about, s.seed);
    std::copy_n(velocity, 3, world.carrier.vel);
    ride r;
    for (uint64_t i = 0; i < length; ++i)
        for (const look& l : looks_of(it.play(world.next(spiral(4, 3000, 9000))))) {
            const qiki_frame& f = l.frame;
            if (i < 2 || !(f.valid & QIKI_FRAME_HAS_PLATFORM) || f.label != QIKI_LABEL_OK) continue;
            if (!rides_on(f, world.carrier)) return {};
            double off[3];
            for (int k = 0; k < 3; ++k) {
                off[k] = f.vel[k] - velocity[k];
                r.at[k].push_back(f.pos[k] - world.carrier.pos[k] - velocity[k] * static_cast<double>(f.t_to) * 1e-9);
            }
            r.beside.push_back(norm_of(off)), std::copy_n(f.vel, 3, r.said);
            if (f.platform && f.platform != world.carrier.entity)
                throw failed(at_tick(i) + "frame " + std::to_string(f.seq) + ": platform is " +
                             std::to_string(f.platform) + ", and its antenna rides on entity " +
                             std::to_string(world.carrier.entity) +
                             ": expected qiki_instance_info.host_entity; an index is not an entity (rule rec.10)");
        }
    return r;
}

} // namespace

void judge_place(const subject& s, const double (&velocity)[3]) {
    constexpr double late = 0.1; // s of its way
    const ride rests = ride_of(s, {0, 0, 0}), moves = ride_of(s, velocity);
    if (rests.beside.size() < 3 || moves.beside.size() < 3) return;
    double apart[3];
    for (int k = 0; k < 3; ++k) apart[k] = middle(moves.at[k]) - middle(rests.at[k]);
    if (norm_of(apart) <= late * norm_of(velocity)) return;
    char text[240];
    std::snprintf(text, sizeof text,
                  "its antenna rides on a carrier that moves by (%g, %g, %g) m/s, and of half of its frames pos is off "
                  "by (%.0f, %.0f, %.0f) m from where it is on one at rest",
                  velocity[0], velocity[1], velocity[2], apart[0], apart[1], apart[2]);
    throw failed(std::string(text) +
                 ": expected frame.pos to be the place of the antenna at t_to, and contacts to be seen from where it "
                 "was at their own t: pos less vel times t_to - t (rule radar.sigma)");
}
void judge_ride(const subject& s, const double (&velocity)[3]) {
    const ride rests = ride_of(s, {0, 0, 0}), moves = ride_of(s, velocity);
    const std::vector<double>& beside = moves.beside;
    const double(&said)[3] = moves.said;
    if (beside.size() < 3) return;
    const double half = middle(beside);
    if (half <= norm_of(velocity) / 4) return;
    char text[240];
    std::snprintf(text, sizeof text,
                  "its antenna rides on a carrier that moves by (%g, %g, %g) m/s, and of %zu frames half are off by %g "
                  "m/s or more; vel of the last one is (%g, %g, %g)",
                  velocity[0], velocity[1], velocity[2], beside.size(), half, said[0], said[1], said[2]);
    throw failed(std::string(text) +
                 ": expected frame.vel to be the velocity of the antenna, in ENU m/s; by it a reader finds the place "
                 "of the antenna at the contact's own t, and what range rate is of the target (rule radar.sigma)");
}

void judge_lost_carrier(const subject& s, lull::manner how) {
    constexpr uint64_t gone = 10; // tick
    actor it(s);
    stage world(*s.about, s.seed);
    world.carrier.pos[0] = 8e3, world.carrier.pos[1] = -6e3;
    std::vector<qiki_truth> all = spiral(24, 3000, 9000);
    for (qiki_truth& b : all) b.pos[0] += 8e3, b.pos[1] -= 6e3;
    uint64_t before = 0;
    for (uint64_t i = 0; i < gone + 25; ++i) {
        moment m = world.next(all);
        if (i >= gone) fall_silent(m, {how, 0});
        const told t = it.tick(m);
        if (t.status < 0) return;
        for (const look& l : looks_of(t)) {
            const qiki_frame& f = l.frame;
            if (!(f.valid & QIKI_FRAME_HAS_PLATFORM) || f.label != QIKI_LABEL_OK) continue;
            const bool rides = rides_on(f, world.carrier);
            if (i < gone && !rides) return; // it stands elsewhere
            before += i < gone;
            if (rides || before < 3) continue;
            char text[240];
            std::snprintf(text, sizeof text,
                          "frame %llu: pos is (%g, %g, %g), labelled OK; nothing is known of its carrier since tick "
                          "%llu, which was at rest at (%g, %g, %g)",
                          static_cast<unsigned long long>(f.seq), f.pos[0], f.pos[1], f.pos[2],
                          static_cast<unsigned long long>(gone), world.carrier.pos[0], world.carrier.pos[1],
                          world.carrier.pos[2]);
            throw failed(at_tick(i) + text +
                         ": expected no look, or one from where the antenna was last; what is not known is not at the "
                         "origin of the world (rules radar.sigma, rec.10)");
        }
    }
}
} // namespace qiki::conform
