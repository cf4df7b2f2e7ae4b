// SPDX-License-Identifier: MIT
// host/run/bios.cpp - rows of self-tests, held against the manifest; an event where the verdict changed.
#include "host/run/bios.hpp"
#include "host/run/lookup.hpp"
#include "host/run/words.hpp"
#include <algorithm>

namespace qiki::run {
using scenario::section;

void bios::open(const plan& p, const wiring& w, const std::vector<std::unique_ptr<instance>>& all, bool wanted) {
    every_ = p.bios.every;
    last_.push_back({0, {}});
    for (const member& m : p.members) {
        uint64_t vehicle = 0;
        for (size_t i = 0; i < p.members.size(); ++i)
            if (p.members[i].stage == section::vehicles && p.members[i].name == (m.on.empty() ? m.name : m.on))
                vehicle = w.entities[i].first;
        vehicle_of_.push_back(vehicle);
        const bool known =
            std::any_of(last_.begin(), last_.end(), [&](const subject& s) { return s.vehicle == vehicle; });
        if (m.stage == section::agents && vehicle && !known) last_.push_back({vehicle, {}});
    }
    for (const auto& d : p.bios.manifest) {
        const size_t row = vehicle_row(p, d.vehicle, "manifest", d.where);
        manifest_.push_back({w.entities[row].first, d.vehicle, d.name, health::type_named(d.type)});
    }
    const bool offered = std::any_of(
        all.begin(), all.end(), [](const auto& x) { return x->at.who.stage != section::bridges && x->tests_itself(); });
    on_ = wanted && (offered || !manifest_.empty());
}

// Bridges are no devices of a craft, and what ails them depends on the machine.
std::vector<health::row> bios::ask(qiki_ns t, const std::vector<instance*>& in_order) const {
    std::vector<health::row> rows;
    std::vector<qiki_selftest_row> own;
    for (instance* x : in_order) {
        const member& m = x->at.who;
        if (m.stage == section::bridges) continue;
        const uint64_t vehicle = vehicle_of_[x->at.info.index - 1];
        const std::string wrong = x->test_itself(t, own);
        for (const qiki_selftest_row& r : own)
            rows.push_back(health::of_selftest(r, m.name, section_word(m.stage), vehicle));
        if (!wrong.empty()) rows.push_back(health::of_silence(m.name, section_word(m.stage), vehicle, wrong));
    }
    health::hold_against(manifest_, rows);
    return rows;
}

void bios::post(qiki_ns t, const std::vector<instance*>& in_order, safety& safe, news& told) {
    if (!on_ || t < next_) return;
    next_ = t - t % every_ + every_;
    const std::vector<health::row> rows = ask(t, in_order);
    for (subject& s : last_) {
        const health::verdict v = health::judge(rows, s.vehicle);
        if (s.vehicle && v.rows) {
            const bool mute = std::any_of(rows.begin(), rows.end(), [&](const health::row& r) {
                return r.vehicle == s.vehicle && r.what == health::code::timeout_response;
            });
            safe.post(s.vehicle, v.failed == 0,
                      mute ? gate::safe_reason::bios_unavailable : gate::safe_reason::bios_invalid, t, told);
        }
        if (!s.fresh && v == s.told) continue;
        s.told = v, s.fresh = false;
        if (!v.rows) continue; // nobody is there to speak of
        qiki_event e = told.make(v.failed ? QIKI_EVENT_BIOS_FAULT : QIKI_EVENT_BIOS_OK, t);
        e.entity = s.vehicle, e.n = 4;
        e.v[0] = v.all_systems_go, e.v[1] = v.health_score, e.v[2] = v.failed, e.v[3] = v.warned;
        told.say(e);
    }
}

void bios::forget() {
    next_ = 0;
    for (subject& s : last_) s.told = {}, s.fresh = true;
}

void bios::report_to(std::vector<metric>& out) const {
    if (!on_) return;
    const health::verdict& v = verdict();
    out.push_back({"host", "health_score", "", "of the last POST: weighted share of what is well", false, v.rows > 0,
                   v.health_score});
    out.push_back({"host", "devices_failed", "", "in the last POST", false, v.rows > 0, static_cast<double>(v.failed)});
}
} // namespace qiki::run
