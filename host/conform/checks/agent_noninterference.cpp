// SPDX-License-Identifier: MIT
// host/conform/checks/agent_noninterference.cpp - what an agent is not shown is not there for it.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/drive/neighbours.hpp"
#include "host/load/contract.hpp"
#include "qiki/event.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace agent_noninterference_parts {
constexpr uint64_t ticks = 40;

// What hides a part of every scene: valid bits, labels, counts. Behind them stands nothing, as the rules of records
// want it.
void hide(qiki_track& x, uint64_t k) {
    if (k % 5 == 4) { // nothing is known of it but that it is
        qiki_track none{};
        none.id = x.id, none.t = x.t, none.t_update = x.t_update, none.t_birth = x.t_birth, none.status = x.status;
        none.state_dims = 3;
        x = none;
    } else if (k % 3 == 2) {
        x.valid &= ~(QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV);
        std::fill_n(x.x + 3, 3, 0.0), std::fill_n(x.p, 21, 0.0);
    }
}
void hide(qiki_sample& x, uint64_t tick) {
    if (tick % 4 != 3) return;
    std::fill_n(x.v, 4, 0.0);
    x.label = QIKI_LABEL_NO_DATA, x.status = QIKI_SENSE_OFF, x.n = 0, x.trust = 0;
}

// What nobody may look at, set in one record; false: there it is not hidden, or has no place.
struct secret {
    const char* name;
    uint32_t record;
    bool (*put)(std::byte*, bool other); // one of two values
};
template <class R, class Put>
bool in(std::byte* at, bool hidden, bool other, Put put) {
    if (hidden) put(*reinterpret_cast<R*>(at), other);
    return hidden;
}
const qiki_track& track(const std::byte* at) { return *reinterpret_cast<const qiki_track*>(at); }
template <class R>
bool beyond_n(std::byte* at, bool other) {
    R& x = *reinterpret_cast<R*>(at);
    if (x.n >= 4) return false;
    std::fill(x.v + x.n, x.v + 4, other ? -3e3 : 1e4);
    return true;
}
#define QIKI_OF_TRACK(bit, set)                                                                                        \
    [](std::byte* at, bool o) {                                                                                        \
        return in<qiki_track>(at, !(track(at).valid & (bit)), o,                                                       \
                              [](qiki_track& x, [[maybe_unused]] bool other) { set; });                                \
    }
constexpr secret secrets[] = {
    {"track.x of a track that says NO_DATA", QIKI_REC_TRACK,
     [](std::byte* at, bool o) {
         return in<qiki_track>(at, track(at).label == QIKI_LABEL_NO_DATA, o,
                               [](qiki_track& x, bool other) { std::fill_n(x.x, 3, other ? -9e3 : 1234.5); });
     }},
    {"track.x, the velocity", QIKI_REC_TRACK,
     QIKI_OF_TRACK(QIKI_TRACK_HAS_VELOCITY, std::fill_n(x.x + 3, 3, other ? 40.0 : -77.5))},
    {"track.p", QIKI_REC_TRACK,
     QIKI_OF_TRACK(QIKI_TRACK_HAS_COV, x.p[0] = x.p[6] = x.p[11] = x.p[15] = x.p[18] = x.p[20] = other ? 1e-3 : 400)},
    {"track.address24", QIKI_REC_TRACK,
     QIKI_OF_TRACK(QIKI_TRACK_HAS_ADDRESS, x.address24 = other ? 0x123456 : 0xABCDEF)},
    {"track.mode3a", QIKI_REC_TRACK, QIKI_OF_TRACK(QIKI_TRACK_HAS_MODE3A, x.mode3a = other ? 01234 : 07500)},
    {"track.height_m", QIKI_REC_TRACK, QIKI_OF_TRACK(QIKI_TRACK_HAS_HEIGHT, x.height_m = other ? 9e3 : 12)},
    {"track.existence", QIKI_REC_TRACK, QIKI_OF_TRACK(QIKI_TRACK_HAS_EXISTENCE, x.existence = other ? 1 : 0.5)},
    {"track.quality", QIKI_REC_TRACK, QIKI_OF_TRACK(QIKI_TRACK_HAS_QUALITY, x.quality = other ? 0.9 : 0.1)},
    {"track.identity", QIKI_REC_TRACK,
     QIKI_OF_TRACK(QIKI_TRACK_HAS_IDENTITY, std::memset(x.identity, other ? 'Y' : 'X', sizeof x.identity))},
    {"sample.v, beyond n or where it says NO_DATA,", QIKI_REC_SAMPLE, beyond_n<qiki_sample>},
    {"event.v, beyond n,", QIKI_REC_EVENT, beyond_n<qiki_event>}};
#undef QIKI_OF_TRACK

// What the agent meets: all secrets or one, littered, or their records left out as if refused; and neighbours in this
// world or that.
struct sight {
    const secret* from = nullptr;
    const secret* to = nullptr;
    bool other = false, refused = false;
    uint64_t neighbours = 11;
};
moment seen(moment m, const sight& how) {
    for (feed& f : m.in)
        for (uint64_t k = f.now.count; k-- > 0;) {
            if (f.record == QIKI_REC_TRACK) hide(f.as<qiki_track>(k), k);
            if (f.record == QIKI_REC_SAMPLE) hide(f.as<qiki_sample>(k), m.seq);
            bool touched = false;
            for (const secret* x = how.from; x != how.to; ++x)
                if (x->record == f.record) touched = x->put(f.at(k), how.other) || touched;
            if (touched && how.refused) f.erase(k);
        }
    return m;
}

std::vector<std::string> life(const subject& s, const sight& how) {
    neighbours others(s, how.neighbours); // in a world of their own
    actor it(s);
    scene world(*s.about, s.seed);
    std::vector<std::string> said;
    for (uint64_t i = 0; i < ticks; ++i) {
        others.tick();
        said.push_back(it.play(seen(world.next(), how)).bytes());
    }
    return said;
}
std::string first_difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return at_tick(static_cast<uint64_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin()));
}

void run(subject& s) {
    const std::vector<std::string> plain = life(s, {});
    const auto beside = life(s, {.neighbours = 22});
    if (beside != plain)
        throw failed(first_difference(plain, beside) +
                     "what it says depends on what another plugin of its file lives through: expected the same bytes; "
                     "share nothing between plugins (rule agent.sight)");
    const auto found = [&](const secret* from, const secret* to) -> std::string {
        try {
            const auto one = life(s, {from, to}), two = life(s, {from, to, true});
            if (one == plain && two == plain) return {};
            // What is not 0 there breaks rule rec.3, so the whole record may be refused for it, whatever it is.
            if (one == two && one == life(s, {from, to, false, true})) return {};
            return first_difference(plain, one == plain ? two : one);
        } catch (const deferred& d) {
            if (d.judge == "out.finite") return {}; // refused the tick: tick.poison-input warns of that
            throw;
        }
    };
    const secret *const first = std::begin(secrets), *const last = std::end(secrets);
    const std::string at = found(first, last);
    if (at.empty()) return;
    bool refuses = false;
    for (const secret* x = first; x != last; ++x) {
        if (const std::string where = found(x, x + 1); !where.empty())
            throw failed(where + x->name +
                         " is absent (its valid bit is cleared, or its record says so), and what stands in its place "
                         "changes what the agent says: expected the same bytes, or those without that record; look at "
                         "valid bits, label and n first (rules agent.sight, rec.3, rec.4)");
        refuses = refuses || life(s, {x, x + 1}) != plain;
    }
    if (!refuses)
        throw failed(at +
                     "what it says depends on fields that are absent by valid bits, NO_DATA or n, several together: "
                     "expected the same bytes; look at these first (rules agent.sight, rec.3, rec.4)");
}
std::string spares(const qiki_descriptor& d) { return other_than(d, QIKI_KIND_AGENT, {}, {}); }
} // namespace agent_noninterference_parts
extern const check agent_noninterference{
    .id = "agent.noninterference",
    .level = 4,
    .from = needs::plugin,
    .rules = "agent.sight rec.3 rec.4",
    .asserts = "two lives, equal in what the agent is shown: what stands behind "
               "cleared valid bits, NO_DATA and n changes no byte, unless the whole record is refused for "
               "it; nor does what other plugins of its file live through",
    .varies = axis::records | axis::absent | axis::instances,
    .run = agent_noninterference_parts::run,
    .spares = agent_noninterference_parts::spares,
    .compares = true};
} // namespace qiki::conform
