// SPDX-License-Identifier: MIT
// host/run/judge.cpp - a finished run against what its scenario expects.
#include "host/run/engine.hpp"
#include "host/run/words.hpp"
#include "host/scenario/number.hpp"

namespace qiki::run {
namespace {
using scenario::expectation;
using scenario::number;
using scenario::subject;

verdict met(std::string seen) { return {standing::met, std::move(seen)}; }
verdict failed(std::string seen, scenario::place at = {}) { return {standing::failed, std::move(seen), std::move(at)}; }
verdict skipped(std::string why) { return {standing::skipped, std::move(why)}; }

verdict within(const expectation& e, double v) {
    std::string seen = "found " + number(v);
    return v >= e.min && v <= e.max ? met(std::move(seen)) : failed(std::move(seen));
}
verdict none_of(uint64_t n, const std::string& more = {}) {
    return n == 0 ? met("found none") : failed("found " + std::to_string(n) + more);
}
} // namespace

const char* standing_word(standing s) {
    return s == standing::met ? "met" : s == standing::failed ? "failed" : "skipped";
}

std::string engine::writer_name(uint32_t index) const {
    return index == 0 || index > house_.instances.size() ? "host" : house_.instances[index - 1];
}

std::optional<double> engine::read(const gauge& g) const {
    if (g.from == gauge::how::host) return own_metrics()[g.row].value - g.base;
    const instance& x = *instances_[g.instance];
    if (g.from == gauge::how::output) return static_cast<double>(x.outputs[g.row].next_first);
    const measure& m = *x.at.measures[g.row];
    if (m.counts.load()) return static_cast<double>(x.at.counted(g.row)) - g.base;
    return m.set ? std::optional(m.gauge) : std::nullopt;
}

// Counters go on counting over resets; a run is judged by its own share. What was counted at birth belongs to the
// first.
// Runs that repeat the scenario's are told once.
void engine::note_gauges() {
    if (plan_.runs < 2 || run_ > plan_.runs) return;
    for (const auto& x : instances_)
        for (const auto& m : x->at.measures) {
            m->each.resize(plan_.runs);
            if (m->fresh) m->each[run_ - 1] = m->gauge;
            m->fresh = false;
        }
}

void engine::note_bases() {
    if (!runs_begun_++) return;
    for (size_t i = 0; i < gauges_.size(); ++i) {
        gauge& g = gauges_[i];
        if (plan_.expectations[i].what != subject::metric || g.from == gauge::how::output) continue;
        if (g.from == gauge::how::host) g.base = own_metrics()[g.row].value;
        else if (instances_[g.instance]->at.measures[g.row]->counts.load())
            g.base = static_cast<double>(instances_[g.instance]->at.counted(g.row));
    }
}

std::string engine::told(const sighting& s) const { return "from " + writer_name(s.writer) + " at " + seconds(s.t); }

verdict engine::judge_events(const expectation& e, const watched_list& list) const {
    const auto& all = list.entries();
    std::string seen;
    for (size_t i = 0; i < all.size(); ++i) {
        const watched_event& w = all[i];
        if (w.found) {
            seen += (seen.empty() ? "found " : ", ") + w.what.code + " " + told(*w.found);
            continue;
        }
        std::string text = "found no " + scenario::wording(w.what);
        if (all.size() > 1) text += " (event " + std::to_string(i + 1) + " of " + std::to_string(all.size()) + ")";
        if (w.fits) {
            text += w.fitting == 1 ? "; the one that came, " + told(*w.fits)
                                   : "; of the " + std::to_string(w.fitting) + " that came the last, " + told(*w.fits);
            const bool before = e.ordered && i > 0 && w.fits->order < all[i - 1].found->order;
            text += before ? ", is not after " + all[i - 1].what.code + " " + told(*all[i - 1].found)
                           : ", counts for another of these events already";
        } else if (w.near) text += "; the nearest came " + told(*w.near);
        else text += "; it never came";
        return failed(std::move(text), w.what.where);
    }
    return met(std::move(seen));
}

verdict engine::judge(size_t i, const std::string& digest_of_run) const {
    const expectation& e = plan_.expectations[i];
    if (e.defaults_only && !plan_.other_values.empty())
        return skipped("holds for the scenario's own values, and this run has " + plan_.other_values);
    uint64_t n = 0;
    switch (e.what) {
    case subject::events: return judge_events(e, witness_.list(lists_[i]));
    case subject::absent:
        for (const watched_event& w : witness_.list(lists_[i]).entries())
            if (w.fitting)
                return failed("found " + std::to_string(w.fitting) + " " + w.what.code + ", the last " + told(*w.fits),
                              w.what.where);
        return met("found none");
    case subject::metric: {
        const auto v = read(gauges_[i]);
        return v ? within(e, *v) : failed("found none: it was never counted or set");
    }
    case subject::records:
        for (uint32_t k = 0; k < record_kind_count; ++k)
            if (record_kinds[k].name == e.of) n = kinds_[k] - kinds_before_[k];
        return within(e, static_cast<double>(n));
    case subject::tracks:
        for (const track_book& b : books_) {
            if (b.tracker != e.of) continue;
            const track_count c = b.count();
            n = e.measure == "live" ? c.live : e.measure == "born" ? c.born : c.confirmed;
        }
        return within(e, static_cast<double>(n));
    case subject::digest:
        if (!plan_.other_seed.empty())
            return skipped("holds for the scenario's own seed, and this run has " + plan_.other_seed);
        return digest_of_run == e.of ? met("found digest " + digest_of_run) : failed("found digest " + digest_of_run);
    case subject::no_drops:
        for (const auto& x : instances_)
            for (const output& o : x->outputs) n += o.dropped;
        return none_of(n);
    case subject::no_late_frames:
        for (const frame_book& b : frames_) n += b.late;
        return none_of(n);
    case subject::no_warnings: return none_of(witness_.warnings(), ", first " + witness_.first_warning());
    }
    return {};
}

void engine::judge(const std::string& digest_of_run, report& r) const {
    r.verdicts.resize(plan_.expectations.size());
    for (size_t i = 0; i < r.verdicts.size(); ++i) {
        verdict& known = r.verdicts[i];
        if (r.interrupted) known = skipped("the run was interrupted");
        else if (known.how != standing::failed) {
            known = judge(i, digest_of_run);
            known.run = static_cast<unsigned>(r.digests.size());
        }
    }
}
} // namespace qiki::run
