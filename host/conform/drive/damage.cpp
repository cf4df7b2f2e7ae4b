// SPDX-License-Identifier: MIT
// host/conform/drive/damage.cpp - what may be wrong with a value, and with the table of values.
#include "host/conform/drive/damage.hpp"
#include "host/load/contract.hpp"
#include "host/load/words.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>

namespace qiki::conform {
namespace {
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr size_t long_text = 5000, long_array = 1000;

const std::string texts[] = {"", "a", std::string(long_text, 'b'), "\xff\xfe", "caf\xc3", "%s%n%1000d", "a\nb", " "};

double wrong_real(const qiki_param& p, uint32_t i) {
    const double over = p.max + std::max(1.0, std::fabs(p.max)), under = p.min - std::max(1.0, std::fabs(p.min));
    const double all[] = {std::nan(""),
                          infinite,
                          -infinite,
                          0.0,
                          4e-320,
                          over,
                          under,
                          p.min < p.max ? p.max : 1e308,
                          p.min < p.max ? p.min : -1e308};
    return all[i % std::size(all)];
}
int64_t wrong_integer(const qiki_param& p, uint32_t i) {
    const bool bounded = p.min < p.max && std::fabs(p.min) < 9e18 && std::fabs(p.max) < 9e18;
    // One more than a million of something is a question of memory alone.
    const int64_t least = bounded ? static_cast<int64_t>(p.min) - 1 : 0;
    const int64_t all[] = {INT64_MIN,
                           !bounded      ? INT64_MAX
                           : p.max < 1e5 ? static_cast<int64_t>(p.max) + 1
                                         : least,
                           least};
    return all[i % std::size(all)];
}
const qiki_param* param_of(const qiki_descriptor& d, const char* key) {
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (const auto& p = load::row<qiki_param>(d.params, i); std::strcmp(p.key, key) == 0) return &p;
    return nullptr;
}
} // namespace

damaged::damaged(const configuration& sound, const qiki_descriptor& d, uint64_t seed, uint32_t which) {
    const qiki_table& t = sound.view().values;
    for (uint32_t i = 0; i < t.count; ++i) values_.push_back(load::row<qiki_value>(t, i));
    const uint32_t count = static_cast<uint32_t>(values_.size());
    const uint32_t draw = qiki_below(qiki_draw(seed, which, 0, 7, 0), 1u << 20);
    const uint32_t at = count ? qiki_below(qiki_draw(seed, which, 1, 7, 0), count) : 0;
    if (count && draw % 4 != 0) {
        key_ = values_[at].key;
        change_value(values_[at], *param_of(d, values_[at].key), draw / 4);
    } else {
        change_table(draw / 4, at);
    }
    view_ = {QIKI_HEAD(qiki_config), {values_.data(), static_cast<uint32_t>(values_.size()), sizeof(qiki_value)}};
}

void damaged::change_value(qiki_value& v, const qiki_param& p, uint32_t draw) {
    const bool array = v.type == QIKI_INTS || v.type == QIKI_REALS;
    const uint32_t many = array ? std::min(draw % 3 == 0 ? static_cast<uint32_t>(long_array) : v.count, 1000u) : 1;
    if (array && draw % 5 == 0) {
        v.data = nullptr, v.count = 0, what_ = key_ + " = {}";
    } else if (v.type == QIKI_TEXT) {
        own_.text = texts[draw % std::size(texts)];
        v.data = own_.text.c_str(), v.count = static_cast<uint32_t>(own_.text.size());
        what_ = key_ + " = '" + load::one_line(own_.text, 40) + "'";
    } else if (v.type == QIKI_REAL || v.type == QIKI_REALS) {
        own_.reals.assign(std::max(many, 1u), wrong_real(p, draw));
        v.data = own_.reals.data(), v.count = std::max(many, 1u);
        char digits[32];
        std::snprintf(digits, sizeof digits, "%g", own_.reals.front());
        what_ = key_ + " = " + digits;
    } else {
        own_.ints.assign(std::max(many, 1u), v.type == QIKI_BOOL ? 2 : wrong_integer(p, draw));
        v.data = own_.ints.data(), v.count = std::max(many, 1u);
        what_ = key_ + " = " + std::to_string(own_.ints.front());
    }
}

void damaged::change_table(uint32_t draw, uint32_t at) {
    const auto place = values_.begin() + at;
    if (values_.empty() || draw % 6 == 0) {
        own_.reals = {1};
        values_.push_back({"zz.unknown", own_.reals.data(), QIKI_REAL, 1});
        what_ = "the key zz.unknown, which it has not";
    } else if (draw % 6 == 1) {
        key_ = place->key, what_ = "no " + key_;
        values_.erase(place);
    } else if (draw % 6 == 2) {
        key_ = place->key, what_ = key_ + " twice";
        values_.insert(place, *place);
    } else if (draw % 6 == 3) {
        key_ = place->key, what_ = key_ + " of another type";
        const bool text = place->type == QIKI_TEXT;
        own_.reals = {1}, own_.text = "word";
        *place = text ? qiki_value{place->key, own_.reals.data(), QIKI_REAL, 1}
                      : qiki_value{place->key, own_.text.c_str(), QIKI_TEXT, 4};
    } else if (draw % 6 == 4) {
        std::reverse(values_.begin(), values_.end());
        what_ = "keys in the wrong order";
    } else {
        values_.clear();
        what_ = "no keys at all";
    }
}
} // namespace qiki::conform
