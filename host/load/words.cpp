// SPDX-License-Identifier: MIT
// host/load/words.cpp - hand-written scanners: the texts come from foreign files.
#include "host/load/words.hpp"
#include "qiki/plugin.h"
#include <algorithm>

namespace qiki::load {
namespace {

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return lower(c) || (c >= 'A' && c <= 'Z'); }

// Calls `each` for the pieces between separators; false as soon as it says so.
template <class F>
bool pieces(std::string_view s, char separator, F each) {
    for (;;) {
        const size_t at = s.find(separator);
        if (!each(s.substr(0, at))) return false;
        if (at == std::string_view::npos) return true;
        s.remove_prefix(at + 1);
    }
}

bool is_number(std::string_view s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), digit) && (s.size() == 1 || s[0] != '0');
}

// Bytes of the UTF-8 character at s[0]; 0 when there is none.
size_t character(std::string_view s) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char c = byte(0);
    const size_t n = c < 0x80                ? 1
                     : c >= 0xC2 && c < 0xE0 ? 2
                     : c >= 0xE0 && c < 0xF0 ? 3
                     : c >= 0xF0 && c < 0xF5 ? 4
                                             : 0;
    if (n == 0 || n > s.size()) return 0;
    for (size_t i = 1; i < n; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    if (n == 3 && ((c == 0xE0 && byte(1) < 0xA0) || (c == 0xED && byte(1) > 0x9F))) return 0; // overlong, surrogate
    if (n == 4 && ((c == 0xF0 && byte(1) < 0x90) || (c == 0xF4 && byte(1) > 0x8F))) return 0;
    return n;
}
bool control(std::string_view s, size_t n) {
    const auto c = static_cast<unsigned char>(s[0]);
    return c < 0x20 || c == 0x7F || (n == 2 && c == 0xC2 && static_cast<unsigned char>(s[1]) < 0xA0);
}
} // namespace

bool is_id(std::string_view s) {
    return s.size() <= 128 && s.find('.') != std::string_view::npos && pieces(s, '.', [](std::string_view p) {
               return !p.empty() && lower(p[0]) && std::all_of(p.begin(), p.end(), [](char c) {
                   return lower(c) || digit(c) || c == '_' || c == '-';
               });
           });
}

bool is_key(std::string_view s) {
    return s.size() <= 64 && pieces(s, '.', [](std::string_view p) {
               return !p.empty() && lower(p[0]) &&
                      std::all_of(p.begin(), p.end(), [](char c) { return lower(c) || digit(c) || c == '_'; });
           });
}

bool is_version(std::string_view s) {
    const auto words = [](std::string_view w, bool numbers_without_zero) {
        return pieces(w, '.', [&](std::string_view p) {
            if (p.empty() || !std::all_of(p.begin(), p.end(), [](char c) { return letter(c) || digit(c) || c == '-'; }))
                return false;
            return !numbers_without_zero || !std::all_of(p.begin(), p.end(), digit) || is_number(p);
        });
    };
    if (s.size() > 64) return false;
    if (const size_t plus = s.find('+'); plus != std::string_view::npos) {
        if (!words(s.substr(plus + 1), false)) return false;
        s = s.substr(0, plus);
    }
    if (const size_t dash = s.find('-'); dash != std::string_view::npos) {
        if (!words(s.substr(dash + 1), true)) return false;
        s = s.substr(0, dash);
    }
    int n = 0;
    return pieces(s, '.', [&](std::string_view p) { return ++n, is_number(p); }) && n == 3;
}

bool is_kind(std::string_view s) {
    for (const char* k :
         {QIKI_KIND_VEHICLE, QIKI_KIND_SENSOR, QIKI_KIND_RADAR, QIKI_KIND_TRACKER, QIKI_KIND_AGENT, QIKI_KIND_BRIDGE})
        if (s == k) return true;
    return false;
}

bool is_line(std::string_view s) {
    while (!s.empty()) {
        const size_t n = character(s);
        if (n == 0 || control(s, n)) return false;
        s.remove_prefix(n);
    }
    return true;
}

std::string one_line(std::string_view s, size_t most) {
    std::string out;
    while (!s.empty()) {
        const size_t n = character(s);
        if (n == 0) out += '?';
        else if (!control(s, n)) out += s.substr(0, n);
        else if (!out.empty() && out.back() != ' ') out += ' ';
        s.remove_prefix(n ? n : 1);
        if (out.size() > most) {
            while (out.size() > most || (!out.empty() && !is_line(out))) out.pop_back();
            return out + "...";
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}
} // namespace qiki::load
