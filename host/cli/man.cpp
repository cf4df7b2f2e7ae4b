// SPDX-License-Identifier: MIT
// host/cli/man.cpp - qiki man: manual pages, made from what the verbs say of themselves.
#include "host/cli/man_page.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/run/run.hpp"
#include "host/words/nearest.hpp"
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace qiki::cli {
namespace man_parts {

namespace po = boost::program_options;

struct asked {
    std::string verb, to;
};

manual about(asked& a) {
    manual m;
    m.verb = "man", m.synopsis = "[VERB] [options]";
    m.about = "Shows the manual page of the program or of a verb: on a terminal by man(1), elsewhere as the source of "
              "the page. Installed pages are found by man(1) itself: man qiki-run.";
    // clang-format off
    m.options.add_options()
        ("to", po::value(&a.to)->value_name("DIR"), "write all pages into this folder: qiki.1, qiki-run.1, ...")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.verb), 1, takes::verb);
    m.examples = {{"qiki man run", ""}, {"qiki man --to ~/.local/share/man/man1", "so that man(1) finds them"}};
    m.exits = exits_of({{exit_ok, ""},
                        {exit_failed, "it cannot be shown, or not written to its end"},
                        {exit_usage, "wrong usage, or a place that cannot be written"},
                        {exit_internal, ""}});
    return m;
}

std::string page_of(const verb& v) {
    const auto m = manual_of(v);
    if (!m) throw std::logic_error(std::string("the verb ") + v.name + " says nothing of itself");
    return man_page(v, *m);
}

std::string page_of(const std::string& name) {
    if (name.empty()) return man_page_of_program();
    std::vector<std::string> names;
    for (const verb& v : verbs()) {
        if (v.hidden) continue;
        if (name == v.name) return page_of(v);
        names.emplace_back(v.name);
    }
    throw usage_error("expected a verb, found '" + name + "'" + did_you_mean(name, names));
}

void write_all(const std::filesystem::path& folder) {
    std::error_code wrong;
    std::filesystem::create_directories(folder, wrong);
    if (wrong) throw run::error("--to: " + folder.string() + " cannot be made: " + wrong.message(), run::fault::input);
    const auto write = [&](const std::string& name, const std::string& page) {
        whole_file("--to", folder / (name + ".1")).complete(page);
    };
    write("qiki", man_page_of_program());
    for (const verb& v : verbs())
        if (!v.hidden) write(std::string("qiki-") + v.name, page_of(v));
}

int show(const std::string& page) {
    if (!isatty(STDOUT_FILENO)) {
        std::cout << page << std::flush;
        return exit_ok;
    }
    std::signal(SIGPIPE, SIG_IGN); // a reader may leave before the end
    std::FILE* reader = popen("man -l -", "w");
    if (reader) std::fwrite(page.data(), 1, page.size(), reader);
    const int how = reader ? pclose(reader) : -1;
    if (how != -1 && WIFEXITED(how) && WEXITSTATUS(how) != 127) return exit_ok;
    std::cerr << "qiki man: man(1) is not there; --help shows the same, 'qiki man VERB > page.1' writes the page\n";
    return exit_failed;
}
} // namespace man_parts

int man(int argc, char** argv) {
    using namespace man_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) {
        if (a.to.empty()) return show(page_of(a.verb));
        if (!a.verb.empty()) throw usage_error("--to writes all pages: expected no verb, found '" + a.verb + "'");
        write_all(a.to);
        return exit_ok;
    });
}
} // namespace qiki::cli
