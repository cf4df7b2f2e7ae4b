// SPDX-License-Identifier: MIT
// plugins/agents/core/target.cpp - trust in a reading, and the count of those that allow to dock.
#include "target.hpp"
#include <cmath>

namespace mind {

trust verdict(const reading& r, qiki_ns t, const settings& s) {
    if (r.t < 0) return trust::no_data;
    if (r.invalid || r.t > t || !std::isfinite(r.range) || r.range < 0 || !std::isfinite(r.rate)) return trust::invalid;
    if (!r.has_rate) return trust::missing_fields;
    if (t - r.t > s.trust_age) return trust::stale;
    if (r.has_quality && !(r.quality >= s.trust_quality)) return trust::low_quality;
    return trust::ok;
}

void target::judge(qiki_ns t, const settings& s) {
    const trust now = verdict(now_, t, s);
    kept_.trust = static_cast<uint32_t>(now);
    if (now != trust::ok) {
        kept_.readings = kept_.unsure = 0;
        return;
    }
    if (now_.t <= kept_.counted) return; // seen already
    kept_.counted = now_.t;
    const bool docks = now_.range <= s.dock_range && std::fabs(now_.rate) <= s.dock_rate;
    kept_.readings = docks ? kept_.readings + 1 : 0;
    kept_.unsure = docks && (kept_.unsure || !now_.has_quality);
}

void target::tell(agents::sheet& f, qiki_ns t, const settings& s) const {
    f.set(target_known, of() == trust::ok), f.set(target_trust, kept_.trust);
    if (now_.t >= 0 && of() != trust::invalid) {
        f.set(target_range, now_.range), f.set(target_age, static_cast<double>(t - now_.t) / 1e9);
        if (now_.has_rate) f.set(target_rate, now_.rate);
    }
    f.set(dock_readings, kept_.readings), f.set(dock_needed, needed(s));
}

} // namespace mind
