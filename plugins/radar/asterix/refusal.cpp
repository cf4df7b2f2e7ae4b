// SPDX-License-Identifier: MIT
// plugins/radar/asterix/refusal.cpp - the sentence for each reason to refuse.
#include "refusal.hpp"
#include <array>
#include <cstdio>

namespace asterix {
namespace {

std::string sentence(const refusal& r) {
    char text[200];
    const auto say = [&](const char* format) {
        std::snprintf(text, sizeof text, format, static_cast<unsigned long long>(r.found),
                      static_cast<unsigned long long>(r.expected));
        return std::string(text);
    };
    switch (r.why) {
    case reason::none: return "nothing is wrong";
    case reason::block_header: return say("%llu octets are left over, a data block has at least %llu");
    case reason::block_short: return say("block length %llu, expected at least %llu (header of 3 and a record)");
    case reason::block_beyond: return say("block length %llu, but only %llu octets are left");
    case reason::stray:
        return say("%llu octets passed over: stray ones, and the block that they may have spoilt; reading goes on at "
                   "octet %llu");
    case reason::fspec_beyond: return "the FSPEC runs past the end of the block";
    case reason::fspec_long: return say("FSPEC of %llu octets, the profile has %llu");
    case reason::item_unused: return say("FRN %llu is set, which the profile leaves unused");
    case reason::item_beyond: return say("needs %llu octets, the block has %llu left");
    case reason::chain_long: return say("extension chain of %llu parts, defined are %llu");
    case reason::presence_unused: return say("presence bit %llu is set, which is spare (defined are %llu)");
    case reason::presence_long: return say("presence chain of %llu octets, defined are %llu");
    case reason::length_zero: return say("explicit length %llu, expected at least %llu");
    case reason::time_beyond: return say("time of day %llu/128 s, expected below %llu");
    case reason::latitude_beyond: return say("latitude of %llu units, expected at most %llu (90 deg)");
    case reason::no_descriptor: return "no I001/020, which says whether the record is a plot or a track";
    case reason::random_sequence: return "random field sequencing is not read";
    case reason::packet_beyond: return say("packet of %llu octets, expected at most %llu");
    case reason::packet_cut: return say("packet of %llu octets was captured with %llu only (snap length)");
    case reason::packet_fragment: return "fragment of an IP datagram; capture with reassembly";
    case reason::packet_length: return say("IP or UDP length %llu does not fit the %llu octets of the packet");
    case reason::link_unknown: return say("link type %llu, expected 1, 101, 113 or 276 (%llu packet skipped)");
    case reason::frame_length: return say("FF frame length %llu, expected 12 to %llu");
    case reason::frame_trailer: return say("FF trailer %08llX, expected %08llX");
    case reason::header_length: return say("ORADIS header says %llu octets, its block and header have %llu");
    }
    return "unknown reason";
}
} // namespace

std::string explain(const refusal& r, std::string_view file) {
    std::string where = std::string(file) + ": octet " + std::to_string(r.offset) + ": ";
    if (r.category != 0) {
        char category[8];
        std::snprintf(category, sizeof category, "CAT%03u", static_cast<unsigned>(r.category));
        where += category;
        if (r.item[0] != 0) {
            where += std::string(" item I") + (category + 3) + "/" + r.item;
            if (r.part[0] != 0) where += std::string(" ") + r.part;
        }
        where += ": ";
    }
    return where + sentence(r);
}
} // namespace asterix
