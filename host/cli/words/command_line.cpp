// SPDX-License-Identifier: MIT
// host/cli/words/command_line.cpp - Boost.Program_options without abbreviations, and with suggestions.
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
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

// What an option's argument has to be; "" when any text will do.
std::string wanted(const po::option_description& o) {
    const auto* typed = dynamic_cast<const po::typed_value_base*>(o.semantic().get());
    if (!typed) return {};
    const std::type_info& t = typed->value_type();
    if (t == typeid(double)) return "a number";
    if (t == typeid(unsigned)) return "a whole number from 0 to 4294967295";
    if (t == typeid(uint64_t)) return "a whole number from 0 to 18446744073709551615";
    return t == typeid(int64_t) || t == typeid(int) ? "a whole number" : "";
}

[[noreturn]] void refuse(const po::option_description& o, const std::string& found) {
    throw usage_error("--" + o.long_name() + ": expected " + wanted(o) + ", found '" + found + "'");
}

// Boost takes -1 for the greatest unsigned number.
void check_signs(const manual& m, const po::parsed_options& parsed) {
    for (const po::option& given : parsed.options)
        for (const auto& o : m.options.options())
            if (o->long_name() == given.string_key && wanted(*o).find(" from 0") != std::string::npos)
                for (const std::string& v : given.value)
                    if (v.find('-') != std::string::npos) refuse(*o, v);
}

// An empty name of a file would be taken for none given.
void check_files(const manual& m, const po::parsed_options& parsed) {
    for (const po::option& given : parsed.options)
        for (const auto& o : m.options.options())
            if (o->long_name() == given.string_key)
                if (const std::string name = o->semantic()->name(); name == "FILE" || name == "DIR")
                    for (const std::string& v : given.value)
                        if (v.empty()) throw usage_error("--" + o->long_name() + ": expected " + name + ", found ''");
}

// Boost's own texts name no remedy, and an option that nobody typed.
[[noreturn]] void retell(const manual& m, const po::error_with_option_name& e) {
    const std::string name = e.get_option_name(), said = e.what();
    for (const auto& o : m.options.options()) {
        if (name != "--" + o->long_name()) continue;
        const size_t from = said.find("('"), to = said.find("') for option");
        if (!wanted(*o).empty() && from != said.npos && to != said.npos)
            refuse(*o, said.substr(from + 2, to - from - 2));
    }
    throw usage_error(said);
}

po::variables_map read(const manual& m, int argc, char** argv) {
    po::options_description all;
    all.add(m.options).add(m.operands);
    po::variables_map given;
    try {
        const po::parsed_options parsed =
            po::command_line_parser(joined(m, argc, argv))
                .options(all)
                .positional(m.order)
                .style(po::command_line_style::unix_style & ~po::command_line_style::allow_guessing)
                .run();
        check_signs(m, parsed);
        check_files(m, parsed);
        po::store(parsed, given);
        po::notify(given);
    } catch (const po::too_many_positional_options_error&) {
        throw usage_error("expected " + m.synopsis + ", found more words; what has blanks in it stands in quotes");
    } catch (const po::validation_error& e) { retell(m, e); }
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
