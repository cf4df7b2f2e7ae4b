// SPDX-License-Identifier: MIT
// host/run/orders.cpp - commands between ticks, through the gate; its receipts back.
#include "host/run/orders.hpp"
#include "host/run/words.hpp"
#include "qiki/services/log.h"
#include <cstring>

namespace qiki::run {
namespace {
using scenario::section;

const member* called(const plan& p, const std::string& name) {
    for (const member& m : p.members)
        if (m.stage == section::vehicles && m.name == name) return &m;
    return nullptr;
}

// Whether m is the vehicle `top`, or rides on it, directly or on one that does.
bool rides(const plan& p, const member* m, const std::string& top) {
    for (size_t steps = 0; m && steps <= p.members.size(); ++steps) {
        if (m->name == top) return true;
        m = m->on.empty() ? nullptr : called(p, m->on);
    }
    return false;
}

std::string asked_for(const qiki_command& c, const qiki_verb* v) {
    std::string text = "a command";
    if (v) text = std::string("'") + v->name + "'";
    return text + " to entity " + std::to_string(c.entity);
}
} // namespace

void orders::obeyer(const owned& mine, const member& m, const uint32_t& due) {
    obeyers_.push_back({{mine.first, mine.count}, m.about->verbs, false, 0});
    due_.push_back(&due);
    lines_.emplace_back();
}

void orders::speaker(const plan& p, const wiring& w, uint32_t row, const source& commands) {
    const member& m = p.members[row];
    voice v;
    v.commands = &commands, v.about = &m;
    v.who.index = row + 1;
    v.who.bound = m.stage == section::agents;
    v.who.authority = v.who.bound ? QIKI_BY_AGENT : QIKI_BY_OPERATOR;
    if (v.who.bound && !m.on.empty())
        for (size_t i = 0; i < p.members.size(); ++i)
            if (w.entities[i].first && rides(p, &p.members[i], m.on))
                v.who.own.push_back({w.entities[i].first, w.entities[i].count});
    speakers_.push_back(std::move(v));
}

void orders::listener(const owned& mine, queue& to, const source* only) {
    for (size_t i = 0; i < obeyers_.size(); ++i)
        if (obeyers_[i].mine.first == mine.first && mine.first) {
            obeyers_[i].listens = true;
            lines_[i].push_back({&to, only});
        }
}

void orders::hearer(queue& to, uint32_t index) { ears_.push_back({&to, index}); }

void orders::learn_texts(commons& house) {
    refused_.assign(gate::reasons().size(), 0);
    texts_.assign(gate::reasons().size(), 0);
    if (none()) return;
    for (size_t i = 1; i < texts_.size(); ++i) texts_[i] = intern(house, gate::reasons()[i].name);
    receipts_.reserve(256);
}

void orders::pass(uint64_t k, qiki_ns t, qiki_ns tick, digest& sum, const log_sink& log, news& told) {
    if (none()) return;
    receipts_.clear();
    for (size_t i = 0; i < obeyers_.size(); ++i) obeyers_[i].begins = t + static_cast<qiki_ns>(*due_[i] - 1) * tick;
    for (voice& v : speakers_) {
        if (v.commands->ticked != k) continue;
        const size_t before = receipts_.size();
        for (uint64_t i = 0; i < v.commands->now.count; ++i)
            say(v, v.commands->now.data + i * v.commands->stride, k, t, log, told);
        for (const ear& e : ears_)
            for (size_t i = before; i < receipts_.size(); ++i)
                if (e.index == 0 || e.index == v.who.index)
                    e.to->add(reinterpret_cast<const std::byte*>(&receipts_[i]), sizeof(qiki_receipt), t);
    }
    sum.number(receipts_.size());
    sum.bytes(receipts_.data(), receipts_.size() * sizeof(qiki_receipt));
}

void orders::say(voice& v, const std::byte* at, uint64_t k, qiki_ns t, const log_sink& log, news& told) {
    qiki_command c;
    std::memcpy(&c, at, sizeof c);
    const gate::verdict judged = gate::judge(c, v.who, obeyers_);
    if (judged.why == gate::reason::none) {
        ++passed_;
        for (const line& l : lines_[judged.obeyer])
            if (!l.only || l.only == v.commands) l.to->add(at, v.commands->stride, t);
        return;
    }
    ++refused_[static_cast<size_t>(judged.why)];
    complain(v, c, judged.why, k, t, log);
    told.refused(v.who.index, c, static_cast<uint32_t>(judged.why), t);
    if (!c.id || !c.entity) return; // there is no receipt for what has no name, or for nobody
    qiki_receipt r{};
    r.command = c.id, r.entity = c.entity, r.t = t, r.source = UINT32_MAX;
    r.code = static_cast<int32_t>(judged.why), r.text = texts_[static_cast<size_t>(judged.why)];
    r.status = gate::row_of(judged.why).status, r.label = QIKI_LABEL_OK;
    receipts_.push_back(r);
}

// Once per speaker and reason; the report counts them all.
void orders::complain(voice& v, const qiki_command& c, gate::reason why, uint64_t k, qiki_ns t, const log_sink& log) {
    const uint32_t bit = 1u << static_cast<unsigned>(why);
    if ((v.complained & bit) || !log) return;
    v.complained |= bit;
    const qiki_verb* verb = nullptr;
    for (const gate::obeyer& o : obeyers_)
        if (o.mine.holds(c.entity) && c.verb < o.verbs.count)
            verb = static_cast<const qiki_verb*>(qiki_row(o.verbs, c.verb));
    const gate::reason_row& row = gate::row_of(why);
    log("host", QIKI_LOG_WARN, t, k,
        "the gate refuses " + asked_for(c, verb) + " by " + who(*v.about) + ": " + row.name + ", " + row.sentence +
            "; further ones are counted");
}

void orders::forget() {
    for (voice& v : speakers_) v.who.last = 0, v.complained = 0;
    receipts_.clear();
}

void orders::report_to(std::vector<metric>& out) const {
    if (none()) return;
    const auto add = [&](std::string name, const char* help, uint64_t n) {
        out.push_back({"host", std::move(name), "", help, true, true, static_cast<double>(n)});
    };
    add("commands_passed", "commands that the gate handed to their vehicles", passed_);
    uint64_t all = 0;
    for (uint64_t n : refused_) all += n;
    add("commands_refused", "commands that the gate did not let through", all);
    for (size_t i = 1; i < refused_.size(); ++i)
        if (refused_[i])
            add("commands_refused." + std::string(gate::reasons()[i].name), gate::reasons()[i].sentence, refused_[i]);
}
} // namespace qiki::run
