// SPDX-License-Identifier: MIT
// host/cli/plugins/describe.cpp - a plugin's own tables, set for reading; angles also in degrees.
#include "host/cli/plugins/describe.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/load/contract.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include "qiki/command.h"
#include "qiki/sample.h"
#include <charconv>
#include <map>

namespace qiki::cli {
namespace {

using load::row;
using observe::table;
constexpr double pi = 3.14159265358979323846;

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : ", ") + w;
    return out;
}

// What a person would type: exact where that is short, else seven digits. 1e7, 0.9999, 6.283185.
std::string typed(double v) {
    char text[40];
    std::string out(text, std::to_chars(text, text + sizeof text, v).ptr);
    if (out.size() > 10)
        out.assign(text, std::to_chars(text, text + sizeof text, v, std::chars_format::general, 7).ptr);
    if (const size_t e = out.find('e'); e != std::string::npos) {
        size_t digits = e + 1;
        if (out[digits] == '+') out.erase(digits, 1);
        else if (out[digits] == '-') ++digits;
        while (out[digits] == '0' && digits + 1 < out.size()) out.erase(digits, 1);
    }
    return out;
}

// In degrees, where four digits do.
std::string in_degrees(double rad) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, rad * 180 / pi, std::chars_format::general, 4).ptr};
}

// "0.02 rad (1.146 deg)"; rates and squares of angles alike.
std::string measure(const std::string& value, const std::vector<double>& v, std::string_view unit) {
    std::string out = value;
    if (!unit.empty()) out += " " + std::string(unit);
    if (unit.substr(0, 3) != "rad" || (unit.size() > 3 && unit[3] != '/')) return out;
    std::string degrees;
    for (const double x : v) degrees += (degrees.empty() ? "" : ",") + in_degrees(x);
    return out + (degrees.empty() ? "" : " (" + degrees + " deg" + std::string(unit.substr(3)) + ")");
}

std::vector<double> numbers(std::string_view s) {
    std::vector<double> out;
    while (!s.empty()) {
        const size_t comma = std::min(s.find(','), s.size());
        std::string_view one = s.substr(0, comma);
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        double v = 0;
        if (std::from_chars(one.data(), one.data() + one.size(), v).ec == std::errc()) out.push_back(v);
        s.remove_prefix(std::min(comma + 1, s.size()));
    }
    return out;
}

} // namespace

std::string limits(double min, double max, std::string_view unit) {
    if (!(min < max)) return "";
    std::string out = typed(min) + " to " + typed(max);
    if (!unit.empty()) out += " " + std::string(unit);
    if (unit.substr(0, 3) == "rad" && (unit.size() == 3 || unit[3] == '/'))
        out += " (" + in_degrees(min) + " to " + in_degrees(max) + " deg" + std::string(unit.substr(3)) + ")";
    return out;
}

std::string preset(const qiki_param& p) {
    if (p.flags & QIKI_PARAM_REQUIRED) return "(required)";
    if (p.type == QIKI_TEXT) return p.text && *p.text ? "\"" + std::string(p.text) + "\"" : "\"\"";
    if (p.type == QIKI_BOOL) return p.value != 0 ? "true" : "false";
    if (p.type == QIKI_INTS || p.type == QIKI_REALS)
        return p.text && *p.text ? measure("{" + std::string(p.text) + "}", numbers(p.text), p.unit) : "{}";
    return measure(typed(p.value), {p.value}, p.unit);
}

std::string range(const qiki_param& p) {
    if (p.choices) {
        std::string out = p.choices;
        for (size_t at; (at = out.find('|')) != std::string::npos;) out.replace(at, 1, ", ");
        return out;
    }
    if (p.type == QIKI_TEXT) return p.flags & QIKI_PARAM_PATH ? "a file that can be read" : "";
    if (p.type == QIKI_BOOL) return "";
    const std::string l = limits(p.min, p.max, p.unit);
    return l.empty() || p.type < QIKI_INTS ? l : "each " + l;
}

namespace {
// The lines of a table with a text below each row.
std::string with_help(const table& t, const std::vector<std::string>& help, size_t columns) {
    const std::string text = t.text(2);
    std::string out;
    size_t at = 0, line = 0;
    for (size_t end; (end = text.find('\n', at)) != std::string::npos; at = end + 1, ++line) {
        out += text.substr(at, end - at + 1);
        if (line > 0) out += wrapped(help[line - 1], columns ? columns : 120, 6);
    }
    return out;
}

std::string ports(const char* title, const qiki_table& t) {
    if (t.count == 0) return "";
    table out({"name", "record", "flags", "help"});
    for (uint32_t i = 0; i < t.count; ++i) {
        const auto& p = row<qiki_port>(t, i);
        out.row({p.name, load::record_words(p.record), joined(port_words(p.flags)), p.help});
    }
    return "\n" + bold(title) + "\n" + out.text(2);
}

std::string params(const qiki_descriptor& d, size_t columns) {
    if (d.params.count == 0) return "";
    table out({"key", "type", "default", "limits", ""});
    std::vector<std::string> help;
    for (uint32_t i = 0; i < d.params.count; ++i) {
        const auto& p = row<qiki_param>(d.params, i);
        out.row({p.key, load::type_name(p.type), preset(p), range(p), p.flags & QIKI_PARAM_ADVANCED ? "advanced" : ""});
        help.push_back(*p.help ? p.help : "(no help)");
    }
    return "\n" + bold("parameters") + "\n" + with_help(out, help, columns);
}

std::string channels(const qiki_descriptor& d) {
    if (d.channels.count == 0) return "";
    table out({"name", "unit", ">width", "valid", "help"});
    for (uint32_t i = 0; i < d.channels.count; ++i) {
        const auto& c = row<qiki_channel>(d.channels, i);
        out.row({c.name, c.unit, std::to_string(c.width), limits(c.min, c.max, c.unit), c.help});
    }
    return "\n" + bold("channels of its samples") + "\n" + out.text(2);
}

std::string facts(const qiki_descriptor& d) {
    if (d.facts.count == 0) return "";
    table out({"name", "type", "unit", "limits", "help"});
    for (uint32_t i = 0; i < d.facts.count; ++i) {
        const auto& f = row<qiki_fact>(d.facts, i);
        out.row({f.name, load::type_name(f.type), f.unit, limits(f.min, f.max, f.unit), f.help});
    }
    return "\n" + bold("facts for policies") + "\n" + out.text(2);
}

std::string verbs(const qiki_descriptor& d) {
    if (d.verbs.count == 0) return "";
    table out({"name", "arguments", "said by", "help"});
    for (uint32_t i = 0; i < d.verbs.count; ++i) {
        const auto& v = row<qiki_verb>(d.verbs, i);
        std::vector<std::string> args;
        for (uint32_t a = 0; a < v.argc; ++a) {
            const std::string l = limits(v.min[a], v.max[a], v.unit[a]);
            args.push_back(v.arg[a] + (l.empty() ? (*v.unit[a] ? std::string(" ") + v.unit[a] : "") : " " + l));
        }
        out.row({v.name, joined(args), authority_word(v.authority), v.help});
    }
    return "\n" + bold("verbs") + "\n" + out.text(2);
}
} // namespace

std::string kind_word(std::string_view kind) {
    if (kind.substr(0, 5) == "qiki.") kind.remove_prefix(5);
    return std::string(kind.substr(0, kind.find('/')));
}

std::vector<std::string> port_words(uint32_t flags) {
    static constexpr const char* words[] = {"stream", "snapshot", "optional", "many", "secret", "delayed"};
    std::vector<std::string> out;
    for (uint32_t i = 0; i < std::size(words); ++i)
        if (flags >> i & 1) out.emplace_back(words[i]);
    return out;
}

std::vector<std::string> cap_words(uint64_t caps) {
    static constexpr const char* words[] = {"pure", "no allocation in tick", "unloadable",
                                            "reads clock, files or sockets"};
    std::vector<std::string> out;
    for (uint32_t i = 0; i < std::size(words); ++i)
        if (caps >> i & 1) out.emplace_back(words[i]);
    return out;
}

std::string authority_word(uint32_t a) {
    static constexpr const char* words[] = {"agents", "scripts", "operators", "safety"};
    return a < std::size(words) ? words[a] : "?";
}

std::string summary_of(const shown& s) {
    return s.trouble.empty() ? s.found->summary : "[quarantined] " + s.found->summary;
}

std::string plugin_table(const std::vector<shown>& all, size_t columns) {
    const auto made = [&](bool files, size_t most) {
        std::vector<std::string> heads = {"id", "kind", "version", "summary"};
        if (files) heads.emplace_back("file");
        table t(heads);
        for (const shown& s : all) {
            std::vector<std::string> r = {s.found->id, kind_word(s.found->kind), s.found->version,
                                          cut(observe::visible(summary_of(s)), most)};
            if (files) r.push_back(s.found->file.string());
            t.row(std::move(r));
        }
        return t.text();
    };
    const auto widest = [](const std::string& text) {
        size_t most = 0;
        for (size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
            most = std::max(most, width(std::string_view(text).substr(at, end - at)));
        return most;
    };
    std::string text = made(true, 1000);
    if (columns && widest(text) > columns) {        // too narrow for whole paths: name their folders below
        const size_t bare = widest(made(false, 0)); // as wide as the heading "summary"
        text = made(false, std::max<size_t>(columns > bare ? columns - bare + 7 : 0, 24));
        std::map<std::string, size_t> folders;
        for (const shown& s : all) ++folders[s.found->file.parent_path().string()];
        text += '\n';
        for (const auto& [folder, n] : folders) text += std::to_string(n) + " in " + observe::visible(folder) + '\n';
    }
    const size_t end = text.find('\n');
    return bold(text.substr(0, end)) + text.substr(end);
}

std::string plugin_page(const shown& s, size_t columns) {
    const load::found& f = *s.found;
    const qiki_descriptor& d = *s.about;
    std::string out = bold(f.id) + " " + f.version + "\n" + wrapped(f.summary, columns ? columns : 120, 2) + "\n";
    const auto line = [&](const char* name, const std::string& text) {
        if (!text.empty())
            out += "  " + std::string(name) + std::string(12 - std::string_view(name).size(), ' ') +
                   observe::visible(text) + "\n";
    };
    line("kind", kind_word(f.kind) + " (" + f.kind + ")");
    line("file", f.file.string());
    line("build", (f.build_id.empty() ? "no build id" : f.build_id) + ", ABI " + f.abi);
    line("vendor", d.vendor);
    line("licence", d.licence);
    line("can", joined(cap_words(d.caps)));
    line("state", d.state_schema ? "saved and loaded, schema " + std::to_string(d.state_schema) : "keeps none");
    line("needs", joined(f.needs));
    return out + ports("inputs", d.inputs) + ports("outputs", d.outputs) + params(d, columns) + channels(d) + facts(d) +
           verbs(d);
}
} // namespace qiki::cli
