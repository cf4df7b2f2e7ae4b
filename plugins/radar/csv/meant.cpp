// SPDX-License-Identifier: MIT
// plugins/radar/csv/meant.cpp - headings compared with every name that is known, by the slips between them.
#include "meant.hpp"
#include "qiki/radar.h"
#include "score/edits.hpp"
#include "units.hpp"
#include <algorithm>

namespace csv {
namespace {

constexpr size_t far = SIZE_MAX;

enum class care { guess, sure }; // how near a word must be

size_t distance(const std::string& word, const std::string& name, care how) {
    const size_t least = std::min(word.size(), name.size());
    if (least == 0 || std::max(word.size(), name.size()) > qiki::score::longest_word) return far;
    if (how == care::sure && least < 4) return far;
    const size_t n = qiki::score::edits(word, name), most = how == care::sure ? 1 : std::max<size_t>(1, least / 3);
    return n <= most && n < least ? n : far;
}

template <class F>
void each_name(quantity q, F&& f) {
    const std::string_view names = row_of(q).names;
    for (size_t at = 0; at <= names.size();) {
        const size_t end = std::min(names.find('|', at), names.size());
        f(std::string(names.substr(at, end - at)));
        at = end + 1;
    }
}

// With and without what stands behind its last underscore, which may be a unit.
std::array<std::string, 2> words_of(const std::string& heading) {
    return {split(heading, false).name, split(heading, true).name};
}

bool names_another(quantity q, const std::string& heading) {
    for (size_t i = 0; i < quantities; ++i)
        for (const std::string& word : words_of(heading))
            if (i != static_cast<size_t>(q) && listed(row_of(static_cast<quantity>(i)).names, word)) return true;
    return false;
}

std::string meant(quantity q, const std::vector<std::string>& heading, care how) {
    std::string best;
    size_t least = far;
    for (const std::string& h : heading) {
        if (names_another(q, h)) continue;
        for (const std::string& word : words_of(h))
            each_name(q, [&](const std::string& name) {
                if (const size_t n = distance(word, name, how); n < least) least = n, best = h;
            });
    }
    return best;
}

// range = "rnge_m", or "rnge [UNIT]" where the heading leaves the unit open.
std::string setting(quantity q, const std::string& heading) {
    const quantity_row& r = row_of(q);
    const bool physical = r.what == dimension::length || r.what == dimension::angle || r.what == dimension::speed;
    binding probe;
    const bool known =
        measure_in(probe, r.what, split(heading, false).unit) || measure_in(probe, r.what, split(heading, true).unit);
    return std::string(r.key) + " = \"" + heading + (physical && !known ? " [UNIT]\"" : "\"");
}
} // namespace

std::string nearest(const std::string& wanted, const std::vector<std::string>& heading) {
    std::string best;
    size_t least = far;
    for (const std::string& h : heading)
        for (const std::string& word : {h, words_of(h)[0], words_of(h)[1]})
            if (const size_t n = distance(wanted, word, care::guess); n < least) least = n, best = h;
    return best;
}

size_t lost(const std::vector<quantity>& missing, const std::vector<std::string>& heading) {
    return static_cast<size_t>(std::count_if(missing.begin(), missing.end(),
                                             [&](quantity q) { return meant(q, heading, care::guess).empty(); }));
}

std::string remedy(const std::vector<quantity>& missing, const std::vector<std::string>& heading) {
    std::string columns;
    for (const quantity q : missing)
        if (const std::string h = meant(q, heading, care::guess); !h.empty())
            columns += (columns.empty() ? "" : ", ") + setting(q, h);
    if (columns.empty()) return std::string("; say columns = { ") + row_of(missing.front()).key + " = \"...\" }";
    return "; did you mean columns = { " + columns + " }?";
}

std::vector<std::string> slips(const layout& l, const std::vector<std::string>& heading) {
    std::vector<std::string> open, out;
    for (size_t i = 0; i < heading.size(); ++i)
        if (std::none_of(l.of.begin(), l.of.end(), [&](const binding& b) { return b.column == static_cast<int>(i); }))
            open.push_back(heading[i]);
    std::vector<quantity> optional{quantity::scan,    quantity::run,    quantity::snr,     quantity::height,
                                   quantity::address, quantity::mode3a, quantity::identity};
    if (l.kind == QIKI_POLAR) optional.insert(optional.end(), {quantity::elevation, quantity::range_rate});
    else optional.push_back(quantity::z);
    for (const quantity q : optional) {
        const std::string h = l.has(q) ? "" : meant(q, open, care::sure);
        if (!h.empty())
            out.push_back("column '" + h + "' is not read; did you mean columns = { " + setting(q, h) + " }?");
    }
    return out;
}
} // namespace csv
