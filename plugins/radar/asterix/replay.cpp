// SPDX-License-Identifier: MIT
// plugins/radar/asterix/replay.cpp - units, axes and labels of what is replayed.
#include "replay.hpp"
#include "inventory.hpp"
#include "reports.hpp"
#include <cstring>
#include <filesystem>

namespace asterix {
namespace {

constexpr double full_circle = 2 * QIKI_PI;
constexpr double radian_per_degree = QIKI_PI / 180;

double radians(uint32_t azimuth) { return azimuth * (full_circle / full_turn); }
double wrapped(double bearing) {
    bearing = bearing >= full_circle ? bearing - full_circle : bearing < 0 ? bearing + full_circle : bearing;
    return bearing >= full_circle ? 0 : bearing; // a tiny negative one rounds up to the full circle
}
double pressure_height(int16_t level) { return level * lsb::level_ft * foot_m; }

uint8_t flags_of(uint16_t flags, uint16_t v, uint16_t g, uint16_t l) {
    return static_cast<uint8_t>((flags & v ? QIKI_CODE_NOT_VALIDATED : 0u) | (flags & g ? QIKI_CODE_GARBLED : 0u) |
                                (flags & l ? QIKI_CODE_SMOOTHED : 0u));
}
uint8_t transponder_of(const target& t) {
    if (t.has & has_address) return QIKI_XPDR_S;
    if (t.has & has_level) return QIKI_XPDR_C;
    return t.has & has_code ? QIKI_XPDR_A : QIKI_XPDR_NONE;
}

double records(const recording& r) {
    double n = 0;
    for (const char* category : {"cat001", "cat002", "cat010", "cat021", "cat034", "cat048", "cat062"})
        n += told(r, std::string(category) + ".records");
    return n;
}

} // namespace

antenna antenna_of(const replay& r, const source& s, bool only_one) {
    antenna a;
    const auto named = r.said.sites.find(s.id);
    site where = r.said.own;
    const bool at_origin = where.latitude == 0 && where.longitude == 0 && where.height == 0;
    if (named != r.said.sites.end()) where = named->second;
    else if (only_one && !at_origin) where = r.said.own;
    else if (s.told)
        where = {s.told->latitude * radian_per_degree, s.told->longitude * radian_per_degree, s.told->height};
    else if (only_one) return a.known = true, a;
    else return a;
    a.known = true;
    a.place = r.plane.place(where.latitude, where.longitude, where.height);
    const vec3 north = r.plane.turn(axes_at(where.latitude, where.longitude).north);
    a.north = qiki_atan2(north[0], north[1]);
    return a;
}

qiki_frame replay::frame_record(const frame& f) const {
    const antenna& a = antennas[f.source];
    qiki_frame out{};
    out.seq = f.seq;
    out.t_from = at(f.from);
    out.t_to = at(f.to);
    out.t_available = at(f.available);
    out.platform = platform;
    out.first = f.first;
    out.count = f.count;
    out.source = index;
    out.sensor = all.sources[f.source].id;
    out.axes = QIKI_AXES_ENU;
    out.flags = static_cast<uint16_t>((f.complete ? QIKI_FRAME_COMPLETE : 0u) | (f.late ? QIKI_FRAME_LATE : 0u) |
                                      (f.north ? QIKI_FRAME_NORTH : 0u));
    out.label = QIKI_LABEL_OK;
    out.valid = a.turns ? QIKI_FRAME_HAS_SECTOR : 0;
    if (a.turns) {
        out.bearing[0] = wrapped(radians(f.begin) + a.north);
        out.bearing[1] = a.north == 0 ? radians(f.end) : wrapped(radians(f.end % full_turn) + a.north);
        out.elevation[1] = QIKI_PI / 2;
        out.range[1] = a.range;
    }
    if (a.known && !a.everywhere) {
        out.valid |= QIKI_FRAME_HAS_PLATFORM;
        for (size_t i = 0; i < 3; ++i) out.pos[i] = a.place[i];
        out.att[0] = 1;
    }
    if (said.pd > 0) {
        out.valid |= QIKI_FRAME_HAS_PD;
        out.pd = said.pd;
    }
    return out;
}

// Where it was, in the kind of its source, and how sure that is.
void replay::locate(const plot& p, const antenna& a, qiki_contact& c) const {
    const target& t = p.what;
    const auto square = [](double v) { return v * v; };
    c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | QIKI_CONTACT_HAS_COV;
    const double ground = square(said.sigma_surface);
    switch (t.form) {
    case target::polar:
        c.kind = QIKI_POLAR;
        c.z[0] = t.rho * lsb::range_m;
        c.z[1] = wrapped(radians(t.theta) + a.north);
        c.cov[0] = square(said.sigma_range);
        c.cov[4] = square(said.sigma_azimuth);
        return;
    case target::metres:
        c.kind = QIKI_POLAR;
        c.z[0] = t.rho;
        c.z[1] = wrapped(radians(t.theta) + a.north);
        c.cov[0] = ground;
        c.cov[4] = ground / square(std::max(c.z[0], said.sigma_surface));
        return;
    case target::plane: {
        const qiki_sc n = qiki_sincos(a.north);
        const auto east = static_cast<double>(t.longitude), north = static_cast<double>(t.latitude);
        c.kind = QIKI_ENU;
        c.z[0] = a.place[0] + east * n.cos + north * n.sin;
        c.z[1] = a.place[1] - east * n.sin + north * n.cos;
        c.cov[0] = c.cov[4] = ground;
        return;
    }
    case target::geodetic: break;
    }
    c.kind = QIKI_GEODETIC;
    c.z[0] = static_cast<double>(t.latitude) * lsb::wgs84_deg * radian_per_degree + 0.0;
    c.z[1] = static_cast<double>(t.longitude) * lsb::wgs84_deg * radian_per_degree + 0.0;
    const double most = accuracy_m(t.accuracy);
    c.cov[0] = c.cov[4] = square(most > 0 ? most / 2.448 : said.sigma_adsb); // 95 % of a circular normal: 2.448 sigma
    if ((t.has & has_altitude) && said.tell_level) {
        c.valid |= QIKI_CONTACT_HAS_Z(2);
        c.z[2] = t.altitude * lsb::geometric_ft * foot_m;
        c.cov[7] = square(30); // geometric heights come in steps of 25 ft and are worse than the position
    }
}

qiki_contact replay::contact_record(const plot& p, uint64_t id, const frame& f) const {
    const target& t = p.what;
    qiki_contact c{};
    c.id = id;
    c.t = at(time_of(all, p));
    c.frame = f.seq;
    c.label = QIKI_LABEL_OK;
    locate(p, antennas[f.source], c);
    if (p.made) {
        const false_plot& m = all.made[p.made - 1];
        c.z[0] = m.range_m;
        c.z[1] = wrapped(m.azimuth * full_circle + antennas[f.source].north);
        return c;
    }
    if ((t.has & has_doppler) && said.rate_sign != 0 && said.tell_who) {
        c.valid |= QIKI_CONTACT_HAS_Z(3);
        c.z[3] = said.rate_sign * t.doppler + 0.0;
        c.cov[9] = said.sigma_rate * said.sigma_rate;
    }
    if ((t.has & has_level) && said.tell_level) {
        c.valid |= QIKI_CONTACT_HAS_HEIGHT;
        c.height_m = pressure_height(t.level);
        c.height_flags = flags_of(t.flags, level_not_validated, level_garbled, 0);
    }
    if (!said.tell_who) return c;
    c.transponder = transponder_of(t);
    if (t.has & has_code) {
        c.valid |= QIKI_CONTACT_HAS_MODE3A;
        c.mode3a = t.code;
        c.code_flags = flags_of(t.flags, code_not_validated, code_garbled, code_smoothed);
    }
    if (t.has & has_address) {
        c.valid |= QIKI_CONTACT_HAS_ADDRESS;
        c.address24 = t.address;
    }
    if (t.has & has_name) {
        c.valid |= QIKI_CONTACT_HAS_IDENTITY;
        std::memcpy(c.identity, t.name.data(), t.name.size());
    }
    return c;
}

bool replay::origin_record(const plot& p, uint64_t id, qiki_origin& o) const {
    const bool known = (p.what.has & has_address) && (!said.only_airborne || (p.what.flags & airborne));
    if (!p.made && !known) return false;
    o = {};
    o.contact = id;
    o.entity = p.made ? 0 : p.what.address;
    o.t = at(time_of(all, p));
    o.source = index;
    o.cause = p.made ? QIKI_CAUSE_NOISE : QIKI_CAUSE_TARGET;
    o.label = QIKI_LABEL_OK;
    return true;
}

qiki_track replay::track_record(const track_update& u) const {
    const system_track& t = u.what;
    qiki_track out{};
    out.id = u.life;
    out.t = out.t_update = at(ns_of(u.when));
    out.t_birth = at(ns_of(u.born));
    out.hits = u.hits;
    out.flags = QIKI_TRACK_REFERENCE;
    out.label = QIKI_LABEL_OK;
    out.status = u.ends                      ? QIKI_TRACK_ENDED
                 : t.flags & track_coasting  ? QIKI_TRACK_COASTING
                 : t.flags & track_tentative ? QIKI_TRACK_TENTATIVE
                                             : QIKI_TRACK_CONFIRMED;
    const double latitude = t.latitude * lsb::latitude_deg * radian_per_degree;
    const double longitude = t.longitude * lsb::latitude_deg * radian_per_degree;
    const bool geometric = (t.has & has_altitude) != 0, pressure = (t.has & has_level) != 0;
    const double up = geometric ? t.altitude * lsb::geometric_ft * foot_m : pressure ? pressure_height(t.level) : 0;
    out.state_dims = geometric || pressure ? 3 : 2;
    const vec3 x = plane.place(latitude, longitude, up);
    out.x[0] = x[0];
    out.x[1] = x[1];
    if (out.state_dims == 3) out.x[2] = x[2];
    if ((t.has & has_velocity) && said.velocity) {
        const double east = t.vx * lsb::velocity_m_s, north = t.vy * lsb::velocity_m_s;
        const double climb = t.has & has_climb ? t.climb * lsb::climb_ft_min * foot_m / 60 : 0;
        vec3 v = {east, north, climb};
        if (said.velocity_at_target) {
            const axes a = axes_at(latitude, longitude);
            vec3 fixed_to_earth{};
            for (size_t i = 0; i < 3; ++i) fixed_to_earth[i] = east * a.east[i] + north * a.north[i] + climb * a.up[i];
            v = plane.turn(fixed_to_earth);
        }
        out.valid |= QIKI_TRACK_HAS_VELOCITY;
        for (size_t i = 0; i < out.state_dims; ++i) out.x[3 + i] = v[i] + 0.0;
    }
    if (pressure) {
        out.valid |= QIKI_TRACK_HAS_HEIGHT;
        out.height_m = pressure_height(t.level);
    }
    if (t.has & has_code) {
        out.valid |= QIKI_TRACK_HAS_MODE3A;
        out.mode3a = t.code;
    }
    if (t.has & has_address) {
        out.valid |= QIKI_TRACK_HAS_ADDRESS;
        out.address24 = t.address;
    }
    if (t.has & has_name) {
        out.valid |= QIKI_TRACK_HAS_IDENTITY;
        std::memcpy(out.identity, t.name.data(), t.name.size());
    }
    out.transponder = t.has & has_address ? QIKI_XPDR_S
                      : pressure          ? QIKI_XPDR_C
                      : t.has & has_code  ? QIKI_XPDR_A
                                          : QIKI_XPDR_NONE;
    return out;
}

namespace {
// "" or what a file is that only hides a recording: by its first octets (RFC 1952; the specifications of the others).
std::string packed(const std::vector<uint8_t>& file) {
    static constexpr std::pair<std::string_view, const char*> marks[] = {{"\x1f\x8b", "gzip"},
                                                                         {"BZh", "bzip2"},
                                                                         {"\xfd"
                                                                          "7zXZ",
                                                                          "xz"},
                                                                         {"\x28\xb5\x2f\xfd", "zstd"},
                                                                         {"PK\x03\x04", "zip"}};
    for (const auto& [mark, by] : marks)
        if (file.size() > mark.size() && std::equal(mark.begin(), mark.end(), file.begin(),
                                                    [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; }))
            return std::string(": it is compressed by ") + by + "; unpack it and give the file in it; ";
    return {};
}

// An edition that does not fit shows in refusals that another one does not have; the choice stays with who runs it.
void check_edition(const parameters& said, const std::vector<uint8_t>& file, const recording& read) {
    const double refused = told(read, "cat021.refused");
    if (said.decoding.how.speaks.adsb == nullptr || refused == 0) return;
    std::string better;
    double least = refused;
    for (const edition& e : adsb_editions()) {
        if (e.of == said.decoding.how.speaks.adsb) continue;
        request other = said.decoding;
        other.how.speaks.adsb = e.of;
        const double n = told(decode(file, other), "cat021.refused");
        if (n < least) least = n, better = e.name;
    }
    if (better.empty()) return; // damage, not the edition
    const auto number = [](double n) { return std::to_string(static_cast<uint64_t>(n)); };
    throw bad_input(QIKI_E_CONFIG,
                    "cat021: " + number(refused) + " of " + number(refused + told(read, "cat021.records")) +
                        " records do not fit edition " + said.adsb + ", by edition " + better + " " +
                        (least == 0 ? "all do" : "all but " + number(least) + " do") + "; say cat021 = \"" + better +
                        "\" if the sensor speaks it; " +
                        (read.refused.empty()
                             ? ""
                             : explain(read.refused[0], std::filesystem::path(said.file).filename().string())));
}
} // namespace

replay make_replay(parameters said, const qiki_instance_info& info) {
    replay r;
    const std::vector<uint8_t> file = read_file(said.file, said.limit);
    r.all = decode(file, said.decoding);
    const bool none_read = told(r.all, "refusals") != 0 && records(r.all) == 0 && told(r.all, "skipped.blocks") == 0;
    if (r.all.blocks == 0 || none_read) {
        const std::string why = r.all.refused.empty()
                                    ? said.file + ": there is not one data block"
                                    : explain(r.all.refused[0], std::filesystem::path(said.file).filename().string());
        // What to do comes first, and the place last: a long path may cost the text its end.
        const std::string hidden = r.all.blocks == 0 ? packed(file) : "";
        throw bad_input(
            QIKI_E_CONFIG,
            std::string(r.all.blocks != 0 ? "file: not one record of it could be read"
                                          : "file: not an ASTERIX recording") +
                (!hidden.empty()
                     ? hidden + inventory(r.all) + "; " + why
                     : ", or another framing (say which in the parameter framing: raw, ff, pcap, oradis); " +
                           inventory(r.all) + "; " + why));
    }
    check_edition(said, file, r.all);
    if (r.all.wanted_false > most_false)
        throw bad_input(QIKI_E_CONFIG, "false_per_turn: the recording would get " + std::to_string(r.all.wanted_false) +
                                           " false plots, at most " + std::to_string(most_false) +
                                           " are made; say fewer, or a longer false_turn");
    r.said = std::move(said);
    r.plane = tangent_plane(info.origin[0], info.origin[1], info.origin[2]);
    r.index = info.index;
    r.platform = info.host_entity;
    r.antennas.resize(r.all.sources.size());
    std::vector<uint32_t> frames(r.all.sources.size()), farthest(r.all.sources.size());
    std::vector<uint32_t> forms(r.all.sources.size()); // bits 1 << target::form
    for (const frame& f : r.all.frames) {
        ++frames[f.source];
        for (uint32_t i = 0; i < f.count; ++i) {
            const plot& p = r.all.plots[f.first + i];
            if (p.made) continue;
            forms[f.source] |= 1u << p.what.form;
            if (p.what.form == target::polar) farthest[f.source] = std::max(farthest[f.source], p.what.rho);
        }
    }
    const auto radars = frames.size() - static_cast<size_t>(std::count(frames.begin(), frames.end(), 0u));
    for (size_t i = 0; i < frames.size(); ++i) {
        if (frames[i] == 0) continue;
        r.antennas[i] = antenna_of(r, r.all.sources[i], radars == 1);
        r.antennas[i].turns = forms[i] == 0 || (forms[i] & 1u << target::polar) != 0;
        r.antennas[i].everywhere = forms[i] == 1u << target::geodetic;
        r.antennas[i].known |= r.antennas[i].everywhere; // its positions need no place of a sensor
        r.antennas[i].range = r.said.range > 0 ? r.said.range : farthest[i] * lsb::range_m;
    }
    return r;
}

std::string barren(const replay& r) {
    if (!r.all.plots.empty() || !r.all.tracks.empty()) return "";
    return "nothing to replay, neither a plot nor a track; " + inventory(r.all) +
           "; what is replayed are plots of CAT001, CAT010 and CAT048, of CAT021 when the parameter cat021 names its "
           "edition, "
           "and tracks of CAT062";
}

std::string unplaced(const replay& r) {
    std::string out;
    std::vector<bool> done(r.all.sources.size());
    for (const frame& f : r.all.frames) {
        if (r.antennas[f.source].known || done[f.source]) continue;
        done[f.source] = true;
        const uint16_t id = r.all.sources[f.source].id;
        out += (out.empty() ? "" : ", ") + std::to_string(id >> 8) + "/" + std::to_string(id & 255);
    }
    return out;
}
} // namespace asterix
