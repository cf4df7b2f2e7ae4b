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
void run(subject& s) {
    try {
        load_entry(s.path);
    } catch (const failed& e) {
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
        "and not in the tick that first needs it",
    .run = load_now_parts::run};
} // namespace qiki::conform
