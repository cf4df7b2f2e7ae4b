// SPDX-License-Identifier: MIT
// host/load/contract.hpp - does a library keep the rules of plugin.h in what it says about itself?
#pragma once
#include "host/load/note.hpp"
#include "qiki/plugin.h"
#include <string>
#include <vector>

namespace qiki::load {

// All of these throw refused, with a text that names the field, what was expected, what was found and the remedy.

// Magic, major, layout of a known minor, size, functions.
void check_entry(const qiki_entry&);
// What describe() gives: as many as the note lists, in its order, agreeing with it field for field, each sound.
std::vector<const qiki_descriptor*> check_descriptors(const qiki_entry&, const std::vector<found>& listed);
// One descriptor by itself: sizes, texts, caps, ports, parameters, channels, facts, verbs. With `newer` (a minor this
// host does not know) unknown flags are let through.
void check_descriptor(const qiki_descriptor&, bool newer);
void check_ports(const qiki_descriptor&, bool newer);
void check_params(const qiki_descriptor&, bool newer);
// What create() handed out.
void check_table(const qiki_vtable*, const void* self);

const char* record_name(uint32_t record);   // "truth"; nullptr when it is none
std::string record_words(uint32_t record);  // its name, or "record 0x00630001" of one that a later minor knows
uint32_t record_size(uint32_t record);      // bytes; 0 when it is none
const char* type_name(uint32_t param_type); // "real"; nullptr when it is none

// Shared by the checks: a table that can be walked, texts that can be read.
void check_rows(const qiki_table&, size_t row_size, const char* what);
void check_text(const char* text, const std::string& what, bool may_be_empty);

template <class T>
const T& row(const qiki_table& t, uint32_t i) {
    return *static_cast<const T*>(qiki_row(t, i));
}
} // namespace qiki::load
