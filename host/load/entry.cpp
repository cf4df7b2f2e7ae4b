// SPDX-License-Identifier: MIT
// host/load/entry.cpp - the first look at a library: the exported table, and what create() hands out.
#include "host/load/contract.hpp"
#include "host/load/least.hpp"
#include <cstdio>
#include <cstring>

namespace qiki::load {
namespace {

struct known_minor {
    uint16_t minor;
    uint64_t layout;
};
// An older minor of this major stands here with the layout it had. One that is missing is believed as it is.
constexpr known_minor known[] = {{QIKI_ABI_MINOR, QIKI_LAYOUT}};
constexpr const char* rebuild = "; build the plugin with this host's SDK";

std::string hexadecimal(uint64_t v) {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(v));
    return text;
}
} // namespace

void check_entry(const qiki_entry& e) {
    if (std::memcmp(e.magic, "QIKIPLG", 8) != 0)
        throw refused("qiki_plugin: expected the magic QIKIPLG, found '" +
                      one_line(std::string_view(e.magic, strnlen(e.magic, 8)), 20) +
                      "': the symbol is something else; export the entry of qiki/plugin.h (rule lang.3)");
    if (e.abi_major != QIKI_ABI_MAJOR)
        throw refused("qiki_plugin: expected ABI major " QIKI_STRING(QIKI_ABI_MAJOR) ", found " +
                      std::to_string(e.abi_major) + rebuild + ", or use a host of its own major (rule ver.1)");
    for (const known_minor& k : known)
        if (k.minor == e.abi_minor && k.layout != e.layout)
            throw refused("qiki_plugin: expected layout " + hexadecimal(k.layout) + " for ABI " +
                          std::to_string(e.abi_major) + "." + std::to_string(e.abi_minor) + ", found " +
                          hexadecimal(e.layout) + ": its headers were other ones" + rebuild + " (rule ver.2)");
    if (e.struct_size < least<qiki_entry>)
        throw refused("qiki_plugin: expected struct_size " + std::to_string(least<qiki_entry>) + " or more, found " +
                      std::to_string(e.struct_size) + rebuild + " (rule grow.5)");
    if (!e.init != !e.deinit)
        throw refused(std::string("qiki_plugin: ") + (e.init ? "init without deinit" : "deinit without init") +
                      ": expected both or none; add the other (rule desc.8)");
    if (!e.describe) throw refused("qiki_plugin: describe is NULL; give it a function (rule desc.8)");
}

void check_table(const qiki_vtable* t, const void* self) {
    if (!t || !self)
        throw refused(std::string("create(): returned success without ") + (t ? "an instance" : "a table") +
                      "; set both *vt and *self (rule life.4)");
    if (t->head.struct_size < least<qiki_vtable>)
        throw refused("create(): expected a table of struct_size " + std::to_string(least<qiki_vtable>) +
                      " or more, found " + std::to_string(t->head.struct_size) + rebuild + " (rule grow.5)");
    const char* absent = !t->configure   ? "configure"
                         : !t->tick      ? "tick"
                         : !t->reset     ? "reset"
                         : !t->destroy   ? "destroy"
                         : !t->extension ? "extension"
                                         : nullptr;
    if (absent)
        throw refused(std::string("create(): the table has no ") + absent + "; only demand may be NULL (rule desc.8)");
}
} // namespace qiki::load
