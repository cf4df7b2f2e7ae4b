// SPDX-License-Identifier: MIT
// plugins/vehicles/aircraft/aircraft.cpp - qiki.vehicle.aircraft: one aircraft or a fleet, from tick to truth records.
#include "collisions.hpp"
#include "obey.hpp"
#include "records.hpp"
#include "selftest.hpp"
#include "start.hpp"

namespace aircraft {

class vehicle {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1>;
    using events = qiki::port<"events", qiki_event, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 64>;
    using receipts = qiki::port<"receipts", qiki_receipt, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 64>;
    using commands = qiki::port<"commands", qiki_command, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL>;
    using inputs = qiki::ports<commands>;
    using outputs = qiki::ports<truth, events, receipts>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto all_parameters = vehicles::joined(parameters, vehicles::body_parameters("aircraft"));
    static constexpr auto& params = all_parameters.rows;
    static constexpr auto& verbs = verb_rows;
    static constexpr uint64_t schema = 2;

    vehicle(const qiki_host& h, const qiki_instance_info& i)
        : host_(&h), pool_(qiki::service<qiki_pool>(h)), metrics_(qiki::service<qiki_metrics>(h)), key_(i.rng_key),
          first_entity_(i.self_entity), index_(i.index) {
        if (metrics_) counter_ = metrics_->declare(&h, "collisions", "", "pairs that came nearer than the distance");
        if (counter_ >= 0) metrics_->count(&h, 0, counter_, 0); // none so far is a number
    }

    void configure(const qiki::config& c) {
        s_ = settings::read(c);
        body_ = vehicles::body::read(c, s_.count);
        start(s_, key_, first_entity_, fleet_, targets_);
        flown_ = 0;
        touching_.clear(), events_.clear();
        settle();
        receipts_.clear();
        for (size_t i = 1; i < std::size(refusal_names); ++i)
            if (*refusal_names[i]) why_[i] = qiki::intern(*host_, refusal_names[i]);
        code_ = qiki::intern(*host_, "COLLISION");
    }

    void demand(std::span<uint64_t> records) const { records[0] = s_.count; }

    qiki_status step(const qiki::tick<vehicle>& t) {
        if (t.pass() == 0) {
            prepare();
            for (const qiki_command& c : t.read<commands>())
                if (c.id && c.entity) obey_and_answer(c, t.to()); // else it is nobody's
            fly(t.to() - t.from());
            if (s_.collision_distance > 0) collide(t.to());
        }
        show(t.to(), t.take<truth>(fleet_.size() - shown_));
        if (!t.wanted<events>()) reported_ = events_.size();
        for (; reported_ < events_.size() && t.room<events>(); ++reported_) t.put<events>(events_[reported_]);
        if (!t.wanted<receipts>()) answered_ = receipts_.size();
        for (; answered_ < receipts_.size() && t.room<receipts>(); ++answered_) t.put<receipts>(receipts_[answered_]);
        const bool all = shown_ == fleet_.size() && reported_ == events_.size() && answered_ == receipts_.size();
        return all ? QIKI_OK : QIKI_MORE;
    }

    template <class IO>
    void state(IO& io) {
        io(flown_);
        fleet_.each_state([&](auto& rows) { io(rows); });
        io(touching_);
        target held = targets_;
        held.each([&](auto& rows) { io(rows); });
        if constexpr (std::is_same_v<IO, qiki::reader>) {
            if (!sound() || !sound(held))
                throw qiki::failure(QIKI_E_STATE, "load: these are not aircraft of this configuration");
            events_.clear(), receipts_.clear();
            settle();
            targets_ = std::move(held);
        }
    }

    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        return aircraft::selftest(s_, first_entity_, t, rows);
    }

private:
    // Work on rows [begin, end), in the same blocks whatever the number of threads.
    template <class F>
    void in_blocks(size_t n, const F& work) const {
        if (pool_ && n > block) {
            const auto task = [](void* c, uint32_t b, uint32_t e, uint32_t) { (*static_cast<const F*>(c))(b, e); };
            if (pool_->run(host_, static_cast<uint32_t>(n), block, task, const_cast<F*>(&work)) < 0)
                throw qiki::failure(QIKI_E_INTERNAL, "tick: the pool failed");
        } else
            for (size_t b = 0; b < n; b += block) work(b, std::min(n, b + block));
    }

    // Here and not in configure(), because a reset starts from a copy, which has no room to spare.
    void make_room() {
        receipts_.reserve(std::clamp<size_t>(s_.count, 128, 4096)); // of 64 commands, an answer and an end each
        if (s_.collision_distance == 0) return;
        grid_.reserve(s_.count);
        gone_.reserve(s_.count);
        for (auto* pairs : {&near_, &touching_}) pairs->reserve(s_.count);
        events_.reserve(s_.count);
    }

    // Those removed in the last tick are taken out, and the others are not new any more.
    void prepare() {
        make_room();
        auto& flags = fleet_.flags;
        for (uint8_t& f : flags) f &= QIKI_TRUTH_REMOVED;
        if (std::count(flags.begin(), flags.end(), 0) != std::ssize(flags)) {
            const std::vector<uint8_t>& gone = gone_ = flags;
            fleet_.each_state([&](auto& rows) { take_out(rows, gone); });
            for (target* t : {&targets_, &own_}) t->each([&](auto& rows) { take_out(rows, gone); });
            take_out(stills_, gone);
            fleet_.derive();
        }
        if (!flown_) std::fill(flags.begin(), flags.end(), static_cast<uint8_t>(QIKI_TRUTH_CREATED));
        flown_ = 1;
        shown_ = reported_ = answered_ = 0;
        events_.clear(), receipts_.clear();
    }

    void obey_and_answer(const qiki_command& c, qiki_ns now) {
        const auto number = static_cast<uint32_t>(c.entity - first_entity_);
        const auto at = std::lower_bound(fleet_.number.begin(), fleet_.number.end(), number);
        refusal why = refusal::gone;
        if (at != fleet_.number.end() && *at == number)
            why = obey(c, s_, own_, targets_, static_cast<size_t>(at - fleet_.number.begin()));
        qiki_receipt& r = receipts_.emplace_back();
        r.command = c.id, r.entity = c.entity, r.t = now, r.source = index_;
        r.code = static_cast<int32_t>(why), r.text = why_[static_cast<size_t>(why)];
        r.status = why == refusal::none ? QIKI_RECEIPT_ACCEPTED : QIKI_RECEIPT_REFUSED;
        r.label = QIKI_LABEL_OK;
    }

    void fly(qiki_ns span) {
        const qiki_ns steps = s_.dt > 0 ? (span - 1) / s_.dt + 1 : 1, least = span / steps, longer = span % steps;
        in_blocks(fleet_.size(), [&](size_t begin, size_t end) {
            for (qiki_ns k = 0; k < steps; ++k) {
                const double h = static_cast<double>(least + (k < longer ? 1 : 0)) / 1e9;
                s_.pilot.steer(fleet_, targets_, s_.limit, h, begin, end);
                advance(fleet_, s_.limit, h, begin, end);
            }
        });
    }

    // A pair collides when it comes near, once, until it has been apart.
    void collide(qiki_ns now) {
        near_ = grid_.near(fleet_.x.data(), fleet_.y.data(), fleet_.z.data(), fleet_.size(), s_.collision_distance);
        for (pair& p : near_) {
            const double dx = fleet_.x[p.a] - fleet_.x[p.b], dy = fleet_.y[p.a] - fleet_.y[p.b],
                         dz = fleet_.z[p.a] - fleet_.z[p.b];
            if (s_.removes) fleet_.flags[p.a] |= QIKI_TRUTH_REMOVED, fleet_.flags[p.b] |= QIKI_TRUTH_REMOVED;
            p = {fleet_.number[p.a], fleet_.number[p.b]};
            if (std::binary_search(touching_.begin(), touching_.end(), p)) continue;
            qiki_event& e = events_.emplace_back();
            e.entity = first_entity_ + p.a;
            e.t = now;
            e.code = code_, e.source = index_;
            e.severity = QIKI_SEVERITY_WARNING, e.label = QIKI_LABEL_OK;
            e.n = 3;
            e.v[0] = qiki_sqrt(dx * dx + dy * dy + dz * dz), e.v[1] = s_.collision_distance;
            e.v[2] = static_cast<double>(first_entity_ + p.b);
        }
        touching_.swap(near_);
        if (counter_ >= 0 && !events_.empty()) metrics_->count(host_, 0, counter_, std::ssize(events_));
    }

    void show(qiki_ns now, std::span<qiki_truth> out) {
        in_blocks(out.size(), [&](size_t begin, size_t end) {
            write(fleet_, stills_, s_.limit, now, shown_ + begin, out.subspan(begin, end - begin));
        });
        shown_ += out.size();
    }

    // What follows from the settings, for the rows there are.
    void settle() {
        fleet all;
        target wanted;
        start(s_, key_, first_entity_, all, wanted);
        own_ = {}, stills_.clear();
        for (const uint32_t k : fleet_.number) {
            own_.yaw.push_back(wanted.yaw[k]), own_.z.push_back(wanted.z[k]);
            own_.speed.push_back(wanted.speed[k]), own_.commanded.push_back(0);
            qiki_truth r = body_.record(k);
            r.entity = first_entity_ + k;
            r.valid |= QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE;
            stills_.emplace_back(r);
        }
        targets_ = own_;
        fleet_.derive();
        shown_ = reported_ = answered_ = 0;
    }

    // Whether these can be what aircraft of these settings were told.
    bool sound(target& t) {
        bool good = true;
        t.each([&](const auto& rows) { good &= rows.size() == fleet_.number.size(); });
        for (size_t i = 0; good && i < fleet_.number.size(); ++i)
            good = std::fabs(t.yaw[i]) <= 4 && std::fabs(t.z[i]) < 1e9 && t.speed[i] >= s_.limit.speed_min &&
                   t.speed[i] <= s_.limit.speed_max && t.commanded[i] <= 3;
        return good;
    }

    // Whether what was loaded can be the state of an instance with these settings.
    bool sound() {
        bool good = flown_ <= 1;
        const size_t n = fleet_.number.size();
        fleet_.each_state([&]<class T>(const std::vector<T>& rows) {
            good &= rows.size() == n;
            if constexpr (std::is_same_v<T, double>)
                for (const double v : rows) good &= std::fabs(v) < 1e18;
        });
        if (!good) return false;
        const limits& l = s_.limit;
        for (size_t i = 0; i < n; ++i)
            good &= fleet_.number[i] < s_.count && (i == 0 || fleet_.number[i - 1] < fleet_.number[i]) &&
                    std::fabs(fleet_.roll[i]) <= l.roll && std::fabs(fleet_.pitch[i]) <= l.pitch &&
                    fleet_.speed[i] >= l.speed_min && fleet_.speed[i] <= l.speed_max &&
                    fleet_.leg[i] <= s_.pilot.route.size() && fleet_.flags[i] <= 3;
        return good && std::is_sorted(touching_.begin(), touching_.end());
    }

    const qiki_host* host_;
    const qiki_pool* pool_;
    const qiki_metrics* metrics_;
    uint64_t key_, first_entity_;
    uint32_t index_, code_ = 0;
    std::array<uint32_t, std::size(refusal_names)> why_{}; // text ids
    int32_t counter_ = -1;
    settings s_;
    vehicles::body body_;
    // Kept from tick to tick.
    uint8_t flown_ = 0;
    fleet fleet_;
    std::vector<pair> touching_; // numbers of those that were near at the end of the last tick
    target targets_;
    // Follow from the settings.
    target own_; // what each holds unless it is told otherwise
    std::vector<still> stills_;
    // Of this tick only.
    grid grid_;
    std::vector<pair> near_;
    std::vector<uint8_t> gone_;
    std::vector<qiki_event> events_;
    std::vector<qiki_receipt> receipts_;
    size_t shown_ = 0, reported_ = 0, answered_ = 0;
};

} // namespace aircraft

QIKI_PLUGIN(aircraft::vehicle, "qiki.vehicle.aircraft", QIKI_KIND_VEHICLE, "0.1.0",
            "Aircraft or fleet: kinematic model by Runge-Kutta, autopilot, waypoints, collisions");
