// SPDX-License-Identifier: MIT
// host/scenario/read.cpp - a script file becomes a scenario: sandbox, library, one or two passes, hash.
#include "host/scenario/reader.hpp"
#include "host/scenario/scenario.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include "qiki/random.h"
#include <cstdio>
#include <memory>
#include <set>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace qiki::scenario {
namespace {

class hash {
public:
    hash() : state_(XXH3_createState(), XXH3_freeState) { XXH3_128bits_reset(state_.get()); }
    void add(std::string_view part) { // with its length, so that parts cannot flow into each other
        const uint64_t n = part.size();
        XXH3_128bits_update(state_.get(), &n, sizeof n);
        XXH3_128bits_update(state_.get(), part.data(), part.size());
    }
    std::string text() const {
        const XXH128_hash_t h = XXH3_128bits_digest(state_.get());
        char out[33];
        std::snprintf(out, sizeof out, "%016llx%016llx", static_cast<unsigned long long>(h.high64),
                      static_cast<unsigned long long>(h.low64));
        return out;
    }

private:
    std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state_;
};

struct outcome {
    std::optional<scenario> value;
    std::optional<error> failed;
    std::vector<param> params;
    std::vector<std::string> printed;
    bool stood_in = false, drew = false;
};

// Reads the file of each policy once: beside the scenario, else in the library's folder.
void fetch_policies(scenario& x, const source& s) {
    std::map<std::string, const use*> known;
    for (use& u : x.uses) {
        if (!u.policy) continue;
        policy_use& p = *u.policy;
        if (const auto [it, fresh] = known.emplace(p.name, &u); !fresh) {
            p.file = it->second->policy->file, p.text = it->second->policy->text, p.library = s.library;
            continue;
        }
        find_policy(p, s.file.parent_path(), s.library);
    }
}

outcome pass(const source& s, const std::string& text, uint64_t seed, bool keyed, reader::purpose why) {
    lua::sandbox box({s.steps, s.bytes, lua::limits{}.text});
    box.random().key = qiki_rng_key(seed, script_stream);
    reader r(box, s.set, s.file.parent_path(), s.seed, keyed, why);
    outcome out;
    std::unique_ptr<lua::modules> modules;
    const std::string file = s.file.string();
    try {
        box.run([&](lua_State* L) {
            modules = std::make_unique<lua::modules>(box, L, s.library, s.file.parent_path());
            r.push_functions(L);
            modules->provide(L, "qiki.host");
            box.load(L, s.file.filename().string(), s.file, text);
            lua_call(L, 0, 1);
            out.value = r.take(L, -1, file);
        });
        if (why == reader::purpose::run) r.check_overrides();
        fetch_policies(*out.value, s);
        hash h;
        h.add(text);
        std::set<std::string_view> hashed;
        for (const use& u : out.value->uses)
            if (u.policy && hashed.insert(u.policy->name).second) {
                h.add(u.policy->name);
                h.add(*u.policy->text);
            }
        for (const lua::module_source& m : modules->read()) {
            h.add(m.name);
            h.add(m.text);
        }
        for (const param& p : r.params()) {
            h.add(p.name);
            h.add(p.text);
        }
        for (const std::string& t : r.texts_read()) h.add(t);
        out.value->params = r.params();
        out.value->hash = h.text();
    } catch (const lua::failure& f) {
        const error* const ours = box.budget().spent() ? nullptr : r.thrown(f.raw);
        out.failed = ours ? *ours : error({f.file.empty() ? file : f.file, f.line > 0 ? f.line : 1}, f.what());
    } catch (const error& e) { out.failed = e; }
    out.params = r.params();
    out.printed = std::move(box.printed());
    out.stood_in = r.stood_in();
    out.drew = box.random().used;
    return out;
}

std::string text_of_file(const source& s) {
    try {
        return lua::read_source(s.file);
    } catch (const std::runtime_error& e) { throw error({s.file.string(), 0}, e.what()); }
}
} // namespace

error::error(const place& p, const std::string& text)
    : std::runtime_error(p.file + (p.line > 0 ? ":" + std::to_string(p.line) : "") + ": " + text), where(p) {}

void find_policy(policy_use& p, const std::filesystem::path& beside, const std::filesystem::path& library) {
    const std::filesystem::path places[] = {beside / p.name, library / p.name};
    std::error_code none;
    p.file = std::filesystem::exists(places[0], none) ? places[0] : places[1];
    p.library = library;
    try {
        p.text = std::make_shared<const std::string>(lua::read_source(p.file));
    } catch (const std::runtime_error& e) {
        throw error(p.where, "policy: " + in_quotes(p.name) + ": looked for " + places[0].string() + " and " +
                                 places[1].string() + ": " + e.what());
    }
}

scenario read(const source& s) { return read(s, text_of_file(s)); }

scenario read(const source& s, const std::string& text) {
    // math.random belongs to the scenario's seed, which the script may say in its last line: a script that has drawn
    // under another one is run again.
    uint64_t seed = s.seed.value_or(1);
    outcome o = pass(s, text, seed, false, reader::purpose::run);
    if (o.value && o.drew && o.value->seed != seed) {
        seed = o.value->seed;
        o = pass(s, text, seed, true, reader::purpose::run);
        if (o.value && o.value->seed != seed)
            o.failed = error(o.value->where,
                             "seed: expected the same seed in every reading; it must not depend on math.random");
    }
    for (const std::string& line : o.printed)
        if (s.print) s.print(line);
    if (o.failed) throw *o.failed;
    return std::move(*o.value);
}

std::vector<param> declared(const source& s) {
    outcome o = pass(s, text_of_file(s), s.seed.value_or(1), false, reader::purpose::list);
    if (o.failed && !o.stood_in) throw *o.failed; // else it may have failed at what stood in for a required value
    return std::move(o.params);
}
} // namespace qiki::scenario
