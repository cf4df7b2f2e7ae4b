// SPDX-License-Identifier: MIT
// host/conform/checks/agent_authority.cpp - an agent speaks in its own name.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/speech.hpp"
#include "host/conform/drive/variants.hpp"
#include "qiki/check.h"
#include <set>

namespace qiki::conform {
namespace agent_authority_parts {
constexpr uint32_t variants = 12; // drawn configurations: who commands only if he shall says nothing by default

// index << 32 | its own count, from 1 on.
void judge_id(const std::string& who, uint64_t id, uint64_t& last) {
    if (id >> 32 != solo::subject_index)
        throw failed(who + "its id begins with " + std::to_string(id >> 32) +
                     ": expected qiki_instance_info.index, which is " + std::to_string(solo::subject_index) +
                     ", in the upper half (rule agent.authority)");
    const uint64_t number = id & 0xffffffff;
    if (last == 0 ? number != 1 : number <= last)
        throw failed(who + "its id counts " + std::to_string(number) +
                     (last ? " after " + std::to_string(last) : ", the first") +
                     ": expected ids that rise from 1 (rule agent.authority)");
    last = number;
}

// Spoken of a thousandth of the time that it is, or of less: that is none of this run's nanoseconds.
void judge_time(const std::string& who, uint64_t i, qiki_ns t) {
    const auto end = static_cast<qiki_ns>(i + 1) * 1'000'000'000; // of its tick
    if (i < 2 || t < 0 || t > end / 1000) return;
    throw failed(who + "t is " + std::to_string(t) + " ns in the tick that ends at " + std::to_string(end) +
                 " ns: expected the time at which it speaks in nanoseconds, as in tick.t1, not in milliseconds or "
                 "seconds (rule rec.7)");
}

void judge(const subject& s) {
    actor it(s);
    const speech said = listen(it, s.seed);
    std::set<uint64_t> proposed;
    uint64_t last = 0;
    for (const auto& [i, p] : said.proposals) {
        const std::string who = "tick() number " + std::to_string(i) + ": a proposal: ";
        if (const char* flaw = qiki_proposal_flaw(&p)) throw unsound(who + flaw + " (rule rec.9)", flaw);
        judge_id(who, p.id, last);
        if (p.source != solo::subject_index)
            throw failed(who + "source is " + std::to_string(p.source) +
                         ": expected qiki_instance_info.index, which is " + std::to_string(solo::subject_index) +
                         " (rule agent.authority)");
        judge_time(who, i, p.t);
        proposed.insert(p.id);
    }
    last = 0;
    for (const auto& [i, c] : said.commands) {
        const std::string who = "tick() number " + std::to_string(i) + ": a command: ";
        if (const char* flaw = qiki_command_flaw(&c)) throw unsound(who + flaw + " (rule rec.9)", flaw);
        judge_id(who, c.id, last);
        judge_time(who, i, c.t);
        if (c.issuer != solo::subject_index)
            throw failed(who + "issuer is " + std::to_string(c.issuer) +
                         ": expected qiki_instance_info.index, which is " + std::to_string(solo::subject_index) +
                         " (rule agent.authority)");
        if (c.authority != QIKI_BY_AGENT)
            throw failed(who + "authority is " + std::to_string(c.authority) +
                         ": expected QIKI_BY_AGENT; the gate refuses what claims more (rule agent.authority)");
        if (c.parent && !proposed.count(c.parent))
            throw failed(who + "parent is " + std::to_string(c.parent) +
                         ", which it never proposed: expected the id of its proposal, or 0 (rule agent.authority)");
    }
}
void run(subject& s) {
    judge(s);
    with_each(s, drawn(s, variants), judge);
}
std::string spares(const qiki_descriptor& d) {
    if (!writes(d, QIKI_REC_COMMAND) && !writes(d, QIKI_REC_PROPOSAL)) return "has no output of commands or proposals";
    return other_than(d, QIKI_KIND_AGENT, {}, {});
}
} // namespace agent_authority_parts
extern const check agent_authority{
    .id = "agent.authority",
    .level = 2,
    .from = needs::plugin,
    .rules = "agent.authority rec.7",
    .asserts = "commands and proposals bear its own index, the time in ns and ids that rise from 1, "
               "claim QIKI_BY_AGENT alone, and name a proposal of "
               "its own as parent, with 12 drawn configurations, too: who said what can be told afterwards",
    .varies = axis::configuration,
    .run = agent_authority_parts::run,
    .spares = agent_authority_parts::spares};
} // namespace qiki::conform
