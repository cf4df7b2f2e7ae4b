// SPDX-License-Identifier: MIT
// host/scenario/check_names.cpp - instances against each other: ids, sections, on=, of= and from=.
#include "host/scenario/nearest.hpp"
#include "host/scenario/resolve.hpp"
#include "host/scenario/values.hpp"
#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>

namespace qiki::scenario {
namespace {

constexpr const char* sections[] = {"vehicles", "sensors", "radars", "trackers", "agents", "bridges"};
constexpr const char* kinds[] = {QIKI_KIND_VEHICLE, QIKI_KIND_SENSOR, QIKI_KIND_RADAR,
                                 QIKI_KIND_TRACKER, QIKI_KIND_AGENT,  QIKI_KIND_BRIDGE};

std::string line_of(const place& p) { return p.file + (p.line > 0 ? ":" + std::to_string(p.line) : ""); }

uint32_t record_at(const qiki_table& ports, uint32_t i) {
    qiki_port p{};
    std::memcpy(&p, qiki_row(ports, i), std::min<size_t>(ports.stride, sizeof p));
    return p.record;
}

bool feeds(const qiki_descriptor& writer, const qiki_descriptor& reader) {
    for (uint32_t i = 0; i < writer.outputs.count; ++i)
        for (uint32_t j = 0; j < reader.inputs.count; ++j)
            if (record_at(writer.outputs, i) == record_at(reader.inputs, j)) return true;
    return false;
}

void check_section(const use& u, const qiki_descriptor& about) {
    const auto here = static_cast<size_t>(u.where_used);
    if (std::strcmp(about.kind, kinds[here]) == 0) return;
    for (size_t i = 0; i < std::size(kinds); ++i)
        if (std::strcmp(about.kind, kinds[i]) == 0)
            throw error(u.where, std::string(sections[here]) + ": expected a plugin of kind " + kinds[here] +
                                     ", found " + u.plugin + " of kind " + about.kind + "; it belongs into " +
                                     sections[i]);
    throw error(u.where,
                u.plugin + ": the plugin is of kind " + in_quotes(about.kind) + ", which this host does not know");
}
} // namespace

void check_names(const scenario& s, const std::vector<const qiki_descriptor*>& about) {
    std::map<std::string_view, size_t> row;
    for (size_t i = 0; i < s.uses.size(); ++i) {
        const use& u = s.uses[i];
        check_section(u, *about[i]);
        const auto [it, fresh] = row.emplace(u.id, i);
        if (!fresh)
            throw error(u.where, "id: \"" + u.id + "\" is taken by the block at " + line_of(s.uses[it->second].where) +
                                     "; ids are unique in a scenario");
    }
    std::vector<std::string> vehicles;
    for (const use& u : s.uses)
        if (u.where_used == section::vehicles) vehicles.push_back(u.id);

    for (size_t i = 0; i < s.uses.size(); ++i) {
        const use& u = s.uses[i];
        if (!u.on.empty()) {
            const bool agent = u.where_used == section::agents;
            const std::string key = agent ? "of" : "on";
            if (u.where_used != section::sensors && u.where_used != section::radars && !agent)
                throw error(u.where, key + ": expected no carrier for a block in " +
                                         sections[static_cast<size_t>(u.where_used)] + ", found " + in_quotes(u.on) +
                                         "; sensors and radars stand on a vehicle, agents are of one");
            const auto carrier = row.find(u.on);
            if (carrier == row.end() || s.uses[carrier->second].where_used != section::vehicles) {
                const std::string why =
                    carrier == row.end()
                        ? ""
                        : ", which is in " +
                              std::string(sections[static_cast<size_t>(s.uses[carrier->second].where_used)]);
                throw error(u.where, key + ": expected the id of a vehicle, found " + in_quotes(u.on) + why +
                                         did_you_mean(u.on, vehicles) +
                                         (vehicles.empty() ? "; the scenario has no vehicles" : ""));
            }
        }
        if (!u.from) continue;
        for (const std::string& name : *u.from) {
            std::vector<std::string> fitting;
            const auto writer = row.find(name);
            if (writer != row.end() && writer->second != i && feeds(*about[writer->second], *about[i])) continue;
            for (size_t k = 0; k < s.uses.size(); ++k)
                if (k != i && feeds(*about[k], *about[i])) fitting.push_back(s.uses[k].id);
            std::string why;
            if (writer != row.end())
                why = writer->second == i ? ", which is this block itself"
                                          : ", which writes nothing that " + u.plugin + " reads";
            throw error(u.where, "from: expected the id of a block that " + u.plugin + " can listen to, found " +
                                     in_quotes(name) + why + did_you_mean(name, fitting) +
                                     (fitting.empty() ? "; there is none" : "; there are " + listed(fitting)));
        }
    }
}
} // namespace qiki::scenario
