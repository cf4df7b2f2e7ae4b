// SPDX-License-Identifier: MIT
// plugins/bridges/csv/columns.hpp - the columns of each kind of record: a heading with its unit, and how to fill a
// cell.
#pragma once
#include "line.hpp"
#include "qiki/codes.h"
#include "qiki/command.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/services/text.h"
#include "qiki/track.h"
#include "words.hpp"

namespace csv {

struct context { // what a row knows beside its record
    uint32_t writer;
    const qiki_host* host;
    const qiki_texts* texts; // NULL: the host has none, and texts stay empty
    std::string text(uint32_t id) const {
        char at[512] = "";
        if (texts) texts->text(host, id, at, sizeof at);
        return at;
    }
};

template <class R>
struct column {
    const char* heading;
    void (*put)(line&, const R&, const context&);
};

// By name; with `as_number` by its number in the catalogue, which knows the host's and the usual codes.
inline void code(line& l, const std::string& name, bool as_number) {
    if (!as_number) return l.word(name);
    const qiki_code* known = qiki_code_named(name.data(), name.size());
    known ? l.integer(known->number) : l.absent();
}
// A cell that is empty unless its valid bit is set.
inline void number_if(line& l, uint32_t valid, uint32_t bit, double v) { valid& bit ? l.number(v) : l.absent(); }

#define QIKI_CELL(R, heading, ...)                                                                                     \
    column<R> {                                                                                                        \
        heading, [](line& l, const R& r, const context& c) {                                                           \
            (void)r, (void)c;                                                                                          \
            __VA_ARGS__;                                                                                               \
        }                                                                                                              \
    }

inline constexpr column<qiki_truth> truth_columns[] = {
    QIKI_CELL(qiki_truth, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_truth, "entity", l.integer(r.entity)),
    QIKI_CELL(qiki_truth, "x_m", l.number(r.pos[0])),
    QIKI_CELL(qiki_truth, "y_m", l.number(r.pos[1])),
    QIKI_CELL(qiki_truth, "z_m", l.number(r.pos[2])),
    QIKI_CELL(qiki_truth, "vx_mps", l.number(r.vel[0])),
    QIKI_CELL(qiki_truth, "vy_mps", l.number(r.vel[1])),
    QIKI_CELL(qiki_truth, "vz_mps", l.number(r.vel[2])),
    QIKI_CELL(qiki_truth, "rcs_dbsm", number_if(l, r.valid, QIKI_TRUTH_HAS_RCS, r.rcs_dbsm)),
    QIKI_CELL(qiki_truth, "class", l.word(word_of(class_words, r.object_class))),
    QIKI_CELL(qiki_truth, "address24", r.valid& QIKI_TRUTH_HAS_ADDRESS ? l.hexadecimal(r.address24, 6) : l.absent()),
    QIKI_CELL(qiki_truth, "mode3a", r.valid& QIKI_TRUTH_HAS_MODE3A ? l.octal(r.mode3a, 4) : l.absent()),
    QIKI_CELL(qiki_truth, "identity", r.valid& QIKI_TRUTH_HAS_IDENTITY ? l.word(r.identity) : l.absent()),
    QIKI_CELL(qiki_truth, "flags", l.integer(r.flags)),
    QIKI_CELL(qiki_truth, "label", l.word(word_of(label_words, r.label))),
    QIKI_CELL(qiki_truth, "writer", l.integer(c.writer)),
};

inline constexpr column<qiki_frame> frame_columns[] = {
    QIKI_CELL(qiki_frame, "t_available_s", l.seconds(r.t_available)),
    QIKI_CELL(qiki_frame, "source", l.integer(r.source)),
    QIKI_CELL(qiki_frame, "sensor", l.integer(r.sensor)),
    QIKI_CELL(qiki_frame, "seq", l.integer(r.seq)),
    QIKI_CELL(qiki_frame, "t_from_s", l.seconds(r.t_from)),
    QIKI_CELL(qiki_frame, "t_to_s", l.seconds(r.t_to)),
    QIKI_CELL(qiki_frame, "contacts", l.integer(r.count)),
    QIKI_CELL(qiki_frame, "bearing_from_rad", number_if(l, r.valid, QIKI_FRAME_HAS_SECTOR, r.bearing[0])),
    QIKI_CELL(qiki_frame, "bearing_to_rad", number_if(l, r.valid, QIKI_FRAME_HAS_SECTOR, r.bearing[1])),
    QIKI_CELL(qiki_frame, "range_from_m", number_if(l, r.valid, QIKI_FRAME_HAS_SECTOR, r.range[0])),
    QIKI_CELL(qiki_frame, "range_to_m", number_if(l, r.valid, QIKI_FRAME_HAS_SECTOR, r.range[1])),
    QIKI_CELL(qiki_frame, "pd", number_if(l, r.valid, QIKI_FRAME_HAS_PD, r.pd)),
    QIKI_CELL(qiki_frame, "clutter_density", number_if(l, r.valid, QIKI_FRAME_HAS_CLUTTER, r.clutter_density)),
    QIKI_CELL(qiki_frame, "platform_x_m", number_if(l, r.valid, QIKI_FRAME_HAS_PLATFORM, r.pos[0])),
    QIKI_CELL(qiki_frame, "platform_y_m", number_if(l, r.valid, QIKI_FRAME_HAS_PLATFORM, r.pos[1])),
    QIKI_CELL(qiki_frame, "platform_z_m", number_if(l, r.valid, QIKI_FRAME_HAS_PLATFORM, r.pos[2])),
    QIKI_CELL(qiki_frame, "flags", l.integer(r.flags)),
    QIKI_CELL(qiki_frame, "label", l.word(word_of(label_words, r.label))),
};

// z means what kind says; docs/records.md has the table.
inline constexpr column<qiki_contact> contact_columns[] = {
    QIKI_CELL(qiki_contact, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_contact, "contact_id", l.integer(r.id)),
    QIKI_CELL(qiki_contact, "frame", l.integer(r.frame)),
    QIKI_CELL(qiki_contact, "kind", l.word(word_of(kind_words, r.kind))),
    QIKI_CELL(qiki_contact, "z0", number_if(l, r.valid, QIKI_CONTACT_HAS_Z(0), r.z[0])),
    QIKI_CELL(qiki_contact, "z1", number_if(l, r.valid, QIKI_CONTACT_HAS_Z(1), r.z[1])),
    QIKI_CELL(qiki_contact, "z2", number_if(l, r.valid, QIKI_CONTACT_HAS_Z(2), r.z[2])),
    QIKI_CELL(qiki_contact, "z3", number_if(l, r.valid, QIKI_CONTACT_HAS_Z(3), r.z[3])),
    QIKI_CELL(qiki_contact, "snr_db", number_if(l, r.valid, QIKI_CONTACT_HAS_SNR, r.snr_db)),
    QIKI_CELL(qiki_contact, "rcs_dbsm", number_if(l, r.valid, QIKI_CONTACT_HAS_RCS, r.rcs_dbsm)),
    QIKI_CELL(qiki_contact, "height_m", number_if(l, r.valid, QIKI_CONTACT_HAS_HEIGHT, r.height_m)),
    QIKI_CELL(qiki_contact, "address24",
              r.valid& QIKI_CONTACT_HAS_ADDRESS ? l.hexadecimal(r.address24, 6) : l.absent()),
    QIKI_CELL(qiki_contact, "mode3a", r.valid& QIKI_CONTACT_HAS_MODE3A ? l.octal(r.mode3a, 4) : l.absent()),
    QIKI_CELL(qiki_contact, "identity", r.valid& QIKI_CONTACT_HAS_IDENTITY ? l.word(r.identity) : l.absent()),
    QIKI_CELL(qiki_contact, "band", l.word(r.band == QIKI_BAND_SR ? "SR" : "LR")),
    QIKI_CELL(qiki_contact, "label", l.word(word_of(label_words, r.label))),
    QIKI_CELL(qiki_contact, "writer", l.integer(c.writer)),
};

inline constexpr column<qiki_origin> origin_columns[] = {
    QIKI_CELL(qiki_origin, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_origin, "contact_id", l.integer(r.contact)),
    QIKI_CELL(qiki_origin, "entity", r.entity ? l.integer(r.entity) : l.absent()),
    QIKI_CELL(qiki_origin, "cause", l.word(word_of(cause_words, r.cause))),
    QIKI_CELL(qiki_origin, "source", l.integer(r.source)),
};

inline constexpr column<qiki_track> track_columns[] = {
    QIKI_CELL(qiki_track, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_track, "track_id", l.integer(r.id)),
    QIKI_CELL(qiki_track, "x_m", l.number(r.x[0])),
    QIKI_CELL(qiki_track, "y_m", l.number(r.x[1])),
    QIKI_CELL(qiki_track, "z_m", r.state_dims > 2 ? l.number(r.x[2]) : l.absent()),
    QIKI_CELL(qiki_track, "vx_mps", number_if(l, r.valid, QIKI_TRACK_HAS_VELOCITY, r.x[3])),
    QIKI_CELL(qiki_track, "vy_mps", number_if(l, r.valid, QIKI_TRACK_HAS_VELOCITY, r.x[4])),
    QIKI_CELL(qiki_track, "vz_mps",
              r.state_dims > 2 ? number_if(l, r.valid, QIKI_TRACK_HAS_VELOCITY, r.x[5]) : l.absent()),
    QIKI_CELL(qiki_track, "status", l.word(word_of(track_words, r.status))),
    QIKI_CELL(qiki_track, "t_update_s", l.seconds(r.t_update)),
    QIKI_CELL(qiki_track, "t_birth_s", l.seconds(r.t_birth)),
    QIKI_CELL(qiki_track, "hits", l.integer(r.hits)),
    QIKI_CELL(qiki_track, "misses", l.integer(r.misses)),
    QIKI_CELL(qiki_track, "var_x_m2", number_if(l, r.valid, QIKI_TRACK_HAS_COV, r.p[0])),
    QIKI_CELL(qiki_track, "cov_xy_m2", number_if(l, r.valid, QIKI_TRACK_HAS_COV, r.p[1])),
    QIKI_CELL(qiki_track, "var_y_m2", number_if(l, r.valid, QIKI_TRACK_HAS_COV, r.p[6])),
    QIKI_CELL(qiki_track, "existence", number_if(l, r.valid, QIKI_TRACK_HAS_EXISTENCE, r.existence)),
    QIKI_CELL(qiki_track, "quality", number_if(l, r.valid, QIKI_TRACK_HAS_QUALITY, r.quality)),
    QIKI_CELL(qiki_track, "height_m", number_if(l, r.valid, QIKI_TRACK_HAS_HEIGHT, r.height_m)),
    QIKI_CELL(qiki_track, "address24", r.valid& QIKI_TRACK_HAS_ADDRESS ? l.hexadecimal(r.address24, 6) : l.absent()),
    QIKI_CELL(qiki_track, "mode3a", r.valid& QIKI_TRACK_HAS_MODE3A ? l.octal(r.mode3a, 4) : l.absent()),
    QIKI_CELL(qiki_track, "identity", r.valid& QIKI_TRACK_HAS_IDENTITY ? l.word(r.identity) : l.absent()),
    QIKI_CELL(qiki_track, "flags", l.integer(r.flags)),
    QIKI_CELL(qiki_track, "label", l.word(word_of(label_words, r.label))),
    QIKI_CELL(qiki_track, "writer", l.integer(c.writer)),
};

inline constexpr column<qiki_assoc> assoc_columns[] = {
    QIKI_CELL(qiki_assoc, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_assoc, "track_id", l.integer(r.track)),
    QIKI_CELL(qiki_assoc, "item", l.integer(r.item)),
    QIKI_CELL(qiki_assoc, "item_kind", l.word(r.kind == QIKI_ITEM_TRACK ? "track" : "contact")),
    QIKI_CELL(qiki_assoc, "source", l.integer(r.source)),
    QIKI_CELL(qiki_assoc, "weight", l.number(r.weight)),
    QIKI_CELL(qiki_assoc, "flags", l.integer(r.flags)),
    QIKI_CELL(qiki_assoc, "writer", l.integer(c.writer)),
};

// Up to six modes, as many as the record has room for.
#define QIKI_MODE(i)                                                                                                   \
    QIKI_CELL(qiki_track_modes, "model" #i, i < r.count ? l.word(word_of(motion_words, r.model[i])) : l.absent()),     \
        QIKI_CELL(qiki_track_modes, "probability" #i, i < r.count ? l.number(r.probability[i]) : l.absent())
inline constexpr column<qiki_track_modes> mode_columns[] = {
    QIKI_CELL(qiki_track_modes, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_track_modes, "track_id", l.integer(r.track)),
    QIKI_MODE(0),
    QIKI_MODE(1),
    QIKI_MODE(2),
    QIKI_MODE(3),
    QIKI_MODE(4),
    QIKI_MODE(5),
    QIKI_CELL(qiki_track_modes, "label", l.word(word_of(label_words, r.label))),
    QIKI_CELL(qiki_track_modes, "writer", l.integer(c.writer)),
};
#undef QIKI_MODE

inline constexpr column<qiki_sample> sample_columns[] = {
    QIKI_CELL(qiki_sample, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_sample, "entity", l.integer(r.entity)),
    QIKI_CELL(qiki_sample, "channel", l.integer(r.channel)),
    QIKI_CELL(qiki_sample, "part", l.integer(r.part)),
    QIKI_CELL(qiki_sample, "v0", r.n > 0 ? l.number(r.v[0]) : l.absent()),
    QIKI_CELL(qiki_sample, "v1", r.n > 1 ? l.number(r.v[1]) : l.absent()),
    QIKI_CELL(qiki_sample, "v2", r.n > 2 ? l.number(r.v[2]) : l.absent()),
    QIKI_CELL(qiki_sample, "v3", r.n > 3 ? l.number(r.v[3]) : l.absent()),
    QIKI_CELL(qiki_sample, "trust", l.number(r.trust)),
    QIKI_CELL(qiki_sample, "status", l.word(word_of(sense_words, r.status))),
    QIKI_CELL(qiki_sample, "label", l.word(word_of(label_words, r.label))),
    QIKI_CELL(qiki_sample, "writer", l.integer(c.writer)),
};

inline constexpr column<qiki_receipt> receipt_columns[] = {
    QIKI_CELL(qiki_receipt, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_receipt, "command", l.integer(r.command)),
    QIKI_CELL(qiki_receipt, "entity", l.integer(r.entity)),
    QIKI_CELL(qiki_receipt, "status", l.word(word_of(receipt_words, r.status))),
    QIKI_CELL(qiki_receipt, "code", l.signed_integer(r.code)),
    QIKI_CELL(qiki_receipt, "source", l.integer(r.source)),
    QIKI_CELL(qiki_receipt, "text", l.word(c.text(r.text))),
};

inline constexpr column<qiki_command> command_columns[] = {
    QIKI_CELL(qiki_command, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_command, "command", l.integer(r.id)),
    QIKI_CELL(qiki_command, "entity", l.integer(r.entity)),
    QIKI_CELL(qiki_command, "verb", l.integer(r.verb)),
    QIKI_CELL(qiki_command, "authority", l.integer(r.authority)),
    QIKI_CELL(qiki_command, "arg0", r.argc > 0 ? l.number(r.arg[0]) : l.absent()),
    QIKI_CELL(qiki_command, "arg1", r.argc > 1 ? l.number(r.arg[1]) : l.absent()),
    QIKI_CELL(qiki_command, "arg2", r.argc > 2 ? l.number(r.arg[2]) : l.absent()),
    QIKI_CELL(qiki_command, "arg3", r.argc > 3 ? l.number(r.arg[3]) : l.absent()),
    QIKI_CELL(qiki_command, "arg4", r.argc > 4 ? l.number(r.arg[4]) : l.absent()),
    QIKI_CELL(qiki_command, "arg5", r.argc > 5 ? l.number(r.arg[5]) : l.absent()),
    QIKI_CELL(qiki_command, "text", l.word(r.text)),
};

inline constexpr column<qiki_event> event_columns[] = {
    QIKI_CELL(qiki_event, "time_s", l.seconds(r.t)),
    QIKI_CELL(qiki_event, "code", code(l, c.text(r.code), false)),
    QIKI_CELL(qiki_event, "number", code(l, c.text(r.code), true)),
    QIKI_CELL(qiki_event, "severity", l.word(word_of(severity_words, r.severity))),
    QIKI_CELL(qiki_event, "entity", r.entity ? l.integer(r.entity) : l.absent()),
    QIKI_CELL(qiki_event, "track", r.track ? l.integer(r.track) : l.absent()),
    QIKI_CELL(qiki_event, "v0", r.n > 0 ? l.number(r.v[0]) : l.absent()),
    QIKI_CELL(qiki_event, "v1", r.n > 1 ? l.number(r.v[1]) : l.absent()),
    QIKI_CELL(qiki_event, "v2", r.n > 2 ? l.number(r.v[2]) : l.absent()),
    QIKI_CELL(qiki_event, "v3", r.n > 3 ? l.number(r.v[3]) : l.absent()),
    QIKI_CELL(qiki_event, "source", l.integer(r.source)),
    QIKI_CELL(qiki_event, "text", l.word(c.text(r.text))),
    QIKI_CELL(qiki_event, "label", l.word(word_of(label_words, r.label))),
};
#undef QIKI_CELL
} // namespace csv
