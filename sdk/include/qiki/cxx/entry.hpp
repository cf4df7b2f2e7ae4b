// SPDX-License-Identifier: MIT
// qiki/cxx/entry.hpp - QIKI_PLUGIN: the exported symbol, the descriptor and the note of a library with one plugin.
#pragma once
#include "instance.hpp"

namespace qiki {

#define QIKI_OPTIONAL_TABLE(name) \
    template <class P> constexpr qiki_table name##_of() { \
        if constexpr (requires { P::name; }) return QIKI_TABLE(P::name); else return {nullptr, 0, 0}; \
    }
QIKI_OPTIONAL_TABLE(params)
QIKI_OPTIONAL_TABLE(channels)
QIKI_OPTIONAL_TABLE(facts)
QIKI_OPTIONAL_TABLE(verbs)
#undef QIKI_OPTIONAL_TABLE

template <class P>
constexpr qiki_descriptor describe(const char* id, const char* kind, const char* version, const char* summary) {
    uint64_t caps = 0;
    const char *vendor = "", *licence = "";
    if constexpr (requires { P::caps; }) caps = P::caps;
    if constexpr (requires { P::vendor; }) vendor = P::vendor;
    if constexpr (requires { P::licence; }) licence = P::licence;
    return {QIKI_HEAD(qiki_descriptor), id, kind, id, version, vendor, licence, summary, caps, instance<P>::schema_of(),
            P::inputs::table(), P::outputs::table(), params_of<P>(), channels_of<P>(), facts_of<P>(), verbs_of<P>(),
            instance<P>::create};
}
constexpr qiki_entry entry(const qiki_descriptor* (*describe_one)(uint32_t)) {
    return {{'Q', 'I', 'K', 'I', 'P', 'L', 'G', 0}, QIKI_ABI_MAJOR, QIKI_ABI_MINOR, sizeof(qiki_entry), QIKI_LAYOUT, nullptr, nullptr, describe_one};
}
} // namespace qiki

// Once per library, at namespace scope; the four texts are string literals. A library with several plugins writes its own
// describe() from qiki::describe<P>() and one QIKI_NOTE with all of them.
#define QIKI_PLUGIN(P, id, kind, version, summary) \
    QIKI_NOTE(QIKI_NOTE_TEXT(id, kind, version, summary)); \
    static constinit const qiki_descriptor qiki_described_ = qiki::describe<P>(id, kind, version, summary); \
    extern "C" constinit const qiki_entry qiki_plugin = \
        qiki::entry([](uint32_t i) -> const qiki_descriptor* { return i == 0 ? &qiki_described_ : nullptr; })
