// SPDX-License-Identifier: MIT
// host/run/orders.cpp - commands between ticks, through the gate; its receipts back.
#include "host/run/orders.hpp"
#include "host/run/lookup.hpp"
#include "host/run/words.hpp"
#include "host/scenario/number.hpp"
#include "host/words/nearest.hpp"
#include "qiki/services/log.h"
#include <cmath>
#include <cstring>

namespace qiki::run {
namespace {
using scenario::section;

std::string asked_for(const qiki_command& c, const qiki_verb* v) {
    std::string text = "a command";
    if (v) text = std::string("'") + v->name + "'";
    return text + " to entity " + std::to_string(c.entity);
}

// For a verb that cannot be said for another, or by the host: as its arguments would have to come from nowhere, no word
// of the scenario makes one with arguments fit.
std::string remedy(const member& m, const gate::obeyer& o, const qiki_verb& v, const std::string& vehicle) {
    if (!v.argc) return "; emergency = { " + vehicle + " = { \"" + v.name + "\" } } makes one of it";
    std::vector<std::string> fit;
    for (uint32_t i = 0; i < o.verbs.count; ++i)
        if (verb_of(m, i).argc == 0 && gate::emergency(o, i)) fit.emplace_back(verb_of(m, i).name);
    const std::string why = ", which has arguments; '" + vehicle + "' has ";
    return why + (fit.empty() ? "none that fits" : listed(fit, fit.size()));
}

// Limits may narrow those of the verb alone: what is moved to the nearest value must be one that the vehicle takes.
void check_limits(const scenario::verb_words& x, const qiki_verb& v, uint32_t flags, uint32_t arg) {
    const auto range = [](double a, double b) { return "{" + scenario::number(a) + ", " + scenario::number(b) + "}"; };
    const auto wrong = [&](const std::string& expected) {
        throw scenario::error(x.where, "limits: expected " + expected + ", found " + range(x.min, x.max));
    };
    const std::string of = "'" + x.verb + "', " + x.other;
    const double least = v.min[arg], most = v.max[arg];
    if (least != most && (x.min < least || x.max > most)) // equal: the verb has none
        wrong("a range within that of " + of + ": " + range(least, most));
    if ((flags & QIKI_VERB_WHOLE(arg)) && (x.min != std::floor(x.min) || x.max != std::floor(x.max)))
        wrong("whole numbers for " + of + ", which takes nothing between them");
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
            if (w.entities[i].first && rides(p, p.members[i], m.on))
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

gate::obeyer& orders::row(const plan& p, const wiring& w, size_t member) {
    gate::obeyer& o = *std::find_if(obeyers_.begin(), obeyers_.end(),
                                    [&](const gate::obeyer& x) { return x.mine.first == w.entities[member].first; });
    o.rules.resize(p.members[member].about->verbs.count);
    return o;
}

void orders::heed(const plan& p, const wiring& w) {
    const auto the = [&](const scenario::verb_words& x, const char* key) {
        const size_t m = vehicle_row(p, x.vehicle, key, x.where);
        return std::make_pair(m, verb_row(p.members[m], x.verb, key, x.where));
    };
    const auto urgent = [&](size_t m, uint32_t verb, const char* key, const scenario::verb_words& x) {
        const qiki_verb& v = verb_of(p.members[m], verb);
        const bool is_one = gate::emergency(row(p, w, m), verb);
        if (is_one && !v.argc) return verb;
        throw scenario::error(x.where, std::string(key) + ": expected an emergency verb without arguments, found \"" +
                                           v.name + "\"" + remedy(p.members[m], row(p, w, m), v, x.vehicle));
    };
    outrank_ = p.gate.outrank;
    for (const auto& x : p.gate.emergency) {
        const auto [m, verb] = the(x, "emergency");
        row(p, w, m).rules[verb].emergency = true;
    }
    for (const auto& x : p.gate.limits) {
        const auto [m, verb] = the(x, "limits");
        const uint32_t arg = argument_row(verb_of(p.members[m], verb), x.other, "limits", x.where);
        check_limits(x, verb_of(p.members[m], verb), gate::flags_of(p.members[m].about->verbs, verb), arg);
        gate::verb_rule& r = row(p, w, m).rules[verb];
        r.limited |= 1u << arg, r.min[arg] = x.min, r.max[arg] = x.max, rules_ = true;
    }
    for (const auto& x : p.gate.lesser) {
        const auto [m, verb] = the(x, "lesser");
        const uint32_t other = verb_row(p.members[m], x.other, "lesser", x.where);
        row(p, w, m).rules[verb].lesser = static_cast<int32_t>(urgent(m, other, "lesser", x)), rules_ = true;
    }
    for (const auto& x : p.gate.stop) {
        const auto [m, verb] = the(x, "stop");
        halts_.push_back({w.entities[m].first, urgent(m, verb, "stop", x)});
    }
    const auto voices_of = [&](const scenario::gate_rules::agent_word& x, const char* key, auto&& f) {
        const uint32_t index = static_cast<uint32_t>(agent_row(p, x.agent, key, x.where)) + 1;
        for (voice& v : speakers_)
            if (v.who.index == index) f(v.who);
    };
    for (const auto& x : p.gate.authority)
        voices_of(x, "authority", [&](gate::speaker& s) {
            s.mute = x.word == "none";
            s.authority = x.word == "operator" ? QIKI_BY_OPERATOR : x.word == "script" ? QIKI_BY_SCRIPT : QIKI_BY_AGENT;
        });
    for (const auto& x : p.gate.confirm) voices_of(x, "confirm", [](gate::speaker& s) { s.needs_word = true; });
    operator_.who = {gate::the_operator, QIKI_BY_OPERATOR, false, {}, 0};
    host_.who = {observe::the_host, QIKI_BY_SAFETY, false, {}, 0};
}

void orders::learn_texts(commons& house, bool spoken_to) {
    spoken_to_ = spoken_to || !halts_.empty();
    refused_.assign(gate::reasons().size(), 0);
    texts_.assign(gate::reasons().size(), 0);
    if (none()) return;
    for (size_t i = 1; i < texts_.size(); ++i) texts_[i] = intern(house, gate::reasons()[i].name);
    receipts_.reserve(256), operator_.said.reserve(64), host_.said.reserve(64);
}

// The host first, then the operator, other operators, and agents: so that who has more authority is judged before who
// has less.
void orders::pass(uint64_t k, qiki_ns t, qiki_ns tick, safety& safe, desk& him, digest& sum, const log_sink& log,
                  news& told) {
    if (none()) return;
    receipts_.clear(), operator_.said.clear(), host_.said.clear();
    for (size_t i = 0; i < obeyers_.size(); ++i) {
        gate::obeyer& o = obeyers_[i];
        o.begins = t + static_cast<qiki_ns>(*due_[i] - 1) * tick;
        o.safe = safe.on(o.mine.first);
        std::erase_if(o.claims, [&](const gate::claim& c) { return c.until < t; });
    }
    const now here{k, t, &him, &log, &told};
    stop(safe, here);
    for (const spoken& s : him.commands()) say(operator_, s.command, s.broken, here);
    let_hear(operator_, 0, t);
    for (const bool bound : {false, true})
        for (voice& v : speakers_)
            if (v.who.bound == bound && v.commands->ticked == k) said_by(v, here);
    sum.number(receipts_.size());
    sum.bytes(receipts_.data(), receipts_.size() * sizeof(qiki_receipt));
    him.add_to(sum);
    safe.add_to(sum);
}

void orders::said_by(voice& v, const now& here) {
    const size_t before = receipts_.size();
    for (uint64_t i = 0; i < v.commands->now.count; ++i) {
        qiki_command c;
        std::memcpy(&c, v.commands->now.data + i * v.commands->stride, sizeof c);
        say(v, c, gate::reason::none, here);
    }
    let_hear(v, before, here.t);
}

void orders::let_hear(const voice& v, size_t from, qiki_ns t) {
    for (const ear& e : ears_)
        for (size_t i = from; i < receipts_.size(); ++i)
            if (e.index == 0 || e.index == v.who.index)
                e.to->add(reinterpret_cast<const std::byte*>(&receipts_[i]), sizeof(qiki_receipt), t);
}

// What the scenario wants to be said to a vehicle that has just gone into SAFE_MODE.
void orders::stop(safety& safe, const now& here) {
    for (const uint64_t entity : safe.entered())
        for (const halt& h : halts_) {
            if (h.entity != entity) continue;
            qiki_command c{};
            c.id = uint64_t{host_.who.index} << 32 | ++host_said_, c.entity = entity, c.t = here.t;
            c.verb = h.verb, c.issuer = host_.who.index, c.authority = QIKI_BY_SAFETY, c.label = QIKI_LABEL_OK;
            say(host_, c, gate::reason::none, here);
        }
    safe.forget_entered();
}

void orders::say(voice& v, const qiki_command& c, gate::reason broken, const now& here) {
    gate::verdict judged{broken, 0, c};
    if (broken == gate::reason::none) judged = gate::judge(c, v.who, obeyers_);
    if (!v.commands) v.said.push_back(c);
    const bool passes = judged.rules() != gate::ruling::block;
    if (&v == &operator_) here.him->judged(c, judged.why, passes ? obeyers_[judged.obeyer].begins : 0);
    if (passes) {
        ++passed_;
        if (c.parent && &v != &operator_) here.him->carried(c.parent);
        hand_on(v, judged, here.t);
        rank(obeyers_[judged.obeyer], c, here.t);
        if (judged.why == gate::reason::none) return;
    }
    ++refused_[static_cast<size_t>(judged.why)];
    complain(v, c, judged.why, here.k, here.t, *here.log);
    here.told->refused(v.who.index, c, static_cast<uint32_t>(judged.why), here.t);
    answer(v, c, judged.why, here);
}

void orders::hand_on(const voice& v, const gate::verdict& judged, qiki_ns t) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&judged.said);
    const std::vector<line>& lines = lines_[judged.obeyer];
    for (const line& l : lines)
        if (!l.only || l.only == v.commands) l.to->add(bytes, sizeof judged.said, t);
    // Nobody's writer, to a vehicle that has a line for each of its writers: the first will do.
    if (!v.commands && !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const line& l) { return l.only; }))
        lines.front().to->add(bytes, sizeof judged.said, t);
}

void orders::rank(gate::obeyer& o, const qiki_command& c, qiki_ns t) {
    if (c.authority <= QIKI_BY_AGENT) return;
    const qiki_ns until = t < INT64_MAX - outrank_ ? t + outrank_ : INT64_MAX;
    for (gate::claim& k : o.claims)
        if (k.entity == c.entity && k.authority == c.authority) {
            k.until = until;
            return;
        }
    o.claims.push_back({c.entity, c.authority, until});
}

void orders::answer(const voice&, const qiki_command& c, gate::reason why, const now& here) {
    if (!c.id || !c.entity) return; // there is no receipt for what has no name, or for nobody
    qiki_receipt r{};
    r.command = c.id, r.entity = c.entity, r.t = here.t, r.source = UINT32_MAX;
    r.code = static_cast<int32_t>(why), r.text = texts_[static_cast<size_t>(why)];
    r.status = gate::row_of(why).status, r.label = QIKI_LABEL_OK;
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
        (gate::ruling_of(why) == gate::ruling::block ? "the gate refuses " : "the gate changes ") + asked_for(c, verb) +
            " by " +
            (v.about        ? who(*v.about)
             : &v == &host_ ? "the host"
                            : "the operator") +
            ": " + row.name + ", " + row.sentence + "; further ones are counted");
}

void orders::forget() {
    for (voice& v : speakers_) v.who.last = 0, v.complained = 0;
    for (voice* v : {&operator_, &host_}) v->who.last = 0, v->complained = 0;
    for (gate::obeyer& o : obeyers_) o.claims.clear();
    host_said_ = 0;
    receipts_.clear(), operator_.said.clear(), host_.said.clear();
}

void orders::report_sums_to(std::vector<metric>& out) const {
    if (none()) return;
    const auto add = [&](std::string name, const char* help, uint64_t n) {
        out.push_back({"host", std::move(name), "", help, true, true, static_cast<double>(n)});
    };
    uint64_t blocked = 0, changed = 0;
    for (size_t i = 1; i < refused_.size(); ++i)
        (gate::ruling_of(static_cast<gate::reason>(i)) == gate::ruling::block ? blocked : changed) += refused_[i];
    add("commands_passed", "commands that the gate handed to their vehicles", passed_);
    add("commands_refused", "commands that the gate did not let through", blocked);
    if (rules_) add("commands_changed", "commands that passed in another form, as the scenario wants it", changed);
}

void orders::report_reasons_to(std::vector<metric>& out) const {
    for (size_t i = 1; i < refused_.size(); ++i) {
        if (!refused_[i]) continue;
        const bool blocked = gate::ruling_of(static_cast<gate::reason>(i)) == gate::ruling::block;
        out.push_back({"host",
                       (blocked ? "commands_refused." : "commands_changed.") + std::string(gate::reasons()[i].name), "",
                       gate::reasons()[i].sentence, true, true, static_cast<double>(refused_[i])});
    }
}
} // namespace qiki::run
