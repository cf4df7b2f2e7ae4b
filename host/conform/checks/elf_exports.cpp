// SPDX-License-Identifier: MIT
// host/conform/checks/elf_exports.cpp - one exported symbol.
#include "host/conform/check.hpp"
#include "host/conform/elf.hpp"
#include "host/conform/names.hpp"
#include <algorithm>

namespace qiki::conform {
namespace elf_exports_parts {
void run(subject& s) {
    constexpr size_t most = 6;
    std::vector<std::string> others;
    bool entry = false;
    for (const anatomy::symbol& y : read_elf(load::file(s.path)).links.symbols) {
        if (y.imported) continue;
        if (y.name == "qiki_plugin") entry = true;
        else others.push_back(load::one_line(plain_name(std::string(y.name)), 90));
    }
    std::sort(others.begin(), others.end()); // constructors have several symbols of one name
    others.erase(std::unique(others.begin(), others.end()), others.end());
    std::string named;
    for (size_t i = 0; i < std::min(others.size(), most); ++i) named += (i ? ", '" : "'") + others[i] + "'";
    if (others.size() > most) named += " and " + std::to_string(others.size() - most) + " more";
    if (!entry)
        throw failed("expected the exported symbol 'qiki_plugin', found none; give it QIKI_EXPORT (rule lang.3)");
    if (!others.empty())
        throw failed("expected 'qiki_plugin' alone, found " + named +
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
