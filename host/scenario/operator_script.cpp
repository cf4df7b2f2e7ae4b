// SPDX-License-Identifier: MIT
// host/scenario/operator_script.cpp - an operator in a file of its own: what qiki run --operator reads.
#include "host/scenario/reader.hpp"
#include "host/scenario/values.hpp"
#include "qiki/random.h"
#include <memory>

namespace qiki::scenario {

std::vector<operator_step> read_operator(const source& s) {
    std::string text;
    try {
        text = lua::read_source(s.file);
    } catch (const std::runtime_error& e) { throw error({s.file.string(), 0}, e.what()); }
    lua::sandbox box({s.steps, s.bytes, lua::limits{}.text});
    box.random().key = qiki_rng_key(s.seed.value_or(1), "qiki.scenario.operator");
    reader r(box, s.set, s.file.parent_path(), s.seed, true, reader::purpose::run);
    std::vector<operator_step> out;
    std::unique_ptr<lua::modules> modules;
    try {
        box.run([&](lua_State* L) {
            modules = std::make_unique<lua::modules>(box, L, s.library, s.file.parent_path());
            r.push_functions(L);
            modules->provide(L, "qiki.host");
            box.load(L, s.file.filename().string(), s.file, text);
            lua_call(L, 0, 1);
            out = r.steps_at(L, lua_gettop(L), "an operator's script", {s.file.string(), 0});
        });
    } catch (const lua::failure& f) {
        const error* const ours = box.budget().spent() ? nullptr : r.thrown(f.raw);
        if (ours) throw *ours;
        throw error({f.file.empty() ? s.file.string() : f.file, f.line > 0 ? f.line : 1}, f.what());
    }
    for (const std::string& line : box.printed())
        if (s.print) s.print(line);
    return out;
}
} // namespace qiki::scenario
