// SPDX-License-Identifier: MIT
// plugins/vehicles/craft/craft.cpp - qiki.vehicle.craft: a small spacecraft, from tick to truth, telemetry, events and
// receipts.
#include "berthed.hpp"
#include "manifest.hpp"
#include "obey.hpp"
#include "qiki/check.h"
#include "telemetry.hpp"
#include "words.hpp"

namespace craft {

constexpr const char* happening_names[] = {"PDU_OVERCURRENT",  "POWER_LOW",      "POWER_OK",      "POWER_CRITICAL",
                                           "THERMAL_TRIP",     "THERMAL_CLEAR",  "THERMAL_WARN",  "DOCK_CAPTURED",
                                           "DOCK_LOCKED",      "DOCK_RELEASED",  "DOCK_BROKEN",   "COLLISION",
                                           "PROPELLANT_EMPTY", "LINK_UP",        "LINK_DEGRADED", "LINK_DOWN",
                                           "LOADS_SHED",       "LOADS_RESTORED", "BERTH_TAKEN"};
static_assert(std::size(happening_names) == static_cast<size_t>(code::count_));
constexpr uint8_t happening_severity[] = {
    QIKI_SEVERITY_WARNING,  QIKI_SEVERITY_WARNING, QIKI_SEVERITY_INFO,    QIKI_SEVERITY_CRITICAL,
    QIKI_SEVERITY_CRITICAL, QIKI_SEVERITY_NOTICE,  QIKI_SEVERITY_WARNING, QIKI_SEVERITY_NOTICE,
    QIKI_SEVERITY_NOTICE,   QIKI_SEVERITY_NOTICE,  QIKI_SEVERITY_WARNING, QIKI_SEVERITY_WARNING,
    QIKI_SEVERITY_CRITICAL, QIKI_SEVERITY_INFO,    QIKI_SEVERITY_WARNING, QIKI_SEVERITY_WARNING,
    QIKI_SEVERITY_NOTICE,   QIKI_SEVERITY_INFO,    QIKI_SEVERITY_WARNING};
static_assert(std::size(happening_severity) == std::size(happening_names));

// Of a spacecraft: it answers with an identity unless the scenario says otherwise.
constexpr auto body_rows() {
    auto t = vehicles::body_parameters("craft");
    for (qiki_param& p : t.rows)
        if (std::string_view(p.key) == "transponder") p.text = "s";
    return t;
}

class vehicle {
public:
    using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT, 1>;
    using samples =
        qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, sample_records(), "telemetry">;
    using events = qiki::port<"events", qiki_event, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 32>;
    using receipts = qiki::port<"receipts", qiki_receipt, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL, 32>;
    using commands = qiki::port<"commands", qiki_command, QIKI_PORT_STREAM | QIKI_PORT_OPTIONAL>;
    using world = qiki::port<"world", qiki_truth, QIKI_PORT_SNAPSHOT | QIKI_PORT_OPTIONAL | QIKI_PORT_DELAYED, 64,
                             "where the station is">;
    using inputs = qiki::ports<commands, world>;
    using outputs = qiki::ports<truth, samples, events, receipts>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto all_parameters = vehicles::joined(parameters, body_rows());
    static constexpr auto& params = all_parameters.rows;
    static constexpr auto& verbs = verb_rows;
    static constexpr auto& channels = channel_rows;

    vehicle(const qiki_host& h, const qiki_instance_info& i)
        : host_(&h), key_(i.rng_key), entity_(i.self_entity), index_(i.index) {}

    void configure(const qiki::config& c) {
        s_ = settings::read(c, key_);
        still_ = vehicles::body::read(c, 1).record(0);
        still_.entity = entity_;
        still_.valid |= QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE | QIKI_TRUTH_HAS_SIZE;
        if (still_.size_m == 0) still_.size_m = 2 * s_.radius; // of the hull's circumscribed sphere
        s_.radius = still_.size_m / 2;
        if (!(still_.valid & QIKI_TRUTH_HAS_IDENTITY)) {
            char own[16];
            std::snprintf(own, sizeof own, "ALLY-%06X", qiki_draw(key_, 0, 1, 2, 0).v[0] & 0xFFFFFFu);
            qiki::fill(still_.identity, own);
            still_.valid |= QIKI_TRUTH_HAS_IDENTITY;
        }
        station_ = 0;
        if (!s_.station.empty()) {
            const auto* names = qiki::service<qiki_names>(*host_);
            station_ = names ? names->entity(host_, s_.station.c_str()) : 0;
            if (station_ == 0 || station_ == entity_)
                c.refuse("station", "expected the id of another vehicle of this scenario, found %s; there are: %s",
                         s_.station.c_str(), others_named().c_str());
        }
        m_ = born(s_);
        for (size_t i = 0; i < std::size(happening_names); ++i) code_[i] = qiki::intern(*host_, happening_names[i]);
        for (size_t i = 1; i < std::size(refusal_names); ++i) why_[i] = qiki::intern(*host_, refusal_names[i]);
        for (size_t i = 1; i < std::size(outcome_names); ++i) how_[i] = qiki::intern(*host_, outcome_names[i]);
        done_ = {*host_, "commands_done", "", "commands that were carried out"};
        failed_ = {*host_, "commands_failed", "", "commands that were accepted and came to nothing"};
        refused_ = {*host_, "commands_refused", "", "commands that it refused"};
        charge_ = {*host_, "soc", "", "state of charge of the battery"};
        fuel_ = {*host_, "propellant", "kg", "left in the tank"};
        hot_ = {*host_, "core_temperature", "K", "of the core"};
        fast_ = {*host_, "speed", "m/s", "of the centre of mass"};
        moored_ = {*host_, "dock_state", "", "0 free, 1 soft, 2 hard"};
    }

    void reserve() {
        answers_.reserve(256);
        account_.happenings.reserve(2 * enough_told), account_.ends.reserve(64), others_.reserve(most_others);
    }

    qiki_status step(const qiki::tick<vehicle>& t) {
        if (t.pass() == 0) live(t);
        if (!shown_) {
            if (!t.room<truth>()) return QIKI_MORE;
            t.put<truth>(record(t.to()));
            shown_ = true, m_.begun = 1;
        }
        const bool told = speak(t);
        if (!t.wanted<events>()) reported_ = account_.happenings.size();
        for (; reported_ < account_.happenings.size() && t.room<events>(); ++reported_)
            t.put<events>(event(account_.happenings[reported_]));
        if (!t.wanted<receipts>()) answered_ = answers_.size();
        for (; answered_ < answers_.size() && t.room<receipts>(); ++answered_) t.put<receipts>(answers_[answered_]);
        return told && reported_ == account_.happenings.size() && answered_ == answers_.size() ? QIKI_OK : QIKI_MORE;
    }

    template <class IO>
    void state(IO& io) {
        io(m_);
        if constexpr (std::is_same_v<IO, qiki::reader>)
            if (!sound(m_, s_)) throw qiki::failure(QIKI_E_STATE, "load: this is not a craft of this configuration");
    }

    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        return craft::selftest(s_, m_, entity_, t, rows);
    }

private:
    // The other vehicles of the scenario; the first few of many.
    std::string others_named() const {
        const auto* names = qiki::service<qiki_names>(*host_);
        constexpr uint64_t looked_at = 64;
        std::string all;
        for (uint64_t e = 1; names && e <= looked_at && all.size() < 120; ++e) {
            char text[64] = "";
            if (e != entity_ && names->name(host_, e, text, sizeof text))
                all += (all.empty() ? "" : ", ") + std::string(text);
        }
        return all.empty() ? "none" : all;
    }

    // Longer ticks would take minutes of steps of 10 ms, and say nothing about what happened between.
    static constexpr qiki_ns longest = 3'600'000'000'000;
    // As many are looked at in one tick.
    static constexpr size_t most_others = 256;

    void live(const qiki::tick<vehicle>& t) {
        if (t.to() - t.from() > longest)
            throw qiki::failure::format(QIKI_E_UNSUPPORTED,
                                        "tick: a craft steps at most 3600 s at once, found %g s; make the tick shorter",
                                        seconds(t.to()) - seconds(t.from()));
        shown_ = false, said_ = 0, reported_ = answered_ = 0;
        answers_.clear();
        account_.clear();
        std::optional<course> station = where(t);
        if (!station) m_.station = {}, lose_station(m_, account_, t.from());
        look_around(t);
        if (m_.mooring.state == dock::hard) {
            if (!m_.begun) m_.mooring.since = t.from();
            if (!m_.mooring.fixed && (station || m_.begun)) begin_docked(station, t.from());
            if (station) ride(s_, m_, account_, station->at); // what was foretold of it may have come otherwise
        }
        for (const qiki_command& c : t.read<commands>())
            if (c.id && c.entity) answer_to(c, t.from(), t.to()); // else it is nobody's
        fly(s_, m_, account_, {station, station_, others_}, t.from(), t.to());
        conclude(s_, m_, account_, t.from(), t.to());
        for (const ended& e : account_.ends) {
            const bool done = carried_out(e.how);
            receipt(e.which.command, e.which.entity, t.to(), done ? QIKI_RECEIPT_DONE : QIKI_RECEIPT_FAILED,
                    static_cast<int32_t>(e.how), how_[static_cast<size_t>(e.how)]);
            (done ? done_ : failed_).add();
        }
        for (const happening& h : account_.happenings)
            if (const remark r = in_words(h); r.size) qiki::log(*host_, QIKI_LOG_INFO, {r.text, r.size});
        charge_.set(m_.plane.soc(s_.power_plane)), fuel_.set(propellant(s_, m_));
        hot_.set(m_.heat.temperature[core]), fast_.set(length(m_.body.vel));
        moored_.set(static_cast<double>(m_.mooring.state));
    }

    // The others that it may meet in this tick, as of its beginning.
    void look_around(const qiki::tick<vehicle>& t) {
        others_.clear();
        const vec3 mine = centre(s_, m_), my_way = centre_velocity(s_, m_);
        const double span = seconds(t.to() - t.from()), push = 5; // m/s^2, more than the nozzles give
        for (const qiki_truth& r : t.read<world>()) {
            if (r.entity == entity_ || !(r.valid & QIKI_TRUTH_HAS_SIZE) || !(r.size_m > 0)) continue;
            if (qiki_truth_flaw(&r) || r.label != QIKI_LABEL_OK || (r.flags & QIKI_TRUTH_REMOVED) || r.t > t.to() ||
                seconds(t.from() - r.t) > 3600)
                continue;
            other o{r.entity,          {r.pos[0], r.pos[1], r.pos[2]},     {r.vel[0], r.vel[1], r.vel[2]},
                    r.size_m / 2,      (r.flags & QIKI_TRUTH_DOCKED) != 0, r.entity == station_,
                    r.entity < entity_};
            const double old = qiki_fabs(seconds(t.from() - r.t)), reach = span + old;
            if (length(o.pos - mine) > o.radius + s_.radius + (length(o.vel - my_way) + push * reach) * reach +
                                           length(s_.gravity.on(mine)) * reach * old)
                continue;
            if (others_.size() == most_others) return;
            fall(o.pos, o.vel, s_.gravity, seconds(t.from() - r.t));
            others_.push_back(o);
        }
    }

    // Locked from the start, as it stood then: which must be at the berth, and as the station moves. Where that is, is
    // told when the first tick is over.
    void begin_docked(std::optional<course>& station, qiki_ns t) {
        const docking_settings& d = s_.docking;
        if (!station)
            throw qiki::failure::format(QIKI_E_CONFIG,
                                        "docked: expected the station %s to be there from the first tick on, found "
                                        "nobody; give it no `start`, or start this craft free and engage a port",
                                        s_.station.c_str());
        const motion start = born(s_).body;
        const beginning b = begun(d, s_.gravity, start, s_.body.com, station->at, seconds(t - m_.mooring.since));
        const approach& a = b.seen;
        const double fast = b.fast, far = length(a.apart);
        if (!(fast <= d.closing_most))
            throw qiki::failure::format(QIKI_E_CONFIG,
                                        "docked: expected the port to move as the berth of %s does, by %g m/s at most "
                                        "(capture.closing), found %g m/s; give the craft the station's `velocity`",
                                        s_.station.c_str(), d.closing_most, fast);
        if (!(far <= d.gap) || !(a.angle <= d.angle))
            throw qiki::failure::format(
                QIKI_E_CONFIG,
                "docked: expected the port within %g m of the berth of %s (capture.gap) and within %g rad of facing it "
                "(capture.angle), found %g m and %g rad; mend `at` and attitude, or start free and engage a port",
                d.gap, s_.station.c_str(), d.angle, far, a.angle);
        m_.mooring.port = b.port;
        fasten(m_.mooring, start, b.station);
        m_.station.believe(b.way, s_.gravity), station = b.way;
    }

    void answer_to(const qiki_command& c, qiki_ns from, qiki_ns to) {
        const answer a = c.entity == entity_ ? obey(c, s_, m_, account_, from) : answer{refusal::gone, false};
        const auto row = static_cast<size_t>(a.why);
        if (a.why != refusal::none) {
            receipt(c.id, c.entity, to, QIKI_RECEIPT_REFUSED, static_cast<int32_t>(row), why_[row]);
            refused_.add();
            return;
        }
        receipt(c.id, c.entity, to, QIKI_RECEIPT_ACCEPTED, 0, 0);
        if (a.later) return;
        receipt(c.id, c.entity, to, QIKI_RECEIPT_DONE, 0, 0);
        done_.add();
    }

    void receipt(uint64_t command, uint64_t entity, qiki_ns t, uint8_t status, int32_t number, uint32_t text) {
        qiki_receipt& r = answers_.emplace_back();
        r.command = command, r.entity = entity, r.t = t, r.source = index_;
        r.code = number, r.text = text, r.status = status, r.label = QIKI_LABEL_OK;
    }

    // Where the station is at the beginning of the tick. What was said of it lies in the past, or, for a craft with a
    // period of its own, in this span.
    std::optional<course> where(const qiki::tick<vehicle>& t) {
        if (station_ == 0) return {};
        for (const qiki_truth& r : t.template read<world>()) {
            if (r.entity != station_) continue;
            if (qiki_truth_flaw(&r) || r.label != QIKI_LABEL_OK || (r.flags & QIKI_TRUTH_REMOVED) || r.t > t.to())
                return {};
            const auto far = [](const double* v, double most) {
                return !(v[0] * v[0] + v[1] * v[1] + v[2] * v[2] < most * most);
            };
            if (far(r.pos, 1e12) || far(r.vel, 1e6) || far(r.rate, 100) || seconds(t.from() - r.t) > 3600) return {};
            pose p{{r.pos[0], r.pos[1], r.pos[2]}, {r.vel[0], r.vel[1], r.vel[2]}, {}, {}};
            if (r.valid & QIKI_TRUTH_HAS_ATTITUDE) p.att = unit({r.att[0], r.att[1], r.att[2], r.att[3]});
            if (r.valid & QIKI_TRUTH_HAS_RATE) p.rate = {r.rate[0], r.rate[1], r.rate[2]};
            m_.station.note(r.t, p, s_.gravity);
            course c{p, m_.station.push, m_.station.falls != 0};
            c.at = moved_on(c, s_.gravity, seconds(t.from() - r.t));
            return c;
        }
        return {};
    }

    qiki_truth record(qiki_ns t) const {
        qiki_truth r = still_;
        r.t = t;
        const motion& b = m_.body;
        const vec3 p = centre(s_, m_), v = centre_velocity(s_, m_);
        const auto put = [](double* to, vec3 from) {
            to[0] = from.x + 0.0, to[1] = from.y + 0.0, to[2] = from.z + 0.0;
        };
        put(r.pos, p), put(r.vel, v), put(r.rate, b.rate);
        r.att[0] = b.att.w + 0.0, r.att[1] = b.att.x + 0.0, r.att[2] = b.att.y + 0.0, r.att[3] = b.att.z + 0.0;
        if (!m_.begun) r.flags |= QIKI_TRUTH_CREATED;
        if (m_.mooring.state == dock::hard) r.flags |= QIKI_TRUTH_DOCKED;
        const bool fed =
            m_.granted.load[transponder] > 0 || (s_.power_plane.transponder_load == 0 && !m_.granted.shed[transponder]);
        const bool answers = fed && (m_.mode == xpdr::on || m_.mode == xpdr::spoof);
        if (answers && m_.mode == xpdr::on && r.transponder != QIKI_XPDR_SPOOF) return r;
        r.transponder = answers ? QIKI_XPDR_SPOOF : QIKI_XPDR_NONE;
        r.address24 = 0, r.mode3a = 0; // neither is told; a claim stands alone
        r.valid &= ~(QIKI_TRUTH_HAS_ADDRESS | QIKI_TRUTH_HAS_MODE3A);
        if (answers) {
            qiki::fill(r.identity, s_.spoof);
            r.valid |= QIKI_TRUTH_HAS_IDENTITY;
        }
        return r;
    }

    bool speak(const qiki::tick<vehicle>& t) {
        if (!t.wanted<samples>()) return true;
        for (; said_ < sample_records(); ++said_) {
            if (!t.room<samples>()) return false;
            uint32_t which = 0, part = said_;
            while (part >= (channel_rows[which].width + 3) / 4) part -= (channel_rows[which++].width + 3) / 4;
            qiki_sample r{};
            r.entity = entity_, r.t = t.to(), r.channel = which, r.part = static_cast<uint8_t>(part);
            std::array<double, nozzles> v;
            if (tell(which, s_, m_, account_, v)) {
                r.n = static_cast<uint8_t>(std::min(4u, channel_rows[which].width - 4 * part));
                for (uint32_t i = 0; i < r.n; ++i) r.v[i] = v[4 * part + i] + 0.0;
                r.label = QIKI_LABEL_OK, r.status = QIKI_SENSE_OK, r.trust = 1;
            } else r.label = QIKI_LABEL_NO_DATA, r.status = QIKI_SENSE_OFF;
            t.put<samples>(r);
        }
        return true;
    }

    qiki_event event(const happening& h) const {
        qiki_event e{};
        const auto row = static_cast<size_t>(h.what);
        e.entity = entity_, e.t = h.t, e.code = code_[row], e.source = index_;
        e.severity = happening_severity[row], e.label = QIKI_LABEL_OK, e.n = h.n;
        for (uint32_t i = 0; i < h.n; ++i) e.v[i] = h.v[i] + 0.0;
        return e;
    }

    const qiki_host* host_;
    uint64_t key_, entity_, station_ = 0;
    uint32_t index_;
    settings s_;
    qiki_truth still_{};
    std::array<uint32_t, std::size(happening_names)> code_{}; // text ids
    std::array<uint32_t, std::size(refusal_names)> why_{};
    std::array<uint32_t, std::size(outcome_names)> how_{};
    qiki::counter done_, failed_, refused_;
    qiki::gauge charge_, fuel_, hot_, fast_, moored_;
    // Kept from tick to tick.
    memory m_;
    // Of this tick only.
    account account_;
    std::vector<other> others_;
    std::vector<qiki_receipt> answers_;
    uint32_t said_ = 0;
    size_t reported_ = 0, answered_ = 0;
    bool shown_ = false;
};

} // namespace craft

QIKI_PLUGIN(craft::vehicle, "qiki.vehicle.craft", QIKI_KIND_VEHICLE, "0.1.0",
            "A small spacecraft: rigid body on sixteen nozzles, power, heat, computer, docking, transponder");
