// SPDX-License-Identifier: MIT
// tests/fuzz/fuzz_scenario.cpp - any bytes as a scenario script: read within its budget, or refused with a place.
#include "host/scenario/resolve.hpp"
#include "host/words/nearest.hpp"
#include "unit/scenario/plugins.hpp"
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {
using namespace qiki::scenario;

void demand(bool holds, const char* what, const std::string& text) {
    if (holds) return;
    std::fprintf(stderr, "expected %s, found \"%s\"\n", what, text.c_str());
    std::abort();
}

const qiki_param rows[] = {
    {"at", "m", "", nullptr, "0,0,0", QIKI_REALS, 0, 0, -1e6, 1e6},
    {"velocity", "m/s", "", nullptr, "0,0,0", QIKI_REALS, 0, 0, -1e4, 1e4},
    {"range", "m", "", nullptr, nullptr, QIKI_REAL, 0, 1e4, 1, 1e6},
    {"beam", "rad", "", nullptr, nullptr, QIKI_REAL, 0, 0.1, 0, 0.5},
    {"count", "", "", nullptr, nullptr, QIKI_INT, 0, 1, 1, 100},
    {"lit", "", "", nullptr, nullptr, QIKI_BOOL, 0, 0, 0, 0},
    {"mode", "", "", "scan|stare", "scan", QIKI_TEXT, 0, 0, 0, 0},
    {"codes", "", "", nullptr, nullptr, QIKI_INTS, 0, 0, 0, 7},
    {"file", "", "", nullptr, nullptr, QIKI_TEXT, QIKI_PARAM_PATH, 0, 0, 0},
};

void positioned(const error& e) {
    const std::string text = e.what();
    demand(e.where.line > 0 && !e.where.file.empty(), "a file and a line", text);
    demand(text.find(e.where.file + ":" + std::to_string(e.where.line) + ": ") == 0, "them in front", text);
    demand(text.size() < 3000, "a short text", text);
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const char* const kinds[] = {QIKI_KIND_VEHICLE, QIKI_KIND_SENSOR, QIKI_KIND_RADAR,
                                        QIKI_KIND_TRACKER, QIKI_KIND_AGENT,  QIKI_KIND_BRIDGE};
    source s;
    s.file = "fuzz.lua";
    s.library = QIKI_LUA_LIBRARY;
    s.steps = 200'000;
    s.bytes = size_t{8} << 20;
    try {
        const scenario x = read(s, std::string(reinterpret_cast<const char*>(data), size));
        demand(!x.name.empty() && x.hash.size() == 32 && x.tick > 0 && !x.uses.empty(), "a complete scenario", x.name);
        std::vector<qiki_descriptor> about;
        for (const use& u : x.uses)
            about.push_back(plugins::make(u.plugin.c_str(), kinds[static_cast<size_t>(u.where_used)],
                                          QIKI_TABLE(plugins::frame_and_track), QIKI_TABLE(plugins::frame_port),
                                          QIKI_TABLE(rows)));
        std::vector<const qiki_descriptor*> pointers;
        for (const qiki_descriptor& d : about) pointers.push_back(&d);
        check_names(x, pointers);
        for (size_t i = 0; i < x.uses.size(); ++i) {
            const settings made = resolve(x.uses[i], about[i], "/nowhere");
            demand(made.config().values.count == std::size(rows), "every declared key", x.uses[i].id);
            for (const qiki_param& p : rows)
                demand(qiki_find(&made.config(), p.key, p.type), "a value of its type", p.key);
        }
    } catch (const error& e) { positioned(e); }
    return 0;
}
