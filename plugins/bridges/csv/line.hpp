// SPDX-License-Identifier: MIT
// plugins/bridges/csv/line.hpp - one line of CSV or JSON: shortest exact numbers, no locale; an absent value is an
// empty cell or null.
#pragma once
#include "qiki/base.h"
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace csv {

class line {
public:
    explicit line(bool json = false) : json_(json) {}
    void clear() { text_ = json_ ? "{" : ""; }
    const std::string& text() const { return text_; }
    // Before each value; a CSV file has it in its headings.
    void name(const char* key) {
        if (json_) text_ += '"', text_ += key, text_ += "\":";
    }
    void end() { // the last comma becomes the line's end
        text_.back() = json_ ? '}' : '\n';
        if (json_) text_ += '\n';
    }

    void absent() { text_ += json_ ? "null," : ","; }
    void number(double v) { put(v); }
    void integer(uint64_t v) { put(v); }
    void signed_integer(int64_t v) { put(v); }
    // Nanoseconds as seconds, exact: 12.000000001
    void seconds(qiki_ns t) {
        const bool minus = t < 0;
        const uint64_t u = minus ? ~static_cast<uint64_t>(t) + 1 : static_cast<uint64_t>(t);
        if (minus) text_ += '-';
        char digits[24];
        text_.append(digits, std::to_chars(digits, digits + sizeof digits, u / 1'000'000'000).ptr);
        if (uint64_t rest = u % 1'000'000'000) {
            char part[10] = {'.'};
            for (int i = 9; i > 0; --i, rest /= 10) part[i] = static_cast<char>('0' + rest % 10);
            std::string_view p(part, 10);
            text_ += p.substr(0, p.find_last_not_of('0') + 1);
        }
        text_ += ',';
    }
    void hexadecimal(uint32_t v, size_t digits) { padded(v, digits, 16); }
    void octal(uint32_t v, size_t digits) { padded(v, digits, 8); }
    // CSV: quoted only where the format needs it (RFC 4180). Control characters, and in JSON what is no ASCII, become
    // spaces: a record's text need not be UTF-8.
    void word(std::string_view s) {
        const bool quote = json_ || s.find_first_of(",\"") != std::string_view::npos;
        if (quote) text_ += '"';
        for (const char c : s) {
            if (c == '"') text_ += json_ ? '\\' : '"';
            if (c == '\\' && json_) text_ += '\\';
            text_ += static_cast<unsigned char>(c) < 32 || (json_ && static_cast<unsigned char>(c) > 126) ? ' ' : c;
        }
        if (quote) text_ += '"';
        text_ += ',';
    }
    // A record's text: zero-filled, not terminated when full.
    template <size_t N>
    void word(const char (&s)[N]) {
        const std::string_view all(s, N);
        word(all.substr(0, all.find('\0')));
    }

private:
    template <class T>
    void put(T v) {
        char digits[40];
        text_.append(digits, std::to_chars(digits, digits + sizeof digits, v).ptr);
        text_ += ',';
    }
    void padded(uint32_t v, size_t digits, int base) {
        char s[16];
        if (json_) text_ += '"'; // digits of another base are no JSON number
        const size_t n = static_cast<size_t>(std::to_chars(s, s + sizeof s, v, base).ptr - s);
        if (n < digits) text_.append(digits - n, '0');
        for (size_t i = 0; i < n; ++i) text_ += static_cast<char>(s[i] >= 'a' && s[i] <= 'f' ? s[i] - 32 : s[i]);
        text_ += json_ ? "\"," : ",";
    }
    std::string text_;
    bool json_;
};
} // namespace csv
