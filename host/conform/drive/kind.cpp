// SPDX-License-Identifier: MIT
// host/conform/drive/kind.cpp - kinds and records by their names.
#include "host/conform/drive/kind.hpp"
#include "host/load/contract.hpp"
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
} // namespace qiki::conform
