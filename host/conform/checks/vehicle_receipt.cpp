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
#include <set>

namespace qiki::conform {
namespace vehicle_receipt_parts {
constexpr uint64_t ticks = 30, most_verbs = 8;
constexpr uint64_t quiet = 100, again = 30; // ticks of one command of each verb alone, and of the same once more
constexpr uint64_t patience = 150;          // ticks in which one that has an end comes to it

struct fate {
    uint64_t entity = 0, heard = 0; // tick
    bool unknown = false;           // of a verb that there is not
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

struct order {
    uint32_t verb = 0;
    uint8_t argc = 0;
    double arg[6] = {};
};
// That verb, to where the body is nearly, or with arguments as near to 0 as they may be: it may well be done soon. With
// `keep` to go on as fast as it is, too, so that there may be nothing to do. With `aside` each argument that has a unit
// is that much more.
order near(uint32_t verb, const qiki_truth& at, const qiki_descriptor& d, bool keep = false, double aside = 0) {
    const auto& v = load::row<qiki_verb>(d.verbs, verb);
    order o{verb, static_cast<uint8_t>(v.argc), {}};
    for (uint32_t a = 0; a < v.argc; ++a) {
        const auto in = [&](const char* unit) { return a < 3 && v.unit[a] && std::strcmp(v.unit[a], unit) == 0; };
        const double wanted = in("m") ? at.pos[a] : keep && in("m/s") ? at.vel[a] : 0.0;
        o.arg[a] = std::clamp(wanted, v.min[a], v.max[a]) + 0.0;
        if (v.unit[a] && *v.unit[a])
            o.arg[a] = std::min(o.arg[a] + std::min(aside, (v.max[a] - v.min[a]) / 8), v.max[a]) + 0.0;
    }
    return o;
}

// The k-th of some commands that do not fit: of a verb that there is not, with an argument too many or too few, beyond
// their limits, or that claim nothing. Gives whether that verb is unknown.
bool misfit(qiki_command& c, uint64_t k, uint32_t verb, const qiki_descriptor& d) {
    const auto& v = load::row<qiki_verb>(d.verbs, verb);
    c.verb = verb, c.argc = static_cast<uint8_t>(v.argc);
    for (uint32_t a = 0; a < 6; ++a) c.arg[a] = a < v.argc ? v.min[a] + 0.0 : 0;
    switch (k) {
    case 0: c.verb = d.verbs.count; return true;
    case 1: c.verb = 0xffffffff; return true;
    case 2: c.argc = static_cast<uint8_t>(v.argc < 6 ? v.argc + 1 : 5); break;
    case 3: c.argc = v.argc ? 0 : 1; break;
    case 4:
        for (uint32_t a = 0; a < v.argc; ++a) c.arg[a] = v.max[a] + 1 + std::max(v.max[a], 0.0);
        break;
    case 5:
        for (uint32_t a = 0; a < v.argc; ++a) c.arg[a] = v.min[a] - 1 + std::min(v.min[a], 0.0);
        break;
    case 6: c.label = QIKI_LABEL_NO_DATA; break;
    default: c.label = QIKI_LABEL_INVALID;
    }
    for (uint32_t a = c.argc; a < 6; ++a) c.arg[a] = 0;
    return false;
}

// A vehicle that hears commands, and what became of each.
class hearing {
public:
    // ample: with more room for receipts than it asks for, so that none is dropped for want of it.
    hearing(const subject& s, bool ample)
        : about_(*s.about), it_(s), world_(*s.about, s.seed), room_(it_.capacities()) {
        for (uint32_t i = 0; ample && i < room_.size(); ++i)
            if (load::row<qiki_port>(about_.outputs, i).record == QIKI_REC_RECEIPT) room_[i] = room_[i] * 4 + 100;
    }
    void busy() { hear(world_.next()); } // ten commands, each verb in turn
    void rest(uint64_t n) {              // none
        while (n--) alone(nullptr);
    }
    uint64_t one(const order& o) { return alone(&o); } // its id
    void unfit(uint32_t verb) {                        // commands that do not fit, of that verb
        moment m = world_.next();
        std::set<uint64_t> unknown;
        for (feed& f : m.in)
            for (uint64_t k = 0; f.record == QIKI_REC_COMMAND && k < f.now.count; ++k)
                if (auto& c = f.as<qiki_command>(k); misfit(c, k, verb, about_)) unknown.insert(c.id);
        hear(std::move(m), unknown);
    }
    const fate& of(uint64_t id) const { return given_.at(id); }
    const qiki_truth& last() const { return last_; }
    uint64_t dropped() const { return dropped_; } // receipts

private:
    uint64_t alone(const order* o) {
        moment m = world_.next();
        uint64_t id = 0;
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_COMMAND) continue;
            f.resize(o ? 1 : 0);
            if (!o) continue;
            auto& c = f.as<qiki_command>(0);
            c.verb = o->verb, c.argc = o->argc;
            std::copy_n(o->arg, 6, c.arg);
            id = c.id;
        }
        hear(std::move(m));
        return id;
    }
    void hear(moment m, const std::set<uint64_t>& unknown = {}) {
        const std::string at = "tick() number " + std::to_string(m.seq) + ": ";
        for (feed& f : m.in) {
            if (f.record != QIKI_REC_COMMAND) continue;
            f.first = first_[f.port], first_[f.port] += f.now.count;
            for (uint64_t k = 0; k < f.now.count; ++k)
                given_[f.as<qiki_command>(k).id] = {
                    f.as<qiki_command>(k).entity, m.seq, unknown.contains(f.as<qiki_command>(k).id), {}};
        }
        const told now = it_.tick(m, room_);
        if (now.status < 0) falls_short("tick()", now.status, now.error);
        uint64_t lost = 0;
        for (const written& out : now.out) {
            if (out.record == QIKI_REC_TRUTH && out.count) last_ = out.as<qiki_truth>(0);
            if (out.record != QIKI_REC_RECEIPT) continue;
            lost += out.dropped;
            for (uint64_t k = 0; k < out.count; ++k) take(at, out.as<qiki_receipt>(k), given_);
        }
        dropped_ += lost;
        answered(at, m.seq, lost);
    }
    void answered(const std::string& at, uint64_t tick, uint64_t lost) const {
        uint64_t without = 0, which = 0;
        for (const auto& [command, f] : given_)
            if (f.unknown && (f.answers[QIKI_RECEIPT_ACCEPTED] || f.answers[QIKI_RECEIPT_STARTED]))
                throw failed(at + "command " + std::to_string(command) + " is " +
                             name(f.answers[QIKI_RECEIPT_ACCEPTED] ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_STARTED) +
                             ", and its verb is no row of the table: expected REFUSED (rule vehicle.receipt)");
            else if (f.heard == tick &&
                     !(f.answers[QIKI_RECEIPT_ACCEPTED] || f.answers[QIKI_RECEIPT_REFUSED] ||
                       f.answers[QIKI_RECEIPT_STARTED]) &&
                     !without++)
                which = command;
        if (without <= lost) return; // a full output may drop and count (rule tick.5)
        throw failed(at + "command " + std::to_string(which) + " is not answered" +
                     (given_.at(which).unknown ? ", whose verb is no row of the table" : "") +
                     (lost ? ", one of " + std::to_string(without) + " without an answer while `dropped` counts " +
                                 std::to_string(lost) + " receipts"
                           : "") +
                     ": expected ACCEPTED, REFUSED or STARTED in the tick that hears it (rule vehicle.receipt)");
    }

    const qiki_descriptor& about_;
    actor it_;
    scene world_;
    std::vector<uint64_t> room_;
    std::map<uint64_t, fate> given_;
    std::map<uint32_t, uint64_t> first_; // ordinals, as a host counts them
    qiki_truth last_{};
    uint64_t dropped_ = 0;
};

// A command that comes to an end when it is alone; then the same, and one that takes its place, which is done.
void displace(const subject& s, uint32_t verb, bool ample) {
    hearing alone(s, ample), two(s, ample);
    alone.rest(1), two.rest(1);
    const order first = near(verb, alone.last(), *s.about, false, 1), second = near(verb, alone.last(), *s.about);
    if (std::equal(first.arg, first.arg + 6, second.arg)) return;
    const uint64_t id = alone.one(first);
    for (uint64_t i = 0; i < patience && !alone.of(id).over(); ++i) alone.rest(1);
    if (!alone.of(id).over()) return;
    const uint64_t one = two.one(first), other = two.one(second);
    for (uint64_t i = 0; i < 2 * patience && !(two.of(one).over() && two.of(other).over()); ++i) two.rest(1);
    if (two.of(one).over() || !two.of(other).over() || alone.dropped() + two.dropped()) return;
    throw failed(std::string("verb '") + load::row<qiki_verb>(s.about->verbs, verb).name + "': command " +
                 std::to_string(one) + " would have come to an end, but command " + std::to_string(other) +
                 " took its place one tick later, and is " +
                 (two.of(other).answers[QIKI_RECEIPT_DONE] ? "DONE" : "FAILED") +
                 ": expected DONE or FAILED of both, since whoever said the first waits for its end; say FAILED of it "
                 "when another takes its place (rule vehicle.receipt)");
}

// Gives how many receipts were dropped.
uint64_t judge(const subject& s, bool ample) {
    const auto verbs = static_cast<uint32_t>(std::min<uint64_t>(s.about->verbs.count, most_verbs));
    hearing it(s, ample);
    for (uint64_t i = 0; i < ticks; ++i) it.busy();
    for (uint32_t v = 0; v < verbs; ++v) {
        const order o = near(v, it.last(), *s.about);
        it.one(o), it.rest(quiet - 1);
        it.one(o), it.rest(again - 1); // now it is as told already
    }
    for (uint32_t v = 0; v < verbs; ++v) it.unfit(v);
    uint64_t dropped = it.dropped();
    for (uint32_t v = 0; v < verbs; ++v) { // and one that never was otherwise
        hearing fresh(s, ample);
        fresh.rest(1);
        const order o = near(v, fresh.last(), *s.about, true);
        for (int twice = 0; twice < 2; ++twice) fresh.one(o), fresh.rest(again - 1);
        dropped += fresh.dropped();
        displace(s, v, ample);
    }
    return dropped;
}

void run(subject& s) {
    if (!writes(*s.about, QIKI_REC_RECEIPT))
        throw failed(
            "reads commands and has no output of receipts: each command is answered; add one (rule vehicle.receipt)");
    const uint64_t dropped = judge(s, false);
    if (!dropped) return;
    s.warn("of ten commands a tick and one by one, " + std::to_string(dropped) +
           " receipts were dropped for want of room, which rule tick.5 allows: raise the hint of their output, ask for "
           "more in demand(), or say QIKI_MORE, so that whoever commands hears what became of it");
    judge(s, true);
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
        "of ten commands a tick, each verb in turn, and of each verb alone, said again when it is done and said when "
        "nothing is left to do, and of those that do not fit (of no verb, with arguments that are too many, too few or "
        "beyond their limits, without data), every one is answered in that tick and once: ACCEPTED, REFUSED or "
        "STARTED, of no verb REFUSED; a receipt names a command that was given, and its entity; DONE or FAILED comes "
        "once, and last, and where it comes of a command that is alone, it also comes of one whose place another "
        "takes. What is dropped and "
        "counted is no fault but a warning, and is asked for again with more room",
    .varies = axis::room,
    .run = vehicle_receipt_parts::run,
    .spares = vehicle_receipt_parts::spares};
} // namespace qiki::conform
