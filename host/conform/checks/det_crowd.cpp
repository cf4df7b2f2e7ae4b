// SPDX-License-Identifier: MIT
// host/conform/checks/det_crowd.cpp - one body more moves nobody else's noise.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <cstring>

namespace qiki::conform {
namespace det_crowd_parts {
constexpr uint64_t ticks = 40;
constexpr double gate = 2000;

// What was said of one body in one look: where, and when.
struct say {
    qiki_ns t;
    uint32_t kind;
    double z[4];
};
using key = std::pair<uint64_t, uint64_t>; // the look, the body's entity

std::map<key, say> live(const subject& s, const configuration& c, const std::vector<qiki_truth>& bodies) {
    actor it(s, c);
    stage scene(*s.about, s.seed);
    std::map<key, say> all;
    for (uint64_t i = 0; i < ticks; ++i)
        for (const look& l : looks_of(it.play(scene.next(bodies))))
            for (const qiki_contact& x : l.contacts)
                if (const auto m = nearest(l.frame, x, bodies, gate)) {
                    say now{x.t, x.kind, {}};
                    std::memcpy(now.z, x.z, sizeof now.z);
                    all.emplace(key{l.frame.seq, bodies[m->body].entity}, now); // the first, should there be several
                }
    return all;
}

void run(subject& s) {
    const configuration c(*s.about, with(s, {{"clutter", 0}, {"pd", 1}}));
    // Nine in the north and east, and one more that comes first in the truth, far from all of them in the south-west.
    std::vector<qiki_truth> nine;
    for (uint64_t k = 0; k < 9; ++k)
        nine.push_back(body(3 + k, 0.1 + 0.16 * static_cast<double>(k), 3000 + 700 * static_cast<double>(k), 2000));
    std::vector<qiki_truth> ten = nine;
    ten.insert(ten.begin(), body(2, 3.9, 5000, 2000));
    const auto alone = live(s, c, nine);
    uint64_t common = 0, moved = 0;
    std::string where;
    for (const auto& [who, now] : live(s, c, ten)) {
        const auto was = alone.find(who);
        if (was == alone.end() || was->second.t != now.t || was->second.kind != now.kind) continue;
        ++common;
        if (std::memcmp(was->second.z, now.z, sizeof now.z) == 0) continue;
        if (!moved++)
            where = "look " + std::to_string(who.first) + ", entity " + std::to_string(who.second) + ": z[0] is " +
                    std::to_string(now.z[0]) + " with it and " + std::to_string(was->second.z[0]) + " without";
    }
    if (!common) throw skipped("found no body of nine in two lives of 40 s");
    if (!moved) return;
    if (live(s, c, nine).size() != alone.size()) throw deferred("two lives already differ", "det.repeat");
    throw failed("one body more, more than 7 km from all others, moves the contacts of others: " +
                 std::to_string(moved) + " of " + std::to_string(common) + " have other values, the first in " + where +
                 "; draw noise by who is measured (the entity), never by the place in a list or in the beam (rule "
                 "det.2)");
}
std::string spares(const qiki_descriptor& d) {
    if (const std::string why = impure(d); !why.empty()) return why;
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_FRAME, QIKI_REC_CONTACT});
}
} // namespace det_crowd_parts
extern const check det_crowd{
    .id = "det.crowd",
    .level = 4,
    .from = needs::plugin,
    .rules = "det.2",
    .asserts = "of nine bodies, those that a radar finds also when there is one more, far from all of them, it finds "
               "at the same values, bit for bit: chance is addressed by whom it is about",
    .varies = axis::count,
    .run = det_crowd_parts::run,
    .spares = det_crowd_parts::spares};
} // namespace qiki::conform
