// SPDX-License-Identifier: MIT
// host/load/least.hpp - what each growing struct had in ABI 1.0: a plugin of any minor gives at least so much of it.
#pragma once
#include "qiki/command.h"
#include "qiki/config.h"
#include "qiki/plugin.h"
#include "qiki/sample.h"

namespace qiki::load {

// Up to the last member of 1.0, not sizeof: this host's own minor may have grown, and older plugins stay complete.
#define QIKI_UP_TO(type, last) (offsetof(type, last) + sizeof(type::last))
template <class T>
inline constexpr size_t least = 0;
template <>
inline constexpr size_t least<qiki_entry> = QIKI_UP_TO(qiki_entry, describe);
template <>
inline constexpr size_t least<qiki_descriptor> = QIKI_UP_TO(qiki_descriptor, create);
template <>
inline constexpr size_t least<qiki_vtable> = QIKI_UP_TO(qiki_vtable, extension);
template <>
inline constexpr size_t least<qiki_port> = QIKI_UP_TO(qiki_port, reserved);
template <>
inline constexpr size_t least<qiki_param> = QIKI_UP_TO(qiki_param, max);
template <>
inline constexpr size_t least<qiki_channel> = QIKI_UP_TO(qiki_channel, max);
template <>
inline constexpr size_t least<qiki_fact> = QIKI_UP_TO(qiki_fact, max);
template <>
inline constexpr size_t least<qiki_verb> = QIKI_UP_TO(qiki_verb, authority);
#undef QIKI_UP_TO
} // namespace qiki::load
