// SPDX-License-Identifier: MIT
// plugins/radar/asterix/replay.cpp - units, axes and labels of what is replayed.
#include "replay.hpp"
#include "inventory.hpp"
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
    for (const char* category : {"cat001", "cat002", "cat034", "cat048", "cat062"})
        n += told(r, std::string(category) + ".records");
    return n;
}

antenna place_of(const source& s, const replay& r, bool only_one) {
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
} // namespace

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
    out.valid = QIKI_FRAME_HAS_SECTOR;
    out.bearing[0] = wrapped(radians(f.begin) + a.north);
    out.bearing[1] = a.north == 0 ? radians(f.end) : wrapped(radians(f.end % full_turn) + a.north);
    out.elevation[1] = QIKI_PI / 2;
    out.range[1] = a.range;
    if (a.known) {
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

qiki_contact replay::contact_record(const plot& p, uint64_t id, const frame& f) const {
    const target& t = p.what;
    qiki_contact c{};
    c.id = id;
    c.t = at(ns_of(p.when));
    c.frame = f.seq;
    c.kind = QIKI_POLAR;
    c.label = QIKI_LABEL_OK;
    c.transponder = transponder_of(t);
    c.valid = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1) | QIKI_CONTACT_HAS_COV;
    c.z[0] = t.rho * lsb::range_m;
    c.z[1] = wrapped(radians(t.theta) + antennas[f.source].north);
    c.cov[0] = said.sigma_range * said.sigma_range;
    c.cov[4] = said.sigma_azimuth * said.sigma_azimuth;
    if ((t.has & has_doppler) && said.rate_sign != 0) {
        c.valid |= QIKI_CONTACT_HAS_Z(3);
        c.z[3] = said.rate_sign * t.doppler + 0.0;
        c.cov[9] = said.sigma_rate * said.sigma_rate;
    }
    if (t.has & has_level) {
        c.valid |= QIKI_CONTACT_HAS_HEIGHT;
        c.height_m = pressure_height(t.level);
        c.height_flags = flags_of(t.flags, level_not_validated, level_garbled, 0);
    }
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
    r.said = std::move(said);
    r.plane = tangent_plane(info.origin[0], info.origin[1], info.origin[2]);
    r.index = info.index;
    r.platform = info.host_entity;
    r.antennas.resize(r.all.sources.size());
    std::vector<uint32_t> frames(r.all.sources.size()), farthest(r.all.sources.size());
    for (const frame& f : r.all.frames) {
        ++frames[f.source];
        for (uint32_t i = 0; i < f.count; ++i)
            farthest[f.source] = std::max(farthest[f.source], r.all.plots[f.first + i].what.rho);
    }
    const auto radars = frames.size() - static_cast<size_t>(std::count(frames.begin(), frames.end(), 0u));
    for (size_t i = 0; i < frames.size(); ++i) {
        if (frames[i] == 0) continue;
        r.antennas[i] = place_of(r.all.sources[i], r, radars == 1);
        r.antennas[i].range = r.said.range > 0 ? r.said.range : farthest[i] * lsb::range_m;
    }
    return r;
}

std::string barren(const replay& r) {
    if (!r.all.plots.empty() || !r.all.tracks.empty()) return "";
    return "nothing to replay, neither a plot nor a track; " + inventory(r.all) +
           "; what is replayed are plots of CAT001 and CAT048 and tracks of CAT062";
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
