// SPDX-License-Identifier: MIT
// host/cli/plugins/plugins_json.cpp - the one place where these verbs meet nlohmann-json.
#include "host/cli/plugins/plugins_json.hpp"
#include "host/load/contract.hpp"
#include "qiki/command.h"
#include "qiki/sample.h"
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {

using load::row;
using nlohmann::json;

std::string text(const json& j) { return j.dump(2, ' ', false, json::error_handler_t::replace) + "\n"; }

template <class T, class F>
json list_of(const qiki_table& t, F of) {
    json out = json::array();
    for (uint32_t i = 0; i < t.count; ++i) out.push_back(of(row<T>(t, i)));
    return out;
}

void put_limits(json& j, double min, double max) {
    j["min"] = min < max ? json(min) : json(nullptr);
    j["max"] = min < max ? json(max) : json(nullptr);
}

json of_port(const qiki_port& p) {
    return {
        {"name", p.name}, {"record", load::record_words(p.record)}, {"flags", port_words(p.flags)}, {"help", p.help}};
}

json of_param(const qiki_param& p) {
    json j{{"key", p.key},
           {"type", load::type_name(p.type)},
           {"unit", p.unit},
           {"help", p.help},
           {"required", (p.flags & QIKI_PARAM_REQUIRED) != 0},
           {"path", (p.flags & QIKI_PARAM_PATH) != 0},
           {"advanced", (p.flags & QIKI_PARAM_ADVANCED) != 0}};
    put_limits(j, p.min, p.max);
    if (p.flags & QIKI_PARAM_REQUIRED) j["default"] = nullptr;
    else if (p.type == QIKI_BOOL) j["default"] = p.value != 0;
    else if (p.type == QIKI_INT) j["default"] = static_cast<int64_t>(p.value);
    else if (p.type == QIKI_REAL) j["default"] = p.value;
    else if (p.type == QIKI_TEXT) j["default"] = p.text ? p.text : "";
    else j["default"] = json::parse("[" + std::string(p.text ? p.text : "") + "]", nullptr, false);
    if (p.choices) {
        const std::string all = p.choices;
        j["choices"] = json::array();
        for (size_t at = 0; at <= all.size();) {
            const size_t end = std::min(all.find('|', at), all.size());
            j["choices"].push_back(all.substr(at, end - at));
            at = end + 1;
        }
    }
    return j;
}

json of_channel(const qiki_channel& c) {
    json j{{"name", c.name}, {"unit", c.unit}, {"help", c.help}, {"width", c.width}};
    put_limits(j, c.min, c.max);
    return j;
}

json of_fact(const qiki_fact& f) {
    json j{{"name", f.name}, {"unit", f.unit}, {"help", f.help}, {"type", load::type_name(f.type)}};
    put_limits(j, f.min, f.max);
    return j;
}

json of_verb(const qiki_verb& v) {
    json j{
        {"name", v.name}, {"help", v.help}, {"authority", authority_word(v.authority)}, {"arguments", json::array()}};
    for (uint32_t a = 0; a < v.argc; ++a) {
        json arg{{"name", v.arg[a]}, {"unit", v.unit[a]}};
        put_limits(arg, v.min[a], v.max[a]);
        j["arguments"].push_back(arg);
    }
    return j;
}

} // namespace

json plugin_json(const shown& s) {
    const load::found& f = *s.found;
    json j{{"id", f.id},   {"kind", f.kind},  {"version", f.version}, {"summary", f.summary}, {"file", f.file.string()},
           {"abi", f.abi}, {"needs", f.needs}};
    j["build_id"] = f.build_id.empty() ? json(nullptr) : json(f.build_id);
    j["quarantined"] = s.trouble.empty() ? json(nullptr) : json(s.trouble);
    if (!s.about) return j;
    const qiki_descriptor& d = *s.about;
    j["name"] = d.name, j["vendor"] = d.vendor, j["licence"] = d.licence;
    j["caps"] = cap_words(d.caps), j["state_schema"] = d.state_schema;
    j["inputs"] = list_of<qiki_port>(d.inputs, of_port), j["outputs"] = list_of<qiki_port>(d.outputs, of_port);
    j["params"] = list_of<qiki_param>(d.params, of_param),
    j["channels"] = list_of<qiki_channel>(d.channels, of_channel);
    j["facts"] = list_of<qiki_fact>(d.facts, of_fact), j["verbs"] = list_of<qiki_verb>(d.verbs, of_verb);
    return j;
}

std::string plugins_json(const std::vector<shown>& all, const load::catalogue& c) {
    json j{{"abi", load::host_abi()},
           {"plugins", json::array()},
           {"refused", json::array()},
           {"duplicates", json::array()}};
    for (const shown& s : all) j["plugins"].push_back(plugin_json(s));
    for (const load::refusal& r : c.refusals()) j["refused"].push_back({{"file", r.file.string()}, {"text", r.text}});
    for (const load::duplicate& d : c.duplicates())
        j["duplicates"].push_back({{"id", d.id}, {"used", d.used.string()}, {"hidden", d.hidden.string()}});
    return text(j);
}

std::string diagnosis_json(const diagnosis& d) {
    json j{{"ok", !d.wrong()}, {"findings", json::array()}};
    for (const finding& f : d.findings)
        j["findings"].push_back({{"section", f.section}, {"grade", grade_word(f.how)}, {"text", f.text}});
    return text(j);
}

std::string object_json(const std::vector<std::pair<const char*, std::string>>& pairs) {
    json j = json::object();
    for (const auto& [key, value] : pairs) j[key] = value;
    return text(j);
}
} // namespace qiki::cli
