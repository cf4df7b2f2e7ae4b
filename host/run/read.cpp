// SPDX-License-Identifier: MIT
// host/run/read.cpp - metrics, counts and facts of a finished tick, for whoever asked for them.
#include "host/policy/vocabulary.hpp"
#include "host/run/engine.hpp"
#include "host/run/words.hpp"
#include <algorithm>
#include <cmath>

namespace qiki::run {
namespace {
using kind = quantity::kind;

// Those that the fact can pass.
std::vector<quantity::limit> limits_of(const policy::machine& m, uint32_t row, const policy::fact& f) {
    std::vector<quantity::limit> out;
    for (const policy::threshold& t : m.thresholds())
        for (const double at : {t.low, t.high})
            if (t.fact == row && std::isfinite(at) && !(f.limited && (at <= f.min || at >= f.max)))
                out.push_back({t.guard, at});
    return out;
}

quantity of_fact(const policy::fact& f, uint32_t row, const policy::machine& m) {
    quantity q;
    q.what = f.of_subject ? kind::subject : kind::fact, q.name = f.name, q.row = row;
    q.unit = f.unit.find('|') == std::string::npos ? f.unit : ""; // else it names the values
    q.words = f.type == QIKI_BOOL ? std::vector<std::string>{"no", "yes"} : f.words;
    q.whole = f.type != QIKI_REAL;
    q.limits = limits_of(m, row, f);
    return q;
}
} // namespace

void engine::quantities_of(const instance& x, std::vector<quantity>& all) const {
    const auto add = [&](quantity q) {
        q.instance = x.at.who.name;
        all.push_back(std::move(q));
    };
    for (uint32_t i = 0; i < x.at.measures.size(); ++i)
        add({kind::metric, "", x.at.measures[i]->name, x.at.measures[i]->unit, {}, false, {}, i});
    for (uint32_t i = 0; i < x.outputs.size(); ++i)
        add({kind::records, "", output_of(x.at.who, i).name, "records", {}, true, {}, i});
    if (!x.at.policy) return;
    const policy::vocabulary words = policy::vocabulary_of(*x.at.who.about);
    for (uint32_t i = 0; i < words.facts.size(); ++i) add(of_fact(words.facts[i], i, *x.at.policy));
    add({kind::state, "", "state", "", x.at.policy->states(), true, {}, 0});
}

std::vector<quantity> engine::quantities() const {
    std::vector<quantity> all;
    for (const auto& x : instances_) quantities_of(*x, all);
    for (const metric& m : own_metrics())
        all.push_back({kind::metric, m.instance, m.name, m.unit, {}, m.counter, {}, 0});
    return all;
}

void engine::read(std::vector<quantity> asked, taker t) {
    taker_ = std::move(t);
    for (quantity& q : asked) {
        const auto at = std::find_if(instances_.begin(), instances_.end(),
                                     [&](const auto& x) { return x->at.who.name == q.instance; });
        wanted w{std::move(q), at == instances_.end() ? nullptr : at->get()};
        if (w.what.what == kind::fact || w.what.what == kind::subject) {
            std::unique_ptr<told_facts>& facts = (*at)->at.facts;
            if (!facts) facts = std::make_unique<told_facts>();
            auto& rows = w.what.what == kind::fact ? facts->own : facts->each;
            w.slot = static_cast<size_t>(std::find(rows.begin(), rows.end(), w.what.row) - rows.begin());
            if (w.slot == rows.size()) rows.push_back(w.what.row);
        }
        wanted_.push_back(std::move(w));
    }
    told_.resize(wanted_.size());
}

double engine::value_of(const quantity& q, const instance* x) const {
    if (!x) {
        for (const metric& m : own_metrics()) // by name: some appear when there is something to count
            if (m.name == q.name) return m.value;
        return NAN;
    }
    if (q.what == kind::records) return static_cast<double>(x->outputs[q.row].next_first);
    if (q.what == kind::state) return x->at.policy->state_row();
    const measure& m = *x->at.measures[q.row];
    if (m.counts.load()) return static_cast<double>(x->at.counted(q.row));
    return m.set ? m.gauge : NAN;
}

void engine::read_all(uint64_t k) {
    if (run_ != 1) return;
    readings_.clear();
    for (size_t i = 0; i < wanted_.size(); ++i) {
        const wanted& w = wanted_[i];
        told_[i] = 1;
        if (w.what.what != kind::fact && w.what.what != kind::subject) {
            readings_.push_back({i, 0, value_of(w.what, w.of)});
            continue;
        }
        const told_facts& f = *w.of->at.facts;
        told_[i] = f.tick == k;
        if (!told_[i]) continue;
        if (w.what.what == kind::fact) readings_.push_back({i, 0, f.values[w.slot]});
        else
            for (const told_facts::of_subject& s : f.subjects)
                if (s.fact == w.what.row) readings_.push_back({i, s.subject, s.value});
    }
    taker_({static_cast<qiki_ns>(k) * plan_.tick, readings_, told_});
}
} // namespace qiki::run
