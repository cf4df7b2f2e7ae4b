// SPDX-License-Identifier: MIT
// host/conform/checks/desc_sane.cpp - what a plugin says about itself can be used.
#include "host/conform/check.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include <cstring>

namespace qiki::conform {
namespace desc_sane_parts {
void run(subject& s) {
    doing("the reading of its descriptor");
    try {
        load::check_descriptor(*s.about, s.entry->abi_minor > QIKI_ABI_MINOR);
    } catch (const load::refused& r) { throw failed(r.what()); }
    int same = 0;
    for (uint32_t i = 0; const qiki_descriptor* d = s.entry->describe(i); ++i) same += !std::strcmp(d->id, s.about->id);
    if (same != 1)
        throw failed("the id '" + std::string(s.about->id) + "' stands " + std::to_string(same) +
                     " times in this file; rename one (rule desc.2)");
    if (s.entry->abi_minor > QIKI_ABI_MINOR) return;
    if (s.about->head.reserved) throw failed("the descriptor's head.reserved is not 0; leave it out (rule desc.7)");
    for (const qiki_table* ports : {&s.about->inputs, &s.about->outputs})
        for (uint32_t i = 0; i < ports->count; ++i) {
            const auto& p = load::row<qiki_port>(*ports, i);
            if (p.reserved[0] || p.reserved[1])
                throw failed("port '" + std::string(p.name) + "': reserved is not 0; leave it out (rule desc.7)");
        }
}
} // namespace desc_sane_parts
extern const check desc_sane{
    .id = "desc.sane",
    .level = 2,
    .from = needs::plugin,
    .rules = "desc.2 desc.3 desc.4 desc.5 desc.6 desc.7 kind.ports",
    .asserts =
        "id, kind, version, texts, capabilities, ports of the kind, parameters with defaults within their limits, "
        "channels, facts and verbs are sound: documentation, errors and wiring are made from them",
    .run = desc_sane_parts::run};
} // namespace qiki::conform
