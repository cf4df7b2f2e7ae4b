// SPDX-License-Identifier: MIT
// host/conform/drive/kind.hpp - whom the contract of a kind binds.
#pragma once
#include "host/conform/check.hpp"
#include <initializer_list>

namespace qiki::conform {

// "" for a plugin of that kind with inputs and outputs of these records; else why a check says nothing about it.
std::string other_than(const qiki_descriptor&, const char* kind, std::initializer_list<uint32_t> in,
                       std::initializer_list<uint32_t> out);
// Likewise of how a tracker makes tracks of contacts, and of how it makes them of the tracks of others, which it needs.
std::string no_maker_of_tracks(const qiki_descriptor&);
std::string no_relay_of_tracks(const qiki_descriptor&);
} // namespace qiki::conform
