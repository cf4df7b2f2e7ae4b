// SPDX-License-Identifier: MIT
// host/conform/checks/out_finite.cpp - what it writes keeps the rules of records.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/covariance.hpp"
#include "host/conform/drive/timely.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/conform/flaw.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include "qiki/event.h"
#include "qiki/sample.h"
#include "qiki/truth.h"
#include <set>

namespace qiki::conform {
namespace out_finite_parts {
constexpr uint64_t ticks = 50, old = 20;  // ticks after which a time that has not moved is none of them
constexpr uint64_t few = 10, many = 2000; // ticks with each parameter at its limits, or so many records

// What a record names itself by, where that may stand once in a run.
uint64_t id_of(uint32_t record, const std::byte* at) {
    switch (record) {
    case QIKI_REC_CONTACT: return reinterpret_cast<const qiki_contact*>(at)->id;
    case QIKI_REC_COMMAND: return reinterpret_cast<const qiki_command*>(at)->id;
    case QIKI_REC_PROPOSAL: return reinterpret_cast<const qiki_proposal*>(at)->id;
    default: return 0;
    }
}

// A frame names contacts of its own tick.
std::string misplaced(const qiki_frame& f, const std::vector<written>& all) {
    for (const written& w : all) {
        if (w.record != QIKI_REC_CONTACT || !f.count) continue;
        const uint64_t end = w.first + w.count;
        if (f.first < w.first || f.first > end || f.count > end - f.first)
            return "frame.first, count: expected some of the contacts of this tick, from " + std::to_string(w.first) +
                   " to before " + std::to_string(end) + ", found " + std::to_string(f.count) + " from " +
                   std::to_string(f.first) +
                   "; take `first` from qiki_out.first + count before the first of them "
                   "(rule tick.4)";
    }
    return {};
}

// Who says that: what an instance writes of its own bears its own index. What it passes on, or reads from a file, has
// that of somebody else.
const uint32_t* source_of(const qiki_descriptor& d, uint32_t record, const std::byte* at) {
    const std::string_view kind(d.kind);
    switch (record) {
    case QIKI_REC_FRAME:
        return kind == QIKI_KIND_RADAR && !reads(d, QIKI_REC_FRAME) ? &reinterpret_cast<const qiki_frame*>(at)->source
                                                                    : nullptr;
    case QIKI_REC_RECEIPT:
        return kind == QIKI_KIND_VEHICLE ? &reinterpret_cast<const qiki_receipt*>(at)->source : nullptr;
    case QIKI_REC_EVENT: return reads(d, record) ? nullptr : &reinterpret_cast<const qiki_event*>(at)->source;
    default: return nullptr;
    }
}
// Whom it is about: its carrier, or one of the bodies that it is shown.
std::string stranger(const qiki_sample& r, const moment& m, const qiki_instance_info& own) {
    if (r.entity == own.host_entity || r.entity == own.self_entity) return {};
    for (const feed& f : m.in)
        for (uint64_t k = 0; k < f.now.count; ++k)
            if ((f.record == QIKI_REC_TRUTH && f.as<qiki_truth>(k).entity == r.entity) ||
                (f.record == QIKI_REC_SAMPLE && f.as<qiki_sample>(k).entity == r.entity))
                return {};
    return "sample.entity is " + std::to_string(r.entity) + ": expected that of its carrier, " +
           std::to_string(own.host_entity) + " (host_entity), or of a body that it reads of; index is the number of " +
           "the instance, not of an entity (rule rec.10)";
}
// A time that is not of this run's nanoseconds: late in it, a thousandth of what it should be or less.
std::string of_other_unit(uint32_t record, const std::byte* at, qiki_ns t1) {
    qiki_ns t = 0;
    switch (record) {
    case QIKI_REC_SAMPLE: {
        const auto& r = *reinterpret_cast<const qiki_sample*>(at);
        if (r.label != QIKI_LABEL_OK) return {};
        t = r.t;
        break;
    }
    case QIKI_REC_PROPOSAL: t = reinterpret_cast<const qiki_proposal*>(at)->t; break;
    case QIKI_REC_COMMAND: t = reinterpret_cast<const qiki_command*>(at)->t; break;
    case QIKI_REC_RECEIPT: t = reinterpret_cast<const qiki_receipt*>(at)->t; break;
    default: return {};
    }
    if (t < 0 || t > t1 / 1000) return {};
    return "t is " + std::to_string(t) + " ns in the tick that ends at " + std::to_string(t1) +
           " ns: expected the time of which it speaks in nanoseconds since the beginning, as in tick.t1; not in "
           "seconds or milliseconds (rule rec.7)";
}

void must_be_sound(const written& w, uint64_t k, const moment& m, const std::string& where) {
    if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
        throw unsound(where + flaw_told(w.record, w.at(k), flaw) + " (rules rec.2, rec.3, rec.4, rec.9)" +
                          triangle_hint(w.record, w.at(k)),
                      flaw);
    if (const auto [when, flaw] = untimely(w.record, w.at(k), m.t0, m.t1); !when.empty())
        throw unsound(where + when, flaw);
}
std::string place_of(const subject& s, uint64_t tick, const written& w, uint64_t k) {
    return "tick() number " + std::to_string(tick) + ", output '" +
           load::row<qiki_port>(s.about->outputs, w.port).name + "', record " + std::to_string(k) + ": ";
}

void judge_records(subject& s) {
    actor it(s);
    scene world(*s.about, s.seed);
    uint64_t seen = 0;
    for (uint64_t i = 0; i < few && seen < many; ++i) {
        const moment m = world.next();
        const told t = it.tick(m);
        if (t.status < 0) return; // it may lack memory for so much, or what a parameter names
        seen += t.records();
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k) must_be_sound(w, k, m, place_of(s, i, w, k));
    }
}

// What an agent was shown that says nothing, and what to do so that it speaks.
std::string to_make_it_speak(const qiki_descriptor& d) {
    std::string shown = "a craft that obeys its verbs";
    if (reads(d, QIKI_REC_TRACK)) shown += ", tracks near and far";
    if (reads(d, QIKI_REC_EVENT)) shown += ", events";
    if (reads(d, QIKI_REC_SAMPLE)) shown += ", samples of 'position'";
    const char* before = ", numbers from -1e4 to 1e4 of ";
    for (const std::string& name : solo::asked_channels)
        if (name != "position" && name != "velocity") shown += before + ("'" + name + "'"), before = " and ";
    return "; an agent is judged by what it says, and it was shown " + shown + ": let it speak of these with --set" +
           (reads(d, QIKI_REC_SAMPLE) ? ", and ask names.channel() for each channel that it needs by the end of the "
                                        "third tick, so that the checks show it"
                                      : "");
}

void run(subject& s) {
    actor it(s);
    scene world(*s.about, s.seed);
    uint64_t seen = 0;
    const bool is_radar = std::string_view(s.about->kind) == QIKI_KIND_RADAR;
    const bool is_link = is_radar && reads(*s.about, QIKI_REC_CONTACT); // it may bring a contact twice
    const bool world_io = s.about->caps & QIKI_CAP_WORLD_IO;
    std::vector<std::set<uint64_t>> ids(s.about->outputs.count);
    for (uint64_t i = 0; i < ticks; ++i) {
        const moment m = world.next();
        const told t = it.tick(m);
        if (t.status < 0)
            throw failed("tick() number " + std::to_string(i) + " fails with status " + std::to_string(t.status) +
                         ", " + t.error + ", on inputs that keep all rules; take them (rule tick.9)");
        if (t.status > QIKI_MORE)
            throw failed("tick() number " + std::to_string(i) + " gives status " + std::to_string(t.status) +
                         ", which says nothing: expected QIKI_OK, QIKI_SKIPPED, QIKI_TRUNCATED or QIKI_MORE (rule "
                         "err.1)");
        if (t.status == QIKI_SKIPPED && t.records())
            throw failed("tick() number " + std::to_string(i) + " writes " + std::to_string(t.records()) +
                         " records and gives QIKI_SKIPPED, nothing to do: expected QIKI_OK (rule err.1)");
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k, ++seen) {
                const std::string where = place_of(s, i, w, k);
                must_be_sound(w, k, m, where);
                if (const uint32_t* source = source_of(*s.about, w.record, w.at(k));
                    source && !world_io && *source != it.host().info().index)
                    throw failed(where + "source is " + std::to_string(*source) + ": expected " +
                                 std::to_string(it.host().info().index) +
                                 ", the index of the instance that writes it (qiki_instance_info.index): readers tell "
                                 "by it who speaks (rule rec.10)");
                if (w.record == QIKI_REC_SAMPLE && !is_link && !world_io)
                    if (const std::string who = stranger(w.as<qiki_sample>(k), m, it.host().info()); !who.empty())
                        throw failed(where + who);
                if (const std::string when = of_other_unit(w.record, w.at(k), m.t1); i >= old && !when.empty())
                    throw failed(where + when);
                if (w.record == QIKI_REC_FRAME && !is_radar) // radar.frame judges those
                    if (const std::string what = misplaced(w.as<qiki_frame>(k), t.out); !what.empty())
                        throw failed(where + what);
                if (const uint64_t id = id_of(w.record, w.at(k)); id && !is_link && !ids[w.port].insert(id).second)
                    throw failed(where + "id " + std::to_string(id) +
                                 " was given before; each is given once in a run (rule rec.8)");
            }
    }
    with_each(s, one_by_one(s), judge_records);
    if (seen || !s.about->outputs.count) return;
    std::string hint; // what it reads may be in a file of its own
    for (uint32_t i = 0; i < s.about->params.count; ++i)
        if (const auto& p = load::row<qiki_param>(s.about->params, i);
            hint.empty() && (p.flags & QIKI_PARAM_PATH) && !s.set.contains(p.key))
            hint = std::string("; give it something to say with --set ") + p.key + "=FILE";
    if (hint.empty() && std::string_view(s.about->kind) == QIKI_KIND_AGENT) hint = to_make_it_speak(*s.about);
    s.warn("wrote no record in " + std::to_string(ticks) + " ticks of ten bodies: nothing was looked at" + hint);
}
} // namespace out_finite_parts
extern const check out_finite{
    .id = "out.finite",
    .level = 2,
    .from = needs::plugin,
    .rules = "rec.2 rec.3 rec.4 rec.7 rec.8 rec.9 rec.10 tick.4 tick.12 err.1",
    .asserts =
        "every record of 50 ticks keeps the rules of qiki/check.h; none is about what is to come; a frame becomes "
        "available in its tick and names contacts of that tick; no contact (but over a link), command or proposal "
        "has the id of an earlier one; frames, receipts and events bear the index of who writes them, samples the "
        "entity "
        "of its carrier or of a body that it reads of, times are in ns, and who says QIKI_SKIPPED writes nothing; "
        "and so each record of ten ticks with each number of its table at its limits and between them",
    .varies = axis::configuration,
    .run = out_finite_parts::run};
} // namespace qiki::conform
