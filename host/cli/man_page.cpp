// SPDX-License-Identifier: MIT
// host/cli/man_page.cpp - the macros are those of man(7).
#include "host/cli/man_page.hpp"
#include "host/observe/version.hpp"
#include <cstdint>
#include <cstdio>
#include <sstream>

namespace qiki::cli {
namespace {

using tagged_rows = std::vector<std::pair<std::string, std::string>>;

std::string page(const std::string& name, const std::string& what) {
    std::string upper = name;
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return ".\\\" Made by 'qiki man'; the words are those of --help.\n.TH " + roff(upper) + " 1 \"\" \"qiki " +
           observe::version() + "\" \"QIKI\"\n.SH NAME\n" + roff(name) + " \\- " + roff(what) + "\n";
}

std::string paragraphs(const std::string& text) {
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line);) out += line.empty() ? ".PP\n" : roff(line) + "\n";
    return out;
}

std::string tagged(const std::string& tag, const std::string& text) { return ".TP\n" + tag + "\n" + roff(text) + "\n"; }

std::string tagged_list(const char* title, const tagged_rows& all) {
    std::string out = std::string(".SH ") + title + "\n";
    for (const auto& [tag, text] : all) out += tagged("\\fB" + roff(tag) + "\\fP", text);
    return out;
}

std::string options(const manual& m) {
    std::string out = ".SH OPTIONS\n";
    for (const auto& o : m.options.options()) {
        const std::string argument = argument_of(*o);
        out += tagged("\\fB" + roff("--" + o->long_name()) + "\\fP" +
                          (argument.empty() ? "" : " \\fI" + roff(argument) + "\\fP"),
                      o->description());
    }
    return out;
}

std::string examples(const manual& m) {
    std::string out = ".SH EXAMPLES\n";
    for (const auto& [line, what] : m.examples) {
        if (!what.empty()) out += ".PP\n" + roff(what) + ":\n";
        out += ".PP\n.RS 4\n.EX\n" + roff(line) + "\n.EE\n.RE\n";
    }
    return out;
}

// "run a scenario: qiki run ..." says more than a page's name may.
std::string brief(const verb& v) {
    const std::string help = v.help;
    return help.substr(0, help.find(": qiki "));
}

std::string see_also(const std::string& but) {
    std::vector<std::string> names = {"qiki"};
    for (const verb& v : verbs())
        if (!v.hidden) names.push_back("qiki-" + std::string(v.name));
    std::erase(names, but);
    std::string out = ".SH SEE ALSO\n";
    for (const std::string& n : names) out += ".BR " + roff(n) + (n == names.back() ? " (1)\n" : " (1),\n");
    return out;
}

// UTF-8 at the beginning of `s`: how many bytes, and which character; 1 and a question mark when it is none.
size_t character(std::string_view s, uint32_t& code) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
    const size_t n = byte(0) < 0x80 ? 1 : byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC2 ? 2 : 0;
    code = '?';
    if (n == 0 || n > s.size()) return 1;
    uint32_t c = n == 1 ? byte(0) : byte(0) & (0x7Fu >> n);
    for (size_t i = 1; i < n; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 1;
        c = c << 6 | (byte(i) & 0x3Fu);
    }
    code = c;
    return n;
}
} // namespace

std::string roff(std::string_view s) {
    static const std::pair<char, const char*> escapes[] = {
        {'\\', "\\e"}, {'-', "\\-"}, {'\'', "\\(aq"}, {'`', "\\(ga"}, {'^', "\\(ha"}, {'~', "\\(ti"}, {'"', "\\(dq"}};
    std::string out;
    if (!s.empty() && s.front() == '.') out = "\\&";
    while (!s.empty()) {
        uint32_t code = 0;
        const size_t n = character(s, code);
        s.remove_prefix(n);
        if (code >= 0x80) {
            char text[16];
            std::snprintf(text, sizeof text, "\\[u%04X]", static_cast<unsigned>(code));
            out += text;
            continue;
        }
        const char* escape = nullptr;
        for (const auto& [c, e] : escapes)
            if (static_cast<uint32_t>(c) == code) escape = e;
        if (escape) out += escape;
        else out += code < 0x20 || code == 0x7F ? ' ' : static_cast<char>(code);
    }
    return out;
}

std::string man_page(const verb& v, const manual& m) {
    const std::string name = std::string("qiki-") + v.name;
    std::string out = page(name, brief(v)) + ".SH SYNOPSIS\n\\fBqiki " + roff(v.name) + "\\fP " + roff(m.synopsis) +
                      "\n.SH DESCRIPTION\n" + paragraphs(m.about) + options(m);
    if (!m.notes.empty()) out += ".SH NOTES\n" + paragraphs(m.notes);
    if (!m.examples.empty()) out += examples(m);
    return out + tagged_list("EXIT STATUS", m.exits) + see_also(name);
}

std::string man_page_of_program() {
    std::string out = page("qiki", "a plugin host for digital twins of craft and for radar tracking") +
                      ".SH SYNOPSIS\n\\fBqiki\\fP \\fIVERB\\fP [options]\n.SH DESCRIPTION\n" +
                      paragraphs("Vehicles, sensors, radars, trackers, agents and bridges are plugins; a Lua script, "
                                 "the scenario, says what is simulated. A run is headless and deterministic: the same "
                                 "scenario, seed and inputs give the same digest with one thread or many.\n\n"
                                 "Each verb has a page of its own.");
    tagged_rows all;
    for (const verb& v : verbs())
        if (!v.hidden) all.emplace_back(v.name, v.help);
    return out + tagged_list("VERBS", all) + tagged_list("ENVIRONMENT", environment()) +
           tagged_list("EXIT STATUS", exit_codes()) + see_also("qiki");
}
} // namespace qiki::cli
