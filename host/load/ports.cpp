// SPDX-License-Identifier: MIT
// host/load/ports.cpp - the table of plugin.h: which kind may read and write which record.
#include "host/load/contract.hpp"
#include "host/load/least.hpp"
#include "qiki/command.h"
#include "qiki/event.h"
#include "qiki/radar.h"
#include "qiki/sample.h"
#include "qiki/track.h"
#include "qiki/truth.h"
#include <algorithm>
#include <cstdio>
#include <set>

namespace qiki::load {
namespace {

enum record : unsigned {
    truth = 1u << 0,
    zone = 1u << 1,
    frame = 1u << 2,
    contact = 1u << 3,
    origin = 1u << 4,
    track = 1u << 5,
    assoc = 1u << 6,
    track_modes = 1u << 7,
    sample = 1u << 8,
    command = 1u << 9,
    receipt = 1u << 10,
    proposal = 1u << 11,
    event = 1u << 12,
    everything = (1u << 13) - 1
};

struct named {
    uint32_t id;
    unsigned bit;
    const char* name;
    uint32_t size;
};
constexpr named records[] = {
    {QIKI_REC_TRUTH, truth, "truth", sizeof(qiki_truth)},
    {QIKI_REC_ZONE, zone, "zone", sizeof(qiki_zone)},
    {QIKI_REC_FRAME, frame, "frame", sizeof(qiki_frame)},
    {QIKI_REC_CONTACT, contact, "contact", sizeof(qiki_contact)},
    {QIKI_REC_ORIGIN, origin, "origin", sizeof(qiki_origin)},
    {QIKI_REC_TRACK, track, "track", sizeof(qiki_track)},
    {QIKI_REC_ASSOC, assoc, "assoc", sizeof(qiki_assoc)},
    {QIKI_REC_TRACK_MODES, track_modes, "track_modes", sizeof(qiki_track_modes)},
    {QIKI_REC_SAMPLE, sample, "sample", sizeof(qiki_sample)},
    {QIKI_REC_COMMAND, command, "command", sizeof(qiki_command)},
    {QIKI_REC_RECEIPT, receipt, "receipt", sizeof(qiki_receipt)},
    {QIKI_REC_PROPOSAL, proposal, "proposal", sizeof(qiki_proposal)},
    {QIKI_REC_EVENT, event, "event", sizeof(qiki_event)},
};

struct contract {
    const char* kind;
    unsigned reads, reads_delayed, writes; // reads_delayed: only with QIKI_PORT_DELAYED
};
constexpr contract contracts[] = {
    {QIKI_KIND_VEHICLE, command | zone, truth | sample | receipt, truth | sample | receipt | event},
    {QIKI_KIND_SENSOR, truth | zone | sample, 0, sample | event},
    {QIKI_KIND_RADAR, truth | zone | sample | frame | contact, 0, frame | contact | origin | sample | track | event},
    {QIKI_KIND_TRACKER, frame | contact | track, 0, track | assoc | track_modes | event},
    {QIKI_KIND_AGENT, track | sample | zone | receipt | event, 0, proposal | command | event},
    {QIKI_KIND_BRIDGE, everything, 0, command | frame | contact | track},
};

constexpr uint32_t input_flags =
    QIKI_PORT_STREAM | QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL | QIKI_PORT_MANY | QIKI_PORT_DELAYED;
constexpr uint32_t output_flags = QIKI_PORT_STREAM | QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL | QIKI_PORT_SECRET;

const named* find(uint32_t id) {
    for (const named& n : records)
        if (n.id == id) return &n;
    return nullptr;
}

std::string names(unsigned set) {
    std::string out;
    for (const named& n : records)
        if (set & n.bit) out += (out.empty() ? "" : ", ") + std::string(n.name);
    return out.empty() ? "nothing" : out;
}

void check_port(const qiki_port& p, const contract& c, bool input, bool newer, const std::string& what) {
    const named* n = find(p.record);
    if (!n && newer && (p.flags & QIKI_PORT_OPTIONAL)) return; // of a later minor: this host leaves it alone
    if (!n)
        throw refused(what + ": unknown record " + std::to_string(p.record) + "; " +
                      (newer ? "declare it OPTIONAL, so that hosts without it leave it alone (rule ver.1)"
                             : "use one of QIKI_REC_... (rule desc.5)"));
    if (!(p.flags & QIKI_PORT_STREAM) == !(p.flags & QIKI_PORT_SNAPSHOT))
        throw refused(what + ": expected exactly one of STREAM and SNAPSHOT; correct its flags (rule desc.5)");
    if (const uint32_t odd = p.flags & ~(input ? input_flags : output_flags); odd && !newer)
        throw refused(what + ": flags " + std::to_string(odd) + " have no meaning for an " +
                      (input ? "input" : "output") + "; drop them (rule desc.5)");
    if (!newer && (p.reserved[0] || p.reserved[1]))
        throw refused(what + ": expected reserved to be 0; clear it (rule desc.7)");
    std::string kind = c.kind + 5; // without "qiki." and "/1"
    kind.resize(kind.find('/'));
    if (input) {
        if ((c.reads_delayed & n->bit) && !(p.flags & QIKI_PORT_DELAYED))
            throw refused(what + ": this kind (" + kind + ") may read " + n->name +
                          " only of the tick before; add QIKI_PORT_DELAYED (rule kind.ports)");
        if (!((c.reads | c.reads_delayed) & n->bit))
            throw refused(what + ": this kind (" + kind + ") may not read " + n->name + ", only " +
                          names(c.reads | c.reads_delayed) + "; drop the port or use another kind (rule kind.ports)");
    } else {
        if (!(c.writes & n->bit))
            throw refused(what + ": this kind (" + kind + ") may not write " + n->name + ", only " + names(c.writes) +
                          "; drop the port or use another kind (rule kind.ports)");
        if (n->bit == origin && !(p.flags & QIKI_PORT_SECRET))
            throw refused(
                what + ": origin must be SECRET, or a tracker could see the truth; add QIKI_PORT_SECRET (rule desc.5)");
    }
}
} // namespace

const char* record_name(uint32_t id) {
    const named* n = find(id);
    return n ? n->name : nullptr;
}

std::string record_words(uint32_t id) {
    if (const named* n = find(id)) return n->name;
    char text[24];
    std::snprintf(text, sizeof text, "record 0x%08x", id);
    return text;
}

uint32_t record_size(uint32_t id) {
    const named* n = find(id);
    return n ? n->size : 0;
}

void check_ports(const qiki_descriptor& d, bool newer) {
    const auto at = std::find_if(std::begin(contracts), std::end(contracts),
                                 [&](const contract& c) { return std::string_view(c.kind) == d.kind; });
    if (at == std::end(contracts))
        throw refused(std::string("kind '") + d.kind + "' is unknown; use one of QIKI_KIND_... (rule desc.2)");
    for (const bool input : {true, false}) {
        const qiki_table& t = input ? d.inputs : d.outputs;
        check_rows(t, least<qiki_port>, input ? "inputs" : "outputs");
        std::set<std::string> seen;
        for (uint32_t i = 0; i < t.count; ++i) {
            const auto& p = row<qiki_port>(t, i);
            std::string what = (input ? "input " : "output ") + std::to_string(i);
            check_text(p.name, what + ", name", false);
            what = (input ? "input '" : "output '") + std::string(p.name) + "'";
            check_text(p.help, what + ", help", true);
            if (!seen.insert(p.name).second) throw refused(what + " stands twice; rename one (rule desc.3)");
            check_port(p, *at, input, newer, what);
        }
    }
}
} // namespace qiki::load
