// SPDX-License-Identifier: MIT
// host/cli/verbs.cpp - the table of verbs, and what holds for all of them.
#include "host/cli/verbs.hpp"

namespace qiki::cli {
namespace {

constexpr verb table[] = {
    {"run", run, "run a scenario: qiki run scenario.lua [--set key=value]..."},
    {"asterix", asterix, "decode a radar recording: counts, CSV or JSON lines"},
    {"score", score, "how good tracks are: qiki score tracks.csv --truth truth.csv --c 500"},
    {"test", test, "run all scenarios of a folder and judge them by what they expect"},
    {"list", list, "the plugins found; with an id: its ports and parameters"},
    {"doctor", doctor, "what is found, what is missing, and why"},
    {"types", types, "annotations for editors, so that they complete a scenario"},
    {"man", man, "the manual pages: qiki man run"},
    {"version", version, "version, commit, ABI"},
    {"complete", complete, "what a shell may put behind the words typed so far", true},
};
} // namespace

std::span<const verb> verbs() { return table; }

const std::vector<std::pair<std::string, std::string>>& environment() {
    static const std::vector<std::pair<std::string, std::string>> all = {
        {"QIKI_PLUGIN_PATH", "folders and files of plugins with colons between them, looked at after --plugin"},
        {"QIKI_LUA_PATH", "folder with qiki/init.lua, instead of the Lua library beside the program"},
        {"XDG_DATA_HOME", "the user's plugins are in its folder qiki/plugins; ~/.local/share when it is not set"},
        {"NO_COLOR", "when set, no colours and no bold letters on a terminal"},
        {"COLUMNS", "width of tables and texts, instead of the terminal's"}};
    return all;
}
} // namespace qiki::cli
