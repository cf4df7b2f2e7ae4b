// SPDX-License-Identifier: MIT
// plugins/sensors/common/device.hpp - a sensor as a plugin: what all of them do around what each of them measures.
#pragma once
#include "answer.hpp"
#include "faults.hpp"
#include "mount.hpp"
#include "qiki/check/sample.h"
#include "quantity.hpp"

namespace sensors {

// What a model sees of the world at one measurement, and the errors it makes.
struct look {
    const qiki_truth& me; // as it is at t; the others may be older
    std::span<const qiki_truth> world;
    chance draw;
    qiki_ns t;
    double dt;    // s since the measurement before
    double noise; // of the main quantity
    const std::array<double, elements>& bias;

    // Of the i-th element of the main quantity.
    double error(uint32_t i) const { return bias[i] + (noise > 0 ? noise * draw.normal(white, i) : 0); }
};

// Model:
//   static constexpr qiki_channel channels[]    the last is status_channel
//   static constexpr table<> params             its own, quantity's, those of every_device()
//   void read(const qiki::config&)              or with the host, read(const qiki::config&, const qiki_host&)
//   void measure(const look&, answer&)          tells what there is; of the rest there is NO_DATA
//   void selftest(test_report&) const
// and, where it needs them: state(auto& io), sound(), rest(qiki_ns) when it is not asked, hear(...) of its carrier's
// samples.
template <class Model>
class device {
public:
    static constexpr auto& channels = Model::channels;
    static constexpr uint32_t channel_count = std::size(Model::channels), records = answer::records(Model::channels);
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
    using carried = qiki::port<"carried", qiki_sample, QIKI_PORT_SNAPSHOT | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
    using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM, records>;
    using events = qiki::port<"events", qiki_event, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 1>;
    static constexpr bool listens = requires { Model::listens; };
    using inputs = std::conditional_t<listens, qiki::ports<truth, carried>, qiki::ports<truth>>;
    using outputs = qiki::ports<samples, events>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto& params = Model::params.rows;

    device(const qiki_host& h, const qiki_instance_info& i)
        : host_(&h), key_(i.rng_key), index_(i.index), carrier_(i.host_entity) {}

    void configure(const qiki::config& c) {
        if (carrier_.entity() == 0)
            throw qiki::failure(QIKI_E_CONFIG, "a sensor needs a vehicle to ride on; name one by on=");
        rate_ = schedule::of(c.real("rate", 0)), dropout_ = c.real("dropout", 0);
        errors_ = quantity::read(c), faults_ = faults::read(c);
        if constexpr (requires { model_.read(c, *host_); }) model_.read(c, *host_);
        else model_.read(c);
        const chance birth{key_, 0, carrier_.entity()};
        for (uint32_t i = 0; i < elements; ++i) born_[i] = errors_.bias * birth.normal(born, i);
        for (size_t g = 0; g < codes_.size(); ++g) codes_[g] = qiki::intern(*host_, change_names[g]);
        for (size_t r = 0; r < texts_.size(); ++r) texts_[r] = qiki::intern(*host_, reasons[r].name);
        for (uint32_t k = 0; k < channel_count; ++k)
            if (channels[k].width == 1) shown_[k] = {*host_, channels[k].name, channels[k].unit, channels[k].help};
        shown_[channel_count - 1] = {*host_, "status", "", "0 ok, 1 warn, 2 crit, 3 na"};
    }

    qiki_status step(const qiki::tick<device>& t) {
        if (t.pass() == 0) {
            told_ = records, change_ = false;
            if (!rate_.due(t.from(), t.to())) return QIKI_OK;
            measure(t);
            told_ = 0;
        }
        for (; told_ < records; ++told_) {
            if (t.template room<samples>() == 0) return QIKI_MORE;
            t.template put<samples>(now_[told_]);
        }
        if (change_ && t.template wanted<events>()) {
            if (t.template room<events>() == 0) return QIKI_MORE;
            t.template put<events>(changed(t.to()));
            change_ = false;
        }
        return QIKI_OK;
    }

    void state(auto& io) {
        io(walk_), io(last_), io(before_), io(status_), io(found_);
        if constexpr (requires { model_.state(io); }) model_.state(io);
        if constexpr (std::is_same_v<std::decay_t<decltype(io)>, qiki::reader>) {
            bool sound = before_ >= -1 && status_ < reasons.size() && found_ < reasons.size();
            for (double x : walk_) sound = sound && std::fabs(x) < 1e15;
            for (const qiki_sample& s : last_)
                sound = sound && !qiki_sample_flaw(&s) &&
                        (s.label == QIKI_LABEL_NO_DATA || (s.entity == carrier_.entity() && s.channel < channel_count));
            if constexpr (requires { model_.sound(); }) sound = sound && model_.sound();
            if (!sound) throw qiki::failure(QIKI_E_STATE, "load: this is not the memory of such a sensor");
        }
    }

    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        test_report out{rows, carrier_.entity(), t};
        condition(out, faults_, t);
        if (!faults_.enabled) return out.count;
        double most = 0;
        for (double x : born_) most = std::max(most, std::fabs(x));
        out.row("bias, sigmas", errors_.bias > 0 ? most / errors_.bias : 0, 0, 6, QIKI_TEST_WARN);
        model_.selftest(out);
        return out.count;
    }

private:
    static constexpr const char* change_names[] = {"SENSOR_OK", "SENSOR_WARN", "SENSOR_CRIT", "SENSOR_NA",
                                                   "SENSOR_FAILED"};
    static constexpr uint8_t severities[] = {QIKI_SEVERITY_INFO, QIKI_SEVERITY_WARNING, QIKI_SEVERITY_CRITICAL,
                                             QIKI_SEVERITY_NOTICE, QIKI_SEVERITY_CRITICAL};

    void measure(const qiki::tick<device>& t) {
        const uint64_t me = carrier_.entity();
        const auto world = t.template read<truth>();
        const qiki_truth* body = carrier_.in(world);
        const chance draw{key_, t.seq(), me};
        const qiki_ns since = before_ >= 0 ? t.to() - before_ : rate_.period ? rate_.period : t.to() - t.from();
        const double dt = static_cast<double>(since) / 1e9;
        before_ = t.to();
        std::array<double, elements> bias; // also walks while nobody listens
        for (uint32_t i = 0; i < elements; ++i) {
            if (errors_.walk > 0) walk_[i] += errors_.walk * qiki_sqrt(dt) * draw.normal(walked, i);
            bias[i] = born_[i] + walk_[i] + faults_.run_away(t.to());
        }
        reason ill = faults_.known(t.to());
        if (!silent(ill) && (!body || body->label != QIKI_LABEL_OK)) ill = reason::no_carrier;
        answer now(now_, Model::channels, me, t.to(), ill);
        if (silent(ill)) {
            if constexpr (requires { model_.rest(t.to()); }) model_.rest(t.to());
        } else {
            if constexpr (listens)
                for (const auto v : t.template views<carried>()) model_.hear(*host_, me, v);
            qiki_truth later;
            if (body->t < t.to()) later = moved_on(*body, t.to()), body = &later;
            model_.measure({*body, world, draw, t.to(), dt, errors_.noise * faults_.noise_factor(t.to()), bias}, now);
            const double lost = faults_.loss(t.to(), dropout_);
            if (faults_.stuck.hold(t.to())) now.repeat(last_, static_cast<reason>(found_), faults_.self_check);
            else if (lost > 0 && draw.uniform(gone) < lost) now.lose();
            else now.remember(last_), found_ = static_cast<uint8_t>(now.found());
        }
        now.close();
        const auto status = static_cast<uint8_t>(now.why());
        change_ = status != status_, status_ = status;
        for (uint32_t k = 0; k < channel_count; ++k)
            if (const qiki_sample& s = now_[now.first(k)]; s.n > 0) shown_[k].set(s.v[0]);
    }

    qiki_event changed(qiki_ns t) const {
        const reason_row& r = reasons[status_];
        const auto code = r.device == QIKI_SENSE_FAILED ? size_t{4} : static_cast<size_t>(r.is);
        qiki_event e{};
        e.entity = carrier_.entity(), e.t = t, e.code = codes_[code], e.text = texts_[status_], e.source = index_;
        e.severity = severities[code], e.label = QIKI_LABEL_OK, e.n = 1, e.v[0] = status_;
        return e;
    }

    const qiki_host* host_;
    uint64_t key_;
    uint32_t index_;
    carrier carrier_;
    schedule rate_;
    double dropout_ = 0;
    quantity errors_;
    faults faults_;
    std::array<double, elements> born_{};
    std::array<uint32_t, std::size(change_names)> codes_{}; // text ids
    std::array<uint32_t, reasons.size()> texts_{};
    std::array<qiki::gauge, channel_count> shown_;
    // Kept from tick to tick.
    Model model_;
    std::array<double, elements> walk_{};
    std::array<qiki_sample, records> last_{}; // the last that was delivered
    qiki_ns before_ = -1;                     // when it was due last
    uint8_t status_ = 0, found_ = 0;          // reasons: that was said last, that came with last_
    // Of this tick only.
    std::array<qiki_sample, records> now_{};
    uint32_t told_ = 0;
    bool change_ = false;
};

// What every device has besides: how often, what is lost, and what goes wrong.
constexpr auto every_device(double rate, const char* unit_a_second, double drift_rate) {
    return joined(rows({qiki::real("rate", "Hz", rate, 0, 1e5,
                                   "samples a second, each at the end of the tick that reaches its time; 0: one a "
                                   "tick, below 1.1e-10: none in 292 years"),
                        outage::dropout_row}),
                  faults::parameters(unit_a_second, drift_rate));
}

} // namespace sensors
