// SPDX-License-Identifier: MIT
// host/cli/words/manual.cpp - the text of --help.
#include "host/cli/words/manual.hpp"
#include "host/cli/words/terminal.hpp"
#include <algorithm>
#include <sstream>
#include <unistd.h>

namespace qiki::cli {
namespace {
namespace po = boost::program_options;

std::string paragraphs(const std::string& text, size_t columns) {
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line);) out += line.empty() ? "\n" : wrapped(line, columns, 0);
    return out;
}

std::string examples(const manual& m) {
    size_t wide = 0;
    for (const auto& [line, what] : m.examples)
        if (!what.empty()) wide = std::max(wide, width(line));
    std::string out = "\nexamples:\n";
    for (const auto& [line, what] : m.examples)
        out += "  " + line + (what.empty() ? "" : std::string(wide - width(line) + 3, ' ') + what) + "\n";
    return out;
}

std::string exits(const manual& m, size_t columns) {
    std::string out = "Exit codes:";
    for (const auto& [code, what] : m.exits) out += (out.back() == ':' ? " " : ", ") + code + " " + what;
    return "\n" + wrapped(out + ".", columns, 0);
}
} // namespace

void add_operands(manual& m, const po::value_semantic* value, int most, takes what) {
    m.operands.add_options()("operand", value);
    m.order.add("operand", most);
    m.what = what;
}

std::string help_text(const manual& m, size_t columns) {
    std::ostringstream out;
    out << "usage: qiki " << m.verb << ' ' << m.synopsis << "\n\n" << paragraphs(m.about, columns) << '\n' << m.options;
    if (!m.examples.empty()) out << examples(m);
    out << exits(m, columns);
    if (!m.notes.empty()) out << paragraphs(m.notes, columns);
    return out.str();
}

std::string argument_of(const po::option_description& o) {
    return o.semantic()->max_tokens() == 0 ? "" : o.semantic()->name();
}

bool is_optional_argument(const std::string& word) {
    const size_t sign = !word.empty() && (word[0] == '-' || word[0] == '+') ? 1 : 0;
    const size_t first = word.size() > sign && word[sign] == '.' ? sign + 1 : sign;
    if (word.size() > first && word[first] >= '0' && word[first] <= '9')
        return word.find(".lua", word.size() < 4 ? 0 : word.size() - 4) == word.npos;
    if (word.empty() || word[0] == '-' || word.find('/') != word.npos) return false;
    return !(word.size() > 4 && word.substr(word.size() - 4) == ".lua") && access(word.c_str(), F_OK) != 0;
}

takes taken_by(const po::option_description& o) {
    static const std::pair<const char*, takes> words[] = {
        {"FILE", takes::file},      {"DIR", takes::folder},         {"PATH", takes::place},
        {"TRUTH.csv", takes::file}, {"KEY=VALUE", takes::setting},  {"KIND", takes::kind},
        {"CHECK", takes::check},    {"WHAT[=FILE]", takes::metric}, {"KEY=V1,V2,...", takes::setting}};
    const std::string name = argument_of(o);
    for (const auto& [word, what] : words)
        if (name == word || name.rfind(std::string(word) + ":", 0) == 0) return what;
    return takes::nothing;
}
} // namespace qiki::cli
