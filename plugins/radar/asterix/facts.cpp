// SPDX-License-Identifier: MIT
// plugins/radar/asterix/facts.cpp - adds up what the records of a recording say.
#include "facts.hpp"
#include "profiles/cat048.hpp"
#include "reports.hpp"
#include <cstdio>

namespace asterix {
namespace {

struct count_row {
    const char *name, *unit, *help;
};
constexpr count_row count_rows[] = {
    {"blocks", "1", "data blocks read, of any category"},
    {"refused.blocks", "1", "data blocks of which a part or all was refused"},
    {"skipped.blocks", "1", "data blocks of categories that are not replayed"},
    {"skipped.bytes", "B", "octets of those blocks, and stray ones of a raw file"},
    {"refusals", "1", "places of the file that were refused"},
    {"stray.places", "1", "places of a raw file where stray octets were passed over"},
    {"stray.bytes", "B", "octets passed over there, with the block that they may have spoilt"},
    {"packets", "1", "packets or frames of the file format"},
    {"packets.ignored", "1", "packets that are not UDP over IP, or go to another port"},
    {"packets.fragments", "1", "IP fragments refused"},
    {"refused.rfs", "1", "records refused for random field sequencing"},
    {"time.backwards", "1", "records older than their source's record of that category before"},
    {"time.wraps", "1", "passages of midnight"},
    {"time.none", "1", "records whose time is not known"},
    {"time.astray", "1", "plots and sector messages more than a minute off both neighbours, dropped"},
    {"duplicates", "1", "records that came a second time, dropped"},
    {"no_source", "1", "records without SAC/SIC"},
    {"inherited", "1", "records that took SAC/SIC from an earlier one of their block"},
    {"empty", "1", "records without any item but their source"},
    {"no_position", "1", "target reports and tracks without a position"},
    {"not_detected", "1", "target reports that are extrapolated (no detection)"},
    {"simulated", "1", "simulated and test targets"},
    {"monitors", "1", "reports of fixed transponders"},
    {"no_level", "1", "target reports and tracks without a level"},
    {"no_mode3a", "1", "target reports and tracks without Mode 3/A"},
    {"no_mode_s", "1", "target reports and tracks without a Mode S address"},
    {"level.not_validated", "1", "levels with V set"},
    {"level.garbled", "1", "levels with G set"},
    {"mode3a.not_validated", "1", "codes with V set"},
    {"mode3a.garbled", "1", "codes with G set"},
    {"callsign.invalid", "1", "names with a character outside their alphabet"},
    {"ground", "1", "target reports on the ground"},
    {"track.ends", "1", "last messages of a track"},
    {"track.coasting", "1", "updates of coasting tracks"},
    {"registers", "1", "Mode S registers"},
    {"north_marks", "1", "north marks"},
    {"sector_crossings", "1", "sector crossings"},
    {"update_cycles", "1", "starts of an update cycle of a surface sensor"},
    {"surface.statuses", "1", "status messages of surface sensors"},
    {"before_start", "1", "plots and track updates before the start, dropped"},
    {"trial.lost", "1", "plots dropped because the parameter drop asks for it"},
    {"trial.false", "1", "false plots added because the parameter false_per_turn asks for it"},
    {"late", "1", "plots that came after their sector was given out"},
    {"outside", "1", "plots in no sector"},
    {"frames", "1", "frames to replay"},
    {"contacts", "1", "contacts to replay"},
    {"track.updates", "1", "track updates to replay"},
    {"track.lives", "1", "tracks to replay, each from birth to end"},
};
static_assert(std::size(count_rows) == static_cast<size_t>(count::count_));

constexpr count_row reach_rows[] = {
    {"range", "_nm", "slant range, NM"},       {"range", "_m", "range of a surface sensor, m"},
    {"azimuth", "_deg", "azimuth, degrees"},   {"level", "_fl", "flight level"},
    {"latitude", "_deg", "latitude, degrees"}, {"longitude", "_deg", "longitude, degrees"}};
static_assert(std::size(reach_rows) == static_cast<size_t>(reach::count_));

constexpr size_t frequent = 10; // reports of an identity that make its intervals worth a number

std::string printed(const char* format, unsigned a, unsigned b = 0) {
    char text[64];
    std::snprintf(text, sizeof text, format, a, b);
    return text;
}
template <class T>
bool has(const T& t, uint16_t what) {
    return (t.has & what) != 0;
}
template <class T>
bool flagged(const T& t, uint16_t what) {
    return (t.flags & what) != 0;
}
} // namespace

void facts::reaches(reach r, double value) {
    extent& e = extents_[static_cast<size_t>(r)];
    e.least = e.any ? std::min(e.least, value) : value;
    e.most = e.any ? std::max(e.most, value) : value;
    e.any = true;
}

void facts::accepted_time(uint8_t number, uint32_t time) {
    if (!first_) first_ = time;
    last_ = time;
    auto& c = of(number);
    if (!c.first) c.first = time;
    c.last = time;
}

void facts::add(const target& t, const record& r) {
    facts& n = *this;
    targets_ = true;
    const bool is_048 = r.of->category == 48;
    n[count::not_detected] += has(t, has_descriptor) && t.type == 0;
    n[count::simulated] += flagged(t, asterix::simulated);
    n[count::monitors] += flagged(t, monitor);
    n[count::no_position] += !has(t, has_position);
    n[count::no_level] += !has(t, has_level);
    n[count::no_code] += !has(t, has_code);
    n[count::no_address] += !has(t, has_address);
    n[count::level_not_validated] += flagged(t, level_not_validated);
    n[count::level_garbled] += flagged(t, level_garbled);
    n[count::code_not_validated] += flagged(t, code_not_validated);
    n[count::code_garbled] += flagged(t, code_garbled);
    n[count::names_invalid] += flagged(t, name_invalid);
    n[count::ground] += flagged(t, on_ground);
    n[count::ends] += flagged(t, track_end);
    if (has(t, has_descriptor) && is_048) ++types_[t.type];
    if (has(t, has_position)) {
        if (t.form == target::polar) reaches(reach::range_nm, t.rho * lsb::range_nm);
        if (t.form == target::metres) reaches(reach::range_m, t.rho);
        if (t.form == target::polar || t.form == target::metres)
            reaches(reach::azimuth_deg, t.theta * lsb::azimuth_deg);
        if (t.form == target::geodetic) {
            reaches(reach::latitude_deg, static_cast<double>(t.latitude) * lsb::wgs84_deg);
            reaches(reach::longitude_deg, static_cast<double>(t.longitude) * lsb::wgs84_deg);
        }
    }
    if (has(t, has_level)) reaches(reach::level_fl, t.level * lsb::flight_level);
    if (has(t, has_address)) addresses_.add(t.address);
    if (has(t, has_code)) codes_.add(t.code);
    if (has(t, has_track)) tracks_.add(t.track);
    if (has(t, has_name)) names_.insert(t.name);
    constexpr size_t comm_b = find(cat048_items, "250");
    if (!is_048 || !r.has(comm_b)) return;
    const octets all = r[comm_b];
    for (size_t at = 8; at < all.size(); at += 8) ++registers_[all[at]], ++n[count::registers];
}

void facts::add(const service& s) {
    (*this)[count::north_marks] += s.type == 1;
    (*this)[count::sectors] += s.type == 2;
}

void facts::add(const system_track& t) {
    facts& n = *this;
    system_tracks_ = true;
    n[count::no_position] += !has(t, has_position);
    n[count::no_level] += !has(t, has_level);
    n[count::no_code] += !has(t, has_code);
    n[count::no_address] += !has(t, has_address);
    n[count::simulated] += flagged(t, asterix::simulated);
    n[count::code_not_validated] += flagged(t, code_not_validated);
    n[count::code_garbled] += flagged(t, code_garbled);
    n[count::names_invalid] += flagged(t, name_invalid);
    n[count::ends] += flagged(t, track_end);
    n[count::coasting] += flagged(t, track_coasting);
    if (has(t, has_position)) {
        reaches(reach::latitude_deg, t.latitude * lsb::latitude_deg);
        reaches(reach::longitude_deg, t.longitude * lsb::latitude_deg);
    }
    if (has(t, has_level)) reaches(reach::level_fl, t.level * lsb::flight_level);
    if (has(t, has_address)) addresses_.add(t.address);
    if (has(t, has_code)) codes_.add(t.code);
    if (has(t, has_track)) tracks_.add(t.track);
    if (has(t, has_name)) names_.insert(t.name);
}

void facts::seen(const target& t, tick when) {
    if (has(t, has_address)) by_address_.push_back({t.address, when});
    if (has(t, has_code)) by_code_.push_back({t.code, when});
    if (t.form != target::polar && has(t, has_track)) by_track_.push_back({uint64_t{t.source} << 16 | t.track, when});
}
void facts::seen(const system_track& t, tick when) {
    if (has(t, has_track)) by_track_.push_back({uint64_t{t.source} << 16 | t.track, when});
}
void facts::sensor(uint16_t id, uint64_t records, double period_s) { sensors_.push_back({id, records, period_s}); }

void facts::intervals(std::vector<sighting> all, const std::string& name, bool main, std::vector<fact>& out) {
    std::sort(all.begin(), all.end(),
              [](const sighting& a, const sighting& b) { return a.who != b.who ? a.who < b.who : a.when < b.when; });
    std::vector<tick> steps;
    double identities = 0;
    for (size_t i = 0; i < all.size();) {
        size_t end = i;
        while (end < all.size() && all[end].who == all[i].who) ++end;
        if (end - i >= frequent) {
            identities += 1;
            for (size_t k = i + 1; k < end; ++k) steps.push_back(all[k].when - all[k - 1].when);
        }
        i = end;
    }
    out.push_back({"identities." + name + ".frequent", "1", "of them with at least 10 reports", identities});
    if (!main || steps.empty()) return;
    std::sort(steps.begin(), steps.end());
    const auto at = [&](size_t percent) {
        return static_cast<double>(steps[std::min(steps.size() - 1, steps.size() * percent / 100)]) * lsb::second;
    };
    out.push_back({"interval.median_s", "s", "between two reports of a frequent identity", at(50)});
    out.push_back({"interval.p5_s", "s", "the same, 5 % are shorter", at(5)});
    out.push_back({"interval.p95_s", "s", "the same, 5 % are longer", at(95)});
}

std::vector<fact> facts::report() const {
    std::vector<fact> out;
    const auto say = [&](std::string name, const char* unit, const char* help, double value) {
        out.push_back({std::move(name), unit, help, value});
    };
    const auto number = [](uint64_t n) { return static_cast<double>(n); };
    for (size_t i = 0; i < counts_.size(); ++i)
        say(count_rows[i].name, count_rows[i].unit, count_rows[i].help, number(counts_[i]));
    for (const auto& [which, c] : categories_) {
        const std::string name = printed("cat%03u", which);
        if (c.blocks_skipped != 0) {
            say(name + ".skipped.blocks", "1", "data blocks skipped", number(c.blocks_skipped));
            say(name + ".skipped.bytes", "B", "octets of them", number(c.octets_skipped));
        }
        if (c.records + c.refused == 0 && !configured(which)) continue;
        say(name + ".records", "1", "records decoded", number(c.records));
        say(name + ".refused", "1", "records refused", number(c.refused));
        say(name + ".duplicates", "1", "records that came a second time", number(c.duplicates));
        say(name + ".time.backwards", "1", "records older than the one before", number(c.backwards));
        say(name + ".time.largest_step_back", "s", "how much older at most",
            static_cast<double>(c.largest_step_back) * lsb::second);
        if (c.first) say(name + ".time.first", "s", "time of day of the first record", *c.first * lsb::second);
        if (c.last) say(name + ".time.last", "s", "time of day of the last record", *c.last * lsb::second);
    }
    if (first_) say("time.first", "s", "time of day of the first record in the file", *first_ * lsb::second);
    if (last_) say("time.last", "s", "time of day of the last record in the file", *last_ * lsb::second);
    for (size_t i = 0; i < extents_.size(); ++i) {
        if (!extents_[i].any) continue;
        const std::string name = reach_rows[i].name, unit = reach_rows[i].unit;
        say(name + ".min" + unit, unit.c_str() + 1, reach_rows[i].help, extents_[i].least);
        say(name + ".max" + unit, unit.c_str() + 1, reach_rows[i].help, extents_[i].most);
    }
    if (targets_ || system_tracks_) {
        say("identities.mode_s", "1", "distinct Mode S addresses", number(addresses_.size()));
        say("identities.mode3a", "1", "distinct Mode 3/A codes", number(codes_.size()));
        say("identities.callsign", "1", "distinct callsigns", number(names_.size()));
        say("identities.track", "1", "distinct track numbers of the sources", number(tracks_.size()));
        const bool by_track = !by_track_.empty() && by_address_.empty() && by_code_.empty(),
                   by_address = !by_track && !by_address_.empty();
        intervals(by_address_, "mode_s", by_address, out);
        intervals(by_code_, "mode3a", !by_track && !by_address, out);
        if (!by_track_.empty()) intervals(by_track_, "track", by_track, out);
    }
    for (unsigned i = 0; i < types_.size(); ++i)
        if (types_[i] != 0) say(printed("cat048.typ%u", i), "1", "target reports of this type", number(types_[i]));
    for (unsigned i = 0; i < registers_.size(); ++i)
        if (registers_[i] != 0)
            say(printed("registers.%u-%u", i >> 4, i & 15), "1", "Mode S registers of this number",
                number(registers_[i]));
    for (const sensor_row& s : sensors_) {
        const std::string name = printed("sensor.%u-%u", s.id >> 8, s.id & 255);
        say(name + ".records", "1", "records of this SAC-SIC", number(s.records));
        if (s.period_s > 0) say(name + ".period_s", "s", "of rotation, mean", s.period_s);
    }
    return out;
}
} // namespace asterix
