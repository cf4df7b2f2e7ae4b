// SPDX-License-Identifier: MIT
// host/policy/vocabulary.cpp - facts and verbs out of a descriptor, and the words that records have for their numbers.
#include "host/policy/vocabulary.hpp"
#include "qiki/track.h"
#include "qiki/truth.h"
#include <algorithm>
#include <cstring>

namespace qiki::policy {
namespace {

// What truth.h, radar.h and track.h enumerate, by the name of the fact that carries it.
struct enumeration {
    const char* fact;
    std::vector<std::string> words;
};
const std::vector<enumeration>& enumerations() {
    static_assert(QIKI_IFF_HOSTILE == 3 && QIKI_XPDR_SPOOF == 6 && QIKI_TRACK_ENDED == 3);
    static const std::vector<enumeration> all = {
        {"iff", {"unknown", "friend", "neutral", "hostile"}},
        {"transponder", {"none", "a", "c", "s", "adsb", "ais", "spoof"}},
        {"status", {"tentative", "confirmed", "coasting", "ended"}},
    };
    return all;
}

template <class T>
T row_of(const qiki_table& t, uint32_t i) { // rows of another minor may be shorter or longer
    T out{};
    std::memcpy(&out, qiki_row(t, i), std::min<size_t>(t.stride, sizeof out));
    return out;
}

// A unit such as "off|on|silent" names the values of an integer fact.
std::vector<std::string> words_of(const fact& f) {
    if (f.type != QIKI_INT) return {};
    if (f.unit.find('|') == std::string::npos) {
        for (const enumeration& e : enumerations())
            if (f.name == e.fact) return e.words;
        return {};
    }
    std::vector<std::string> out;
    for (size_t at = 0; at <= f.unit.size();) {
        const size_t bar = std::min(f.unit.find('|', at), f.unit.size());
        out.push_back(f.unit.substr(at, bar - at));
        at = bar + 1;
    }
    return out;
}
} // namespace

vocabulary vocabulary_of(const qiki_descriptor& d) {
    vocabulary v;
    v.plugin = d.id;
    for (uint32_t i = 0; i < d.facts.count; ++i) {
        const auto row = row_of<qiki_fact>(d.facts, i);
        fact f;
        f.name = row.name, f.unit = row.unit ? row.unit : "", f.type = row.type;
        f.of_subject = (row.flags & QIKI_FACT_OF_SUBJECT) != 0;
        f.limited = row.min < row.max, f.min = row.min, f.max = row.max;
        f.words = words_of(f);
        v.facts.push_back(std::move(f));
    }
    for (uint32_t i = 0; i < d.verbs.count; ++i) {
        const auto row = row_of<qiki_verb>(d.verbs, i);
        verb x;
        x.name = row.name;
        for (uint32_t a = 0; a < row.argc; ++a)
            x.arguments.push_back({row.arg[a] ? row.arg[a] : "", row.min[a] < row.max[a], row.min[a], row.max[a]});
        v.verbs.push_back(std::move(x));
    }
    return v;
}

int value_of_word(const fact& f, const std::string& word) {
    const std::string wanted = f.name == "iff" && word == "foe" ? "hostile" : word;
    const auto at = std::find(f.words.begin(), f.words.end(), wanted);
    return at == f.words.end() ? -1 : static_cast<int>(at - f.words.begin());
}
} // namespace qiki::policy
