// SPDX-License-Identifier: MIT
// host/conform/checks/note_present.cpp - who a file says it is without running.
#include "host/conform/check.hpp"
#include "host/load/file.hpp"

namespace qiki::conform {
namespace note_present_parts {
void run(subject& s) {
    try {
        const load::file f(s.path);
        const load::notes n = load::read_notes(f.content());
        const std::string abi = load::stated_abi(n.text);
        if (abi.substr(0, abi.find('.')) != QIKI_STRING(QIKI_ABI_MAJOR))
            throw load::refused(
                "the note says ABI '" + load::one_line(abi, 40) +
                "', expected major " QIKI_STRING(QIKI_ABI_MAJOR) "; build with the headers of this major");
        if (load::read_text(n.text).empty())
            throw load::refused("the note lists no plugin; write QIKI_NOTE_TEXT for each");
    } catch (const load::refused& r) {
        const std::string why = r.what();
        throw failed(why + "; QIKI_PLUGIN or QIKI_NOTE writes it" +
                     (why.find("lang.4") == why.npos ? " (rule lang.4)" : ""));
    }
}
} // namespace note_present_parts
extern const check note_present{
    .id = "note.present",
    .level = 1,
    .from = needs::bytes,
    .rules = "lang.4 ver.1",
    .asserts =
        "the note .note.qiki lies in a segment (so strip keeps it), can be read and is of a known ABI major: by it a "
        "plugin is found and listed without running its code",
    .run = note_present_parts::run};
} // namespace qiki::conform
