// SPDX-License-Identifier: MIT
// plugins/agents/core/core.cpp - qiki.agent.core: the mind of a craft. Each tick has five phases: context (what was
// heard), BIOS (is all well), FSM (the policy's guards and states), evaluate (which proposals stand), decide (one is
// commanded).
#include "../common/decider.hpp"
#include "../common/picture.hpp"
#include "health.hpp"
#include "orders.hpp"
#include "target.hpp"
#include "telemetry.hpp"
#include "voice.hpp"
#include <cstring>

namespace mind {

class agent : public agents::decider {
public:
    using proposals = qiki::port<"proposals", qiki_proposal, QIKI_PORT_STREAM, 8>;
    using outputs = qiki::ports<events, proposals, commands>;
    static constexpr auto& params = parameters.rows;
    static constexpr auto& facts = all_facts.rows;
    static constexpr auto& verbs = verb_rows;

    agent(const qiki_host& h, const qiki_instance_info& i)
        : decider(h, i), voice_(h, i),
          heard_(h, "context.records", "", "samples, receipts, events and tracks that were heard"),
          bad_(h, "bios.bad_ticks", "", "ticks with a reason for SAFE_MODE"),
          made_(h, "fsm.decisions", "", "that the policy made"),
          told_count_(h, "evaluate.proposals", "", "that were told, each with what came of it"),
          chosen_(h, "decide.commands", "", "that were said"), errors_(h, "errors", "", "ticks without a decision") {}

    void configure(const qiki::config& c) {
        if (!policy_)
            throw qiki::failure(QIKI_E_UNSUPPORTED,
                                "a mind decides by a policy, and has none: say policy = \"policies/core.lua\"");
        s_ = settings::read(c, carried());
        voice_.configure(s_, *host_);
        pool_.configure(uint64_t{index_} << 32, s_.commands);
        health_.learn(*host_), orders_.learn(*host_);
    }

    void reserve() {
        const size_t most = most_decisions(s_.room());
        craft_.reserve(), picture_.reserve(s_.room()), voice_.reserve(most), telemetry_.reserve();
        orders_.reserve(), pool_.reserve(most), aboard_.reserve(32), failed_.reserve(64);
        decisions_.resize(most);
    }

    qiki_status step(const qiki::tick<agent>& t) {
        if (t.pass() == 0) {
            voice_.begin(), pool_.begin(t.to());
            told_ = {};
            agents::sheet own;
            const signs now = context(t);
            bios(t.to(), now);
            if (!voice_.silent()) fsm(t, now, own);
            evaluate(t.to());
            decide(t.to());
        }
        const bool said[] = {tell<events>(t, voice_.events, told_[0]), tell<proposals>(t, pool_.told, told_[1]),
                             tell<commands>(t, voice_.commands, told_[2])};
        return said[0] && said[1] && said[2] ? QIKI_OK : QIKI_MORE;
    }

    void state(auto& io) {
        voice_.state(io), health_.state(io), orders_.state(io), pool_.state(io), target_.state(io);
        telemetry_.state(io), craft_.state(io), io(counts_), io(failed_);
        keep_policy(io);
    }

    // Do the evaluator and the verdict on a reading follow their tables; is there a policy, and somebody who obeys?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        proposed safety{}, plan{};
        safety.kind = type::safety, plan.kind = type::planning, plan.record.priority = 1;
        reading bad;
        bad.t = t, bad.has_rate = 1, bad.has_quality = 1, bad.quality = -1;
        const struct {
            const char* device;
            double value, min, max;
            uint8_t otherwise;
        } tests[] = {
            {"order of proposals", before(safety, plan) && !before(plan, safety) ? 1.0 : 0.0, 1, 1, QIKI_TEST_FAIL},
            {"trust in a reading", static_cast<double>(verdict(bad, t, s_)), static_cast<double>(trust::low_quality),
             static_cast<double>(trust::low_quality), QIKI_TEST_FAIL},
            {"policy", voice_.silent() ? 0.0 : 1.0, 1, 1, QIKI_TEST_FAIL},
            {"verbs obeyed", static_cast<double>(voice_.obeyed()), s_.commands ? 1.0 : 0.0, verb_count, QIKI_TEST_WARN},
        };
        int32_t n = 0;
        for (const auto& x : tests) {
            const auto at = static_cast<size_t>(n++);
            if (at >= rows.size()) continue;
            char found[40];
            std::snprintf(found, sizeof found, "%g", x.value);
            rows[at] = qiki::measured(t, craft_entity_, x.device, found, x.value, x.min, x.max);
            if (rows[at].result != QIKI_TEST_PASS) rows[at].result = x.otherwise;
        }
        return n;
    }

private:
    // In a tick: of its states, and of guards, each of which may speak of each track.
    static constexpr size_t most_decisions(size_t tracks) { return 256 + 4 * tracks; }

    // Phase 1: what was heard since the last tick.
    signs context(const qiki::tick<agent>& t) {
        signs now;
        size_t records = 0;
        health_.begin(t.from()), orders_.begin(t.to());
        for (const auto v : t.template views<samples>()) {
            const bool sensor = !is_craft(v.head.producer);
            now.has_sensors = now.has_sensors || sensor;
            records += v.records.size();
            if (v.records.empty()) continue;
            craft_.hear(*host_, v.head.producer, craft_entity_, v.records);
            for (const qiki_sample& s : v.records) {
                if (craft_entity_ && s.entity != craft_entity_) continue;
                if (!sensor) device(v.head.producer, s); // of one that fails the data go stale
                telemetry_.hear(*host_, v.head.producer, s);
                if (sensor && s.label != QIKI_LABEL_NO_DATA && s.label != QIKI_LABEL_INVALID &&
                    s.label != QIKI_LABEL_STALE)
                    health_.sensor(s.t);
            }
        }
        for (const auto v : t.template views<heard>())
            for (const qiki_event& e : v.records) {
                health_.hear(e, craft_entity_);
                alarms_ += e.severity == QIKI_SEVERITY_CRITICAL;
                ++records;
            }
        for (const auto v : t.template views<receipts>())
            for (const qiki_receipt& r : v.records) {
                ++records;
                if (!mine(r)) continue;
                const bool no = refuses(r);
                (no ? counts_.refused : counts_.accepted) += 1;
                refused_now_ = refused_now_ || no;
                orders_.hear(r, pool_);
            }
        orders_.wait(t.to(), telemetry_, s_, pool_);
        for (const auto v : t.template views<tracks_in>()) {
            now.has_provider = true, records += v.records.size();
            if (v.head.flags & QIKI_VIEW_FRESH) health_.provider(t.to());
        }
        now.actuator_lost = orders_.actuator_lost(), now.other = voice_.silent() || counts_.lost;
        now.bios = failed_.empty() ? -1 : 1;
        for (const known_device& d : failed_) now.bios = now.bios && !d.failed;
        heard_.add(static_cast<int64_t>(records));
        return now;
    }

    // Phase 2: the verdict, and the report of the cycle.
    void bios(qiki_ns t, const signs& now) {
        const health::report r = health_.judge(t, now, s_);
        counts_.lost = 0;
        if (health_.why() != safe_because::none) bad_.add();
        voice_.report(r, health_.why(), t);
    }

    // Phase 3: guards and states.
    void fsm(const qiki::tick<agent>& t, const signs& now, agents::sheet& own) {
        const qiki_ns at = t.to();
        const size_t n = picture_.gather(t.template read<tracks_in>(), craft_, s_, carried(), at);
        reading seen = docked();
        double nearest = INFINITY;
        for (size_t k = 0; k < n; ++k) {
            agents::sheet of;
            picture_.look(k, of);
            consider(picture_.at(k), of, nearest, seen);
            if (policy_->judge(host_, at, picture_.id(k), of.value.data(), of.known.data(), fact_end) < 0)
                return fail(at);
        }
        target_.hear(seen), target_.judge(at, s_);
        facts_of(at, now, own);
        if (decisions_.size() < most_decisions(n)) decisions_.resize(2 * most_decisions(n));
        const auto room = static_cast<uint32_t>(decisions_.size());
        const int32_t made =
            policy_->decide(host_, at, own.value.data(), own.known.data(), fact_end, decisions_.data(), room);
        if (made < 0) return fail(at);
        const uint32_t count = static_cast<uint32_t>(made);
        made_.add(made);
        for (uint32_t i = 0; i < std::min(count, room); ++i)
            if (voice_.say(decisions_[i], at, pool_, orders_)) health_.state_changed(), target_.state_changed();
        if (count > room) voice_.lost(at, count - room), counts_.lost = 1;
    }

    // Phase 4: what has expired is out. (What is believed too little was, when it was proposed.)
    void evaluate(qiki_ns t) { pool_.expire(t); }

    // Phase 5: exactly one, and for the craft's safety alone while the gate holds it in SAFE_MODE or is asked to: a
    // request shuts it for what is said in the same tick.
    void decide(qiki_ns t) {
        if (!voice_.silent())
            voice_.decide(t, health_.in_safe() || health_.why() != safe_because::none, pool_, orders_);
        for (const uint64_t key : pool_.closed) orders_.refuse(key, answer::rejected);
        told_count_.add(static_cast<int64_t>(pool_.told.size()));
        chosen_.add(static_cast<int64_t>(voice_.commands.size()));
    }

    void fail(qiki_ns t) {
        voice_.failed(t);
        errors_.add();
        health_.bad_after_all(t);
        voice_.report(health::report::bad, safe_because::unknown, t);
    }

    void facts_of(qiki_ns t, const signs& now, agents::sheet& own) {
        craft_.tell(own, t, s_);
        own.unset(agents::bios_ok);
        std::array<double, 3> at{}, v{};
        if (craft_.place(t, s_, carried(), at, v))
            own.set(at_east, at[0]), own.set(at_north, at[1]), own.set(at_up, at[2]);
        picture_.sum_up(own);
        telemetry_.tell(own, t, s_.dead), health_.tell(own, t, now, s_), orders_.tell(own), target_.tell(own, t, s_);
        own.set(agents::accepted, static_cast<double>(counts_.accepted));
        own.set(agents::refused, static_cast<double>(counts_.refused));
        own.set(agents::refused_now, refused_now_), own.set(agents::alarms, alarms_);
        own.set(agents::has_proposals, pool_.busy() || counts_.busy);
        own.set(proposals_open, static_cast<double>(pool_.open()));
        const double dock = own.has(dock_state) ? own.value[dock_state] : counts_.docked;
        own.set(released, counts_.docked > 0 && dock == 0);
        counts_.docked = dock, counts_.busy = pool_.busy();
        refused_now_ = false, alarms_ = 0;
    }

    // The craft's own measurement between two ports, where it has one.
    reading docked() const {
        reading r;
        const measured& far_off = telemetry_.of(n_dock_distance);
        const measured& speed = telemetry_.of(n_dock_speed);
        if (far_off.t < 0 || far_off.label == QIKI_LABEL_NO_DATA) return r;
        r.t = far_off.t, r.range = far_off.v, r.quality = far_off.trust, r.has_quality = 1;
        r.invalid = far_off.label == QIKI_LABEL_INVALID;
        r.has_rate = speed.t >= 0 && speed.label != QIKI_LABEL_NO_DATA && speed.label != QIKI_LABEL_INVALID;
        r.rate = r.has_rate ? -speed.v : 0;
        return r;
    }
    // A track of the target, if it is nearer than the one before, and the craft does not measure by itself.
    void consider(const qiki_track& x, const agents::sheet& f, double& nearest, reading& seen) const {
        const bool wanted = s_.targets.empty()
                                ? x.object_class == QIKI_CLASS_STATION
                                : (x.valid & QIKI_TRACK_HAS_ADDRESS) &&
                                      std::binary_search(s_.targets.begin(), s_.targets.end(), x.address24);
        if (!wanted || !f.has(agents::range) || !(f.value[agents::range] < nearest)) return;
        if (std::isinf(nearest) && seen.t >= 0) return;
        nearest = f.value[agents::range];
        seen = {};
        seen.t = x.t_update, seen.range = nearest;
        seen.has_rate = f.has(agents::range_rate), seen.rate = f.value[agents::range_rate];
        seen.has_quality = f.has(agents::quality), seen.quality = f.value[agents::quality];
    }

    struct known_device {
        uint32_t producer, channel, failed, reserved;
    };
    // Off is no fault.
    void device(uint32_t producer, const qiki_sample& s) {
        const uint32_t now = s.status == QIKI_SENSE_FAILED;
        for (known_device& d : failed_)
            if (d.producer == producer && d.channel == s.channel) {
                d.failed = now;
                return;
            }
        failed_.push_back({producer, s.channel, now, 0});
    }
    // By the name that craft and instance have in common.
    bool is_craft(uint32_t producer) {
        for (const auto& [who, yes] : aboard_)
            if (who == producer) return yes;
        const auto* names = qiki::service<qiki_names>(*host_);
        char a[80] = "", b[80] = "";
        const bool known = names && craft_entity_ && names->name(host_, craft_entity_, a, sizeof a) > 0 &&
                           names->instance(host_, producer, b, sizeof b) > 0;
        return aboard_.emplace_back(producer, known && std::strcmp(a, b) == 0).second;
    }

    settings s_;
    // Kept from tick to tick, beside what the policy keeps.
    agents::craft craft_;
    telemetry telemetry_;
    health health_;
    orders orders_;
    pool pool_;
    target target_;
    voice voice_;
    struct {
        uint64_t accepted = 0, refused = 0;
        double docked = 0;
        uint32_t lost = 0, busy = 0; // decisions in the tick before; proposals then
    } counts_;
    std::vector<known_device> failed_;
    // Looked up when it is met first.
    std::vector<std::pair<uint32_t, bool>> aboard_;
    // Of this tick only.
    agents::picture picture_;
    bool refused_now_ = false;
    double alarms_ = 0;
    std::vector<qiki_decision> decisions_;
    std::array<size_t, 3> told_{};
    qiki::counter heard_, bad_, made_, told_count_, chosen_, errors_;
};

} // namespace mind

QIKI_PLUGIN(mind::agent, "qiki.agent.core", QIKI_KIND_AGENT, "0.1.0",
            "The mind of a craft: BIOS, a policy's states, proposals weighed, one command a tick, receipts, SAFE_MODE");
