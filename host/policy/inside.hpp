// SPDX-License-Identifier: MIT
// host/policy/inside.hpp - the parts of a machine: its document, its Lua state, and what changes from tick to tick.
#pragma once
#include "host/policy/cadence.hpp"
#include "host/policy/face.hpp"
#include "host/policy/machine.hpp"
#include "host/policy/reading.hpp"
#include "host/scenario/modules.hpp"
#include "qiki/command.h"
#include <map>
#include <utility>

namespace qiki::policy {

class machine::inside {
public:
    inside(const scenario::policy_use&, const qiki_descriptor&, uint64_t chance, const ears&, const allowances&);

    void load(); // from the text; also anew
    int32_t judge(qiki_ns t, uint64_t subject, const double* fact, const uint64_t* known, uint32_t n);
    int32_t decide(qiki_ns t, const double* fact, const uint64_t* known, uint32_t n, qiki_decision* out,
                   uint32_t capacity);
    std::vector<std::byte> save();
    std::string restore(const std::byte* bytes, size_t size);
    std::vector<threshold> thresholds() const;

    scenario::policy_use use;
    vocabulary words;
    document doc;
    std::unique_ptr<lua::sandbox> box;
    std::string failure;

    // What is saved.
    uint32_t state = 0;
    moment now;             // its `since`, once there were decisions
    uint64_t decisions = 0; // so far
    std::vector<scenario::value> params;
    std::vector<keys> guards;               // by guard
    std::string held;                       // why the machine was told last to stay
    struct {                                // a procedure in progress
        int procedure = none, ended = none; // ended: the last one
        uint32_t step = 0;
        uint32_t waiting = 0, failed = 0; // for what the step expects; the last one was aborted
        qiki_ns since = 0;
    } work;

private:
    struct told {
        qiki_decision what;
        uint32_t guard, order;
    };
    // machine.cpp: life
    void intern();
    void make_tables(lua_State*);
    int32_t fail(const scenario::error*, const lua::failure*);
    bool enter(qiki_ns t, uint64_t stream); // a call into Lua; false: failed
    static int step(lua_State*);
    uint64_t fingerprint() const;

    // guards.cpp
    double limit_of(const guard&, double x, bool rose) const;
    double amount_of(const amount& a) const {
        return a.param == none ? a.value : numbers_[static_cast<size_t>(a.param)];
    }
    bool matches(const guard&, const key*) const;
    void turn_of(uint32_t guard, uint64_t subject, bool holds);
    void tell(uint32_t guard, uint64_t subject, bool rose, bool measured);
    void ask_subject_guards(lua_State*);
    void close_guards();
    void show_guards(lua_State*);

    // rules.cpp
    void decide_in_lua(lua_State*);
    void decide_by_rules(lua_State*, int f);
    const std::string& reason_of(uint32_t text) const;
    bool holds(lua_State*, int function, int about);
    void apply(lua_State*, const rule&);
    uint32_t reason(lua_State*, const rule&);
    void ask(lua_State*, int function);
    struct speaker { // a rule, or a step of a procedure
        const scenario::place& where;
        const standing& as;
        uint32_t because;
    };
    static qiki_decision voiced(const standing&, uint32_t because, uint32_t verb);
    void say(lua_State*, const speaker&, uint32_t verb, const double* arguments, size_t n);
    void say_all(lua_State*, const speaker&, const std::vector<speech>&, int call);
    void say_what(lua_State*, const speaker&, int index, int depth);

    // procedures.cpp
    void start(int procedure);
    void go_on(lua_State*);
    bool met(lua_State*, const stage&, bool& failed);
    void leave_step(bool failed);
    void end_procedure(bool failed);
    void tell_procedure(uint32_t how);
    void show_procedure(lua_State*);
    void set_what(lua_State*, const rule&, int index);
    void change(lua_State*, const rule&, uint32_t param, const scenario::value&);
    void show_param(lua_State*, uint32_t param);
    [[noreturn]] void refuse(lua_State*, const scenario::place&, const std::string& text);

    // purity.cpp
    std::vector<int> functions() const; // that the document refers to
    std::string look_through(lua_State*, bool first);
    std::string kept_elsewhere(); // "" or what, with its place

    uint64_t chance_, fingerprint_ = 0;
    ears ears_;
    allowances limits_;
    std::unique_ptr<lua::modules> modules_;
    std::vector<double> numbers_; // params as numbers, for guards
    std::map<std::string, uint32_t, std::less<>> texts_;
    face own_, subject_;
    bool stale_params_ = false; // the script does not see them yet
    std::vector<int> functions_;
    std::vector<uint64_t> reached_; // what their upvalues led to when the policy was loaded
    int guard_table_ = LUA_NOREF, param_values_ = LUA_NOREF;
    std::optional<scenario::error> refused_;

    // of the call in progress
    bool judging_ = false;
    const scenario::place* asking_ = nullptr; // the rule or guard whose function runs
    uint64_t who_ = 0;
    const double* fact_ = nullptr;
    const uint64_t* known_ = nullptr;
    std::vector<uint8_t> match_;       // by guard
    std::vector<uint32_t> own_guards_; // those without `each`
    std::vector<told> told_;
    std::vector<qiki_decision> acts_;

    // as f shows it
    std::vector<uint8_t> shown_active_;
    int shown_state_ = none, shown_critical_ = none, shown_warning_ = none, shown_top_ = -2;
    int shown_procedure_ = none, shown_step_ = none, shown_end_ = none;
};
} // namespace qiki::policy
