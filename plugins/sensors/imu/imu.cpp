// SPDX-License-Identifier: MIT
// plugins/sensors/imu/imu.cpp - qiki.sensor.imu: three gyros and three accelerometers, strapped to their carrier.
#include "../common/carrier.hpp"
#include "../common/report.hpp"
#include "settings.hpp"

namespace imu {

enum purpose : uint16_t {
    gyro_born = 1,
    force_born,
    gyro_scale,
    force_scale,
    gyro_first,
    force_first,
    gyro_wander,
    force_wander,
    gyro_white,
    force_white,
    lost
};
enum channel : uint32_t { rates, forces, status };

constexpr qiki_channel channel_rows[] = {
    {"rate", "rad/s", "turn rates about the body axes: x ahead, y left, z up", 3, 0, 0, 0},
    {"force", "m/s^2", "specific force along the body axes, mean since the sample before", 3, 0, 0, 0},
    sensors::status_channel,
};

class sensor {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
    using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM, 3>;
    using inputs = qiki::ports<truth>;
    using outputs = qiki::ports<samples>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto& params = parameters.rows;
    static constexpr auto& channels = channel_rows;

    sensor(const qiki_host&, const qiki_instance_info& i) : key_(i.rng_key), carrier_(i.host_entity) {}

    void configure(const qiki::config& c) {
        if (carrier_.entity() == 0)
            throw qiki::failure(QIKI_E_CONFIG, "an inertial unit needs a vehicle to ride on; name one by on=");
        s_ = settings::read(c);
        const sensors::chance birth{key_, 0, carrier_.entity()};
        for (uint32_t i = 0; i < 3; ++i) {
            born_[rates][i] = s_.gyro.bias * birth.normal(gyro_born, i);
            born_[forces][i] = s_.force.bias * birth.normal(force_born, i);
            wander_[rates][i] = s_.gyro.wander.sigma * birth.normal(gyro_first, i);
            wander_[forces][i] = s_.force.wander.sigma * birth.normal(force_first, i);
            scale_[rates][i] = 1 + s_.gyro.scale * birth.normal(gyro_scale, i);
            scale_[forces][i] = 1 + s_.force.scale * birth.normal(force_scale, i);
        }
    }

    qiki_status step(const qiki::tick<sensor>& t) {
        if (t.pass() == 0) {
            if (!s_.rate.due(t.from(), t.to())) return QIKI_OK;
            measure(t);
            told_ = 0;
        }
        for (; told_ < (s_.tells ? 3 : 2); ++told_) {
            if (t.room<samples>() == 0) return QIKI_MORE;
            t.put<samples>(now_[told_]);
        }
        return QIKI_OK;
    }

    void state(auto& io) {
        io(wander_), io(last_), io(before_);
        if constexpr (std::is_same_v<std::decay_t<decltype(io)>, qiki::reader>) {
            bool sound = before_.t >= -1 && before_.of <= before_.t;
            for (const vec3& w : wander_)
                for (double x : w) sound &= std::fabs(x) < 1e9;
            if (!sound) throw qiki::failure(QIKI_E_STATE, "load: these are not the drifts of an inertial unit");
        }
    }

    // Does a unit without errors, level and at rest, feel gravity alone; and is this one's bias what was asked for?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const double down = s_.gravity.down_on(QIKI_CLASS_UNKNOWN);
        const vec3 felt = specific_force({1, 0, 0, 0}, {1, 0, 0, 0}, {}, {0, 0, -down}, 1);
        sensors::test_report out{rows, carrier_.entity(), t};
        sensors::condition(out, s_.ills, t);
        out.row("gravity", felt[2] - down, -1e-12, 1e-12);
        out.row("gyro bias, sigmas", sigmas(born_[rates], s_.gyro.bias), 0, 6, QIKI_TEST_WARN);
        out.row("force bias, sigmas", sigmas(born_[forces], s_.force.bias), 0, 6, QIKI_TEST_WARN);
        return out.count;
    }

private:
    struct past {        // the carrier at the sample before
        qiki_ns t = -1;  // -1: none
        qiki_ns of = -1; // when what follows was true: a slower writer's truth is older
        vec3 pos{}, vel{};
        sensors::quaternion att{};
    };

    static double sigmas(const vec3& v, double sigma) {
        double most = 0;
        for (double x : v) most = std::max(most, std::fabs(x));
        return sigma > 0 ? most / sigma : most;
    }

    // Mean over dt seconds, in body axes half-way: acceleration less gravity.
    static vec3 specific_force(const sensors::quaternion& from, const sensors::quaternion& to, const vec3& gain,
                               const vec3& g, double dt) {
        return sensors::to_body(sensors::between(from, to),
                                {gain[0] / dt - g[0], gain[1] / dt - g[1], gain[2] / dt - g[2]});
    }

    void measure(const qiki::tick<sensor>& t) {
        const qiki_truth* body = carrier_.in(t.template read<truth>());
        const sensors::chance draw{key_, t.seq(), carrier_.entity()};
        const qiki_ns since = before_.t >= 0 ? t.to() - before_.t : s_.rate.period ? s_.rate.period : t.to() - t.from();
        const double dt = static_cast<double>(since) / 1e9;
        for (uint32_t i = 0; i < 3; ++i) { // also while nobody listens
            wander_[rates][i] = s_.gyro.wander.after(wander_[rates][i], dt, draw.normal(gyro_wander, i));
            wander_[forces][i] = s_.force.wander.after(wander_[forces][i], dt, draw.normal(force_wander, i));
        }
        sensors::reason ill = s_.ills.known(t.to());
        const double loss = s_.ills.loss(t.to(), s_.gaps.dropout);
        if (!body || body->label != QIKI_LABEL_OK) ill = sensors::worse(ill, sensors::reason::no_carrier);
        else if (s_.gaps.holds(t.to())) ill = sensors::worse(ill, sensors::reason::dead);
        uint8_t trouble = sensors::silent(ill) ? sensors::row_of(ill).device : QIKI_SENSE_OK;
        if (trouble == QIKI_SENSE_OK && loss > 0 && draw.uniform(lost) < loss) trouble = QIKI_SENSE_DEGRADED;
        for (uint32_t c : {rates, forces}) now_[c] = sensors::nothing(carrier_.entity(), t.to(), c, trouble);

        const bool turns = body && (body->valid & QIKI_TRUTH_HAS_RATE),
                   faces = body && (body->valid & QIKI_TRUTH_HAS_ATTITUDE);
        past seen{t.to(), t.to(), {}, {}, {}};
        if (body) {
            seen.of = std::min(body->t, t.to());
            std::copy_n(body->pos, 3, seen.pos.begin()), std::copy_n(body->vel, 3, seen.vel.begin());
            std::copy_n(body->att, 4, seen.att.begin());
        }
        if (trouble == QIKI_SENSE_OK && turns)
            show(rates, {body->rate[0], body->rate[1], body->rate[2]}, s_.gyro, draw, gyro_white, dt);
        const bool again = body && before_.t >= 0 && seen.of <= before_.of; // of that no force is known
        if (trouble == QIKI_SENSE_OK && faces && before_.t >= 0 && !again) {
            const double between = static_cast<double>(seen.of - before_.of) / 1e9;
            vec3 gain;
            for (size_t i = 0; i < 3; ++i) gain[i] = seen.vel[i] - before_.vel[i];
            const vec3 g = s_.gravity.mean(body->object_class, before_.pos, before_.vel, seen.pos, seen.vel, between);
            show(forces, specific_force(before_.att, seen.att, gain, g, between), s_.force, draw, force_white, between);
        }
        for (uint32_t c : {rates, forces}) {
            if (s_.ills.stuck.hold(t.to()) && !sensors::silent(ill))
                now_[c] =
                    sensors::again(last_[c], sensors::nothing(carrier_.entity(), t.to(), c, 0), s_.ills.self_check);
            else if (now_[c].label == QIKI_LABEL_OK) last_[c] = now_[c];
            else if (s_.holds && now_[c].label == QIKI_LABEL_NO_DATA && body && s_.ills.enabled)
                now_[c] = sensors::held(last_[c], now_[c]);
            if (sensors::doubtful(ill) && now_[c].label == QIKI_LABEL_OK)
                now_[c].status = sensors::row_of(ill).device, now_[c].trust = 0.5;
        }
        now_[status] = sensors::status_of(carrier_.entity(), t.to(), status, ill);
        if (again && faces) before_.t = seen.t;
        else before_ = body && faces ? seen : past{};
    }

    // The true value with all errors; beyond the range it stops there, and says so.
    void show(uint32_t c, const vec3& real, const triad& e, const sensors::chance& draw, uint16_t white, double dt) {
        const double sigma = sensors::white_sigma(e.density, dt) * s_.ills.noise_factor(now_[c].t),
                     away = c == rates ? s_.ills.run_away(now_[c].t) : 0;
        vec3 v;
        bool within = true;
        for (uint32_t i = 0; i < 3; ++i) {
            v[i] = scale_[c][i] * real[i] + born_[c][i] + wander_[c][i] + sigma * draw.normal(white, i) + away;
            v[i] = sensors::in_steps(v[i], e.step);
            within &= std::fabs(v[i]) <= e.range;
            v[i] = std::clamp(v[i], -e.range, e.range);
        }
        now_[c] = sensors::reading(carrier_.entity(), now_[c].t, c, v);
        if (!within) now_[c].label = QIKI_LABEL_INVALID, now_[c].status = QIKI_SENSE_DEGRADED, now_[c].trust = 0;
    }

    uint64_t key_;
    sensors::carrier carrier_;
    settings s_;
    // What this device was born with, by channel.
    std::array<vec3, 2> born_{}, scale_{};
    // Kept from tick to tick.
    std::array<vec3, 2> wander_{};
    std::array<qiki_sample, 2> last_{}; // good ones
    past before_;
    // Of this tick only.
    std::array<qiki_sample, 3> now_{};
    uint32_t told_ = 0;
};

} // namespace imu

QIKI_PLUGIN(imu::sensor, "qiki.sensor.imu", QIKI_KIND_SENSOR, "0.1.0",
            "Inertial unit: rates and specific forces with noise, biases that wander, errors of scale, outages");
