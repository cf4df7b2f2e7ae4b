// SPDX-License-Identifier: MIT
// host/conform/checks/vehicle_receipt.cpp - whoever commands hears what became of it.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/truth.h"
#include <algorithm>
#include <cstring>
#include <map>

namespace qiki::conform {
namespace vehicle_receipt_parts {
constexpr uint64_t ticks = 30, quiet = 100, most_verbs = 8; // ticks after one command of each verb alone

struct fate {
    uint64_t entity = 0, heard = 0; // tick
    uint32_t answers[7] = {};       // by status
    bool over() const { return answers[QIKI_RECEIPT_DONE] + answers[QIKI_RECEIPT_FAILED] > 0; }
};

const char* name(uint8_t status) {
    constexpr const char* all[] = {"ACCEPTED", "MODIFIED", "REFUSED", "EXPIRED", "STARTED", "DONE", "FAILED"};
    return status < 7 ? all[status] : "something unknown";
}

void take(const std::string& at, const qiki_receipt& r, std::map<uint64_t, fate>& given) {
    const auto found = given.find(r.command);
    const std::string which = at + "the receipt of command " + std::to_string(r.command);
    if (found == given.end()) throw failed(which + " answers what nobody said (rule vehicle.receipt)");
    fate& f = found->second;
    if (f.over())
        throw failed(
            which + " says " + name(r.status) + ", and it was " + (f.answers[QIKI_RECEIPT_DONE] ? "DONE" : "FAILED") +
            " before: expected one of both once, as the last of its receipts; forget the command with it (rule "
            "vehicle.receipt)");
    if (r.entity != f.entity)
        throw failed(which + " names entity " + std::to_string(r.entity) + ": expected that of the command, " +
                     std::to_string(f.entity) + " (rule vehicle.receipt)");
    const bool answer =
        r.status == QIKI_RECEIPT_ACCEPTED || r.status == QIKI_RECEIPT_REFUSED || r.status == QIKI_RECEIPT_STARTED;
    if (answer && ++f.answers[r.status] > 1)
        throw failed(which + " comes twice: expected one answer a command (rule vehicle.receipt)");
    if (!answer && r.status < 7) ++f.answers[r.status];
    if (f.answers[QIKI_RECEIPT_REFUSED] &&
        (f.answers[QIKI_RECEIPT_ACCEPTED] || f.answers[QIKI_RECEIPT_STARTED] || !answer))
        throw failed(which + ": it was refused, and something else follows or came before (rule vehicle.receipt)");
}

// That verb, to where the body is nearly, or with arguments as near to 0 as they may be: it may well be done soon.
void say(qiki_command& c, uint32_t verb, const qiki_truth& at, const qiki_descriptor& d) {
    const auto& v = load::row<qiki_verb>(d.verbs, verb);
    c.verb = verb, c.argc = static_cast<uint8_t>(v.argc);
    for (uint32_t a = 0; a < 6; ++a) {
        const bool metres = a < 3 && v.unit[a] && std::strcmp(v.unit[a], "m") == 0;
        c.arg[a] = a < v.argc ? std::clamp(metres ? at.pos[a] : 0.0, v.min[a], v.max[a]) + 0.0 : 0;
    }
}

void run(subject& s) {
    if (!writes(*s.about, QIKI_REC_RECEIPT))
        throw failed(
            "reads commands and has no output of receipts: each command is answered; add one (rule vehicle.receipt)");
    actor it(s);
    scene world(*s.about, s.seed);
    std::map<uint64_t, fate> given;
    std::map<uint32_t, uint64_t> first; // ordinals, as a host counts them
    const uint64_t verbs = std::min<uint64_t>(s.about->verbs.count, most_verbs);
    qiki_truth last{};
    for (uint64_t i = 0; i < ticks + verbs * quiet; ++i) {
        const std::string at = "tick() number " + std::to_string(i) + ": ";
        moment m = world.next();
        for (feed& f : m.in) {
            if (f.record == QIKI_REC_COMMAND && i >= ticks) f.resize((i - ticks) % quiet ? 0 : 1);
            if (f.record == QIKI_REC_COMMAND && i >= ticks && f.now.count)
                say(f.as<qiki_command>(0), static_cast<uint32_t>((i - ticks) / quiet), last, *s.about);
            if (f.record == QIKI_REC_COMMAND) f.first = first[f.port], first[f.port] += f.now.count;
        }
        for (const feed& f : m.in)
            for (uint64_t k = 0; f.record == QIKI_REC_COMMAND && k < f.now.count; ++k)
                given[f.as<qiki_command>(k).id] = {f.as<qiki_command>(k).entity, i, {}};
        const told now = it.play(m);
        for (const written& out : now.out)
            if (out.record == QIKI_REC_TRUTH && out.count) last = out.as<qiki_truth>(0);
        for (const written& out : now.out)
            for (uint64_t k = 0; out.record == QIKI_REC_RECEIPT && k < out.count; ++k)
                take(at, out.as<qiki_receipt>(k), given);
        for (const auto& [command, f] : given)
            if (f.heard == i && !(f.answers[QIKI_RECEIPT_ACCEPTED] || f.answers[QIKI_RECEIPT_REFUSED] ||
                                  f.answers[QIKI_RECEIPT_STARTED]))
                throw failed(at + "command " + std::to_string(command) +
                             " is not answered: expected ACCEPTED, REFUSED or STARTED in the tick that hears it (rule "
                             "vehicle.receipt)");
    }
}
std::string spares(const qiki_descriptor& d) {
    if (!d.verbs.count) return "has no verbs: no command reaches it";
    return other_than(d, QIKI_KIND_VEHICLE, {QIKI_REC_COMMAND}, {});
}
} // namespace vehicle_receipt_parts
extern const check vehicle_receipt{
    .id = "vehicle.receipt",
    .level = 2,
    .from = needs::plugin,
    .rules = "vehicle.receipt",
    .asserts =
        "of ten commands a tick, each verb in turn, every one is answered in that tick and once: ACCEPTED, REFUSED or "
        "STARTED; a receipt names a command that was given, and its entity; DONE or FAILED comes once, and last",
    .run = vehicle_receipt_parts::run,
    .spares = vehicle_receipt_parts::spares};
} // namespace qiki::conform
