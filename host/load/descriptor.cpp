// SPDX-License-Identifier: MIT
// host/load/descriptor.cpp - what describe() gives: complete, sound, and the same as the note of the file.
#include "host/load/contract.hpp"
#include "host/load/least.hpp"
#include "qiki/command.h"
#include "qiki/sample.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

namespace qiki::load {
namespace {

constexpr uint64_t known_caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE | QIKI_CAP_WORLD_IO;

void agree(const std::string& id, const char* field, const std::string& note, const char* descriptor) {
    if (note != descriptor)
        throw refused("plugin '" + id + "', " + field + ": the file's note says '" + note + "', the descriptor '" +
                      one_line(descriptor, 120) + "'; make them equal (QIKI_PLUGIN does) (rule lang.4)");
}

void check_limits(double min, double max, const std::string& what) {
    if (!std::isfinite(min) || !std::isfinite(max) || min > max)
        throw refused(what + ": expected finite limits with min <= max; correct them (rule desc.6)");
}

void check_name(const char* name, std::set<std::string>& names, const std::string& what) {
    check_text(name, what + ", name", false);
    if (!names.insert(name).second) throw refused(what + ": '" + name + "' stands twice; rename one (rule desc.3)");
}

void check_channels(const qiki_descriptor& d) {
    std::set<std::string> names;
    check_rows(d.channels, least<qiki_channel>, "channels");
    for (uint32_t i = 0; i < d.channels.count; ++i) {
        const auto& c = row<qiki_channel>(d.channels, i);
        const std::string what = "channel " + std::to_string(i);
        check_name(c.name, names, what);
        check_text(c.unit, what + ", unit", true), check_text(c.help, what + ", help", true);
        if (c.width == 0) throw refused(what + ": expected a width of 1 or more; correct it (rule desc.6)");
        check_limits(c.min, c.max, what);
    }
}

void check_facts(const qiki_descriptor& d) {
    std::set<std::string> names;
    check_rows(d.facts, least<qiki_fact>, "facts");
    for (uint32_t i = 0; i < d.facts.count; ++i) {
        const auto& f = row<qiki_fact>(d.facts, i);
        const std::string what = "fact " + std::to_string(i);
        check_name(f.name, names, what);
        check_text(f.unit, what + ", unit", true), check_text(f.help, what + ", help", true);
        if (f.type > QIKI_REAL) throw refused(what + ": expected type bool, int or real; correct it (rule desc.6)");
        check_limits(f.min, f.max, what);
    }
}

void check_verbs(const qiki_descriptor& d) {
    std::set<std::string> names;
    check_rows(d.verbs, least<qiki_verb>, "verbs");
    for (uint32_t i = 0; i < d.verbs.count; ++i) {
        const auto& v = row<qiki_verb>(d.verbs, i);
        const std::string what = "verb " + std::to_string(i);
        check_name(v.name, names, what);
        check_text(v.help, what + ", help", true);
        if (v.argc > 6)
            throw refused(what + ": expected at most 6 arguments, found " + std::to_string(v.argc) +
                          "; use fewer (rule desc.6)");
        if (v.authority > QIKI_BY_SAFETY)
            throw refused(what + ": unknown authority; use one of QIKI_BY_... (rule desc.6)");
        for (uint32_t a = 0; a < v.argc; ++a) {
            const std::string arg = what + ", argument " + std::to_string(a);
            check_text(v.arg[a], arg, false), check_text(v.unit[a], arg + ", unit", true);
            check_limits(v.min[a], v.max[a], arg);
        }
    }
}
} // namespace

void check_rows(const qiki_table& t, size_t row_size, const char* what) {
    if (t.count == 0) return;
    if (!t.data)
        throw refused(std::string(what) + ": the table has rows but no data; set it with QIKI_TABLE (rule grow.3)");
    if (t.stride < row_size || t.stride % 8 != 0)
        throw refused(std::string(what) + ": expected a stride of " + std::to_string(row_size) + " or more, found " +
                      std::to_string(t.stride) + "; set the table with QIKI_TABLE (rule grow.3)");
    if (t.count > 1024)
        throw refused(std::string(what) + ": expected at most 1024 rows, found " + std::to_string(t.count) +
                      "; use fewer (rule grow.3)");
}

void check_text(const char* text, const std::string& what, bool may_be_empty) {
    if (!text)
        throw refused(what + " is NULL; give it a text" + std::string(may_be_empty ? ", \"\" at least" : "") +
                      " (rule desc.3)");
    const size_t n = strnlen(text, 4097);
    if (n > 4096) throw refused(what + ": expected at most 4096 bytes of text; shorten it (rule desc.3)");
    if (n == 0 && !may_be_empty) throw refused(what + " is empty; give it a text (rule desc.2)");
    if (!is_line(text)) throw refused(what + ": expected one line of printable UTF-8; correct it (rule desc.3)");
}

void check_descriptor(const qiki_descriptor& d, bool newer) {
    if (d.head.struct_size < least<qiki_descriptor>)
        throw refused("descriptor: expected struct_size " + std::to_string(least<qiki_descriptor>) +
                      " or more, found " + std::to_string(d.head.struct_size) +
                      "; build the plugin with this host's SDK (rule grow.5)");
    check_text(d.id, "id", false);
    if (!is_id(d.id))
        throw refused(std::string("id '") + d.id +
                      "': expected reverse DNS in lower case like org.example.radar.pulse; rename it (rule desc.2)");
    const std::string who = std::string("plugin '") + d.id + "', ";
    check_text(d.kind, who + "kind", false), check_text(d.name, who + "name", false);
    check_text(d.version, who + "version", false), check_text(d.summary, who + "summary", false);
    check_text(d.vendor, who + "vendor", true), check_text(d.licence, who + "licence", true);
    if (!is_kind(d.kind))
        throw refused(who + "kind '" + d.kind + "' is unknown; use one of QIKI_KIND_... (rule desc.2)");
    if (!is_version(d.version))
        throw refused(who + "version '" + d.version +
                      "': expected semantic versioning like 1.0.0; correct it (rule ver.6)");
    if (!newer && (d.caps & ~known_caps))
        throw refused(who + "caps: unknown bits are set; use QIKI_CAP_... only (rule desc.4)");
    if ((d.caps & QIKI_CAP_PURE) && (d.caps & QIKI_CAP_WORLD_IO))
        throw refused(who + "caps: PURE and WORLD_IO exclude each other; drop one (rule desc.4)");
    if (!d.create) throw refused(who + "create is NULL; give it a function (rule desc.8)");
    try {
        check_ports(d, newer), check_params(d, newer);
        check_channels(d), check_facts(d), check_verbs(d);
    } catch (const refused& e) { throw refused(who + e.what()); }
}

std::vector<const qiki_descriptor*> check_descriptors(const qiki_entry& e, const std::vector<found>& listed) {
    const std::string abi = std::to_string(e.abi_major) + "." + std::to_string(e.abi_minor);
    std::vector<const qiki_descriptor*> all;
    for (uint32_t i = 0; i < listed.size(); ++i) {
        const found& note = listed[i];
        const qiki_descriptor* d = e.describe(i);
        if (!d)
            throw refused("describe(): the file's note lists " + std::to_string(listed.size()) +
                          " plugins, describe() gives " + std::to_string(i) + "; make them equal (rule desc.1)");
        if (note.abi != abi)
            throw refused("plugin '" + note.id + "', abi: the file's note says '" + note.abi + "', the entry '" + abi +
                          "'; build all of the plugin with one SDK (rule lang.4)");
        check_descriptor(*d, e.abi_minor > QIKI_ABI_MINOR);
        agree(note.id, "id", note.id, d->id), agree(note.id, "kind", note.kind, d->kind);
        agree(note.id, "version", note.version, d->version), agree(note.id, "summary", note.summary, d->summary);
        all.push_back(d);
    }
    if (e.describe(static_cast<uint32_t>(listed.size())))
        throw refused("describe(): gives more plugins than the " + std::to_string(listed.size()) +
                      " of the file's note; list them all in QIKI_NOTE, or end with NULL (rule desc.1)");
    return all;
}
} // namespace qiki::load
