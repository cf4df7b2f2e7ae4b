// SPDX-License-Identifier: MIT
// host/cli/main.cpp - qiki VERB ...: finds the verb, and turns what escapes into one line and an exit code.
#include "host/cli/verbs.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/catalogue.hpp"
#include "host/observe/text.hpp"
#include "host/run/run.hpp"
#include "host/scenario/scenario.hpp"
#include "host/words/nearest.hpp"
#include <csignal>
#include <cstdio>
#include <exception>
#include <fcntl.h>
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

// Results that nobody can read are no success.
int checked(const char* who, int code) {
    if (std::cout.flush() && std::fflush(stdout) == 0 && !std::ferror(stdout)) return code;
    std::fprintf(stderr, "%s: standard output cannot be written; what it should say is lost\n", who);
    return code == qiki::cli::exit_ok ? qiki::cli::exit_failed : code;
}

int call(const qiki::cli::verb& v, int argc, char** argv) {
    using namespace qiki;
    try {
        return checked((std::string("qiki ") + v.name).c_str(), v.call(argc, argv));
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

// A descriptor that is closed would be given to the next file, pipe or process. Opened the other way round, it is as
// little use for reading or writing as before.
void hold_standard_descriptors() {
    for (int fd = 0; fd < 3; ++fd)
        if (fcntl(fd, F_GETFD) < 0) open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY); // takes the lowest, which is fd
}
} // namespace

int main(int argc, char** argv) {
    hold_standard_descriptors();
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of write()
    if (argc < 2) return help(stderr);
    std::string_view name = argv[1];
    if (name == "help" && (argc == 2 || argv[2] == std::string_view("help"))) name = "--help";
    if (name == "help" && argv[2][0] == '-') name = argv[2]; // qiki help --help
    if (name == "--help" || name == "-h") return checked("qiki", help(stdout));
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
