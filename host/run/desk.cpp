// SPDX-License-Identifier: MIT
// host/run/desk.cpp - an operator's steps are looked up before the run, and carried out when their time has come.
#include "host/run/desk.hpp"
#include "host/run/words.hpp"
#include "host/scenario/number.hpp"
#include "host/words/nearest.hpp"
#include "qiki/services/log.h"
#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

namespace qiki::run {
namespace {
using act = scenario::operator_step::act;

std::string entity_text(const commons& house, uint64_t entity) {
    for (const named_entities& v : house.entities)
        if (v.mine.holds(entity))
            return v.instance + (v.mine.count > 1 ? "." + std::to_string(entity - v.mine.first + 1) : std::string());
    return "entity " + std::to_string(entity);
}

void check_reason(const scenario::operator_step& x) {
    const auto all = gate::safe_reasons();
    if (x.because.empty() || std::find(all.begin(), all.end(), x.because) != all.end()) return;
    const std::vector<std::string> known(all.begin(), all.end());
    const std::string near = did_you_mean(x.because, known);
    throw scenario::error(x.where, "because: expected a reason for SAFE_MODE, found " + scenario::in_quotes(x.because) +
                                       (near.empty() ? "; there are " + listed(known, known.size()) : near));
}

// The same form for a command of his own and for an agent's proposal.
gate::approved form_of(const char* kind, std::string subject, const qiki_verb& v, const double* arg, const char* text) {
    gate::approved out{kind, std::move(subject), v.name, {}};
    for (uint32_t i = 0; i < v.argc && i < 6; ++i)
        out.parameters[v.arg[i] ? v.arg[i] : std::to_string(i)] = arg[i] + 0.0;
    if (*text) out.parameters["text"] = std::string(text, strnlen(text, sizeof(qiki_command::text)));
    return out;
}
} // namespace

// Arguments by name or in order: each once, all of them.
void desk::fill(step& s, const scenario::operator_step& x) const {
    const addressee to = entity_named(*plan_, *wiring_, x.to, "to", x.where);
    const member& vehicle = plan_->members[to.member];
    qiki_command& c = s.command;
    c = {};
    c.entity = to.entity, c.verb = verb_row(vehicle, x.verb, "command", x.where);
    const qiki_verb& v = verb_of(vehicle, c.verb);
    uint32_t given = 0;
    for (size_t i = 0; i < x.args.size(); ++i) {
        const std::string& name = x.args[i].first;
        const uint32_t row = name.empty() ? static_cast<uint32_t>(i) : argument_row(v, name, "args", x.where);
        c.arg[row] = x.args[i].second + 0.0, given |= 1u << row;
    }
    if (given != (1u << v.argc) - 1u) {
        std::string all;
        for (uint32_t i = 0; i < v.argc; ++i) all += (i ? ", " : "") + std::string(v.arg[i] ? v.arg[i] : "");
        throw scenario::error(x.where, "args: expected the " + std::to_string(v.argc) + " of '" + v.name + "'" +
                                           (v.argc ? ", " + all : "") + ", found " + std::to_string(x.args.size()));
    }
    if (x.text.size() >= sizeof c.text)
        throw scenario::error(x.where, "text: expected at most " + std::to_string(sizeof c.text - 1) +
                                           " bytes, found " + std::to_string(x.text.size()));
    std::memcpy(c.text, x.text.data(), x.text.size());
    c.argc = static_cast<uint8_t>(v.argc), c.issuer = gate::the_operator, c.authority = QIKI_BY_OPERATOR;
    c.label = QIKI_LABEL_OK;
    s.form = form_of("command", entity_text(*house_, c.entity), v, c.arg, c.text); // one name for each entity
}

// "mind/2" or "mind".
void desk::refer(step& s, const scenario::operator_step& x) const {
    const size_t slash = x.to.find('/');
    s.agent = static_cast<uint32_t>(agent_row(*plan_, x.to.substr(0, slash), "proposal", x.where)) + 1;
    if (slash == std::string::npos) return;
    const char *from = x.to.data() + slash + 1, *end = x.to.data() + x.to.size();
    if (std::from_chars(from, end, s.number).ptr != end || s.number == 0)
        throw scenario::error(x.where,
                              "proposal: expected an agent and the number of its proposal, such as \"mind/2\", "
                              "found " +
                                  scenario::in_quotes(x.to));
}

// An agent that hears events, as situations are told in.
void desk::address(step& s, const scenario::operator_step& x) const {
    const size_t row = agent_row(*plan_, x.to, "acknowledge", x.where);
    const qiki_table& inputs = plan_->members[row].about->inputs;
    for (uint32_t i = 0; i < inputs.count; ++i)
        if (static_cast<const qiki_port*>(qiki_row(inputs, i))->record == QIKI_REC_EVENT)
            return void(s.agent = static_cast<uint32_t>(row) + 1);
    throw scenario::error(x.where, "acknowledge: expected an agent that hears events, found " +
                                       scenario::in_quotes(x.to) + ", which does not");
}

void desk::open(commons& house, const plan& p, const wiring& w) {
    house_ = &house, plan_ = &p, wiring_ = &w;
    std::vector<std::pair<std::string, size_t>> names; // of decisions, and the step that approves
    const auto approver = [&](const std::string& n) {
        return std::find_if(names.begin(), names.end(), [&](const auto& x) { return x.first == n; });
    };
    for (const scenario::operator_step& x : p.operator_steps) {
        step& s = steps_.emplace_back();
        s.what = &x;
        std::string name = x.name;
        if (x.what == act::safe) {
            s.entity = w.entities[entity_named(p, w, x.name, "safe", x.where).member].first;
            check_reason(x);
        } else if (x.what == act::accept || x.what == act::reject) refer(s, x);
        else if (x.what == act::acknowledge) address(s, x);
        else if (x.what == act::publish) {
            const auto from = approver(x.name);
            if (from == names.end())
                throw scenario::error(x.where, "publish: expected the name of what was approved before, found " +
                                                   scenario::in_quotes(x.name));
            const scenario::operator_step& approved = *steps_[from->second].what;
            scenario::operator_step shown = approved;
            shown.where = x.where;
            if (!x.to.empty()) shown.to = x.to;
            if (!x.verb.empty()) shown.verb = x.verb, shown.args.clear();
            if (x.args_given) shown.args = x.args;
            if (!x.text.empty()) shown.text = x.text;
            fill(s, shown);
        } else fill(s, x);
        const bool decides = x.what == act::command || x.what == act::approve || x.what == act::accept;
        if (decides && name.empty())
            name = (x.what == act::accept ? "accept " : "decision ") + std::to_string(names.size() + 1);
        if (decides && approver(name) != names.end())
            throw scenario::error(x.where, "name: " + scenario::in_quotes(name) + " is the name of a decision already");
        if (decides) names.emplace_back(name, steps_.size() - 1);
        if (decides || x.what == act::publish) s.name = intern(house, name);
    }
    said_.reserve(64);
}

desk::kept* desk::find(uint64_t id) {
    const auto at = std::find_if(book_.begin(), book_.end(), [&](const kept& k) { return k.p.id == id; });
    return at == book_.end() ? nullptr : &*at;
}

void desk::carried(uint64_t id) {
    if (kept* k = id ? find(id) : nullptr) k->carried = true;
}

void desk::take_in(uint64_t k) {
    for (const source* s : proposals_)
        for (uint64_t i = 0; s->ticked == k && i < s->now.count; ++i) {
            qiki_proposal p;
            std::memcpy(&p, s->now.data + i * s->stride, sizeof p);
            if (kept* known = find(p.id)) {
                known->p = p;
                continue;
            }
            if (book_.size() == most_kept) book_.pop_front();
            book_.push_back({p});
        }
    const auto why_of = [&](const qiki_receipt& r) {
        const std::string_view text = house_->text(r.text);
        return text.empty() ? "code " + std::to_string(r.code) : std::string(text);
    };
    for (const source* s : receipts_)
        for (uint64_t i = 0; s->ticked == k && i < s->now.count; ++i) {
            qiki_receipt r;
            std::memcpy(&r, s->now.data + i * s->stride, sizeof r);
            if (r.command >> 32 != gate::the_operator) continue;
            using gate::stage, gate::standing;
            if (r.status == QIKI_RECEIPT_DONE) ledger_.mark(r.command, stage::effect, standing::ok);
            else if (r.status == QIKI_RECEIPT_FAILED) ledger_.answered(r.command, stage::effect, why_of(r));
            else if (r.status == QIKI_RECEIPT_REFUSED || r.status == QIKI_RECEIPT_EXPIRED)
                ledger_.answered(r.command, stage::ack, why_of(r));
            else ledger_.mark(r.command, stage::ack, standing::ok);
        }
}

// Neither decided nor over; what it depends on has happened, and what it conflicts with has not.
bool desk::open_to_him(const kept& k, qiki_ns t) {
    if (k.accepted || k.rejected || k.carried) return false;
    if (k.p.status != QIKI_PROPOSAL_OPEN && k.p.status != QIKI_PROPOSAL_CHOSEN) return false;
    if (k.p.label != QIKI_LABEL_OK && k.p.label != QIKI_LABEL_FALLBACK) return false;
    if (k.p.expires ? k.p.expires <= t : t - k.p.t > life) return false;
    const auto happened = [&](uint64_t id) {
        const kept* other = find(id);
        return other && (other->accepted || other->carried);
    };
    return (!k.p.depends_on || happened(k.p.depends_on)) && !(k.p.conflicts_with && happened(k.p.conflicts_with));
}

void desk::approve(const std::string& id, const gate::approved& a, uint32_t name, qiki_ns t, news& told) {
    if (!ledger_.approve(id, a)) return; // names are unique in a script
    qiki_event e = told.make(QIKI_EVENT_COMMAND_SEALED, t);
    e.text = name, e.n = 2, e.v[0] = gate::the_operator, e.v[1] = static_cast<double>(ledger_.all().size());
    told.say(e);
}

void desk::publish(const std::string& id, const gate::approved& a, qiki_command c, uint32_t, qiki_ns t) {
    c.id = uint64_t{gate::the_operator} << 32 | ++count_, c.t = t;
    const gate::reason broken = ledger_.publish(id, a, c.id);
    ledger_.mark(c.id, gate::stage::audit, gate::standing::ok); // its event and its record are of this tick
    said_.push_back({c, broken});
}

void desk::decide(const step& s, qiki_ns t, news& told) {
    kept* found = nullptr;
    if (s.number) found = find(uint64_t{s.agent} << 32 | s.number);
    else
        for (kept& k : book_)
            if (k.p.source == s.agent && open_to_him(k, t)) found = &k;
    const bool fits = found && found->p.source == s.agent && open_to_him(*found, t);
    const bool accept = s.what->what == act::accept;
    qiki_event e = told.make(!fits    ? QIKI_EVENT_PROPOSAL_NOT_OPEN
                             : accept ? QIKI_EVENT_PROPOSAL_ACCEPTED
                                      : QIKI_EVENT_PROPOSAL_REJECTED,
                             t);
    e.n = 2, e.v[0] = s.agent, e.v[1] = found ? static_cast<double>(found->p.id & UINT32_MAX) : s.number;
    e.entity = found ? found->p.entity : 0;
    told.say(e);
    if (!fits) return;
    (accept ? found->accepted : found->rejected) = true;
    if (!accept) return;
    const qiki_proposal& p = found->p;
    for (const named_entities& v : house_->entities) {
        if (!v.mine.holds(p.entity) || p.verb >= v.about->verbs.count) continue;
        qiki_command c{};
        c.entity = p.entity, c.parent = p.id, c.expires = p.expires, c.verb = p.verb, c.issuer = gate::the_operator;
        c.authority = QIKI_BY_OPERATOR, c.argc = p.argc, c.label = p.label;
        std::copy_n(p.arg, 6, c.arg);
        std::copy_n(p.text, sizeof c.text, c.text);
        const auto& verb = *static_cast<const qiki_verb*>(qiki_row(v.about->verbs, p.verb));
        const gate::approved form = form_of("proposal", entity_text(*house_, p.entity), verb, c.arg, c.text);
        const std::string id(house_->text(s.name));
        approve(id, form, s.name, t, told);
        publish(id, form, c, s.name, t);
        return;
    }
}

void desk::perform(const step& s, qiki_ns t, safety& safe, news& told) {
    const std::string id(house_->text(s.name));
    switch (s.what->what) {
    case act::command: approve(id, s.form, s.name, t, told); [[fallthrough]];
    case act::publish: return publish(id, s.form, s.command, s.name, t);
    case act::approve: return approve(id, s.form, s.name, t, told);
    case act::safe:
        if (!s.what->good) safe.by_operator(s.entity, false, gate::safe_reason_of(s.what->because), t, told);
        return; // a good one: praise()
    case act::accept:
    case act::reject: return decide(s, t, told);
    case act::acknowledge: {
        qiki_event e = told.make(QIKI_EVENT_SITUATION_ACKNOWLEDGED, t);
        e.track = s.what->track, e.n = 1, e.v[0] = s.agent;
        return told.say(e);
    }
    }
}

void desk::act(uint64_t k, qiki_ns t, safety& safe, news& told) {
    said_.clear();
    if (none()) return;
    take_in(k);
    const size_t from = next_;
    for (; next_ < steps_.size() && steps_[next_].what->at <= t; ++next_) perform(steps_[next_], t, safe, told);
    praise(from, t, safe, told);
}

// A cycle is a tick, as of agents: of his good words about a vehicle in it one counts, and none beside a bad one.
void desk::praise(size_t from, qiki_ns t, safety& safe, news& told) {
    std::map<uint64_t, bool> good; // by vehicle
    for (size_t i = from; i < next_; ++i)
        if (const step& s = steps_[i]; s.what->what == act::safe)
            if (const auto [at, first] = good.emplace(s.entity, s.what->good); !first) at->second &= s.what->good;
    for (const auto& [entity, yes] : good)
        if (yes) safe.by_operator(entity, true, gate::safe_reason::unknown, t, told);
}

void desk::judged(const qiki_command& c, gate::reason why, qiki_ns heard) {
    if (gate::ruling_of(why) != gate::ruling::block) {
        ledger_.passed(c.id, heard, why);
        return carried(c.parent);
    }
    ledger_.mark(c.id, gate::stage::ack, gate::standing::failed, why);
}

void desk::warn_of_unsaid(qiki_ns end, const log_sink& log) const {
    const scenario::operator_step* first = nullptr;
    size_t more = 0;
    for (const step& s : steps_) {
        if (s.what->at <= end) continue;
        if (first) ++more;
        else first = s.what;
    }
    if (!first || !log) return;
    std::string text = said_at(first->where) + "q.at: expected a time up to the end of the run, " + seconds(end) +
                       ", found " + seconds(first->at) + ": it is never said";
    if (more) text += ", nor " + std::to_string(more) + (more == 1 ? " other" : " others");
    log("host", QIKI_LOG_WARN, 0, 0, text);
}

void desk::add_to(digest& sum) const {
    for (const spoken& s : said_) sum.bytes(&s.command, sizeof s.command);
}

void desk::forget() {
    next_ = 0, count_ = 0;
    ledger_.forget(), book_.clear(), said_.clear();
}
} // namespace qiki::run
