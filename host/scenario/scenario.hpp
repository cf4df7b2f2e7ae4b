// SPDX-License-Identifier: MIT
// host/scenario/scenario.hpp - what a scenario script says, as a value; and how a script is read.
#pragma once
#include "host/scenario/expectation.hpp"
#include "host/scenario/place.hpp"
#include "host/scenario/rules.hpp"
#include "qiki/base.h"
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace qiki::scenario {

// "file:line: text", where text names the key, what was expected, what was found and the remedy.
struct error : std::runtime_error {
    error(const place& p, const std::string& text);
    place where;
};

// As in Lua: an integer stays one; a list holds numbers only.
struct value {
    std::variant<bool, int64_t, double, std::string, std::vector<double>> data;
    bool whole = false; // a list of integers only
};

struct setting {
    std::string key;
    value what;
    place where;
    bool optional = false; // ["key?"]: left out when the plugin has no such parameter
};

enum class section { vehicles, sensors, radars, trackers, agents, bridges }; // the order of the stages, too

// The policy of an agent: a file of its own, which the agent's plugin asks through services/policy.h.
struct policy_use {
    std::string name;           // as written: "policies/watch.lua"
    std::filesystem::path file; // where it was found
    std::filesystem::path library;
    std::shared_ptr<const std::string> text;
    std::vector<setting> with; // values of the policy's own parameters
    place where;
};

// One q.use "plugin.id" { ... } block.
struct use {
    section where_used = section::vehicles;
    std::string plugin; // "qiki.radar.pulse"
    std::string id;     // unique in the scenario
    std::string on;     // carrier of a sensor or radar (also written of= for agents); empty: fixed to the ground
    std::optional<std::vector<std::string>> from; // writers it listens to; absent: all
    qiki_ns period = 0;                           // 0: every host tick
    std::optional<policy_use> policy;             // of agents
    std::vector<setting> settings;                // the plugin's own parameters, in the order of their keys
    place where;
    place id_at, on_at, from_at; // of those keys; line 0: not said
};

// A value the script declared by q.param; `text` is what it holds in this run.
struct param {
    std::string name, type, fallback, text, help;
    place where;
    bool required = false; // it has no default
    std::vector<std::string> choices;
};

struct scenario {
    std::string name;
    uint64_t seed = 1;
    qiki_ns tick = 100'000'000;
    std::optional<qiki_ns> duration;  // absent: as long as its recorded sources last
    std::optional<qiki_ns> epoch_utc; // ns since 1970-01-01T00:00:00Z at t = 0
    std::array<double, 3> origin{};   // WGS-84 latitude rad, longitude rad, height m
    bool has_origin = false;
    unsigned runs = 1; // one after another; plugins with an integer parameter `run` play 0, 1, ... runs - 1
    bool allow_dropped = false;
    std::vector<use> uses; // in stage order, then as written
    std::vector<param> params;
    std::vector<expectation> expectations;
    gate_rules gate;
    bios_rules bios;
    std::vector<operator_step> operator_steps; // by time
    // What makes this run another than the script alone: "--set pd=0.5", "--duration 10"; and "--seed 8". Empty:
    // nothing.
    std::string other_values, other_seed;
    std::string hash; // XXH3-128 of script, parameters and every module it required; 32 hexadecimal digits
    place where;
};

using overrides = std::map<std::string, std::string>; // --set key=value, as written

struct source {
    std::filesystem::path file;
    overrides set;
    std::filesystem::path library;                 // folder that holds qiki/init.lua; `require "qiki"` reads there
    std::optional<uint64_t> seed;                  // --seed: instead of the script's own, also for math.random
    std::function<void(const std::string&)> print; // what one print() of the script says, raw; absent: it goes nowhere
    uint64_t steps = 20'000'000;                   // budget: instructions, and the work of C functions
    size_t bytes = size_t{64} << 20;
};

// Throws error. Deterministic; ends within its instruction and memory budget.
scenario read(const source&);
scenario read(const source&, const std::string& text); // as if the file held this text

// An operator's script: a file that returns a list of q.at(seconds, { ... }). Throws error.
std::vector<operator_step> read_operator(const source&);

// Finds and reads the file of a policy by its name: beside a scenario, else in the library's folder. Throws error at
// `where`.
void find_policy(policy_use&, const std::filesystem::path& beside, const std::filesystem::path& library);

// The values a script declares, without needing the required ones to be set: for --help.
std::vector<param> declared(const source&);

// Whether a file calls q.scenario { ... } itself, by its words alone: nothing is run. Modules define, scenarios call. A
// file that cannot be read is taken for a scenario, so that whoever runs it says why.
bool looks_like_scenario(const std::filesystem::path&);
} // namespace qiki::scenario
