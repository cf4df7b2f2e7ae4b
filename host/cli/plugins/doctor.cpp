// SPDX-License-Identifier: MIT
// host/cli/plugins/doctor.cpp - qiki doctor: what is found, what is missing, and why.
#include "host/cli/plugins/diagnosis.hpp"
#include "host/cli/plugins/plugins_json.hpp"
#include "host/cli/plugins/post.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/verdicts.hpp"
#include <iostream>

namespace qiki::cli {
namespace doctor_parts {

namespace po = boost::program_options;

struct asked {
    std::vector<std::string> plugins, set;
    std::string post;
    bool json = false, forget = false, selftest = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "doctor", m.synopsis = "[options]";
    m.about =
        "Examines this installation: where plugins are looked for and what is found there, files that are refused and "
        "why, ids that two files offer, the quarantine (files that crashed, exited, hung or were not what their notes "
        "say at their first load), the Lua library, the CPU, versions, and what is switched off. Each row is graded: "
        "ok, note (works, but look), wrong (with the remedy). A file that was never loaded is tried in a child "
        "process; "
        "only --selftest runs plugins in this one.";
    // clang-format off
    m.options.add_options()
        ("plugin", po::value(&a.plugins)->value_name("PATH"), "plugin file or folder, before all others; may repeat")
        ("selftest", po::bool_switch(&a.selftest), "open every plugin, make an instance with its defaults, show what it says of itself")
        ("post", po::value(&a.post)->value_name("SCENARIO"),
            "only this: make the instances of a scenario, ask each for its self-test, and show the POST report; 1 unless all systems go")
        ("set", po::value(&a.set)->value_name("KEY=VALUE"), "with --post: as with qiki run; may repeat")
        ("forget", po::bool_switch(&a.forget), "lift the quarantine first: files that failed at their first load are tried again now")
        ("json", po::bool_switch(&a.json), "one JSON object on standard output")
        ("help", "this text");
    // clang-format on
    m.examples = {{"qiki doctor", ""},
                  {"qiki doctor --selftest --plugin ./build/plugins", ""},
                  {"qiki doctor --post scripts/lua/scenarios/craft.lua", "the BIOS of a scenario's devices"},
                  {"qiki doctor --forget", "after a quarantined plugin's surroundings were put right"}};
    m.exits = exits_of({{exit_ok, "nothing is wrong"},
                        {exit_failed, "something is"},
                        {exit_usage, "wrong usage"},
                        {exit_plugin, "a plugin is refused, quarantined or fails its self-test"},
                        {exit_internal, ""}});
    return m;
}

std::string page(const diagnosis& d, size_t columns) {
    std::string out, section;
    for (const finding& f : d.findings) {
        if (f.section != section) out += (out.empty() ? "" : "\n") + bold(f.section) + "\n", section = f.section;
        std::string text = wrapped(f.text, columns, 9);
        const std::string word = grade_word(f.how);
        out += "  " + (f.how == grade::wrong ? bold(word) : word) + std::string(7 - word.size(), ' ') +
               text.substr(std::min<size_t>(9, text.size()));
    }
    return out;
}

int go(const asked& a) {
    if (!a.post.empty()) return post({a.post, a.set, a.plugins, a.json});
    if (!a.set.empty()) throw usage_error("--set: goes with --post; 'qiki doctor --help' says more");
    diagnosis d, asked_them;
    const size_t forgotten = a.forget ? load::verdicts().forget() : 0;
    load::catalogue c(load::search_path::standard({a.plugins.begin(), a.plugins.end()}));
    c.examine();
    if (a.selftest) examine_instances(asked_them, c); // first: it may find files to refuse
    examine_plugins(d, c);
    if (a.forget)
        d.add("quarantine", grade::good,
              std::to_string(forgotten) + (forgotten == 1 ? " file was" : " files were") + " let go");
    examine_quarantine(d, c);
    d.findings.insert(d.findings.end(), asked_them.findings.begin(), asked_them.findings.end());
    examine_scenarios(d);
    examine_machine(d);
    examine_program(d);
    std::cout << (a.json ? diagnosis_json(d) : page(d, columns())) << std::flush;
    if (!d.wrong()) return exit_ok;
    return d.wrong("plugins") || d.wrong("quarantine") || d.wrong("self-test") ? exit_plugin : exit_failed;
}
} // namespace doctor_parts

int doctor(int argc, char** argv) {
    using namespace doctor_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) { return go(a); });
}
} // namespace qiki::cli
