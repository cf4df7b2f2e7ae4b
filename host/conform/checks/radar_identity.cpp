// SPDX-License-Identifier: MIT
// host/conform/checks/radar_identity.cpp - an echo has no name.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/stage.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace qiki::conform {
namespace radar_identity_parts {
constexpr uint64_t ticks = 20, bodies = 28;
constexpr uint32_t address = 0xA00000, code = 01000;
constexpr uint32_t names = QIKI_CONTACT_HAS_ADDRESS | QIKI_CONTACT_HAS_MODE3A | QIKI_CONTACT_HAS_IDENTITY;

// From 300 m to beyond most radars; all have names, and every fourth a transponder that says all, or its code alone.
std::vector<qiki_truth> population() {
    std::vector<qiki_truth> all = spiral(bodies, 0, 0, 1500);
    for (uint32_t k = 0; k < bodies; ++k) {
        qiki_truth& b = all[k];
        const double far = 300 * std::pow(1.3, k);
        b.pos[0] = far * qiki_sin(2.4 * k) + 0.0, b.pos[1] = far * qiki_cos(2.4 * k) + 0.0;
        b.valid |= QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A | QIKI_TRUTH_HAS_IDENTITY;
        b.address24 = address + k, b.mode3a = static_cast<uint16_t>(code + k);
        std::memcpy(b.identity, "CONFORM", 7), b.identity[7] = static_cast<char>('A' + k);
        b.transponder = k % 4 == 0 ? QIKI_XPDR_S : k % 4 == 2 ? QIKI_XPDR_A : QIKI_XPDR_NONE;
    }
    return all;
}

// Whether some body with a transponder of a kind that tells it would answer with this.
bool answered(const qiki_contact& c, uint32_t bit, const std::vector<qiki_truth>& all) {
    return std::any_of(all.begin(), all.end(), [&](const qiki_truth& b) {
        if (bit == QIKI_CONTACT_HAS_MODE3A) return b.transponder != QIKI_XPDR_NONE && b.mode3a == c.mode3a;
        if (b.transponder != QIKI_XPDR_S) return false;
        return bit == QIKI_CONTACT_HAS_ADDRESS ? b.address24 == c.address24
                                               : !std::memcmp(b.identity, c.identity, sizeof c.identity);
    });
}

void run(subject& s) {
    actor it(s);
    stage scene(*s.about, s.seed);
    const std::vector<qiki_truth> all = population();
    uint64_t seen = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        for (const look& l : looks_of(it.play(scene.next(all))))
            for (const qiki_contact& c : l.contacts) {
                ++seen;
                const std::string who = at_tick(i) + "contact " + std::to_string(c.id);
                if (c.band == QIKI_BAND_LR && ((c.valid & names) || c.transponder != QIKI_XPDR_NONE))
                    throw failed(who +
                                 " of band LR carries an identity (address, code, callsign or transponder): expected "
                                 "none, since an echo has no name; QIKI_BAND_SR may carry one (rule radar.identity)");
                if (c.band == QIKI_BAND_LR && (c.valid & QIKI_CONTACT_HAS_HEIGHT))
                    throw failed(who +
                                 " of band LR carries height_m: expected none, since an echo does not say its height "
                                 "by pressure, which a transponder tells; leave QIKI_CONTACT_HAS_HEIGHT away (rule "
                                 "radar.identity)");
                if ((c.valid & QIKI_CONTACT_HAS_HEIGHT) && c.transponder == QIKI_XPDR_NONE)
                    throw failed(who + " carries height_m, and no transponder answered: expected it in answers alone "
                                       "(rule radar.identity)");
                for (const auto& [bit, what] : {std::pair{QIKI_CONTACT_HAS_ADDRESS, "an address"},
                                                {QIKI_CONTACT_HAS_MODE3A, "a code"},
                                                {QIKI_CONTACT_HAS_IDENTITY, "a callsign"}}) {
                    const bool doubted = bit == QIKI_CONTACT_HAS_MODE3A && c.code_flags;
                    if ((c.valid & bit) && !doubted && !answered(c, bit, all))
                        throw failed(who + " carries " + what +
                                     " that no transponder answered (bodies without a "
                                     "transponder have one, too): expected answers alone (rule radar.identity)");
                }
            }
    }
    if (!seen) throw skipped("saw none of 28 bodies in 20 s");
}
std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_RADAR, {QIKI_REC_TRUTH}, {QIKI_REC_CONTACT});
}
} // namespace radar_identity_parts
extern const check radar_identity{.id = "radar.identity",
                                  .level = 2,
                                  .from = needs::plugin,
                                  .rules = "radar.identity",
                                  .asserts = "long-range contacts carry no address, code, callsign, height by pressure "
                                             "or transponder, short-range ones only what a transponder "
                                             "answered: else a tracker would know what no radar can",
                                  .run = radar_identity_parts::run,
                                  .spares = radar_identity_parts::spares};
} // namespace qiki::conform
