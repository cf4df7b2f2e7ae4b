// SPDX-License-Identifier: MIT
// plugins/agents/core/health.hpp - is there a reason for SAFE_MODE, and for how many cycles has there been none?
//
// The order of the reasons, the first that holds counts: no BIOS, a BIOS with a fault, no sensors, sensors that have
// gone stale, an actuator that does not answer, no tracks any more, and what is none of these.
#pragma once
#include "facts.hpp"
#include "qiki/event.h"
#include "qiki/qiki.hpp"
#include "settings.hpp"
#include <algorithm>

namespace mind {

struct signs { // of one tick
    bool has_sensors = false, has_provider = false, actuator_lost = false, other = false;
    int bios = -1; // of the devices: -1: none has spoken, 0: a fault, 1: none
};

class health {
public:
    struct words { // text ids
        uint32_t bios_ok = 0, bios_fault = 0, safe_enter = 0, safe_exit = 0;
    };
    void learn(const qiki_host&);

    void begin(qiki_ns t) {
        if (kept_.first < 0) kept_.first = t, kept_.provider = t;
    }
    void hear(const qiki_event&, uint64_t craft); // of the host
    void sensor(qiki_ns t) { kept_.sensor = std::max(kept_.sensor, t); }
    void provider(qiki_ns t) { kept_.provider = t; }

    // What the tick comes to; false and true of `reports` say whether a cycle is to be reported, and how.
    enum class report : uint32_t { none, good, bad };
    report judge(qiki_ns t, const signs&, const settings&);
    void bad_after_all(qiki_ns t) { kept_.bad = 1, kept_.good = 0, kept_.reported = t; }
    void state_changed() { kept_.good = 0; }

    // A fault is one whoever says it, the host's POST or a device; -1 while neither has spoken.
    int bios(const signs& s) const { return kept_.bios == 0 || s.bios == 0 ? 0 : std::max(kept_.bios, s.bios); }
    safe_because why() const { return static_cast<safe_because>(kept_.why); }
    bool in_safe() const { return kept_.safe != 0; }
    void tell(agents::sheet&, qiki_ns t, const signs&, const settings&) const;

    void state(auto& io) { io(kept_); }

private:
    safe_because reason(qiki_ns t, const signs&, const settings&) const;

    words code_;
    struct {
        qiki_ns first = -1, sensor = -1, provider = -1, reported = -1;
        int64_t cycle = -1; // number of the present one
        double score = -1;
        int32_t bios = -1;
        uint32_t why = 0, good = 0, safe = 0, bad = 0, reserved = 0; // bad: this cycle was reported so
    } kept_;
};

} // namespace mind
