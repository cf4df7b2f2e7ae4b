// SPDX-License-Identifier: MIT
// host/run/services_text.cpp - qiki.text/1: strings as numbers, given in the order of instances, then of calls.
#include "host/run/services.hpp"
#include "qiki/services/text.h"
#include <cstring>

namespace qiki::run {
namespace {
constexpr size_t most = 1 << 20; // texts

uint32_t intern(const qiki_host* h, const char* text, uint64_t len) {
    seat& s = seat_of(h);
    const std::string_view wanted(text, len);
    if (s.phase == doing::birth) return s.house.intern(wanted);
    const auto at = s.house.text_ids.find(wanted);
    return at == s.house.text_ids.end() ? 0 : at->second;
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
constexpr qiki_texts table{QIKI_HEAD(qiki_texts), intern, read};
} // namespace

const void* text_service() { return &table; }

uint32_t commons::intern(std::string_view wanted) {
    const auto at = text_ids.find(wanted);
    if (at != text_ids.end()) return at->second;
    if (texts.size() == most) return 0;
    texts.emplace_back(wanted);
    const auto id = static_cast<uint32_t>(texts.size());
    text_ids.emplace(texts.back(), id);
    return id;
}
} // namespace qiki::run
