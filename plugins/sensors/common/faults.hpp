// SPDX-License-Identifier: MIT
// plugins/sensors/common/faults.hpp - what goes wrong with a device by the scenario's word: which, and from when to
// when.
#pragma once
#include "outage.hpp"
#include "report.hpp"
#include "rows.hpp"
#include "status.hpp"

namespace sensors {

struct faults {
    bool enabled = true, self_check = true;
    spans dead, stuck, drift, dropout, burst;
    double drift_rate = 0; // unit of the main quantity a second
    double lost = 0;       // probability per sample while it drops out
    double louder = 1;     // factor of the noise in a burst

    static constexpr table<10> parameters(const char* unit_a_second, double drift_rate) {
        constexpr const char* when = "s";
        return {{
            qiki::flag("enabled", true, "off: no data, status na"),
            qiki::reals("fault.dead", when, nullptr, 0, 1e9,
                        "begin and end of each time without data, ascending; the last without an end: for ever"),
            qiki::reals("fault.stuck", when, nullptr, 0, 1e9, "likewise: the last values stay"),
            qiki::reals("fault.drift", when, nullptr, 0, 1e9, "likewise: the values run away from the truth"),
            qiki::real("fault.drift_rate", unit_a_second, drift_rate, -1e9, 1e9,
                       "how fast, each element of the main quantity"),
            qiki::reals("fault.dropout", when, nullptr, 0, 1e9, "likewise: samples are lost"),
            qiki::real("fault.lost", "", 0.5, 0, 1, "probability that one is, while they are"),
            qiki::reals("fault.burst", when, nullptr, 0, 1e9, "likewise: the noise is greater"),
            qiki::real("fault.louder", "", 10, 1, 1e6, "so many times greater"),
            qiki::flag("self_check", true,
                       "the device knows when it is stuck, drifts or is noisy, and says so in labels and status"),
        }};
    }
    // Throws failure with QIKI_E_CONFIG.
    static faults read(const qiki::config&);

    // The worst that ails the device at t, whether it knows or not.
    reason ails(qiki_ns t) const {
        if (!enabled) return reason::disabled;
        if (dead.hold(t)) return reason::dead;
        reason r = stuck.hold(t) ? reason::stuck : reason::none;
        if (drift.hold(t)) r = worse(r, reason::drifting);
        if (burst.hold(t)) r = worse(r, reason::noisy);
        return dropout.hold(t) ? worse(r, reason::dropout) : r;
    }
    // And what it says of it.
    reason known(qiki_ns t) const {
        const reason r = ails(t);
        return r == reason::disabled || r == reason::dead || r == reason::dropout || self_check ? r : reason::none;
    }
    double run_away(qiki_ns t) const { return drift_rate * static_cast<double>(drift.since(t)) / 1e9; }
    // Probability that a sample is lost, where it is `always` as great as that.
    double loss(qiki_ns t, double always) const { return dropout.hold(t) ? std::max(lost, always) : always; }
    double noise_factor(qiki_ns t) const { return burst.hold(t) ? louder : 1; }
};

// The row of a self-test that says whether the device works, as far as it knows.
inline void condition(test_report& out, const faults& f, qiki_ns t) {
    const reason r = f.known(t);
    if (r == reason::disabled) return out.off("device");
    const grade g = row_of(r).is;
    out.row("device", static_cast<double>(g), 0, 0, g == grade::warn ? QIKI_TEST_WARN : QIKI_TEST_FAIL);
}

} // namespace sensors
