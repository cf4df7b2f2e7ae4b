// SPDX-License-Identifier: MIT
// host/conform/flaw.cpp - the field is in the words of the rule; which of its values it is, the rule itself says.
#include "host/conform/flaw.hpp"
#include "host/conform/fields.hpp"
#include "qiki/check.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

namespace qiki::conform {
namespace {
double real_at(const field& f, const std::byte* record, uint32_t i) {
    double v = 0;
    float narrow = 0;
    if (f.size == sizeof v) std::memcpy(&v, record + f.at + i * f.size, sizeof v);
    else std::memcpy(&narrow, record + f.at + i * f.size, sizeof narrow), v = static_cast<double>(narrow);
    return v;
}
// NaN, an infinity or -0: what no value may be.
bool never(double v) { return !std::isfinite(v) || (v == 0 && std::signbit(v)); }

// The first value without which the record no longer breaks that rule; `count` when it does so all the same.
uint32_t to_blame(const field& f, uint32_t record, const std::byte* at, std::string_view flaw) {
    std::vector<uint64_t> copy(qiki_record_size(record) / sizeof(uint64_t));
    std::memcpy(copy.data(), at, copy.size() * sizeof(uint64_t));
    auto* bytes = reinterpret_cast<std::byte*>(copy.data());
    for (uint32_t i = f.count; i-- > 0;) {
        std::fill_n(bytes + f.at + i * f.size, f.size, std::byte{0});
        const char* left = qiki_record_flaw(record, bytes);
        if (!left || left != flaw) return i;
    }
    return f.count;
}
constexpr std::string_view tail_of(std::string_view name) { return name.substr(name.find('.') + 1); }

// What is found there; "" where the words of the rule say it already, or it takes more than one value to say.
std::string found_there(const field& f, uint32_t record, const std::byte* at, std::string_view words) {
    const auto says = [&](const char* what) { return words.find(what) != words.npos; };
    if (f.is != sort::real) return f.is == sort::text || f.count > 1 ? "" : value_of(f, at, 0);
    uint32_t i = 0;
    while (i < f.count && !never(real_at(f, at, i))) ++i;
    if (i == f.count) i = f.count == 1 ? 0 : says("+0") ? to_blame(f, record, at, words) : i;
    if (i == f.count) return {};
    const double v = real_at(f, at, i);
    std::string name(tail_of(f.name));
    if (f.count > 1) name += "[" + std::to_string(i) + "]";
    return name + " = " + (std::isnan(v) ? "NaN" : value_of(f, at, i)) +
           (says("not -0") && !never(v) ? ", which is not said to be there" : "");
}
} // namespace

std::string flaw_told(uint32_t record, const std::byte* at, const char* flaw) {
    const std::string_view words(flaw), name = words.substr(0, words.find_first_of(":, "));
    for (const field& f : fields_of(record)) {
        if (name != f.name) continue;
        const std::string found = found_there(f, record, at, words);
        if (!found.empty() && found != "0") return std::string(flaw) + "; found " + found;
    }
    return flaw;
}
} // namespace qiki::conform
