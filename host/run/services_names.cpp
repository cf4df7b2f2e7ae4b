// SPDX-License-Identifier: MIT
// host/run/services_names.cpp - qiki.names/1: "swarm" is the first entity of that vehicle, "swarm.3" its third.
#include "host/run/services.hpp"
#include "qiki/command.h"
#include "qiki/sample.h"
#include "qiki/services/names.h"
#include <algorithm>
#include <charconv>
#include <cstring>

namespace qiki::run {
namespace {
uint64_t entity(const qiki_host* h, const char* name) {
    const std::string_view wanted(name);
    for (const named_entities& v : seat_of(h).house.entities) {
        const std::string_view own(v.instance);
        if (wanted == own) return v.mine.first;
        if (v.mine.count < 2 || wanted.size() < own.size() + 2 || wanted.substr(0, own.size()) != own ||
            wanted[own.size()] != '.')
            continue;
        uint64_t k = 0;
        const char *from = wanted.data() + own.size() + 1, *end = wanted.data() + wanted.size();
        if (std::from_chars(from, end, k).ptr == end && k >= 1 && k <= v.mine.count) return v.mine.first + k - 1;
    }
    return 0;
}

const named_entities* owner(const qiki_host* h, uint64_t e) {
    for (const named_entities& v : seat_of(h).house.entities)
        if (v.mine.holds(e)) return &v;
    return nullptr;
}

uint64_t name(const qiki_host* h, uint64_t e, char* text, uint64_t size) {
    const named_entities* v = owner(h, e);
    if (!v) return 0;
    char number[24] = "";
    if (v->mine.count > 1) {
        number[0] = '.';
        *std::to_chars(number + 1, number + sizeof number - 1, e - v->mine.first + 1).ptr = '\0';
    }
    const size_t a = std::strlen(v->instance), b = std::strlen(number), n = a + b;
    for (size_t i = 0; size && i < std::min<uint64_t>(n, size - 1) + 1; ++i)
        text[i] = i == n || i + 1 == size ? '\0' : i < a ? v->instance[i] : number[i - a];
    return n;
}

int32_t verb(const qiki_host* h, uint64_t e, const char* wanted) {
    const named_entities* v = owner(h, e);
    if (!v) return -1;
    for (uint32_t i = 0; i < v->about->verbs.count; ++i)
        if (std::strcmp(static_cast<const qiki_verb*>(qiki_row(v->about->verbs, i))->name, wanted) == 0)
            return static_cast<int32_t>(i);
    return -1;
}

uint64_t instance(const qiki_host* h, uint32_t index, char* text, uint64_t size) {
    const std::vector<std::string>& all = seat_of(h).house.instances;
    if (index == 0 || index > all.size()) return 0;
    const std::string& own = all[index - 1];
    if (size) *std::copy_n(own.data(), std::min<uint64_t>(own.size(), size - 1), text) = '\0';
    return own.size();
}

int32_t channel(const qiki_host* h, uint32_t index, const char* wanted) {
    const auto& all = seat_of(h).house.abouts;
    if (index == 0 || index > all.size()) return -1;
    const qiki_table& rows = all[index - 1]->channels;
    for (uint32_t i = 0; i < rows.count; ++i)
        if (std::strcmp(static_cast<const qiki_channel*>(qiki_row(rows, i))->name, wanted) == 0)
            return static_cast<int32_t>(i);
    return -1;
}
constexpr qiki_names table{QIKI_HEAD(qiki_names), entity, name, verb, instance, channel};
} // namespace

const void* names_service() { return &table; }
} // namespace qiki::run
