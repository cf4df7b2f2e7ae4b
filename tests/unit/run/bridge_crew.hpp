// SPDX-License-Identifier: MIT
// tests/unit/run/bridge_crew.hpp - a ship that obeys and an agent that says records by name: for SAFE_MODE and
// operators.
#pragma once
#include "qiki/services/text.h"
#include "tests/unit/run/lab.hpp"
#include <algorithm>
#include <xmmintrin.h>

namespace lab {

using crew_orders_in = port<"orders", qiki_command, stream>;
using crew_orders_out = port<"orders", qiki_command, stream, 8>;
using crew_receipts_in = port<"receipts", qiki_receipt, stream | many | optional>;
using crew_receipts_out = port<"receipts", qiki_receipt, stream, 8>;
using crew_events_in = port<"events", qiki_event, stream | many | optional>;
using crew_events_out = port<"events", qiki_event, stream, 8>;
using crew_proposals_out = port<"proposals", qiki_proposal, stream, 8>;

// Keeps what it was told; answers ACCEPTED and DONE, or as its mood is. "hold" takes no argument, "go" two, "scuttle"
// is an operator's.
struct ship {
    using inputs = ports<crew_orders_in>;
    using outputs = ports<truth_out, crew_receipts_out>;
    static constexpr qiki_param params[] = {qiki::integer("count", "", 1, 0, 1e6, "entities")};
    static constexpr qiki_verb verbs[] = {
        {"hold", "", {}, {}, {}, {}, 0, QIKI_BY_AGENT, QIKI_VERB_EMERGENCY},
        {"go", "", {"bearing", "speed"}, {"rad", "m/s"}, {-1, 0}, {1, 0}, 2, QIKI_BY_AGENT, QIKI_VERB_WHOLE(1)},
        {"scuttle", "", {}, {}, {}, {}, 0, QIKI_BY_OPERATOR},
    };
    struct told {
        qiki_ns t;
        qiki_command c;
    };
    static inline std::map<std::string, std::vector<told>> heard;
    // Result of the self-test; -1: it throws, -2: it turns on flush-to-zero.
    static inline std::map<std::string, int> health;

    struct mood { // REFUSED, or FAILED behind ACCEPTED
        uint8_t status = QIKI_RECEIPT_DONE;
        int32_t code = 0;
        std::string why{};
    };
    static inline std::map<std::string, mood> moods;

    ship(const qiki_host& h, const qiki_instance_info& i) : name(i.name), me(i.index), self(i.self_entity) {
        if (const auto at = moods.find(name); at != moods.end()) {
            mine = at->second;
            if (!mine.why.empty()) why = qiki::intern(h, mine.why.c_str());
        }
    }
    void configure(const qiki::config&) {}
    qiki_status step(const qiki::tick<ship>& t) {
        t.put<truth_out>(body(self, t.to()));
        for (const qiki_command& c : t.read<crew_orders_in>()) {
            heard[name].push_back({t.to(), c});
            for (const unsigned status : {unsigned{QIKI_RECEIPT_ACCEPTED}, unsigned{mine.status}}) {
                if (status != mine.status && mine.status == QIKI_RECEIPT_REFUSED) continue;
                qiki_receipt r{};
                r.command = c.id, r.entity = c.entity, r.t = t.to(), r.source = me,
                r.status = static_cast<uint8_t>(status);
                r.label = QIKI_LABEL_OK;
                if (status == mine.status) r.code = mine.code, r.text = why;
                t.put<crew_receipts_out>(r);
            }
        }
        return QIKI_OK;
    }
    int32_t selftest(qiki_ns t, std::span<qiki_selftest_row> rows) const {
        const auto at = health.find(name);
        const int how = at == health.end() ? QIKI_TEST_PASS : at->second;
        if (how == -1) throw std::runtime_error("the bus is dead");
        if (how == -2) _mm_setcsr(_mm_getcsr() | 0x8000);
        rows[0].entity = self, rows[0].t = t, rows[0].result = static_cast<uint8_t>(std::max(how, 0));
        std::strncpy(rows[0].device, "battery", sizeof rows[0].device);
        return 1;
    }
    std::string name;
    uint32_t me, why = 0;
    uint64_t self;
    mood mine;
};

// Says what says[its name] puts into a tick; keeps the host's events and the receipts.
struct pilot {
    using inputs = ports<crew_events_in, crew_receipts_in>;
    using outputs = ports<crew_events_out, crew_orders_out, crew_proposals_out>;
    using tick = qiki::tick<pilot>;
    struct noted {
        qiki_ns t;
        std::string code, text;
        qiki_event e;
    };
    static inline std::map<std::string, std::function<void(pilot&, const tick&)>> says;
    static inline std::map<std::string, std::vector<noted>> notes;
    static inline std::map<std::string, std::vector<qiki_receipt>> answers;

    pilot(const qiki_host& h, const qiki_instance_info& i) : host(&h), name(i.name), me(i.index), mine(i.host_entity) {}
    void configure(const qiki::config&) {
        for (const char* text : {"SAFE_REQUEST", "SAFE_CYCLE_GOOD", "POLICY_FAILED", "SENSORS_STALE",
                                 "BIOS_UNAVAILABLE", "ACTUATOR_UNAVAILABLE", "SOMETHING_ELSE"})
            ids[text] = qiki::intern(*host, text);
    }
    std::string text(uint32_t id) const {
        char out[64] = "";
        qiki::service<qiki_texts>(*host)->text(host, id, out, sizeof out);
        return out;
    }
    void step(const tick& t) {
        for (uint32_t k = 0; k < t.writers<crew_events_in>(); ++k)
            for (const qiki_event& e : t.read<crew_events_in>(k))
                if (e.source == UINT32_MAX) notes[name].push_back({t.to(), text(e.code), text(e.text), e});
        for (uint32_t k = 0; k < t.writers<crew_receipts_in>(); ++k)
            for (const qiki_receipt& r : t.read<crew_receipts_in>(k)) answers[name].push_back(r);
        if (says[name]) says[name](*this, t);
    }
    void event(const tick& t, const char* code, const char* why = nullptr, uint64_t entity = 0,
               uint8_t label = QIKI_LABEL_OK) {
        qiki_event e{};
        e.t = t.to(), e.code = ids.at(code), e.text = why ? ids.at(why) : 0, e.entity = entity, e.source = me;
        e.label = label;
        t.put<crew_events_out>(e);
    }
    void order(const tick& t, uint32_t verb, uint64_t entity = 0, uint64_t parent = 0) {
        qiki_command c = command(me, ++said, entity ? entity : mine, verb, t.to());
        c.argc = verb == 1 ? 2 : 0, c.parent = parent;
        c.arg[1] = verb == 1 ? 50 : 0;
        t.put<crew_orders_out>(c);
    }
    qiki_proposal propose(const tick& t, uint32_t n, uint32_t verb) {
        qiki_proposal p{};
        p.id = uint64_t{me} << 32 | n, p.entity = mine, p.t = t.to(), p.verb = verb, p.source = me;
        p.argc = verb == 1 ? 2 : 0, p.arg[1] = verb == 1 ? 50 : 0, p.label = QIKI_LABEL_OK;
        return p;
    }
    const qiki_host* host;
    std::string name;
    uint32_t me, said = 0;
    uint64_t mine;
    std::map<std::string, uint32_t> ids;
};

struct crew : bench {
    crew() {
        ship::heard.clear(), ship::health.clear(), ship::moods.clear();
        pilot::says.clear(), pilot::notes.clear(), pilot::answers.clear();
        put<ship>(section::vehicles, "qiki"), put<ship>(section::vehicles, "ferry");
        put<pilot>(section::agents, "mind", {.on = "qiki"});
    }
    void says(std::function<void(pilot&, const pilot::tick&)> f, const std::string& who = "mind") {
        pilot::says[who] = std::move(f);
    }
    // Codes of the host's events but for refusals, with their time in ticks and reason.
    static std::vector<std::string> story(const std::string& about, const std::string& who = "mind") {
        std::vector<std::string> out;
        for (const pilot::noted& n : pilot::notes[who])
            if (n.code.starts_with(about))
                out.push_back(std::to_string(n.e.t / (100 * ms)) + " " + n.code + " " + n.text);
        return out;
    }
};
} // namespace lab
