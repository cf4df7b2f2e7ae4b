// SPDX-License-Identifier: MIT
// host/run/report.cpp - what a run says about itself: progress while it goes, sums at its end.
#include "host/policy/machine.hpp"
#include "host/run/engine.hpp"
#include <algorithm>

namespace qiki::run {

void engine::show(const observer& watch, const report& r) {
    if (!watch || cycles() < next_show_) return;
    next_show_ = cycles() + 100'000'000; // at least 20 ms; the clock decides
    const double now = watch_.wall_s();
    if (now - shown_ < 0.2) return;
    shown_ = now;
    watch(so_far(r));
}

progress engine::so_far(const report& r) const {
    progress p;
    p.ticks = r.ticks + tick_, p.ticks_total = ticks_total_;
    p.sim_s = static_cast<double>(p.ticks) * static_cast<double>(plan_.tick) * 1e-9;
    p.wall_s = watch_.wall_s();
    for (const track_book& b : books_) p.tracks += b.count().live;
    p.t = static_cast<qiki_ns>(tick_) * plan_.tick;
    return p;
}

std::vector<metric> engine::own_metrics() const {
    std::vector<metric> out;
    const auto count = [&](const char* name, const char* help, uint64_t n) {
        out.push_back({"host", name, "", help, true, true, static_cast<double>(n)});
    };
    uint64_t behind = late_before_;
    for (const frame_book& b : frames_) behind += b.late;
    if (!frames_.empty()) count("late_frames", "frames outside of their tick, or behind a newer one", behind);
    orders_.report_sums_to(out);
    if (safety_.listens() || !desk_.none()) safety_.report_to(out);
    bios_.report_to(out);
    orders_.report_reasons_to(out); // last: it has a row a reason, once there is one, and expectations remember rows
    return out;
}

// Each agent once, also where a later run goes well.
void engine::note_silent(report& r) const {
    for (const auto& x : instances_) {
        if (!x->at.policy || x->at.policy->failure().empty()) continue;
        const std::string& name = x->at.who.name;
        if (std::none_of(r.silent.begin(), r.silent.end(), [&](const auto& s) { return s.first == name; }))
            r.silent.emplace_back(name, x->at.policy->failure());
    }
}

void engine::sum_up(report& r) {
    r.wall_s = watch_.wall_s();
    r.sim_s = static_cast<double>(r.ticks) * static_cast<double>(plan_.tick) * 1e-9;
    const double ns = watch_.ns_per_cycle();
    uint64_t inside = 0;
    for (size_t i = 0; i < kinds_.size(); ++i)
        if (kinds_[i]) r.records[record_kinds[i].name] = kinds_[i];
    for (const auto& x : instances_) {
        const member& m = x->at.who;
        cost c;
        c.id = m.name, c.plugin = m.about->id, c.build_id = m.build_id;
        c.ticks = x->ticks, c.records = x->records, c.allocations = x->allocations;
        c.dropped = x->dropped;
        c.ns = static_cast<double>(x->spent) * ns;
        r.dropped += c.dropped;
        inside += x->spent;
        r.instances.push_back(c);
        for (size_t h = 0; h < x->at.measures.size(); ++h) {
            const measure& from = *x->at.measures[h];
            const bool counts = from.counts.load();
            r.metrics.push_back({m.name, from.name, from.unit, from.help, counts, counts || from.set,
                                 counts ? static_cast<double>(x->at.counted(h)) : from.gauge, from.each});
        }
    }
    const auto within = [&](double share) { return static_cast<double>(costs_.quantile(share)) * ns; };
    if (costs_.count()) r.tick = {within(0.5), within(0.99), within(0.999), static_cast<double>(costs_.largest()) * ns};
    for (metric& m : own_metrics()) r.metrics.push_back(std::move(m));
    cost host;
    host.id = "host", host.plugin = "qiki", host.ticks = r.ticks, host.allocations = host_allocations_;
    if (house_.workers.workers() == 1) // else what the others did meanwhile cannot be told from waiting
        host.ns = std::max(0.0, r.wall_s * 1e9 - static_cast<double>(inside + held_) * ns);
    r.instances.push_back(host);
    for (const track_book& b : books_) r.tracks.push_back(b.count());
    for (const gate::decision& d : desk_.decisions().all()) {
        decided x{d.id,
                  d.seal,
                  {},
                  d.last == gate::reason::none ? d.answer : gate::row_of(d.last).name,
                  gate::row_of(d.form).name};
        x.command = static_cast<uint32_t>(d.command);
        x.unheard = d.command && d.last == gate::reason::none && d.at(gate::stage::ack) == gate::standing::none &&
                    d.heard >= static_cast<qiki_ns>(tick_) * plan_.tick;
        for (const gate::standing s : d.stages) x.stages.emplace_back(gate::standing_words[static_cast<size_t>(s)]);
        r.decisions.push_back(std::move(x));
    }
}
} // namespace qiki::run
