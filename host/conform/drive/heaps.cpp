// SPDX-License-Identifier: MIT
// host/conform/drive/heaps.cpp - values that sort contacts by their origin.
#include "host/conform/drive/heaps.hpp"
#include "qiki/math.h"
#include <algorithm>
#include <limits>

namespace qiki::conform {
namespace heaps_parts {
constexpr size_t enough = 100, enough_bodies = 5;

// How far a measure goes in a heap, among those that state it. What lies outside of either span is not compared: what
// a radar says may depend on how far a contact is, and on how strong.
struct span_of {
    double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
    bool holds(double v) const { return v >= low && v <= high; }
};
bool states_range(const qiki_contact& c) { return c.kind == QIKI_POLAR && (c.valid & QIKI_CONTACT_HAS_Z(0)); }
bool states_strength(const qiki_contact& c) { return c.valid & QIKI_CONTACT_HAS_SNR; }

struct told_field {
    const char* name;
    uint64_t (*of)(const qiki_contact&);
    bool of_answers; // those of bodies may have it, false alarms not: nobody answers for them
};
#define QIKI_HEAPS_BIT(name)                                                                                           \
    told_field {                                                                                                       \
        "valid bit " #name, [](const qiki_contact& c) -> uint64_t { return (c.valid & (name)) != 0; }, false           \
    }
#define QIKI_HEAPS_ANSWER(name)                                                                                        \
    told_field {                                                                                                       \
        "valid bit " #name, [](const qiki_contact& c) -> uint64_t { return (c.valid & (name)) != 0; }, true            \
    }
constexpr told_field told_fields[] = {
    {"label", [](const qiki_contact& c) -> uint64_t { return c.label; }, false},
    {"kind", [](const qiki_contact& c) -> uint64_t { return c.kind; }, false},
    {"band", [](const qiki_contact& c) -> uint64_t { return c.band; }, false},
    {"transponder", [](const qiki_contact& c) -> uint64_t { return c.transponder; }, true},
    {"code_flags", [](const qiki_contact& c) -> uint64_t { return c.code_flags; }, true},
    {"height_flags", [](const qiki_contact& c) -> uint64_t { return c.height_flags; }, true},
    QIKI_HEAPS_BIT(QIKI_CONTACT_HAS_Z(0)),
    QIKI_HEAPS_BIT(QIKI_CONTACT_HAS_Z(1)),
    QIKI_HEAPS_BIT(QIKI_CONTACT_HAS_Z(2)),
    QIKI_HEAPS_BIT(QIKI_CONTACT_HAS_Z(3)),
    QIKI_HEAPS_BIT(QIKI_CONTACT_HAS_COV),
    QIKI_HEAPS_BIT(QIKI_CONTACT_HAS_RCS),
    QIKI_HEAPS_ANSWER(QIKI_CONTACT_HAS_ADDRESS),
    QIKI_HEAPS_ANSWER(QIKI_CONTACT_HAS_MODE3A),
    QIKI_HEAPS_ANSWER(QIKI_CONTACT_HAS_HEIGHT),
    QIKI_HEAPS_ANSWER(QIKI_CONTACT_HAS_IDENTITY)};
#undef QIKI_HEAPS_BIT
#undef QIKI_HEAPS_ANSWER

template <class T>
bool all_are(const std::vector<T>& values, T v) {
    return std::all_of(values.begin(), values.end(), [&](const T& x) { return x == v; });
}
template <class T>
bool none_is(const std::vector<T>& values, T v) {
    return std::find(values.begin(), values.end(), v) == values.end();
}
// Which heap always has a value that the other never has; below 0: neither.
template <class T>
int sorted_by(const std::vector<T> (&of)[2]) {
    for (const int k : {0, 1})
        if (all_are(of[k], of[k][0]) && none_is(of[1 - k], of[k][0])) return k;
    return -1;
}
[[noreturn]] void sorts(const std::string& what, const std::string& value, bool bodies, size_t others, size_t targets) {
    throw failed(what + " is " + value + " in all " + std::to_string(bodies ? targets : others) +
                 (bodies ? " contacts of bodies and in none of " : " false alarms and in none of ") +
                 std::to_string(bodies ? others : targets) + (bodies ? " false alarms" : " contacts of bodies") +
                 ", as the origin port has them: by it a tracker tells the one from the other; make false alarms as "
                 "contacts of bodies are made (rule radar.secret)");
}
} // namespace heaps_parts

void heaps::add(const look& l, const std::map<uint64_t, qiki_origin>& origins) {
    std::vector<std::pair<uint64_t, bool>> here; // in the order of the look
    for (const qiki_contact& c : l.contacts) {
        const auto found = origins.find(c.id);
        if (found == origins.end()) continue;
        const qiki_origin& o = found->second;
        const bool target = o.cause == QIKI_CAUSE_TARGET;
        if (!target && o.cause != QIKI_CAUSE_NOISE && o.cause != QIKI_CAUSE_CLUTTER) continue;
        if (target) bodies_.insert(o.entity);
        all_[target].push_back(
            {c, static_cast<qiki_ns>(static_cast<uint64_t>(c.t) - static_cast<uint64_t>(l.frame.t_to)),
             static_cast<qiki_ns>(static_cast<uint64_t>(c.t) - static_cast<uint64_t>(l.frame.t_from))});
        here.emplace_back(c.id, target);
    }
    size_t turns = 0;
    for (size_t i = 1; i < here.size(); ++i) turns += here[i].second != here[i - 1].second;
    if (turns < 2) return; // the order has them apart, or there is one kind alone
    uint64_t low[2] = {UINT64_MAX, UINT64_MAX}, high[2] = {};
    double n[2] = {};
    for (const auto& [id, target] : here)
        low[target] = std::min(low[target], id), high[target] = std::max(high[target], id), n[target] += 1;
    // One order in so many ways to choose: n over k.
    for (double k = 1; k <= std::min(n[0], n[1]); k += 1)
        unlikely_ += qiki_log((n[0] + n[1] - std::min(n[0], n[1]) + k) / k);
    if (high[1] < low[0]) ++below_;
    else if (high[0] < low[1]) ++above_;
    else ++mixed_;
}

void heaps::judge() const {
    using namespace heaps_parts;
    if (std::min(all_[0].size(), all_[1].size()) < enough || bodies_.size() < enough_bodies) return;
    judge_fields();
    judge_ids();
}

void heaps::judge_fields() const {
    using namespace heaps_parts;
    span_of range, strength;
    for (const std::vector<said>& heap : all_) {
        span_of r{range.high, range.low}, s{strength.high, strength.low};
        for (const said& x : heap) {
            if (states_range(x.contact)) r = {std::min(r.low, x.contact.z[0]), std::max(r.high, x.contact.z[0])};
            if (states_strength(x.contact)) s = {std::min(s.low, x.contact.snr_db), std::max(s.high, x.contact.snr_db)};
        }
        if (r.low <= r.high) range = {std::max(range.low, r.low), std::min(range.high, r.high)};
        if (s.low <= s.high) strength = {std::max(strength.low, s.low), std::min(strength.high, s.high)};
    }
    std::vector<said> like[2];
    for (const size_t k : {0u, 1u})
        for (const said& x : all_[k])
            if ((!states_range(x.contact) || range.holds(x.contact.z[0])) &&
                (!states_strength(x.contact) || strength.holds(x.contact.snr_db)))
                like[k].push_back(x);
    if (std::min(like[0].size(), like[1].size()) < enough) return;
    for (const told_field& f : told_fields) {
        std::vector<uint64_t> of[2];
        for (const size_t k : {0u, 1u})
            for (const said& x : like[k]) of[k].push_back(f.of(x.contact));
        const int k = sorted_by(of);
        if (k < 0) continue;
        if (f.of_answers && !(all_are(of[1], uint64_t{0}) && none_is(of[0], uint64_t{0}))) continue;
        sorts(f.name, std::to_string(of[k][0]), k == 1, of[0].size(), of[1].size());
    }
    for (const bool end : {true, false}) {
        std::vector<qiki_ns> of[2];
        for (const size_t k : {0u, 1u})
            for (const said& x : like[k]) of[k].push_back(end ? x.before_end : x.after_begin);
        if (const int k = sorted_by(of); k >= 0)
            sorts(end ? "t - t_to of the frame" : "t - t_from of the frame", std::to_string(of[k][0]) + " ns", k == 1,
                  of[0].size(), of[1].size());
    }
}

void heaps::judge_ids() const {
    if (unlikely_ < 50 || (below_ && above_) || mixed_) return; // e^-50
    throw failed(
        "in all of " + std::to_string(below_ + above_) + " looks the ids of bodies lie " +
        (below_ ? "below" : "above") +
        " those of false alarms, as the origin port has them, though in the order of contacts they are mixed: "
        "an id tells no more than the order does; number contacts when their order stands (rule radar.secret)");
}
} // namespace qiki::conform
