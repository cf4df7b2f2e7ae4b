// SPDX-License-Identifier: MIT
// plugins/agents/core/evaluate.cpp - the life of a proposal: open, then rejected, expired, or chosen and carried out.
#include "evaluate.hpp"
#include <algorithm>
#include <cstring>

namespace mind {
namespace {
bool alike(const proposed& a, const proposed& b) {
    return a.verb == b.verb && a.subject == b.subject && a.record.because == b.record.because &&
           a.record.argc == b.record.argc && std::memcmp(a.record.arg, b.record.arg, sizeof a.record.arg) == 0;
}
bool in_conflict(const proposed& a, const proposed& b) {
    return (a.conflicts && a.conflicts == b.record.because) || (b.conflicts && b.conflicts == a.record.because);
}
} // namespace

bool before(const proposed& a, const proposed& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.record.priority != b.record.priority) return a.record.priority > b.record.priority;
    if (a.record.confidence != b.record.confidence) return a.record.confidence > b.record.confidence;
    return a.key < b.key;
}

pool::last* pool::of(uint32_t because) {
    for (last& x : latest_)
        if (x.because == because) return &x;
    return nullptr;
}

void pool::note(const proposed& p, fate f) {
    last* const x = of(p.record.because);
    if (!x) latest_.push_back({p.key, p.record.id, p.record.because, f});
    else if (p.key >= x->key) *x = {p.key, p.record.id, p.record.because, f};
    if (f != fate::done && f != fate::failed) return;
    // A dependent is rejected later in the list than what it depends on, so that one walk from behind is enough.
    for (size_t k = open_.size(); k-- > 0 && k < open_.size();) {
        if (open_[k].waits_for != p.key || open_[k].ready) continue;
        if (f == fate::done) make_ready(open_[k]);
        else close(k, QIKI_PROPOSAL_REJECTED), k = open_.size();
    }
}

// It has waited for long, perhaps, and lives from now on.
void pool::make_ready(proposed& p) const {
    p.ready = 1;
    qiki_proposal& r = p.record;
    if (r.expires == 0 || !decides_) return;
    const qiki_ns life = r.expires - r.t;
    r.expires = now_ < INT64_MAX - life ? now_ + life : INT64_MAX;
}

void pool::tell(proposed& p, uint8_t status) {
    p.record.status = status;
    if (p.record.id) return; // it was told while it was open
    p.record.id = base_ + ++count_;
    if (const last* const x = p.depends ? of(p.depends) : nullptr) p.record.depends_on = x->id;
    if (const last* const x = p.conflicts ? of(p.conflicts) : nullptr) p.record.conflicts_with = x->id;
    told.push_back(p.record);
}

// Out of the open ones, without having been carried out.
void pool::close(size_t k, uint8_t status) {
    proposed p = open_[k];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(k));
    closed.push_back(p.key);
    tell(p, status);
    note(p, fate::failed);
}

void pool::expire(qiki_ns t) {
    for (size_t k = 0; k < open_.size();) {
        const qiki_ns end = open_[k].record.expires;
        const bool waits = decides_ && !open_[k].ready; // for what ends by itself
        if (end == 0 || end > t || waits) ++k;
        else close(k, QIKI_PROPOSAL_EXPIRED), k = 0; // others may have gone with it
    }
}

uint64_t pool::add(proposed p, double threshold) {
    for (const proposed& o : open_)
        if (alike(o, p)) return o.key;
    bool can = p.record.confidence >= threshold;
    p.ready = 1, p.waits_for = 0;
    if (p.depends) {
        const last* const x = of(p.depends);
        can = can && x && x->now != fate::failed;
        p.ready = x && x->now == fate::done;
        p.waits_for = x ? x->key : 0;
    }
    for (const proposed& r : running_) can = can && !in_conflict(p, r);
    if (can && !decides_) tell(p, QIKI_PROPOSAL_OPEN);
    open_.push_back(p);
    note(p, fate::open);
    if (!can) {
        close(open_.size() - 1, QIKI_PROPOSAL_REJECTED);
    } else if (open_.size() > room) {
        const auto worst = std::max_element(open_.begin(), open_.end(), before);
        close(static_cast<size_t>(worst - open_.begin()), QIKI_PROPOSAL_REJECTED);
    }
    return p.key;
}

const proposed* pool::best(bool safety_only) const {
    const proposed* x = nullptr;
    for (const proposed& o : open_)
        if (o.ready && (!safety_only || o.kind == type::safety) && (!x || before(o, *x))) x = &o;
    return x;
}

const proposed* pool::choose(bool safety_only) {
    // Of more than there is room for, the one that has been under way for longest is nobody's business any more.
    if (running_.size() == room && best(safety_only)) end(running_.front().key, fate::failed);
    const proposed* const first = best(safety_only);
    if (!first) return nullptr;
    const size_t at = static_cast<size_t>(first - open_.data());
    running_.push_back(open_[at]);
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
    proposed& p = running_.back();
    tell(p, QIKI_PROPOSAL_CHOSEN);
    note(p, fate::running);
    for (size_t k = 0; k < open_.size();) {
        if (!in_conflict(open_[k], p)) ++k;
        else close(k, QIKI_PROPOSAL_REJECTED), k = 0;
    }
    return &p;
}

void pool::end(uint64_t key, fate f) {
    const auto at = std::find_if(running_.begin(), running_.end(), [key](const proposed& p) { return p.key == key; });
    if (at == running_.end()) return;
    const proposed p = *at;
    running_.erase(at);
    note(p, f);
}

} // namespace mind
