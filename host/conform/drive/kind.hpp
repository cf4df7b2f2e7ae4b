// SPDX-License-Identifier: MIT
// host/conform/drive/kind.hpp - whom the contract of a kind binds.
#pragma once
#include "host/conform/check.hpp"
#include <initializer_list>

namespace qiki::conform {

// "" for a plugin of that kind with inputs and outputs of these records; else why a check says nothing about it.
std::string other_than(const qiki_descriptor&, const char* kind, std::initializer_list<uint32_t> in,
                       std::initializer_list<uint32_t> out);
// Why a check of how tracks are made of contacts does not apply: it is no such tracker. "": it is one.
std::string no_maker_of_tracks(const qiki_descriptor&);
} // namespace qiki::conform
