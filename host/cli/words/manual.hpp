// SPDX-License-Identifier: MIT
// host/cli/words/manual.hpp - what a verb says about itself: the one source of its --help, its manual page and what a
// shell completes.
#pragma once
#include <boost/program_options.hpp>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace qiki::cli {

// What stands behind a verb or an option, so that a shell can complete it.
enum class takes { nothing, scenario, file, folder, place, setting, metric, plugin, kind, verb, check };

struct manual {
    std::string verb, synopsis; // "run", "SCENARIO.lua [options]"
    std::string about;          // paragraphs with an empty line between them
    boost::program_options::options_description options{"options", 100};
    boost::program_options::options_description operands; // read, but not listed
    boost::program_options::positional_options_description order;
    std::map<std::string, std::string> alone;                  // options that may stand alone: what is meant then
    takes what = takes::nothing;                               // the operands
    std::vector<std::pair<std::string, std::string>> examples; // command line, what it does
    std::vector<std::pair<std::string, std::string>> exits;    // "130, 143", what it means
    std::string notes;                                         // paragraphs at the end
    std::function<std::string()> more;                         // below --help, when the operands are known
};

// The operands of a verb are values of one option that nobody types; `most` -1: any number of them.
void add_operands(manual&, const boost::program_options::value_semantic*, int most, takes);

// The text of --help in lines of at most `columns` characters.
std::string help_text(const manual&, size_t columns);

// What the argument of an option is, by the name of its value in --help.
takes taken_by(const boost::program_options::option_description&);
// Whether this word behind an option that may stand alone is its argument: what begins as a number does, or is neither
// an option nor the name of a scenario or file.
bool is_optional_argument(const std::string& word);
// "FILE", or "" when the option takes no argument.
std::string argument_of(const boost::program_options::option_description&);
} // namespace qiki::cli
