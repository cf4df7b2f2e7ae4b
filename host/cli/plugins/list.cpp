// SPDX-License-Identifier: MIT
// host/cli/plugins/list.cpp - qiki list: the plugins found, from their files' notes; with an id, all that one declares.
#include "host/cli/plugins/plugins_json.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/kinds.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/verdicts.hpp"
#include "host/load/words.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <iostream>
#include <map>

namespace qiki::cli {
namespace list_parts {

namespace po = boost::program_options;

struct asked {
    std::vector<std::string> ids, plugins;
    std::string kind;
    bool json = false, names = false, verbose = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "list", m.synopsis = "[ID...] [options]";
    m.about =
        "Shows the plugins that are found. The table is read from notes in the files: no plugin runs. With an ID or "
        "--verbose the plugin is opened and shows its ports, parameters (type, default, limits, unit, choices), "
        "channels, facts, verbs and capabilities.\n\n"
        "Plugins are looked for in: --plugin, QIKI_PLUGIN_PATH (colons between folders), the user's folder "
        "($XDG_DATA_HOME or ~/.local/share, then /qiki/plugins), beside the program. The first that offers an id wins. "
        "A file that --plugin "
        "names and that is refused is an error; in folders such a file is passed over with a warning.";
    // clang-format off
    m.options.add_options()
        ("plugin", po::value(&a.plugins)->value_name("PATH"), plugins_first)
        ("kind", po::value(&a.kind)->value_name("KIND"), "only this kind: vehicle, sensor, radar, tracker, agent, bridge")
        ("names", po::bool_switch(&a.names), "ids alone, one a line, for scripts and shell completion")
        ("verbose", po::bool_switch(&a.verbose), "all that every plugin declares, as if each id were given")
        ("json", po::bool_switch(&a.json), "one JSON object on standard output")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.ids), -1, takes::plugin);
    m.examples = {{"qiki list", "all plugins"},
                  {"qiki list --kind tracker", "only trackers"},
                  {"qiki list qiki.radar.pulse", "ports and parameters of one"},
                  {"qiki list --plugin ./build/my.so my.radar.one --json", ""}};
    m.exits =
        exits_of({{exit_ok, "listed"},
                  {exit_failed, "it cannot be written"},
                  {exit_usage, "wrong usage"},
                  {exit_plugin, "an asked plugin was refused or not found, or a file named with --plugin was refused"},
                  {exit_internal, ""}});
    m.notes =
        "Files that are refused, and plugins in quarantine because their first load failed, are named on standard "
        "error with the reason. 'qiki doctor' tries every file; 'qiki doctor --forget' lifts the quarantine.";
    return m;
}

bool is_of_kind(const load::found& f, const std::string& kind) { return f.kind == kind || kind_word(f.kind) == kind; }

// What is remembered of files that failed at their first load and are still the same, by path.
std::map<std::string, std::string> troubles() {
    std::map<std::string, std::string> out;
    for (const load::remembered& r : load::verdicts().quarantine()) out[r.file.path] = load::told(r.how);
    return out;
}

std::vector<shown> chosen(const asked& a, load::catalogue& c) {
    std::vector<shown> out;
    for (const std::string& id : a.ids) {
        const load::plugin& p = c.open(id);
        out.push_back({p.source, p.about});
    }
    if (!a.ids.empty()) return out;
    const auto known = troubles();
    for (const load::found& f : c.plugins()) {
        if (!a.kind.empty() && !is_of_kind(f, a.kind)) continue;
        if (!a.verbose) {
            const auto at = known.find(std::filesystem::absolute(f.file).string());
            out.push_back({&f, nullptr, at == known.end() ? "" : at->second});
            continue;
        }
        try {
            out.push_back({&f, c.open(f.id).about});
        } catch (const load::error&) {} // among the refused files now
    }
    return out;
}

// The first few in full; the doctor tells all.
void tell(const std::vector<std::string>& lines) {
    constexpr size_t most = 8;
    for (size_t i = 0; i < std::min(lines.size(), most); ++i) complain("list", lines[i]);
    if (lines.size() > most)
        complain("list", std::to_string(lines.size() - most) + " more files were refused; 'qiki doctor' says why");
}

void print(const asked& a, const std::vector<shown>& all, const load::catalogue& c) {
    if (a.json) std::cout << plugins_json(all, c);
    else if (a.names)
        for (const shown& s : all) std::cout << s.found->id << '\n';
    else if (all.empty()) std::cerr << "qiki list: no plugin found; 'qiki doctor' says where was looked\n";
    else if (a.ids.empty() && !a.verbose) std::cout << plugin_table(all, columns());
    else
        for (size_t i = 0; i < all.size(); ++i) std::cout << (i ? "\n\n" : "") << plugin_page(all[i], columns());
    std::cout << std::flush;
    for (const load::refusal& w : c.warnings()) complain("list", w.text);
    std::vector<std::string> lines;
    for (const load::refusal& r : c.refusals()) lines.push_back(r.text);
    for (const shown& s : all)
        if (!s.trouble.empty()) lines.push_back(s.found->file.string() + ": quarantined: " + s.trouble);
    tell(lines);
}

int go(const asked& a) {
    const std::string word = kind_word(a.kind);
    if (!a.kind.empty() && std::find(kinds.begin(), kinds.end(), word) == kinds.end()) {
        complain("list", "--kind expects vehicle, sensor, radar, tracker, agent or bridge, found '" +
                             load::one_line(a.kind, 60) + "'" + did_you_mean(word, kinds));
        return exit_usage;
    }
    load::catalogue c(plugin_places(a.plugins));
    const std::vector<shown> all = chosen(a, c);
    print(a, all, c);
    try {
        c.insist();
    } catch (const load::error&) { return exit_plugin; } // it was told with the others
    return exit_ok;
}
} // namespace list_parts

int list(int argc, char** argv) {
    using namespace list_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) { return go(a); });
}
} // namespace qiki::cli
