// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_absent.cpp - what is absent counts for nothing.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "qiki/math.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>

namespace qiki::conform {
namespace tracker_absent_parts {
constexpr uint64_t ticks = 24, settled = 6;

// Every field of frame and contacts says something.
void fill(look& l) {
    qiki_frame& f = l.frame;
    f.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_SECTOR | QIKI_FRAME_HAS_PD | QIKI_FRAME_HAS_CLUTTER |
              QIKI_FRAME_HAS_SIGMA;
    f.bearing[1] = 2 * QIKI_PI, f.elevation[0] = -1.5, f.elevation[1] = 1.5, f.range[1] = 1e5;
    f.clutter_density = 1e-7, f.sigma[0] = 10, f.sigma[1] = f.sigma[2] = 1e-3, f.sigma[3] = 1;
    for (size_t i = 0; i < l.contacts.size(); ++i) {
        qiki_contact& c = l.contacts[i];
        c.valid = 0x7FF, c.band = QIKI_BAND_SR, c.transponder = QIKI_XPDR_S;
        c.z[3] = 20 * static_cast<double>(i % 5) - 40, c.cov[9] = 1;
        c.snr_db = 20, c.rcs_dbsm = 5, c.height_m = 4000 + static_cast<double>(i);
        c.address24 = 0x400000 + static_cast<uint32_t>(i), c.mode3a = static_cast<uint16_t>(01000 + i);
        std::memcpy(c.identity, "CONFORM", 7), c.identity[7] = static_cast<char>('A' + i % 26);
    }
}

// A bit of valid with its fields: put() makes them absent, or leaves in them what nobody may use.
struct field {
    const char* name;
    std::function<void(look&, double)> put;
};
std::function<void(look&, double)> in_contacts(uint32_t bit, void (*put)(qiki_contact&, double)) {
    return [=](look& l, double v) {
        for (qiki_contact& c : l.contacts) c.valid &= ~bit, put(c, v);
    };
}
std::function<void(look&, double)> in_frame(uint32_t bit, void (*put)(qiki_frame&, double)) {
    return [=](look& l, double v) { l.frame.valid &= static_cast<uint8_t>(~bit), put(l.frame, v); };
}
const std::vector<field>& fields() {
    using C = qiki_contact;
    using F = qiki_frame;
    static const std::vector<field> all = {
        {"contact.z[0]", in_contacts(QIKI_CONTACT_HAS_Z(0), [](C& c, double v) { c.z[0] = 9000 * v; })},
        {"contact.z[1]", in_contacts(QIKI_CONTACT_HAS_Z(1), [](C& c, double v) { c.z[1] = v; })},
        {"contact.z[2]", in_contacts(QIKI_CONTACT_HAS_Z(2), [](C& c, double v) { c.z[2] = v / 2; })},
        {"contact.z[3]", in_contacts(QIKI_CONTACT_HAS_Z(3), [](C& c, double v) { c.z[3] = 90 * v; })},
        {"contact.cov", in_contacts(QIKI_CONTACT_HAS_COV,
                                    [](C& c, double v) {
                                        std::fill_n(c.cov, 10, 0.0);
                                        c.cov[0] = 1e6 * v, c.cov[4] = c.cov[7] = 0.01 * v, c.cov[9] = 100 * v;
                                    })},
        {"contact.snr_db", in_contacts(QIKI_CONTACT_HAS_SNR, [](C& c, double v) { c.snr_db = -30 * v + 0.0; })},
        {"contact.rcs_dbsm", in_contacts(QIKI_CONTACT_HAS_RCS, [](C& c, double v) { c.rcs_dbsm = 60 * v; })},
        {"contact.address24",
         in_contacts(QIKI_CONTACT_HAS_ADDRESS,
                     [](C& c, double v) { c.address24 = static_cast<uint32_t>(std::abs(0x123456 * v)); })},
        {"contact.mode3a", in_contacts(QIKI_CONTACT_HAS_MODE3A,
                                       [](C& c, double v) { c.mode3a = static_cast<uint16_t>(std::abs(07700 * v)); })},
        {"contact.height_m", in_contacts(QIKI_CONTACT_HAS_HEIGHT, [](C& c, double v) { c.height_m = -900 * v + 0.0; })},
        {"contact.identity", in_contacts(QIKI_CONTACT_HAS_IDENTITY,
                                         [](C& c, double v) {
                                             std::memset(c.identity, v > 0 ? 'X' : v < 0 ? 'Y' : 0, sizeof c.identity);
                                         })},
        {"frame.pos, vel, att", in_frame(QIKI_FRAME_HAS_PLATFORM,
                                         [](F& f, double v) {
                                             for (int i = 0; i < 3; ++i) f.pos[i] = 3000 * v, f.vel[i] = 50 * v;
                                             std::fill_n(f.att, 4, v / 2);
                                         })},
        {"frame.bearing, elevation, range", in_frame(QIKI_FRAME_HAS_SECTOR,
                                                     [](F& f, double v) {
                                                         for (int i = 0; i < 2; ++i)
                                                             f.bearing[i] = f.elevation[i] = (i + 1) * 0.1 * v;
                                                         f.range[0] = 0, f.range[1] = 500 * v;
                                                     })},
        {"frame.pd", in_frame(QIKI_FRAME_HAS_PD, [](F& f, double v) { f.pd = 0.3 * v; })},
        {"frame.clutter_density", in_frame(QIKI_FRAME_HAS_CLUTTER, [](F& f, double v) { f.clutter_density = v; })},
        {"frame.sigma", in_frame(QIKI_FRAME_HAS_SIGMA, [](F& f, double v) { std::fill_n(f.sigma, 4, 0.2 * v); })}};
    return all;
}

bool same_records(told x, told y) {
    x.status = y.status = QIKI_OK;
    return x.bytes() == y.bytes();
}

// A contact that says neither how far nor in which direction is nowhere, and not at 0: it is as if it were not there.
void nowhere(subject& s) {
    actor shown(s), spared(s);
    looks a(*s.about, scene::world_of(*s.about, s.seed)), b(*s.about, scene::world_of(*s.about, s.seed));
    for (uint64_t i = 0; i < ticks; ++i) {
        look with = a.next(), without = b.next();
        if (i >= settled && !with.contacts.empty()) {
            qiki_contact& c = with.contacts.back();
            c.valid &= ~(QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | QIKI_CONTACT_HAS_Z(2));
            c.z[0] = c.z[1] = c.z[2] = 0;
            without.contacts.pop_back();
        }
        const told saw = shown.play(a.put({with})), did_not = spared.play(b.put({without}));
        if (saw.bytes() == did_not.bytes()) continue;
        const std::string what = saw.status == did_not.status
                                     ? "changes what the tracker says"
                                     : "changes the status of tick(), which is " + std::to_string(saw.status) +
                                           " instead of " + std::to_string(did_not.status) +
                                           (same_records(saw, did_not) ? ", and not a record" : "");
        throw failed(at_tick(i) +
                     "a contact without range, bearing and elevation (their valid bits are cleared, 0 stands in "
                     "their place) " +
                     what +
                     ": expected what it says without that contact; look at the valid bits first (rule "
                     "tracker.input)");
    }
}

// Contacts of four targets that say one value alone, of an antenna that stands still: none of them is where the others,
// which are absent, would be 0. Of a range that is north of the antenna, of a bearing the antenna itself.
void alone(subject& s, uint32_t value) {
    constexpr double antenna[3] = {3000, -2000, 100}, bearing[] = {2.2, 2.9, 3.8, 4.6}, close = 1000;
    constexpr auto four = std::size(bearing);
    actor it(s);
    solo::world w = scene::world_of(*s.about, s.seed);
    w.bodies = four;
    looks world(*s.about, w);
    for (uint64_t i = 0; i < ticks; ++i) {
        look l = world.next();
        std::copy_n(antenna, 3, l.frame.pos);
        for (size_t n = 0; n < four; ++n) {
            qiki_contact& c = l.contacts[n];
            c.valid = QIKI_CONTACT_HAS_Z(value) | QIKI_CONTACT_HAS_COV;
            c.z[0] = value == 0 ? 12'000 + 5000 * static_cast<double>(n) : 0, c.z[1] = value == 1 ? bearing[n] : 0,
            c.z[2] = 0;
        }
        const auto set = track_set(it.play(world.put({l})));
        for (size_t k = 0; set && k < set->size(); ++k) {
            const qiki_track& x = (*set)[k];
            if (x.status != QIKI_TRACK_CONFIRMED && x.status != QIKI_TRACK_COASTING) continue;
            for (const qiki_contact& c : l.contacts) {
                if (std::hypot(x.x[0] - antenna[0], x.x[1] - antenna[1] - c.z[0]) > close) continue;
                char text[160];
                std::snprintf(text, sizeof text, "%strack %llu is at (%.6g, %.6g) m, %s the antenna at (%g, %g) m",
                              at_tick(i).c_str(), static_cast<unsigned long long>(x.id), x.x[0], x.x[1],
                              value ? "at" : "in the north of", antenna[0], antenna[1]);
                throw failed(std::string(text) + ", and all contacts say their " + (value ? "bearing" : "range") +
                             " alone: there is none but by a " + (value ? "range" : "bearing") +
                             " of 0, whose valid bit is cleared; expected no track, or one somewhere else: absent is "
                             "never 0 (rules tracker.input, rec.3)");
            }
        }
    }
}

// The mean variance of the place that tracks of targets at rest state, when frames state these sigmas (NULL: none) and
// contacts no covariance; nothing when there is no such track.
std::optional<double> spread(const subject& s, const double* sigma) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    std::vector<qiki_contact> still;
    double sum = 0, n = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        look l = world.next();
        if (still.empty()) still = l.contacts;
        for (size_t k = 0; k < l.contacts.size(); ++k) {
            qiki_contact& c = l.contacts[k];
            std::copy_n(still[k].z, 4, c.z), std::fill_n(c.cov, 10, 0.0);
            c.valid &= ~QIKI_CONTACT_HAS_COV;
        }
        if (sigma) l.frame.valid |= QIKI_FRAME_HAS_SIGMA, std::copy_n(sigma, 4, l.frame.sigma);
        const auto set = track_set(it.play(world.put({l})));
        if (!set || i < settled) continue;
        for (const qiki_track& x : *set)
            if ((x.valid & QIKI_TRACK_HAS_COV) && x.status != QIKI_TRACK_ENDED) sum += x.p[0] + x.p[6], n += 1;
    }
    return n > 0 ? std::optional(sum / n) : std::nullopt;
}

// Who uses sigmas where they are stated does not take plots of unknown accuracy for exact ones where they are not.
void unstated(subject& s) {
    constexpr double fine[4] = {0.01, 1e-6, 1e-6, 0.01}, coarse[4] = {200, 5e-3, 5e-3, 1};
    const auto nothing = spread(s, nullptr), best = spread(s, fine), worst = spread(s, coarse);
    if (!nothing || !best || !worst || *worst < 10 * *best || *nothing > 2 * *best) return;
    char text[300];
    std::snprintf(text, sizeof text,
                  "contacts without a covariance, in frames without sigma (valid bits cleared): its tracks have a "
                  "variance of %.3g m^2, as of plots of 1 cm (%.3g m^2; of plots of 200 m: %.3g m^2)",
                  *nothing, *best, *worst);
    throw failed(std::string(text) + ": expected an assumed accuracy, or no use of such contacts; a sigma that is "
                                     "absent is not 0 (rule tracker.input)");
}

// One tracker and what it is shown of a field that is absent from a tick on: 0, something else, or nothing of the
// record.
struct viewer {
    viewer(subject& s, double shown) : it(s), sight(*s.about, scene::world_of(*s.about, s.seed)), value(shown) {}
    told play(const field& f, bool absent, bool refuses = false) {
        look l = sight.next();
        fill(l);
        const bool of_frame = std::strncmp(f.name, "frame", 5) == 0;
        if (std::strncmp(f.name, "frame.sigma", 11) == 0) // only then it would be asked
            in_contacts(QIKI_CONTACT_HAS_COV, [](qiki_contact& c, double) { std::fill_n(c.cov, 10, 0.0); })(l, 0);
        if (absent && refuses && of_frame) return it.play(sight.put({}));
        if (absent && refuses) l.contacts.clear();
        if (absent) f.put(l, value);
        return it.play(sight.put({l}));
    }
    actor it;
    looks sight;
    double value;
};

// What is absent is not used: whatever stands in its place, the bytes are the same. A record with something there is
// unsound (rule rec.3), and may be refused as a whole, whatever it is: without a word, or told.
void run(subject& s) {
    nowhere(s);
    for (const uint32_t value : {0u, 1u}) alone(s, value);
    unstated(s);
    for (const field& f : fields()) {
        viewer clean(s, 0), more(s, 1), less(s, -1), none(s, 0);
        bool ignores = true, refuses = true, tells = true;
        for (uint64_t i = 0; i < ticks; ++i) {
            const told a = more.play(f, i >= settled), b = less.play(f, i >= settled);
            const told sound = clean.play(f, i >= settled), without = none.play(f, i >= settled, true);
            ignores = sound.bytes() == a.bytes() && ignores;
            refuses = same_records(without, a) && refuses;
            tells = (i < settled || (a.status == QIKI_TRUNCATED && sound.status != a.status)) && tells;
            if (a.bytes() != b.bytes() || (!ignores && !refuses && !tells))
                throw failed(at_tick(i) + f.name +
                             " is absent (its valid bit is cleared), and what stands in its place changes what the "
                             "tracker says: expected the same bytes, or that it leaves out the whole record; look at "
                             "the valid bit first (rule tracker.input)");
        }
    }
}

std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_absent_parts
extern const check tracker_absent{.id = "tracker.absent",
                                  .level = 3,
                                  .from = needs::plugin,
                                  .rules = "tracker.input rec.3",
                                  .asserts =
                                      "of each of 16 valid bits of frames and contacts: when it is cleared, "
                                      "what stands in its field changes no byte of "
                                      "what the tracker says, unless it leaves out the whole record for it, or says "
                                      "QIKI_TRUNCATED; and a "
                                      "contact without any position is as none, one with a range or a bearing alone "
                                      "none in the north or at the antenna; who uses frame.sigma takes what is without "
                                      "any for no exact measurement",
                                  .varies = axis::absent,
                                  .run = tracker_absent_parts::run,
                                  .spares = tracker_absent_parts::spares,
                                  .compares = true};
} // namespace qiki::conform
