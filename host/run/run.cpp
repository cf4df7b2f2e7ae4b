// SPDX-License-Identifier: MIT
// host/run/run.cpp - the front of the engine: scenario and catalogue become a plan.
#include "host/run/run.hpp"
#include "host/load/verdicts.hpp"
#include "host/run/engine.hpp"
#include "host/run/planning.hpp"
#include "host/scenario/resolve.hpp"
#include "qiki/random.h"

namespace qiki::run {
namespace {

// Relative paths of a scenario start at its folder, those of the command line where the user stands.
std::filesystem::path base_of(const scenario::scenario& s, const scenario::use& u) {
    const bool command_line = u.where.line == 0;
    return command_line ? std::filesystem::current_path() : std::filesystem::path(s.where.file).parent_path();
}

const load::plugin& open(load::catalogue& plugins, const scenario::use& u) {
    try {
        return plugins.open(u.plugin);
    } catch (const load::error& e) {
        if (u.where.file.empty()) throw;
        throw load::error(u.where.file + (u.where.line ? ":" + std::to_string(u.where.line) : "") + ": " + e.what());
    }
}

// A recorded source plays another of its runs in each run of the scenario, unless the script names one.
bool counts_runs(const scenario::scenario& s, const scenario::use& u, const qiki_descriptor& about) {
    if (s.runs < 2) return false;
    for (const scenario::setting& x : u.settings)
        if (x.key == "run") return false;
    for (uint32_t i = 0; i < about.params.count; ++i) {
        const auto& p = *static_cast<const qiki_param*>(qiki_row(about.params, i));
        if (p.type == QIKI_INT && std::string_view(p.key) == "run") return true;
    }
    return false;
}

// The settings of each run; of one alone when the plugin does not count them.
std::vector<scenario::settings> settings_of(const scenario::scenario& s, scenario::use u,
                                            const qiki_descriptor& about) {
    const std::filesystem::path base = base_of(s, u);
    if (!counts_runs(s, u, about)) return {scenario::resolve(u, about, base)};
    std::vector<scenario::settings> out;
    u.settings.push_back({"run", {}, u.where});
    for (unsigned run = 0; run < s.runs; ++run) {
        u.settings.back().what.data = int64_t{run};
        out.push_back(scenario::resolve(u, about, base));
    }
    return out;
}

// What is known of the plugin files beside those of the scenario; the plugins of the run are open by now.
std::vector<circumstance> circumstances_of(const load::catalogue& plugins) {
    std::vector<circumstance> all;
    for (const load::refusal& r : plugins.refusals()) all.push_back({QIKI_EVENT_PLUGIN_REFUSED, r.text});
    const std::vector<load::remembered> bad = load::verdicts().quarantine();
    for (const load::found& f : plugins.plugins())
        for (const load::remembered& r : bad)
            if (r.file.path == std::filesystem::absolute(f.file))
                all.push_back({QIKI_EVENT_PLUGIN_QUARANTINED, f.id + ": " + r.file.path + ": " + r.how.text});
    for (const load::duplicate& d : plugins.duplicates())
        all.push_back(
            {QIKI_EVENT_PLUGIN_HIDDEN, d.id + ": " + d.used.string() + " is used, " + d.hidden.string() + " is not"});
    for (const load::refusal& w : plugins.warnings()) all.push_back({QIKI_EVENT_PLUGIN_CORRECTED, w.text});
    return all;
}
} // namespace

plan plan_of(scenario::scenario s, load::catalogue& plugins, const std::vector<scenario::use>& extra) {
    s.uses.insert(s.uses.end(), extra.begin(), extra.end());
    std::vector<const load::plugin*> opened;
    std::vector<const qiki_descriptor*> about;
    for (const scenario::use& u : s.uses) {
        opened.push_back(&open(plugins, u));
        about.push_back(opened.back()->about);
    }
    scenario::check_names(s, about);
    plan p;
    p.seed = s.seed, p.runs = s.runs, p.tick = s.tick, p.duration = s.duration, p.origin = s.origin, p.where = s.where;
    p.epoch_utc = s.epoch_utc.value_or(0);
    p.expectations = s.expectations, p.other_values = s.other_values, p.other_seed = s.other_seed;
    p.gate = s.gate, p.bios = s.bios, p.operator_steps = s.operator_steps;
    for (size_t i = 0; i < s.uses.size(); ++i) {
        const scenario::use& u = s.uses[i];
        auto settings = std::make_shared<std::vector<scenario::settings>>(settings_of(s, u, *about[i]));
        member m;
        m.about = about[i];
        m.name = u.id, m.stage = u.where_used, m.on = u.on, m.from = u.from, m.period = u.period, m.where = u.where;
        m.config = &settings->front().config();
        if (settings->size() > 1)
            for (const scenario::settings& x : *settings) m.by_run.push_back(&x.config());
        m.policy = u.policy;
        m.policy_chance = qiki_rng_key(s.seed, (u.id + " qiki.policy").c_str());
        m.keep = std::move(settings);
        m.build_id = opened[i]->source->build_id;
        p.members.push_back(std::move(m));
    }
    return p;
}

struct run::inside {
    engine machine;
};

run::run(const scenario::scenario& s, load::catalogue& plugins, options o) {
    plan p = plan_of(s, plugins, o.extra);
    const auto known = circumstances_of(plugins);
    o.circumstances.insert(o.circumstances.end(), known.begin(), known.end());
    try {
        in_.reset(new inside{{std::move(p), std::move(o)}});
    } catch (const error& e) { throw error(e.what(), e.whose == fault::run ? fault::input : e.whose); }
}
run::~run() = default;

std::vector<health::row> run::post() const { return in_->machine.post(); }

observe::names run::names() const { return in_->machine.names(); }

std::vector<quantity> run::quantities() const { return in_->machine.quantities(); }

void run::read(std::vector<quantity> wanted, taker r) { in_->machine.read(std::move(wanted), std::move(r)); }

std::vector<std::string> run::leave() { return in_->machine.leave(); }

report run::go(const std::atomic<bool>& stop, const observer& watch) { return in_->machine.go(stop, watch); }
} // namespace qiki::run
