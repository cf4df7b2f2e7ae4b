// SPDX-License-Identifier: MIT
// host/policy/reading.hpp - a policy's Lua tables become a document, checked against what the agent declares.
#pragma once
#include "host/policy/document.hpp"
#include "host/policy/fields.hpp"
#include "host/scenario/sandbox.hpp"
#include <cstdio>
#include <functional>
#include <optional>

namespace qiki::policy {

// The functions behind q.policy and q.policy_params, and what they were given. Errors are scenario::error.
class reading {
public:
    using warning = std::function<void(const std::string&)>; // "file:line: text"
    reading(lua::sandbox&, const vocabulary&, const std::vector<scenario::setting>& with, warning);

    void push_functions(lua_State*); // inside sandbox::run(): leaves their table on the stack
    document take(lua_State*, int index, const scenario::place& file); // of what the file returned
    // The error that Lua's message `raw` stands for, if it was one of ours.
    const scenario::error* thrown(const std::string& raw) const {
        return thrown_ && raw == thrown_text_ ? &*thrown_ : nullptr;
    }

private:
    template <int (reading::*F)(lua_State*)>
    static int call(lua_State*);
    int declare(lua_State*); // q.policy_params
    int early(lua_State*);   // p.name while the file is loaded
    int define(lua_State*);  // q.policy

    origin origin_of(lua_State*, const char* head) const;
    param read_param(lua_State*, const fields& list, const std::string& name);
    void give(param&);
    void read_states(lua_State*, const fields&);
    std::vector<rule> read_rules(const fields& list, bool any);
    rule read_rule(const fields&, bool any);
    std::vector<bool> states_of(lua_State*, const fields&, const char* key) const;
    uint32_t state_named(const std::string&, const scenario::place&, const std::string& key) const;
    void read_say(lua_State*, const fields&, std::vector<speech>&, int& call);
    void read_standing(const fields&, standing&) const;
    void read_tell(lua_State*, const fields&, rule&) const;
    void read_procedures(lua_State*, const fields&);
    procedure read_procedure(lua_State*, const fields&);
    stage read_stage(lua_State*, const fields&);
    void read_expect(const fields&, stage&);
    uint32_t procedure_named(const std::string&, const scenario::place&, const std::string& key) const;
    void read_set(lua_State*, const fields&, rule&);
    guard read_guard(lua_State*, const fields&);
    void read_severity(const fields&, guard&) const;
    void read_within(lua_State*, const fields&, guard&);
    void read_times(lua_State*, const fields&, guard&);
    condition read_condition(lua_State*, const fields& where, const std::string& name, bool of_subject);
    interval read_interval(lua_State*, const fields& where, const std::string& name, const fact&);
    interval pair_at(lua_State*, int index, const fields&, const char* key);
    double within_limits(const fact&, const fields&, const std::string& key, double) const;
    uint32_t fact_named(const std::string&, const fields&, const std::string& key, bool of_subject) const;
    amount amount_at(lua_State*, int index, const fields&, const std::string& key, const char* expected) const;
    void check_function(lua_State*, int reference, bool of_subject);
    void count_functions(lua_State*);

    lua::sandbox& box_;
    const vocabulary& words_;
    const std::vector<scenario::setting>& with_;
    warning warn_;
    document out_;
    bool declared_ = false;
    int table_ = none; // of q.policy
    struct user {
        int reference;
        bool of_subject;
    };
    std::vector<user> functions_;
    std::map<std::pair<std::string, int>, size_t> on_line_;
    origin from_;
    std::optional<scenario::error> thrown_;
    std::string thrown_text_;
};

// As for the functions of a scenario: the error itself is kept, as its place would be lost in Lua's message.
template <int (reading::*F)(lua_State*)>
int reading::call(lua_State* L) {
    reading& self = *static_cast<reading*>(lua_touserdata(L, lua_upvalueindex(1)));
    char text[1024];
    try {
        return (self.*F)(L);
    } catch (const scenario::error& e) {
        self.thrown_ = e;
        std::snprintf(text, sizeof text, "%s", e.what());
        self.thrown_text_ = text;
    } catch (const std::exception& e) { std::snprintf(text, sizeof text, "%s", e.what()); }
    lua_pushstring(L, text);
    return lua_error(L);
}

// What the language of policies calls its own: fields of `f` besides the agent's facts.
const std::vector<std::string>& own_fields();

// What can never happen in a sound document: states nobody reaches, rules that never fire, ids given twice. Throws
// scenario::error. Functions are compared through the state.
void check(lua_State*, const document&);

// What a verb may be told: count and limits of its arguments. "" or what is wrong with them.
std::string flaw(const verb&, const double* arguments, size_t count);
// A value for a parameter in its type, or what was expected.
std::optional<scenario::value> as_param(const param&, const scenario::value&);
std::string expected_of(const param&);
double number_of(const scenario::value&); // true is 1, a text 0
} // namespace qiki::policy
