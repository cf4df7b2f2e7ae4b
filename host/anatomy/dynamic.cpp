// SPDX-License-Identifier: MIT
// host/anatomy/dynamic.cpp - the dynamic section, tag by tag.
#include "host/anatomy/dynamic.hpp"
#include "host/anatomy/relocations.hpp"
#include "host/anatomy/symbols.hpp"

namespace qiki::anatomy {

dynamic read_dynamic(image& i) {
    const tags t(i);
    dynamic out;
    for (const Elf64_Dyn& d : t.all()) {
        if (d.d_tag == DT_NEEDED) out.needed.push_back(t.text(d.d_un.d_val, "DT_NEEDED"));
        if (d.d_tag == DT_SONAME) out.soname = t.text(d.d_un.d_val, "DT_SONAME");
        if (d.d_tag == DT_RPATH) out.rpath = t.text(d.d_un.d_val, "DT_RPATH");
        if (d.d_tag == DT_RUNPATH) out.runpath = t.text(d.d_un.d_val, "DT_RUNPATH");
    }
    const uint64_t flags = t[DT_FLAGS], more = t[DT_FLAGS_1];
    out.text_relocations = t.has(DT_TEXTREL) || (flags & DF_TEXTREL);
    out.bind_now = t.has(DT_BIND_NOW) || (flags & DF_BIND_NOW) || (more & DF_1_NOW);
    out.no_delete = (more & DF_1_NODELETE) != 0;
    out.static_tls = (flags & DF_STATIC_TLS) != 0;

    const std::vector<Elf64_Sym> symbols = read_symbols(i, t);
    const std::vector<version_row> versions = read_versions(i, t);
    for (const version_row& v : versions) out.versions.push_back(v.wanted);
    out.symbols = named(i, t, symbols, versions);
    read_relocations(i, t, symbols);
    // Every library of gcc and clang begins with frame_dummy; DT_INIT of crtbegin does nothing by itself.
    const uint64_t functions = t[DT_INIT_ARRAYSZ] / sizeof(uint64_t);
    if (functions > most_rows)
        throw load::refused("field DT_INIT_ARRAYSZ: expected at most 1048576 functions, found " +
                            std::to_string(functions) + ": the file is damaged; build it again");
    out.constructors = functions;
    return out;
}
} // namespace qiki::anatomy
