// SPDX-License-Identifier: MIT
// host/run/assemble.cpp - from a plan to an engine at rest: seats, instances, feeds, levels.
#include "host/run/engine.hpp"
#include "host/run/seating.hpp"
#include "host/run/words.hpp"
#include "qiki/services/log.h"
#include <set>

namespace qiki::run {
namespace {
using scenario::section;

const member& check(const plan& p, const member& m) {
    if (!m.about) throw error(said_at(m.where) + "'" + m.name + "' has no descriptor");
    if (m.period < 0 || m.period % p.tick != 0 || m.period / p.tick > UINT32_MAX)
        throw error(said_at(m.where) + who(m) + ": period " + seconds(m.period) + " is not a multiple of the tick, " +
                    seconds(p.tick));
    return m;
}
options checked(options o) {
    constexpr unsigned most = 256;
    if (o.threads > most)
        throw error("threads: expected 1 to " + std::to_string(most) + ", found " + std::to_string(o.threads));
    return o;
}
plan checked(plan p) {
    if (p.tick <= 0) throw error(said_at(p.where) + "the tick is " + seconds(p.tick) + "; it must be above 0");
    if (p.runs < 1) throw error(said_at(p.where) + "a scenario has at least one run");
    std::set<std::string> names;
    for (const member& m : p.members)
        if (!names.insert(check(p, m).name).second)
            throw error(said_at(m.where) + "two instances are called '" + m.name + "'");
    return p;
}
} // namespace

engine::engine(plan p, options o)
    : plan_(checked(std::move(p))), options_(checked(std::move(o))), wiring_(wire(plan_)), house_(options_.threads),
      arithmetic_(load::float_control::now()),
      parallel_from_(static_cast<uint64_t>(options_.parallel_from_ns * 2.5)) { // cycles, about
    house_.sink = options_.log;
    for (const scenario::expectation& e : plan_.expectations)
        if (e.what == scenario::subject::no_warnings) witness_.want_warnings();
    if (witness_.wants_warnings())
        house_.sink = [this](std::string_view who, int grade, qiki_ns t, uint64_t tick, std::string_view text) {
            if (grade >= QIKI_LOG_WARN) witness_.warn(who, t, text);
            if (options_.log) options_.log(who, grade, t, tick, text);
        };
    house_.allocations = options_.allocations;
    seat_everybody();
    for (auto& x : instances_) x->create();
    connect();
    open_gate();
    news_.open(house_, plan_.members, options_.circumstances);
    foresee();
    for (auto& x : instances_) x->demand();
}

engine::~engine() {
    while (!instances_.empty()) instances_.pop_back();
}

void engine::seat_everybody() {
    const auto& all = plan_.members;
    furnish(house_, plan_, wiring_);
    for (const std::string& text : options_.texts) intern(house_, text);
    for (size_t i = 0; i < all.size(); ++i) {
        const member& m = all[i];
        const uint64_t carrier = carrier_of(plan_, wiring_, m);
        seat& s = seats_.emplace_back(house_, m, static_cast<uint32_t>(i + 1), plan_, wiring_.entities[i], carrier);
        const uint32_t every = ticks_per_period(plan_, m);
        instances_.push_back(std::make_unique<instance>(s, options_, every, every * plan_.tick));
    }
}

// The port a link reads: an output, or several joined.
source& engine::source_of(const link& l) {
    if (l.host) return plan_.members[l.reader].stage == section::bridges ? news_.of_all : news_.of_run;
    if (!l.merged) {
        output& o = instances_[l.from[0].writer]->outputs[l.from[0].port];
        o.keeps_latest |= l.snapshot;
        return o.out;
    }
    for (joint& j : joints_)
        if (j.from == l.from && j.snapshot == l.snapshot) return j.view->out();
    std::vector<const source*> from;
    for (tap t : l.from) {
        output& o = instances_[t.writer]->outputs[t.port];
        o.keeps_latest |= l.snapshot;
        from.push_back(&o.out);
    }
    const uint32_t record = input_of(plan_.members[l.reader], l.port).record;
    joint& j = joints_.emplace_back();
    j.from = l.from, j.snapshot = l.snapshot;
    j.view = std::make_unique<joined>(std::move(from), record_kinds[record_row(record)].size, l.snapshot);
    return j.view->out();
}

feed engine::connect(const link& l) {
    const member& reader = plan_.members[l.reader];
    feed f;
    if (input_of(reader, l.port).record == QIKI_REC_COMMAND && reader.stage == section::vehicles) {
        f.how = feed::way::queue;
        f.line = &queues_.emplace_back();
        const source* only = l.merged ? nullptr : &instances_[l.from[0].writer]->outputs[l.from[0].port].out;
        orders_.listener(wiring_.entities[l.reader], *f.line, only);
        return f;
    }
    if (l.gate) {
        f.how = feed::way::queue;
        f.line = &queues_.emplace_back();
        orders_.hearer(*f.line, reader.stage == section::bridges ? 0 : l.reader + 1);
        return f;
    }
    f.from = &source_of(l);
    if (l.snapshot) {
        f.how = l.delayed ? feed::way::before : feed::way::latest;
        if (l.delayed && std::find(delayed_.begin(), delayed_.end(), f.from) == delayed_.end())
            delayed_.push_back(f.from);
        return f;
    }
    bool every_time =
        !l.host || instances_[l.reader]->every == 1; // the reader looks whenever a writer may have written
    for (tap t : l.from) every_time &= instances_[t.writer]->every % instances_[l.reader]->every == 0;
    if (!l.delayed && every_time) return f;
    f.how = feed::way::queue;
    f.line = &queues_.emplace_back();
    if (l.delayed) late_.push_back({f.from, f.line});
    else if (l.host) news_.slow.push_back(f.line);
    else if (!l.merged) instances_[l.from[0].writer]->outputs[l.from[0].port].slow.push_back(f.line);
    else
        for (joint& j : joints_)
            if (&j.view->out() == f.from) j.slow.push_back(f.line);
    return f;
}

// Who watches over commands: an output that it must hear counts as read.
void engine::open_gate() {
    orders_.heed(plan_, wiring_);
    safety_.open(house_, plan_, wiring_);
    desk_.open(house_, plan_, wiring_);
    orders_.learn_texts(house_, !desk_.none());
    for (auto& x : instances_)
        for (output& o : x->outputs) {
            const bool agent = x->at.who.stage == section::agents && !x->at.who.on.empty();
            const bool receipts = o.blank.record == QIKI_REC_RECEIPT, proposals = o.blank.record == QIKI_REC_PROPOSAL;
            if (o.blank.record == QIKI_REC_EVENT && agent) safety_.listen(x->at.info.index, o.out), ++o.blank.readers;
            if (desk_.none()) continue;
            if (receipts) desk_.listen_to_receipts(o.out), ++o.blank.readers;
            if (proposals) desk_.listen_to_proposals(o.out), ++o.blank.readers;
        }
    bios_.open(plan_, wiring_, instances_, news_in_digest_ || safety_.listens() || plan_.bios.declared);
}

void engine::connect() {
    for (size_t i = 0; i < instances_.size(); ++i)
        for (uint32_t p = 0; p < instances_[i]->outputs.size(); ++p)
            instances_[i]->outputs[p].in_digest = !(output_of(plan_.members[i], p).flags & QIKI_PORT_OPTIONAL);
    for (uint32_t i = 0; i < instances_.size(); ++i)
        if (wiring_.entities[i].first) orders_.obeyer(wiring_.entities[i], plan_.members[i], instances_[i]->due);
    for (const link& l : wiring_.links) {
        instance& reader = *instances_[l.reader];
        const uint32_t record = input_of(plan_.members[l.reader], l.port).record;
        const uint32_t producer = l.merged || l.host ? UINT32_MAX : l.from[0].writer + 1;
        reader.feeds.push_back(connect(l));
        reader.views.push_back(
            {l.port, producer, 0, 0, record, record_kinds[record_row(record)].size, 0, 0, 0, -1, nullptr});
        news_in_digest_ |= l.host && plan_.members[l.reader].stage != section::bridges;
        for (tap t : l.from) {
            output& o = instances_[t.writer]->outputs[t.port];
            ++o.blank.readers;
            o.in_digest |= plan_.members[l.reader].stage != section::bridges;
        }
    }
    show_onlookers();
    for (uint32_t i = 0; i < instances_.size(); ++i)
        for (output& o : instances_[i]->outputs)
            if (o.blank.record == QIKI_REC_COMMAND) orders_.speaker(plan_, wiring_, i, o.out);
    for (size_t i = 0; i < instances_.size(); ++i)
        if (plan_.members[i].stage == section::trackers)
            for (output& o : instances_[i]->outputs)
                if (o.blank.record == QIKI_REC_TRACK) {
                    o.keeps_latest = true;
                    books_.push_back({&o.out, plan_.members[i].name, 0, {}});
                }
    for (auto& x : instances_)
        for (output& o : x->outputs)
            if (o.blank.record == QIKI_REC_FRAME) {
                frames_.push_back({&o.out, x->period});
                frames_.back().sensors.reserve(16), frames_.back().arrived.reserve(64); // more take memory once
            }
    for (const auto& rows : wiring_.levels) {
        level& l = levels_.emplace_back();
        for (uint32_t i : rows) l.all.push_back(instances_[i].get());
        l.due.reserve(l.all.size());
        l.worlds = plan_.members[rows[0]].stage == section::vehicles;
        l.watches = plan_.members[rows[0]].stage == section::bridges;
    }
    std::vector<uint32_t> order(instances_.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return plan_.members[a].stage < plan_.members[b].stage; });
    for (uint32_t i : order) in_order_.push_back(instances_[i].get());
}
} // namespace qiki::run
