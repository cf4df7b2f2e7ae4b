// SPDX-License-Identifier: MIT
// host/conform/drive/kind.cpp - kinds and records by their names.
#include "host/conform/drive/kind.hpp"
#include "host/load/contract.hpp"
#include "qiki/radar.h"
#include "qiki/track.h"
#include <cstring>

namespace qiki::conform {

std::string other_than(const qiki_descriptor& d, const char* kind, std::initializer_list<uint32_t> in,
                       std::initializer_list<uint32_t> out) {
    if (std::strcmp(d.kind, kind) != 0) {
        const std::string whole(kind); // "qiki.tracker/1"
        return "is no " + whole.substr(5, whole.find('/') - 5);
    }
    for (const uint32_t r : in)
        if (!reads(d, r)) return "has no input of the record " + std::string(load::record_name(r));
    for (const uint32_t r : out)
        if (!writes(d, r)) return "has no output of the record " + std::string(load::record_name(r));
    return "";
}
namespace {
bool needs_tracks(const qiki_descriptor& d) {
    for (uint32_t i = 0; i < d.inputs.count; ++i) {
        const auto& in = load::row<qiki_port>(d.inputs, i);
        if (in.record == QIKI_REC_TRACK && !(in.flags & QIKI_PORT_OPTIONAL)) return true;
    }
    return false;
}
} // namespace
std::string no_maker_of_tracks(const qiki_descriptor& d) {
    const std::string other = other_than(d, QIKI_KIND_TRACKER, {QIKI_REC_FRAME, QIKI_REC_CONTACT}, {QIKI_REC_TRACK});
    return other.empty() && needs_tracks(d) ? "makes tracks of those of others (tracker.relay judges that)" : other;
}
std::string no_relay_of_tracks(const qiki_descriptor& d) {
    const std::string other = other_than(d, QIKI_KIND_TRACKER, {}, {QIKI_REC_TRACK});
    return other.empty() && !needs_tracks(d) ? "can do without the tracks of others" : other;
}
} // namespace qiki::conform
