// SPDX-License-Identifier: MIT
// plugins/sensors/gnss/gnss.cpp - qiki.sensor.gnss: a satellite receiver that fixes the place and velocity of its
// antenna.
#include "../common/carrier.hpp"
#include "../common/report.hpp"
#include "settings.hpp"

namespace gnss {

using sensors::vec3;

enum purpose : uint16_t { first = 1, wander, white, white_velocity, lost };
enum channel : uint32_t { places, velocities, accuracies, status };
constexpr uint32_t measured = 3; // the channels before status

constexpr qiki_channel channel_rows[] = {
    {"position", "m", "of the antenna: east, north, up of the scenario's origin", 3, 0, 0, 0},
    {"velocity", "m/s", "of the antenna: east, north, up", 3, 0, 0, 0},
    {"accuracy", "m", "standard deviation of the position as the receiver states it: horizontal each way, vertical", 2,
     0, 0, 0},
    sensors::status_channel,
};

class sensor {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
    using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM, measured + 1>;
    using inputs = qiki::ports<truth>;
    using outputs = qiki::ports<samples>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto& params = parameters.rows;
    static constexpr auto& channels = channel_rows;

    sensor(const qiki_host&, const qiki_instance_info& i) : key_(i.rng_key), carrier_(i.host_entity) {}

    void configure(const qiki::config& c) {
        if (carrier_.entity() == 0)
            throw qiki::failure(QIKI_E_CONFIG, "a receiver needs a vehicle to ride on; name one by on=");
        s_ = settings::read(c);
        const sensors::chance birth{key_, 0, carrier_.entity()};
        for (uint32_t i = 0; i < 3; ++i) wander_[i] = s_.wander[i].sigma * birth.normal(first, i);
    }

    qiki_status step(const qiki::tick<sensor>& t) {
        if (t.pass() == 0) {
            if (!s_.rate.due(t.from(), t.to())) return QIKI_OK;
            measure(t);
            told_ = 0;
        }
        for (; told_ < measured + s_.tells; ++told_) {
            if (t.room<samples>() == 0) return QIKI_MORE;
            t.put<samples>(now_[told_]);
        }
        return QIKI_OK;
    }

    void state(auto& io) {
        io(wander_), io(last_), io(before_);
        if constexpr (std::is_same_v<std::decay_t<decltype(io)>, qiki::reader>) {
            bool sound = before_ >= -1;
            for (double x : wander_) sound &= std::fabs(x) < 1e9;
            if (!sound) throw qiki::failure(QIKI_E_STATE, "load: this is not the drift of a receiver");
        }
    }

    // Is the antenna where it was put, whichever way the carrier faces; and is the drift what was asked for?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        qiki_truth body{};
        body.valid = QIKI_TRUTH_HAS_ATTITUDE;
        body.att[0] = body.att[3] = qiki_sqrt(0.5); // faces north
        const vec3 p = antenna(body)[0];
        double most = 0;
        for (size_t i = 0; i < 3; ++i)
            if (s_.wander[i].sigma > 0) most = std::max(most, std::fabs(wander_[i]) / s_.wander[i].sigma);
        sensors::test_report out{rows, carrier_.entity(), t};
        sensors::condition(out, s_.ills, t);
        out.row("antenna", std::fabs(p[0] + s_.at[1]) + std::fabs(p[1] - s_.at[0]) + std::fabs(p[2] - s_.at[2]), 0,
                1e-9);
        out.row("drift, sigmas", most, 0, 6, QIKI_TEST_WARN);
        return out.count;
    }

private:
    // Place and velocity; without attitude or rates the carrier counts as a point, or as not turning.
    std::array<vec3, 2> antenna(const qiki_truth& b) const {
        std::array<vec3, 2> a{{{b.pos[0], b.pos[1], b.pos[2]}, {b.vel[0], b.vel[1], b.vel[2]}}};
        if (!(b.valid & QIKI_TRUTH_HAS_ATTITUDE)) return a;
        const sensors::quaternion att{b.att[0], b.att[1], b.att[2], b.att[3]};
        const vec3 arm = sensors::to_enu(att, s_.at);
        vec3 rate{};
        if (b.valid & QIKI_TRUTH_HAS_RATE) rate = {b.rate[0], b.rate[1], b.rate[2]};
        const vec3 swing = sensors::to_enu(att, sensors::cross(rate, s_.at));
        for (size_t i = 0; i < 3; ++i) a[0][i] += arm[i], a[1][i] += swing[i];
        return a;
    }

    void measure(const qiki::tick<sensor>& t) {
        const qiki_truth* body = carrier_.in(t.template read<truth>());
        const uint64_t me = carrier_.entity();
        const sensors::chance draw{key_, t.seq(), me};
        const double dt = static_cast<double>(t.to() - std::max<qiki_ns>(before_, 0)) / 1e9;
        before_ = t.to();
        for (uint32_t i = 0; i < 3; ++i) wander_[i] = s_.wander[i].after(wander_[i], dt, draw.normal(wander, i));

        sensors::reason ill = s_.ills.known(t.to());
        const double loss = s_.ills.loss(t.to(), s_.gaps.dropout);
        if (!body || body->label != QIKI_LABEL_OK) ill = sensors::worse(ill, sensors::reason::no_carrier);
        else if (s_.gaps.holds(t.to())) ill = sensors::worse(ill, sensors::reason::dead);
        uint8_t trouble = sensors::silent(ill) ? sensors::row_of(ill).device : QIKI_SENSE_OK;
        if (trouble == QIKI_SENSE_OK) {
            if (t.to() <= s_.reacquire || s_.gaps.holds(t.to(), s_.reacquire) ||
                s_.ills.dead.hold(t.to(), s_.reacquire)) {
                trouble = QIKI_SENSE_CALIBRATING;
                ill = sensors::worse(ill, sensors::reason::acquiring);
            } else if (loss > 0 && draw.uniform(lost) < loss) trouble = QIKI_SENSE_DEGRADED;
        }
        for (uint32_t c = 0; c < measured; ++c) now_[c] = sensors::nothing(me, t.to(), c, trouble);
        now_[status] = sensors::status_of(me, t.to(), status, ill);
        if (!sensors::silent(ill) && s_.ills.stuck.hold(t.to())) {
            for (uint32_t c = 0; c < measured; ++c) now_[c] = sensors::again(last_[c], now_[c], s_.ills.self_check);
            return;
        }
        if (trouble != QIKI_SENSE_OK) {
            if (body && s_.ills.enabled) substitute();
            return;
        }
        const double louder = s_.ills.noise_factor(t.to()), away = s_.ills.run_away(t.to());
        auto [place, speed] = antenna(sensors::moved_on(*body, t.to()));
        for (uint32_t i = 0; i < 3; ++i) {
            place[i] = sensors::in_steps(place[i] + wander_[i] + away + louder * s_.noise[i] * draw.normal(white, i),
                                         s_.step[i]);
            speed[i] = sensors::in_steps(speed[i] + louder * s_.noise_velocity * draw.normal(white_velocity, i),
                                         s_.step_velocity);
        }
        now_[places] = sensors::reading(me, t.to(), places, place);
        now_[velocities] = sensors::reading(me, t.to(), velocities, speed);
        now_[accuracies] = sensors::reading(me, t.to(), accuracies, {sigma(0), sigma(2), 0}, 2);
        for (uint32_t c = 0; c < measured; ++c) {
            last_[c] = now_[c];
            if (sensors::doubtful(ill)) now_[c].status = sensors::row_of(ill).device, now_[c].trust = 0.5;
        }
    }

    double sigma(size_t axis) const {
        const double w = s_.wander[axis].sigma, n = s_.noise[axis], q = s_.step[axis];
        return qiki_sqrt(w * w + n * n + q * q / 12); // a step spreads evenly over its width
    }

    void substitute() {
        if (s_.on_outage == settings::absent::none) return;
        const qiki_ns now = now_[places].t;
        for (uint32_t c = 0; c < measured; ++c) now_[c] = sensors::held(last_[c], now_[c]);
        if (s_.on_outage == settings::absent::hold || now_[places].label != QIKI_LABEL_STALE) return;
        const double dt = static_cast<double>(now - now_[places].t) / 1e9;
        for (size_t i = 0; i < 3; ++i) now_[places].v[i] = now_[places].v[i] + dt * now_[velocities].v[i] + 0.0;
        now_[places].t = now_[velocities].t = now;
        now_[places].label = now_[velocities].label = QIKI_LABEL_FALLBACK;
    }

    uint64_t key_;
    sensors::carrier carrier_;
    settings s_;
    // Kept from tick to tick.
    vec3 wander_{};
    std::array<qiki_sample, measured> last_{}; // of the last fix
    qiki_ns before_ = -1;                      // when it was due last
    // Of this tick only.
    std::array<qiki_sample, measured + 1> now_{};
    uint32_t told_ = 0;
};

} // namespace gnss

QIKI_PLUGIN(gnss::sensor, "qiki.sensor.gnss", QIKI_KIND_SENSOR, "0.1.0",
            "Satellite receiver: place and velocity with noise and drift, lever arm, outages, reacquisition");
