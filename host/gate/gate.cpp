// SPDX-License-Identifier: MIT
// host/gate/gate.cpp - the questions a command must pass, in the order of the table of reasons.
#include "host/gate/gate.hpp"
#include <algorithm>
#include <cmath>
#include <cstddef>

namespace qiki::gate {
namespace {

// Row of the vehicle that owns e; all.size() when nobody does.
size_t owner(uint64_t e, const std::vector<obeyer>& all) {
    auto at = std::upper_bound(all.begin(), all.end(), e, [](uint64_t x, const obeyer& o) { return x < o.mine.first; });
    if (at == all.begin() || !(--at)->mine.holds(e)) return all.size();
    return static_cast<size_t>(at - all.begin());
}

reason arguments(const qiki_command& c, const qiki_verb& v) {
    if (c.argc != v.argc) return reason::argument_count;
    for (uint32_t i = 0; i < v.argc; ++i)
        if (!std::isfinite(c.arg[i])) return reason::argument_not_finite;
    for (uint32_t i = 0; i < v.argc; ++i)
        if (v.min[i] != v.max[i] && (c.arg[i] < v.min[i] || c.arg[i] > v.max[i])) return reason::argument_limits;
    return reason::none;
}

reason question(const qiki_command& c, speaker& s, const std::vector<obeyer>& all, size_t to) {
    const auto count = static_cast<uint32_t>(c.id);
    if (c.issuer != s.index || c.id >> 32 != s.index) return reason::foreign_issuer;
    if (count <= s.last) return reason::repeated;
    s.last = count;
    if (c.label != QIKI_LABEL_OK && c.label != QIKI_LABEL_FALLBACK) return reason::without_data;
    if (to == all.size()) return reason::no_such_entity;
    const obeyer& o = all[to];
    if (!o.listens) return reason::deaf_entity;
    if (s.bound && std::none_of(s.own.begin(), s.own.end(), [&](const entities& e) { return e.holds(c.entity); }))
        return reason::not_your_entity;
    if (s.mute || c.authority > s.authority) return reason::claimed_authority;
    if (c.verb >= o.verbs.count) return reason::no_such_verb;
    const auto& v = *static_cast<const qiki_verb*>(qiki_row(o.verbs, c.verb));
    if (c.authority < v.authority) return reason::low_authority;
    if (const reason r = arguments(c, v); r != reason::none) return r;
    if (c.expires != 0 && c.expires <= o.begins) return reason::expired;
    const bool urgent = emergency(o, c.verb);
    const verb_rule* rule = c.verb < o.rules.size() ? &o.rules[c.verb] : nullptr;
    const bool lessened = o.safe && !urgent && rule && rule->lesser >= 0; // to an emergency verb
    if (urgent || lessened) return reason::none;
    if (o.safe) return reason::not_in_safe_mode;
    if (s.needs_word) return reason::needs_word;
    for (const claim& k : o.claims)
        if (k.entity == c.entity && k.authority > c.authority) return reason::outranked;
    return reason::none;
}

// What the scenario makes of a command that may pass.
reason adapt(qiki_command& c, const obeyer& o) {
    const verb_rule* rule = c.verb < o.rules.size() ? &o.rules[c.verb] : nullptr;
    if (!rule) return reason::none;
    if (o.safe && !emergency(o, c.verb)) {
        c.verb = static_cast<uint32_t>(rule->lesser), c.argc = 0;
        std::fill_n(c.arg, 6, 0.0);
        std::fill_n(c.text, sizeof c.text, '\0');
        return reason::downgraded;
    }
    bool changed = false;
    for (uint32_t i = 0; i < c.argc && i < 6; ++i) {
        if (!(rule->limited >> i & 1u)) continue;
        const double within = std::clamp(c.arg[i], rule->min[i], rule->max[i]);
        changed |= within != c.arg[i];
        c.arg[i] = within;
    }
    return changed ? reason::limited : reason::none;
}
} // namespace

uint32_t flags_of(const qiki_table& verbs, uint32_t row) {
    if (row >= verbs.count || verbs.stride < offsetof(qiki_verb, flags) + sizeof(uint32_t)) return 0; // of 1.0-rc1
    return static_cast<const qiki_verb*>(qiki_row(verbs, row))->flags;
}

bool emergency(const obeyer& o, uint32_t row) {
    if (row < o.rules.size() && o.rules[row].emergency) return true;
    return flags_of(o.verbs, row) & QIKI_VERB_EMERGENCY;
}

verdict judge(const qiki_command& c, speaker& s, const std::vector<obeyer>& all) {
    verdict v{reason::none, owner(c.entity, all), c};
    v.why = question(c, s, all, v.obeyer);
    if (v.why == reason::none) v.why = adapt(v.said, all[v.obeyer]);
    return v;
}

} // namespace qiki::gate
