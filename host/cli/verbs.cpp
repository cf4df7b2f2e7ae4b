// SPDX-License-Identifier: MIT
// host/cli/verbs.cpp - the table of verbs, and what holds for all of them.
#include "host/cli/verbs.hpp"

namespace qiki::cli {
namespace {

constexpr verb all_verbs[] = {
    {"run", run, "run a scenario: qiki run scenario.lua [--set key=value]..."},
    {"asterix", asterix, "decode a radar recording: counts, CSV or JSON lines"},
    {"score", score, "how good tracks are: qiki score tracks.csv --truth truth.csv --c 500"},
    {"compare", compare,
     "which tracker is better on the same contacts: qiki compare scenario.lua --c 500 --seeds 1..20"},
    {"test", test, "run all scenarios of a folder and judge them by what they expect"},
    {"conform", conform, "does a plugin keep the rules? checks, each in a process of its own"},
    {"list", list, "the plugins found; with an id: its ports and parameters"},
    {"inspect", inspect, "what a plugin's file says, without running it"},
    {"bench", bench, "what a plugin costs a tick, by the size of its input"},
    {"new", create, "a plugin's project to begin with: qiki new radar mine"},
    {"doctor", doctor, "what is found, what is missing, and why"},
    {"types", types, "annotations for editors, so that they complete a scenario"},
    {"man", man, "the manual pages: qiki man run"},
    {"version", version, "version, commit, ABI"},
    {"complete", complete, "what a shell may put behind the words typed so far", true},
    {"conform-child", conform_child, "one check of qiki conform", true},
};
} // namespace

std::span<const verb> verbs() { return all_verbs; }

const std::vector<std::pair<std::string, std::string>>& environment() {
    static const std::vector<std::pair<std::string, std::string>> all = {
        {"QIKI_PLUGIN_PATH", "folders and files of plugins with colons between them, looked at after --plugin"},
        {"QIKI_LUA_PATH", "folder with qiki/init.lua, instead of the Lua library beside the program"},
        {"XDG_DATA_HOME", "the user's plugins are in its folder qiki/plugins; ~/.local/share when it is not set"},
        {"QIKI_CACHE", "folder of what is remembered of the first loads of plugins: which are in quarantine"},
        {"XDG_CACHE_HOME", "when QIKI_CACHE is not set, that folder is its qiki; ~/.cache/qiki when neither is"},
        {"HOME", "where ~ is"},
        {"QIKI_TRIAL_SECONDS", "for a plugin's first load in its child process; 5 when not set, at most 3600"},
        {"QIKI_LOAD_BY_PATH", "when set, plugins are loaded by their path, for debuggers and profilers that need it"},
        {"TMPDIR", "folder of what qiki conform and qiki compare keep while they run; /tmp when not set"},
        {"NO_COLOR", "when set, no colours and no bold letters on a terminal"},
        {"TERM", "when it is not set, nothing moves on the terminal; dumb: no colours and no bold letters"},
        {"COLUMNS", "width of tables and texts, instead of the terminal's"}};
    return all;
}
} // namespace qiki::cli
