// SPDX-License-Identifier: MIT
// plugins/bridges/plot/plot.cpp - qiki.bridge.plot: truth, contacts and tracks of a run as one picture in plan view.
#include "../common/whole_file.hpp"
#include "qiki/math.h"
#include "scene.hpp"
#include <cstring>
#include <memory>

namespace {

template <qiki::literal Name, class R, uint32_t Flags>
using in = qiki::port<Name, R, Flags | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
using truths = in<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
using frames = in<"frames", qiki_frame, QIKI_PORT_STREAM>;
using contacts = in<"contacts", qiki_contact, QIKI_PORT_STREAM>;
using tracks = in<"tracks", qiki_track, QIKI_PORT_SNAPSHOT>;

// Where a contact was seen, east and north; false when it has no position.
bool place(const qiki_frame& f, const qiki_contact& c, double& x, double& y) {
    constexpr uint32_t two = QIKI_CONTACT_HAS_Z(0) | QIKI_CONTACT_HAS_Z(1);
    if ((c.valid & two) != two) return false;
    if (c.kind == QIKI_ENU) return x = c.z[0], y = c.z[1], true;
    if (c.kind != QIKI_POLAR) return false;
    // Slant to ground range: by the elevation, or by the pressure height over the antenna's.
    const bool platform = (f.valid & QIKI_FRAME_HAS_PLATFORM) != 0;
    double ground = c.z[0];
    if (c.valid & QIKI_CONTACT_HAS_Z(2)) {
        ground *= qiki_cos(c.z[2]);
    } else if (c.valid & QIKI_CONTACT_HAS_HEIGHT) {
        const double up = c.height_m - (platform ? f.pos[2] : 0);
        ground = qiki_sqrt(std::max(0.0, c.z[0] * c.z[0] - up * up));
    }
    double bearing = c.z[1];
    if (f.axes == QIKI_AXES_BODY && platform) { // heading of the body's x axis, clockwise from north
        const double* q = f.att;
        bearing += qiki_atan2(1 - 2 * (q[2] * q[2] + q[3] * q[3]), 2 * (q[1] * q[2] + q[0] * q[3]));
    }
    const qiki_sc s = qiki_sincos(bearing);
    x = (platform ? f.pos[0] : 0) + ground * s.sin;
    y = (platform ? f.pos[1] : 0) + ground * s.cos;
    return true;
}

std::string label_of(const qiki_track& t) {
    if (t.valid & QIKI_TRACK_HAS_IDENTITY) {
        std::string s(t.identity, strnlen(t.identity, sizeof t.identity));
        while (!s.empty() && s.back() == ' ') s.pop_back();
        if (!s.empty()) return s;
    }
    return std::to_string(t.id);
}

struct bridge {
    using inputs = qiki::ports<truths, frames, contacts, tracks>;
    using outputs = qiki::ports<>;
    static constexpr uint64_t caps = QIKI_CAP_WORLD_IO;
    static constexpr qiki_param params[] = {
        {"file", "", "the SVG file; written when the run ends", nullptr, nullptr, QIKI_TEXT, QIKI_PARAM_REQUIRED, 0, 0,
         0},
        qiki::text("title", "", nullptr, "written over the picture"),
        qiki::text("colour", "auto", "auto|tracker|height",
                   "tracks by their tracker or by pressure height; auto: by height when some fly above 2 km"),
        qiki::real("radius", "m", 0, 0, 1e7, "half the width of the picture around the radar; 0: whatever was seen"),
        qiki::flag("labels", true, "name the live tracks, when there are not too many")};

    bridge(const qiki_host& h, const qiki_instance_info&) : host_(&h) {}

    void configure(const qiki::config& c) {
        file_ = c.text("file", "");
        bridges::check_target(file_, "an SVG");
        look_.title = c.text("title", "");
        look_.colour = c.text("colour", "auto");
        look_.radius = c.real("radius", 0);
        look_.labels = c.flag("labels", true);
    }

    void step(const qiki::tick<bridge>& t) {
        scene_.end = t.to();
        for (uint32_t k = 0; k < t.writers<truths>(); ++k) {
            const auto v = t.read<truths>(k);
            if (v.head.flags & QIKI_VIEW_FRESH)
                for (const qiki_truth& b : v) scene_.truth[b.entity].way.add({b.pos[0], b.pos[1], b.pos[2], true});
        }
        for (uint32_t k = 0; k < t.writers<frames>(); ++k)
            for (const qiki_frame& f : t.read<frames>(k)) take(f, t);
        for (uint32_t k = 0; k < t.writers<tracks>(); ++k) {
            const auto v = t.read<tracks>(k);
            know(v.head.producer);
            if (v.head.flags & QIKI_VIEW_FRESH) take(v);
        }
    }

    void finish() const { bridges::write_whole(file_, plot::draw(scene_, look_)); }

    int selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        if (rows.empty()) return 1;
        qiki_selftest_row& r = rows[0] = {};
        r.t = t;
        std::strcpy(r.device, "picture");
        std::strcpy(r.found, file_.empty() ? "not configured" : "folder is there");
        r.result = file_.empty() ? QIKI_TEST_SKIP : QIKI_TEST_PASS;
        r.label = QIKI_LABEL_OK;
        return 1;
    }

private:
    void take(const qiki_frame& f, const qiki::tick<bridge>& t) {
        plot::site& s = scene_.radars[{f.source, f.sensor}];
        if (f.valid & QIKI_FRAME_HAS_PLATFORM) {
            s.moves |= s.known && (s.at.x != f.pos[0] || s.at.y != f.pos[1]);
            s.at = {f.pos[0], f.pos[1], f.pos[2], true};
            s.known = true;
        }
        for (uint32_t k = 0; k < t.writers<contacts>(); ++k) {
            const auto v = t.read<contacts>(k);
            if (v.head.producer != f.source) continue;
            for (const qiki_contact& c : v.slice(f.first, f.count))
                if (double x = 0, y = 0; place(f, c, x, y)) scene_.contacts.add(x, y);
        }
    }

    void know(uint32_t writer) {
        std::string& name = scene_.names[writer];
        if (!name.empty()) return;
        char text[64] = "";
        if (const auto* names = qiki::service<qiki_names>(*host_); names && QIKI_HAS(names, instance))
            names->instance(host_, writer, text, sizeof text);
        name = *text ? text : "instance " + std::to_string(writer);
    }

    void take(const qiki::view<qiki_track>& v) {
        for (const qiki_track& x : v) {
            plot::trail& trail = scene_.tracks[{v.head.producer, x.id}];
            trail.live = x.status != QIKI_TRACK_ENDED;
            trail.confirmed |= x.status == QIKI_TRACK_CONFIRMED;
            trail.reference = (x.flags & QIKI_TRACK_REFERENCE) != 0;
            if (x.t_update == trail.updated) continue; // coasting: nothing that was seen
            trail.updated = x.t_update;
            trail.label = label_of(x);
            trail.way.add({x.x[0], x.x[1], x.height_m, (x.valid & QIKI_TRACK_HAS_HEIGHT) != 0});
        }
    }

    const qiki_host* host_;
    plot::scene scene_;
    plot::look look_;
    std::string file_;
};
} // namespace
QIKI_PLUGIN(bridge, "qiki.bridge.plot", QIKI_KIND_BRIDGE, "1.0.0", "Draws a run in plan view as SVG");
