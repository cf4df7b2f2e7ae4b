// SPDX-License-Identifier: MIT
// host/cli/asterix.cpp - qiki asterix: a shipped scenario that plays a recording alone, behind a short name.
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/observe/log.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include "host/run/run.hpp"
#include "qiki/services/log.h"
#include <iostream>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace asterix_parts {

namespace po = boost::program_options;

struct asked {
    std::string file, csv, origin, sites, framing;
    std::vector<std::string> plugins;
    bool json = false, stat = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "asterix", m.synopsis = "FILE [options]";
    m.about =
        "Decodes an ASTERIX recording (raw blocks, IOSS final format, pcap; CAT001, 002, 034, 048, 062). Octets "
        "that are refused are named on standard error with their place in the file, and so is what a file holds of "
        "which nothing can be replayed.";
    // clang-format off
    m.options.add_options()
        ("stat", po::bool_switch(&a.stat), "what the recording holds: the default; with --json as one object")
        ("csv", po::value(&a.csv)->value_name("DIR"), "write frames, plots and tracks, one CSV file a kind, into this folder")
        ("json", po::bool_switch(&a.json), "every frame, plot and track as one line of JSON on standard output")
        ("origin", po::value(&a.origin)->value_name("LAT,LON,H"), "degrees, degrees, m: where the radar stands")
        ("sites", po::value(&a.sites)->value_name("TEXT"), "of several radars: \"SAC/SIC:latitude,longitude,height; ...\"")
        ("framing", po::value(&a.framing)->value_name("auto|raw|ff|pcap|oradis"), "of the file, when its first octets mislead [auto]")
        ("plugin", po::value(&a.plugins)->value_name("PATH"), plugins_first)
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.file), 1, takes::file);
    m.examples = {{"qiki asterix hour.ast", "counts, times, radars, identities, refusals"},
                  {"qiki asterix hour.ast --csv out", "out/contacts.csv, out/frames.csv, out/tracks.csv"},
                  {"qiki asterix hour.ast --json | jq 'select(.record == \"contacts\") | .address24'", ""}};
    m.exits = exits_of(
        {{exit_ok, "done, also when the file holds other categories only: then a warning says which"},
         {exit_failed, "an output cannot be written to its end"},
         {exit_usage, "wrong usage, or the file is refused: empty, no recording, or not one record could be read"},
         {exit_plugin, ""},
         {exit_internal, ""}});
    m.notes = "It runs the scenario recording.lua; with a tracker: qiki run asterix.lua --help.";
    return m;
}

scenario::use bridge(std::string dir, const char* format, const char* option) {
    scenario::use u;
    u.where_used = scenario::section::bridges, u.plugin = "qiki.bridge.csv", u.id = format;
    u.where = {option, 0};
    const auto set = [&](const char* key, std::string v) {
        u.settings.push_back({key, {std::move(v), false}, u.where});
    };
    set("dir", std::move(dir)), set("format", format), set("records", "frames,contacts,tracks");
    return u;
}

std::string stat_text(const run::report& r, const std::vector<std::string>& remarks) {
    observe::table t({"", ">value", "unit", "what it is"});
    for (const run::metric& m : r.metrics)
        if (m.set && !(m.counter && m.value == 0))
            t.row({m.name, observe::number(m.value), m.unit == "1" ? "" : m.unit, m.help});
    std::string out = t.text(0);
    for (const std::string& remark : remarks) out += "\nwarned  " + remark;
    return remarks.empty() ? out : out + "\n";
}

std::string stat_json(const std::string& file, const run::report& r, const std::vector<std::string>& remarks) {
    nlohmann::json metrics = nlohmann::json::object();
    for (const run::metric& m : r.metrics) metrics[m.name] = m.set ? nlohmann::json(m.value) : nlohmann::json(nullptr);
    const nlohmann::json out{{"file", file}, {"metrics", metrics}, {"remarks", remarks}};
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

// The verb has options where the scenario behind it has parameters, and no file of the user's to point at.
std::string in_own_words(std::string text) {
    const std::string before = "refuses its configuration: ";
    if (const size_t at = text.find(before); at != text.npos) text.erase(0, at + before.size());
    for (const char* option : {"framing", "sites"}) {
        const std::string word = std::string("the parameter ") + option;
        if (const size_t at = text.find(word); at != text.npos)
            text.replace(at, word.size(), std::string("--") + option);
    }
    return text;
}

std::string key_of(const std::string& set) { return set.substr(0, set.find('=')); }

scenario::scenario recording(const scenario::source& from) {
    try {
        return scenario::read(from);
    } catch (const scenario::error& e) {
        const std::string place = "--set ",
                          text = e.what(); // "--set framing=rwa: expected one of ... (declared at ...)"
        if (text.rfind("origin: ", text.find(": ") + 2) == text.find(": ") + 2)
            throw usage_error("--" + text.substr(text.find(": ") + 2));
        if (text.rfind(place, 0) != 0) throw;
        const std::string said = text.substr(text.find(": ", text.find('=')) + 2);
        throw usage_error("--" + key_of(text.substr(place.size())) + ": " +
                          said.substr(0, said.find(" (declared at ")));
    }
}

int go(asked a) {
    a.stat = a.stat || (a.csv.empty() && !a.json);
    const bool records = !a.csv.empty() || (a.json && !a.stat);
    std::error_code none;
    if (!std::filesystem::is_regular_file(a.file, none))
        throw usage_error(a.file + ": expected a recording, found " +
                          (std::filesystem::exists(a.file, none) ? "no regular file" : "nothing"));
    observe::open_log(observe::level::warn);
    scenario::source from{lua_library() / "scenarios" / "recording.lua", {}, lua_library()};
    from.set["file"] = std::filesystem::absolute(a.file).string();
    if (!a.origin.empty()) from.set["origin"] = a.origin;
    if (!a.sites.empty()) from.set["sites"] = a.sites;
    if (!a.framing.empty()) from.set["framing"] = a.framing;
    scenario::scenario s = recording(from);
    if (!records) s.duration = s.tick; // the first tick reports what was decoded

    std::vector<std::string> remarks;
    run::options o;
    o.log = [&](std::string_view, int level, qiki_ns, uint64_t, std::string_view text) {
        if (level < QIKI_LOG_WARN) return;
        remarks.push_back(in_own_words(std::string(text)));
        if (!a.stat || a.json) std::cerr << observe::visible(remarks.back()) << '\n'; // else it stands below the table
    };
    if (!a.csv.empty()) o.extra.push_back(bridge(a.csv, "csv", "--csv"));
    if (a.json && !a.stat) o.extra.push_back(bridge("-", "jsonl", "--json"));
    load::catalogue plugins(plugin_places(a.plugins));
    plugins.insist();
    run::report r;
    try {
        r = run::run(s, plugins, std::move(o)).go(std::atomic<bool>{false});
    } catch (const run::error& e) { throw run::error(in_own_words(e.what()), e.whose); }
    if (a.stat) std::cout << (a.json ? stat_json(a.file, r, remarks) : stat_text(r, remarks)) << std::flush;
    if (!a.csv.empty())
        std::cerr << "records: " << std::filesystem::absolute(a.csv).lexically_normal().string() << '\n';
    return exit_ok;
}
} // namespace asterix_parts

int asterix(int argc, char** argv) {
    using namespace asterix_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) {
        if (a.file.empty()) throw usage_error("expected a recording; 'qiki asterix --help' says more");
        return go(a);
    });
}
} // namespace qiki::cli
