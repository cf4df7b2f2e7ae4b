// SPDX-License-Identifier: MIT
// host/solo/made_policy.cpp - Lua text, a state a verb.
#include "host/solo/made_policy.hpp"
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/config.h"
#include <algorithm>
#include <cstdio>

namespace qiki::solo {
namespace {
std::string number(double v) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", v);
    return text;
}
// Lua's %q for what is a name in most plugins.
std::string quoted(const char* text) {
    std::string out = "\"";
    for (; *text; ++text) {
        if (*text == '"' || *text == '\\') out += '\\';
        out += *text;
    }
    return out + '"';
}
double middle(double min, double max) { return min < max ? min + (max - min) / 2 : min == max ? min : 0; }

// A circle of states; each says its verb on leaving. At least two, since a rule that leads to its own state is none.
std::string states(const qiki_descriptor& d) {
    std::string out;
    const uint32_t n = std::max<uint32_t>(d.verbs.count, 2);
    for (uint32_t i = 0; i < n; ++i) {
        out += "    S" + std::to_string(i) + " = { { to = \"S" + std::to_string((i + 1) % n) + "\", because = \"TURN\"";
        if (i < d.verbs.count) {
            const qiki_verb& v = load::row<qiki_verb>(d.verbs, i);
            out += ", say = { { " + quoted(v.name);
            for (uint32_t a = 0; a < v.argc; ++a) out += ", " + number(middle(v.min[a], v.max[a]));
            out += " } }";
        }
        out += ", when = function(f) return true end } },\n";
    }
    return out;
}

std::string guards(const qiki_descriptor& d) {
    std::string out;
    for (uint32_t i = 0; i < d.facts.count; ++i) {
        const qiki_fact& f = load::row<qiki_fact>(d.facts, i);
        if (f.type != QIKI_REAL) continue;
        const double low = f.min < f.max ? f.min : -1e9, high = f.min < f.max ? f.max : 1e9;
        out += "    { id = \"G" + std::to_string(i) + "\", severity = \"warning\", of = " + quoted(f.name) +
               (f.flags & QIKI_FACT_OF_SUBJECT ? ", each = \"track\"" : "") + ", within = { " + number(low) + ", " +
               number(middle(low, high)) + " } },\n";
    }
    return out;
}
} // namespace

scenario::policy_use made_policy(const qiki_descriptor& d) {
    scenario::policy_use p;
    p.name = "made up", p.file = "made-up.lua", p.where = {"made-up.lua", 1};
    const std::string guarded = guards(d);
    p.text = std::make_shared<const std::string>(
        "local host = require \"qiki.host\"\nreturn host.policy {\n  initial = \"S0\",\n  states = {\n" + states(d) +
        "  },\n" + (guarded.empty() ? "" : "  guards = {\n" + guarded + "  },\n") + "}\n");
    return p;
}
} // namespace qiki::solo
