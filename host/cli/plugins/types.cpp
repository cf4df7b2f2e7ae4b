// SPDX-License-Identifier: MIT
// host/cli/plugins/types.cpp - qiki types: annotations of the plugins found, so that an editor completes a scenario.
#include "host/cli/plugins/annotations.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/run/run.hpp"
#include <fstream>
#include <iostream>
#include <iterator>

namespace qiki::cli {
namespace types_parts {

namespace po = boost::program_options;
namespace fs = std::filesystem;

// The sandbox has none of the libraries that are switched off.
constexpr const char* settings = R"({
  "runtime.version": "Lua 5.4",
  "runtime.builtin": { "debug": "disable", "io": "disable", "os": "disable", "utf8": "disable" },
  "workspace.library": [".qiki"],
  "workspace.checkThirdParty": false
}
)";

struct asked {
    std::vector<std::string> plugins;
    std::string to;
};

manual about(asked& a) {
    manual m;
    m.verb = "types", m.synopsis = "[options]";
    m.about = "Writes what the plugins declare as annotations (LuaCATS) for lua-language-server, so that an editor "
              "completes and checks a scenario: behind q.use \"ID\" the parameters with type, unit, limits and "
              "default, in a policy facts and verbs, in q.expect the codes of events. Plugins are found as by 'qiki "
              "list' and opened.\n\n"
              "With --to DIR, the folder of scenarios that the editor opens gets .qiki/plugins.lua, .qiki/qiki.lua "
              "(the same of the library) and, if there is none yet, a .luarc.json that makes the editor read them. "
              "Without it the annotations of the plugins are printed. Again after plugins have changed.";
    // clang-format off
    m.options.add_options()
        ("plugin", po::value(&a.plugins)->value_name("PATH"), plugins_first)
        ("to", po::value(&a.to)->value_name("DIR"), "write into this folder of scenarios instead of printing")
        ("help", "this text");
    // clang-format on
    m.examples = {{"qiki types --to .", "in the folder of your scenarios"},
                  {"qiki types --to . --plugin ./build/plugins", "with plugins of your own"},
                  {"qiki types > plugins.lua", ""}};
    m.exits = exits_of({{exit_ok, ""},
                        {exit_failed, "a file cannot be written"},
                        {exit_usage, "wrong usage"},
                        {exit_plugin, "a plugin that was found cannot be opened; the others are written"},
                        {exit_internal, ""}});
    return m;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_all(const fs::path& folder, const std::string& plugins) {
    const fs::path library = lua_library() / "types" / "qiki.lua", hidden = folder / ".qiki",
                   rc = folder / ".luarc.json";
    const std::string own = text_of(library);
    if (own.empty())
        throw usage_error("expected the annotations of the library in " + library.string() +
                          ", found none; install QIKI whole, or point QIKI_LUA_PATH at its scripts/lua");
    std::error_code wrong;
    fs::create_directories(hidden, wrong);
    if (wrong) throw run::error("--to: " + hidden.string() + " cannot be made: " + wrong.message(), run::fault::input);
    whole_file("--to", hidden / "qiki.lua").complete(own);
    whole_file("--to", hidden / "plugins.lua").complete(plugins);
    if (!fs::exists(fs::symlink_status(rc, wrong))) whole_file("--to", rc).complete(settings);
    else if (text_of(rc).find(".qiki") == std::string::npos)
        std::cerr << "qiki types: " << rc.string() << " is there and stays as it is; add \".qiki\" to its "
                  << "workspace.library\n";
}

int go(const asked& a) {
    load::catalogue c(plugin_places(a.plugins));
    c.insist();
    std::vector<shown> all;
    int code = exit_ok;
    for (const load::found& f : c.plugins()) try {
            all.push_back({&f, c.open(f.id).about});
        } catch (const load::error& e) {
            std::cerr << "qiki types: " << e.what() << '\n';
            code = exit_plugin;
        }
    if (all.empty()) std::cerr << "qiki types: no plugin found; 'qiki doctor' says where was looked\n";
    if (a.to.empty()) std::cout << annotations(all) << std::flush;
    else write_all(a.to, annotations(all));
    return code;
}
} // namespace types_parts

int types(int argc, char** argv) {
    using namespace types_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map& given) {
        if (given.count("to") && a.to.empty()) throw usage_error("--to expects a folder, found an empty text");
        return go(a);
    });
}
} // namespace qiki::cli
