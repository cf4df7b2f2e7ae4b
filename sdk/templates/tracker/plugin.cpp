// @name@.cpp - nearest neighbour, and a Kalman filter an axis (constant velocity, white acceleration), for plots.
#include <algorithm>
#include <qiki/looked.h>
#include <qiki/qiki.hpp>
#include <vector>
namespace {
using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using tracks = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT, 64, "all live ones, after each look">;
struct axis { // place, speed and their covariance; Bar-Shalom, Li, Kirubarajan 2001, sections 5.2.3 and 6.2.2
    double x, v, xx, xv, vv;
    axis at(double t, double q = 0) const { // so much later
        return {x + v * t, v, xx + t * (2 * xv + t * vv + q * t * t / 3), xv + t * (vv + q * t / 2), vv + q * t};
    }
    axis with(double z, double r) const { // and a plot there, of variance r
        const double s = xx + r, y = (z - x) / s;
        return {x + xx * y, v + xv * y, xx * (r / s), xv * (r / s), vv - xv / s * xv};
    }
};
struct track { uint64_t id; qiki_ns update, birth; uint32_t hits, misses; axis of[3]; }; // saved as it is: no padding
struct plot { double z[3], r, ago; qiki_ns t; uint64_t id; bool used; auto operator<=>(const plot&) const = default; };
struct tracker {
    using inputs = qiki::ports<frames, contacts>; using outputs = qiki::ports<tracks>;
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
        const auto looks = qiki::looks<frames, contacts>(t);
        if (looks.empty()) return t.keep<tracks>(), QIKI_OK;
        if (t.pass() == 0) for (told = 0, left_out = false; const auto& [frame, found] : looks) follow(*frame, found);
        for (; told < live.size(); t.put<tracks>(record(live[told++])))
            if (t.room<tracks>() == 0) return QIKI_MORE; // go on here, in the next pass
        std::erase_if(live, [&](const track& x) { return now - x.update > drop; });
        return left_out ? QIKI_TRUNCATED : QIKI_OK; // late, or of a kind that it does not know
    }
    void state(auto& io) { io(now), io(newest), io(born), io(live); }
    void follow(const qiki_frame& f, std::span<const qiki_contact> found) {
        const uint64_t sensor = uint64_t{f.source} << 16 | f.sensor; // what was lost, is late or comes again is no look
        if (f.count != found.size() || f.t_to < now || (f.t_to == now && sensor == newest)) return left_out |= f.t_to < now, void();
        for (track& x : live) for (axis& a : x.of) a = a.at(static_cast<double>(f.t_to - now) * 1e-9, q);
        now = f.t_to, newest = sensor;
        std::vector<plot> plots; double widest = 0, oldest = 0; // variance, age
        for (const qiki_contact& c : found) left_out |= c.kind > QIKI_ENU || (c.kind == QIKI_POLAR && f.axes), place(f, c, plots);
        for (const plot& p : plots) widest = std::max(widest, p.r), oldest = std::max(oldest, p.ago);
        std::ranges::sort(plots); // by east: near ones are found fast, and the order of contacts is nothing
        for (track& x : live) { // the oldest first, each its nearest
            const axis e = x.of[0], then = e.at(-oldest);
            const double reach = qiki_sqrt(gate * (std::max(e.xx, then.xx) + widest)) + std::abs(then.x - e.x);
            auto p = std::ranges::lower_bound(plots, e.x - reach, {}, [](const plot& a) { return a.z[0]; }), best = plots.end();
            for (double least = gate, d = 0; p != plots.end() && p->z[0] <= e.x + reach; ++p, d = 0) {
                for (int k = 0; k < 3; ++k) { const axis a = x.of[k].at(-p->ago); d += (p->z[k] - a.x) * (p->z[k] - a.x) / (a.xx + p->r); }
                if (!p->used && d < least) least = d, best = p;
            }
            if (best == plots.end()) { if (qiki_looked_at(&f, std::array{x.of[0].x, x.of[1].x, x.of[2].x}.data())) ++x.misses; continue; }
            best->used = true, ++x.hits, x.misses = 0, x.update = std::max(x.update, best->t);
            for (axis& a : x.of) a = a.at(-best->ago).with(best->z[&a - x.of], best->r).at(best->ago);
        }
        const auto begin = [this](const plot& p, int k) { return axis{p.z[k], 0, p.r, 0, speed * speed}.at(p.ago); };
        for (const plot& p : plots)
            if (!p.used) live.push_back({++born, p.t, p.t, 1, 0, {begin(p, 0), begin(p, 1), begin(p, 2)}});
    }
    static void place(const qiki_frame& f, const qiki_contact& c, std::vector<plot>& to) { // unless it says too little
        const double ago = (static_cast<double>(f.t_to) - static_cast<double>(c.t)) * 1e-9; // s
        const bool polar = c.kind == QIKI_POLAR && f.axes == QIKI_AXES_ENU && (f.valid & QIKI_FRAME_HAS_PLATFORM);
        if (qiki_contact_flaw(&c) || c.t > f.t_to || ago > 1e3 || c.label != QIKI_LABEL_OK || (!polar && c.kind != QIKI_ENU) ||
            (~c.valid & (QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV))) return;
        const double r = c.z[0], b = c.z[1], e = c.z[2], n = polar ? r * r : 1, a = r * qiki_cos(e);
        const double s = 1 + std::max({c.cov[0], n * c.cov[4], n * c.cov[7]}), x = f.pos[0] - ago * f.vel[0]; // the antenna's
        const double y = f.pos[1] - ago * f.vel[1], z = f.pos[2] - ago * f.vel[2]; // place at that time
        for (const double v : {s, r, b, e, x, y, z}) if (std::abs(v) > 1e12) return;
        if (polar) to.push_back({{x + a * qiki_sin(b), y + a * qiki_cos(b), z + r * qiki_sin(e)}, s, ago, c.t, c.id, false});
        else to.push_back({{r, b, e}, s, ago, c.t, c.id, false});
    }
    qiki_track record(const track& x) const {
        qiki_track r{}; const qiki_ns silent = now - x.update;
        r.id = x.id, r.t = now, r.t_update = x.update, r.t_birth = x.birth, r.hits = x.hits, r.misses = x.misses;
        r.valid = QIKI_TRACK_HAS_VELOCITY | QIKI_TRACK_HAS_COV, r.label = QIKI_LABEL_OK, r.state_dims = 3;
        r.status = silent > drop ? QIKI_TRACK_ENDED : x.hits < confirm ? QIKI_TRACK_TENTATIVE
                 : silent > drop / 2 ? QIKI_TRACK_COASTING : QIKI_TRACK_CONFIRMED;
        for (int k = 0, at = 0, up = 15; k < 3; at += 6 - k, up += 3 - k, ++k) { // rows of the upper triangle of p
            r.x[k] = x.of[k].x + 0.0, r.x[k + 3] = x.of[k].v + 0.0; // + 0.0: a record never holds -0
            r.p[at] = x.of[k].xx, r.p[at + 3] = x.of[k].xv + 0.0, r.p[up] = x.of[k].vv;
        }
        return r;
    }
    double q = 0, gate = 0, speed = 0;
    int64_t confirm = 0, drop = 0, now = INT64_MIN; uint64_t newest = 0, born = 0, told = 0; bool left_out = false;
    std::vector<track> live;
};
} // namespace
QIKI_PLUGIN(tracker, "@id@", QIKI_KIND_TRACKER, "0.1.0", "Nearest neighbour with a Kalman filter an axis");
