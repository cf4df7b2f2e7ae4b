// SPDX-License-Identifier: MIT
// host/run/lookup.cpp - vehicles, agents, verbs and arguments by name.
#include "host/run/lookup.hpp"
#include "host/scenario/number.hpp"
#include "host/words/nearest.hpp"
#include <charconv>

namespace qiki::run {
namespace {
using scenario::section;

[[noreturn]] void no_such(const scenario::place& at, const char* key, const std::string& what, const std::string& found,
                          const std::vector<std::string>& known) {
    const std::string near = did_you_mean(found, known);
    throw scenario::error(at, std::string(key) + ": expected " + what + ", found " + scenario::in_quotes(found) +
                                  (!near.empty()   ? near
                                   : known.empty() ? "; there is none"
                                                   : "; there are " + listed(known)));
}

size_t row_in(const plan& p, section s, const std::string& name, const char* key, const char* what,
              const scenario::place& at) {
    std::vector<std::string> known;
    for (size_t i = 0; i < p.members.size(); ++i) {
        if (p.members[i].stage != s) continue;
        if (p.members[i].name == name) return i;
        known.push_back(p.members[i].name);
    }
    no_such(at, key, what, name, known);
}
} // namespace

bool rides(const plan& p, const member& m, const std::string& top) {
    const member* at = &m;
    for (size_t steps = 0; at && steps <= p.members.size(); ++steps) {
        if (at->name == top) return true;
        const member* carrier = nullptr;
        for (const member& x : p.members)
            if (!at->on.empty() && x.stage == section::vehicles && x.name == at->on) carrier = &x;
        at = carrier;
    }
    return false;
}

size_t vehicle_row(const plan& p, const std::string& name, const char* key, const scenario::place& at) {
    return row_in(p, section::vehicles, name, key, "the id of a vehicle", at);
}

size_t agent_row(const plan& p, const std::string& name, const char* key, const scenario::place& at) {
    return row_in(p, section::agents, name, key, "the id of an agent", at);
}

uint32_t verb_row(const member& vehicle, const std::string& name, const char* key, const scenario::place& at) {
    std::vector<std::string> known;
    for (uint32_t i = 0; i < vehicle.about->verbs.count; ++i) {
        known.emplace_back(verb_of(vehicle, i).name);
        if (known.back() == name) return i;
    }
    no_such(at, key, "a verb that '" + vehicle.name + "' obeys", name, known);
}

uint32_t argument_row(const qiki_verb& v, const std::string& name, const char* key, const scenario::place& at) {
    std::vector<std::string> known;
    for (uint32_t i = 0; i < v.argc; ++i) {
        known.emplace_back(v.arg[i] ? v.arg[i] : "");
        if (known.back() == name) return i;
    }
    no_such(at, key, std::string("an argument of '") + v.name + "'", name, known);
}

addressee entity_named(const plan& p, const wiring& w, const std::string& name, const char* key,
                       const scenario::place& at) {
    const size_t dot = name.rfind('.');
    uint64_t k = 0;
    if (dot != std::string::npos) {
        const char *from = name.data() + dot + 1, *end = name.data() + name.size();
        if (std::from_chars(from, end, k).ptr != end || from == end) k = 0;
    }
    for (size_t i = 0; k && i < p.members.size(); ++i) // "swarm.3", unless a vehicle is called so
        if (p.members[i].stage == section::vehicles && p.members[i].name == name.substr(0, dot) &&
            k <= w.entities[i].count && w.entities[i].count > 1)
            return {i, w.entities[i].first + k - 1};
    const size_t row = vehicle_row(p, name, key, at);
    if (!w.entities[row].first)
        throw scenario::error(at, std::string(key) + ": '" + name + "' has no entity that could obey");
    return {row, w.entities[row].first};
}
} // namespace qiki::run
