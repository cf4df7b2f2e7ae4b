// SPDX-License-Identifier: MIT
// host/cli/plugins/inspect.cpp - qiki inspect: a plugin's file read as bytes; none of its code runs.
#include "host/cli/plugins/anatomy_page.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/file.hpp"
#include <iostream>

namespace qiki::cli {
namespace inspect_parts {

namespace po = boost::program_options;

struct asked {
    std::string file;
    bool json = false;
};

manual about(asked& a) {
    manual m;
    m.verb = "inspect", m.synopsis = "FILE [options]";
    m.about =
        "Shows everything a plugin's file says without being run: its note (ids, kinds, versions, needs), the ABI and "
        "the "
        "layout it was built with, ports, parameters and capabilities, libraries and the versions it asks of them, "
        "exported "
        "and imported symbols, build id, size, stack, relocations. The file is read and never mapped or opened by the "
        "loader, so nothing in it can run.\n\n"
        "Ports and parameters are read from the file's constants. A plugin that builds them while it runs is named; "
        "'qiki "
        "list ID' opens it.";
    // clang-format off
    m.options.add_options()
        ("json", po::bool_switch(&a.json), "one JSON object on standard output; what could not be read is null")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.file), 1, takes::file);
    m.examples = {{"qiki inspect build/org.example.radar.so", "the whole page"},
                  {"qiki inspect build/org.example.radar.so --json | jq .links.asks", "the libc it was built for"}};
    m.exits = {{"0", "read; this host would load it as far as the file tells"},
               {"2", "wrong usage"},
               {"3", "no plugin, or one that this host refuses; what could be read is shown"},
               {"5", "internal error"}};
    return m;
}

int go(const asked& a) {
    try {
        const load::file f(a.file);
        anatomy::anatomy found = anatomy::dissect(f.content());
        for (anatomy::described& d : found.plugins) d.note.file = f.path();
        const std::string path = f.path().string();
        std::cout << (a.json ? anatomy_json(path, found) : anatomy_page(path, found, columns())) << std::flush;
        if (found.refusals.empty()) return exit_ok;
        throw load::refused(found.refusals.front());
    } catch (const load::refused& e) { throw load::error(a.file + ": " + e.what()); }
}
} // namespace inspect_parts

int inspect(int argc, char** argv) {
    using namespace inspect_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) {
        if (a.file.empty()) throw usage_error("expected a plugin's file; 'qiki inspect --help' says more");
        return go(a);
    });
}
} // namespace qiki::cli
