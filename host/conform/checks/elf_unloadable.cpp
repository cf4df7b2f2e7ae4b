// SPDX-License-Identifier: MIT
// host/conform/checks/elf_unloadable.cpp - nothing that pins a library or weakens the process it is loaded into.
#include "host/conform/check.hpp"
#include "host/conform/elf.hpp"

namespace qiki::conform {
namespace elf_unloadable_parts {
void run(subject& s) {
    const elf_file e = read_elf(load::file(s.path));
    for (const anatomy::symbol& y : e.links.symbols)
        if (y.binding == STB_GNU_UNIQUE)
            throw failed("'" + load::one_line(y.name, 120) +
                         "' is a unique symbol, which pins the library in memory for "
                         "ever; build with -fno-gnu-unique or hidden visibility (rule lang.6)");
#ifndef QIKI_SANITIZED // a sanitized plugin is linked so, or reports could not name its file
    if (e.links.no_delete)
        throw failed("is linked with -z nodelete, so it can never be unloaded; drop that flag (rule lang.6)");
#endif
    if (e.links.text_relocations)
        throw failed(
            "has text relocations, so its code must be writable while it is loaded; build with -fPIC (rule lang.6)");
    if (e.executable_stack)
        throw failed(
            "asks for an executable stack, for the whole process; link with -z noexecstack, and give assembler "
            "files a .note.GNU-stack section (rule lang.6)");
    if (e.links.static_tls)
        throw failed("asks for static thread-local storage (DF_STATIC_TLS), of which a running process has little and "
                     "gives none back: expected none; build without -ftls-model=initial-exec and without the attribute "
                     "tls_model (rule lang.6)");
    const std::string& path = e.links.runpath.empty() ? e.links.rpath : e.links.runpath; // the linker's choice
    for (size_t from = 0; from <= path.size() && !path.empty();) {
        const size_t to = std::min(path.find(':', from), path.size());
        const std::string place = path.substr(from, to - from);
        if (!place.starts_with("$ORIGIN") && !place.starts_with("${ORIGIN}"))
            throw failed("its run path '" + load::one_line(place, 200) +
                         "' does not begin with $ORIGIN: it is a place of the "
                         "machine that built it; set BUILD_RPATH and INSTALL_RPATH to \"\" (rule lang.6)");
        from = to + 1;
    }
}
} // namespace elf_unloadable_parts
extern const check elf_unloadable{.id = "elf.unloadable",
                                  .level = 1,
                                  .from = needs::bytes,
                                  .rules = "lang.6",
                                  .asserts = "no unique symbol, no NODELETE, no text relocation, no executable stack, "
                                             "no static thread-local storage, no absolute run path: each "
                                             "would "
                                             "outlive the plugin or weaken the process that loads it",
                                  .run = elf_unloadable_parts::run};
} // namespace qiki::conform
