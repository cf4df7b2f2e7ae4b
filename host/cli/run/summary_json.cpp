// SPDX-License-Identifier: MIT
// host/cli/run/summary_json.cpp - the same for machines; keys are stable, absent values are null.
#include "host/cli/run/summary.hpp"
#include "host/observe/version.hpp"
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {

using nlohmann::json;

json of(const run::cost& c) {
    json j{{"plugin", c.plugin}, {"ticks", c.ticks}, {"records", c.records}, {"dropped", c.dropped}};
    j["ns"] = c.ns ? json(*c.ns) : json(nullptr);
    j["allocations"] = c.allocations ? json(*c.allocations) : json(nullptr);
    return j;
}

json of(const scenario::expectation& e, const run::verdict& v) {
    const auto text = [](const std::string& t) { return t.empty() ? json(nullptr) : json(t); };
    return {{"file", e.where.file},   {"line", e.where.line},
            {"name", text(e.name)},   {"subject", scenario::subject_words()[static_cast<size_t>(e.what)]},
            {"expected", wording(e)}, {"verdict", standing_word(v.how)},
            {"seen", text(v.seen)},   {"run", v.how == run::standing::failed ? json(v.run) : json(nullptr)}};
}

json of(const std::optional<run::tick_cost>& c) {
    if (!c) return nullptr;
    return {{"p50", c->p50_ns}, {"p99", c->p99_ns}, {"p999", c->p999_ns}, {"max", c->max_ns}};
}

json of(const std::optional<run::paced>& p) {
    if (!p) return nullptr;
    const bool clock = p->asked > 0;
    return {{"asked", clock ? json(p->asked) : json(nullptr)},
            {"achieved", clock ? json(p->achieved) : json(nullptr)},
            {"greatest_lag_s", clock ? json(p->greatest_lag_s) : json(nullptr)},
            {"given_up_s", clock ? json(p->given_up_s) : json(nullptr)},
            {"paused_s", p->paused_s}};
}

json of(const std::optional<run::restored>& r) {
    if (!r) return nullptr;
    const bool whole = !r->digest_without.empty(), known = !r->first.empty();
    return {{"at_s", r->at_s},
            {"digest_without", whole ? json(r->digest_without) : json(nullptr)},
            {"first_to_differ", known ? json(r->first) : json(nullptr)},
            {"first_differs_s", known ? json(r->first_s) : json(nullptr)}};
}

json of(const run::decided& d) {
    static constexpr const char* stages[] = {"validation", "publish", "ack", "effect", "audit"};
    json j{{"id", d.id},
           {"sha256", d.seal},
           {"command", d.command ? json(d.command) : json(nullptr)},
           {"refused", d.refused.empty() ? json(nullptr) : json(d.refused)},
           {"changed", d.changed.empty() ? json(nullptr) : json(d.changed)},
           {"unheard", d.unheard}};
    for (size_t i = 0; i < d.stages.size(); ++i) j["stages"][stages[i]] = d.stages[i];
    return j;
}

json manifest(const scenario::scenario& s, const run::report& r, unsigned threads) {
    json plugins = json::object(), params = json::object();
    for (size_t i = 0; i + 1 < r.instances.size(); ++i) { // the last one is the host
        const run::cost& c = r.instances[i];
        plugins[c.plugin] = c.build_id.empty() ? json(nullptr) : json(c.build_id);
    }
    for (const scenario::param& p : s.params) params[p.name] = p.text;
    return {{"version", observe::version()},
            {"commit", observe::commit()},
            {"plugins", plugins},
            {"scenario", {{"name", s.name}, {"file", s.where.file}, {"hash", s.hash}, {"seed", s.seed}}},
            {"parameters", params},
            {"threads", threads}};
}
} // namespace

std::string summary_json(const scenario::scenario& s, const run::report& r, unsigned threads) {
    json instances = json::object(), tracks = json::object(), metrics = json::object(), by_run;
    std::optional<uint64_t> allocations;
    for (const run::cost& c : r.instances) {
        instances[c.id] = of(c);
        if (c.allocations) allocations = allocations.value_or(0) + *c.allocations;
    }
    for (const run::track_count& t : r.tracks)
        tracks[t.tracker] = {{"live", t.live}, {"confirmed", t.confirmed}, {"born", t.born}};
    for (const run::metric& m : r.metrics) {
        metrics[m.instance][m.name] = m.set ? json(m.value) : json(nullptr);
        if (m.counter || m.each.empty()) continue;
        json& each = by_run[m.instance][m.name] = json::array();
        for (const std::optional<double>& v : m.each) each.push_back(v ? json(*v) : json(nullptr));
    }
    json expectations = json::array();
    for (size_t i = 0; i < r.verdicts.size(); ++i) expectations.push_back(of(s.expectations[i], r.verdicts[i]));
    json decisions = json::array();
    for (const run::decided& d : r.decisions) decisions.push_back(of(d));
    json silent = json::object();
    for (const auto& [agent, why] : r.silent) silent[agent] = why;
    const json out{{"digest", r.digest},
                   {"digests", r.digests},
                   {"ticks", r.ticks},
                   {"sim_s", r.sim_s},
                   {"wall_s", r.wall_s},
                   {"tick_ns", of(r.tick)},
                   {"records", r.records},
                   {"tracks", tracks},
                   {"dropped", r.dropped},
                   {"warned", r.warned},
                   {"warnings", r.warnings},
                   {"interrupted", r.interrupted},
                   {"pace", of(r.pace)},
                   {"restore", of(r.restore)},
                   {"instances", instances},
                   {"metrics", metrics},
                   {"metrics_by_run", by_run},
                   {"decisions", decisions},
                   {"silent", silent},
                   {"expectations", expectations},
                   {"allocations", allocations ? json(*allocations) : json(nullptr)},
                   {"manifest", manifest(s, r, threads)}};
    return out.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}
} // namespace qiki::cli
