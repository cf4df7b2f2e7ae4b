// SPDX-License-Identifier: MIT
// plugins/radar/asterix/inventory.cpp - framing, octets, blocks and categories as words.
#include "inventory.hpp"
#include "walk.hpp"
#include <cstdio>

namespace asterix {
namespace {

const char* words_of(framing f) {
    switch (f) {
    case framing::ff: return "IOSS final format";
    case framing::pcap: return "pcap";
    case framing::oradis: return "raw blocks behind ORADIS headers";
    case framing::raw:
    case framing::detect: break;
    }
    return "raw blocks";
}

std::string counted(double n, const char* what) {
    return std::to_string(static_cast<uint64_t>(n)) + " " + what + (n == 1 ? "" : "s");
}
} // namespace

double told(const recording& r, std::string_view name) {
    for (const fact& f : r.about)
        if (f.name == name) return f.value;
    return 0;
}

std::string inventory(const recording& r) {
    std::string out =
        std::string("taken as ") + words_of(r.outer) + ", " + counted(static_cast<double>(r.octets), "octet");
    if (r.outer == framing::pcap || r.outer == framing::ff) {
        out += ", " + counted(told(r, "packets"), r.outer == framing::ff ? "frame" : "packet");
        if (const double n = told(r, "packets.ignored"); n != 0)
            out += " (" + std::to_string(static_cast<uint64_t>(n)) + " not UDP over IP, or to another port)";
    }
    out += ", " + counted(static_cast<double>(r.blocks), "data block");
    std::string replayed, skipped;
    for (unsigned category = 0; category < 256; ++category) {
        char name[8];
        std::snprintf(name, sizeof name, "cat%03u", category);
        const std::string key = name, label = "CAT" + key.substr(3);
        if (const double n = told(r, key + ".skipped.blocks"); n != 0)
            skipped += (skipped.empty() ? "" : ", ") + label + " in " + counted(n, "block") + " (" +
                       counted(told(r, key + ".skipped.bytes"), "octet") + ")";
        const double read = told(r, key + ".records"), refused = told(r, key + ".refused");
        if (read + refused == 0) continue;
        replayed += (replayed.empty() ? "" : ", ") + label + " " + counted(read, "record");
        if (refused != 0) replayed += " and " + counted(refused, "refusal");
    }
    if (!replayed.empty()) out += "; " + replayed;
    if (!skipped.empty()) out += "; skipped by length: " + skipped;
    if (const double n = told(r, "stray.bytes"); n != 0) out += "; " + counted(n, "stray octet");
    return out;
}
} // namespace asterix
