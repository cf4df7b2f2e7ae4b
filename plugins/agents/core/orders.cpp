// SPDX-License-Identifier: MIT
// plugins/agents/core/orders.cpp - receipts to outcomes.
#include "orders.hpp"
#include <algorithm>

namespace mind {
namespace {
constexpr uint32_t the_gate = 0xffffffff;
// Reasons of the gate for which nobody could have obeyed: NO_SUCH_ENTITY, ENTITY_TAKES_NO_COMMANDS, NO_SUCH_VERB.
bool nobody_there(const qiki_receipt& r) { return r.source == the_gate && (r.code == 4 || r.code == 5 || r.code == 8); }
} // namespace

void orders::learn(const qiki_host& h) { superseded_ = qiki::intern(h, "SUPERSEDED"); }

void orders::begin(qiki_ns) {
    kept_.drive.news = kept_.rcs.news = 0;
    now_ = {};
}

void orders::follow(uint64_t proposal) {
    kept_.followed = proposal;
    kept_.receipt = static_cast<uint32_t>(answer::pending);
}

void orders::refuse(uint64_t proposal, answer a) {
    if (proposal == kept_.followed) kept_.receipt = static_cast<uint32_t>(a);
}

void orders::say(uint64_t command, uint64_t proposal, uint32_t verb, const double* arg, qiki_ns t) {
    const uint32_t n = verb_rows[verb].argc;
    const bool moves =
        verb != to_speed && verb != to_velocity ? true : std::any_of(arg, arg + n, [](double x) { return x != 0; });
    if (all_.size() == all_.capacity()) all_.erase(all_.begin()); // long unanswered
    all_.push_back({command, proposal, t, verb, group_of(verb, arg), 0, 0, 0, !moves});
}

void orders::executed(order& o) {
    if (o.seen) return;
    o.seen = 1;
    if (o.of == group::stop) kept_.drive.active = kept_.rcs.active = 0;
    if (axis* const a = of(o.of)) {
        a->news = static_cast<uint32_t>(outcome::executed);
        a->active = o.still ? 0 : o.command;
    }
}

// The order is over.
void orders::end(size_t k, outcome how, answer a, pool& p) {
    order o = all_[k];
    all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(k));
    if (how == outcome::executed) executed(o);
    axis* const x = of(o.of);
    if (x && how != outcome::executed && how != outcome::none) x->news = static_cast<uint32_t>(how);
    // The nozzles are done when the order is; the main drive keeps what it has reached.
    if (x && x->active == o.command && (o.of == group::rcs || how != outcome::executed)) x->active = 0;
    now_.lost |= x && (how == outcome::failed || how == outcome::timeout || how == outcome::unavailable);
    refuse(o.proposal, a);
    p.end(o.proposal, how == outcome::executed ? fate::done : fate::failed);
}

// Not every vehicle tells the end of what it keeps: an order of the main drive is over, too, when it has accepted
// another one of the same verb, or one that ends all of them.
void orders::replace(uint64_t command, pool& p) {
    const auto at = std::find_if(all_.begin(), all_.end(), [command](const order& o) { return o.command == command; });
    if (at == all_.end()) return;
    const uint32_t verb = at->verb;
    const bool all = verb == stay || verb == resume || verb == coast;
    if (at->of != group::drive && !all) return;
    for (size_t k = 0; k < all_.size() && all_[k].command != command;) {
        const order& o = all_[k];
        if (o.of == group::drive && o.accepted && (all || (o.verb == verb && verb != actuate)))
            end(k, outcome::none, answer::failed, p);
        else ++k;
    }
}

void orders::hear(const qiki_receipt& r, pool& p) {
    const auto at = std::find_if(all_.begin(), all_.end(), [&r](const order& o) { return o.command == r.command; });
    if (at == all_.end()) return;
    const auto k = static_cast<size_t>(at - all_.begin());
    switch (r.status) {
    case QIKI_RECEIPT_ACCEPTED:
    case QIKI_RECEIPT_MODIFIED:
    case QIKI_RECEIPT_STARTED:
        at->accepted = 1;
        refuse(at->proposal, answer::accepted);
        if (r.status == QIKI_RECEIPT_STARTED) executed(*at);
        if (r.status != QIKI_RECEIPT_MODIFIED) replace(r.command, p); // that is the gate's word
        return;
    case QIKI_RECEIPT_DONE: return end(k, outcome::executed, answer::done, p);
    case QIKI_RECEIPT_REFUSED:
        if (nobody_there(r)) return end(k, outcome::unavailable, answer::unavailable, p);
        return end(k, outcome::rejected, answer::rejected, p);
    case QIKI_RECEIPT_EXPIRED: return end(k, outcome::timeout, answer::timeout, p);
    default: // failed; that another order took its place is no fault
        return end(k, r.text && r.text == superseded_ ? outcome::none : outcome::failed, answer::failed, p);
    }
}

void orders::wait(qiki_ns t, const telemetry& told, const settings& s, pool& p) {
    for (size_t k = 0; k < all_.size();) {
        order& o = all_[k];
        if (!o.accepted && t - o.t > s.receipt_after) {
            end(k, outcome::timeout, answer::timeout, p);
            continue;
        }
        const bool moving = told.knows_thrust(t, s.dead) && told.of(n_force_x).t > o.t && told.thrust_now() > 0;
        if (o.accepted && of(o.of) && moving) executed(o), o.quiet = 0;
        o.quiet = o.accepted && !o.seen && of(o.of) && told.knows_thrust(t, s.dead) && t - o.t > s.actuation_after;
        ++k;
    }
    for (axis* a : {&kept_.drive, &kept_.rcs}) {
        a->level = 0;
        for (const order& o : all_) // the newest of them
            if (of(o.of) == a)
                a->level = static_cast<uint32_t>(o.seen    ? outcome::none
                                                 : o.quiet ? outcome::no_fact
                                                           : outcome::pending);
    }
}

void orders::tell(agents::sheet& f) const {
    f.set(receipt, kept_.receipt);
    f.set(drive, kept_.drive.news ? kept_.drive.news : kept_.drive.level);
    f.set(rcs, kept_.rcs.news ? kept_.rcs.news : kept_.rcs.level);
    f.set(drive_active, kept_.drive.active != 0), f.set(rcs_active, kept_.rcs.active != 0);
}

} // namespace mind
