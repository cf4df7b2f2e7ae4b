// SPDX-License-Identifier: MIT
// host/conform/checks.cpp - the list of all checks, from checks.def.
#include "host/conform/check.hpp"

namespace qiki::conform {
#define CHECK(name) extern const check name;
#include "host/conform/checks.def"
#undef CHECK

const std::vector<const check*>& checks() {
    static const std::vector<const check*> all = {
#define CHECK(name) &name,
#include "host/conform/checks.def"
#undef CHECK
    };
    return all;
}

const check* find_check(std::string_view id) {
    for (const check* c : checks())
        if (id == c->id) return c;
    return nullptr;
}

namespace {
bool has_port(const qiki_table& ports, uint32_t record) {
    for (uint32_t i = 0; i < ports.count; ++i)
        if (static_cast<const qiki_port*>(qiki_row(ports, i))->record == record) return true;
    return false;
}
} // namespace

bool reads(const qiki_descriptor& d, uint32_t record) { return has_port(d.inputs, record); }
bool writes(const qiki_descriptor& d, uint32_t record) { return has_port(d.outputs, record); }

std::string without_state(const qiki_descriptor& d) {
    return d.state_schema ? "" : "keeps no state (state_schema is 0)";
}
std::string impure(const qiki_descriptor& d) {
    return d.caps & QIKI_CAP_WORLD_IO ? "declares QIKI_CAP_WORLD_IO, so its bytes may differ" : "";
}
} // namespace qiki::conform
