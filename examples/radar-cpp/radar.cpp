// SPDX-License-Identifier: MIT
// examples/radar-cpp/radar.cpp - a radar in C++: a fixed antenna that sees all bodies in range, with noise in range and
// bearing.
#include <algorithm>
#include <qiki/qiki.hpp>

namespace {
using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 0, "the bodies of the scenario">;
using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM, 1, "one a tick">;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM, 256, "range, bearing, elevation">;

struct radar {
    using inputs = qiki::ports<truth>;
    using outputs = qiki::ports<frames, contacts>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr qiki_param params[] = {qiki::reals("position", "m", "0,0,0", 0, 0, "of the antenna, ENU"),
                                            qiki::real("range", "m", 20e3, 1, 1e6, "beyond it nothing is seen"),
                                            qiki::real("sigma.bearing", "rad", 0.002, 0, 0.1, "standard deviation"),
                                            qiki::real("sigma.range", "m", 15, 0, 1e3, "standard deviation")};

    radar(const qiki_host&, const qiki_instance_info& i) : key(i.rng_key), me(i.index) {}
    void configure(const qiki::config& c) {
        const auto p = c.reals("position");
        if (p.size() != 3) c.refuse("position", "expected {east, north, up}, found %zu numbers", p.size());
        std::copy(p.begin(), p.end(), pos);
        range = c.real("range", 0), sigma[0] = c.real("sigma.range", 0), sigma[1] = c.real("sigma.bearing", 0);
    }
    qiki_status step(const qiki::tick<radar>& t) {
        if (t.pass() == 0) next = 0, first = t.ordinal<contacts>();
        for (const auto bodies = t.read<truth>(); next < bodies.size(); ++next) {
            const qiki_truth& b = bodies[next];
            const double ago = (double(t.to()) - double(b.t)) * 1e-9; // s: a truth that is written seldom is moved on
            const auto off = [&](int k) { return b.pos[k] + ago * b.vel[k] - pos[k]; };
            const double e = off(0), n = off(1), u = off(2), ground = qiki_hypot(e, n), r = qiki_hypot(ground, u);
            if (!(r < range)) continue;
            if (t.room<contacts>() == 0) return QIKI_MORE; // go on here, in the next pass
            const qiki_bits noise = qiki_draw(key, t.seq(), b.entity, 0, 0);
            qiki_contact c{.id = t.ordinal<contacts>() + 1, .t = t.to(), .frame = t.seq(), .label = QIKI_LABEL_OK};
            c.valid = QIKI_CONTACT_HAS_POSITION | QIKI_CONTACT_HAS_COV;
            c.z[0] = std::max(0.0, r + sigma[0] * qiki_normal(noise, 0));
            c.z[1] = qiki_atan2(e, n) + sigma[1] * qiki_normal(noise, 1);
            c.z[2] = qiki_atan2(u, ground);
            c.cov[0] = sigma[0] * sigma[0], c.cov[4] = sigma[1] * sigma[1];
            t.put<contacts>(c);
        }
        if (t.room<frames>() == 0) return QIKI_MORE;
        qiki_frame f{.seq = t.seq(), .t_from = t.from(), .t_to = t.to(), .t_available = t.to(), .first = first};
        f.count = uint32_t(t.ordinal<contacts>() - first), f.source = me, f.flags = QIKI_FRAME_COMPLETE;
        f.valid = QIKI_FRAME_HAS_PLATFORM, f.label = QIKI_LABEL_OK, f.att[0] = 1;
        std::copy(pos, pos + 3, f.pos);
        t.put<frames>(f);
        return QIKI_OK;
    }
    uint64_t key, next = 0, first = 0;
    uint32_t me;
    double range = 0, pos[3] = {}, sigma[2] = {};
};
} // namespace
QIKI_PLUGIN(radar, "org.example.radar.cpp", QIKI_KIND_RADAR, "1.0.0", "Fixed radar, written in C++");
