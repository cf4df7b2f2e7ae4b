// SPDX-License-Identifier: MIT
// host/gate/ledger.cpp - approved once, published once, and only as it was approved.
#include "host/gate/ledger.hpp"
#include <algorithm>

namespace qiki::gate {

decision* ledger::row(const std::string& id) {
    const auto at = std::find_if(all_.begin(), all_.end(), [&](const decision& d) { return d.id == id; });
    return at == all_.end() ? nullptr : &*at;
}

decision* ledger::row(uint64_t command) {
    const auto at =
        std::find_if(all_.begin(), all_.end(), [&](const decision& d) { return command && d.command == command; });
    return at == all_.end() ? nullptr : &*at;
}

const decision* ledger::find(const std::string& id) const { return const_cast<ledger*>(this)->row(id); }

bool ledger::approve(const std::string& id, const approved& a) {
    if (row(id)) return false;
    if (all_.size() == most) all_.pop_front();
    decision& d = all_.emplace_back();
    d.id = id, d.seal = seal(a);
    d.at(stage::validation) = standing::ok;
    return true;
}

reason ledger::publish(const std::string& id, const approved& presented, uint64_t command) {
    decision* d = row(id);
    if (!d || seal(presented) != d->seal) return reason::spoofed;
    if (d->command) return reason::replayed;
    d->command = command;
    d->at(stage::publish) = standing::ok;
    return reason::none;
}

void ledger::mark(uint64_t command, stage s, standing how, reason why) {
    decision* d = row(command);
    if (!d) return;
    const bool another = d->form != reason::none && (s == stage::ack || s == stage::effect);
    d->at(s) = another && how == standing::ok ? standing::changed : how;
    if (why != reason::none) d->last = why;
}

void ledger::answered(uint64_t command, stage s, const std::string& why) {
    if (decision* d = row(command)) d->at(s) = standing::failed, d->answer = why;
}

void ledger::passed(uint64_t command, qiki_ns heard, reason form) {
    if (decision* d = row(command)) d->heard = heard, d->form = form;
}

} // namespace qiki::gate
