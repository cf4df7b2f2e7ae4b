// SPDX-License-Identifier: MIT
// host/policy/read_procedures.cpp - procedures = { NAME = { { say = ..., expect = ..., timeout = ..., on_fail = ... },
// ... } }.
#include "host/policy/reading.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include "qiki/config.h"
#include <algorithm>

namespace qiki::policy {
using scenario::in_quotes;
using scenario::shown;

namespace {
constexpr size_t most_procedures = 200, most_stages = 64;
constexpr double usual_timeout = 5, longest_timeout = 9e9; // s
} // namespace

void reading::read_procedures(lua_State* L, const fields& all) {
    for (uint32_t i = 0; i < words_.facts.size(); ++i) {
        const fact& f = words_.facts[i];
        if (f.name == "receipt" && !f.of_subject && !f.words.empty()) out_.receipt = static_cast<int>(i);
    }
    const std::vector<std::string> names = all.names();
    if (names.size() > most_procedures) all.wrong("", "at most 200 procedures", std::to_string(names.size()));
    for (const std::string& name : names) {
        all.get(name.c_str());
        out_.procedures.push_back(read_procedure(L, fields(L, -1, from_, all.path(name), "a list of steps")));
        out_.procedures.back().name = name;
        lua_pop(L, 1);
    }
}

procedure reading::read_procedure(lua_State* L, const fields& list) {
    procedure p;
    p.where = list.place();
    list.only({"priority", "confidence", "type"}, true);
    read_standing(list, p.as);
    if (list.rows() == 0) list.wrong("", "at least one step", "none");
    if (list.rows() > most_stages) list.wrong("", "at most 64 steps", std::to_string(list.rows()));
    for (size_t i = 1; i <= list.rows(); ++i) {
        list.row(i);
        p.stages.push_back(read_stage(L, fields(L, -1, from_, list.row_path(i), "a step")));
        lua_pop(L, 1);
    }
    return p;
}

stage reading::read_stage(lua_State* L, const fields& one) {
    one.only({"say", "expect", "timeout", "on_fail"}, false);
    stage x;
    x.where = one.place();
    read_say(L, one, x.say, x.say_call);
    read_expect(one, x);
    const bool waits = x.expect != none || x.receipt != none;
    if (!waits && x.say.empty() && x.say_call == none) one.wrong("", "say = or expect = in a step", "neither");
    if (!waits && (one.has("timeout") || one.has("on_fail")))
        one.wrong(one.has("timeout") ? "timeout" : "on_fail", "expect = beside it", "none, so that it cannot fail");
    const double s = one.number("timeout", "seconds").value_or(usual_timeout);
    if (!(s > 0 && s <= longest_timeout)) one.wrong("timeout", "more than 0 s, at most 9e9 s", scenario::number(s));
    x.timeout = static_cast<qiki_ns>(s * 1e9 + 0.5);
    if (one.has("on_fail")) {
        const std::vector<std::string> courses = {"abort", "continue"};
        const std::string said = one.text("on_fail");
        if (std::find(courses.begin(), courses.end(), said) == courses.end())
            one.wrong("on_fail", "one of " + listed(courses), in_quotes(said) + did_you_mean(said, courses));
        x.go_on = said == "continue";
    }
    for (const int call : {x.say_call, x.expect})
        if (call != none) functions_.push_back({call, false});
    return x;
}

// A word of the fact `receipt`, or a function.
void reading::read_expect(const fields& one, stage& x) {
    x.expect = one.function("expect", true);
    if (x.expect != none || !one.has("expect")) return;
    const std::string word = one.text("expect");
    if (out_.receipt == none)
        one.wrong("expect", "a function(f), as " + words_.plugin + " has no fact \"receipt\" with words",
                  in_quotes(word));
    const fact& f = words_.facts[static_cast<size_t>(out_.receipt)];
    x.receipt = value_of_word(f, word);
    if (x.receipt < 0)
        one.wrong("expect", "a function(f), or one of " + listed(f.words, 20),
                  in_quotes(word) + did_you_mean(word, f.words));
}

uint32_t reading::procedure_named(const std::string& name, const scenario::place& at, const std::string& key) const {
    std::vector<std::string> known;
    for (const procedure& p : out_.procedures) {
        if (p.name == name) return static_cast<uint32_t>(&p - out_.procedures.data());
        known.push_back(p.name);
    }
    const std::string near = did_you_mean(name, known);
    throw scenario::error(at, key + ": expected the name of a procedure, found " + in_quotes(name) +
                                  (!near.empty()   ? near
                                   : known.empty() ? "; the policy has none"
                                                   : "; there are " + listed(known)));
}
} // namespace qiki::policy
