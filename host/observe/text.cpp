// SPDX-License-Identifier: MIT
// host/observe/text.cpp - UTF-8 is decoded strictly (Unicode 15, table 3-7): no overlong form, no surrogate.
#include "host/observe/text.hpp"
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace qiki::observe {
namespace {

struct symbol {
    uint32_t code; // 0xFFFD with size 1: a foreign byte
    size_t size;
};

symbol first_of(std::string_view s) {
    static constexpr struct {
        uint8_t mask, lead;
        uint32_t least;
    } shapes[] = {{0x80, 0x00, 0}, {0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}};
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(s[i]); };
    constexpr symbol foreign{0xFFFD, 1};
    for (size_t n = 0; n < 4; ++n) {
        if ((byte(0) & shapes[n].mask) != shapes[n].lead) continue;
        if (s.size() <= n) return foreign;
        uint32_t code = byte(0) & static_cast<uint8_t>(~shapes[n].mask);
        for (size_t i = 1; i <= n; ++i) {
            if ((byte(i) & 0xC0) != 0x80) return foreign;
            code = code << 6 | (byte(i) & 0x3Fu);
        }
        const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        return code < shapes[n].least || code > 0x10FFFF || surrogate ? foreign : symbol{code, n + 1};
    }
    return foreign;
}

// C0, DEL, C1, the separators of lines and paragraphs, and what turns the direction or has no width.
bool unseen(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

// `escape(code)` gives what stands for a character, or "" when it stands for itself.
template <class Escape>
std::string translated(std::string_view s, size_t most, Escape escape) {
    std::string out;
    for (size_t at = 0; at < s.size();) {
        const symbol c = first_of(s.substr(at));
        if (at + c.size > most) return out + "…";
        if (c.code == 0xFFFD) out += "\uFFFD";
        else if (const std::string e = escape(c.code); !e.empty()) out += e;
        else out += s.substr(at, c.size);
        at += c.size;
    }
    return out;
}

std::string hexadecimal(const char* format, uint32_t code) {
    char text[16];
    std::snprintf(text, sizeof text, format, code);
    return text;
}
} // namespace

std::string visible(std::string_view s, size_t most) {
    return translated(s, most, [](uint32_t c) -> std::string {
        if (c == '\n') return "\\n";
        if (c == '\r') return "\\r";
        if (c == '\t') return " ";
        if (!unseen(c)) return {};
        return hexadecimal(c < 0x100 ? "\\x%02x" : "\\u%04x", c);
    });
}

std::string json_string(std::string_view s, size_t most) {
    return '"' +
           translated(s, most,
                      [](uint32_t c) -> std::string {
                          if (c == '"' || c == '\\') return {'\\', static_cast<char>(c)};
                          return unseen(c) ? hexadecimal("\\u%04x", c) : std::string();
                      }) +
           '"';
}

std::string json_number(double v) {
    if (!std::isfinite(v)) return "null";
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, v).ptr};
}
} // namespace qiki::observe
