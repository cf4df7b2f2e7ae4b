// SPDX-License-Identifier: MIT
// host/conform/drive/configuration.cpp - from rows of qiki_param to values.
#include "host/conform/drive/configuration.hpp"
#include "host/conform/settings.hpp"
#include "host/load/contract.hpp"
#include "qiki/random.h"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace qiki::conform {
namespace {

// By hand, as a scenario would say it; a default of the table in digits and commas alone.
std::vector<double> by_hand(const qiki_param& p, const std::string& text) {
    if (auto all = numbers_of(p, text)) return *std::move(all);
    throw failed(std::string("parameter '") + p.key + "': found '" + load::one_line(text, 80) +
                 "', which is not of its type");
}
std::vector<double> numbers(const char* key, const std::string& text) {
    std::vector<double> out;
    for (const char *at = text.data(), *end = at + text.size(); at < end;) {
        double v = 0;
        const auto [next, code] = std::from_chars(at, end, v);
        if (code != std::errc() || (next < end && *next != ','))
            throw failed(std::string("parameter '") + key + "': expected numbers with commas between them, found '" +
                         load::one_line(text, 80) + "' (rule desc.6)");
        out.push_back(v);
        at = next + (next < end);
    }
    return out;
}

std::vector<std::string> choices(const qiki_param& p) {
    std::vector<std::string> out;
    for (const char* at = p.choices; at && *at;) {
        const char* bar = std::strchr(at, '|');
        out.emplace_back(at, bar ? static_cast<size_t>(bar - at) : std::strlen(at));
        at = bar ? bar + 1 : nullptr;
    }
    return out;
}
} // namespace

configuration::configuration(const qiki_descriptor& d, const std::map<std::string, std::string>& set) {
    fill(d, set);
    arrange();
}

configuration::configuration(const qiki_descriptor& d, const std::map<std::string, std::string>& set, uint64_t seed,
                             uint32_t which) {
    fill(d, set);
    draw(set, seed, which);
    arrange();
}

void configuration::fill(const qiki_descriptor& d, const std::map<std::string, std::string>& set) {
    std::string missing, by_hands;
    for (uint32_t i = 0; i < d.params.count; ++i) {
        const auto& p = load::row<qiki_param>(d.params, i);
        cell c{&p, p.text ? p.text : "", {}, {}};
        const auto given = set.find(p.key);
        if (given != set.end()) c.text = given->second;
        else if (p.flags & QIKI_PARAM_REQUIRED)
            missing += (missing.empty() ? "" : " ") + std::string(p.key),
                by_hands += std::string(" --set ") + p.key + "=VALUE";
        if (p.type != QIKI_TEXT && given != set.end()) c.reals = by_hand(p, c.text);
        else if (p.type == QIKI_REALS || p.type == QIKI_INTS) c.reals = numbers(p.key, c.text);
        else if (p.type != QIKI_TEXT) c.reals = {p.value};
        cells_.push_back(std::move(c));
    }
    if (missing.empty()) return;
    const bool one = missing.find(' ') == missing.npos;
    throw unset((one ? "parameter '" + missing + "' has" : "parameters " + missing + " have") + " no default; give " +
                    (one ? "it" : "them") + " with" + by_hands,
                missing);
}

bool configuration::drawable(const cell& c, const std::map<std::string, std::string>& set) {
    const qiki_param& p = *c.param;
    if ((p.flags & QIKI_PARAM_REQUIRED) || set.contains(p.key)) return false;
    if (p.type == QIKI_TEXT) return p.choices && *p.choices;
    return p.type == QIKI_BOOL || (p.min < p.max && !c.reals.empty());
}

// Conditions between parameters refuse nearly all in which many are drawn, so half of the configurations have few.
void configuration::draw(const std::map<std::string, std::string>& set, uint64_t seed, uint32_t which) {
    std::vector<uint16_t> all, some;
    for (uint16_t i = 0; i < cells_.size(); ++i)
        if (drawable(cells_[i], set)) all.push_back(i);
    const auto n = static_cast<uint32_t>(all.size());
    if (n == 0) return;
    const uint32_t turn = which / 4;
    switch (which % 4) {
    case 2: some = {all[turn % n]}; break; // each in turn
    case 3: {
        const qiki_bits two = qiki_draw(seed, which, 0, 3, 0);
        const uint32_t one = qiki_below(two, n);
        some = {all[one]};
        if (n > 1) some.push_back(all[(one + 1 + qiki_below(qiki_draw(seed, which, 1, 3, 0), n - 1)) % n]);
        break;
    }
    default:
        for (const uint16_t i : all)
            if (qiki_uniform(qiki_draw(seed, which, i, 1, 0), 0) >= 0.5) some.push_back(i);
    }
    for (const uint16_t i : some) draw(cells_[i], qiki_draw(seed, which, i, 2, 0));
}

void configuration::draw(cell& c, qiki_bits chance) {
    const qiki_param& p = *c.param;
    if (p.type == QIKI_TEXT) {
        const std::vector<std::string> all = choices(p);
        c.text = all[qiki_below(chance, static_cast<uint32_t>(all.size()))];
    } else if (p.type == QIKI_BOOL) {
        c.reals = {static_cast<double>(qiki_below(chance, 2))};
    } else {
        const double whole = p.type == QIKI_INT || p.type == QIKI_INTS ? std::min(p.max - p.min, 16.0) : p.max - p.min;
        for (double& v : c.reals) {
            const double u = qiki_uniform(chance, 0);
            v = u < 0.1 ? p.min : u > 0.9 ? p.min + whole : p.min + whole * u;
            if (p.type == QIKI_INT || p.type == QIKI_INTS) v = std::floor(v);
            v = std::clamp(v, p.min, p.max) + 0.0;
        }
    }
}

void configuration::arrange() {
    std::sort(cells_.begin(), cells_.end(),
              [](const cell& a, const cell& b) { return std::strcmp(a.param->key, b.param->key) < 0; });
    for (cell& c : cells_) {
        const uint32_t type = c.param->type;
        for (const double v : c.reals) c.ints.push_back(std::fabs(v) < 9e18 ? static_cast<int64_t>(v) : 0);
        const bool text = type == QIKI_TEXT, real = type == QIKI_REAL || type == QIKI_REALS;
        const void* data = text   ? static_cast<const void*>(c.text.c_str())
                           : real ? static_cast<const void*>(c.reals.data())
                                  : static_cast<const void*>(c.ints.data());
        values_.push_back({c.param->key, data, type, static_cast<uint32_t>(text ? c.text.size() : c.reals.size())});
    }
    view_ = {QIKI_HEAD(qiki_config), {values_.data(), static_cast<uint32_t>(values_.size()), sizeof(qiki_value)}};
}

std::string configuration::text() const {
    std::string out;
    for (const cell& c : cells_) {
        out += (out.empty() ? "" : ", ") + std::string(c.param->key) + "=";
        if (c.param->type == QIKI_TEXT) out += c.text;
        for (size_t i = 0; i < c.reals.size(); ++i) {
            char digits[32];
            std::snprintf(digits, sizeof digits, "%s%.9g", i ? "," : "", c.reals[i]);
            out += digits;
        }
    }
    return out;
}
} // namespace qiki::conform
