// SPDX-License-Identifier: MIT
// host/run/foresee.cpp - what is expected must be able to happen: names of expectations against what the run has.
#include "host/run/engine.hpp"
#include "host/run/words.hpp"
#include "host/scenario/number.hpp"
#include "host/words/nearest.hpp"

namespace qiki::run {
namespace {
using scenario::expectation;
using scenario::subject;

[[noreturn]] void unknown(const scenario::place& at, const std::string& key, const char* what, const std::string& found,
                          const std::vector<std::string>& known) {
    const std::string near = did_you_mean(found, known);
    throw scenario::error(at, key + ": expected " + what + ", found " + scenario::in_quotes(found) +
                                  (!near.empty()   ? near
                                   : known.empty() ? "; there is none"
                                                   : "; there are " + listed(known)));
}

// Among all texts of a run those that look like codes, for suggestions.
std::vector<std::string> codes_among(const std::vector<std::string>& texts) {
    std::vector<std::string> out;
    for (const std::string& s : texts)
        if (!s.empty() && s.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == s.npos) out.push_back(s);
    return out;
}
} // namespace

engine::gauge engine::gauge_of(const expectation& e) const {
    std::vector<std::string> ids;
    gauge g;
    std::vector<std::string> names;
    if (e.of == "host") {
        const auto own = own_metrics();
        for (; g.row < own.size(); ++g.row) {
            if (own[g.row].name == e.measure) return g;
            names.push_back(own[g.row].name);
        }
        unknown(e.where, "metric", "a metric of the host", e.measure, names);
    }
    for (; g.instance < instances_.size(); ++g.instance) {
        ids.push_back(plan_.members[g.instance].name);
        if (ids.back() == e.of) break;
    }
    if (g.instance == instances_.size()) unknown(e.where, "metric", "the id of an instance before the '/'", e.of, ids);
    const instance& x = *instances_[g.instance];
    g.from = gauge::how::plugin;
    for (g.row = 0; g.row < x.at.measures.size(); ++g.row) {
        names.push_back(x.at.measures[g.row]->name);
        if (names.back() == e.measure) return g;
    }
    g.from = gauge::how::output;
    for (g.row = 0; g.row < x.outputs.size(); ++g.row) {
        names.emplace_back(output_of(x.at.who, static_cast<uint32_t>(g.row)).name);
        if (names.back() == e.measure) return g;
    }
    const std::string what = "a metric or an output of " + who(x.at.who);
    unknown(e.where, "metric", what.c_str(), e.measure, names);
}

void engine::foresee() {
    gauges_.resize(plan_.expectations.size());
    lists_.resize(plan_.expectations.size());
    std::vector<std::string> kinds, trackers;
    for (const record_kind& k : record_kinds) kinds.emplace_back(k.name);
    for (const track_book& b : books_) trackers.push_back(b.tracker);
    const auto has = [](const std::vector<std::string>& all, const std::string& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    };
    for (size_t i = 0; i < plan_.expectations.size(); ++i) {
        const expectation& e = plan_.expectations[i];
        if (e.what == subject::records && !has(kinds, e.of))
            unknown(e.where, "records", "a kind of record", e.of, kinds);
        if (e.what == subject::tracks && !has(trackers, e.of))
            unknown(e.where, "tracks", "the id of a tracker before the '/'", e.of, trackers);
        if (e.what == subject::metric) gauges_[i] = gauge_of(e);
        if (e.what != subject::events && e.what != subject::absent) continue;
        std::vector<watched_event> entries;
        for (const scenario::event_pattern& p : e.events) {
            const std::string key = scenario::subject_words()[static_cast<size_t>(e.what)];
            if (!has(house_.texts, p.code))
                unknown(p.where, key, "the code of an event that an instance of this run may write", p.code,
                        codes_among(house_.texts));
            watched_event w;
            w.what = p;
            w.anybody = p.from.empty();
            if (!w.anybody && p.from != "host") {
                const auto at = std::find(house_.instances.begin(), house_.instances.end(), p.from);
                if (at == house_.instances.end())
                    unknown(p.where, key + ", from", "the id of an instance", p.from, house_.instances);
                w.writer = static_cast<uint32_t>(at - house_.instances.begin()) + 1;
            }
            entries.push_back(std::move(w));
        }
        lists_[i] = witness_.add({std::move(entries), e.ordered});
    }
    if (!witness_.wants_events()) return;
    witness_.look_up(house_.texts);
    heralds_.push_back({&news_.of_run, 0});
    for (uint32_t i = 0; i < instances_.size(); ++i)
        for (output& o : instances_[i]->outputs)
            if (o.blank.record == QIKI_REC_EVENT) {
                ++o.blank.readers; // a plugin may leave out what nobody reads
                heralds_.push_back({&o.out, i + 1});
            }
}
} // namespace qiki::run
