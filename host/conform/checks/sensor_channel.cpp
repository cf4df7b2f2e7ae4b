// SPDX-License-Identifier: MIT
// host/conform/checks/sensor_channel.cpp - samples fit the table of channels.
#include "host/conform/drive/readings.hpp"
#include "host/conform/drive/stage.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include "qiki/sample.h"
#include <cmath>
#include <cstdio>
#include <cstring>

namespace qiki::conform {
namespace sensor_channel_parts {
constexpr uint64_t ticks = 40, ticks_away = 5;
constexpr uint32_t configurations = 8;

// Where its carrier is, and how it moves: common, then higher, faster, farther and turning faster than most are made
// for.
constexpr struct {
    const char* words;
    double east, up, speed, turn;
    double yaw = 0, roll = 0; // its course, from east to the left, on which it faces
    double climb = 0;
} places[] = {
    {"", 0, 1000, 200, 0.1},
    {"with its carrier 5 km under the ground, ", 0, -5e3, 10, 0},
    {"with its carrier on the ground, ", 0, 0, 0, 0},
    {"with its carrier 20 km high, ", 0, 20e3, 200, 0.1},
    {"with its carrier 60 km high, ", 0, 60e3, 200, 0.1},
    {"with its carrier 300 km high, ", 0, 300e3, 7800, 0},
    {"with its carrier 3,000 km to the east, ", 3e6, 1000, 200, 0.1},
    {"with its carrier at 1,000 m/s, ", 0, 10e3, 1000, 0.1},
    {"with its carrier at 10 km/s, ", 0, 10e3, 1e4, 0.1},
    {"with its carrier turning by 10 rad/s, ", 0, 1000, 50, 10},
    {"with its carrier turning by 1,000 rad/s, ", 0, 1000, 50, 1000},
    {"with its carrier going north, ", 0, 1000, 50, 0, QIKI_PI / 2},
    {"with its carrier going west, ", 0, 1000, 50, 0, QIKI_PI},
    {"with its carrier going north-west, ", 0, 1000, 50, 0, 0.8 * QIKI_PI},
    {"with its carrier going south-west, upside down, ", 0, 1000, 50, 0, 1.2 * QIKI_PI, QIKI_PI},
    {"with its carrier going south-east, on its side, ", 0, 1000, 50, 0, 1.7 * QIKI_PI, -1.6},
    {"with its carrier climbing by 500 m/s, ", 0, 1000, 50, 0, 0, 0, 500},
    {"with its carrier falling by 500 m/s, ", 0, 10e3, 50, 0, 0, 0, -500},
};

void judge(const std::string& who, const qiki_sample& r, const qiki_descriptor& d) {
    if (r.channel >= d.channels.count)
        throw failed(who + "channel is " + std::to_string(r.channel) + ": expected a row of its table of " +
                     std::to_string(d.channels.count) + " (rule sensor.channel)");
    const auto& c = load::row<qiki_channel>(d.channels, r.channel);
    if (r.part * 4u + r.n > c.width)
        throw failed(who + "part " + std::to_string(r.part) + " with " + std::to_string(r.n) + " values: channel '" +
                     c.name + "' has " + std::to_string(c.width) + " (rule sensor.channel)");
    for (uint32_t i = 0; i < r.n && r.n <= 4; ++i)
        if (c.min < c.max && r.label != QIKI_LABEL_INVALID && r.label != QIKI_LABEL_NO_DATA &&
            !(r.v[i] >= c.min && r.v[i] <= c.max))
            throw failed(who + "v[" + std::to_string(i) + "] is " + std::to_string(r.v[i]) + ", and channel '" +
                         c.name + "' reaches " + std::to_string(c.min) + " .. " + std::to_string(c.max) +
                         ": expected the label INVALID outside of it, or a wider row (rule sensor.channel)");
}

// A reading of an angle, which no unit but rad has.
void judge_angle(const std::string& who, const qiki_sample& r, const qiki_descriptor& d) {
    const auto& c = load::row<qiki_channel>(d.channels, r.channel);
    for (const char* other :
         {"deg", "degree", "degrees", "°", "mrad", "grad", "gon", "mil", "arcmin", "arcsec", "turn"})
        if (std::strcmp(c.unit, other) == 0)
            throw failed("channel '" + std::string(c.name) + "' has the unit '" + other +
                         "': expected rad, in which angles are said (rule rec.6)");
    for (uint32_t i = 0; i < r.n && r.n <= 4; ++i)
        if (std::strcmp(c.unit, "rad") == 0 && r.label == QIKI_LABEL_OK && std::fabs(r.v[i]) > 2 * QIKI_PI * (1 + 1e-9))
            throw failed(who + "v[" + std::to_string(i) + "] is " + std::to_string(r.v[i]) + ", and channel '" +
                         c.name +
                         "' has the unit rad: expected an angle of at most one turn to either side; is it in "
                         "degrees? (rules rec.6, sensor.channel)");
}

// How many samples there were. Drawn parameters may ask for errors of more than a turn.
uint64_t go_everywhere(const subject& s, bool drawn_ones) {
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    uint64_t seen = 0;
    for (const auto& p : places) {
        actor it(s);
        stage scene(*s.about, s.seed);
        qiki_truth& b = scene.carrier;
        b.valid |= QIKI_TRUTH_HAS_RATE;
        b.pos[0] = p.east, b.pos[2] = p.up;
        b.vel[0] = p.speed * qiki_cos(p.yaw), b.vel[1] = p.speed * qiki_sin(p.yaw), b.vel[2] = p.climb;
        const qiki_sc yaw = qiki_sincos(p.yaw / 2), roll = qiki_sincos(p.roll / 2);
        const double att[] = {yaw.cos * roll.cos, yaw.cos * roll.sin, yaw.sin * roll.sin, yaw.sin * roll.cos};
        for (int k = 0; k < 4; ++k) b.att[k] = att[k] + 0.0;
        for (double& r : b.rate) r = p.turn;
        for (uint64_t i = 0; i < (*p.words ? ticks_away : ticks); ++i) {
            const told t = it.play(scene.next(others));
            for (const written& w : t.out)
                for (uint64_t k = 0; w.record == QIKI_REC_SAMPLE && k < w.count; ++k, ++seen) {
                    const std::string who = p.words + at_tick(i) + "sample " + std::to_string(k) + ": ";
                    judge(who, w.as<qiki_sample>(k), *s.about);
                    if (!drawn_ones) judge_angle(who, w.as<qiki_sample>(k), *s.about);
                }
        }
    }
    return seen;
}

// Of a carrier that goes on as it is, that much faster and farther away.
readings at_pace(const subject& s, double pace) {
    constexpr uint64_t long_enough = 12; // ticks
    actor it(s);
    stage scene(*s.about, s.seed);
    qiki_truth& c = scene.carrier;
    c.valid |= QIKI_TRUTH_HAS_RATE;
    constexpr double start[3] = {2000, 3000, 1000}, speed[3] = {12, 16, 3}, turns[3] = {0.03, -0.02, 0.1};
    for (int k = 0; k < 3; ++k) c.pos[k] = pace * start[k], c.vel[k] = pace * speed[k], c.rate[k] = pace * turns[k];
    const std::vector<qiki_truth> others = spiral(5, 500, 5000);
    readings all;
    for (uint64_t i = 0; i < long_enough; ++i) {
        const moment m = scene.next(others);
        qiki_truth now = c;
        for (int k = 0; k < 3; ++k) now.pos[k] += now.vel[k] * static_cast<double>(m.t1) * 1e-9;
        all.gather(s, it.host().info().host_entity, m, it.play(m), now);
    }
    return all;
}

// The one value, not 0, that all of them are to the last bit, where each is less than half of what is so; else 0.
double stop_in(const std::vector<reading>& all, size_t fact) {
    constexpr size_t enough = 4;
    if (all.size() < enough) return 0;
    for (const reading& r : all)
        if (r.value != all[0].value || std::fabs(r.value) > 0.5 * std::fabs(r.facts[fact])) return 0;
    return all[0].value;
}

// A channel that says place, speed or turn of a slow carrier, and the same of two others, ten times as fast the one as
// the other, does not measure those.
void stops(const subject& s, double way) {
    constexpr double paces[] = {0.01, 0.1, 1, 10, 100, 1000, 1e4};
    struct saying {
        size_t fact = 0;
        int paces = 0; // at which it is that: what never changes is no more than once what is so
    };
    std::map<std::pair<uint32_t, uint32_t>, saying> says;
    readings before;
    for (const double pace : paces) {
        readings now = at_pace(s, way * pace);
        for (const auto& [which, values] : now.all) {
            if (const int fact = settled_on(values); fact >= 0) {
                saying& it = says[which];
                it = {static_cast<size_t>(fact), it.fact == static_cast<size_t>(fact) ? it.paces + 1 : 1};
            }
            const auto slower = before.all.find(which);
            const auto known = says.find(which);
            if (slower == before.all.end() || known == says.end() || known->second.paces < 2) continue;
            const size_t fact = known->second.fact;
            const double stop = stop_in(values, fact);
            if (stop == 0 || stop != stop_in(slower->second, fact)) continue;
            char text[300];
            std::snprintf(text, sizeof text,
                          "%s: where %.6g is so, and where %.6g is, it says %.6g, to the last bit the same, and "
                          "labels it OK; of a slower carrier it says what is so",
                          called(s, which).c_str(), slower->second.back().facts[fact], values.back().facts[fact], stop);
            throw failed(std::string(text) +
                         ": expected INVALID where a value stands at a limit, that of the row or the device's own, "
                         "since the device reaches no farther (rule sensor.channel)");
        }
        before = std::move(now);
    }
}

void run(subject& s) {
    const uint64_t seen = go_everywhere(s, false);
    with_each(s, drawn(s, configurations), [](const subject& other) { go_everywhere(other, true); });
    for (const double way : {1.0, -1.0}) stops(s, way);
    if (!seen) throw skipped("wrote no sample in 40 s");
}
std::string spares(const qiki_descriptor& d) { return writes(d, QIKI_REC_SAMPLE) ? "" : "has no output of samples"; }
} // namespace sensor_channel_parts
extern const check sensor_channel{
    .id = "sensor.channel",
    .level = 2,
    .from = needs::plugin,
    .rules = "sensor.channel rec.6",
    .asserts =
        "each sample names a row of the plugin's table of channels, has no more "
        "values than that has, and they lie within its "
        "limits or are INVALID, also in 8 drawn configurations, and of unit rad no value is beyond one turn, both "
        "when its carrier is far away, far up, under the ground, moves, climbs, falls and turns fast, or goes in any "
        "direction, on its side and upside down: readers find them by the table alone; and a channel that says place, "
        "speed or turn of a slow carrier does not say one and the same, and OK, of two that go ten times as fast the "
        "one as the other, where the device reaches no farther",
    .varies = axis::configuration | axis::records,
    .run = sensor_channel_parts::run,
    .spares = sensor_channel_parts::spares};
} // namespace qiki::conform
