// SPDX-License-Identifier: MIT
// host/run/inspect_words.cpp - checked mode: what a tick says about itself, and the times of its records.
#include "host/run/inspect.hpp"
#include "host/run/instance.hpp"
#include "host/run/words.hpp"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <cstring>

namespace qiki::run {
namespace {

// The times of a record that may not lie behind the tick that wrote it. A frame's t_from and t_to come before
// t_available, which check.h holds; a command's or proposal's end may well be to come.
struct stamp {
    uint32_t record;
    const char* name;
    size_t at;
    bool inside; // not before the tick, either
};
constexpr stamp stamps[] = {{QIKI_REC_TRUTH, "truth.t", offsetof(qiki_truth, t), true},
                            {QIKI_REC_ZONE, "zone.t", offsetof(qiki_zone, t), false},
                            {QIKI_REC_FRAME, "frame.t_available", offsetof(qiki_frame, t_available), true},
                            {QIKI_REC_CONTACT, "contact.t", offsetof(qiki_contact, t), false},
                            {QIKI_REC_ORIGIN, "origin.t", offsetof(qiki_origin, t), false},
                            {QIKI_REC_TRACK, "track.t", offsetof(qiki_track, t), false},
                            {QIKI_REC_ASSOC, "assoc.t", offsetof(qiki_assoc, t), false},
                            {QIKI_REC_TRACK_MODES, "track_modes.t", offsetof(qiki_track_modes, t), false},
                            {QIKI_REC_SAMPLE, "sample.t", offsetof(qiki_sample, t), false},
                            {QIKI_REC_COMMAND, "command.t", offsetof(qiki_command, t), false},
                            {QIKI_REC_RECEIPT, "receipt.t", offsetof(qiki_receipt, t), false},
                            {QIKI_REC_PROPOSAL, "proposal.t", offsetof(qiki_proposal, t), false},
                            {QIKI_REC_EVENT, "event.t", offsetof(qiki_event, t), false}};

// Only a truth that claims to be of now must be; one that was true once says when.
bool of_old(uint32_t record, const std::byte* at) {
    return record == QIKI_REC_TRUTH && std::to_integer<uint8_t>(at[offsetof(qiki_truth, label)]) != QIKI_LABEL_OK;
}
} // namespace

std::string untimely(uint32_t record, const std::byte* at, qiki_ns t0, qiki_ns t1) {
    for (const stamp& s : stamps) {
        if (s.record != record) continue;
        qiki_ns t = 0;
        std::memcpy(&t, at + s.at, sizeof t);
        const std::string what = std::string(s.name) + ": " + seconds(t);
        if (t > t1)
            return what + " lies behind the end of the tick, " + seconds(t1) +
                   " (rule tick.12); write nothing about what is to come";
        if (s.inside && t <= t0 && !of_old(record, at))
            return what + " is not in the tick (" + seconds(t0) + ", " + seconds(t1) + "] (rule tick.12); " +
                   (record == QIKI_REC_TRUTH ? "say what is in this tick, or label it QIKI_LABEL_STALE"
                                             : "bring a frame in the tick in which it becomes available");
    }
    return {};
}

std::string unknown_remark(qiki_status s) {
    return "gave status " + std::to_string(s) +
           ", which says nothing (rule err.1); give QIKI_OK, QIKI_SKIPPED, QIKI_TRUNCATED or QIKI_MORE";
}

std::string untrue_remark(qiki_status s, const std::vector<output>& outputs, bool chooses) {
    uint64_t lost = 0, made = 0;
    for (const output& o : outputs) lost += o.lost, made += o.made;
    if (lost && s != QIKI_TRUNCATED)
        return "dropped " + std::to_string(lost) + " records and gave status " + std::to_string(s) +
               " (rule tick.5); give QIKI_TRUNCATED, or ask for another pass with QIKI_MORE";
    if (!lost && s == QIKI_TRUNCATED && !chooses)
        return "gave QIKI_TRUNCATED, but counted no record in `dropped` (rule tick.5); count those that were lost";
    if (made && s == QIKI_SKIPPED)
        return "wrote " + std::to_string(made) +
               " records and gave QIKI_SKIPPED, nothing to do (rule err.1); give QIKI_OK";
    return {};
}

std::string hungry(const member& m, uint64_t allocations, uint64_t ticks) {
    if (allocations == 0 || !(m.about->caps & QIKI_CAP_NO_ALLOC)) return {};
    return "took memory from the heap " + std::to_string(allocations) + (allocations == 1 ? " time" : " times") +
           " in its tick number " + std::to_string(ticks) + ", but claims QIKI_CAP_NO_ALLOC, none after " +
           std::to_string(warm_up) +
           " (rule own.5); reserve in configure() what ticks need (by a parameter, if it knows better), or do not "
           "claim "
           "it";
}
} // namespace qiki::run
