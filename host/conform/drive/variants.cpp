// SPDX-License-Identifier: MIT
// host/conform/drive/variants.cpp - rows of the table become texts, as a scenario would say them.
#include "host/conform/drive/variants.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/load/contract.hpp"
#include "host/words/shell.hpp"
#include "qiki/math.h"
#include "qiki/random.h"
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <sstream>

namespace qiki::conform {
namespace {
constexpr size_t most_pairs = 4;
enum purpose : uint32_t { which_values = 21, which_others, which_number };

// In four digits, within the limits: what a message says can be said again.
std::string digits(const qiki_param& p, double v) {
    char text[40];
    std::snprintf(text, sizeof text, "%.3e", v);
    v = std::strtod(text, nullptr);
    if (p.type == QIKI_INT || p.type == QIKI_INTS) v = std::floor(v);
    v = std::clamp(v, p.min, p.max) + 0.0;
    return {text, std::to_chars(text, text + sizeof text, v).ptr};
}
size_t length_of(const qiki_param& p) { // of a list, by its default
    return p.text && *p.text ? static_cast<size_t>(std::count(p.text, p.text + std::strlen(p.text), ',')) + 1 : 0;
}
bool is_list(const qiki_param& p) { return p.type == QIKI_REALS || p.type == QIKI_INTS; }

std::vector<std::string> words_of(const qiki_param& p) {
    std::vector<std::string> all;
    if (p.type == QIKI_BOOL) all = {"false", "true"};
    if (p.type != QIKI_TEXT || !p.choices) return all;
    std::istringstream in(p.choices);
    for (std::string one; std::getline(in, one, '|');) all.push_back(one);
    return all;
}
std::vector<const qiki_param*> free_ones(const subject& s) {
    std::vector<const qiki_param*> all;
    for (uint32_t i = 0; i < s.about->params.count; ++i) {
        const auto& p = load::row<qiki_param>(s.about->params, i);
        if (!(p.flags & QIKI_PARAM_REQUIRED) && !s.set.contains(p.key)) all.push_back(&p);
    }
    return all;
}
bool can_be_drawn(const qiki_param& p) {
    if (p.type == QIKI_TEXT || p.type == QIKI_BOOL) return !words_of(p).empty();
    return p.min < p.max && (!is_list(p) || length_of(p));
}

double number(const qiki_param& p, double usual, const qiki_bits& chance) {
    const bool whole = p.type == QIKI_INT || p.type == QIKI_INTS;
    const double top = whole ? std::min(p.max, p.min + 16) : p.max; // no million of something
    const double kind = qiki_uniform(chance, 0), u = qiki_uniform(chance, 1);
    if (kind < 0.1) return p.min;
    if (kind < 0.2) return top;
    if (kind < 0.6 && usual != 0) return std::min(usual * qiki_exp((2 * u - 1) * qiki_log(4)), whole ? top : p.max);
    return p.min + (top - p.min) * u;
}
std::string value(const qiki_param& p, uint64_t seed, uint64_t which, uint32_t key) {
    if (const auto words = words_of(p); !words.empty())
        return words[qiki_below(qiki_draw(seed, which, key, which_number, 0), static_cast<uint32_t>(words.size()))];
    std::istringstream usual(is_list(p) ? p.text : "");
    std::string all, one;
    for (uint32_t k = 0; k < (is_list(p) ? length_of(p) : 1); ++k) {
        const double v = is_list(p) && std::getline(usual, one, ',') ? std::strtod(one.c_str(), nullptr) : p.value;
        all += (k ? "," : "") + digits(p, number(p, v, qiki_draw(seed, which, key, which_number, k)));
    }
    return all;
}

bool speaks_of_files(std::string text) {
    for (char& c : text) c = std::isalpha(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(c)) : ' ';
    std::istringstream in(text);
    for (std::string word; in >> word;)
        for (const char* one : {"file", "files", "filename", "folder", "directory", "path"})
            if (word == one) return true;
    return false;
}

// At most twelve of them, which begin where the seed says.
std::vector<settings> some_of(const subject& s, std::vector<settings> all) {
    constexpr size_t most = 12;
    if (all.size() > most) {
        std::rotate(all.begin(), all.begin() + static_cast<ptrdiff_t>(s.seed * most % all.size()), all.end());
        all.resize(most);
    }
    return all;
}

// A direction, or the width of a sector; not by how much a bearing shall be wrong.
bool is_wide_angle(const qiki_param& p) {
    const std::string_view unit = p.unit ? p.unit : "", key = p.key;
    for (const char* wrong : {"offset", "bias", "error"})
        if (key.find(wrong) != key.npos) return false;
    return p.min < p.max && ((unit == "rad" && p.max - p.min > 3.1) || (unit == "deg" && p.max - p.min >= 180));
}
} // namespace

std::vector<settings> sectors(const subject& s) {
    std::vector<settings> all;
    const std::vector<const qiki_param*> table = free_ones(s);
    const auto within = [](const qiki_param& p, double u) { return digits(p, p.min + (p.max - p.min) * u); };
    const qiki_param* former = nullptr;
    uint32_t pairs = 0;
    for (const qiki_param* p : table) {
        const bool two = p->type == QIKI_REALS && length_of(*p) == 2;
        if (!is_wide_angle(*p) || (p->type != QIKI_REAL && !two) || pairs >= most_pairs) continue;
        const qiki_bits chance = qiki_draw(s.seed, pairs, 0, which_values, 0);
        const double low = 0.05 + 0.4 * qiki_uniform(chance, 0), high = 0.55 + 0.4 * qiki_uniform(chance, 1);
        for (const auto& [u, v] : {std::pair{low, high}, std::pair{high, low}})
            if (two) all.push_back({{p->key, within(*p, u) + "," + within(*p, v)}});
            else if (former) all.push_back({{former->key, within(*former, u)}, {p->key, within(*p, v)}});
        pairs += two || former;
        former = two ? nullptr : p;
    }
    return all;
}

std::vector<settings> drawn(const subject& s, uint32_t n) {
    std::vector<const qiki_param*> table = free_ones(s);
    std::erase_if(table, [](const qiki_param* p) { return !can_be_drawn(*p); });
    std::vector<settings> all;
    const auto rows = static_cast<uint32_t>(table.size());
    for (uint32_t i = 0; i < n && rows; ++i) {
        const qiki_bits others = qiki_draw(s.seed, i, 0, which_others, 0);
        const auto first = static_cast<uint32_t>((s.seed % rows * n + i) % rows);
        const uint32_t chosen[] = {first, static_cast<uint32_t>(qiki_uniform(others, 0) * rows),
                                   static_cast<uint32_t>(qiki_uniform(others, 1) * rows)};
        settings one;
        for (uint32_t k = 0; k <= i % 3; ++k)
            one.emplace(table[chosen[k]]->key, value(*table[chosen[k]], s.seed, i, k));
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<settings> soon(const subject& s) {
    std::vector<settings> all;
    for (const qiki_param* p : free_ones(s)) {
        const std::string_view unit = p->unit ? p->unit : "";
        const double v = unit == "s" ? 5 : unit == "ms" ? 5e3 : 0;
        if ((p->type == QIKI_REAL || p->type == QIKI_INT) && v > 0 && p->min < p->max)
            all.push_back({{p->key, digits(*p, v)}});
    }
    return all;
}

std::vector<settings> lowest(const subject& s) {
    std::vector<settings> all;
    for (const qiki_param* p : free_ones(s))
        if ((p->type == QIKI_REAL || p->type == QIKI_INT) && p->min < p->max && p->value > p->min)
            all.push_back({{p->key, digits(*p, p->min)}});
    return some_of(s, std::move(all));
}

std::vector<settings> half_the_time(const subject& s) {
    std::vector<settings> all;
    for (const qiki_param* p : free_ones(s))
        if (p->type == QIKI_REAL && p->min == 0 && p->max == 1) all.push_back({{p->key, "0.5"}});
    return some_of(s, std::move(all));
}

std::vector<settings> one_by_one(const subject& s) {
    std::vector<settings> all;
    const auto list = [](const std::string& one, size_t n) {
        std::string text = one;
        for (size_t k = 1; k < n; ++k) text += "," + one;
        return text;
    };
    for (const qiki_param* p : free_ones(s)) {
        if (p->type == QIKI_BOOL) all.push_back({{p->key, p->value != 0 ? "false" : "true"}});
        if (p->type == QIKI_TEXT || p->type == QIKI_BOOL || !can_be_drawn(*p)) continue;
        const bool whole = p->type == QIKI_INT || p->type == QIKI_INTS;
        const double top = whole ? std::min(p->max, p->min + 16) : p->max; // no million of something
        const double u = qiki_uniform(qiki_draw(s.seed, all.size(), 0, which_values, 0), 0);
        const double between = p->min + (top - p->min) * qiki_exp(-qiki_log(1e4) * u);
        for (const double v : {top, p->min, between})
            all.push_back({{p->key, list(digits(*p, v), is_list(*p) ? length_of(*p) : 1)}});
    }
    constexpr size_t most = 60;
    if (all.size() > most) {
        std::rotate(all.begin(), all.begin() + static_cast<ptrdiff_t>(s.seed * most % all.size()), all.end());
        all.resize(most);
    }
    return all;
}

std::vector<settings> named_files(const subject& s) {
    constexpr size_t most = 4;
    std::vector<settings> all;
    for (const qiki_param* p : free_ones(s)) {
        const bool open = p->type == QIKI_TEXT && !(p->flags & QIKI_PARAM_PATH) && !(p->choices && *p->choices);
        if (!open || (p->text && *p->text) || all.size() == most) continue;
        if (speaks_of_files(p->key) || (p->help && speaks_of_files(p->help))) all.push_back({{p->key, "named.out"}});
    }
    return all;
}

void with_each(const subject& s, const std::vector<settings>& all, const std::function<void(subject&)>& play) {
    for (const settings& one : all) {
        subject other = s;
        other.set.insert(one.begin(), one.end());
        try {
            actor probe(other);
            play(other);
        } catch (const failed& e) {
            std::string said;
            for (const auto& [key, text] : one)
                said += (said.empty() ? "with --set " : " --set ") + shell_word(key + "=" + text);
            throw failed(said + ": " + e.what());
        } catch (const skipped&) { // refused, or there is nothing to see, or another check's
        }
    }
}

bool is_costly(const subject& s) {
    constexpr int some = 4;
    actor it(s);
    scene world(*s.about, s.seed);
    it.play(world.next()); // which may take memory
    const std::clock_t begin = std::clock();
    for (int i = 0; i < some; ++i) it.play(world.next());
    return std::clock() - begin > some * CLOCKS_PER_SEC / 200;
}
} // namespace qiki::conform
