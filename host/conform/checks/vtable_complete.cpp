// SPDX-License-Identifier: MIT
// host/conform/checks/vtable_complete.cpp - the table that create() hands out.
#include "host/conform/check.hpp"
#include "host/conform/drive/birth.hpp"

namespace qiki::conform {
namespace vtable_complete_parts {
void run(subject& s) {
    const bare_instance it(*s.about, "subject", true);
    if (it.table().head.reserved && s.entry->abi_minor <= QIKI_ABI_MINOR)
        throw failed("the instance table's head.reserved is not 0; fill the head with QIKI_HEAD (rule desc.7)");
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
        "the instance table is as long as that of ABI 1.0 at least, has all functions but demand, and reserved is 0: a "
        "host calls them without asking",
    .run = vtable_complete_parts::run};
} // namespace qiki::conform
