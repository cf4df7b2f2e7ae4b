// SPDX-License-Identifier: MIT
// host/scenario/ids.cpp - every block gets a name of its own.
#include "host/scenario/reader.hpp"
#include <set>

namespace qiki::scenario {

namespace {
// Names that the host uses itself: a block of that name could not be told from it.
constexpr struct {
    const char *name, *use;
} of_the_host[] = {
    {"host", "metrics, events and log lines of the host have it"},
    {"operator", "what an operator says is told under it"},
};

const char* use_by_host(const std::string& id) {
    for (const auto& row : of_the_host)
        if (id == row.name) return row.use;
    return nullptr;
}
} // namespace

void complete_ids(std::vector<use>& uses) {
    std::map<std::string, const use*> said;
    for (const use& u : uses) {
        if (u.id.empty()) continue;
        if (const char* why = use_by_host(u.id))
            throw error(u.id_at.line ? u.id_at : u.where,
                        "id: expected a name that the host does not use itself, found \"" + u.id + "\": " + why +
                            "; choose another");
        const auto [it, fresh] = said.emplace(u.id, &u);
        if (!fresh)
            throw error(u.id_at.line ? u.id_at : u.where,
                        "id: \"" + u.id + "\" is taken by the block at " + it->second->where.file + ":" +
                            std::to_string(it->second->where.line) + "; ids are unique in a scenario");
    }
    std::map<std::string, int> counts;
    for (use& u : uses) {
        if (!u.id.empty()) continue;
        const std::string base = u.plugin.substr(u.plugin.rfind('.') + 1);
        do {
            const int n = ++counts[base];
            u.id = n == 1 ? base : base + std::to_string(n);
        } while (said.count(u.id) != 0 || use_by_host(u.id));
        said.emplace(u.id, &u);
    }
}
} // namespace qiki::scenario
