// SPDX-License-Identifier: MIT
// tests/unit/sdk/check.cpp - every rule of every record: a sound one passes, and each way to break it is named.
#include "qiki/check.h"
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

namespace {
const double nan_value = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();

template <class R>
struct mutation {
    std::string field; // what the flaw must begin with, after the record's name
    std::function<void(R&)> how;
};

template <class R>
std::string flaw(uint32_t id, const R& r) {
    const char* text = qiki_record_flaw(id, &r);
    return text ? text : "";
}
template <class R>
void every(const char* name, uint32_t id, const R& sound, const std::vector<mutation<R>>& mutations) {
    REQUIRE(qiki_record_size(id) == sizeof(R));
    CHECK(flaw(id, sound) == "");
    for (const auto& m : mutations) {
        R broken = sound;
        m.how(broken);
        INFO(name << "." << m.field);
        CHECK(flaw(id, broken).rfind(std::string(name) + "." + m.field + ":", 0) == 0);
    }
}
qiki_truth truth() {
    qiki_truth r{};
    r.entity = 3, r.t = 5, r.label = QIKI_LABEL_OK, r.object_class = QIKI_CLASS_VESSEL, r.transponder = QIKI_XPDR_AIS;
    r.valid = 0xFF, r.address24 = 211000000, r.mode3a = 07777, r.size_m = 90, r.rcs_dbsm = -3, r.emitter_dbw = 20;
    r.emitter_hz = 9e9, r.att[0] = 1, r.rate[2] = 0.1, r.pos[0] = 7, r.vel[1] = -2;
    std::memcpy(r.identity, "SIXTEEN LETTERS.", 16);
    return r;
}
qiki_frame frame() {
    qiki_frame r{};
    r.seq = 1, r.t_from = 1, r.t_to = 2, r.t_available = 2, r.count = 4, r.valid = 0x1F, r.label = QIKI_LABEL_OK;
    r.att[0] = 1, r.bearing[0] = 6, r.bearing[1] = 0.2, r.elevation[0] = -0.1, r.elevation[1] = 0.3, r.range[1] = 1e4;
    r.pd = 0.9, r.clutter_density = 1e-9, r.sigma[0] = 10;
    return r;
}
qiki_contact contact() {
    qiki_contact r{};
    r.id = 1, r.kind = QIKI_POLAR, r.label = QIKI_LABEL_OK, r.valid = 0x7FF, r.z[0] = 100, r.z[1] = -3, r.z[2] = 0.1,
    r.z[3] = -4;
    r.cov[0] = 4, r.cov[4] = 1, r.cov[1] = -2, r.cov[7] = 1, r.cov[9] = 9;
    r.snr_db = 13, r.rcs_dbsm = 1, r.mode3a = 01234, r.address24 = 0xABCDEF, r.height_m = -30, r.identity[0] = 'A';
    return r;
}
qiki_track track() {
    qiki_track r{};
    r.id = 9, r.t = 10, r.t_update = 10, r.t_birth = 4, r.valid = 0xFF, r.label = QIKI_LABEL_STALE, r.state_dims = 3;
    r.address24 = 1, r.mode3a = 1, r.identity[0] = 'Z', r.existence = 1, r.quality = 0.5, r.x[0] = 1, r.x[3] = 1;
    for (int i : {0, 6, 11, 15, 18, 20}) r.p[i] = 2;
    r.p[1] = -1;
    return r;
}
qiki_command command() {
    qiki_command r{};
    r.issuer = 7, r.id = uint64_t{7} << 32 | 1, r.entity = 1, r.label = QIKI_LABEL_OK, r.argc = 2, r.arg[1] = 3,
    r.text[0] = 'x';
    return r;
}
qiki_proposal proposal() {
    qiki_proposal r{};
    r.source = 7, r.id = uint64_t{7} << 32 | 1, r.entity = 1, r.label = QIKI_LABEL_OK, r.priority = 1,
    r.confidence = 0.5;
    return r;
}
} // namespace

TEST_CASE("A truth that breaks a rule is named with its field") {
    every<qiki_truth>("truth", QIKI_REC_TRUTH, truth(),
                      {{"entity", [](auto& r) { r.entity = 0; }},
                       {"label", [](auto& r) { r.label = 5; }},
                       {"label", [](auto& r) { r.label = QIKI_LABEL_NO_DATA; }},
                       {"valid", [](auto& r) { r.valid |= 1u << 8; }},
                       {"flags", [](auto& r) { r.flags = 8; }},
                       {"object_class", [](auto& r) { r.object_class = 11; }},
                       {"transponder", [](auto& r) { r.transponder = 7; }},
                       {"iff", [](auto& r) { r.iff = 4; }},
                       {"reserved", [](auto& r) { r.reserved[4] = 1; }},
                       {"address24", [](auto& r) { r.address24 = 1u << 30; }},
                       {"address24", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_ADDRESS; }},
                       {"mode3a", [](auto& r) { r.mode3a = 1u << 12; }},
                       {"mode3a", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_MODE3A; }},
                       {"identity", [](auto& r) { r.identity[3] = 0; }},
                       {"identity", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_IDENTITY; }},
                       {"size_m", [](auto& r) { r.size_m = -1; }},
                       {"size_m", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_SIZE; }},
                       {"rcs_dbsm", [](auto& r) { r.rcs_dbsm = nan_value; }},
                       {"emitter_dbw", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_EMITTER; }},
                       {"emitter_hz", [](auto& r) { r.emitter_hz = inf; }},
                       {"pos", [](auto& r) { r.pos[2] = -0.0; }},
                       {"vel", [](auto& r) { r.vel[0] = -inf; }},
                       {"att", [](auto& r) { r.att[0] = 1.01; }},
                       {"att", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_ATTITUDE; }},
                       {"rate", [](auto& r) { r.valid &= ~QIKI_TRUTH_HAS_RATE; }}});
}

TEST_CASE("A zone that breaks a rule is named with its field") {
    qiki_zone z{};
    z.zone = 1, z.label = QIKI_LABEL_OK, z.shape = QIKI_SHAPE_SPHERE, z.half[0] = 5;
    every<qiki_zone>("zone", QIKI_REC_ZONE, z,
                     {{"zone", [](auto& r) { r.zone = 0; }},
                      {"label", [](auto& r) { r.label = 9; }},
                      {"purpose", [](auto& r) { r.purpose = 8; }},
                      {"shape", [](auto& r) { r.shape = 3; }},
                      {"flags", [](auto& r) { r.flags = QIKI_TRUTH_DOCKED; }},
                      {"reserved", [](auto& r) { r.reserved[0] = 1; }},
                      {"center", [](auto& r) { r.center[0] = nan_value; }},
                      {"half", [](auto& r) { r.half[0] = -1; }},
                      {"half", [](auto& r) { r.half[1] = 1; }},
                      {"half", [](auto& r) { r.half[2] = 1; }},
                      {"att", [](auto& r) { r.shape = QIKI_SHAPE_CYLINDER; }},
                      {"att", [](auto& r) { r.att[0] = 0.5; }},
                      {"level", [](auto& r) { r.level = -0.0; }},
                      {"falloff_m", [](auto& r) { r.falloff_m = -1; }}});
}

TEST_CASE("Message schema, enums, invariants: a frame that breaks a rule is named with its field", "[capability]") {
    every<qiki_frame>("frame", QIKI_REC_FRAME, frame(),
                      {{"label", [](auto& r) { r.label = 5; }},
                       {"label", [](auto& r) { r = {}, r.count = 1; }},
                       {"valid", [](auto& r) { r.valid = 0x3F; }},
                       {"flags", [](auto& r) { r.flags = 8; }},
                       {"axes", [](auto& r) { r.axes = 2; }},
                       {"t_to", [](auto& r) { r.t_from = 3; }},
                       {"t_available", [](auto& r) { r.t_available = 1; }},
                       {"pos", [](auto& r) { r.pos[0] = inf; }},
                       {"vel", [](auto& r) { r.vel[0] = -0.0; }},
                       {"att", [](auto& r) { r.valid &= uint8_t(~QIKI_FRAME_HAS_PLATFORM); }},
                       {"att", [](auto& r) { r.att[0] = 0; }},
                       {"bearing", [](auto& r) { r.bearing[0] = 360; }},
                       {"bearing", [](auto& r) { r.valid &= uint8_t(~QIKI_FRAME_HAS_SECTOR); }},
                       {"elevation", [](auto& r) { r.elevation[0] = 0.4; }},
                       {"elevation", [](auto& r) { r.elevation[1] = 3.2; }},
                       {"range", [](auto& r) { r.range[0] = 2e4; }},
                       {"range", [](auto& r) { r.range[0] = -1; }},
                       {"pd", [](auto& r) { r.pd = 1.1; }},
                       {"pd", [](auto& r) { r.valid &= uint8_t(~QIKI_FRAME_HAS_PD); }},
                       {"clutter_density", [](auto& r) { r.clutter_density = -1e-9; }},
                       {"clutter_kind", [](auto& r) { r.clutter_kind = 4; }},
                       {"sigma", [](auto& r) { r.sigma[3] = -1; }},
                       {"sigma", [](auto& r) { r.valid &= uint8_t(~QIKI_FRAME_HAS_SIGMA); }}});
    qiki_frame f{};
    CHECK(flaw(QIKI_REC_FRAME, f) == ""); // nothing was looked at
}

TEST_CASE("A contact that breaks a rule is named with its field") {
    every<qiki_contact>("contact", QIKI_REC_CONTACT, contact(),
                        {{"id", [](auto& r) { r.id = 0; }},
                         {"label", [](auto& r) { r.label = 5; }},
                         {"label", [](auto& r) { r.label = QIKI_LABEL_NO_DATA; }},
                         {"valid", [](auto& r) { r.valid = 0x800; }},
                         {"kind", [](auto& r) { r.kind = 4; }},
                         {"band", [](auto& r) { r.band = 2; }},
                         {"transponder", [](auto& r) { r.transponder = QIKI_XPDR_SPOOF; }},
                         {"z", [](auto& r) { r.valid &= ~QIKI_CONTACT_HAS_Z(3); }},
                         {"z", [](auto& r) { r.z[0] = -1; }},
                         {"z", [](auto& r) { r.z[1] = 90; }},
                         {"z", [](auto& r) { r.z[2] = 3.3; }},
                         {"z", [](auto& r) { r.kind = QIKI_ENU; }},
                         {"z", [](auto& r) { r.kind = QIKI_BEARING_ONLY; }},
                         {"z", [](auto& r) { r.kind = QIKI_GEODETIC, r.valid &= ~8u, r.z[3] = 0, r.z[0] = 1.6; }},
                         {"cov", [](auto& r) { r.cov[0] = -1; }},
                         {"cov", [](auto& r) { r.cov[1] = 2.1; }},
                         {"cov", [](auto& r) { r.cov[8] = 3.1; }},
                         {"cov", [](auto& r) { r.valid &= ~QIKI_CONTACT_HAS_COV; }},
                         {"snr_db", [](auto& r) { r.valid &= ~QIKI_CONTACT_HAS_SNR; }},
                         {"rcs_dbsm", [](auto& r) { r.rcs_dbsm = -0.0; }},
                         {"address24", [](auto& r) { r.valid &= ~QIKI_CONTACT_HAS_ADDRESS; }},
                         {"mode3a", [](auto& r) { r.mode3a = 4096; }},
                         {"mode3a", [](auto& r) { r.code_flags = 8; }},
                         {"height_m", [](auto& r) { r.valid &= ~QIKI_CONTACT_HAS_HEIGHT; }},
                         {"height_flags", [](auto& r) { r.height_flags = 8; }},
                         {"identity", [](auto& r) { r.identity[15] = 'x'; }},
                         {"identity", [](auto& r) { r.valid &= ~QIKI_CONTACT_HAS_IDENTITY; }}});
    qiki_origin o{};
    o.contact = 1, o.label = QIKI_LABEL_OK, o.cause = QIKI_CAUSE_NOISE;
    every<qiki_origin>("origin", QIKI_REC_ORIGIN, o,
                       {{"contact", [](auto& r) { r.contact = 0; }},
                        {"label", [](auto& r) { r.label = 5; }},
                        {"cause", [](auto& r) { r.cause = 5; }},
                        {"entity", [](auto& r) { r.cause = QIKI_CAUSE_TARGET; }},
                        {"entity", [](auto& r) { r.entity = 1; }},
                        {"reserved", [](auto& r) { r.reserved[1] = 1; }}});
}

TEST_CASE("A track that breaks a rule is named with its field") {
    every<qiki_track>("track", QIKI_REC_TRACK, track(),
                      {{"id", [](auto& r) { r.id = 0; }},
                       {"label", [](auto& r) { r.label = 5; }},
                       {"label", [](auto& r) { r.label = QIKI_LABEL_NO_DATA; }},
                       {"valid", [](auto& r) { r.valid = 0x1FF; }},
                       {"flags", [](auto& r) { r.flags = 8; }},
                       {"status", [](auto& r) { r.status = 4; }},
                       {"object_class", [](auto& r) { r.object_class = 11; }},
                       {"iff", [](auto& r) { r.iff = 4; }},
                       {"transponder", [](auto& r) { r.transponder = QIKI_XPDR_SPOOF; }},
                       {"t_birth", [](auto& r) { r.t_birth = 11; }},
                       {"t_update", [](auto& r) { r.t_update = 11; }},
                       {"address24", [](auto& r) { r.valid &= ~QIKI_TRACK_HAS_ADDRESS; }},
                       {"mode3a", [](auto& r) { r.valid &= ~QIKI_TRACK_HAS_MODE3A; }},
                       {"identity", [](auto& r) { r.identity[2] = 'q'; }},
                       {"identity", [](auto& r) { r.valid &= ~QIKI_TRACK_HAS_IDENTITY; }},
                       {"height_m", [](auto& r) { r.height_m = nan_value; }},
                       {"existence", [](auto& r) { r.existence = 1.5; }},
                       {"quality", [](auto& r) { r.valid &= ~QIKI_TRACK_HAS_QUALITY; }},
                       {"x", [](auto& r) { r.x[0] = nan_value; }},
                       {"x", [](auto& r) { r.valid &= ~QIKI_TRACK_HAS_VELOCITY; }},
                       {"p", [](auto& r) { r.p[20] = -1; }},
                       {"p", [](auto& r) { r.p[19] = 2.1; }},
                       {"p", [](auto& r) { r.valid &= ~QIKI_TRACK_HAS_COV; }},
                       {"state_dims", [](auto& r) { r.state_dims = 4; }},
                       {"x", [](auto& r) { r.state_dims = 2, r.x[5] = 1; }},
                       {"p", [](auto& r) { r.state_dims = 2; }}});
    qiki_assoc a{};
    a.track = 1, a.item = 1, a.weight = 1, a.label = QIKI_LABEL_OK;
    every<qiki_assoc>("assoc", QIKI_REC_ASSOC, a,
                      {{"track", [](auto& r) { r.track = 0; }},
                       {"item", [](auto& r) { r.item = 0; }},
                       {"label", [](auto& r) { r.label = 5; }},
                       {"label", [](auto& r) { r.label = 0; }},
                       {"kind", [](auto& r) { r.kind = 2; }},
                       {"flags", [](auto& r) { r.flags = 8; }},
                       {"weight", [](auto& r) { r.weight = 1.01; }}});
    qiki_track_modes m{};
    m.track = 1, m.label = QIKI_LABEL_OK, m.count = 2, m.model[0] = 1, m.model[1] = 4, m.probability[0] = 0.25,
    m.probability[1] = 0.75;
    every<qiki_track_modes>("track_modes", QIKI_REC_TRACK_MODES, m,
                            {{"track", [](auto& r) { r.track = 0; }},
                             {"label", [](auto& r) { r.label = 5; }},
                             {"label", [](auto& r) { r.label = 0; }},
                             {"reserved", [](auto& r) { r.reserved[0] = 1; }},
                             {"count", [](auto& r) { r.count = 7; }},
                             {"model", [](auto& r) { r.model[0] = 5; }},
                             {"model", [](auto& r) { r.model[2] = 1; }},
                             {"probability", [](auto& r) { r.probability[5] = 0.1; }},
                             {"probability", [](auto& r) { r.probability[0] = 0.3; }},
                             {"probability", [](auto& r) { r.probability[0] = -0.25; }}});
}

TEST_CASE("A sample, an event or a row of a self-test that breaks a rule is named with its field") {
    qiki_sample s{};
    s.label = QIKI_LABEL_OK, s.n = 2, s.v[1] = 3, s.trust = 1;
    every<qiki_sample>("sample", QIKI_REC_SAMPLE, s,
                       {{"label", [](auto& r) { r.label = 5; }},
                        {"label", [](auto& r) { r.label = 0; }},
                        {"status", [](auto& r) { r.status = 5; }},
                        {"n", [](auto& r) { r.n = 5; }},
                        {"trust", [](auto& r) { r.trust = -0.1; }},
                        {"v", [](auto& r) { r.v[2] = 1; }},
                        {"v", [](auto& r) { r.v[0] = -0.0; }}});
    qiki_event e{};
    e.label = QIKI_LABEL_OK, e.n = 1, e.v[0] = 70;
    every<qiki_event>("event", QIKI_REC_EVENT, e,
                      {{"label", [](auto& r) { r.label = 5; }},
                       {"label", [](auto& r) { r.label = 0; }},
                       {"severity", [](auto& r) { r.severity = 4; }},
                       {"n", [](auto& r) { r.n = 5; }},
                       {"v", [](auto& r) { r.v[3] = 1; }},
                       {"reserved", [](auto& r) { r.reserved = 1; }}});
    qiki_selftest_row t{};
    t.label = QIKI_LABEL_OK, t.device[0] = 'd', t.value = 1, t.max = 2;
    every<qiki_selftest_row>("selftest_row", QIKI_REC_SELFTEST, t,
                             {{"label", [](auto& r) { r.label = 5; }},
                              {"label", [](auto& r) { r.label = 0; }},
                              {"result", [](auto& r) { r.result = 4; }},
                              {"device", [](auto& r) { r.device[0] = 0; }},
                              {"device", [](auto& r) { r.device[20] = 'x'; }},
                              {"found", [](auto& r) { r.found[1] = 'x'; }},
                              {"value", [](auto& r) { r.value = inf; }},
                              {"min, max", [](auto& r) { r.min = 3; }},
                              {"reserved", [](auto& r) { r.reserved[5] = 1; }}});
}

TEST_CASE("A command, a receipt or a proposal that breaks a rule is named with its field") {
    every<qiki_command>("command", QIKI_REC_COMMAND, command(),
                        {{"id", [](auto& r) { r.id = 1; }},
                         {"id", [](auto& r) { r.id &= ~uint64_t{1}; }},
                         {"entity", [](auto& r) { r.entity = 0; }},
                         {"label", [](auto& r) { r.label = 5; }},
                         {"label", [](auto& r) { r.label = 0; }},
                         {"label", [](auto& r) { r.label = r.argc = 0, r.arg[0] = r.arg[1] = 0; }},
                         {"authority", [](auto& r) { r.authority = 4; }},
                         {"expires", [](auto& r) { r.t = 2, r.expires = 1; }},
                         {"argc", [](auto& r) { r.argc = 7; }},
                         {"arg", [](auto& r) { r.arg[2] = 1; }},
                         {"text", [](auto& r) { r.text[23] = 'y'; }},
                         {"reserved", [](auto& r) { r.reserved[0] = 1; }}});
    qiki_receipt c{};
    c.command = 1, c.entity = 1, c.label = QIKI_LABEL_OK;
    every<qiki_receipt>("receipt", QIKI_REC_RECEIPT, c,
                        {{"command", [](auto& r) { r.command = 0; }},
                         {"entity", [](auto& r) { r.entity = 0; }},
                         {"label", [](auto& r) { r.label = 5; }},
                         {"label", [](auto& r) { r.label = 0; }},
                         {"status", [](auto& r) { r.status = 7; }},
                         {"reserved", [](auto& r) { r.reserved[1] = 1; }}});
    every<qiki_proposal>("proposal", QIKI_REC_PROPOSAL, proposal(),
                         {{"id", [](auto& r) { r.id = 1; }},
                          {"entity", [](auto& r) { r.entity = 0; }},
                          {"label", [](auto& r) { r.label = 5; }},
                          {"label", [](auto& r) { r.label = 0; }},
                          {"status", [](auto& r) { r.status = 4; }},
                          {"depends_on, conflicts_with", [](auto& r) { r.depends_on = r.id; }},
                          {"expires", [](auto& r) { r.t = 2, r.expires = 1; }},
                          {"argc", [](auto& r) { r.argc = 7; }},
                          {"argc", [](auto& r) { r.verb = QIKI_NO_VERB, r.argc = 1; }},
                          {"priority", [](auto& r) { r.priority = 2; }},
                          {"confidence", [](auto& r) { r.confidence = nan_value; }},
                          {"arg", [](auto& r) { r.arg[0] = 1; }},
                          {"text", [](auto& r) { r.text[23] = 'y'; }},
                          {"reserved", [](auto& r) { r.reserved[4] = 1; }}});
}

TEST_CASE("A record of an unknown type is refused, and has no size") {
    const uint64_t nothing[40] = {};
    CHECK(std::string(qiki_record_flaw(0, nothing)) == "record: unknown type");
    CHECK(qiki_record_size(0) == 0);
}

TEST_CASE("All bytes zero claims nothing: only what names somebody is missed") {
    // A record of zeros has the label NO_DATA; its flaw, if any, is the missing id.
    const uint64_t nothing[40] = {};
    for (uint32_t id : {QIKI_REC_FRAME, QIKI_REC_SAMPLE, QIKI_REC_EVENT})
        CHECK(qiki_record_flaw(id, nothing) == nullptr);
    std::set<std::string> named;
    for (uint32_t id : {QIKI_REC_TRUTH, QIKI_REC_CONTACT, QIKI_REC_TRACK, QIKI_REC_COMMAND})
        named.insert(qiki_record_flaw(id, nothing));
    CHECK(named == std::set<std::string>{"truth.entity: 0 is nobody", "contact.id: 0 is none", "track.id: 0 is none",
                                         "command.id: issuer << 32 | its own count from 1"});
}
