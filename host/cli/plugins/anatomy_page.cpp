// SPDX-License-Identifier: MIT
// host/cli/plugins/anatomy_page.cpp - the file first, then each plugin's own tables, then what is wrong. Foreign texts
// are made visible before they are shown.
#include "host/cli/plugins/anatomy_page.hpp"
#include "host/cli/plugins/plugins_json.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"
#include <algorithm>
#include <elf.h>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {

using anatomy::symbol;
using anatomy::symbols_left;
using nlohmann::json;
using observe::visible;

std::string hexadecimal(uint64_t v) {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(v));
    return text;
}

const char* words_for(symbols_left s) {
    switch (s) {
    case symbols_left::all_with_debug: return "all, with debug information";
    case symbols_left::all: return "all, without debug information";
    case symbols_left::none: return "stripped";
    case symbols_left::no_sections: return "stripped, without section headers";
    }
    return "?";
}

std::string full(const symbol& s) { return s.version.empty() ? s.name : s.name + "@" + s.version; }

std::vector<const symbol*> chosen(const anatomy::dynamic& d, bool imported) {
    std::vector<const symbol*> out;
    for (const symbol& s : d.symbols)
        if (s.imported == imported) out.push_back(&s);
    std::sort(out.begin(), out.end(), [](const symbol* a, const symbol* b) {
        return std::tie(a->name, a->version) < std::tie(b->name, b->version);
    });
    return out;
}

template <class T, class F>
std::string joined(const std::vector<T>& all, F text) {
    std::string out;
    for (const T& one : all) out += (out.empty() ? "" : ", ") + visible(text(one));
    return out.empty() ? "none" : out;
}

struct labelled_lines {
    std::string text;
    size_t columns;
    void line(const std::string& name, const std::string& value) {
        const std::string body = wrapped(value, columns ? columns : 120, 20);
        text += "  " + name + std::string(name.size() < 18 ? 18 - name.size() : 1, ' ') +
                body.substr(std::min<size_t>(20, body.size()));
    }
};

void links(labelled_lines& p, const anatomy::anatomy& a) {
    const anatomy::dynamic& d = *a.links;
    const auto same = [](const std::string& s) { return s; };
    p.line("libraries", joined(d.needed, same));
    p.line("asks for", joined(a.asks, [](const anatomy::highest& h) {
               return h.family + (h.version.empty() ? "" : " " + h.version) + " of " + h.library;
           }));
    if (!d.soname.empty()) p.line("soname", visible(d.soname));
    p.line("rpath", d.rpath.empty() && d.runpath.empty()
                        ? "none"
                        : visible(d.rpath.empty() ? d.runpath + " (RUNPATH)" : d.rpath + " (RPATH)"));
    p.line("relocations", std::string(d.text_relocations ? "in the code, too" : "none in the code") +
                              (d.bind_now ? "; all at the start" : "; functions at their first call") +
                              (a.relro ? ", then read only" : ""));
    p.line("runs when loaded",
           std::to_string(d.constructors) + (d.constructors == 1 ? " function" : " functions") + " of DT_INIT_ARRAY");
    if (d.static_tls) p.line("thread storage", "static: limited, and taken when loaded");
    if (d.no_delete) p.line("unloading", "never (-z nodelete)");
    p.line("exports", joined(chosen(d, false), [](const symbol* s) {
               return full(*s) + (s->binding == STB_GNU_UNIQUE ? " (unique)" : s->binding == STB_WEAK ? " (weak)" : "");
           }));
    const auto in = chosen(d, true);
    p.line("imports", std::to_string(in.size()) + (in.size() == 1 ? " symbol" : " symbols"));
    if (in.empty()) return;
    p.text += wrapped(joined(in, [](const symbol* s) { return full(*s) + (s->binding == STB_WEAK ? " (weak)" : ""); }),
                      p.columns ? p.columns : 120, 4);
}

json of_symbol(const symbol& s) {
    json j{{"name", s.name},
           {"binding", s.binding == STB_GNU_UNIQUE ? "unique"
                       : s.binding == STB_WEAK     ? "weak"
                                                   : "global"}};
    j["version"] = s.version.empty() ? json(nullptr) : json(s.version);
    if (s.imported) j["library"] = s.library.empty() ? json(nullptr) : json(s.library);
    return j;
}

json or_null(const std::string& s) { return s.empty() ? json(nullptr) : json(s); }

json of_links(const anatomy::anatomy& a) {
    const anatomy::dynamic& d = *a.links;
    json asks = json::array(), wanted = json::array(), out = json::array(), in = json::array();
    for (const auto& h : a.asks)
        asks.push_back({{"family", h.family}, {"version", or_null(h.version)}, {"library", h.library}});
    for (const auto& v : d.versions) wanted.push_back({{"library", v.library}, {"version", v.version}});
    for (const symbol* s : chosen(d, false)) out.push_back(of_symbol(*s));
    for (const symbol* s : chosen(d, true)) in.push_back(of_symbol(*s));
    return {{"needed", d.needed},
            {"soname", or_null(d.soname)},
            {"rpath", or_null(d.rpath)},
            {"runpath", or_null(d.runpath)},
            {"asks", asks},
            {"versions", wanted},
            {"exports", out},
            {"imports", in},
            {"constructors", d.constructors},
            {"text_relocations", d.text_relocations},
            {"bind_now", d.bind_now},
            {"no_delete", d.no_delete},
            {"static_tls", d.static_tls}};
}
} // namespace

std::string anatomy_page(const std::string& file, const anatomy::anatomy& a, size_t columns) {
    labelled_lines p{bold(visible(file)) + "\n", columns};
    p.line("size", observe::grouped(a.size) + " bytes");
    p.line("abi", a.abi.empty() ? "not said" : a.abi + (a.entry ? ", layout " + hexadecimal(a.entry->layout) : ""));
    p.line("build id", a.build_id.empty() ? "none" : a.build_id);
    p.line("symbols", words_for(a.left));
    p.line("stack", a.executable_stack ? "executable" : "not executable");
    if (a.links) links(p, a);
    for (const anatomy::described& d : a.plugins) {
        const shown s{&d.note, d.about ? &*d.about : nullptr};
        p.text += "\n" + (s.about ? plugin_page(s, columns) : plugin_table({s}, columns));
    }
    const auto listed = [&](const char* title, const std::vector<std::string>& all) {
        if (all.empty()) return;
        p.text += "\n" + bold(title) + "\n";
        for (const std::string& one : all) {
            const std::string body = wrapped(visible(one), columns ? columns : 120, 4);
            p.text += "  - " + body.substr(std::min<size_t>(4, body.size()));
        }
    };
    listed("this host would not load it", a.refusals);
    listed("remarks", a.remarks);
    return p.text;
}

std::string anatomy_json(const std::string& file, const anatomy::anatomy& a) {
    json j{{"file", file},
           {"size", a.size},
           {"abi", or_null(a.abi)},
           {"layout", a.entry ? json(hexadecimal(a.entry->layout)) : json(nullptr)},
           {"build_id", or_null(a.build_id)},
           {"stripped", a.left == symbols_left::none || a.left == symbols_left::no_sections},
           {"debug_information", a.left == symbols_left::all_with_debug},
           {"executable_stack", a.executable_stack},
           {"writable_code", a.writable_code},
           {"relro", a.relro},
           {"links", a.links ? of_links(a) : json(nullptr)},
           {"plugins", json::array()},
           {"refusals", a.refusals},
           {"remarks", a.remarks}};
    for (const anatomy::described& d : a.plugins)
        j["plugins"].push_back(plugin_json({&d.note, d.about ? &*d.about : nullptr}));
    return j.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}
} // namespace qiki::cli
