// SPDX-License-Identifier: MIT
// plugins/vehicles/point/point.cpp - qiki.vehicle.point: one body that moves under constant acceleration, stands, or
// goes where it is told.
#include "../common/body.hpp"
#include "../common/selftest.hpp"
#include "obey.hpp"
#include <cmath>

namespace point {

constexpr qiki_param parameters[] = {
    qiki::reals("at", "m", "0,0,0", -1e9, 1e9, "where it starts: east, north, up"),
    qiki::reals("velocity", "m/s", "0,0,0", -1e5, 1e5, "at the start: east, north, up"),
    qiki::reals("acceleration", "m/s^2", "0,0,0", -1e4, 1e4, "constant: east, north, up"),
    qiki::real("heading", "rad", 0, -2 * QIKI_PI, 2 * QIKI_PI,
               "bearing it faces while it does not move; else it faces where it goes"),
    qiki::real("start", "s", 0, 0, 1e9, "when it appears"),
    qiki::real("stop", "s", 0, 0, 1e9, "when it vanishes; 0: never"),
};

class vehicle {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1>;
    using receipts = qiki::port<"receipts", qiki_receipt, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 16>;
    using commands = qiki::port<"commands", qiki_command, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL>;
    using inputs = qiki::ports<commands>;
    using outputs = qiki::ports<truth, receipts>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto all_parameters = vehicles::joined(parameters, vehicles::body_parameters("unknown"));
    static constexpr auto& params = all_parameters.rows;
    static constexpr auto& verbs = verb_rows;

    vehicle(const qiki_host& h, const qiki_instance_info& i) : host_(&h), entity_(i.self_entity), index_(i.index) {}

    void configure(const qiki::config& c) {
        constexpr const char* axes = "east, north, up";
        motion_.at = vehicles::triple(c, "at", axes);
        motion_.velocity = vehicles::triple(c, "velocity", axes);
        motion_.acceleration = vehicles::triple(c, "acceleration", axes);
        motion_.heading = c.real("heading", 0);
        since_ = start_ = instant(c.real("start", 0));
        stop_ = instant(c.real("stop", 0));
        if (stop_ != 0 && stop_ <= start_)
            vehicles::refuse("stop: expected more than start, which is %g s, found %g s; 0 is never",
                             c.real("start", 0), c.real("stop", 0));
        still_ = vehicles::body::read(c, 1).record(0);
        still_.entity = entity_;
        still_.valid |= QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
        for (size_t i = 1; i < std::size(refusal_names); ++i)
            if (*refusal_names[i]) why_[i] = qiki::intern(*host_, refusal_names[i]);
    }

    void reserve() { answers_.reserve(64); }

    // There from start (exclusive, as ticks are) to stop (inclusive). Whether a record is the first follows from the
    // tick alone; where it is, from how it moves and since when.
    qiki_status step(const qiki::tick<vehicle>& t) {
        const bool there = t.to() > start_ && (stop_ == 0 || t.from() < stop_);
        if (t.pass() == 0) {
            shown_ = !there, answered_ = 0;
            answers_.clear();
            for (const qiki_command& c : t.read<commands>())
                if (c.id && c.entity) answer(c, there, t.from(), t.to()); // else it is nobody's
        }
        if (!shown_ && t.room<truth>() != 0) {
            const bool ends = stop_ != 0 && t.to() >= stop_;
            qiki_truth r = at(ends ? stop_ : t.to());
            if (t.from() <= start_) r.flags |= QIKI_TRUTH_CREATED;
            if (ends) r.flags |= QIKI_TRUTH_REMOVED;
            t.put<truth>(r);
            shown_ = true;
        }
        if (!t.wanted<receipts>()) answered_ = answers_.size();
        for (; answered_ < answers_.size() && t.room<receipts>(); ++answered_) t.put<receipts>(answers_[answered_]);
        return shown_ && answered_ == answers_.size() ? QIKI_OK : QIKI_MORE;
    }

    template <class IO>
    void state(IO& io) {
        io(since_), io(motion_);
        if constexpr (std::is_same_v<IO, qiki::reader>)
            if (!sound()) throw qiki::failure(QIKI_E_STATE, "load: this is not a motion of this point");
    }

    // Does the record agree with itself: a unit attitude, and a velocity that is the change of position?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const qiki_truth r = at(std::max(t, since_));
        double norm = 0, off = 0, fast = 1;
        for (double q : r.att) norm += q * q;
        const double s = seconds(r.t - since_), h = 1e-3;
        const vec3 before = motion_.position(s - h), after = motion_.position(s + h);
        for (size_t i = 0; i < 3; ++i) {
            off = std::fmax(off, std::fabs((after[i] - before[i]) / (2 * h) - r.vel[i]));
            fast = std::fmax(fast, std::fmax(std::fabs(r.vel[i]), 1e-9 * std::fabs(r.pos[i]) / h));
        }
        vehicles::report out{rows, entity_, t};
        out.row("attitude", norm, 1 - 1e-12, 1 + 1e-12);
        out.row("kinematics", off / fast, 0, 1e-6);
        return out.count;
    }

private:
    static qiki_ns instant(double s) { return static_cast<qiki_ns>(std::floor(s * 1e9 + 0.5)); }
    static double seconds(qiki_ns t) { return static_cast<double>(t) / 1e9; }

    qiki_truth at(qiki_ns t) const {
        qiki_truth r = still_;
        r.t = t;
        const double s = seconds(t - since_);
        const vec3 p = motion_.position(s), v = motion_.speed(s);
        for (size_t i = 0; i < 3; ++i) r.pos[i] = p[i] + 0.0, r.vel[i] = v[i] + 0.0;
        face(motion_, v, r.att, r.rate);
        for (double& q : r.att) q += 0.0;
        for (double& q : r.rate) q += 0.0;
        return r;
    }

    void answer(const qiki_command& c, bool there, qiki_ns from, qiki_ns to) {
        const refusal why = !there ? refusal::not_there : vehicles::fit(c, verb_rows) ? refusal::none : refusal::unfit;
        if (why == refusal::none) {
            const qiki_ns when = std::max(from, start_);
            motion_ = obeyed(c, motion_, seconds(when - since_));
            since_ = when;
        }
        qiki_receipt& r = answers_.emplace_back();
        r.command = c.id, r.entity = c.entity, r.t = to, r.source = index_;
        r.code = static_cast<int32_t>(why), r.text = why_[static_cast<size_t>(why)];
        r.status = why == refusal::none ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_REFUSED;
        r.label = QIKI_LABEL_OK;
    }

    bool sound() const {
        bool good = since_ >= start_ && std::isfinite(motion_.heading);
        for (const vec3* v : {&motion_.at, &motion_.velocity, &motion_.acceleration})
            for (const double x : *v) good = good && std::fabs(x) < 1e18;
        return good;
    }

    const qiki_host* host_;
    uint64_t entity_;
    uint32_t index_;
    std::array<uint32_t, std::size(refusal_names)> why_{}; // text ids
    qiki_ns start_ = 0, stop_ = 0;
    qiki_truth still_{};
    // Kept from tick to tick: how it moves, and since when.
    motion motion_;
    qiki_ns since_ = 0;
    // Of this tick only.
    std::vector<qiki_receipt> answers_;
    size_t answered_ = 0;
    bool shown_ = false;
};

} // namespace point

QIKI_PLUGIN(point::vehicle, "qiki.vehicle.point", QIKI_KIND_VEHICLE, "0.1.0",
            "A body under constant acceleration, exact at any time; goes where it is told");
