// SPDX-License-Identifier: MIT
// host/conform/checks/note_agrees.cpp - the note and the running code say the same.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/page.hpp"
#include "host/load/file.hpp"

namespace qiki::conform {
namespace note_agrees_parts {
void agree(const std::string& id, const char* field, const std::string& note, const char* code) {
    if (!code || note != code)
        throw failed("plugin '" + id + "', " + field + ": the file's note says '" + note + "', the descriptor " +
                     (code ? "'" + load::one_line(code, 120) + "'" : "nothing") +
                     "; make them equal, as QIKI_PLUGIN does (rule lang.4)");
}
void run(subject& s) {
    std::vector<load::found> listed;
    try {
        listed = load::read_text(load::read_notes(load::file(s.path).content()).text);
    } catch (const load::refused& r) { throw skipped(std::string("has no note to compare: ") + r.what()); }
    const qiki_entry* e = &load_entry(s.path);
    doing("init()");
    qiki_error why{-1, {}};
    if (e->init && e->init(s.path.c_str(), s.path.native().size(), &why) < 0) throw skipped("init() failed");
    doing("describe()");
    const std::string abi = std::to_string(e->abi_major) + "." + std::to_string(e->abi_minor);
    for (uint32_t i = 0; i < listed.size(); ++i) {
        const load::found& n = listed[i];
        const qiki_descriptor* d = e->describe(i);
        if (!d)
            throw failed("the note lists " + std::to_string(listed.size()) + " plugins, describe() gives " +
                         std::to_string(i) + "; make them equal (rule desc.1)");
        agree(n.id, "abi", n.abi, abi.c_str()), agree(n.id, "id", n.id, d->id), agree(n.id, "kind", n.kind, d->kind);
        agree(n.id, "version", n.version, d->version), agree(n.id, "summary", n.summary, d->summary);
    }
    if (e->describe(static_cast<uint32_t>(listed.size())))
        throw failed("describe() gives more than the " + std::to_string(listed.size()) +
                     " plugins of the note; list each in QIKI_NOTE (rule desc.1)");
}
} // namespace note_agrees_parts
extern const check note_agrees{
    .id = "note.agrees",
    .level = 1,
    .from = needs::file,
    .rules = "lang.4 desc.1",
    .asserts = "the note equals the descriptors field for field and in their order: what is listed is what will run",
    .run = note_agrees_parts::run};
} // namespace qiki::conform
