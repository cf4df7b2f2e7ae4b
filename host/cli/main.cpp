// SPDX-License-Identifier: MIT
// host/cli/main.cpp - qiki VERB ...: finds the verb, and turns what escapes into one line and an exit code.
#include "host/cli/terminal.hpp"
#include "host/cli/verbs.hpp"
#include "host/load/catalogue.hpp"
#include "host/observe/text.hpp"
#include "host/run/run.hpp"
#include "host/scenario/scenario.hpp"
#include "host/words/nearest.hpp"
#include <cstdio>
#include <exception>
#include <iostream>
#include <string_view>

namespace {

int help(std::FILE* to) {
    using namespace qiki::cli;
    std::fputs("qiki - a plugin host for digital twins of autonomous craft and for radar tracking\n\nusage: qiki VERB "
               "[options]\n\n",
               to);
    for (const verb& v : verbs())
        if (!v.hidden) std::fprintf(to, "  %-9s %s\n", v.name, v.help);
    std::string codes = "'qiki VERB --help' says more, 'qiki man VERB' shows it as a page. Exit codes:";
    for (const auto& [code, what] : exit_codes()) codes += (codes.back() == ':' ? " " : ", ") + code + " " + what;
    std::fputs(("\n" + wrapped(codes + ".", 100, 0)).c_str(), to);
    return to == stdout ? exit_ok : exit_usage;
}

int call(const qiki::cli::verb& v, int argc, char** argv) {
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
        const std::string text = e.what();
        std::fprintf(stderr, "%s\n", observe::visible(text, text.size()).c_str());
        return cli::exit_usage;
    } catch (const load::error& e) {
        cli::complain(v.name, e.what());
        return cli::exit_plugin;
    } catch (const run::error& e) {
        cli::complain(v.name, e.what());
        return e.whose == run::fault::input    ? cli::exit_usage
               : e.whose == run::fault::plugin ? cli::exit_plugin
                                               : cli::exit_failed;
    } catch (const std::exception& e) {
        cli::complain(v.name, std::string("internal error: ") + e.what());
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
    std::vector<std::string> names;
    for (const qiki::cli::verb& v : qiki::cli::verbs()) {
        if (name == v.name) return call(v, argc - 1, argv + 1);
        if (!v.hidden) names.emplace_back(v.name);
    }
    std::fprintf(stderr, "qiki: no verb '%.*s'%s\n\n", static_cast<int>(name.size()), name.data(),
                 qiki::did_you_mean(name, names).c_str());
    return help(stderr);
}
