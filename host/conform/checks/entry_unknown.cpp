// SPDX-License-Identifier: MIT
// host/conform/checks/entry_unknown.cpp - what a plugin has not, it has not: also of nearly the right name.
#include "host/conform/check.hpp"
#include "host/conform/drive/birth.hpp"
#include "host/conform/page.hpp"

namespace qiki::conform {
namespace entry_unknown_parts {
void run(subject& s) {
    doing("describe()");
    uint32_t n = 0;
    while (s.entry->describe(n)) ++n;
    for (const uint32_t i : {n, n + 1, n + 1000, UINT32_MAX / 2, UINT32_MAX})
        if (s.entry->describe(i))
            throw failed("describe(" + std::to_string(i) + ") gives a plugin, but there are " + std::to_string(n) +
                         "; give NULL past the last (rule desc.1)");
    const bare_instance it(*s.about);
    const std::string ids[] = {"",
                               "qiki",
                               "qiki.",
                               "qiki.state",
                               "qiki.state/",
                               "qiki.state/0",
                               "qiki.state/11",
                               "qiki.state/1 ",
                               "QIKI.STATE/1",
                               "xqiki.state/1",
                               "qiki.selftest/",
                               "qiki.finish/12",
                               "org.nobody.made-up/1",
                               "\xff\xfe\x80",
                               std::string(65536, 'q'),
                               "qiki.state/1" + std::string(65536, '1')};
    for (const std::string& id : ids) {
        doing("extension() of an unknown id");
        if (it.table().extension(it.self(), id.c_str()))
            throw failed(
                "extension(\"" + (id.size() > 40 ? id.substr(0, 40) + "..." : id) +
                "\") gives a table: expected NULL for an id that nobody defines; compare whole ids (rule grow.4)");
    }
}
} // namespace entry_unknown_parts
extern const check entry_unknown{
    .id = "entry.unknown",
    .level = 2,
    .from = needs::plugin,
    .rules = "grow.4 desc.1",
    .asserts =
        "describe() past the last and extension() of a made-up id (prefix, suffix, empty, 64 KiB, no UTF-8) give NULL: "
        "else a later host would take one extension for another",
    .run = entry_unknown_parts::run};
} // namespace qiki::conform
