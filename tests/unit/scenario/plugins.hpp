// SPDX-License-Identifier: MIT
// tests/unit/scenario/plugins.hpp - descriptors as data: what the scenario room sees of a plugin.
#pragma once
#include "qiki/plugin.h"

namespace plugins {

inline constexpr uint32_t truth = 1, frame = 2, track = 3, sample = 4; // records; only equality counts here

inline const qiki_port truth_port[] = {{"truth", "", truth, QIKI_PORT_SNAPSHOT, 0, {}}};
inline const qiki_port frame_port[] = {{"frame", "", frame, QIKI_PORT_STREAM, 0, {}}};
inline const qiki_port track_port[] = {{"track", "", track, QIKI_PORT_SNAPSHOT, 0, {}}};
inline const qiki_port sample_port[] = {{"sample", "", sample, QIKI_PORT_STREAM, 0, {}}};
inline const qiki_port frame_and_track[] = {{"frame", "", frame, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {}},
                                            {"track", "", track, QIKI_PORT_STREAM | QIKI_PORT_MANY, 0, {}}};

inline qiki_descriptor make(const char* id, const char* kind, qiki_table in, qiki_table out,
                            qiki_table params = {nullptr, 0, 0}) {
    qiki_descriptor d{};
    d.head = QIKI_HEAD(qiki_descriptor);
    d.id = id;
    d.kind = kind;
    d.inputs = in;
    d.outputs = out;
    d.params = params;
    return d;
}
inline qiki_descriptor radar(const char* id, qiki_table params) {
    return make(id, QIKI_KIND_RADAR, QIKI_TABLE(truth_port), QIKI_TABLE(frame_port), params);
}
} // namespace plugins
