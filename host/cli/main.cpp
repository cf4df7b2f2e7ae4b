// SPDX-License-Identifier: MIT
// host/cli/main.cpp - qiki VERB ...: finds the verb, and turns what escapes into one line and an exit code.
#include "host/cli/verbs.hpp"
#include "host/load/catalogue.hpp"
#include "host/run/run.hpp"
#include "host/scenario/scenario.hpp"
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <string_view>

namespace {

struct verb {
    const char* name;
    int (*call)(int, char**);
    const char* help;
};

constexpr verb verbs[] = {
    {"run", qiki::cli::run, "run a scenario: qiki run scenario.lua [--set key=value]..."},
    {"asterix", qiki::cli::asterix, "decode a radar recording: counts, CSV or JSON lines"},
    {"score", qiki::cli::score, "how good tracks are: qiki score tracks.csv --truth truth.csv --c 500"},
    {"test", qiki::cli::test, "run all scenarios of a folder and judge them by what they expect"},
    {"list", qiki::cli::list, "the plugins found; with an id: its ports and parameters"},
    {"doctor", qiki::cli::doctor, "what is found, what is missing, and why"},
    {"version", qiki::cli::version, "version, commit, ABI"},
};

int help(std::FILE* to) {
    std::fputs("qiki - a plugin host for digital twins of autonomous craft and for radar tracking\n\nusage: qiki VERB "
               "[options]\n\n",
               to);
    for (const verb& v : verbs) std::fprintf(to, "  %-9s %s\n", v.name, v.help);
    std::fputs("\n'qiki VERB --help' says more. Exit codes: 0 done, 1 the run failed, 2 wrong usage or scenario, 3 "
               "plugin refused,\n"
               "4 internal error, 5 nothing to test.\n",
               to);
    return to == stdout ? qiki::cli::exit_ok : qiki::cli::exit_usage;
}

int call(const verb& v, int argc, char** argv) {
    using namespace qiki;
    try {
        const int code = v.call(argc, argv);
        // Results that nobody can read are no success.
        if (!std::cout.flush() || std::fflush(stdout) != 0 || std::ferror(stdout)) {
            std::fprintf(stderr, "qiki %s: standard output cannot be written; what it should say is lost\n", v.name);
            return code == cli::exit_ok ? cli::exit_failed : code;
        }
        return code;
    } catch (const scenario::error& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return cli::exit_usage;
    } catch (const load::error& e) {
        std::fprintf(stderr, "qiki %s: %s\n", v.name, e.what());
        return cli::exit_plugin;
    } catch (const run::error& e) {
        std::fprintf(stderr, "qiki %s: %s\n", v.name, e.what());
        return cli::exit_failed;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "qiki %s: internal error: %s\n", v.name, e.what());
        return cli::exit_internal;
    }
}
} // namespace

int main(int argc, char** argv) {
    if (argc < 2) return help(stderr);
    std::string_view name = argv[1];
    if (name == "--help" || name == "-h" || (name == "help" && argc == 2)) return help(stdout);
    if (name == "--version") name = "version";
    if (name == "help") { // qiki help run
        static char ask[] = "--help";
        name = argv[2];
        argv[2] = ask;
    }
    for (const verb& v : verbs)
        if (name == v.name) return call(v, argc - 1, argv + 1);
    std::fprintf(stderr, "qiki: no verb '%.*s'\n\n", static_cast<int>(name.size()), name.data());
    return help(stderr);
}
