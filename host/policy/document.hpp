// SPDX-License-Identifier: MIT
// host/policy/document.hpp - what a policy file says, as a value: states, rules, guards, parameters.
#pragma once
#include "host/policy/vocabulary.hpp"
#include "host/scenario/params.hpp"
#include <limits>
#include <string>
#include <vector>

namespace qiki::policy {

constexpr int none = -1;

// A number, or the name of a parameter whose value counts when it is looked at.
struct amount {
    double value = 0;
    int param = none;
};

struct interval {
    amount low{-std::numeric_limits<double>::infinity()}, high{std::numeric_limits<double>::infinity()};
};

struct condition { // known, and within one of these
    uint32_t fact = 0;
    std::vector<interval> any;
};

struct speech { // a verb with its arguments
    uint32_t verb = 0;
    std::vector<amount> arguments;
};

struct change { // of a parameter
    uint32_t param = 0;
    scenario::value to;
};

// How a proposal stands beside others; texts that are empty say nothing.
struct standing {
    std::string type, depends_on, conflicts_with; // SAFETY, ...; reasons of others
    uint32_t type_text = 0, depends_text = 0, conflicts_text = 0;
    double priority = 0.5, confidence = 1;
};

struct rule {
    scenario::place where;
    int when = none; // Lua functions by reference; none: always
    int to = none;   // a state
    std::vector<speech> say;
    int say_call = none;
    std::vector<change> set;
    int set_call = none;
    std::string because; // "" with because_call
    int because_call = none;
    uint32_t because_text = 0;
    standing as;
    bool tell = false;        // that it holds the machine, once
    int start = none;         // a procedure
    std::vector<bool> except; // by state; of `any` only
};

struct guard {
    scenario::place where;
    std::string id, each, event;
    uint32_t severity = 0; // QIKI_SEVERITY_...
    int of = none;         // the fact that `within` looks at
    interval within;
    double hysteresis = 0;
    qiki_ns cooldown = 2'000'000'000, min_duration = 0;
    std::vector<condition> where_all;
    int when = none;
    bool level = false;
    std::vector<speech> say; // when it rises
    standing as;
    uint32_t id_text = 0, event_text = 0;
};

struct stage { // of a procedure
    scenario::place where;
    std::vector<speech> say;
    int say_call = none;
    int expect = none;  // a function
    int receipt = none; // or a value of the agent's fact `receipt`
    qiki_ns timeout = 0;
    bool go_on = false; // when it fails
};

struct procedure {
    std::string name;
    scenario::place where;
    std::vector<stage> stages;
    standing as;
    uint32_t text = 0;
};

struct state {
    std::string name;
    scenario::place where;
    std::vector<rule> rules;
    bool outside = false; // nobody but the one who put the machine there leads it out
    uint32_t text = 0;
};

struct param {
    scenario::declaration about;
    std::string unit;
    scenario::value now; // when the policy starts
};

struct document {
    scenario::place where; // q.policy
    std::vector<state> states;
    uint32_t initial = 0;
    std::vector<rule> any;
    std::vector<guard> guards;
    std::vector<procedure> procedures;
    int receipt = none; // the fact that procedures wait for
    std::vector<param> params;
    std::vector<std::string> read_early; // parameters that the file read while it was loaded
};
} // namespace qiki::policy
