// SPDX-License-Identifier: MIT
// plugins/agents/core/target.hpp - the target to dock at: which reading of it is trusted, and how many in a row will
// do.
#pragma once
#include "facts.hpp"
#include "settings.hpp"

namespace mind {

enum class trust : uint32_t { ok, no_data, stale, low_quality, invalid, missing_fields };

// What one device or tracker says of the target. Times in ns, range in m, rate in m/s (negative: closing).
struct reading {
    qiki_ns t = -1; // of the measurement; -1: there is none
    double range = 0, rate = 0, quality = 0;
    uint8_t has_rate = 0, has_quality = 0, invalid = 0;
    uint8_t reserved[5] = {};
};

// Old readings are stale before they are judged by their quality; one that cannot be is invalid before that.
trust verdict(const reading&, qiki_ns t, const settings&);

class target {
public:
    void hear(const reading& r) { now_ = r; }
    void judge(qiki_ns t, const settings&);
    void state_changed() { kept_.readings = kept_.unsure = 0; }

    trust of() const { return static_cast<trust>(kept_.trust); }
    uint32_t readings() const { return kept_.readings; }
    uint32_t needed(const settings& s) const { return s.dock_readings + kept_.unsure; }
    void tell(agents::sheet&, qiki_ns t, const settings&) const;

    void state(auto& io) { io(kept_); }

private:
    reading now_; // of this tick
    struct {
        qiki_ns counted = -1; // of the last reading that was looked at
        uint32_t readings = 0, unsure = 0, trust = 1, reserved = 0;
    } kept_;
};

} // namespace mind
