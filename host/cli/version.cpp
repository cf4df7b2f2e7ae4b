// SPDX-License-Identifier: MIT
// host/cli/version.cpp - qiki version: what exactly this is.
#include "host/observe/version.hpp"
#include "host/cli/plugins_json.hpp"
#include "host/cli/verbs.hpp"
#include "host/load/catalogue.hpp"
#include <boost/program_options.hpp>
#include <cstdio>
#include <iostream>

namespace qiki::cli {
namespace {
namespace po = boost::program_options;

std::string layout() {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(QIKI_LAYOUT));
    return text;
}
} // namespace

int version(int argc, char** argv) {
    bool json = false;
    po::options_description o("options", 100);
    o.add_options()("json", po::bool_switch(&json), "one JSON object on standard output")("help", "this text");
    po::variables_map given;
    try {
        po::store(po::command_line_parser(argc, argv)
                      .options(o)
                      .positional({})
                      .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing)
                      .run(),
                  given);
        po::notify(given);
    } catch (const po::error& e) {
        std::cerr << "qiki version: " << e.what() << "; 'qiki version --help' lists the options\n";
        return exit_usage;
    }
    if (given.count("help")) {
        std::cout << "usage: qiki version [options]\n\n"
                     "Prints the version, the commit it was built from, the plugin ABI it speaks (a plugin needs the "
                     "same major;\n"
                     "the layout is a hash over all records and tables of the SDK), and the compiler.\n\n"
                  << o << "\nExit codes: 0 done, 2 wrong usage.\n";
        return exit_ok;
    }
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
} // namespace qiki::cli
