// SPDX-License-Identifier: MIT
// classify/rules.cpp - rows of numbers to rules, and rules to a verdict.
#include "rules.hpp"
#include "qiki/track.h"
#include <cmath>

namespace classify {

bool rule::holds(const signature& s) const {
    const auto within = [](const double(&limits)[2], double x) { return x >= limits[0] && x <= limits[1]; };
    if ((when & by_rcs) && !(s.rcs_known && within(rcs, s.rcs_dbsm))) return false;
    if ((when & by_speed) && !(s.speed_known && within(speed, s.speed))) return false;
    if ((when & by_answers) && !(answers == reply::yes  ? s.answers
                                 : answers == reply::no ? s.silent
                                                        : s.silent && s.stopped))
        return false;
    if ((when & by_address) && !(s.has_address && s.address24 == address24)) return false;
    if ((when & by_code) && !(s.has_mode3a && s.mode3a == mode3a)) return false;
    if ((when & by_identity) &&
        !(s.has_identity && std::equal(identity.begin(), identity.begin() + letters, s.identity.begin())))
        return false;
    return !((when & by_twice) && !s.twice) && !((when & by_changed) && !s.changed);
}

verdict judge(const std::vector<rule>& rules, const signature& s) {
    verdict v;
    for (const rule& r : rules) {
        const bool news =
            (r.iff >= 0 && !v.iff_row) || (r.object_class >= 0 && !v.class_row) || (r.spoofed >= 0 && !v.spoofed_row);
        if (!news || !r.holds(s)) continue;
        if (r.iff >= 0 && !v.iff_row) v.iff = r.iff, v.iff_row = r.number;
        if (r.object_class >= 0 && !v.class_row) v.object_class = r.object_class, v.class_row = r.number;
        if (r.spoofed >= 0 && !v.spoofed_row) v.spoofed = r.spoofed, v.spoofed_row = r.number;
    }
    return v;
}

namespace {

// The numbers of one row, taken one after another; each must be what its place allows.
struct row_reader {
    const qiki::config& config;
    const char* key;
    const double* at;
    uint32_t number;
    int column = 0;

    template <class... A>
    [[noreturn]] void fail(const char* form, A... a) const {
        const auto x = qiki::failure::format(QIKI_E_CONFIG, form, a...);
        config.refuse(key, "row %u: %s; write the rows by the Lua module qiki.rules", number, x.text);
    }
    double real(const char* what, double least, double most) {
        const double x = at[column++];
        if (!(x >= least && x <= most)) fail("%s: expected %.17g to %.17g, found %.17g", what, least, most, x);
        return x;
    }
    template <class T>
    T whole(const char* what, double least, double most) {
        const double x = real(what, least, most);
        if (x != std::floor(x)) fail("%s: expected a whole number, found %.17g", what, x);
        return static_cast<T>(x);
    }
    void limits(const char* what, double (&to)[2]) {
        to[0] = real(what, -1e9, 1e9), to[1] = real(what, -1e9, 1e9);
        if (!(to[0] <= to[1])) fail("%s: the least, %g, is more than the most, %g", what, to[0], to[1]);
    }
};

} // namespace

std::vector<rule> read_rules(const qiki::config& c, const char* key) {
    const auto all = c.reals(key);
    if (all.size() % row_width != 0)
        c.refuse(key, "expected %zu numbers a row, found %zu in all; write them by the Lua module qiki.rules",
                 row_width, all.size());
    std::vector<rule> rules;
    for (size_t i = 0; i < all.size(); i += row_width) {
        row_reader in{c, key, all.data() + i, static_cast<uint32_t>(i / row_width + 1)};
        rule r;
        r.number = in.number = in.whole<uint32_t>("number", 1, 1e6);
        r.when = in.whole<uint32_t>("conditions", 0, all_conditions);
        in.limits("rcs", r.rcs), in.limits("speed", r.speed);
        r.answers = static_cast<reply>(in.whole<uint32_t>("answers", 0, 2));
        r.address24 = in.whole<uint32_t>("address", 0, 999'999'999);
        r.mode3a = in.whole<uint16_t>("code", 0, 07777);
        for (size_t k = 0; k < QIKI_IDENTITY_BYTES; k += 6) {
            auto six = in.whole<uint64_t>("identity", 0, 281474976710655.0);
            for (size_t b = k; b < std::min<size_t>(k + 6, QIKI_IDENTITY_BYTES); ++b, six >>= 8)
                r.identity[b] = static_cast<char>(six & 0xFF);
        }
        r.letters = in.whole<uint32_t>("letters of identity", 0, QIKI_IDENTITY_BYTES);
        r.iff = in.whole<int32_t>("iff", -1, QIKI_IFF_HOSTILE);
        r.object_class = in.whole<int32_t>("class", -1, QIKI_CLASS_BODY);
        r.spoofed = in.whole<int32_t>("spoofed", -1, 1);
        if (r.iff < 0 && r.object_class < 0 && r.spoofed < 0)
            in.fail("nothing follows from it; say iff, class or spoofed");
        rules.push_back(r);
    }
    return rules;
}

} // namespace classify
