// SPDX-License-Identifier: MIT
// host/conform/checks/vtable_complete.cpp - the table that create() hands out.
#include "host/conform/check.hpp"
#include "host/conform/drive/birth.hpp"
#include "host/conform/drive/extension.hpp"
#include "host/conform/page.hpp"

namespace qiki::conform {
namespace vtable_complete_parts {
void run(subject& s) {
    const bare_instance it(*s.about, "subject", true);
    if (it.table().head.reserved && s.entry->abi_minor <= QIKI_ABI_MINOR)
        throw failed("the instance table's head.reserved is not 0; fill the head with QIKI_HEAD (rule desc.7)");
    const auto look = [&]<class Table>(const char* id, const Table*) {
        doing("extension()");
        const auto* x = static_cast<const Table*>(it.table().extension(it.self(), id));
        if (const std::string what = x ? flaw(*x) : ""; !what.empty())
            throw failed("the table of its extension " + what +
                         ": expected all functions; fill the head with QIKI_HEAD, or give NULL for the whole table "
                         "(rule desc.8)");
    };
    look(QIKI_STATE_ID, static_cast<const qiki_state*>(nullptr));
    look(QIKI_FINISH_ID, static_cast<const qiki_finish*>(nullptr));
    look(QIKI_SELFTEST_ID, static_cast<const qiki_selftest*>(nullptr));
    look(QIKI_SPAN_ID, static_cast<const qiki_span*>(nullptr));
    const bare_instance other(*s.about, "another", true);
    if (&other.table() != &it.table())
        s.warn("two instances have two tables: one static table is enough, and stays valid");
}
} // namespace vtable_complete_parts
extern const check vtable_complete{
    .id = "vtable.complete",
    .level = 2,
    .from = needs::plugin,
    .rules = "desc.8 desc.7 life.4",
    .asserts =
        "the instance table is as long as that of ABI 1.0 at least, has all functions but demand, and reserved is 0; "
        "the tables of its extensions have all of theirs: a host calls them without asking",
    .run = vtable_complete_parts::run};
} // namespace qiki::conform
