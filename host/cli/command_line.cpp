// SPDX-License-Identifier: MIT
// host/cli/command_line.cpp - Boost.Program_options without abbreviations, and with suggestions.
#include "host/cli/command_line.hpp"
#include "host/cli/places.hpp"
#include "host/cli/terminal.hpp"
#include "host/words/nearest.hpp"
#include <iostream>

namespace qiki::cli {
namespace {
namespace po = boost::program_options;

std::optional<manual>* asked_for = nullptr; // set while manual_of() wants to know

std::string suggestion(const manual& m, const std::string& wrong) {
    std::vector<std::string> known;
    for (const auto& o : m.options.options()) known.push_back("--" + o->long_name());
    const std::string near = nearest(wrong, known);
    return near.empty() ? "" : "; did you mean " + near + "?";
}

// "--realtime 2" becomes "--realtime=2", and "--realtime" alone "--realtime=1": Boost would take any word behind it.
std::vector<std::string> joined(const manual& m, int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    for (size_t i = 0; i < words.size() && words[i] != "--"; ++i)
        for (const auto& [name, value] : m.alone) {
            if (words[i] != "--" + name) continue;
            const bool given = i + 1 < words.size() && is_optional_argument(words[i + 1]);
            words[i] += "=" + (given ? words[i + 1] : value);
            if (given) words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        }
    return words;
}

po::variables_map read(const manual& m, int argc, char** argv) {
    po::options_description all;
    all.add(m.options).add(m.operands);
    po::variables_map given;
    po::store(po::command_line_parser(joined(m, argc, argv))
                  .options(all)
                  .positional(m.order)
                  .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing)
                  .run(),
              given);
    po::notify(given);
    return given;
}
} // namespace

int perform(const manual& m, int argc, char** argv, const std::function<int(const po::variables_map&)>& work) {
    if (asked_for) {
        asked_for->emplace(m);
        return exit_ok;
    }
    const auto say = [&](const std::string& text) { complain(m.verb, text); };
    try {
        const po::variables_map given = read(m, argc, argv);
        if (!given.count("help")) return work(given);
        const size_t wide = columns();
        std::cout << help_text(m, wide && wide < 110 ? wide : 110);
        if (m.more) std::cout << m.more();
        std::cout << std::flush;
        return exit_ok;
    } catch (const po::unknown_option& e) {
        say(e.what() + suggestion(m, e.get_option_name()) + "; 'qiki " + m.verb + " --help' lists the options");
    } catch (const po::error& e) {
        say(std::string(e.what()) + "; 'qiki " + m.verb + " --help' lists the options");
    } catch (const usage_error& e) { say(e.what()); }
    return exit_usage;
}

std::optional<manual> manual_of(const verb& v) {
    std::optional<manual> out;
    std::string name = v.name, help = "--help";
    char* argv[] = {name.data(), help.data(), nullptr};
    asked_for = &out;
    v.call(2, argv);
    asked_for = nullptr;
    return out;
}
} // namespace qiki::cli
