// SPDX-License-Identifier: MIT
// plugins/bridges/geo/geo.cpp - qiki.bridge.geo: the tracks of a run on the Earth, as GeoJSON or KML.
#include "../common/whole_file.hpp"
#include "document.hpp"
#include <memory>

namespace {

using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;

struct bridge {
    using inputs = qiki::ports<tracks>;
    using outputs = qiki::ports<>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr const char *vendor = "QIKI", *licence = "MIT";
    static constexpr qiki_param params[] = {
        qiki::required(
            qiki::text("file", nullptr, nullptr, "written when a run ends; of several, all, each track with its run")),
        qiki::text("format", "auto", "auto|geojson|kml", "auto: KML when the file's name ends with .kml, else GeoJSON"),
        qiki::text("tracks", "confirmed", "all|confirmed", "all tracks, or only those that were confirmed once"),
        qiki::real("interval", "s", 0, 0, 1e9, "least time between two points of a track; 0: every update"),
        qiki::text("title", "", nullptr, "name of the document"),
    };

    bridge(const qiki_host& h, const qiki_instance_info& i) : host_(&h), info_(&i) {}

    void configure(const qiki::config& c) {
        file_ = c.text("file", "");
        const std::string_view format = c.text("format", "auto");
        format_ = format == "kml" || (format == "auto" && file_.ends_with(".kml")) ? &geo::kml : &geo::geojson;
        bridges::check_target(file_, std::string("a ") + format_->name);
        const double* o = info_->origin;
        if (o[0] == 0 && o[1] == 0 && o[2] == 0)
            throw qiki::failure(QIKI_E_CONFIG,
                                "file: expected a scenario that says where it is, found none; say origin "
                                "= {latitude, longitude, height} in degrees, degrees, m");
        earth_ = {o[0], o[1], o[2]};
        all_ = c.text("tracks", "confirmed") == "all";
        interval_ = static_cast<qiki_ns>(c.real("interval", 0) * 1e9);
        scene_.title = c.text("title", "");
        scene_.epoch = info_->epoch_utc;
        document_ = std::make_shared<geo::document>(file_, *format_);
    }

    void step(const qiki::tick<bridge>& t) {
        for (uint32_t k = 0; k < t.writers<tracks>(); ++k) {
            const auto v = t.read<tracks>(k);
            know(v.head.producer);
            if (!(v.head.flags & QIKI_VIEW_FRESH)) continue;
            for (const qiki_track& x : v) take(scene_.tracks[{v.head.producer, x.id}], x);
        }
    }

    void finish() {
        if (!document_ || std::exchange(finished_, true)) return;
        if (!all_) std::erase_if(scene_.tracks, [](const auto& x) { return !x.second.confirmed; });
        document_->add(std::move(scene_));
    }

    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (rows.empty()) return 1;
        rows[0].t = t, rows[0].label = QIKI_LABEL_OK;
        rows[0].result = !format_ ? QIKI_TEST_SKIP : QIKI_TEST_PASS;
        qiki::fill(rows[0].device, "document");
        qiki::fill(rows[0].found, format_ ? format_->name : "not configured");
        return 1;
    }

private:
    void know(uint32_t writer) {
        std::string& name = scene_.names[writer];
        if (!name.empty()) return;
        char text[64] = "";
        if (const auto* names = qiki::service<qiki_names>(*host_); names && QIKI_HAS(names, instance))
            names->instance(host_, writer, text, sizeof text);
        name = *text ? text : "instance " + std::to_string(writer);
    }

    void take(geo::trail& trail, const qiki_track& x) const {
        const bool seen = x.t_update != trail.updated; // coasting is nothing that was seen
        trail.last = x, trail.updated = x.t_update;
        trail.confirmed |= x.status == QIKI_TRACK_CONFIRMED;
        if (!seen || (!trail.way.empty() && (x.t <= trail.added || x.t - trail.added < interval_))) return;
        constexpr double degree = QIKI_PI / 180;
        const bridges::geodetic g = earth_.of(x.x[0], x.x[1], x.state_dims > 2 ? x.x[2] : 0);
        trail.way.push_back({x.t, g.longitude / degree, g.latitude / degree, g.height});
        trail.added = x.t;
    }

    const qiki_host* host_;
    const qiki_instance_info* info_;
    bridges::place_on_earth earth_;
    geo::scene scene_;
    std::string file_;
    const geo::format* format_ = nullptr;
    std::shared_ptr<geo::document> document_; // shared by the copies that a reset makes
    qiki_ns interval_ = 0;
    bool all_ = false, finished_ = false;
};
} // namespace
QIKI_PLUGIN(bridge, "qiki.bridge.geo", QIKI_KIND_BRIDGE, "0.1.0", "Writes tracks as GeoJSON or KML");
