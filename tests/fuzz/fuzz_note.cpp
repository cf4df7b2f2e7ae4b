// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_note.cpp - any bytes as a plugin's file: read, or refused in one line that names the byte or the
// field.
#include "host/load/note.hpp"
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {
void demand(bool holds, const char* what, const std::string& text) {
    if (holds) return;
    std::fprintf(stderr, "expected %s, found \"%s\"\n", what, text.c_str());
    std::abort();
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace qiki::load;
    try {
        const notes n = read_notes(in_memory({data, size}));
        stated_abi(n.text);
        for (const found& f : read_text(n.text)) {
            demand(is_id(f.id) && is_kind(f.kind) && is_version(f.version), "a sound id, kind and version", f.id);
            demand(!f.summary.empty() && is_line(f.summary), "a summary of one line", f.summary);
        }
    } catch (const refused& e) {
        const std::string text = e.what();
        demand(text.find("byte ") == 0 || text.find("field ") == 0 || text.find("program headers") == 0,
               "the place of the fault", text);
        demand(text.find(';') != std::string::npos, "a remedy", text);
        demand(text.find('\n') == std::string::npos, "one line", text);
    }
    return 0;
}
