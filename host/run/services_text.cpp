// SPDX-License-Identifier: MIT
// host/run/services_text.cpp - qiki.text/1: strings as numbers, given in the order of instances, then of calls.
#include "host/run/services.hpp"
#include "qiki/services/text.h"
#include <cstring>

namespace qiki::run {
namespace {
constexpr size_t most = 1 << 20; // texts

uint32_t intern_for(const qiki_host* h, const char* text, uint64_t len) {
    seat& s = seat_of(h);
    const std::string_view wanted(text, len);
    if (const auto at = s.house.text_ids.find(wanted); at != s.house.text_ids.end()) return at->second;
    return s.phase == doing::birth ? intern(s.house, wanted) : 0;
}

uint64_t read(const qiki_host* h, uint32_t id, char* text, uint64_t size) {
    const auto& texts = seat_of(h).house.texts;
    if (id == 0 || id > texts.size()) return 0;
    const std::string& found = texts[id - 1];
    if (size) {
        const size_t n = std::min<size_t>(found.size(), size - 1);
        std::memcpy(text, found.data(), n);
        text[n] = '\0';
    }
    return found.size();
}
constexpr qiki_texts table{QIKI_HEAD(qiki_texts), intern_for, read};
} // namespace

uint32_t intern(commons& house, std::string_view text) {
    if (const auto at = house.text_ids.find(text); at != house.text_ids.end()) return at->second;
    if (house.texts.size() == most) return 0;
    house.texts.emplace_back(text);
    const auto id = static_cast<uint32_t>(house.texts.size());
    house.text_ids.emplace(house.texts.back(), id);
    return id;
}

const void* text_service() { return &table; }
} // namespace qiki::run
