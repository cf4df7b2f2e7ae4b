// SPDX-License-Identifier: MIT
// plugins/bridges/geo/geojson.cpp - tracks as GeoJSON (RFC 7946): longitude before latitude, cut at the antimeridian.
#include "document.hpp"
#include <cmath>

namespace geo {
namespace {

std::string json_text(std::string_view s) {
    std::string out = "\"";
    for (const char c : readable(s)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

// Parts that do not cross the antimeridian (RFC 7946, 3.1.9); where the way does, both parts get the point of crossing.
std::vector<std::vector<fix>> parts_of(const std::vector<fix>& way) {
    std::vector<std::vector<fix>> parts(1);
    for (const fix& f : way) {
        if (!parts.back().empty()) {
            const fix& b = parts.back().back();
            const double ahead = f.longitude - b.longitude;
            if (std::fabs(ahead) > 180) {
                const double edge = ahead < 0 ? 180 : -180, whole = 360 - std::fabs(ahead);
                const double share = whole > 0 ? std::fabs(edge - b.longitude) / whole : 0;
                fix cut{b.t + static_cast<qiki_ns>(share * static_cast<double>(f.t - b.t)), edge,
                        b.latitude + share * (f.latitude - b.latitude), b.height + share * (f.height - b.height)};
                if (b.longitude != edge) parts.back().push_back(cut);
                cut.longitude = -edge;
                parts.emplace_back();
                if (f.longitude != -edge) parts.back().push_back(cut);
            }
        }
        parts.back().push_back(f);
    }
    for (auto& p : parts) // a line has two positions at least
        if (p.size() == 1 && parts.size() > 1) p.push_back(p.front());
    return parts;
}

std::string position(const fix& f, bool high) {
    return "[" + figure(f.longitude, 7) + "," + figure(f.latitude, 7) + (high ? "," + figure(f.height, 2) : "") + "]";
}

template <class F>
std::string list(const std::vector<fix>& all, F&& one) {
    std::string out = "[";
    for (const fix& f : all) out += (out.size() > 1 ? "," : "") + one(f);
    return out + "]";
}

std::string feature(const scene& s, const trail& t, const std::string& tracker, uint64_t run) {
    const qiki_track& k = t.last;
    const auto parts = parts_of(t.way);
    const bool high = k.state_dims > 2;
    const auto place = [&](const fix& f) { return position(f, high); };
    const auto time = [&](const fix& f) { return s.epoch ? json_text(utc_of(s, f.t)) : seconds_of(f.t); };
    std::string coordinates, times;
    const char* type = "LineString";
    if (t.way.size() == 1) {
        type = "Point", coordinates = place(t.way[0]), times = list(t.way, time);
    } else if (parts.size() == 1) {
        coordinates = list(t.way, place), times = list(t.way, time);
    } else {
        type = "MultiLineString";
        for (const auto& p : parts) {
            coordinates += (coordinates.empty() ? "[" : ",") + list(p, place);
            times += (times.empty() ? "[" : ",") + list(p, time);
        }
        coordinates += "]", times += "]";
    }
    const std::string id = (run ? std::to_string(run) + "/" : "") + tracker + "/" + std::to_string(k.id);
    std::string out = "{\"type\":\"Feature\",\"id\":" + json_text(id) + ",\"geometry\":{\"type\":\"" + type +
                      "\",\"coordinates\":" + coordinates + "},\"properties\":{";
    const auto say = [&](const char* key, const std::string& value) {
        out += (out.back() == '{' ? "\"" : ",\"") + std::string(key) + "\":" + value;
    };
    if (run) say("run", std::to_string(run));
    say("name", json_text(name_of(k)));
    say("tracker", json_text(tracker));
    say("track_id", std::to_string(k.id));
    say("status", json_text(status_of(k)));
    say("confirmed", t.confirmed ? "true" : "false");
    say("reference", k.flags & QIKI_TRACK_REFERENCE ? "true" : "false");
    say("identity", identity_of(k).empty() ? "null" : json_text(identity_of(k)));
    say("address24", k.valid & QIKI_TRACK_HAS_ADDRESS ? json_text(address_of(k)) : "null");
    say("mode3a", k.valid & QIKI_TRACK_HAS_MODE3A ? json_text(code_of(k)) : "null");
    say("birth_s", seconds_of(k.t_birth));
    say("update_s", seconds_of(k.t_update));
    say("times", times);
    return out + "}}";
}

std::string collection_head(const scene& s) {
    return "{\"type\":\"FeatureCollection\",\"name\":" + json_text(s.title) + ",\"features\":[";
}

std::string features(const scene& s, uint64_t run, bool first) {
    std::string out;
    for (const auto& [key, t] : s.tracks)
        if (!t.way.empty()) out += (first && out.empty() ? "\n" : ",\n") + feature(s, t, s.names.at(key.first), run);
    return out;
}
} // namespace

const format geojson{"GeoJSON", collection_head, features, "\n]}\n"};
} // namespace geo
