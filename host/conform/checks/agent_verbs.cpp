// SPDX-License-Identifier: MIT
// host/conform/checks/agent_verbs.cpp - an agent commands its own, and with what it declares.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/speech.hpp"
#include "host/load/contract.hpp"
#include <cstring>

namespace qiki::conform {
namespace agent_verbs_parts {

// qiki_command or qiki_proposal.
template <class R>
void judge(const std::string& who, const R& r, const std::vector<qiki_verb>& rows, const qiki_descriptor& d) {
    if (r.entity != 1)
        throw failed(who + "is for entity " + std::to_string(r.entity) +
                     ": expected its craft, host_entity, which is 1 (rule agent.verbs)");
    if (std::is_same_v<R, qiki_proposal> && r.verb == QIKI_NO_VERB) {
        if (r.argc != 0)
            throw failed(who + "proposes nothing to be done, with " + std::to_string(r.argc) +
                         " arguments: expected none (rule agent.verbs)");
        return;
    }
    if (r.verb >= rows.size())
        throw failed(who + "says row " + std::to_string(r.verb) + " of a verb table of " + std::to_string(rows.size()) +
                     ": ask qiki.names/1 for the row of a verb by its name (rule agent.verbs)");
    const qiki_verb& v = rows[r.verb];
    bool declared = false;
    for (uint32_t i = 0; i < d.verbs.count; ++i)
        declared = declared || std::strcmp(load::row<qiki_verb>(d.verbs, i).name, v.name) == 0;
    if (!declared)
        throw failed(
            who + "says '" + v.name + "', row " + std::to_string(r.verb) +
            " of its craft's table, which it does not declare: rows differ from craft to craft; ask qiki.names/1 by "
            "name, and declare in `verbs` what may be said (rule agent.verbs)");
    if (r.argc != v.argc)
        throw failed(who + "gives '" + v.name + "' " + std::to_string(r.argc) + " arguments: expected " +
                     std::to_string(v.argc) + " (rule agent.verbs)");
    for (uint32_t a = 0; a < v.argc; ++a)
        if (v.min[a] < v.max[a] && !(r.arg[a] >= v.min[a] && r.arg[a] <= v.max[a]))
            throw failed(who + "gives '" + v.name + "' " + std::to_string(r.arg[a]) + " for argument " +
                         std::to_string(a) + ": expected a value within " + std::to_string(v.min[a]) + " .. " +
                         std::to_string(v.max[a]) + " (rule agent.verbs)");
}

void run(subject& s) {
    size_t heard = 0;
    for (const size_t first : {1u, 3u, 2u, 4u}) { // so that no row is right by chance
        solo::terms t;
        t.craft_verbs = other_rows(*s.about, first);
        actor it(s, t);
        const speech said = listen(it, s.seed);
        for (const auto& [i, p] : said.proposals)
            judge("tick() number " + std::to_string(i) + ": a proposal ", p, t.craft_verbs, *s.about);
        for (const auto& [i, c] : said.commands)
            judge("tick() number " + std::to_string(i) + ": a command ", c, t.craft_verbs, *s.about);
        heard += said.proposals.size() + said.commands.size();
    }
    s.note("heard " + std::to_string(heard) + " proposals and commands");
}
std::string spares(const qiki_descriptor& d) {
    if (!writes(d, QIKI_REC_COMMAND) && !writes(d, QIKI_REC_PROPOSAL)) return "has no output of commands or proposals";
    return other_than(d, QIKI_KIND_AGENT, {}, {});
}
} // namespace agent_verbs_parts
extern const check agent_verbs{.id = "agent.verbs",
                               .level = 2,
                               .from = needs::plugin,
                               .rules = "agent.verbs",
                               .asserts =
                                   "of four crafts that obey its verbs in another order, and one to four more, it says "
                                   "declared ones alone, to its own craft, with "
                                   "as many arguments as they take and within their limits",
                               .varies = axis::order | axis::count,
                               .run = agent_verbs_parts::run,
                               .spares = agent_verbs_parts::spares};
} // namespace qiki::conform
