// SPDX-License-Identifier: MIT
// host/conform/checks/tracker_input.cpp - frames that are odd but legal.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/conform/flaw.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include <algorithm>

namespace qiki::conform {
namespace tracker_input_parts {
constexpr uint64_t ticks = 192;
// The i-th oddity of an otherwise fair sequence of looks.
std::vector<look> odd(uint64_t i, const look& l, const look& before) {
    look x = l;
    switch (i % 12) {
    case 3: x.contacts.insert(x.contacts.end(), l.contacts.begin(), l.contacts.end()); break; // all twice
    case 4: x.contacts.clear(); break;
    case 5: return {};
    case 6: return {before, l}; // late, and with it one on time
    case 7: return {l, l};      // the same frame twice
    case 8:                     // contacts without any value
        for (qiki_contact& c : x.contacts) {
            qiki_contact none{};
            none.id = c.id, none.t = c.t, none.frame = c.frame;
            c = none;
        }
        break;
    case 9: // a frame that says nothing of itself
        x.frame.valid = 0, x.frame.pd = 0, std::fill_n(x.frame.att, 4, 0.0);
        x.frame.flags = 0;
        break;
    case 10: // all at one place
        for (qiki_contact& c : x.contacts) std::copy_n(l.contacts[0].z, 4, c.z);
        break;
    case 11: // measured exactly, as it says
        for (qiki_contact& c : x.contacts) std::fill_n(c.cov, 10, 0.0);
        break;
    default: break;
    }
    return {x};
}

// Three looks, after twelve fair ones, all of whose contacts are labelled INVALID: of who uses them, t_update tells.
constexpr uint64_t fair = 12, known_wrong = 3;
void judge_labels(const subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    qiki_ns last = 0; // t_to of the last fair look
    for (uint64_t i = 0; i < fair + known_wrong; ++i) {
        look l = world.next();
        if (i < fair) last = l.frame.t_to;
        else
            for (qiki_contact& c : l.contacts) c.label = QIKI_LABEL_INVALID;
        const auto set = track_set(it.play(world.put({l})));
        if (!set || i < fair) continue;
        const auto led = std::find_if(set->begin(), set->end(),
                                      [&](const qiki_track& x) { return x.t_birth <= last && x.t_update > last; });
        if (led != set->end())
            throw failed(at_tick(i) + "track " + std::to_string(led->id) + ": t_update is " +
                         std::to_string(led->t_update) + " ns, and since " + std::to_string(last) +
                         " ns all contacts were labelled QIKI_LABEL_INVALID: expected none of them to be used; "
                         "INVALID is measured, and known to be wrong (rule tracker.input)");
    }
}

void run(subject& s) {
    actor it(s);
    looks world(*s.about, scene::world_of(*s.about, s.seed));
    look before{};
    for (uint64_t i = 0; i < ticks; ++i) {
        const look l = world.next();
        moment m = world.put(odd(i, l, before));
        for (feed& f : m.in)
            if (f.record == QIKI_REC_FRAME && i % 12 == 9) f.as<qiki_frame>(0).count += 3; // that were lost
        const told t = it.tick(m);
        if (t.status < 0)
            throw failed(at_tick(i) + "fails with status " + std::to_string(t.status) + ", " + t.error +
                         ", on frames that are odd but legal (oddity " + std::to_string(i % 12) +
                         "): expected them to be survived (rule tracker.input)");
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k)
                if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                    throw unsound(at_tick(i) + "output '" + load::row<qiki_port>(s.about->outputs, w.port).name +
                                      "' after frames that are odd but legal (oddity " + std::to_string(i % 12) +
                                      "): " + flaw_told(w.record, w.at(k), flaw) + " (rules tracker.input, rec.9)",
                                  flaw);
        before = l;
    }
    if (!reads(*s.about, QIKI_REC_TRACK)) judge_labels(s);
}

std::string spares(const qiki_descriptor& d) {
    return other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
}
} // namespace tracker_input_parts
extern const check tracker_input{
    .id = "tracker.input",
    .level = 3,
    .from = needs::plugin,
    .rules = "tracker.input",
    .asserts = "duplicates, empty, late and repeated frames, frames that miss contacts, "
               "contacts without a value or all at one "
               "place are survived, with sound tracks; no track uses a contact that is labelled INVALID",
    .varies = axis::records | axis::time,
    .run = tracker_input_parts::run,
    .spares = tracker_input_parts::spares};
} // namespace qiki::conform
