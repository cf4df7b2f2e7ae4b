// SPDX-License-Identifier: MIT
// host/solo/world.hpp - inputs of any size: bodies that fly straight unless asked, and what each kind of record says
// about them.
#pragma once
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/plugin.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include <string>
#include <vector>

namespace qiki::solo {

// What the records of a world are about; all of it is drawn by Philox from `seed`.
struct world {
    uint64_t seed = 1, bodies = 10;
    uint64_t own = 1;               // the entity that sensors ride on and agents command
    qiki_ns period = 1'000'000'000; // of a tick
    uint64_t owned = 1;             // entities from `own` on that obey commands
    uint32_t writer = 7;            // index of the instance that says all this
    std::vector<qiki_verb> verbs;   // of the plugin, for commands
    double turn = 0;                // rad/s, of all bodies: 0 straight, above 0 to the right
    bool lively = false;            // they climb and sink, look about, and are unlike each other
    // Bodies to a square kilometre, whatever their number, so that cost grows by number and not by crowding: by default
    // 1,000 in a square of 141 km.
    double density = 0.05;
    // Of the writer's channels those besides "position": samples are of each in turn, and so of all in as many ticks.
    enum meaning { velocity, attitude, number };
    struct channel {
        uint32_t row;
        meaning says;
    };
    std::vector<channel> channels;
    bool roams = false; // positions in samples are small, mirrored and ten times as far for some ticks of twenty
};

// No number stands for two: a track is none of the bodies, nor one that commands or answers.
constexpr uint64_t track_of(uint64_t body) { return (uint64_t{1} << 40) + body; }
// Of the writer's channels the one that samples are of, "position", and the one next to it.
constexpr uint32_t position_row = 2, velocity_row = 1;

// The length of the square in which the bodies are, in m.
double side(const world&);

// Records of one kind at the tick that ends at `t` and is the seq-th, as 8-byte words; `count` of them. Each keeps the
// rules of qiki/check.h. A world has one frame a tick and as many contacts, tracks, samples, commands, events as
// bodies; zones: one.
struct records {
    uint64_t count = 0;
    std::vector<uint64_t> words;
};
records make(const world&, uint32_t record, uint64_t seq, qiki_ns t);
bool can_make(uint32_t record);
} // namespace qiki::solo
