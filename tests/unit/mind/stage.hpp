// SPDX-License-Identifier: MIT
// tests/unit/mind/stage.hpp - a shipped policy with the facts and verbs of qiki.agent.core, facts by name, decisions as
// text.
#pragma once
#include "host/policy/machine.hpp"
#include "qiki/command.h"
#include "qiki/plugin.h"
#include <catch2/catch.hpp>
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <iterator>
#include <map>

namespace stage {

constexpr qiki_ns s = 1'000'000'000;
using facts = std::map<std::string, double>;

inline const qiki_descriptor& core() {
    void* lib = dlopen(QIKI_PLUGIN_DIR "/qiki.agent.core.so", RTLD_NOW | RTLD_LOCAL);
    if (!lib) throw std::runtime_error(dlerror());
    return *static_cast<const qiki_entry*>(dlsym(lib, "qiki_plugin"))->describe(0);
}
inline std::string text_of(const std::string& file) {
    std::ifstream in(QIKI_SOURCE_DIR "/scripts/lua/policies/" + file);
    return {std::istreambuf_iterator<char>(in), {}};
}
inline qiki::scenario::policy_use use(const std::string& file) {
    qiki::scenario::policy_use u;
    u.name = u.file = file;
    u.library = QIKI_SOURCE_DIR "/scripts/lua";
    u.text = std::make_shared<const std::string>(text_of(file));
    u.where = {"scenario.lua", 9};
    return u;
}

// One tick a second.
class actor {
public:
    explicit actor(const std::string& file)
        : m(use(file), core(), 1,
            {[this](std::string_view t) {
                 names.emplace_back(t);
                 return static_cast<uint32_t>(names.size());
             },
             [](const std::string&) {}}) {}
    // "A->B because X", "stays because X", "+GUARD", "-GUARD", "verb because X as SAFETY"; comma-separated.
    std::string tick(const facts& all) {
        const qiki_table& rows = core().facts;
        std::vector<double> v(rows.count);
        std::vector<uint64_t> known((rows.count + 63) / 64);
        size_t found = 0;
        for (uint32_t i = 0; i < rows.count; ++i) {
            const auto at = all.find(static_cast<const qiki_fact*>(qiki_row(rows, i))->name);
            if (at == all.end()) continue;
            v[i] = at->second, known[i / 64] |= uint64_t{1} << i % 64, ++found;
        }
        REQUIRE(found == all.size());
        qiki_decision out[64];
        const int32_t n = m.decide(++now * s, v.data(), known.data(), rows.count, out, 64);
        if (n < 0) return "failed: " + m.failure();
        std::string said;
        for (int32_t i = 0; i < n; ++i) said += (i ? ", " : "") + text(out[i]);
        return said;
    }
    std::string state() const { return name(m.state()); }
    qiki_ns now = 0;

private:
    std::string name(uint32_t id) const { return id ? names.at(id - 1) : "none"; }
    std::string text(const qiki_decision& d) const {
        const std::string why = " because " + name(d.because);
        if (d.what == QIKI_DECISION_STATE) return d.argc ? "stays" + why : name(d.from) + "->" + name(d.state) + why;
        if (d.what == QIKI_DECISION_GUARD) return (d.arg[0] != 0 ? "+" : "-") + name(d.because);
        if (d.what == QIKI_DECISION_PROCEDURE)
            return name(d.because) + " " + std::to_string(static_cast<int>(d.arg[0]));
        const char* const verb =
            d.verb == QIKI_NO_VERB ? "nothing" : static_cast<const qiki_verb*>(qiki_row(core().verbs, d.verb))->name;
        return verb + why + (d.event ? " as " + name(d.event) : "");
    }
    std::vector<std::string> names;

public:
    qiki::policy::machine m;
};

} // namespace stage
