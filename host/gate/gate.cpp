// SPDX-License-Identifier: MIT
// host/gate/gate.cpp - the questions a command must pass, in the order of the table of reasons.
#include "host/gate/gate.hpp"
#include <algorithm>
#include <cmath>

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
    if (c.authority > s.authority) return reason::claimed_authority;
    if (c.verb >= o.verbs.count) return reason::no_such_verb;
    const auto& v = *static_cast<const qiki_verb*>(qiki_row(o.verbs, c.verb));
    if (c.authority < v.authority) return reason::low_authority;
    if (const reason r = arguments(c, v); r != reason::none) return r;
    return c.expires != 0 && c.expires <= o.begins ? reason::expired : reason::none;
}
} // namespace

verdict judge(const qiki_command& c, speaker& s, const std::vector<obeyer>& all) {
    const size_t to = owner(c.entity, all);
    return {question(c, s, all, to), to};
}

} // namespace qiki::gate
