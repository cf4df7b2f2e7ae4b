// SPDX-License-Identifier: MIT
// host/run/safety.cpp - records of agents, the watch over them, and the events that SAFE_MODE gives cause for.
#include "host/run/safety.hpp"
#include "host/run/lookup.hpp"
#include "host/run/words.hpp"
#include "qiki/services/log.h"
#include <algorithm>
#include <cstring>

namespace qiki::run {
namespace {
using gate::safe_change;
using scenario::section;

bool contains(const std::vector<uint64_t>& all, uint64_t one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}
} // namespace

void safety::open(commons& house, const plan& p, const wiring& w) {
    house_ = &house, plan_ = &p, wiring_ = &w;
    for (size_t i = 0; i < p.members.size(); ++i)
        if (w.entities[i].first) crafts_.push_back({{w.entities[i].first, w.entities[i].count}, {}});
    for (craft& c : crafts_) c.mode.held.reserve(8);
    for (const char* reason : gate::safe_reasons()) reasons_.push_back(intern(house, reason));
    request_ = intern(house, "SAFE_REQUEST"), good_ = intern(house, "SAFE_CYCLE_GOOD");
    policy_failed_ = intern(house, "POLICY_FAILED");
    entered_.reserve(crafts_.size()), asked_.reserve(64), praised_.reserve(64);
}

void safety::listen(uint32_t index, const source& events) {
    const member& m = plan_->members[index - 1];
    agent a{index, 0, {}, &events};
    for (size_t i = 0; i < plan_->members.size(); ++i) {
        const owned& e = wiring_->entities[i];
        if (!e.first || !rides(*plan_, plan_->members[i], m.on)) continue;
        if (plan_->members[i].name == m.on) a.own = e.first;
        a.all.push_back({e.first, e.count});
    }
    if (a.own) agents_.push_back(std::move(a));
}

safety::craft* safety::of(uint64_t entity) {
    for (craft& c : crafts_)
        if (c.mine.holds(entity)) return &c;
    return nullptr;
}

bool safety::on(uint64_t entity) const {
    const craft* c = const_cast<safety*>(this)->of(entity);
    return c && c->mode.on();
}

void safety::tell(const craft& c, const gate::safe_step& s, qiki_ns t, news& told) {
    static constexpr uint32_t codes[] = {0, QIKI_EVENT_SAFE_MODE_ENTER, QIKI_EVENT_SAFE_MODE_HOLD,
                                         QIKI_EVENT_SAFE_MODE_RECOVERING, QIKI_EVENT_SAFE_MODE_EXIT};
    if (s.what == safe_change::none) return;
    qiki_event e = told.make(codes[static_cast<size_t>(s.what)], t);
    e.entity = c.mine.first, e.text = reasons_[static_cast<size_t>(s.who.why)];
    e.n = 3, e.v[0] = s.who.who, e.v[1] = s.who.good, e.v[2] = plan_->gate.safe_cycles;
    told.say(e);
}

void safety::ask(craft& c, uint32_t who, gate::safe_reason why, qiki_ns t, news& told) {
    const bool was_free = !c.mode.on();
    tell(c, gate::request(c.mode, who, why), t, told);
    if (was_free) entered_.push_back(c.mine.first), ++entries_;
}

void safety::praise(craft& c, uint32_t who, qiki_ns t, news& told) {
    tell(c, gate::good_cycle(c.mode, who, plan_->gate.safe_cycles), t, told);
}

// A request wins over a good cycle of the same tick, and of each one counts.
void safety::hear(agent& a, qiki_ns t, const log_sink& log, uint64_t k, news& told) {
    a.now = false;
    if (a.events->ticked != k) return;
    asked_.clear(), praised_.clear();
    for (uint64_t i = 0; i < a.events->now.count; ++i) {
        qiki_event e;
        std::memcpy(&e, a.events->now.data + i * sizeof e, sizeof e);
        if (e.code == policy_failed_) a.failed = true;
        if (e.code != request_ && e.code != good_) continue;
        const uint64_t about = e.entity ? e.entity : a.own;
        craft* c = of(about);
        const bool its_own =
            std::any_of(a.all.begin(), a.all.end(), [&](const gate::entities& x) { return x.holds(about); });
        if (!c || !its_own || (e.label != QIKI_LABEL_OK && e.label != QIKI_LABEL_FALLBACK)) {
            if (!a.stranger && log)
                log("host", QIKI_LOG_WARN, t, k,
                    "the gate ignores " + std::string(house_->text(e.code)) + " by " +
                        who(plan_->members[a.index - 1]) +
                        ": it must be about the vehicle that of= names and labelled OK or FALLBACK; further ones are "
                        "ignored silently");
            a.stranger = true;
            continue;
        }
        a.reported = t, a.now = true;
        auto& list = e.code == request_ ? asked_ : praised_;
        if (e.code == request_) ask(*c, a.index, gate::safe_reason_of(house_->text(e.text)), t, told);
        if (!contains(list, c->mine.first)) list.push_back(c->mine.first);
    }
    for (uint64_t first : praised_)
        if (!contains(asked_, first)) praise(*of(first), a.index, t, told);
}

void safety::watch(craft& c, qiki_ns t, news& told) {
    bool silent = false, spoke = false;
    for (const agent& a : agents_) {
        if (a.own != c.mine.first) continue;
        silent |= a.failed || (a.reported >= 0 && t - a.reported > plan_->gate.stale);
        spoke |= a.now;
    }
    if (silent) ask(c, gate::the_watch, gate::safe_reason::provider_unavailable, t, told);
    else if (spoke) praise(c, gate::the_watch, t, told);
}

void safety::hear(uint64_t k, qiki_ns t, const log_sink& log, news& told) {
    for (agent& a : agents_) hear(a, t, log, k, told);
    if (listens())
        for (craft& c : crafts_) watch(c, t, told);
}

void safety::post(uint64_t vehicle, bool good, gate::safe_reason why, qiki_ns t, news& told) {
    craft* c = of(vehicle);
    if (!c || !plan_->gate.bios) return;
    if (good) praise(*c, gate::the_post, t, told);
    else ask(*c, gate::the_post, why, t, told);
}

void safety::by_operator(uint64_t entity, bool good, gate::safe_reason why, qiki_ns t, news& told) {
    craft* c = of(entity);
    if (!c) return;
    if (good) praise(*c, gate::the_operator, t, told);
    else ask(*c, gate::the_operator, why, t, told);
}

std::vector<uint64_t> safety::save() const {
    std::vector<uint64_t> out;
    for (const craft& c : crafts_) {
        out.push_back(c.mode.held.size());
        for (const gate::holder& h : c.mode.held)
            for (uint64_t x : {uint64_t{h.who}, static_cast<uint64_t>(h.why), uint64_t{h.good}}) out.push_back(x);
    }
    for (const agent& a : agents_) out.push_back(static_cast<uint64_t>(a.reported)), out.push_back(a.failed);
    return out;
}

void safety::load(const std::vector<uint64_t>& in) {
    auto at = in.begin();
    for (craft& c : crafts_) {
        c.mode.held.clear();
        for (uint64_t n = *at++; n; --n, at += 3)
            c.mode.held.push_back(
                {static_cast<uint32_t>(at[0]), static_cast<gate::safe_reason>(at[1]), static_cast<uint32_t>(at[2])});
    }
    for (agent& a : agents_) a.reported = static_cast<qiki_ns>(*at++), a.failed = *at++ != 0;
}

void safety::add_to(digest& sum) const {
    if (std::none_of(crafts_.begin(), crafts_.end(), [](const craft& c) { return c.mode.on(); })) return;
    for (const craft& c : crafts_) {
        sum.number(c.mode.held.size());
        for (const gate::holder& h : c.mode.held)
            for (const uint64_t x : {uint64_t{h.who}, static_cast<uint64_t>(h.why), uint64_t{h.good}}) sum.number(x);
    }
}

void safety::forget() {
    for (craft& c : crafts_) c.mode.held.clear();
    for (agent& a : agents_) a.reported = -1, a.failed = a.now = a.stranger = false;
    entered_.clear();
}

void safety::report_to(std::vector<metric>& out) const {
    out.push_back({"host", "safe_mode_entries", "", "times that the gate went into SAFE_MODE", true, true,
                   static_cast<double>(entries_)});
}
} // namespace qiki::run
