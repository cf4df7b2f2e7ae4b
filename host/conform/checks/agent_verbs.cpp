// SPDX-License-Identifier: MIT
// host/conform/checks/agent_verbs.cpp - an agent commands its own, and with what it declares.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/speech.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace agent_verbs_parts {
constexpr uint32_t variants = 12; // drawn configurations

const char* flaw(const qiki_proposal& r) { return qiki_proposal_flaw(&r); }
const char* flaw(const qiki_command& r) { return qiki_command_flaw(&r); }

// qiki_command or qiki_proposal, for a craft with that number and those verbs.
template <class R>
void judge(const std::string& who, const R& r, uint64_t craft, const std::vector<qiki_verb>& rows,
           const qiki_descriptor& d) {
    if (r.entity != craft)
        throw failed(who + "is for entity " + std::to_string(r.entity) +
                     ": expected its craft, host_entity, which is " + std::to_string(craft) +
                     "; the id of a track is nobody's who obeys (rule agent.verbs)");
    if (const char* what = flaw(r)) throw unsound(who + "breaks a rule: " + what + " (rules agent.verbs, rec.9)", what);
    if (std::is_same_v<R, qiki_proposal> && r.verb == QIKI_NO_VERB) return;
    if (r.verb >= rows.size())
        throw failed(who + "says row " + std::to_string(r.verb) + " of a verb table of " + std::to_string(rows.size()) +
                     ": ask qiki.names/1 for the row of a verb by its name; where that is -1 its craft does not obey "
                     "it, so command nothing, and propose QIKI_NO_VERB or nothing (rule agent.verbs)");
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

// What is obeyed in the tick after the one that says it is over by then.
void judge_end(const std::string& who, uint64_t tick, const qiki_command& c) {
    const qiki_ns begins = static_cast<qiki_ns>(tick + 1) * 1'000'000'000; // the next one
    if (c.expires == 0 || c.expires > begins) return;
    throw failed(who + "expires at " + std::to_string(c.expires) + " ns: it can be obeyed from tick.t1 on, " +
                 std::to_string(begins) +
                 " ns, and the gate refuses what has expired by then; expected a later end, or 0, never (rule "
                 "agent.verbs)");
}

// Has a parameter that may be how long a command is good for: who asks for it gets it.
bool speaks_of_time(const subject& s) {
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const std::string_view unit = load::row<qiki_param>(s.about->params, i).unit;
        if (unit == "s" || unit == "ms" || unit == "us" || unit == "ns" || unit == "min" || unit == "h") return true;
    }
    return false;
}

// Says how many proposals and commands there were.
size_t listen_to(const subject& s, std::vector<qiki_verb> rows, bool usual, uint64_t number = 1) {
    solo::terms t;
    t.craft_verbs = std::move(rows);
    t.first = number;
    actor it(s, t);
    const uint64_t craft = it.host().info().host_entity;
    const speech said = listen(it, s.seed, craft);
    for (const auto& [i, p] : said.proposals)
        judge("tick() number " + std::to_string(i) + ": a proposal ", p, craft, t.craft_verbs, *s.about);
    for (const auto& [i, c] : said.commands) {
        const std::string who = "tick() number " + std::to_string(i) + ": a command ";
        judge(who, c, craft, t.craft_verbs, *s.about);
        if (usual || !speaks_of_time(s)) judge_end(who, i, c);
    }
    return said.proposals.size() + said.commands.size();
}
std::vector<qiki_verb> unknown_rows(const qiki_descriptor& d) {
    std::vector<qiki_verb> rows = other_rows(d, 2);
    rows.resize(2);
    return rows;
}

// And whatever else it asks for: it may know such a verb, and has to say so.
std::vector<qiki_verb> asked_rows(const qiki_descriptor& d) {
    std::vector<qiki_verb> rows = other_rows(d);
    for (const std::string& name : solo::asked_verbs)
        if (std::none_of(rows.begin(), rows.end(), [&](const qiki_verb& v) { return name == v.name; }))
            rows.push_back({name.c_str(), "that the agent asks for", {}, {}, {}, {}, 0, QIKI_BY_AGENT, 0, 0});
    return rows;
}

void run(subject& s) {
    size_t heard = 0;
    std::string silent;
    for (const size_t first : {1u, 3u, 2u, 4u}) { // so that no row is right by chance
        try {
            heard += listen_to(s, other_rows(*s.about, first), true, first == 2 ? 5 : 1);
        } catch (const deferred&) { throw; } catch (const skipped& e) {
            silent = e.what();
        }
    }
    const auto deaf = [&](const subject& one) { // its craft obeys none of its verbs
        try {
            heard += listen_to(one, unknown_rows(*s.about), false);
        } catch (const skipped&) {} // it may refuse such a craft, or be silent
    };
    deaf(s);
    if (const auto rows = asked_rows(*s.about); rows.size() > s.about->verbs.count + 1) {
        try {
            heard += listen_to(s, rows, false);
        } catch (const deferred&) { throw; } catch (const skipped&) {
        }
    }
    with_each(s, drawn(s, variants), deaf);
    with_each(s, drawn(s, variants),
              [&](const subject& one) { heard += listen_to(one, other_rows(*s.about, 3), false); });
    if (!heard) throw skipped(silent);
    s.note("heard " + std::to_string(heard) + " proposals and commands");
}
std::string spares(const qiki_descriptor& d) {
    if (!writes(d, QIKI_REC_COMMAND) && !writes(d, QIKI_REC_PROPOSAL)) return "has no output of commands or proposals";
    return other_than(d, QIKI_KIND_AGENT, {}, {});
}
} // namespace agent_verbs_parts
extern const check agent_verbs{
    .id = "agent.verbs",
    .level = 2,
    .from = needs::plugin,
    .rules = "agent.verbs",
    .asserts = "of four crafts that obey its verbs in another order, and one to four more, one of them entity 5, "
               "of one that obeys all that it asks for, and with "
               "drawn configurations, it says declared ones alone, to its own craft, with "
               "as many arguments as they take and within their limits, and in time to be obeyed; "
               "to a craft that obeys none of them it commands nothing",
    .varies = axis::configuration | axis::order | axis::count,
    .run = agent_verbs_parts::run,
    .spares = agent_verbs_parts::spares};
} // namespace qiki::conform
