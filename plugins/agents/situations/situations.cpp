// SPDX-License-Identifier: MIT
// plugins/agents/situations/situations.cpp - qiki.agent.situations: of all tracks around a craft or a place, who comes
// too near, too fast, unknown, or where nobody may be; one clock says who is stale and who is dead.
#include "../common/picture.hpp"
#include "board.hpp"
#include "qiki/event.h"
#include <cstdio>

namespace situations {

class agent {
public:
    using tracks_in = qiki::port<"tracks", qiki_track, QIKI_PORT_SNAPSHOT>;
    using samples = qiki::port<"samples", qiki_sample, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
    using heard = qiki::port<"events", qiki_event, QIKI_PORT_STREAM | QIKI_PORT_MANY | QIKI_PORT_OPTIONAL>;
    using events = qiki::port<"events", qiki_event, QIKI_PORT_STREAM, 32>;
    using inputs = qiki::ports<tracks_in, samples, heard>;
    using outputs = qiki::ports<events>;
    static constexpr uint64_t caps = QIKI_CAP_PURE | QIKI_CAP_NO_ALLOC;
    static constexpr const char* licence = "MIT";
    static constexpr auto& params = parameters.rows;

    agent(const qiki_host& h, const qiki_instance_info& i)
        : host_(&h), craft_entity_(i.host_entity), index_(i.index),
          active_(h, "active", "", "situations that there are") {}

    void configure(const qiki::config& c) {
        s_ = settings::read(c, craft_entity_ != 0);
        const char* const names[kinds] = {"CPA_RISK", "CLOSING_FAST", "UNKNOWN_NEARBY", "ZONE_VIOLATION"};
        for (size_t k = 0; k < kinds; ++k) codes_[k] = qiki::intern(*host_, names[k]);
        lost_ = qiki::intern(*host_, "LOST_CONTACT"), acknowledged_ = qiki::intern(*host_, "SITUATION_ACKNOWLEDGED");
    }
    void reserve() { craft_.reserve(), picture_.reserve(s_.room()), board_.reserve(s_.room()); }

    qiki_status step(const qiki::tick<agent>& t) {
        if (t.pass() == 0) {
            board_.begin();
            next_ = 0;
            assess(t);
            active_.set(board_.active());
        }
        for (; next_ < board_.told.size() && t.room<events>(); ++next_)
            t.put<events>(record(board_.told[next_], t.to()));
        return next_ == board_.told.size() ? QIKI_OK : QIKI_MORE;
    }

    void state(auto& io) { craft_.state(io), board_.state(io), io(acknowledgements_); }

    // Does the risk of an approach follow its table?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const double risk = static_cast<double>(agents::approach_risk(s_.crit_range * 0.5, s_.crit_range, s_));
        if (!rows.empty()) {
            char found[40];
            std::snprintf(found, sizeof found, "%g", risk);
            rows[0] = qiki::measured(t, craft_entity_, "risk of an approach", found, risk, agents::crit, agents::crit);
            if (rows[0].result != QIKI_TEST_PASS) rows[0].result = QIKI_TEST_WARN;
        }
        return 1;
    }

private:
    void assess(const qiki::tick<agent>& t) {
        const qiki_ns now = t.to();
        for (const auto v : t.template views<samples>())
            if (!v.records.empty()) craft_.hear(*host_, v.head.producer, craft_entity_, v.records);
        for (const auto v : t.template views<heard>())
            for (const qiki_event& e : v.records)
                if (acknowledged_ && e.code == acknowledged_ && for_me(e)) board_.acknowledge(e.track, now, s_);
        const size_t n = picture_.gather(t.template read<tracks_in>(), craft_, s_, craft_entity_ != 0, now);
        for (size_t i = 0; i < n; ++i) {
            agents::sheet f;
            picture_.look(i, f);
            const qiki_track& x = picture_.at(i);
            const look seen[kinds] = {cpa(f), fast(f), unknown(f, now - x.t_update), intruder(x)};
            for (uint32_t k = 0; k < kinds; ++k) board_.show(x.id, static_cast<kind>(k), seen[k], x.t_update, now, s_);
        }
        for (; acknowledgements_ < s_.acknowledge.size() && s_.acknowledge[acknowledgements_] <= now;
             ++acknowledgements_)
            board_.acknowledge(0, now, s_);
        board_.end_of_tick(now, s_);
    }

    // The operator names one agent, others may mean all of them.
    bool for_me(const qiki_event& e) const {
        return e.source != the_host || e.n == 0 || e.v[0] == static_cast<double>(index_);
    }

    look cpa(const agents::sheet& f) const {
        look x;
        if (!f.has(agents::t_cpa)) return x;
        x.value = f.value[agents::t_cpa];
        x.critical = x.value < s_.crit_time && f.value[agents::range] < s_.crit_range;
        x.holds = x.critical || x.value < s_.warn_time, x.limit = x.critical ? s_.crit_time : s_.warn_time;
        return x;
    }
    look fast(const agents::sheet& f) const {
        look x;
        x.holds = f.has(agents::closing) && f.value[agents::closing] > s_.warn_closing;
        x.value = f.value[agents::closing], x.limit = s_.warn_closing, x.range = f.value[agents::range];
        return x;
    }
    look unknown(const agents::sheet& f, qiki_ns age) const {
        look x;
        x.holds = f.has(agents::range) && f.value[agents::range] < s_.unknown_range && age <= s_.unknown_age &&
                  f.value[agents::iff] == QIKI_IFF_UNKNOWN;
        x.value = f.value[agents::range], x.limit = s_.unknown_range;
        return x;
    }
    // Where it was measured last; a flat track is judged on the plane.
    look intruder(const qiki_track& t) const {
        look x;
        for (const sphere& z : s_.no_entry) {
            double square = 0;
            for (size_t i = 0; i < (t.state_dims == 2 ? 2u : 3u); ++i)
                square += (t.x[i] - z.centre[i]) * (t.x[i] - z.centre[i]);
            const double away = qiki_sqrt(square);
            if (away >= z.radius || (x.holds && away - z.radius >= x.value - x.limit)) continue;
            x.holds = x.critical = true, x.value = away, x.limit = z.radius;
        }
        return x;
    }

    qiki_event record(const news& n, qiki_ns t) const {
        qiki_event e{};
        const uint32_t code = codes_[static_cast<size_t>(n.of)];
        e.entity = craft_entity_, e.track = n.track, e.t = t, e.source = index_, e.label = QIKI_LABEL_OK;
        e.code = n.what == change::lost ? lost_ : code, e.text = code;
        e.severity = n.what == change::resolved || n.what == change::acknowledged ? QIKI_SEVERITY_INFO
                     : n.what == change::lost                                     ? QIKI_SEVERITY_NOTICE
                     : n.critical                                                 ? QIKI_SEVERITY_CRITICAL
                                                                                  : QIKI_SEVERITY_WARNING;
        e.n = static_cast<uint8_t>(1 + n.values);
        e.v[0] = static_cast<double>(n.what);
        if (n.values) e.v[1] = n.value + 0.0, e.v[2] = n.limit + 0.0;
        return e;
    }

    static constexpr uint32_t the_host = 0xffffffff;
    const qiki_host* host_;
    uint64_t craft_entity_;
    uint32_t index_;
    settings s_;
    std::array<uint32_t, kinds> codes_{};
    uint32_t lost_ = 0, acknowledged_ = 0;
    // Kept from tick to tick.
    agents::craft craft_;
    board board_;
    uint64_t acknowledgements_ = 0; // of the parameter, so far
    // Of this tick only.
    agents::picture picture_;
    size_t next_ = 0;
    qiki::gauge active_;
};

} // namespace situations

QIKI_PLUGIN(
    situations::agent, "qiki.agent.situations", QIKI_KIND_AGENT, "0.1.0",
    "Who comes too near, too fast, unknown or where nobody may be: confirmed, told once, resolved; over all tracks");
