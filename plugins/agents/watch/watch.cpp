// SPDX-License-Identifier: MIT
// plugins/agents/watch/watch.cpp - qiki.agent.watch: tracks, samples, receipts and events become facts, a policy
// decides, and what it decides becomes events, proposals and commands.
#include "../common/decider.hpp"
#include "../common/picture.hpp"
#include "voice.hpp"
#include <cstdio>

namespace watch {

class agent : public agents::decider {
public:
    using proposals = qiki::port<"proposals", qiki_proposal, QIKI_PORT_STREAM, 4>;
    using outputs = qiki::ports<events, proposals, commands>;
    static constexpr auto& params = parameters.rows;
    static constexpr auto& facts = fact_rows;
    static constexpr auto& verbs = verb_rows;

    agent(const qiki_host& h, const qiki_instance_info& i) : decider(h, i), voice_(h, i) {}

    void configure(const qiki::config& c) {
        if (!policy_)
            throw qiki::failure(QIKI_E_UNSUPPORTED,
                                "a watch decides by a policy, and has none: say policy = \"policies/watch.lua\"");
        s_ = settings::read(c, carried());
        voice_.configure(s_, *host_);
        bios_ok_ = qiki::intern(*host_, "BIOS_OK"), bios_fault_ = qiki::intern(*host_, "BIOS_FAULT");
    }

    void reserve() {
        const size_t most = most_decisions(s_.room());
        craft_.reserve(), picture_.reserve(s_.room()), voice_.reserve(most);
        decisions_.resize(most);
    }

    qiki_status step(const qiki::tick<agent>& t) {
        if (t.pass() == 0) {
            voice_.begin();
            told_ = {};
            sheet own;
            listen(t, own);
            if (!voice_.silent()) decide(t, own);
        }
        const bool said[] = {tell<events>(t, voice_.events, told_[0]), tell<proposals>(t, voice_.proposals, told_[1]),
                             tell<commands>(t, voice_.commands, told_[2])};
        const bool all = said[0] && said[1] && said[2];
        return all ? QIKI_OK : QIKI_MORE;
    }

    void state(auto& io) {
        voice_.state(io), io(accepted_), io(refused_);
        craft_.state(io);
        keep_policy(io);
    }

    // Does the risk of an approach follow its table; and is there somebody who obeys?
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const struct {
            const char* device;
            double value, min, max;
            uint8_t otherwise;
        } tests[] = {
            {"risk of an approach", static_cast<double>(approach_risk(s_.crit_range * 0.5, s_.crit_range, s_)), crit,
             crit, QIKI_TEST_WARN},
            {"policy", voice_.silent() ? 0.0 : 1.0, 1, 1, QIKI_TEST_FAIL},
            {"verbs obeyed", static_cast<double>(voice_.obeyed()), s_.commands ? 1.0 : 0.0, verb_count, QIKI_TEST_WARN},
        };
        int32_t n = 0;
        for (const auto& x : tests) {
            const auto at = static_cast<size_t>(n++);
            if (at >= rows.size()) continue;
            qiki_selftest_row r{};
            r.entity = craft_entity_, r.t = t;
            std::snprintf(r.device, sizeof r.device, "%s", x.device);
            std::snprintf(r.found, sizeof r.found, "%g", x.value);
            r.value = x.value, r.min = x.min, r.max = x.max;
            r.result = x.value >= x.min && x.value <= x.max ? static_cast<uint8_t>(QIKI_TEST_PASS) : x.otherwise;
            r.label = QIKI_LABEL_OK;
            rows[at] = r;
        }
        return n;
    }

private:
    // In a tick: of its states, and of guards, each of which may speak of each track.
    static constexpr size_t most_decisions(size_t tracks) { return 64 + 4 * tracks; }

    void listen(const qiki::tick<agent>& t, sheet& own) {
        for (const auto v : t.template views<samples>())
            if (!v.records.empty()) craft_.hear(*host_, v.head.producer, craft_entity_, v.records);
        bool now = false;
        for (const auto v : t.template views<receipts>())
            for (const qiki_receipt& r : v.records) {
                if (!mine(r)) continue;
                const bool no = refuses(r);
                (no ? refused_ : accepted_) += 1;
                now = now || no;
            }
        double critical_events = 0;
        for (const auto v : t.template views<heard>())
            for (const qiki_event& e : v.records) {
                critical_events += e.severity == QIKI_SEVERITY_CRITICAL;
                if (e.source == UINT32_MAX && e.entity == craft_entity_ &&
                    (e.code == bios_ok_ || e.code == bios_fault_))
                    craft_.post(e.code == bios_ok_);
            }
        craft_.tell(own, t.to(), s_);
        own.set(accepted, static_cast<double>(accepted_)), own.set(refused, static_cast<double>(refused_));
        own.set(refused_now, now), own.set(alarms, critical_events);
        own.set(has_proposals, voice_.has_open(t.to()));
    }

    void decide(const qiki::tick<agent>& t, sheet& own) {
        const size_t n = picture_.gather(t.template read<tracks_in>(), craft_, s_, carried(), t.to());
        for (size_t k = 0; k < n; ++k) {
            sheet of;
            picture_.look(k, of);
            if (policy_->judge(host_, t.to(), picture_.id(k), of.value.data(), of.known.data(), fact_count) < 0)
                return voice_.failed(t.to());
        }
        picture_.sum_up(own);
        if (decisions_.size() < most_decisions(n)) decisions_.resize(2 * most_decisions(n));
        const auto room = static_cast<uint32_t>(decisions_.size());
        const int32_t made =
            policy_->decide(host_, t.to(), own.value.data(), own.known.data(), fact_count, decisions_.data(), room);
        if (made < 0) return voice_.failed(t.to());
        const uint32_t count = static_cast<uint32_t>(made);
        for (uint32_t i = 0; i < std::min(count, room); ++i) voice_.say(decisions_[i], t.to());
        if (count > room) voice_.lost(t.to(), count - room);
    }

    settings s_;
    uint32_t bios_ok_ = 0, bios_fault_ = 0; // text ids
    // Kept from tick to tick, beside what the policy keeps.
    craft craft_;
    voice voice_;
    uint64_t accepted_ = 0, refused_ = 0;
    // Of this tick only.
    picture picture_;
    std::vector<qiki_decision> decisions_;
    std::array<size_t, 3> told_{};
};

} // namespace watch

QIKI_PLUGIN(watch::agent, "qiki.agent.watch", QIKI_KIND_AGENT, "0.1.0",
            "Watches the tracks around its craft and acts by a policy: guards, states, proposals, commands");
