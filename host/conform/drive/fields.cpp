// SPDX-License-Identifier: MIT
// host/conform/drive/fields.cpp - a row a field; what it is follows from its type, and the compiler finds its place.
#include "host/conform/drive/fields.hpp"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <string_view>
#include <type_traits>

namespace qiki::conform {
namespace {

template <class T>
constexpr field shape(const char* name, size_t at) {
    using element = std::remove_all_extents_t<T>;
    const std::string_view last = std::string_view(name).substr(std::string_view(name).find('.') + 1);
    const bool time = std::is_same_v<element, qiki_ns> && (last == "t" || last.starts_with("t_") || last == "expires");
    const sort is = std::is_same_v<element, char>       ? sort::text
                    : std::is_floating_point_v<element> ? sort::real
                    : time                              ? sort::time
                    : std::is_signed_v<element>         ? sort::integer
                                                        : sort::natural;
    return {name, is, static_cast<uint16_t>(at), sizeof(element), sizeof(T) / sizeof(element)};
}
#define FIELD(record, name) shape<decltype(qiki_##record::name)>(#record "." #name, offsetof(qiki_##record, name))

namespace rows { // clang-format off
constexpr field truth[] = {
    FIELD(truth, entity), FIELD(truth, t), FIELD(truth, valid), FIELD(truth, object_class), FIELD(truth, address24),
    FIELD(truth, mode3a), FIELD(truth, flags), FIELD(truth, label), FIELD(truth, transponder), FIELD(truth, iff),
    FIELD(truth, reserved), FIELD(truth, identity), FIELD(truth, size_m), FIELD(truth, rcs_dbsm),
    FIELD(truth, emitter_dbw), FIELD(truth, emitter_hz), FIELD(truth, pos), FIELD(truth, vel), FIELD(truth, att),
    FIELD(truth, rate)};
constexpr field zone[] = {
    FIELD(zone, zone), FIELD(zone, entity), FIELD(zone, t), FIELD(zone, purpose), FIELD(zone, name),
    FIELD(zone, flags), FIELD(zone, label), FIELD(zone, shape), FIELD(zone, reserved), FIELD(zone, center),
    FIELD(zone, half), FIELD(zone, att), FIELD(zone, level), FIELD(zone, falloff_m)};
constexpr field frame[] = {
    FIELD(frame, seq), FIELD(frame, t_from), FIELD(frame, t_to), FIELD(frame, t_available), FIELD(frame, platform),
    FIELD(frame, first), FIELD(frame, count), FIELD(frame, source), FIELD(frame, sensor), FIELD(frame, clutter_kind),
    FIELD(frame, axes), FIELD(frame, flags), FIELD(frame, valid), FIELD(frame, label), FIELD(frame, pos),
    FIELD(frame, vel), FIELD(frame, att), FIELD(frame, bearing), FIELD(frame, elevation), FIELD(frame, range),
    FIELD(frame, pd), FIELD(frame, clutter_density), FIELD(frame, sigma)};
constexpr field contact[] = {
    FIELD(contact, id), FIELD(contact, t), FIELD(contact, frame), FIELD(contact, valid), FIELD(contact, address24),
    FIELD(contact, mode3a), FIELD(contact, code_flags), FIELD(contact, height_flags), FIELD(contact, kind),
    FIELD(contact, band), FIELD(contact, transponder), FIELD(contact, label), FIELD(contact, identity),
    FIELD(contact, z), FIELD(contact, cov), FIELD(contact, snr_db), FIELD(contact, rcs_dbsm),
    FIELD(contact, height_m)};
constexpr field origin[] = {
    FIELD(origin, contact), FIELD(origin, entity), FIELD(origin, t), FIELD(origin, source), FIELD(origin, cause),
    FIELD(origin, label), FIELD(origin, reserved)};
constexpr field track[] = {
    FIELD(track, id), FIELD(track, t), FIELD(track, t_update), FIELD(track, t_birth), FIELD(track, valid),
    FIELD(track, hits), FIELD(track, misses), FIELD(track, object_class), FIELD(track, address24),
    FIELD(track, mode3a), FIELD(track, flags), FIELD(track, status), FIELD(track, label), FIELD(track, iff),
    FIELD(track, transponder), FIELD(track, state_dims), FIELD(track, identity), FIELD(track, height_m),
    FIELD(track, existence), FIELD(track, quality), FIELD(track, x), FIELD(track, p)};
constexpr field assoc[] = {
    FIELD(assoc, track), FIELD(assoc, item), FIELD(assoc, t), FIELD(assoc, weight), FIELD(assoc, source),
    FIELD(assoc, flags), FIELD(assoc, kind), FIELD(assoc, label)};
constexpr field track_modes[] = {
    FIELD(track_modes, track), FIELD(track_modes, t), FIELD(track_modes, count), FIELD(track_modes, label),
    FIELD(track_modes, reserved), FIELD(track_modes, model), FIELD(track_modes, probability)};
constexpr field sample[] = {
    FIELD(sample, entity), FIELD(sample, t), FIELD(sample, channel), FIELD(sample, n), FIELD(sample, part),
    FIELD(sample, label), FIELD(sample, status), FIELD(sample, trust), FIELD(sample, v)};
constexpr field command[] = {
    FIELD(command, id), FIELD(command, entity), FIELD(command, parent), FIELD(command, t), FIELD(command, expires),
    FIELD(command, verb), FIELD(command, issuer), FIELD(command, authority), FIELD(command, argc),
    FIELD(command, label), FIELD(command, reserved), FIELD(command, arg), FIELD(command, text)};
constexpr field receipt[] = {
    FIELD(receipt, command), FIELD(receipt, entity), FIELD(receipt, t), FIELD(receipt, source), FIELD(receipt, code),
    FIELD(receipt, text), FIELD(receipt, status), FIELD(receipt, label), FIELD(receipt, reserved)};
constexpr field proposal[] = {
    FIELD(proposal, id), FIELD(proposal, entity), FIELD(proposal, depends_on), FIELD(proposal, conflicts_with),
    FIELD(proposal, t), FIELD(proposal, expires), FIELD(proposal, verb), FIELD(proposal, source),
    FIELD(proposal, type), FIELD(proposal, because), FIELD(proposal, status), FIELD(proposal, argc),
    FIELD(proposal, label), FIELD(proposal, reserved), FIELD(proposal, priority), FIELD(proposal, confidence),
    FIELD(proposal, arg), FIELD(proposal, text)};
constexpr field event[] = {
    FIELD(event, entity), FIELD(event, track), FIELD(event, t), FIELD(event, code), FIELD(event, text),
    FIELD(event, source), FIELD(event, severity), FIELD(event, label), FIELD(event, n), FIELD(event, reserved),
    FIELD(event, v)};
} // namespace rows, clang-format on
#undef FIELD

// Every byte of a record belongs to a field, or the table forgot one.
template <size_t N>
constexpr bool covers(const field (&all)[N], size_t bytes) {
    size_t sum = 0;
    for (const field& f : all) sum += size_t{f.size} * f.count;
    return sum == bytes;
}
static_assert(covers(rows::truth, sizeof(qiki_truth)));
static_assert(covers(rows::zone, sizeof(qiki_zone)));
static_assert(covers(rows::frame, sizeof(qiki_frame)));
static_assert(covers(rows::contact, sizeof(qiki_contact)));
static_assert(covers(rows::origin, sizeof(qiki_origin)));
static_assert(covers(rows::track, sizeof(qiki_track)));
static_assert(covers(rows::assoc, sizeof(qiki_assoc)));
static_assert(covers(rows::track_modes, sizeof(qiki_track_modes)));
static_assert(covers(rows::sample, sizeof(qiki_sample)));
static_assert(covers(rows::command, sizeof(qiki_command)));
static_assert(covers(rows::receipt, sizeof(qiki_receipt)));
static_assert(covers(rows::proposal, sizeof(qiki_proposal)));
static_assert(covers(rows::event, sizeof(qiki_event)));

constexpr struct {
    uint32_t record;
    std::span<const field> fields;
} known_records[] = {
    {QIKI_REC_TRUTH, rows::truth},
    {QIKI_REC_ZONE, rows::zone},
    {QIKI_REC_FRAME, rows::frame},
    {QIKI_REC_CONTACT, rows::contact},
    {QIKI_REC_ORIGIN, rows::origin},
    {QIKI_REC_TRACK, rows::track},
    {QIKI_REC_ASSOC, rows::assoc},
    {QIKI_REC_TRACK_MODES, rows::track_modes},
    {QIKI_REC_SAMPLE, rows::sample},
    {QIKI_REC_COMMAND, rows::command},
    {QIKI_REC_RECEIPT, rows::receipt},
    {QIKI_REC_PROPOSAL, rows::proposal},
    {QIKI_REC_EVENT, rows::event}};
} // namespace

std::span<const field> fields_of(uint32_t record) {
    for (const auto& row : known_records)
        if (row.record == record) return row.fields;
    return {};
}
} // namespace qiki::conform
