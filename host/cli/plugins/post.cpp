// SPDX-License-Identifier: MIT
// host/cli/plugins/post.cpp - the POST report of a scenario, before its first tick.
#include "host/cli/plugins/post.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/observe/table.hpp"
#include "host/run/run.hpp"
#include <iostream>
#include <nlohmann/json.hpp>

namespace qiki::cli {
namespace {
using nlohmann::json;

std::string hex(health::code c) {
    static constexpr char digits[] = "0123456789ABCDEF";
    const auto n = static_cast<uint8_t>(c);
    return {'0', 'x', digits[n >> 4], digits[n & 15]};
}

json of(const std::vector<health::row>& rows, const health::verdict& v, const scenario::scenario& s) {
    json list = json::array();
    for (const health::row& r : rows)
        list.push_back({{"instance", r.instance},
                        {"device", r.device},
                        {"type", health::word_of(r.type)},
                        {"status", health::word_of(r.how)},
                        {"code", static_cast<unsigned>(r.what)},
                        {"code_name", r.what == health::code::none ? json(nullptr) : json(health::word_of(r.what))},
                        {"weight", health::weight_of(r.type)},
                        {"message", r.message}});
    return {{"scenario", s.name},
            {"all_systems_go", v.all_systems_go},
            {"health_score", v.rows ? json(v.health_score) : json(nullptr)},
            {"failed", v.failed},
            {"warned", v.warned},
            {"rows", list}};
}

std::string page(const std::vector<health::row>& rows, const health::verdict& v) {
    observe::table t({"instance", "device", "type", "status", "code", ">weight", "message"});
    for (const health::row& r : rows)
        t.row({r.instance, r.device, health::word_of(r.type), health::word_of(r.how),
               r.what == health::code::none ? "" : hex(r.what) + " " + health::word_of(r.what),
               observe::number(health::weight_of(r.type)), r.message});
    std::string out = t.empty() ? "no instance of this scenario has a self-test\n" : t.text();
    out += "\nall systems go: " + std::string(v.all_systems_go ? "yes" : "no");
    if (v.rows)
        out += "; health " + observe::number(v.health_score) + "; " + std::to_string(v.failed) + " failed, " +
               std::to_string(v.warned) + " warn";
    return out + "\n";
}
} // namespace

int post(const post_wish& w) {
    scenario::source from{w.scenario, settings_of(w.set), lua_library()};
    scenario::scenario s = scenario::read(from);
    load::catalogue plugins(plugin_places(w.plugins));
    plugins.insist();
    const run::run asked(s, plugins, {});
    const std::vector<health::row> rows = asked.post();
    const health::verdict v = health::judge(rows);
    std::cout << (w.json ? of(rows, v, s).dump(2, ' ', false, json::error_handler_t::replace) + "\n" : page(rows, v))
              << std::flush;
    return v.all_systems_go ? exit_ok : exit_failed;
}
} // namespace qiki::cli
