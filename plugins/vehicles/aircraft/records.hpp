// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/records.hpp - the truth records of aircraft, of which only what moves is written anew.
#pragma once
#include "dynamics.hpp"
#include "qiki/truth.h"
#include <span>

namespace aircraft {

// What does not move: the record up to pos.
struct still {
    explicit still(const qiki_truth&);
    alignas(8) unsigned char bytes[offsetof(qiki_truth, pos)];
};

// Writes the records of rows [begin, begin + out.size()), of at most `block` rows; row k has still k. [any, also in
// pool tasks]
void write(const fleet&, const std::vector<still>&, const limits&, qiki_ns t, size_t begin, std::span<qiki_truth> out);

} // namespace aircraft
