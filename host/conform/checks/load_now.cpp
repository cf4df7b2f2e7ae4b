// SPDX-License-Identifier: MIT
// host/conform/checks/load_now.cpp - nothing is left to be resolved later.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/elf.hpp"
#include <dlfcn.h>

namespace qiki::conform {
namespace load_now_parts {
// The undefined symbols that nobody in this process or in the plugin's libraries defines: dlopen names the first alone.
std::string missing(const elf_file& e) {
    for (const std::string& n : e.links.needed) dlopen(n.c_str(), RTLD_LAZY | RTLD_GLOBAL);
    std::string all;
    for (const anatomy::symbol& y : e.links.symbols)
        if (y.imported && y.binding != STB_WEAK && !dlsym(RTLD_DEFAULT, y.name.c_str()))
            all += (all.empty() ? "'" : ", '") + load::one_line(y.name, 120) + "'";
    return all;
}
// What neither the plugin's libraries nor the C library define, but this program happens to: dlsym() of a handle asks
// that library and those that it needs, and no others.
std::string lent_by_program(const elf_file& e, void* library) {
    std::string all;
    for (const anatomy::symbol& y : e.links.symbols)
        if (y.imported && y.binding != STB_WEAK && !dlsym(library, y.name.c_str()) &&
            dlsym(RTLD_DEFAULT, y.name.c_str()))
            all += (all.empty() ? "'" : ", '") + load::one_line(y.name, 120) + "'";
    return all;
}
void run(subject& s) {
    try {
        load_entry(s.path);
#ifndef QIKI_SANITIZED // whose program lends its own
        void* const again = dlopen(s.path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (const std::string lent = lent_by_program(read_elf(load::file(s.path)), again); !lent.empty())
            throw failed("nobody but this program defines " + load::one_line(lent, 1000) +
                         ", so another host could not load it: expected them in the libraries that it needs; link it "
                         "with what it uses, say -lsleef -lm, and with -Wl,--no-undefined (rule lang.6)");
#endif
    } catch (const failed& e) {
        const std::string why = e.what();
        if (why.find("nobody but this program") != why.npos) throw;
        if (why.find("static TLS") != why.npos)
            throw failed(why.substr(0, why.rfind("; link the plugin")) +
                         "; build without -ftls-model=initial-exec and without the attribute tls_model (rule lang.6)");
        const std::string names = missing(read_elf(load::file(s.path)));
        throw failed(e.what() + (names.empty() ? std::string() : "; nobody defines " + load::one_line(names, 1000)));
    }
}
} // namespace load_now_parts
extern const check load_now{
    .id = "load.now",
    .level = 1,
    .from = needs::bytes,
    .rules = "lang.6 lang.3",
    .asserts =
        "loads with RTLD_NOW | RTLD_LOCAL and shows a sound entry; what is undefined is named symbol by symbol, now "
        "and not in the tick that first needs it, and so is what this program alone defines",
    .run = load_now_parts::run};
} // namespace qiki::conform
