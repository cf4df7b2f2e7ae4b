// SPDX-License-Identifier: MIT
// plugins/agents/core/health.cpp - BIOS, sensors, actuators and tracks to one verdict a cycle.
#include "health.hpp"

namespace mind {
namespace {
constexpr uint32_t the_host = 0xffffffff;
} // namespace

void health::learn(const qiki_host& h) {
    code_.bios_ok = qiki::intern(h, "BIOS_OK"), code_.bios_fault = qiki::intern(h, "BIOS_FAULT");
    code_.safe_enter = qiki::intern(h, "SAFE_MODE_ENTER"), code_.safe_exit = qiki::intern(h, "SAFE_MODE_EXIT");
}

void health::hear(const qiki_event& e, uint64_t craft) {
    if (e.source != the_host || e.code == 0 || (e.entity != 0 && e.entity != craft)) return;
    if (e.code == code_.bios_ok || e.code == code_.bios_fault) {
        kept_.bios = e.code == code_.bios_ok;
        if (e.n > 1) kept_.score = e.v[1];
    }
    if (e.code == code_.safe_enter) kept_.safe = 1;
    if (e.code == code_.safe_exit) kept_.safe = 0;
}

safe_because health::reason(qiki_ns t, const signs& s, const settings& x) const {
    const int b = bios(s);
    if (b < 0 && t - kept_.first > x.stale) return safe_because::bios_unavailable;
    if (b == 0) return safe_because::bios_invalid;
    if (s.has_sensors) {
        const qiki_ns silent = t - std::max(kept_.sensor, kept_.first);
        if (kept_.sensor < 0 ? silent > x.stale : silent > x.dead) return safe_because::sensors_unavailable;
        if (silent > x.stale) return safe_because::sensors_stale;
    }
    if (s.actuator_lost) return safe_because::actuator_unavailable;
    if (s.has_provider && t - kept_.provider > x.dead) return safe_because::provider_unavailable;
    return s.other ? safe_because::unknown : safe_because::none;
}

health::report health::judge(qiki_ns t, const signs& s, const settings& x) {
    const safe_because now = reason(t, s, x);
    kept_.why = static_cast<uint32_t>(now);
    const int64_t cycle = t / x.cycle;
    const bool over = kept_.cycle >= 0 && cycle != kept_.cycle;
    const bool bad = now != safe_because::none;
    report r = report::none;
    if (bad) {
        kept_.good = 0;
        if (over || !kept_.bad) r = report::bad;
        kept_.bad = 1;
    } else if (over) {
        // Who has never asked for SAFE_MODE need not say that all is well. Who has goes on saying so: the gate takes
        // silence for a bad sign.
        if (!kept_.bad) ++kept_.good, r = kept_.reported >= 0 ? report::good : report::none;
        kept_.bad = 0;
    }
    if (r != report::none) kept_.reported = t;
    kept_.cycle = cycle;
    return r;
}

void health::tell(agents::sheet& f, qiki_ns t, const signs& s, const settings& x) const {
    const auto since = [t](qiki_ns then) { return static_cast<double>(t - then) / 1e9; };
    if (const int b = bios(s); b >= 0) f.set(agents::bios_ok, b);
    if (kept_.score >= 0) f.set(health_score, kept_.score);
    if (s.has_sensors && kept_.sensor >= 0)
        f.set(sensors_age, since(kept_.sensor)), f.set(sensors_stale, t - kept_.sensor > x.stale);
    if (s.has_provider) f.set(provider_age, since(kept_.provider));
    f.set(safe_reason, kept_.why), f.set(safe, kept_.safe), f.set(good_cycles, kept_.good);
}

} // namespace mind
