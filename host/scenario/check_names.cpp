// SPDX-License-Identifier: MIT
// host/scenario/check_names.cpp - instances against each other: ids, sections, on=, of= and from=.
#include "host/scenario/resolve.hpp"
#include "host/scenario/values.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>

namespace qiki::scenario {
namespace {

constexpr const char* section_names[] = {"vehicles", "sensors", "radars", "trackers", "agents", "bridges"};
constexpr const char* kinds[] = {QIKI_KIND_VEHICLE, QIKI_KIND_SENSOR, QIKI_KIND_RADAR,
                                 QIKI_KIND_TRACKER, QIKI_KIND_AGENT,  QIKI_KIND_BRIDGE};

const place& key_or_block(const place& key, const use& u) { return key.line ? key : u.where; }

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
            throw error(u.where, std::string(section_names[here]) + ": expected a plugin of kind " + kinds[here] +
                                     ", found " + u.plugin + " of kind " + about.kind + "; it belongs into " +
                                     section_names[i]);
    throw error(u.where,
                u.plugin + ": the plugin is of kind " + in_quotes(about.kind) + ", which this host does not know");
}
} // namespace

namespace {
using rows = std::map<std::string_view, size_t>;

std::string section_of(const use& u) { return section_names[static_cast<size_t>(u.where_used)]; }

void check_carrier(const scenario& s, const use& u, const rows& row) {
    const bool agent = u.where_used == section::agents;
    const std::string key = agent ? "of" : "on";
    const place& at = key_or_block(u.on_at, u);
    if (u.where_used != section::sensors && u.where_used != section::radars && !agent)
        throw error(at, key + ": expected no carrier for a block in " + section_of(u) + ", found " + in_quotes(u.on) +
                            "; sensors and radars stand on a vehicle, agents are of one");
    const auto carrier = row.find(u.on);
    if (carrier != row.end() && s.uses[carrier->second].where_used == section::vehicles) return;
    std::vector<std::string> vehicles;
    for (const use& v : s.uses)
        if (v.where_used == section::vehicles) vehicles.push_back(v.id);
    const std::string why = carrier == row.end() ? "" : ", which is in " + section_of(s.uses[carrier->second]);
    throw error(at, key + ": expected the id of a vehicle, found " + in_quotes(u.on) + why +
                        (vehicles.empty() ? "; the scenario has no vehicles" : did_you_mean(u.on, vehicles)));
}

void check_writer(const scenario& s, size_t reader, const std::string& name, const rows& row,
                  const std::vector<const qiki_descriptor*>& about) {
    const use& u = s.uses[reader];
    const auto writer = row.find(name);
    const bool there = writer != row.end();
    if (there && writer->second != reader && feeds(*about[writer->second], *about[reader])) return;
    std::vector<std::string> fitting;
    for (size_t k = 0; k < s.uses.size(); ++k)
        if (k != reader && feeds(*about[k], *about[reader])) fitting.push_back(s.uses[k].id);
    const std::string near = did_you_mean(name, fitting);
    const std::string why = !there                     ? ""
                            : writer->second == reader ? ", which is this block itself"
                                                       : ", which writes nothing that " + u.plugin + " reads";
    throw error(key_or_block(u.from_at, u), "from: expected the id of a block that " + u.plugin +
                                                " can listen to, found " + in_quotes(name) + why +
                                                (!near.empty()     ? near
                                                 : fitting.empty() ? "; there is none"
                                                                   : "; there are " + listed(fitting)));
}
} // namespace

void check_names(const scenario& s, const std::vector<const qiki_descriptor*>& about) {
    rows row;
    for (size_t i = 0; i < s.uses.size(); ++i) {
        const use& u = s.uses[i];
        check_section(u, *about[i]);
        const auto [it, fresh] = row.emplace(u.id, i);
        if (!fresh)
            throw error(key_or_block(u.id_at, u), "id: \"" + u.id + "\" is taken by the block at " +
                                                      line_of(s.uses[it->second].where) +
                                                      "; ids are unique in a scenario");
    }
    for (size_t i = 0; i < s.uses.size(); ++i) {
        const use& u = s.uses[i];
        if (!u.on.empty()) check_carrier(s, u, row);
        if (u.from)
            for (const std::string& name : *u.from) check_writer(s, i, name, row, about);
    }
}
} // namespace qiki::scenario
