// @name@.cpp - a boat: it holds a course and a speed, and turns and speeds up no faster than it can.
#include <algorithm>
#include <qiki/qiki.hpp>

namespace {
using commands = qiki::port<"commands", qiki_command, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 0, "of the verbs below">;
using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1, "the boat">;
using receipts = qiki::port<"receipts", qiki_receipt, QIKI_PORT_STREAM, 4, "one a command">;

struct boat {
    using inputs = qiki::ports<commands>;
    using outputs = qiki::ports<truth, receipts>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC | QIKI_CAP_UNLOADABLE;
    static constexpr qiki_param params[] = {
        qiki::reals("at", "m", "0,0", -1e6, 1e6, "where it starts: east, north"),
        qiki::real("heading", "rad", 0, -2 * QIKI_PI, 2 * QIKI_PI, "at the start, clockwise from north"),
        qiki::real("speed", "m/s", 5, 0, 50, "at the start"),
        qiki::real("turn_rate", "rad/s", 0.05, 1e-4, 1, "at most"),
        qiki::real("acceleration", "m/s^2", 0.5, 1e-3, 10, "at most"),
    };
    enum verb : uint32_t { heading, speed };
    static constexpr qiki_verb verbs[] = {
        {"heading", "hold this bearing", {"bearing"}, {"rad"}, {-2 * QIKI_PI}, {2 * QIKI_PI}, 1, QIKI_BY_AGENT, 0, 0},
        {"speed", "hold this speed", {"speed"}, {"m/s"}, {0}, {50}, 1, QIKI_BY_AGENT, 0, 0},
    };

    boat(const qiki_host&, const qiki_instance_info& i) : entity(i.self_entity), index(i.index) {}

    void configure(const qiki::config& c) {
        const auto at = c.reals("at");
        if (at.size() != 2) c.refuse("at", "expected {east, north}, found %zu numbers", at.size());
        now.east = at[0], now.north = at[1];
        now.course = now.wanted_course = c.real("heading", 0), now.speed = now.wanted_speed = c.real("speed", 0);
        turn = c.real("turn_rate", 0), push = c.real("acceleration", 0);
    }

    qiki_status step(const qiki::tick<boat>& t) {
        const auto orders = t.read<commands>();
        if (t.pass() == 0) {
            for (const qiki_command& c : orders) if (obeys(c)) (c.verb == heading ? now.wanted_course : now.wanted_speed) = c.arg[0];
            advance(static_cast<double>(t.to() - t.from()) * 1e-9);
            answered = told = 0;
        }
        for (; answered < orders.size(); ++answered) {
            if (orders[answered].id == 0) continue; // nobody's
            if (t.room<receipts>() == 0) return QIKI_MORE; // go on here, in the next pass
            qiki_receipt r{};
            r.command = orders[answered].id, r.entity = entity, r.t = t.to(), r.source = index;
            r.status = obeys(orders[answered]) ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_REFUSED, r.label = QIKI_LABEL_OK;
            t.put<receipts>(r);
        }
        if (!told && t.room<truth>() == 0) return QIKI_MORE;
        if (!told++) t.put<truth>(body(t.from(), t.to()));
        return QIKI_OK;
    }

    void state(auto& io) { // saves, or loads what may be no number
        io(now);
        for (const double v : {now.east, now.north, now.course, now.speed, now.wanted_course, now.wanted_speed})
            if (!(qiki_fabs(v) < 1e9)) throw qiki::failure(QIKI_E_STATE, "state: not the motion of a boat");
    }

    // What decides later outputs; numbers alone, without padding.
    struct motion {
        double east, north, course, speed, wanted_course, wanted_speed, velocity[2];
    };

private:
    static bool obeys(const qiki_command& c) { // a host without a gate sends anything
        return c.verb <= speed && c.argc == 1 && c.arg[0] >= verbs[c.verb].min[0] && c.arg[0] <= verbs[c.verb].max[0];
    }

    // The velocity is that of the whole tick, so position is its sum: nothing ever jumps.
    void advance(double dt) {
        double off = now.wanted_course - now.course; // the short way round
        off -= 2 * QIKI_PI * static_cast<double>(static_cast<int64_t>(off / (2 * QIKI_PI) + (off < 0 ? -0.5 : 0.5)));
        now.course += std::clamp(off, -turn * dt, turn * dt);
        now.speed += std::clamp(now.wanted_speed - now.speed, -push * dt, push * dt);
        now.velocity[0] = now.speed * qiki_sin(now.course), now.velocity[1] = now.speed * qiki_cos(now.course);
        now.east += now.velocity[0] * dt, now.north += now.velocity[1] * dt;
    }
    qiki_truth body(qiki_ns from, qiki_ns to) const {
        qiki_truth b{};
        b.entity = entity, b.t = to, b.label = QIKI_LABEL_OK, b.object_class = QIKI_CLASS_VESSEL;
        b.flags = from <= 0 ? QIKI_TRUTH_CREATED : 0;
        b.pos[0] = now.east + 0.0, b.pos[1] = now.north + 0.0; // + 0.0: a record never holds -0
        b.vel[0] = now.velocity[0] + 0.0, b.vel[1] = now.velocity[1] + 0.0;
        b.valid = QIKI_TRUTH_HAS_ATTITUDE;
        const double half = (QIKI_PI / 2 - now.course) / 2; // its x axis points ahead
        b.att[0] = qiki_cos(half) + 0.0, b.att[3] = qiki_sin(half) + 0.0;
        return b;
    }
    uint64_t entity;
    uint32_t index, told = 0;
    size_t answered = 0;
    double turn = 0, push = 0;
    motion now{};
};
} // namespace
QIKI_PLUGIN(boat, "@id@", QIKI_KIND_VEHICLE, "0.1.0", "A boat that holds a course and a speed");
