// SPDX-License-Identifier: MIT
// host/conform/drive/hearing.cpp - commands given, and the receipts that follow.
#include "host/conform/drive/hearing.hpp"
#include "host/conform/check.hpp"
#include "host/conform/drive/kind.hpp"
#include "host/load/contract.hpp"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace qiki::conform {
namespace {
constexpr const char *no_row = "whose verb is no row of the table", *other_count = "whose argc is";
const char* receipt_name(uint8_t status) {
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
            which + " says " + receipt_name(r.status) + ", and it was " +
            (f.answers[QIKI_RECEIPT_DONE] ? "DONE" : "FAILED") +
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

// The k-th of some commands that do not fit: of a verb that there is not, with an argument too many or too few, beyond
// their limits, or that claim nothing. Gives in what.
std::string misfit(qiki_command& c, uint64_t k, uint32_t verb, const qiki_descriptor& d) {
    const auto& v = load::row<qiki_verb>(d.verbs, verb);
    c.verb = verb, c.argc = static_cast<uint8_t>(v.argc);
    for (uint32_t a = 0; a < 6; ++a) c.arg[a] = a < v.argc ? v.min[a] + 0.0 : 0;
    std::string what;
    switch (k) {
    case 0: c.verb = d.verbs.count, what = no_row; break;
    case 1: c.verb = 0xffffffff, what = no_row; break;
    case 2: c.argc = static_cast<uint8_t>(v.argc < 6 ? v.argc + 1 : 5); break;
    case 3: c.argc = v.argc ? 0 : 1; break;
    case 4:
        for (uint32_t a = 0; a < v.argc; ++a) c.arg[a] = v.max[a] + 1 + std::max(v.max[a], 0.0);
        if (v.argc) what = "whose arguments are above their limits";
        break;
    case 5:
        for (uint32_t a = 0; a < v.argc; ++a) c.arg[a] = v.min[a] - 1 + std::min(v.min[a], 0.0);
        if (v.argc) what = "whose arguments are below their limits";
        break;
    case 6: c.label = QIKI_LABEL_NO_DATA, what = "which is labelled NO_DATA"; break;
    default: c.label = QIKI_LABEL_INVALID, what = "which is labelled INVALID";
    }
    if (c.argc != v.argc)
        what =
            std::string(other_count) + " " + std::to_string(c.argc) + " where its verb has " + std::to_string(v.argc);
    for (uint32_t a = c.argc; a < 6; ++a) c.arg[a] = 0;
    return what;
}

// One body is the first of all, several are called like nobody else.
uint64_t first_of(uint64_t owned) { return owned > 1 ? 41 : 1; }
solo::terms terms_of(uint64_t owned) {
    solo::terms t;
    t.first = first_of(owned), t.owned = owned;
    return t;
}
solo::world world_of(const subject& s, uint64_t owned) {
    solo::world w = scene::world_of(*s.about, s.seed);
    w.own = first_of(owned), w.owned = owned;
    return w;
}
} // namespace

const std::vector<qiki_truth>& hearing::way(uint64_t body) const {
    static const std::vector<qiki_truth> none;
    const auto found = ways_.find(first_of(owned_) + body);
    return found == ways_.end() ? none : found->second;
}

order near(uint32_t verb, const qiki_truth& at, const qiki_descriptor& d, bool keep, double aside) {
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

double way_left(const subject& s, const order& o, const qiki_truth& at) {
    const auto& v = load::row<qiki_verb>(s.about->verbs, o.verb);
    double square = -1;
    for (uint32_t a = 0; a < std::min<uint32_t>(v.argc, 3); ++a)
        if (v.unit[a] && std::strcmp(v.unit[a], "m") == 0) {
            const double d = o.arg[a] - at.pos[a];
            square = std::max(square, 0.0) + d * d;
        }
    return square < 0 ? -1 : std::sqrt(square);
}

hearing::hearing(const subject& s, bool ample, uint64_t owned)
    : about_(*s.about), it_(s, terms_of(owned)), world_(*s.about, world_of(s, owned)), room_(it_.capacities()),
      owned_(owned) {
    for (uint32_t i = 0; ample && i < room_.size(); ++i)
        if (load::row<qiki_port>(about_.outputs, i).record == QIKI_REC_RECEIPT) room_[i] = room_[i] * 4 + 100;
}

void hearing::unfit(uint32_t verb) {
    moment m = world_.next();
    for (feed& f : m.in)
        for (uint64_t k = 0; f.record == QIKI_REC_COMMAND && k < f.now.count; ++k) {
            auto& c = f.as<qiki_command>(k);
            given_[c.id].misfit = misfit(c, k, verb, about_);
        }
    hear(std::move(m));
}

std::vector<uint64_t> hearing::alone(std::span<const order> all) {
    moment m = world_.next();
    std::vector<uint64_t> ids(all.size());
    for (feed& f : m.in) {
        if (f.record != QIKI_REC_COMMAND) continue;
        f.resize(all.size());
        for (size_t i = 0; i < all.size(); ++i) {
            auto& c = f.as<qiki_command>(i);
            c.verb = all[i].verb, c.argc = all[i].argc, c.entity = first_of(owned_) + all[i].body;
            std::copy_n(all[i].arg, 6, c.arg);
            ids[i] = c.id;
        }
    }
    hear(std::move(m));
    return ids;
}

void hearing::hear(moment m) {
    const std::string at = "tick() number " + std::to_string(m.seq) + ": ";
    for (feed& f : m.in) {
        if (f.record != QIKI_REC_COMMAND) continue;
        f.first = first_[f.port], first_[f.port] += f.now.count;
        for (uint64_t k = 0; k < f.now.count; ++k) {
            const auto& c = f.as<qiki_command>(k);
            fate& one = given_[c.id];
            one.entity = c.entity, one.heard = m.seq, one.verb = c.verb;
        }
    }
    const told now = it_.tick(m, room_);
    if (now.status < 0) falls_short("tick()", now.status, now.error);
    uint64_t lost = 0;
    for (const written& out : now.out) {
        if (out.record == QIKI_REC_TRUTH && out.count) last_ = out.as<qiki_truth>(0);
        for (uint64_t k = 0; out.record == QIKI_REC_TRUTH && owned_ > 1 && k < out.count; ++k)
            ways_[out.as<qiki_truth>(k).entity].push_back(out.as<qiki_truth>(k));
        if (out.record != QIKI_REC_RECEIPT) continue;
        lost += out.dropped;
        for (uint64_t k = 0; k < out.count; ++k) take(at, out.as<qiki_receipt>(k), given_);
    }
    dropped_ += lost;
    answered(at, m.seq, lost);
}

void hearing::answered(const std::string& at, uint64_t tick, uint64_t lost) const {
    uint64_t without = 0, which = 0;
    const auto taken = [](const fate& f) { return f.answers[QIKI_RECEIPT_ACCEPTED] + f.answers[QIKI_RECEIPT_STARTED]; };
    for (const auto& [command, f] : given_)
        if (f.misfit.starts_with(other_count) && taken(f))
            throw failed(at + "command " + std::to_string(command) + " of verb '" +
                         load::row<qiki_verb>(about_.verbs, f.verb).name + "', " + f.misfit + ", is " +
                         receipt_name(f.answers[QIKI_RECEIPT_ACCEPTED] ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_STARTED) +
                         ": expected REFUSED (rule vehicle.receipt)");
        else if (f.misfit == no_row && taken(f))
            throw failed(at + "command " + std::to_string(command) + " is " +
                         receipt_name(f.answers[QIKI_RECEIPT_ACCEPTED] ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_STARTED) +
                         ", and its verb is no row of the table: expected REFUSED (rule vehicle.receipt)");
        else if (f.heard == tick &&
                 !(f.answers[QIKI_RECEIPT_ACCEPTED] || f.answers[QIKI_RECEIPT_REFUSED] ||
                   f.answers[QIKI_RECEIPT_STARTED]) &&
                 !without++)
            which = command;
    if (without <= lost) return; // a full output may drop and count (rule tick.5)
    const fate& one = given_.at(which);
    const bool known = one.verb < about_.verbs.count;
    throw failed(at + "command " + std::to_string(which) +
                 (known ? std::string(" of verb '") + load::row<qiki_verb>(about_.verbs, one.verb).name + "'" : "") +
                 (one.misfit.empty() ? "" : ", " + one.misfit + ",") + " is not answered" +
                 (lost ? ", one of " + std::to_string(without) + " without an answer while `dropped` counts " +
                             std::to_string(lost) + " receipts"
                       : "") +
                 ": expected ACCEPTED, REFUSED or STARTED in the tick that hears it (rule vehicle.receipt)");
}
} // namespace qiki::conform
