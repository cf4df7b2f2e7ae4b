// SPDX-License-Identifier: MIT
// host/cli/complete.cpp - qiki complete WORD...: what may stand in place of the last word, for scripts/completion.
//
// One candidate a line. Lines with a colon tell the shell what it knows better: ":files", ":folders" and ":scenarios"
// (*.lua and folders) to complete names of files, ":open" not to put a blank behind the candidate.
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/kinds.hpp"
#include "host/cli/words/places.hpp"
#include "host/conform/child.hpp"
#include "host/load/catalogue.hpp"
#include "host/scenario/scenario.hpp"
#include <iostream>
#include <string_view>

namespace qiki::cli {
namespace complete_parts {

namespace po = boost::program_options;
using words = std::vector<std::string>;

// The words behind the verb and before the last, sorted out by the verb's options.
struct typed {
    words operands, plugins;
    const po::option_description* open = nullptr; // its argument is being typed
    bool only_operands = false;                   // behind "--"
};

const po::option_description* find(const manual& m, std::string_view name) {
    for (const auto& o : m.options.options())
        if (name == "--" + o->long_name()) return o.get();
    return nullptr;
}

typed sorted(const manual& m, const words& all) {
    typed t;
    for (size_t i = 1; i + 1 < all.size(); ++i) {
        const std::string& w = all[i];
        if (t.open) {
            if (t.open->long_name() == "plugin") t.plugins.push_back(w);
            t.open = nullptr;
        } else if (t.only_operands || w.empty() || w[0] != '-') t.operands.push_back(w);
        else if (w == "--") t.only_operands = true;
        else if (const auto* o = find(m, w); o && m.alone.count(o->long_name()))
            i += is_optional_argument(all[i + 1]) && i + 2 < all.size();
        else if (o && !argument_of(*o).empty()) t.open = o;
        else if (w.rfind("--plugin=", 0) == 0) t.plugins.push_back(w.substr(9));
    }
    return t;
}

std::vector<scenario::param> declared_in(const words& files) {
    std::vector<scenario::param> out;
    for (const std::string& f : files) try {
            scenario::source s{f, {}, lua_library()};
            for (const scenario::param& p : scenario::declared(s)) out.push_back(p);
        } catch (const std::exception&) { continue; } // a folder, or a script with an error: --help says what is wrong
    return out;
}

// Behind KEY= the choices or the default; before it the keys.
words settings(const typed& t, const std::string& word) {
    words out;
    const size_t equals = word.find('=');
    if (equals == word.npos) out.emplace_back(":open");
    for (const scenario::param& p : declared_in(t.operands)) {
        const std::string key = p.name + "=";
        if (equals == word.npos) out.push_back(key);
        else if (key == word.substr(0, equals + 1)) {
            for (const std::string& c : p.choices) out.push_back(key + c);
            if (p.type == "boolean") out.insert(out.end(), {key + "true", key + "false"});
            else if (p.choices.empty() && !p.fallback.empty()) out.push_back(key + p.fallback);
            if (p.type == "text" && p.choices.empty()) out.emplace_back(":files");
        }
    }
    return out;
}

// Before '=' the instances of the scenario, behind it a file.
words metrics(const typed& t, const std::string& word) {
    if (word.find('=') != word.npos) return {":files"};
    words out = {":open"};
    for (const std::string& f : t.operands) try {
            scenario::source s{f, {}, lua_library()};
            for (const scenario::use& u : scenario::read(s).uses) out.push_back(u.id + ".");
        } catch (const std::exception&) { continue; } // as above
    out.emplace_back("host.");
    return out;
}

words plugins(const typed& t) {
    const load::catalogue all(load::search_path::standard({t.plugins.begin(), t.plugins.end()}));
    words out;
    for (const load::found& f : all.plugins()) out.push_back(f.id);
    return out;
}

words verb_names() {
    words out;
    for (const verb& v : verbs())
        if (!v.hidden) out.emplace_back(v.name);
    return out;
}

words check_names() {
    words out;
    for (const conform::check* c : conform::checks()) out.emplace_back(c->id);
    return out;
}

words candidates(takes what, const typed& t, const std::string& word) {
    switch (what) {
    case takes::nothing: return {};
    case takes::scenario: return {":scenarios"};
    case takes::file:
    case takes::place: return {":files"};
    case takes::folder: return {":folders"};
    case takes::setting: return settings(t, word);
    case takes::metric: return metrics(t, word);
    case takes::plugin: return plugins(t);
    case takes::kind: return kinds;
    case takes::verb: return verb_names();
    case takes::check: return check_names();
    }
    return {};
}

// "1|2" names its choices itself.
words arguments(const po::option_description& o, const typed& t, const std::string& word) {
    const std::string name = argument_of(o);
    if (name.find('|') == name.npos) return candidates(taken_by(o), t, word);
    words out;
    for (size_t at = 0, end; at <= name.size(); at = end + 1) {
        end = std::min(name.find('|', at), name.size());
        out.push_back(name.substr(at, end - at));
    }
    return out;
}

words behind_verb(const manual& m, const words& all) {
    const typed t = sorted(m, all);
    const std::string& word = all.back();
    if (t.open) return arguments(*t.open, t, word);
    if (t.only_operands || word.empty() || word[0] != '-') return candidates(m.what, t, word);
    words out;
    if (const size_t equals = word.find('='); equals != word.npos) { // --set=pd=0.5
        const std::string head = word.substr(0, equals);
        if (const auto* o = find(m, head); o && !argument_of(*o).empty())
            for (const std::string& c : arguments(*o, t, word.substr(equals + 1)))
                out.push_back(c[0] == ':' ? c : head + "=" + c);
        return out;
    }
    for (const auto& o : m.options.options()) out.push_back("--" + o->long_name());
    return out;
}

words candidates(const words& all) {
    words out = verb_names();
    if (all.size() < 2) return out.insert(out.end(), {"help", "--help", "--version"}), out;
    if (all[0] == "help") return all.size() == 2 ? out : words{};
    for (const verb& v : verbs())
        if (all[0] == v.name && !v.hidden) {
            const auto m = manual_of(v);
            return m ? behind_verb(*m, all) : words{};
        }
    return {};
}
} // namespace complete_parts

int complete(int argc, char** argv) {
    using namespace complete_parts;
    const complete_parts::words all(argv + 1, argv + argc);
    const std::string word = all.empty() ? "" : all.back();
    try {
        for (const std::string& c : candidates(all))
            if (c.rfind(word, 0) == 0 || (!c.empty() && c[0] == ':')) std::cout << c << '\n';
    } catch (const std::exception&) { return exit_failed; } // nothing to offer; a shell shows no errors while one types
    std::cout << std::flush;
    return exit_ok;
}
} // namespace qiki::cli
