// SPDX-License-Identifier: MIT
// plugins/bridges/geo/kml.cpp - tracks as KML 2.2 with gx:Track: a line through time, as Google Earth plays it.
#include "document.hpp"

namespace geo {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : readable(text)) switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        default: out += c;
        }
    return out;
}

std::string element(const char* name, const std::string& text) {
    return std::string("<") + name + ">" + escaped(text) + "</" + name + ">";
}
std::string datum(const char* name, const std::string& value) {
    return std::string("<Data name=\"") + name + "\">" + element("value", value) + "</Data>";
}

std::string placemark(const scene& s, const trail& t, size_t style) {
    const qiki_track& k = t.last;
    std::string out = "<Placemark>" + element("name", name_of(k)) + "<styleUrl>#tracker" + std::to_string(style) +
                      "</styleUrl><ExtendedData>" + datum("track_id", std::to_string(k.id)) +
                      datum("status", status_of(k));
    if (!identity_of(k).empty()) out += datum("identity", identity_of(k));
    if (k.valid & QIKI_TRACK_HAS_ADDRESS) out += datum("address24", address_of(k));
    if (k.valid & QIKI_TRACK_HAS_MODE3A) out += datum("mode3a", code_of(k));
    const bool high = k.state_dims > 2;
    out += std::string("</ExtendedData>\n<gx:Track><altitudeMode>") + (high ? "absolute" : "clampToGround") +
           "</altitudeMode>\n";
    for (const fix& f : t.way) out += "<when>" + utc_of(s, f.t) + "</when>\n";
    for (const fix& f : t.way)
        out += "<gx:coord>" + figure(f.longitude, 7) + " " + figure(f.latitude, 7) + " " +
               figure(high ? f.height : 0, 2) + "</gx:coord>\n";
    return out + "</gx:Track></Placemark>\n";
}

std::string document_head(const scene& s) {
    // Of the lines, by tracker: alpha, blue, green, red.
    static constexpr const char* colours[] = {"ff00a5ff", "ffff9933", "ff50c878", "ffcc66ff", "ff33cccc", "ffffffff"};
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<kml xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:gx=\"http://www.google.com/kml/ext/2.2\">\n"
                      "<Document>" +
                      element("name", s.title) + "\n" +
                      element("description", std::string(s.epoch ? "Times are UTC."
                                                                 : "The scenario has no epoch: times count from "
                                                                   "1970-01-01T00:00:00Z at its beginning.") +
                                                 " Heights are above the WGS-84 ellipsoid.") +
                      "\n";
    for (size_t i = 0; i < s.names.size(); ++i)
        out += "<Style id=\"tracker" + std::to_string(i) + "\"><LineStyle><color>" + colours[i % std::size(colours)] +
               "</color><width>2</width></LineStyle></Style>\n";
    return out;
}

// A folder a tracker; of several runs, in a folder a run.
std::string folders(const scene& s, uint64_t run, bool) {
    std::string out;
    if (run) out += "<Folder>" + element("name", "run " + std::to_string(run)) + "\n";
    size_t style = 0;
    for (const auto& [writer, name] : s.names) {
        out += "<Folder>" + element("name", name) + "\n";
        for (auto at = s.tracks.lower_bound({writer, 0}); at != s.tracks.end() && at->first.first == writer; ++at)
            if (!at->second.way.empty()) out += placemark(s, at->second, style);
        out += "</Folder>\n";
        ++style;
    }
    return out + (run ? "</Folder>\n" : "");
}
} // namespace

const format kml{"KML", document_head, folders, "</Document>\n</kml>\n"};
} // namespace geo
