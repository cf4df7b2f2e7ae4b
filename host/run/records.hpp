// SPDX-License-Identifier: MIT
// host/run/records.hpp - the kinds of record this host carries: number, size, and the word people use.
#pragma once
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include "qiki/truth.h"

namespace qiki::run {

struct record_kind {
    uint32_t id, size;
    const char* name;
};

inline constexpr record_kind record_kinds[] = {
    {QIKI_REC_TRUTH, sizeof(qiki_truth), "truth"},
    {QIKI_REC_ZONE, sizeof(qiki_zone), "zone"},
    {QIKI_REC_FRAME, sizeof(qiki_frame), "frame"},
    {QIKI_REC_CONTACT, sizeof(qiki_contact), "contact"},
    {QIKI_REC_ORIGIN, sizeof(qiki_origin), "origin"},
    {QIKI_REC_TRACK, sizeof(qiki_track), "track"},
    {QIKI_REC_ASSOC, sizeof(qiki_assoc), "assoc"},
    {QIKI_REC_TRACK_MODES, sizeof(qiki_track_modes), "track_modes"},
    {QIKI_REC_SAMPLE, sizeof(qiki_sample), "sample"},
    {QIKI_REC_COMMAND, sizeof(qiki_command), "command"},
    {QIKI_REC_RECEIPT, sizeof(qiki_receipt), "receipt"},
    {QIKI_REC_PROPOSAL, sizeof(qiki_proposal), "proposal"},
    {QIKI_REC_EVENT, sizeof(qiki_event), "event"},
    {QIKI_REC_SELFTEST, sizeof(qiki_selftest_row), "selftest"},
};
inline constexpr uint32_t record_kind_count = sizeof record_kinds / sizeof *record_kinds;

// Its row in record_kinds; record_kind_count when this host does not know it.
constexpr uint32_t record_row(uint32_t id) {
    uint32_t i = 0;
    while (i < record_kind_count && record_kinds[i].id != id) ++i;
    return i;
}
constexpr const char* record_name(uint32_t id) {
    const uint32_t row = record_row(id);
    return row < record_kind_count ? record_kinds[row].name : "unknown record";
}
} // namespace qiki::run
