// SPDX-License-Identifier: MIT
// host/cli/run/summary.cpp - the table of a run: what each instance did, what was counted, what came out.
#include "host/cli/run/summary.hpp"
#include "host/cli/run/expectations.hpp"
#include "host/observe/table.hpp"
#include "host/observe/text.hpp"

namespace qiki::cli {
namespace {

using observe::grouped;
using observe::number;

std::string each(std::optional<double> ns, uint64_t n) { return ns && n ? number(*ns / static_cast<double>(n)) : "-"; }

std::string instances(const run::report& r) {
    observe::table t(
        {"instance", "plugin", ">ticks", ">records", ">ns/tick", ">ns/record", ">dropped", ">allocations"});
    for (const run::cost& c : r.instances)
        t.row({c.id, c.plugin, grouped(c.ticks), grouped(c.records), each(c.ns, c.ticks), each(c.ns, c.records),
               grouped(c.dropped), c.allocations ? grouped(*c.allocations) : "-"});
    return t.text(2);
}

std::string tracks(const run::report& r) {
    observe::table t({"tracker", ">live", ">confirmed", ">ever born"});
    for (const run::track_count& c : r.tracks)
        t.row({c.tracker, grouped(c.live), grouped(c.confirmed), grouped(c.born)});
    return t.empty() ? "" : "\n" + t.text(2);
}

std::string records(const run::report& r) {
    std::string s;
    for (const auto& [kind, n] : r.records)
        if (n) s += (s.empty() ? "" : ", ") + grouped(n) + " " + kind;
    return s.empty() ? "none" : s;
}

// A counter at zero says nothing to a reader, a measure of zero does; machines get them all.
std::string metrics(const run::report& r) {
    observe::table t({"metric", "", ">value", "unit"});
    for (const run::metric& m : r.metrics)
        if (m.set && !(m.counter && m.value == 0))
            t.row({m.instance, m.name, m.counter ? grouped(static_cast<uint64_t>(m.value)) : number(m.value),
                   m.unit == "1" ? "" : m.unit});
    return t.empty() ? "" : "\n" + t.text(2);
}

std::string decisions(const run::report& r) {
    observe::table t(
        {"decision", ">command", "validation", "publish", "ack", "effect", "audit", "refused or changed", "sha-256"});
    const auto why = [](const run::decided& d) {
        if (d.unheard) return std::string("unheard: the run ended");
        return d.refused + (d.refused.empty() || d.changed.empty() ? "" : ", ") + d.changed;
    };
    for (const run::decided& d : r.decisions)
        t.row({d.id, d.command ? std::to_string(d.command) : "-", d.stages[0], d.stages[1], d.stages[2], d.stages[3],
               d.stages[4], why(d), d.seal.substr(0, 16)});
    return t.empty() ? "" : "\n" + t.text(2);
}

std::string restored(const run::restored& x, const std::string& digest) {
    if (x.digest_without.empty()) return number(x.at_s) + " s; the run without it was interrupted: not compared";
    return number(x.at_s) + " s; without it " +
           (x.digest_without == digest ? "the same digest" : "another digest, " + x.digest_without);
}

std::string tick(const run::tick_cost& c) {
    const auto us = [](double ns) { return number(ns * 1e-3) + " us"; };
    return "half take " + us(c.p50_ns) + " at most, 99 % " + us(c.p99_ns) + ", 99.9 % " + us(c.p999_ns) +
           ", the slowest " + us(c.max_ns);
}

std::string pace(const run::paced& p) {
    std::string s;
    if (p.asked > 0)
        s = number(p.asked) + " x real time asked, " + number(p.achieved) + " achieved; greatest lag " +
            number(p.greatest_lag_s) + " s";
    if (p.given_up_s > 0) s += ", " + number(p.given_up_s) + " s not made up for";
    if (p.paused_s > 0) s += (s.empty() ? "paused for " : "; paused for ") + number(p.paused_s) + " s";
    return s;
}
} // namespace

std::string summary(const scenario::scenario& s, const run::report& r) {
    std::string out = "\n" + observe::visible(s.name) + (r.interrupted ? " (interrupted)" : "") + "\n\n" +
                      instances(r) + tracks(r) + metrics(r) + decisions(r);
    out += "\n  records  " + records(r);
    if (r.dropped) out += "\n  dropped  " + grouped(r.dropped);
    out += "\n  time     " + grouped(r.ticks) + " ticks, " + number(r.sim_s) + " s simulated in " + number(r.wall_s) +
           " s";
    if (r.wall_s > 0) out += ", " + number(r.sim_s / r.wall_s) + " x real time";
    if (r.tick) out += "\n  a tick   " + tick(*r.tick);
    if (r.pace) out += "\n  pace     " + pace(*r.pace);
    if (r.restore) out += "\n  restored " + restored(*r.restore, r.digest);
    for (const auto& [agent, why] : r.silent)
        out += "\n  silent   '" + observe::visible(agent) + "': its policy failed: " + observe::visible(why);
    for (const std::string& w : r.warnings) out += "\n  warned   " + observe::visible(w);
    if (r.warned > r.warnings.size())
        out += "\n  warned   " + grouped(r.warned - r.warnings.size()) + " times more, in the log";
    if (r.digests.size() > 1) {
        out += "\n";
        for (size_t i = 0; i < r.digests.size(); ++i) out += "\n  run " + std::to_string(i + 1) + "    " + r.digests[i];
    }
    out += "\n" + expectations(s, r);
    return out + "\ndigest " + r.digest + "\n";
}
} // namespace qiki::cli
