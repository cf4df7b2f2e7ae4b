// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_order.cpp - which contact of a frame comes first is no news.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qiki::conform {
namespace tracker_order_parts {
constexpr uint64_t ticks = 30, leaders = 6, wing = 3;

// Each body becomes a formation of four, 40 m apart in range: near enough that their contacts are quarrelled over.
void into_formations(look& l, uint64_t seed) {
    const size_t n = l.contacts.size();
    for (size_t k = 0; k < n; ++k)
        for (uint64_t i = 1; i <= wing; ++i) {
            qiki_contact c = l.contacts[k];
            const qiki_bits b = qiki_draw(seed, c.id, i, 9, 0);
            c.id += i << 32, c.z[0] += 40 * static_cast<double>(i) + 10 * qiki_normal(b, 0);
            c.z[1] += 1e-3 * qiki_normal(b, 1);
            l.contacts.push_back(c);
        }
}
look permuted(look l, uint64_t seed) {
    for (size_t left = l.contacts.size(); left > 1; --left)
        std::swap(l.contacts[left - 1],
                  l.contacts[qiki_below(qiki_draw(seed, l.frame.seq, left, 8, 0), static_cast<uint32_t>(left))]);
    return l;
}

bool same(const qiki_track& a, const qiki_track& b) {
    if (a.status != b.status || a.hits != b.hits || a.misses != b.misses || a.t_update != b.t_update ||
        a.valid != b.valid)
        return false;
    for (int i = 0; i < 6; ++i)
        if (std::fabs(a.x[i] - b.x[i]) > 1e-9 * std::max(1e3, std::fabs(a.x[i]))) return false;
    return true;
}
std::string place(const qiki_track& x) {
    char text[120];
    std::snprintf(text, sizeof text, "track %llu at (%.9g, %.9g, %.9g) m", static_cast<unsigned long long>(x.id),
                  x.x[0], x.x[1], x.x[2]);
    return text;
}

void run(subject& s) {
    actor straight(s), shuffled(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = leaders;
    looks world(*s.about, w), again(*s.about, w);
    for (uint64_t i = 0; i < ticks; ++i) {
        look l = world.next();
        again.next();
        into_formations(l, s.seed);
        const auto a = track_set(straight.play(world.put({l})));
        auto b = track_set(shuffled.play(again.put({permuted(l, s.seed)})));
        const char* const remedy =
            "; let time and measured values decide, not the place in the frame (rule tracker.order)";
        if (a.has_value() != b.has_value() || (a && a->size() != b->size()))
            throw failed(at_tick(i) + "the contacts of each frame in another order give " +
                         std::to_string(b ? b->size() : 0) + " tracks, and " + std::to_string(a ? a->size() : 0) +
                         " as they were" + remedy);
        for (size_t k = 0; a && k < a->size(); ++k) {
            const auto twin = std::find_if(b->begin(), b->end(), [&](const qiki_track& x) { return same((*a)[k], x); });
            if (twin == b->end())
                throw failed(at_tick(i) + place((*a)[k]) +
                             ": with the contacts of each frame in another order no track is there with these hits "
                             "(expected one to 1e-9)" +
                             remedy);
            b->erase(twin);
        }
    }
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_order_parts
extern const check tracker_order{
    .id = "tracker.order",
    .level = 2,
    .from = needs::plugin,
    .rules = "tracker.order",
    .asserts = "targets in close formation: with the contacts of every frame shuffled the tracks are the same to 1e-9, "
               "whatever their ids; a radar owes nobody an order",
    .varies = axis::order,
    .run = tracker_order_parts::run,
    .spares = tracker_order_parts::spares};
} // namespace qiki::conform
