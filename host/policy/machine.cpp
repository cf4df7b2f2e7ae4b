// SPDX-License-Identifier: MIT
// host/policy/machine.cpp - the life of a policy: loaded, asked once a tick, failed.
#include "host/policy/machine.hpp"
#include "host/policy/inside.hpp"
#include "host/scenario/guard.hpp"
#include <algorithm>
#include <bit>

namespace qiki::policy {

machine::inside::inside(const scenario::policy_use& u, const qiki_descriptor& about, uint64_t chance, const ears& e,
                        const allowances& a)
    : use(u), words(vocabulary_of(about)), chance_(chance), ears_(e), limits_(a) {
    for (const fact& f : words.facts)
        if (std::find(own_fields().begin(), own_fields().end(), f.name) != own_fields().end())
            throw scenario::error(use.where, "policy: " + words.plugin + " declares a fact \"" + f.name +
                                                 "\", which policies call something else; the plugin must rename it");
    load();
    ears_.warn = nullptr; // said once
}

void machine::inside::load() {
    modules_.reset();
    box = std::make_unique<lua::sandbox>(lua::limits{limits_.load_steps, limits_.bytes, size_t{16} << 10});
    box->random().key = chance_;
    reading r(*box, words, use.with, ears_.warn);
    own_ = face(), subject_ = face();
    const std::string file = use.file.string();
    try {
        box->run([&](lua_State* L) {
            modules_ = std::make_unique<lua::modules>(*box, L, use.library, use.file.parent_path());
            r.push_functions(L);
            modules_->provide(L, "qiki.host");
            box->load(L, use.file.filename().string(), use.file, *use.text);
            lua_call(L, 0, 1);
            const auto& tokens = box->chunks().front()->tokens;
            doc = r.take(L, -1, {file, tokens.empty() ? 1 : tokens.back().line});
            make_tables(L);
        });
        box->keep(lua::guarded<step>, this);
    } catch (const lua::failure& f) {
        if (const scenario::error* ours = box->budget().spent() ? nullptr : r.thrown(f.raw)) throw *ours;
        throw scenario::error({f.file.empty() ? file : f.file, f.line > 0 ? f.line : 1}, f.what());
    }
    fingerprint_ = fingerprint();
    modules_->close();
    for (const auto& c : box->chunks()) c->tokens = {}, c->text = {}; // what places of errors need is the name
    intern();
    failure.clear();
    refused_.reset();
    state = doc.initial;
    now = {};
    decisions = 0;
    held = {};
    work = {};
    guards.assign(doc.guards.size(), {});
    match_.assign(doc.guards.size(), 0);
    own_guards_.clear();
    for (uint32_t i = 0; i < doc.guards.size(); ++i)
        if (doc.guards[i].each.empty()) own_guards_.push_back(i);
    told_.clear();
    acts_.clear();
}

// In one order, so that ids are the same in every run.
void machine::inside::intern() {
    const auto id = [&](const std::string& text) {
        if (text.empty()) return uint32_t{0};
        const auto [at, fresh] = texts_.emplace(text, 0);
        if (fresh && ears_.intern) at->second = ears_.intern(text);
        return at->second;
    };
    for (policy::state& s : doc.states) s.text = id(s.name);
    const auto stand = [&](standing& a) {
        a.type_text = id(a.type), a.depends_text = id(a.depends_on), a.conflicts_text = id(a.conflicts_with);
    };
    for (guard& g : doc.guards) g.id_text = id(g.id), g.event_text = id(g.event), stand(g.as);
    for (procedure& p : doc.procedures) p.text = id(p.name), stand(p.as);
    const auto reasons = [&](std::vector<rule>& rules) {
        for (rule& r : rules) r.because_text = id(r.because), stand(r.as);
    };
    reasons(doc.any);
    for (policy::state& s : doc.states) reasons(s.rules);
}

void machine::inside::make_tables(lua_State* L) {
    own_.make(L, words, false, &now);
    subject_.make(L, words, true, &now);
    lua_newtable(L);
    std::vector<std::string> names;
    for (const guard& g : doc.guards) {
        names.push_back(g.id);
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, g.id.c_str());
    }
    make_strict(L, names, "the id of a guard");
    lua_pushvalue(L, -1);
    guard_table_ = luaL_ref(L, LUA_REGISTRYINDEX);
    own_.push(L);
    lua_insert(L, -2);
    lua_setfield(L, -2, "guard");
    lua_pop(L, 1);
    shown_active_.assign(doc.guards.size(), 0);
    shown_state_ = shown_critical_ = shown_warning_ = none;
    shown_top_ = -2;
    stale_params_ = false;

    params.clear(), numbers_.assign(doc.params.size(), 0), names.clear();
    lua_newtable(L);
    for (const param& p : doc.params) names.push_back(p.about.name), params.push_back(p.now);
    make_strict(L, names, "a parameter of the policy");
    param_values_ = luaL_ref(L, LUA_REGISTRYINDEX);
    for (uint32_t i = 0; i < params.size(); ++i) show_param(L, i);
    if (lua_getfield(L, LUA_REGISTRYINDEX, "qiki.policy.params") == LUA_TTABLE) { // from now on p is what holds now
        lua_rawgeti(L, LUA_REGISTRYINDEX, param_values_);
        lua_setfield(L, -2, "__index");
    }
    lua_pop(L, 1);
    functions_ = functions();
    reached_.clear();
    if (const std::string wrong = look_through(L, true); !wrong.empty()) {
        const size_t colon = wrong.find(": ");
        throw scenario::error(doc.where, wrong.substr(colon == std::string::npos ? 0 : colon + 2));
    }
}

int machine::inside::step(lua_State* L) {
    auto& self = *static_cast<inside*>(lua_touserdata(L, lua_upvalueindex(1)));
    if (std::exchange(self.stale_params_, false))
        for (uint32_t i = 0; i < self.params.size(); ++i) self.show_param(L, i);
    if (self.judging_) self.ask_subject_guards(L);
    else self.decide_in_lua(L);
    return 0;
}

// math.random is addressed by time and subject, so that it needs no memory.
bool machine::inside::enter(qiki_ns t, uint64_t stream) {
    lua::chance& c = box->random();
    c.tick = static_cast<uint64_t>(t), c.stream = stream, c.drawn = 0;
    try {
        box->call(limits_.call_steps);
        return true;
    } catch (const lua::failure& f) {
        if (refused_ && f.raw == refused_->what()) failure = refused_->what();
        else {
            const bool lost = f.line < 1; // behind a tail call
            failure = scenario::error(lost && asking_ ? *asking_ : scenario::place{f.file, f.line}, f.what()).what();
        }
    }
    return false;
}

int32_t machine::inside::decide(qiki_ns t, const double* fact, const uint64_t* known, uint32_t n, qiki_decision* out,
                                uint32_t capacity) {
    if (!failure.empty()) return QIKI_E_POISONED;
    if (n != words.facts.size() || (n && (!fact || !known)) || (capacity && !out)) return QIKI_E_ARGUMENT;
    now.t = t;
    if (decisions++ == 0) now.since = t;
    fact_ = fact, known_ = known, judging_ = false;
    acts_.clear();
    close_guards();
    if (!enter(t, 0)) return QIKI_E_INTERNAL;
    if (std::has_single_bit(decisions)) // early, then ever more seldom; and whenever it is saved
        if (failure = kept_elsewhere(); !failure.empty()) return QIKI_E_INTERNAL;
    // The gravest first, so that they are there when room is short; then as written, and by subject.
    std::sort(told_.begin(), told_.end(), [](const told& a, const told& b) {
        if (a.what.severity != b.what.severity) return a.what.severity > b.what.severity;
        if (a.guard != b.guard) return a.guard < b.guard;
        return a.what.subject != b.what.subject ? a.what.subject < b.what.subject : a.order < b.order;
    });
    uint32_t made = 0;
    const auto write = [&](const qiki_decision& d) {
        if (made < capacity) out[made] = d;
        ++made;
    };
    for (const told& x : told_) write(x.what);
    for (const qiki_decision& d : acts_)
        if (d.what != QIKI_DECISION_VERB) write(d);
    for (const told& x : told_) { // what guards propose, before what the rules say
        const guard& g = doc.guards[x.guard];
        if (x.what.arg[0] == 0) continue;
        const auto proposes = [&](uint32_t verb) {
            qiki_decision d = voiced(g.as, x.what.event ? x.what.event : x.what.because, verb);
            d.subject = x.what.subject, d.severity = 1;
            return d;
        };
        for (const speech& s : g.say) {
            qiki_decision d = proposes(s.verb);
            d.argc = static_cast<uint32_t>(s.arguments.size());
            for (size_t i = 0; i < s.arguments.size(); ++i) d.arg[i] = amount_of(s.arguments[i]) + 0.0;
            write(d);
        }
        if (g.say.empty() && !g.as.type.empty()) write(proposes(QIKI_NO_VERB));
    }
    for (const qiki_decision& d : acts_)
        if (d.what == QIKI_DECISION_VERB) write(d);
    told_.clear();
    return static_cast<int32_t>(made);
}

machine::machine(const scenario::policy_use& u, const qiki_descriptor& about, uint64_t chance, const ears& e,
                 const allowances& a)
    : in_(std::make_unique<inside>(u, about, chance, e, a)) {}
machine::~machine() = default;

int32_t machine::judge(qiki_ns t, uint64_t subject, const double* fact, const uint64_t* known, uint32_t n) {
    return in_->judge(t, subject, fact, known, n);
}
int32_t machine::decide(qiki_ns t, const double* fact, const uint64_t* known, uint32_t n, qiki_decision* out,
                        uint32_t capacity) {
    return in_->decide(t, fact, known, n, out, capacity);
}
uint32_t machine::state() const { return in_->doc.states[in_->state].text; }
uint32_t machine::state_row() const { return in_->state; }
std::vector<std::string> machine::states() const {
    std::vector<std::string> names;
    for (const policy::state& s : in_->doc.states) names.push_back(s.name);
    return names;
}
std::vector<threshold> machine::thresholds() const { return in_->thresholds(); }
std::vector<std::string> machine::guards() const {
    std::vector<std::string> out;
    for (const guard& g : in_->doc.guards) out.push_back(g.id);
    return out;
}
const std::string& machine::failure() const { return in_->failure; }
void machine::reset() { in_->load(); }
std::vector<std::byte> machine::save() const { return in_->save(); }
std::string machine::restore(const void* bytes, size_t size) {
    return in_->restore(static_cast<const std::byte*>(bytes), size);
}
size_t machine::used_bytes() const { return in_->box->budget().used_bytes(); }
std::vector<std::string> machine::printed() { return std::exchange(in_->box->printed(), {}); }
} // namespace qiki::policy
