// SPDX-License-Identifier: MIT
// host/solo/world.cpp - a function a record. Places are exact in truth and noisy in contacts, tracks and samples.
#include "host/solo/world.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <cstring>
#include <type_traits>

namespace qiki::solo {
namespace {

enum purpose : uint16_t { place, motion, noise, looks };

struct body {
    double pos[3], vel[3];
};

double uniform(const world& w, uint64_t who, purpose p, uint32_t i) {
    return qiki_uniform(qiki_draw(w.seed, 0, who, p, i), 0);
}
// Between two values, each body's own.
double between(const world& w, uint64_t who, uint32_t i, double low, double high) {
    return low + (high - low) * uniform(w, who, looks, i);
}
double normal(const world& w, uint64_t seq, uint64_t who, uint32_t i) {
    return qiki_normal(qiki_draw(w.seed, seq + 1, who, noise, i), 0);
}

// To and fro, with the rate that goes with it; once in 30 to 60 s.
struct swing {
    double at, rate;
};
swing swings(const world& w, uint64_t who, uint32_t i, double wide, double s) {
    const double turns = 2 * QIKI_PI / between(w, who, 3 + 2 * i, 30, 60),
                 now = turns * s + between(w, who, 4 + 2 * i, 0, 2 * QIKI_PI);
    return {wide * qiki_sin(now), wide * turns * qiki_cos(now)};
}

// The who-th body, from 1, at time t: straight or in a circle, at 50 to 250 m/s, 500 to 10,500 m high.
body at(const world& w, uint64_t who, qiki_ns t) {
    const double s = static_cast<double>(t) * 1e-9, course = 2 * QIKI_PI * uniform(w, who, motion, 0);
    const double speed = 50 + 200 * uniform(w, who, motion, 1), wide = side(w);
    body b{};
    b.vel[0] = speed * qiki_sin(course) + 0.0, b.vel[1] = speed * qiki_cos(course) + 0.0;
    b.pos[0] = wide * (uniform(w, who, place, 0) - 0.5) + b.vel[0] * s + 0.0;
    b.pos[1] = wide * (uniform(w, who, place, 1) - 0.5) + b.vel[1] * s + 0.0;
    b.pos[2] = 500 + 1e4 * uniform(w, who, place, 2);
    if (w.turn != 0) {
        const double now = course + w.turn * s, radius = speed / w.turn; // to the right when above 0
        b.pos[0] += radius * (qiki_cos(course) - qiki_cos(now)) - b.vel[0] * s;
        b.pos[1] += radius * (qiki_sin(now) - qiki_sin(course)) - b.vel[1] * s;
        b.vel[0] = speed * qiki_sin(now) + 0.0, b.vel[1] = speed * qiki_cos(now) + 0.0;
    }
    if (w.lively) {
        const swing up = swings(w, who, 0, 20 + 80 * uniform(w, who, motion, 2), s);
        b.pos[2] += up.at, b.vel[2] = up.rate + 0.0;
    }
    return b;
}

// What tells bodies from each other, and an attitude that swings about the body's own z axis.
void enliven(const world& w, uint64_t who, qiki_ns t, qiki_truth& r) {
    const swing yaw = swings(w, who, 1, 0.4, static_cast<double>(t) * 1e-9);
    const double half = 0.5 * (2 * QIKI_PI * uniform(w, who, motion, 0) + yaw.at);
    r.att[0] = qiki_cos(half) + 0.0, r.att[3] = qiki_sin(half) + 0.0, r.rate[2] = yaw.rate + 0.0;
    r.size_m = between(w, who, 0, 2, 40), r.rcs_dbsm = between(w, who, 1, -5, 25);
    r.valid |= QIKI_TRUTH_HAS_RATE | QIKI_TRUTH_HAS_SIZE;
    if (who % 3 == 0) return; // of no transponder
    r.valid |= QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A | QIKI_TRUTH_HAS_IDENTITY;
    for (uint32_t k = 0; k < 6; ++k) // "QIK017"
        r.identity[k] = k < 3 ? "QIK"[k] : static_cast<char>('0' + who / (k == 3 ? 100 : k == 4 ? 10 : 1) % 10);
    r.transponder = QIKI_XPDR_S, r.address24 = 0x400000 + static_cast<uint32_t>(who & 0xFFFFF);
    r.mode3a = static_cast<uint16_t>(between(w, who, 2, 0, 4096));
}

qiki_truth truth(const world& w, uint64_t who, uint64_t, qiki_ns t) {
    const body b = at(w, who, t);
    qiki_truth r{};
    r.entity = who, r.t = t, r.label = QIKI_LABEL_OK, r.object_class = QIKI_CLASS_AIRCRAFT;
    r.valid = QIKI_TRUTH_HAS_RCS | QIKI_TRUTH_HAS_ATTITUDE, r.rcs_dbsm = 5, r.att[0] = 1;
    std::copy_n(b.pos, 3, r.pos), std::copy_n(b.vel, 3, r.vel);
    if (w.lively) enliven(w, who, t, r);
    return r;
}

qiki_zone zone(const world& w, uint64_t who, uint64_t, qiki_ns t) {
    qiki_zone r{};
    r.zone = who, r.t = t, r.purpose = QIKI_ZONE_NO_ENTRY, r.label = QIKI_LABEL_OK, r.shape = QIKI_SHAPE_SPHERE;
    r.half[0] = side(w) / 20;
    return r;
}

qiki_frame frame(const world& w, uint64_t, uint64_t seq, qiki_ns t) {
    qiki_frame r{};
    r.seq = seq, r.t_from = std::max<qiki_ns>(t - w.period, 0), r.t_to = r.t_available = t, r.first = seq * w.bodies;
    r.source = w.writer;
    r.count = static_cast<uint32_t>(w.bodies), r.flags = QIKI_FRAME_COMPLETE, r.label = QIKI_LABEL_OK;
    r.valid = QIKI_FRAME_HAS_PLATFORM | QIKI_FRAME_HAS_PD, r.att[0] = 1, r.pd = 0.99;
    return r;
}

// In polar coordinates of an antenna at the origin, as a surveillance radar of 10 m and 1 mrad measures.
qiki_contact contact(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    const body b = at(w, who, t);
    const double ground = qiki_hypot(b.pos[0], b.pos[1]), sigma[3] = {10, 1e-3, 1e-3};
    qiki_contact r{};
    r.id = seq * w.bodies + who, r.t = t, r.frame = seq, r.kind = QIKI_POLAR, r.label = QIKI_LABEL_OK;
    r.valid = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV;
    r.z[0] = std::max(0.0, qiki_hypot(ground, b.pos[2]) + sigma[0] * normal(w, seq, who, 0)) + 0.0;
    r.z[1] = qiki_atan2(b.pos[0], b.pos[1]) + sigma[1] * normal(w, seq, who, 1) + 0.0;
    r.z[2] = qiki_atan2(b.pos[2], ground) + sigma[2] * normal(w, seq, who, 2) + 0.0;
    r.cov[0] = sigma[0] * sigma[0], r.cov[4] = sigma[1] * sigma[1], r.cov[7] = sigma[2] * sigma[2];
    return r;
}

qiki_origin origin(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    qiki_origin r{};
    r.contact = seq * w.bodies + who, r.entity = who, r.t = t, r.cause = QIKI_CAUSE_TARGET, r.label = QIKI_LABEL_OK;
    return r;
}

qiki_track track(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    const body b = at(w, who, t);
    qiki_track r{};
    r.id = track_of(who), r.t = r.t_update = t, r.hits = static_cast<uint32_t>(std::min<uint64_t>(seq + 1, 1u << 30));
    r.t_birth = std::min<qiki_ns>(t, w.period), r.status = QIKI_TRACK_CONFIRMED, r.label = QIKI_LABEL_OK,
    r.state_dims = 3;
    r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV;
    for (uint32_t k = 0; k < 3; ++k) {
        r.x[k] = b.pos[k] + 20 * normal(w, seq, who, k) + 0.0,
        r.x[k + 3] = b.vel[k] + 2 * normal(w, seq, who, k + 3) + 0.0;
        constexpr int places[] = {0, 6, 11}, rates[] = {15, 18, 20};
        r.p[places[k]] = 400, r.p[rates[k]] = 4;
    }
    return r;
}

qiki_assoc assoc(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    qiki_assoc r{};
    r.track = track_of(who), r.item = seq * w.bodies + who, r.t = t, r.weight = 1, r.flags = QIKI_ASSOC_HARD;
    r.kind = QIKI_ITEM_CONTACT, r.label = QIKI_LABEL_OK;
    return r;
}

qiki_track_modes track_modes(const world&, uint64_t who, uint64_t, qiki_ns t) {
    qiki_track_modes r{};
    r.track = track_of(who), r.t = t, r.count = 1, r.label = QIKI_LABEL_OK, r.model[0] = QIKI_MOTION_CV,
    r.probability[0] = 1;
    return r;
}

// What a number of unknown meaning is, tick by tick: shares, per cents and large ones of either sign, falling and
// rising, and for some ticks on either side of what may be a limit.
double number_at(uint64_t tick) {
    constexpr double all[] = {0.95, 0.7,  0.45, 0.25, 0.12, 0.03, -0.4, -6, -45, -700, -1e4, -2500, -120, -15,
                              -0.8, 0.01, 0.15, 0.35, 0.6,  0.9,  4,    15, 35,  70,   110,  600,   2500, 1e4,
                              4000, 900,  150,  95,   80,   55,   30,   18, 9,   2.5,  0.7,  0.3};
    return all[tick % std::size(all)];
}
double roamed(uint64_t tick, double place) {
    const uint64_t k = tick % 20;
    return k >= 6 && k < 9 ? 1e-5 * place : k >= 12 && k < 16 ? 0.0 - place : k == 18 ? 10 * place : place;
}

// n of one number: mostly 1, and whoever waits for three is not left out.
void say_number(qiki_sample& r, double x, bool wide) {
    r.n = wide ? 3 : 1, r.v[0] = x;
    if (wide) r.v[1] = -0.5 * x + 0.0, r.v[2] = 0.25 * x;
}

qiki_sample sample(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    const body b = at(w, w.own, t);
    qiki_sample r{};
    r.entity = w.own, r.channel = position_row, r.t = t, r.n = 3, r.label = QIKI_LABEL_OK, r.status = QIKI_SENSE_OK,
    r.trust = 1;
    if (const uint64_t turn = (who - 1 + seq) % (w.channels.size() + 1)) {
        const world::channel& c = w.channels[turn - 1];
        r.channel = c.row;
        if (c.says == world::attitude) r.n = 4, r.v[0] = 1;
        else if (c.says == world::number)
            say_number(r, number_at(seq) * (1 + 0.005 * normal(w, seq, who, 0)) + 0.0, (who + seq) % 3 == 2);
        else
            for (uint32_t k = 0; k < 3; ++k) r.v[k] = b.vel[k] + normal(w, seq, who, k) + 0.0;
        return r;
    }
    for (uint32_t k = 0; k < 3; ++k) {
        r.v[k] = b.pos[k] + 5 * normal(w, seq, who, k) + 0.0;
        if (w.roams) r.v[k] = roamed(seq, r.v[k]) + 0.0;
    }
    return r;
}

qiki_command command(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    qiki_command r{};
    const uint64_t number = seq * w.bodies + who;
    r.id = uint64_t{w.writer} << 32 | ((number + 1) & 0x7FFFFFFF), r.entity = w.own + (who - 1) % w.owned,
    r.t = std::max<qiki_ns>(t - w.period, 0);
    r.issuer = w.writer, r.authority = QIKI_BY_OPERATOR, r.label = QIKI_LABEL_OK;
    if (w.verbs.empty()) return r;
    r.verb = static_cast<uint32_t>(number % w.verbs.size());
    const qiki_verb& v = w.verbs[r.verb];
    r.argc = static_cast<uint8_t>(v.argc);
    for (uint32_t a = 0; a < v.argc; ++a)
        r.arg[a] = v.min[a] + (v.max[a] - v.min[a]) * uniform(w, number, noise, a) + 0.0;
    return r;
}

qiki_receipt receipt(const world& w, uint64_t who, uint64_t seq, qiki_ns t) {
    qiki_receipt r{};
    r.command = uint64_t{1} << 32 | ((seq * w.bodies + who) & 0x7FFFFFFF), r.entity = w.own, r.t = t,
    r.source = w.writer;
    r.status = QIKI_RECEIPT_ACCEPTED, r.label = QIKI_LABEL_OK;
    return r;
}

qiki_event event(const world& w, uint64_t who, uint64_t, qiki_ns t) {
    qiki_event r{};
    r.entity = w.own, r.track = track_of(who), r.t = t, r.code = 1, r.source = w.writer,
    r.severity = QIKI_SEVERITY_NOTICE;
    r.label = QIKI_LABEL_OK;
    return r;
}

template <auto One>
records many(uint64_t count, const world& w, uint64_t seq, qiki_ns t) {
    using R = decltype(One(w, 1, seq, t));
    static_assert(sizeof(R) % sizeof(uint64_t) == 0 && std::is_trivially_copyable_v<R>);
    constexpr size_t words = sizeof(R) / sizeof(uint64_t);
    records out{count, std::vector<uint64_t>(count * words)};
    for (uint64_t who = 1; who <= count; ++who) {
        const R r = One(w, who, seq, t);
        std::memcpy(out.words.data() + (who - 1) * words, &r, sizeof r);
    }
    return out;
}

constexpr struct maker {
    uint32_t record;
    records (*make)(uint64_t, const world&, uint64_t, qiki_ns);
    bool one = false; // a tick, whatever the number of bodies
} makers[] = {
    {QIKI_REC_TRUTH, many<truth>},     {QIKI_REC_ZONE, many<zone>, true},         {QIKI_REC_FRAME, many<frame>, true},
    {QIKI_REC_CONTACT, many<contact>}, {QIKI_REC_ORIGIN, many<origin>},           {QIKI_REC_TRACK, many<track>},
    {QIKI_REC_ASSOC, many<assoc>},     {QIKI_REC_TRACK_MODES, many<track_modes>}, {QIKI_REC_SAMPLE, many<sample>},
    {QIKI_REC_COMMAND, many<command>}, {QIKI_REC_RECEIPT, many<receipt>},         {QIKI_REC_EVENT, many<event>}};

const maker* maker_of(uint32_t record) {
    const auto* at =
        std::find_if(std::begin(makers), std::end(makers), [&](const maker& m) { return m.record == record; });
    return at == std::end(makers) ? nullptr : at;
}
} // namespace

double side(const world& w) { return 1000 * qiki_sqrt(static_cast<double>(w.bodies) / w.density); }

bool can_make(uint32_t record) { return maker_of(record) != nullptr; }

records make(const world& w, uint32_t record, uint64_t seq, qiki_ns t) {
    const maker* m = maker_of(record);
    return m ? m->make(m->one ? 1 : w.bodies, w, seq, t) : records{};
}
} // namespace qiki::solo
