// @name@.cpp - nearest neighbour, and a Kalman filter an axis (constant velocity, white acceleration), for plots in space.
#include <algorithm>
#include <qiki/check.h>
#include <qiki/qiki.hpp>
#include <tuple>
#include <vector>
namespace {
using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT, 64, "all live ones, after each look">;
struct axis { // place, speed and their covariance; Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 6.2.2
    double x, v, xx, xv, vv;
    void predict(double t, double q) { x += v * t, xx += t * (2 * xv + t * vv + q * t * t / 3), xv += t * (vv + q * t / 2), vv += q * t; }
    void update(double y, double r, double s) { x += xx / s * y, v += xv / s * y, vv -= xv / s * xv, xv *= r / s, xx *= r / s; }
};
struct track { uint64_t id; qiki_ns update, birth; uint32_t hits, misses; axis of[3]; }; // saved as it is: no padding
struct plot { double z[3], r; uint64_t id; bool used; auto operator<=>(const plot&) const = default; };
struct look { const qiki_frame* f; std::span<const qiki_contact> found; };
struct tracker {
    using inputs = qiki::ports<frames, contacts>;
    using outputs = qiki::ports<tracks>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE;
    static constexpr qiki_param params[] = {
        qiki::real("q", "m^2/s^3", 10, 1e-6, 1e6, "spectral density of acceleration"),
        qiki::real("gate", "", 16, 1, 100, "a plot farther than this (chi-square of 3) is of somebody else"),
        qiki::real("speed", "m/s", 150, 1, 1e4, "standard deviation of the speed of a new track"),
        qiki::integer("confirm", "", 3, 1, 100, "plots until a track is confirmed"),
        qiki::real("drop", "s", 10, 0.1, 1e4, "a track ends after so long without a plot")};
    tracker(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config& c) {
        q = c.real("q", 0), gate = c.real("gate", 0), speed = c.real("speed", 0), confirm = c.integer("confirm", 0);
        drop = static_cast<qiki_ns>(c.real("drop", 0) * 1e9);
    }
    qiki_status step(const qiki::tick<tracker>& t) {
        std::vector<look> looks;
        for (const auto f : t.views<frames>()) for (const auto c : t.views<contacts>())
            if (f.head.producer == c.head.producer) for (const qiki_frame& x : f) if (!qiki_frame_flaw(&x) && x.t_available <= t.to()) looks.push_back({&x, c.slice(x.first, x.count)});
        const auto key = [](const look& l) { return std::tie(l.f->t_available, l.f->t_to, l.f->source, l.f->sensor, l.f->seq); };
        std::stable_sort(looks.begin(), looks.end(), [&](const look& a, const look& b) { return key(a) < key(b); });
        if (looks.empty()) return t.keep<tracks>(), QIKI_OK;
        if (t.pass() == 0) for (told = 0; const look& l : looks) follow(*l.f, l.found);
        for (; told < live.size(); t.put<tracks>(record(live[told++])))
            if (t.room<tracks>() == 0) return QIKI_MORE; // go on here, in the next pass
        std::erase_if(live, [&](const track& x) { return now - x.update > drop; });
        return QIKI_OK;
    }
    void state(auto& io) { io(now), io(newest), io(born), io(live); }
    void follow(const qiki_frame& f, std::span<const qiki_contact> found) {
        const uint64_t sensor = uint64_t{f.source} << 16 | f.sensor;
        if (f.t_to < now || (f.t_to == now && sensor == newest)) return; // late, or said twice
        for (track& x : live) for (axis& a : x.of) a.predict(static_cast<double>(f.t_to - now) * 1e-9, q);
        now = f.t_to, newest = sensor;
        std::vector<plot> plots; double widest = 0; // variance
        for (const qiki_contact& c : found) if (place(f, c, plots)) widest = std::max(widest, plots.back().r);
        std::sort(plots.begin(), plots.end()); // by east: near ones are found fast, and the order of contacts is nothing
        for (track& x : live) { // the oldest first, each its nearest
            const double reach = qiki_sqrt(gate * (x.of[0].xx + widest)), east = x.of[0].x;
            auto p = std::ranges::lower_bound(plots, east - reach, {}, [](const plot& a) { return a.z[0]; }), best = plots.end();
            for (double least = gate, d = 0; p != plots.end() && p->z[0] <= east + reach; ++p, d = 0) {
                for (int k = 0; k < 3; ++k) d += (p->z[k] - x.of[k].x) * (p->z[k] - x.of[k].x) / (x.of[k].xx + p->r);
                if (!p->used && d < least) least = d, best = p;
            }
            if (++x.misses; best == plots.end()) continue;
            best->used = true, ++x.hits, x.misses = 0, x.update = now;
            for (int k = 0; k < 3; ++k) x.of[k].update(best->z[k] - x.of[k].x, best->r, x.of[k].xx + best->r);
        }
        const double vv = speed * speed;
        for (const auto& [z, r, id, used] : plots)
            if (!used) live.push_back({++born, now, now, 1, 0, {{z[0], 0, r, 0, vv}, {z[1], 0, r, 0, vv}, {z[2], 0, r, 0, vv}}});
    }
    // Where it was seen, and one variance for all axes; a contact that does not say enough is no plot.
    static bool place(const qiki_frame& f, const qiki_contact& c, std::vector<plot>& to) {
        constexpr uint32_t wanted = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV;
        const bool polar = c.kind == QIKI_POLAR && f.axes == QIKI_AXES_ENU && (f.valid & QIKI_FRAME_HAS_PLATFORM);
        if (qiki_contact_flaw(&c) || c.t > f.t_to || c.label != QIKI_LABEL_OK || (c.valid & wanted) != wanted || (!polar && c.kind != QIKI_ENU)) return false;
        const double r = c.z[0], b = c.z[1], e = c.z[2], n = polar ? r * r : 1, a = r * qiki_cos(e), s = 1 + std::max({c.cov[0], n * c.cov[4], n * c.cov[7]});
        if (std::max({s, std::abs(r), std::abs(b), std::abs(e), std::abs(f.pos[0]), std::abs(f.pos[1]), std::abs(f.pos[2])}) > 1e12) return false;
        to.push_back({{r, b, e}, s, c.id, false});
        if (polar) to.back().z[0] = f.pos[0] + a * qiki_sin(b), to.back().z[1] = f.pos[1] + a * qiki_cos(b), to.back().z[2] = f.pos[2] + r * qiki_sin(e);
        return true;
    }
    qiki_track record(const track& x) const {
        qiki_track r{};
        r.id = x.id, r.t = now, r.t_update = x.update, r.t_birth = x.birth, r.hits = x.hits, r.misses = x.misses;
        r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV, r.label = QIKI_LABEL_OK, r.state_dims = 3;
        const uint8_t seen = now - x.update > drop / 2 ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED, begun = x.hits < confirm ? QIKI_TRACK_TENTATIVE : seen;
        r.status = now - x.update > drop ? QIKI_TRACK_ENDED : begun;
        for (int k = 0, at = 0, up = 15; k < 3; at += 6 - k, up += 3 - k, ++k) { // rows of the upper triangle of p
            r.x[k] = x.of[k].x + 0.0, r.x[k + 3] = x.of[k].v + 0.0; // + 0.0: a record never holds -0
            r.p[at] = x.of[k].xx, r.p[at + 3] = x.of[k].xv + 0.0, r.p[up] = x.of[k].vv;
        }
        return r;
    }
    double q = 0, gate = 0, speed = 0;
    int64_t confirm = 0, drop = 0, now = INT64_MIN;
    uint64_t newest = 0, born = 0, told = 0;
    std::vector<track> live;
};
} // namespace
QIKI_PLUGIN(tracker, "@id@", QIKI_KIND_TRACKER, "0.1.0", "Nearest neighbour with a Kalman filter an axis");
