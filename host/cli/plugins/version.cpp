// SPDX-License-Identifier: MIT
// host/cli/plugins/version.cpp - qiki version: what exactly this is.
#include "host/observe/version.hpp"
#include "host/cli/plugins/plugins_json.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/load/catalogue.hpp"
#include <cstdio>
#include <iostream>

namespace qiki::cli {
namespace version_parts {
namespace po = boost::program_options;

std::string layout() {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(QIKI_LAYOUT));
    return text;
}

int go(bool json) {
    const std::vector<std::pair<const char*, std::string>> facts = {
        {"version", observe::version()},   {"commit", observe::commit()},
        {"abi", load::host_abi()},         {"layout", layout()},
        {"compiler", observe::compiler()}, {"build", observe::build_type()}};
    if (json) std::cout << object_json(facts);
    else
        std::cout << "qiki " << observe::version() << "\ncommit    " << observe::commit() << "\nABI       "
                  << load::host_abi() << ", layout " << layout() << "\ncompiler  " << observe::compiler() << ", "
                  << observe::build_type() << '\n';
    return exit_ok;
}
} // namespace version_parts

int version(int argc, char** argv) {
    using namespace version_parts;
    bool json = false;
    manual m;
    m.verb = "version", m.synopsis = "[options]";
    m.about = "Prints the version, the commit it was built from, the plugin ABI it speaks (a plugin needs the same "
              "major; the layout is a hash over all records and tables of the SDK), and the compiler.";
    m.options.add_options()("json", po::bool_switch(&json), "one JSON object on standard output")("help", "this text");
    m.exits = exits_of({{exit_ok, ""}, {exit_failed, "it cannot be written"}, {exit_usage, "wrong usage"}});
    return perform(m, argc, argv, [&](const po::variables_map&) { return go(json); });
}
} // namespace qiki::cli
