// SPDX-License-Identifier: MIT
// host/conform/checks/elf_exports.cpp - one exported symbol.
#include "host/conform/check.hpp"
#include "host/conform/elf.hpp"

namespace qiki::conform {
namespace elf_exports_parts {
void run(subject& s) {
    std::string others;
    bool entry = false;
    for (const anatomy::symbol& y : read_elf(load::file(s.path)).links.symbols) {
        if (y.imported) continue;
        if (y.name == "qiki_plugin") entry = true;
        else others += (others.empty() ? "'" : ", '") + load::one_line(y.name, 80) + "'";
    }
    if (!entry)
        throw failed("expected the exported symbol 'qiki_plugin', found none; give it QIKI_EXPORT (rule lang.3)");
    if (!others.empty())
        throw failed("expected 'qiki_plugin' alone, found " + load::one_line(others, 600) +
                     " exported, too; build with -fvisibility=hidden and the version script sdk/cmake/qiki.map, which "
                     "the installed SDK has beside qiki-sdkConfig.cmake (rule lang.3)");
}
} // namespace elf_exports_parts
extern const check elf_exports{
    .id = "elf.exports",
    .level = 1,
    .from = needs::bytes,
    .rules = "lang.3",
    .asserts = "exactly one symbol is exported, qiki_plugin: another one could be taken for one of another library",
    .run = elf_exports_parts::run};
} // namespace qiki::conform
